"""The card that says which code waits for the next device that is opened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.devices.asks import boxed
from hubdesk.ui.space import spaced
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Devices", text)


class LinkBanner(Card):
    """`add_asked` is for a new device instead, `left` for linking it to none."""

    add_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((16, 12, 16, 12), 8, parent)
        self.words = WrappedLabel("", "strong")
        self.body.addWidget(self.words)
        self.add = Button(_t("Add a new device instead"), icon="plus", verb="add device")
        self.leave = Button(_t("Do not link it"), "ghost", key="Esc")
        self.add.clicked.connect(lambda _on=False: self.add_asked.emit())
        self.leave.clicked.connect(lambda _on=False: self.left.emit())
        self.body.addWidget(boxed(self.add, self.leave))
        self.hide()

    def show_code(self, code: str) -> None:
        """Say which code waits; "" when none does."""
        words = _t("Open the device that gets the code {code}: from the list, or scan it.")
        self.words.setText(words.format(code=code))
        self.setVisible(bool(code))

    def set_narrow(self, narrow: bool) -> None:
        """Lower, and without the second way, where there is little room."""
        spaced(self.body, (12, 6, 12, 6) if narrow else (16, 12, 16, 12), 2 if narrow else 8)
        self.add.setVisible(not narrow)
