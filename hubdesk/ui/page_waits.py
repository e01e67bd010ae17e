"""Below what is asked in place of a page, in large text: that the page is not gone."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.ui.space import column
from hubdesk.ui.widgets.rows import Tile
from hubdesk.ui.widgets.text import WrappedLabel


class PageWaits(QWidget):
    """Takes the room that is left over, and says its words where they fit."""

    def __init__(self, words: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.said = QWidget(self)  # its own size asks for none of the window's
        body = column(self.said, (24, 12, 24, 12), 8)
        body.addStretch(1)
        body.addWidget(Tile(icon, 40, "accent_text"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.words = WrappedLabel(words, "body", "2")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.addWidget(self.words)
        body.addStretch(1)
        self.said.hide()

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.said.setGeometry(self.rect())
        self.said.setVisible(self.height() >= self.said.heightForWidth(self.width()) > 0)
