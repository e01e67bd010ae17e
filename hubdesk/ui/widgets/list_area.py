"""Rows that scroll by themselves where a card has no room for all of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QScrollArea, QWidget

from hubdesk.ui.space import scroller
from hubdesk.ui.theme import look

LEAST: Final = 116  # units: two rows and the beginning of a third


class ListArea(QScrollArea):
    """It takes what its layout has left over. `show_whole` leaves the scrolling to the page."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._is_whole = self._follows = False
        scroller(inside, self)
        self.setMinimumHeight(0)  # what it needs is counted below
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)

    def show_whole(self, whole: bool) -> None:
        """Where little room makes the page scroll, two things that scroll would be in the way."""
        if whole is not self._is_whole:
            self._is_whole = whole
            self.updateGeometry()

    def follow(self) -> None:
        """Something comes at the end: let it be seen."""
        self._follows = True
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """No more than it needs: a page around it would scroll to give it what it would like."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        tall = self._tall()
        return QSize(self._wide(), tall if self._is_whole else min(tall, look().px(LEAST)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _tall(self) -> int:
        inside = self.widget()
        return inside.sizeHint().height() if inside is not None else 0

    def _wide(self) -> int:
        inside = self.widget()
        return inside.minimumSizeHint().width() if inside is not None else 0

    def _range_changed(self, _least: int, most: int) -> None:
        if self._follows and most:
            self._follows = False
            self.verticalScrollBar().setValue(most)
