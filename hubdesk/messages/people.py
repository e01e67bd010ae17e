"""Words for what can be wrong with people."""

from __future__ import annotations

from hubdesk.messages import Words

WORDS: Words = {}
