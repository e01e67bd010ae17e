"""The eight fields for the groups of a recovery sheet: typed one by one, or pasted whole."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.space import grid
from hubdesk.ui.theme import mark_as
from hubdesk.ui.widgets.text import Label

GROUPS, LETTERS = 8, 4


def _t(text: str) -> str:
    return translate("Unlock", text)


class GroupsEdit(QWidget):
    """`given` comes with Enter in the last field. A full field leads on to the next."""

    given = Signal()

    def __init__(self) -> None:
        super().__init__()
        fields = grid(self, gap=8)
        self.edits: list[QLineEdit] = []
        for at in range(GROUPS):
            edit = _Group(self)
            edit.setMaxLength(LETTERS)
            edit.setAccessibleName(_t("Group {n}").format(n=at + 1))
            edit.textEdited.connect(lambda text, at=at: self._lead_on(at, text))
            edit.returnPressed.connect(lambda at=at: self._entered(at))
            label = Label(str(at + 1), "small", "2")
            label.setBuddy(edit)
            fields.addWidget(label, at // 4 * 2, at % 4)
            fields.addWidget(edit, at // 4 * 2 + 1, at % 4)
            self.edits.append(edit)

    def groups(self) -> tuple[str, ...]:
        return tuple(edit.text() for edit in self.edits)

    def first_empty(self) -> int:
        """The place of the first empty field, from 1; 0 when all are filled."""
        return next((at for at, edit in enumerate(self.edits, 1) if not edit.text().strip()), 0)

    def point_at(self, place: int) -> None:
        """Put the hands where something is missing or wrong: a place from 1, or 0 for the first."""
        for at, edit in enumerate(self.edits, 1):
            mark_as(edit, c="bad" if at == place else "")
        edit = self.edits[max(place, 1) - 1]
        edit.selectAll()
        edit.setFocus()

    def clear(self) -> None:
        for edit in self.edits:
            edit.clear()

    def set_busy(self, busy: bool) -> None:
        for edit in self.edits:
            edit.setReadOnly(busy)

    def paste(self, text: str) -> bool:
        """All eight at once, however they are parted. False if it is no whole key."""
        letters = "".join(letter for letter in text if letter.isalnum())
        if len(letters) != GROUPS * LETTERS:
            return False
        for at, edit in enumerate(self.edits):
            edit.setText(letters[at * LETTERS : (at + 1) * LETTERS])
        self.edits[-1].setFocus()
        return True

    def _lead_on(self, at: int, text: str) -> None:
        if len(text) == LETTERS and at + 1 < GROUPS and not self.edits[at + 1].text():
            self.edits[at + 1].setFocus()

    def _entered(self, at: int) -> None:
        if at + 1 < GROUPS and self.first_empty():
            self.edits[at + 1].setFocus()
        else:
            self.given.emit()


class _Group(QLineEdit):
    def __init__(self, whole: GroupsEdit) -> None:
        super().__init__()
        self._whole = whole

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pasted = event.matches(QKeySequence.StandardKey.Paste)
        if not (pasted and self._whole.paste(QApplication.clipboard().text())):
            super().keyPressEvent(event)
