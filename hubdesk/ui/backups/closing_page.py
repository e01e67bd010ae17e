"""While the copy of the day is made on closing: a calm line, and a way not to wait for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar

from hubdesk.i18n import translate
from hubdesk.ui.unlock.frame import LockFrame
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Copies", text)


class ClosingPage(LockFrame):
    """`left` tells that somebody does not wait, or has read what went wrong."""

    left = Signal()

    def __init__(self, hub: str) -> None:
        super().__init__(hub, _t("Making a copy…"))
        self.words = WrappedLabel(
            _t("HubDesk closes by itself when the copy is made. Leave the computer on until then."),
            "body",
            "2",
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_t("Making a copy…"))
        self.above.addWidget(self.words)
        self.above.addWidget(self.bar)
        self.skip_button = Button(_t("Close without a copy"), "ghost")
        self.close_button = BigButton(_t("Close HubDesk"))
        self.close_button.hide()
        for button in (self.skip_button, self.close_button):
            button.clicked.connect(lambda _on=False: self.left.emit())
        self.below.addWidget(self.close_button)
        self.below.addWidget(self.skip_button, 0, Qt.AlignmentFlag.AlignHCenter)

    def say(self, words: str) -> None:
        """The copy was not made: say why, and let go."""
        self.set_reason(_t("No copy was made"))
        self.words.setText(words)
        self.words.set_ink("bad")
        self.bar.hide()
        self.skip_button.hide()
        self.close_button.show()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words, problem=True)
