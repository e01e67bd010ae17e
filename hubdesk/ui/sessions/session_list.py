"""The columns of the list of sessions: when, what, where, who teaches, how many, how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.sessions import SessionRow
from hubdesk.ui.doors import Doors
from hubdesk.ui.sessions.words import (
    kind_words,
    nameless_words,
    people_words,
    time_words,
    where_words,
)
from hubdesk.ui.widgets.list_model import Calls, Column, ListModel


def _t(text: str) -> str:
    return translate("Sessions", text)


def session_model(doors: Doors, rows: Callable[[], Sequence[SessionRow]]) -> ListModel[SessionRow]:
    """A model of the rows as they are now: a week of them is never long."""

    def zone() -> Any:
        return doors.now().tzinfo

    columns = [
        Column[SessionRow](
            _t("When"),
            lambda row: i18n.short_day(row.held_on, doors.today()),
            width=144,
            detail=lambda row: time_words(row, zone()),
        ),
        Column[SessionRow](_t("What"), lambda row: row.title, strong=True, detail=_what_words),
        Column[SessionRow](_t("Tutor"), lambda row: row.tutor, width=120, ink="2"),
        Column[SessionRow](_t("People"), people_words, width=136, detail=nameless_words),
        Column[SessionRow](
            "", lambda _row: "", width=120, chip=lambda row: chip_of(row, doors.now())
        ),
    ]

    def window(
        offset: int, limit: int, _sort: str, _down: bool, _filters: Any
    ) -> Sequence[SessionRow]:
        return rows()[offset : offset + limit]

    source = Calls[SessionRow](lambda _filters: len(rows()), window)
    return ListModel(source, columns, sentence=lambda row: _sentence(row, doors.now()))


def _what_words(row: SessionRow) -> str:
    return " · ".join(part for part in (kind_words(row.kind), where_words(row)) if part)


def chip_of(row: SessionRow, now: datetime) -> tuple[str, str] | None:
    """How a session stands: words and kind of a chip."""
    if row.is_cancelled:
        return _t("Cancelled"), "bad"
    if row.is_finished:
        return _t("Finished"), "ok"
    if row.is_on(now):
        return _t("On now"), "accent"
    if row.held_on < now.date() and row.needs_finishing:
        return _t("Not finished"), "warn"
    if row.waiting:
        return _t("{many} waiting").format(many=row.waiting), "warn"
    return (_t("Full"), "info") if row.is_full else None


def _sentence(row: SessionRow, now: datetime) -> str:
    """The whole row as it is read aloud."""
    chip = chip_of(row, now)
    parts = (
        i18n.short_day(row.held_on, now.date()),
        time_words(row, now.tzinfo),
        row.title,
        where_words(row),
        row.tutor,
        people_words(row),
        nameless_words(row),
        chip[0] if chip else "",
    )
    return ", ".join(part for part in parts if part)
