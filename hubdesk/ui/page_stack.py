"""The pages that were opened, one on the other, without the small window paying for the tallest."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QStackedWidget


class PageStack(QStackedWidget):
    """It asks for the room of the page that is open, and not of the largest it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._fit)

    def _fit(self, _at: int) -> None:
        for at in range(self.count()):
            if (page := self.widget(at)) is not None:
                is_open = at == self.currentIndex()
                room = QSizePolicy.Policy.Preferred if is_open else QSizePolicy.Policy.Ignored
                page.setSizePolicy(room, room)
