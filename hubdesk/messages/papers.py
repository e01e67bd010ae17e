"""Words for what can be wrong with papers."""

from __future__ import annotations

from hubdesk.messages import Words

WORDS: Words = {}
