"""Asks for the passphrase again before something that hands out rights or gives records away.

It stands above the page and stops nothing: whoever does not know the passphrase leaves it. Once
it was right it counts for five minutes, and says so.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.rights import do_words
from hubdesk.ui.doors import Doors
from hubdesk.ui.passphrase_check import PassphraseCheck
from hubdesk.ui.space import line, sized
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel

FOLDS = 640  # units of width


def _t(text: str) -> str:
    return translate("AskAgain", text)


class AskAgain(Card):
    """`ask` shows it; what waits is done once the passphrase was right.

    `asking` tells that it is there, or gone: a small window gives it the room of the page.
    """

    asking = Signal(bool)

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 14), 8, parent)
        self._doors = doors
        self._then: Callable[[], object] | None = None
        self._came_from: QWidget | None = None
        head = line(gap=12)
        head.addWidget(IconLabel("key-round", "accent_text", 22), 0, Qt.AlignmentFlag.AlignTop)
        self.words = WrappedLabel("", "strong")
        head.addWidget(self.words, 1)
        self.body.addLayout(head)
        hint = _t("It then counts for 5 minutes.")
        self.body.addWidget(WrappedLabel(hint, "small", "2"))
        self._build_row()
        self.problem = WrappedLabel("", "small", "bad")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.busy = BusyLine()
        self.body.addWidget(self.busy)
        self._check = PassphraseCheck(doors, self)
        self._check.answered.connect(self._answered)
        self._check.troubled.connect(self._troubled)
        self.hide()

    def _build_row(self) -> None:
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(_t("Passphrase"))
        sized(self.passphrase, least_width=240)
        self._label = Label(_t("Passphrase"), "smallstrong", "2")
        self._label.setBuddy(self.passphrase)
        self.go_button = Button(_t("Go on"))
        self.leave_button = Button(_t("Leave it"), "ghost", key="Esc")
        buttons = line(gap=10)
        buttons.addWidget(self.go_button)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        self._row = line(gap=10)
        self._row.addWidget(self._label)
        self._row.addWidget(self.passphrase)
        self._row.addLayout(buttons, 1)
        self.body.addLayout(self._row)
        self.passphrase.returnPressed.connect(self._try)
        self.go_button.clicked.connect(lambda _on=False: self._try())
        self.leave_button.clicked.connect(lambda _on=False: self.leave())

    def ask(self, verb: str, then: Callable[[], object]) -> None:
        """Ask, with the focus in the field; `then` is done once it was right."""
        self._check.forget()
        self._then = then
        self._came_from = self.window().focusWidget()
        words = _t("Type the passphrase again to {do}.").format(do=do_words(verb))
        self.words.setText(words)
        self.setAccessibleName(words)
        self.passphrase.clear()
        self._say("")
        self._show_busy(False)
        self.show()
        self.asking.emit(True)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)

    def leave(self) -> None:
        """Nothing is done, and nothing typed is kept. The focus goes back to where it came from."""
        self._put_away()
        came_from = self._came_from
        if came_from is not None and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Another page is shown, or nobody is here."""
        if not self.isHidden():
            self._put_away()

    def minimumSizeHint(self) -> QSize:
        """As tall as its words need at their width: Qt's least height counts them in narrow lines.

        Else the window would grow for it, and not shrink again.
        """
        least, needs = super().minimumSizeHint(), self.heightForWidth(self.width())
        return QSize(least.width(), min(least.height(), needs) if needs > 0 else least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In large text the field has a line of its own, right under the words that ask for it."""
        super().resizeEvent(event)
        folds = self.width() < look().px(FOLDS)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if folds else across)
        self._label.setVisible(not folds)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # the field has tried it already
        else:
            super().keyPressEvent(event)

    def _try(self) -> None:
        if self._check.is_busy:
            return
        if not self.passphrase.text():
            self._say(_t("Enter the passphrase."))
            return
        self._say("")
        self._show_busy(True)
        self._check.begin(self.passphrase.text())

    def _answered(self, manager: str) -> None:
        self._show_busy(False)
        if not manager:
            self._say(_t("That passphrase does not match."))
            return
        then = self._then
        self._doors.prove()
        self.leave()
        if then is not None:
            then()

    def _troubled(self, error: Exception) -> None:
        self._show_busy(False)
        if isinstance(error, HubDeskError):
            self._say(explain(error).text)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            self.passphrase.clear()
            self.passphrase.setFocus()
            announce(self, words, problem=True)

    def _show_busy(self, busy: bool) -> None:
        self.go_button.setEnabled(not busy)
        self.passphrase.setReadOnly(busy)
        if busy:
            self.busy.begin(_t("Checking the passphrase…"), can_cancel=False)
        else:
            self.busy.end()

    def _put_away(self) -> None:
        self._check.forget()
        self._then = None
        self.passphrase.clear()
        self.hide()
        self.asking.emit(False)
