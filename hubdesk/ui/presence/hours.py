"""Hours as people say and type them: 3 h 50 min, 3:50, 3.5."""

from __future__ import annotations

import re
from typing import Final

from hubdesk.i18n import translate

_WITH_COLON: Final = re.compile(r"(\d{1,2})\s*(?::|h)\s*(\d{1,2})?\s*(?:m|min)?")
_WITH_POINT: Final = re.compile(r"(\d{1,2})[.,](\d{1,2})")
_WHOLE: Final = re.compile(r"(\d{1,2})")


def _t(text: str) -> str:
    return translate("Presence", text)


def hours_words(minutes: int) -> str:
    """3 h 50 min, 4 h, 20 min."""
    hours, rest = divmod(max(minutes, 0), 60)
    parts = ([_t("{n} h").format(n=hours)] if hours else []) + (
        [_t("{n} min").format(n=rest)] if rest or not hours else []
    )
    return " ".join(parts)


def minutes_typed(text: str) -> int | None:
    """The minutes of what was typed, or None: 3:50 and 3 h 50 min, 3.5 and 3,5, and 4 for hours."""
    words = text.strip().lower()
    if not words.isascii():
        return None
    if found := _WITH_COLON.fullmatch(words):
        minutes = int(found[2] or 0)
        return int(found[1]) * 60 + minutes if minutes < 60 else None
    if found := re.fullmatch(r"(\d{1,3})\s*min", words):
        return int(found[1])
    if found := _WITH_POINT.fullmatch(words):
        return round(float(f"{found[1]}.{found[2]}") * 60)
    if found := _WHOLE.fullmatch(words):
        return int(found[1]) * 60
    return None
