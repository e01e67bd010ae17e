"""What the list of devices shows, and where its rows come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hubdesk.i18n import translate
from hubdesk.queries.devices import DeviceFilter, DeviceRow, device_count, device_window
from hubdesk.ui.devices.words import condition_words, row_chip, seen_words
from hubdesk.ui.doors import Doors
from hubdesk.ui.widgets.list_model import Column, ListModel

# Where there is little room, tag and kind go under the name.
HIDDEN_WIDE, HIDDEN_MIDDLE, HIDDEN_NARROW = (2,), (2, 3), (0, 1, 3, 5, 6)


def _t(text: str) -> str:
    return translate("Devices", text)


class StockSource:
    """Counts and windows through the doors."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._counted = 0

    def count(self, filters: DeviceFilter) -> int:
        """How many devices fit."""
        today = self._doors.today()
        self._counted = self._doors.look(
            lambda db: device_count(db, today=today, filters=filters),
        )
        return self._counted

    def read_window(
        self, offset: int, limit: int, sort: str, descending: bool, filters: DeviceFilter
    ) -> Sequence[DeviceRow]:
        """The rows of a window."""
        today, count = self._doors.today(), self._counted

        def read(db: Any) -> list[DeviceRow]:
            return device_window(
                db,
                today=today,
                filters=filters,
                sort=sort,
                descending=descending,
                offset=offset,
                limit=limit,
                count=count,
            )

        return self._doors.look(read)


def stock_model(doors: Doors) -> ListModel[DeviceRow]:
    """The list of devices, sorted by tag to begin with."""

    def sentence(row: DeviceRow) -> str:
        today = doors.today()
        seen = _t("seen {day}").format(day=seen_words(row.seen_on, today))
        parts = (row.tag, row.title, row.kind, row_chip(row, today)[0])
        return ", ".join([*parts, condition_words(row.condition), seen])

    return ListModel(StockSource(doors), _columns(doors), sort="tag", sentence=sentence)


def _columns(doors: Doors) -> list[Column[DeviceRow]]:
    def chip(row: DeviceRow) -> tuple[str, str]:
        return row_chip(row, doors.today())

    def under(row: DeviceRow) -> str:
        return f"{row.tag} · {row.kind}"

    return [
        Column(_t("Tag"), lambda row: row.tag, "tag", 116, strong=True),
        Column(_t("What"), lambda row: row.title, "title"),
        Column(_t("What"), lambda row: row.title, "title", strong=True, detail=under),
        Column(_t("Kind"), lambda row: row.kind, "kind", 150),
        Column(_t("State"), lambda row: chip(row)[0], "stage", 236, chip=chip),
        Column(_t("Condition"), lambda row: condition_words(row.condition), "", 110),
        Column(
            _t("Seen"),
            lambda row: seen_words(row.seen_on, doors.today()),
            "seen",
            width=118,
            ink="2",
        ),
    ]
