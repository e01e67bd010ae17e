"""What the list of devices shows, and where its rows come from."""

from __future__ import annotations

from hubdesk.i18n import translate
from hubdesk.queries.devices import DeviceRow, device_count, device_window
from hubdesk.ui.devices.words import condition_words, row_chip, seen_words
from hubdesk.ui.doors import Doors
from hubdesk.ui.widgets.list_model import Column, ListModel
from hubdesk.ui.widgets.list_source import Windows

# Where there is little room, tag and kind go under the name.
HIDDEN_WIDE, HIDDEN_MIDDLE, HIDDEN_NARROW = (2,), (2, 3), (0, 1, 3, 5, 6)


def _t(text: str) -> str:
    return translate("Devices", text)


def stock_model(doors: Doors) -> ListModel[DeviceRow]:
    """The list of devices, sorted by tag to begin with."""

    def sentence(row: DeviceRow) -> str:
        today = doors.today()
        seen = _t("seen {day}").format(day=seen_words(row.seen_on, today))
        parts = (row.tag, row.title, row.kind, row_chip(row, today)[0])
        return ", ".join([*parts, condition_words(row.condition), seen])

    source = Windows(doors, device_count, device_window)
    return ListModel(source, _columns(doors), sort="tag", sentence=sentence)


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
