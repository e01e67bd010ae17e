"""One parcel on the page: what it is and to whom, where it goes, and why it waits."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk.ui.space import column
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import WrappedLabel

_TILE, _GAP = 32, 11  # as a row has them, so that what is below stands under its words


class ParcelLine(QWidget):
    """A row, and under it a sentence where there is something to say."""

    def __init__(
        self, title: str, detail: str, why: str = "", *, icon: str, ink: str = "3"
    ) -> None:
        super().__init__()
        body = column(self, (0, 0, 0, 4), 0)
        self.row = Row(title, detail, icon=icon, size=_TILE)
        body.addWidget(self.row)
        if why:
            under = QWidget()
            self.why = WrappedLabel(why, "small", ink)
            column(under, (_TILE + _GAP, 0, 0, 0), 0).addWidget(self.why)
            body.addWidget(under)
