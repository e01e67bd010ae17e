"""One parcel on the page: what it is and to whom, where it goes, and why it waits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.rows import Tile
from hubdesk.ui.widgets.text import WrappedLabel

_TILE, _GAP = 32, 11  # as a row has them


class ParcelLine(QWidget):
    """Like a row, but none of its words gives way: to whom it goes must be read in large text too.

    Add buttons to `tail`.
    """

    def __init__(
        self, title: str, detail: str, why: str = "", *, icon: str, ink: str = "3"
    ) -> None:
        super().__init__()
        across = line(self, (0, 2, 0, 6), _GAP)
        across.addWidget(Tile(icon, _TILE), 0, Qt.AlignmentFlag.AlignTop)
        body = column(gap=1)
        for words, role, colour in (
            (title, "smallstrong", ""),
            (detail, "small", "2"),
            (why, "small", ink),
        ):
            if words:
                body.addWidget(WrappedLabel(words, role, colour))
        across.addLayout(body, 1)
        self.tail = line(gap=8)
        across.addLayout(self.tail)
        self.setAccessibleName(", ".join(part for part in (title, detail, why) if part))
