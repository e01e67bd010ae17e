"""The pages that were opened, one on the other, without the small window paying for the tallest."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget


class PageStack(QStackedWidget):
    """It asks for the room of the page that is open, and not of the largest it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._fit)

    def addWidget(self, page: QWidget, /) -> int:
        at = super().addWidget(page)
        self._fit(at)  # the first one is open already, and no signal tells of those behind it
        return at

    def _fit(self, _at: int) -> None:
        for at in range(self.count()):
            if (page := self.widget(at)) is not None:
                is_open = at == self.currentIndex()
                room = QSizePolicy.Policy.Preferred if is_open else QSizePolicy.Policy.Ignored
                page.setSizePolicy(room, room)
