"""The words of this week, the same on the poster and on the pages."""

from __future__ import annotations

from datetime import date
from typing import Final

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.opportunities import OpportunityRow
from hubdesk.queries.this_week import PublicSession

KINDS: Final = {
    "course": "Course",
    "workshop": "Workshop",
    "drop-in": "Drop-in",
    "job club": "Job club",
    "outreach stall": "Outside the hub",
    "event": "Event",
}


def _t(text: str) -> str:
    return translate("Pages", text)


def time_words(one: PublicSession) -> str:
    """10am to midday."""
    starts, ends = i18n.clock(one.row.starts_at), i18n.clock(one.row.ends_at)
    return _t("{starts} to {ends}").format(starts=starts, ends=ends)


def when_words(one: PublicSession) -> str:
    """Tuesday 24 November, 10am to midday."""
    return f"{i18n.day(one.row.held_on, one.row.held_on)}, {time_words(one)}"


def where_words(one: PublicSession) -> str:
    """Room 2; where it is, if it is not at the hub."""
    return ", ".join(filter(None, (one.row.room, one.row.venue)))


def kind_words(one: PublicSession) -> str:
    """Workshop."""
    return _t(KINDS[one.row.kind])


def booking_words(one: PublicSession) -> str:
    """How to come, or why one cannot."""
    if one.row.is_cancelled:
        return _t("Cancelled")
    if one.row.is_full:
        return _t("Full, with a waiting list")
    return _t("Ask us for a place") if one.is_to_book else _t("Just come in")


def help_words(one: PublicSession) -> tuple[str, ...]:
    """Who can follow it more easily."""
    language = _t("{language} interpreter").format(language=one.row.interpreter)
    return tuple(
        filter(
            None,
            (
                language if one.row.interpreter else "",
                _t("British Sign Language") if one.row.has_bsl else "",
            ),
        )
    )


def session_words(one: PublicSession) -> tuple[str, ...]:
    """All that is said of a session besides its title and its time."""
    programme = (word for part in one.programme for word in part)
    return (
        *(kind_words(one), where_words(one), booking_words(one)),
        *help_words(one),
        *programme,
    )


def closing_words(row: OpportunityRow, today: date) -> str:
    """Apply by Friday 27 November."""
    if row.closing_on is None:
        return _t("No last day")
    return _t("Apply by {day}").format(day=i18n.day(row.closing_on, today))
