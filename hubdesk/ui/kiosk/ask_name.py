"""The first step of the sign-in screen: a picture of a card, and a box for whoever has none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.kiosk.letters import Letters
from hubdesk.ui.space import column, line, spaced
from hubdesk.ui.theme import mark_as
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.text import IconLabel, Label

MOST_LETTERS = 60


def _t(text: str) -> str:
    return translate("Kiosk", text)


class AskName(QWidget):
    """`given` carries what was typed; `stirred` tells that somebody is typing."""

    given = Signal(str)
    stirred = Signal()

    def __init__(self) -> None:
        super().__init__()
        body = column(self, 0, 14)
        self._picture = IconLabel("id-card", "accent_text", 72)
        body.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._line = Line()
        body.addWidget(self._line)
        label = Label(_t("No card today?"), "action")
        body.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self.edit = LineEdit("", _t("Type your first name"), _t("Your first name"))
        self.edit.setMaxLength(MOST_LETTERS)
        mark_as(self.edit, k="tall")
        self.next = BigButton(_t("Next"), key="")
        row = line(gap=10)
        row.addWidget(self.edit, 1)
        row.addWidget(self.next)
        body.addLayout(row)
        self.letters: Letters | None = None
        self.touch = Button(_t("Show letters to touch"), "choice", "keyboard")
        body.addWidget(self.touch)
        self._body = body
        self._is_low = self._has_letters = False
        self.edit.textEdited.connect(lambda _text: self.stirred.emit())
        self.next.clicked.connect(lambda _on=False: self._give())
        self.touch.clicked.connect(lambda _on=False: self._show_letters())

    def clear(self) -> None:
        """As nobody had been there."""
        self.edit.clear()
        self._put_letters(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the box, or on a button. It is used up here: it must not press what comes."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            focused = self.window().focusWidget()
            if isinstance(focused, Button) and self.isAncestorOf(focused):
                focused.click()
            else:
                self._give()

    def _give(self) -> None:
        self.given.emit(self.edit.text())

    def _show_letters(self) -> None:
        self._put_letters(True)
        self.stirred.emit()
        self.edit.setFocus()

    def _put_letters(self, shown: bool) -> None:
        if shown and self.letters is None:
            self.letters = Letters()
            self.letters.letter.connect(self._touched)
            self.letters.back.connect(self._back)
            self._body.addWidget(self.letters)
        if self.letters is not None:
            self.letters.setVisible(shown)
        self._has_letters = shown
        self._settle()

    def set_low(self, low: bool) -> None:
        """There is little height: the picture goes."""
        if low is not self._is_low:
            self._is_low = low
            spaced(self._body, 0, 8 if low else 14)
            self._settle()

    def _settle(self) -> None:
        self.touch.setVisible(not self._has_letters)
        for widget in (self._picture, self._line):
            widget.setVisible(not (self._has_letters or self._is_low))

    def _touched(self, letter: str) -> None:
        text = self.edit.text()
        self.edit.setText(text + (letter.lower() if text else letter))
        self.stirred.emit()

    def _back(self) -> None:
        self.edit.setText(self.edit.text()[:-1])
        self.stirred.emit()
