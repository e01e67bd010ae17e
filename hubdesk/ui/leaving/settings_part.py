"""The way from Settings to what leaves the hub, and to the log of what left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.flow import Flow
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Leaving", text)


class LeavingCard(Card):
    """Says that nothing leaves by itself, and leads to what may."""

    go = Signal(str, dict)
    verb = ""  # both buttons ask for the right to see it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 16), 10, parent)
        self.body.addWidget(SectionHead(_t("What leaves")))
        words = _t(
            "Nothing leaves this hub but what a manager read in full and agreed to. Each time is"
            " written down."
        )
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        buttons = QWidget()
        row = Flow(buttons, 0, 8)
        self.leaving_button = Button(_t("See what leaves"), "", "shield-check", verb="see leaving")
        self.log_button = Button(_t("What was sent"), "", "list", verb="see leaving")
        self.leaving_button.clicked.connect(lambda _on=False: self.go.emit("leaving", {}))
        self.log_button.clicked.connect(lambda _on=False: self.go.emit("left", {}))
        row.addWidget(self.leaving_button)
        row.addWidget(self.log_button)
        self.body.addWidget(buttons)
