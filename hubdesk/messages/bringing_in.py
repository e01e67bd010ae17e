"""Words for what can be wrong with bringing in."""

from __future__ import annotations

from hubdesk.messages import Words

WORDS: Words = {}
