"""Background checks in words: which kinds there are, and one check on a line."""

from __future__ import annotations

from typing import Final

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import CheckLevel
from hubdesk.queries.checks import CheckRow

LEVELS: Final = {
    CheckLevel.BASIC: "Basic",
    CheckLevel.STANDARD: "Standard",
    CheckLevel.ENHANCED: "Enhanced",
    CheckLevel.BARRED_LISTS: "Enhanced with barred lists",
}


def _t(text: str) -> str:
    return translate("Staff", text)


def level_words(level: str) -> str:
    """Enhanced with barred lists; a kind of a newer HubDesk by its own word."""
    return _t(LEVELS[CheckLevel(level)]) if level in LEVELS else level


def check_words(row: CheckRow) -> str:
    """Enhanced · 3 March 2026 · number 0012 · look again 3 March 2029."""
    parts = [level_words(row.level), i18n.plain_day(row.issued_on)]
    if row.number:
        parts.append(_t("number {number}").format(number=row.number))
    if row.review_on is not None:
        parts.append(_t("look again {day}").format(day=i18n.plain_day(row.review_on)))
    return " · ".join(parts)
