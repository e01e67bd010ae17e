"""The rows of a register as a model: its columns, its marks, and each row as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Mark, Need
from hubdesk.queries.register import RegisterRow
from hubdesk.ui.people.words import chip_words
from hubdesk.ui.sessions.words import mark_words

Index = QModelIndex | QPersistentModelIndex


class Col(IntEnum):
    """The columns, from the left."""

    NUMBER = 0
    NAME = 1
    NEEDS = 2
    PRESENT = 3
    LATE = 4
    TOLD_US = 5
    ABSENT = 6
    NOTE = 7


# By key: the mark, in the column of which it is shown.
KEYS: Final = {
    Qt.Key.Key_P: Mark.PRESENT,
    Qt.Key.Key_L: Mark.LATE,
    Qt.Key.Key_T: Mark.TOLD_US,
    Qt.Key.Key_A: Mark.ABSENT,
    Qt.Key.Key_E: Mark.LEFT_EARLY,
    Qt.Key.Key_R: Mark.REMOTE,
}
OF_COL: Final = {
    Col.PRESENT: Mark.PRESENT,
    Col.LATE: Mark.LATE,
    Col.TOLD_US: Mark.TOLD_US,
    Col.ABSENT: Mark.ABSENT,
}


def _t(text: str) -> str:
    return translate("Register", text)


def chip_of(row: RegisterRow) -> tuple[str, str] | None:
    """What there is to mind first: words and kind of a chip."""
    if row.is_unused:
        return _t("Record not to be used"), "warn"
    if row.overdue:
        return i18n.count(row.overdue, _t("thing overdue"), _t("things overdue")), "bad"
    if row.needs:
        more = f" +{len(row.needs) - 1}" if len(row.needs) > 1 else ""
        first = Need.INTERPRETER if Need.INTERPRETER in row.needs else row.needs[0]
        return chip_words(first, row.language) + more, "info"
    if row.photos is False:
        return _t("No photos"), "warn"
    if row.is_first:
        return _t("First session"), "info"
    return None


class RegisterModel(QAbstractTableModel):
    """The rows as the view asks for them. A row is read aloud as one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[RegisterRow, ...] = ()

    def show_rows(self, rows: Sequence[RegisterRow]) -> None:
        """Other rows. Where only marks differ nothing is laid out again, and no other row drawn."""
        before, self_rows = self.rows, tuple(rows)
        if [row.person_id for row in before] == [row.person_id for row in self_rows]:
            self.rows = self_rows
            for at, (old, new) in enumerate(zip(before, self_rows, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(at, 0), self.index(at, Col.NOTE))
            return
        self.beginResetModel()
        self.rows = self_rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Col)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(index.row())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (Col.NAME, Col.NEEDS):
            return self.sentence(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            match index.column():
                case Col.NUMBER:
                    return str(index.row() + 1)
                case Col.NAME:
                    return row.name
                case Col.NEEDS:
                    chip = chip_of(row)
                    return row.note or (chip[0] if chip else "")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            centre = Qt.AlignmentFlag.AlignCenter
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return centre if section in OF_COL else left
        if role == Qt.ItemDataRole.DisplayRole:
            return {
                Col.NAME: _t("Person"),
                Col.PRESENT: _t("Present"),
                Col.LATE: _t("Late"),
                Col.TOLD_US: _t("Told us"),
                Col.ABSENT: _t("Absent"),
            }.get(Col(section), "")
        return None

    def sentence(self, at: int) -> str:
        """Rosa Silva: present, Large print, Brought own phone."""
        row = self.rows[at]
        chip = chip_of(row)
        parts = (mark_words(row.mark), chip[0] if chip else "", row.note)
        return f"{row.name}: " + ", ".join(part for part in parts if part)
