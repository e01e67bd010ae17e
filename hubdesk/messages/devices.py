"""Words for what can be wrong with devices."""

from __future__ import annotations

from hubdesk.messages import Words

WORDS: Words = {}
