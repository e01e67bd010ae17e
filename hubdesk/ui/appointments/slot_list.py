"""The list of a day: helper by helper, what is booked and what is free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import CAME, FOR_ONE, Mark
from hubdesk.queries.appointments import SlotRow
from hubdesk.ui.doors import Doors
from hubdesk.ui.sessions.words import MARKS, kind_words
from hubdesk.ui.widgets.list_model import Calls, Column, ListModel
from hubdesk.ui.widgets.list_view import ListView


def _t(text: str) -> str:
    return translate("Appointments", text)


class SlotList(ListView):
    """X says that whoever has the chosen appointment did not come."""

    no_show = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if event.key() == Qt.Key.Key_X and plain:
            if not event.isAutoRepeat():
                self.no_show.emit()
            return
        super().keyPressEvent(event)


def slot_model(doors: Doors, rows: Callable[[], Sequence[SlotRow]]) -> ListModel[SlotRow]:
    """A model of the rows as they are now: a day is never long."""
    columns = [
        Column[SlotRow](_t("Helper"), lambda row: row.helper, width=150, strong=True),
        Column[SlotRow](_t("Time"), lambda row: time_of(row, doors), width=170),
        Column[SlotRow](_t("Who"), lambda row: who_words(row), detail=lambda row: what_words(row)),
        Column[SlotRow]("", lambda _row: "", width=130, chip=chip_of),
    ]

    def window(
        offset: int, limit: int, _sort: str, _down: bool, _filters: Any
    ) -> Sequence[SlotRow]:
        return rows()[offset : offset + limit]

    source = Calls[SlotRow](lambda _filters: len(rows()), window)
    return ListModel(source, columns, sentence=lambda row: sentence(row, doors))


def time_of(row: SlotRow, doors: Doors) -> str:
    """1:20pm to 1:40pm."""
    zone = doors.now().tzinfo
    starts, ends = (at.astimezone(zone) for at in (row.starts_at, row.ends_at))
    return _t("{starts} to {ends}").format(starts=i18n.clock(starts), ends=i18n.clock(ends))


def who_words(row: SlotRow) -> str:
    """Whose it is; of a session the helper teaches, its title."""
    if row.is_free:
        return _t("Free")
    return row.person or row.title


def what_words(row: SlotRow) -> str:
    """What it is about, where that says more than the first line."""
    if row.is_free:
        return ""
    words = kind_words(row.kind)
    title = row.title if row.person and row.title != words else ""
    return " · ".join(part for part in (words, title, row.room) if part)


def chip_of(row: SlotRow) -> tuple[str, str] | None:
    """How it stands."""
    if row.is_free:
        return _t("Free"), "ok"
    if row.mark == Mark.ABSENT:
        return _t("Did not come"), "bad"
    if row.mark in CAME:
        return _t("Came"), "accent"
    if row.mark:
        words = _t(MARKS[Mark(row.mark)])
        return f"{words[:1].upper()}{words[1:]}", "info"
    return None if row.kind in FOR_ONE else (_t("Session"), "")


def sentence(row: SlotRow, doors: Doors) -> str:
    """The whole row as it is read aloud."""
    chip = chip_of(row)
    parts = (row.helper, time_of(row, doors), who_words(row), what_words(row))
    said = [*parts, chip[0] if chip and not row.is_free else ""]
    return ", ".join(part for part in said if part)
