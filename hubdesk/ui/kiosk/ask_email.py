"""The newsletter at the sign-in screen: the hub's own words, a box for an address, yes or not now.

What is typed is in memory until it is sent, and gone when the screen clears itself.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.space import column
from hubdesk.ui.theme import mark_as
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.form import LineEdit

MOST_LETTERS = 254


def _t(text: str) -> str:
    return translate("Kiosk", text)


class AskEmail(QWidget):
    """`given` carries an address as it was typed; `stopped` that nothing is sent."""

    given = Signal(str)
    stirred = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        body = column(self, 0, 12)
        self.edit = LineEdit("", _t("Type your e-mail address"), _t("Your e-mail address"))
        self.edit.setMaxLength(MOST_LETTERS)
        mark_as(self.edit, k="tall")
        self.yes = BigButton(_t("Yes, send it to me"), key="")
        self.no = Button(_t("Not now"), "choice", "arrow-left")
        for widget in (self.edit, self.yes, self.no):
            body.addWidget(widget)
        self.edit.textEdited.connect(lambda _text: self.stirred.emit())
        self.yes.clicked.connect(lambda _on=False: self.given.emit(self.edit.text()))
        self.no.clicked.connect(lambda _on=False: self.stopped.emit())
        self.hide()

    def clear(self) -> None:
        """As nobody had been there."""
        self.edit.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the box, or on a button. It is used up here: it must not press what comes."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            focused = self.window().focusWidget()
            if isinstance(focused, Button) and self.isAncestorOf(focused):
                focused.click()
            else:
                self.given.emit(self.edit.text())
