"""A list or page with nothing in it: what it is for, and the first thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.rows import Tile
from hubdesk.ui.widgets.text import WrappedLabel


class Empty(QWidget):
    """Words in the middle, and at most two buttons. `acted` tells which: 0 or 1."""

    acted = Signal(int)

    def __init__(
        self,
        words: str,
        icon: str = "scan-barcode",
        action: str = "",
        other: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        body = column(self, (24, 24, 24, 24), 14)
        body.addStretch(1)
        self.tile = Tile(icon, 56, "accent_text")
        body.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignHCenter)
        self.words = WrappedLabel(words, "body", "2")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.addWidget(self.words)
        row = line()
        row.addStretch(1)
        ways = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # one below the other where there is no room
        ways.setSizePolicy(policy)
        flow = Flow(ways, gap=8)
        self.buttons: list[Button] = []
        for at, text in enumerate(text for text in (action, other) if text):
            button = Button(text)
            button.clicked.connect(lambda _on=False, n=at: self.acted.emit(n))
            self.buttons.append(button)
            flow.addWidget(button)
        row.addWidget(ways)
        row.addStretch(1)
        body.addLayout(row)
        body.addStretch(1)

    def set_words(self, words: str, icon: str = "") -> None:
        self.words.setText(words)
        if icon:
            self.tile.icon.set_icon(icon)
