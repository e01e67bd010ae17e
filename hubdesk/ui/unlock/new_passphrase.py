"""A new passphrase, straight after the recovery sheet opened the records."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.unlock.frame import LockFrame
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.form import Field
from hubdesk.ui.widgets.passphrase import PassphraseEdit
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Unlock", text)


class NewPassphrasePage(LockFrame):
    """`chosen` carries the passphrase. There is no way past it: nobody knows the old one."""

    chosen = Signal(str)

    def __init__(self, hub: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, _t("The recovery sheet opened the records"), parent)
        words = _t(
            "Choose a new passphrase now. The forgotten one stops working, and the sheet can go "
            "back to its safe place."
        )
        self.above.addWidget(WrappedLabel(words, "body", "2"))
        self.edit = PassphraseEdit(_t("New passphrase"))
        self.edit.set_known(hub)
        hint = _t("You can paste it. Nobody can tell it to you again.")
        self.field = Field(_t("New passphrase"), self.edit, hint)
        self.above.addWidget(self.field)
        self.button = BigButton(_t("Keep this passphrase"))
        self.edit.edited.connect(lambda: self.show_whole(self.edit))
        self.button.clicked.connect(lambda _on=False: self._choose())
        self.edit.edit.returnPressed.connect(self._choose)
        self.below.addWidget(self.button)

    def set_busy(self, busy: bool) -> None:
        """The lock is being made."""
        self.button.setEnabled(not busy)
        self.edit.edit.setReadOnly(busy)
        self.button.set_words(_t("Making the lock…") if busy else _t("Keep this passphrase"))

    def say(self, words: str) -> None:
        """Say by the field why it was not kept."""
        self.set_busy(False)
        self.field.show_problem(words)
        self.edit.edit.setFocus()
        if words:
            QTimer.singleShot(0, self, lambda: self.show_whole(self.field))

    def clear(self) -> None:
        """Forget what was typed."""
        self.edit.edit.clear()

    def _choose(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.edit.text():
            self.say(_t("Enter a passphrase."))
        elif self.edit.strength().sort == "bad":
            self.say(_t("Use 12 letters or more, or 4 words."))
        else:
            self.field.show_problem("")
            self.set_busy(True)
            self.chosen.emit(self.edit.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.window().focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, Button):
            focused.click()
        else:
            super().keyPressEvent(event)
