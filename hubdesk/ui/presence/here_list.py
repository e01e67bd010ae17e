"""The columns of the list of everybody in the building: who, where, since when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.here_now import HereRow, HereSort
from hubdesk.ui.doors import Doors
from hubdesk.ui.widgets.list_model import Calls, Column, ListModel


def _t(text: str) -> str:
    return translate("Presence", text)


def here_model(doors: Doors, rows: Callable[[], Sequence[HereRow]]) -> ListModel[HereRow]:
    """A model of the rows as they are now: a building is never long."""

    def since(row: HereRow) -> str:
        return i18n.clock(row.came_at.astimezone(doors.now().tzinfo))

    columns = [
        Column[HereRow](_t("Who"), lambda row: row.name, strong=True, detail=where_words),
        Column[HereRow](_t("Since"), since, width=110),
        Column[HereRow]("", lambda _row: "", width=130, chip=chip_of),
    ]

    def window(
        offset: int, limit: int, _sort: str, _down: bool, _filters: Any
    ) -> Sequence[HereRow]:
        return rows()[offset : offset + limit]

    def sentence(row: HereRow) -> str:
        chip = chip_of(row)
        parts = (row.name, where_words(row), since(row), chip[0] if chip else "")
        return ", ".join(part for part in parts if part)

    return ListModel(
        Calls[HereRow](lambda _filters: len(rows()), window), columns, sentence=sentence
    )


def where_words(row: HereRow) -> str:
    """Digital basics · Room 2."""
    if row.sort is HereSort.STAFF:
        return _t("At work")
    if row.sort is HereSort.VISITOR:
        return _t("Visiting")
    return " · ".join(part for part in (row.session or _t("Dropped in"), row.room) if part)


def chip_of(row: HereRow) -> tuple[str, str] | None:
    """What is to be known at a glance."""
    if row.is_perhaps:
        return _t("Perhaps gone"), "warn"
    kinds = {HereSort.STAFF: (_t("Staff"), "accent"), HereSort.VISITOR: (_t("Visitor"), "info")}
    return kinds.get(row.sort)
