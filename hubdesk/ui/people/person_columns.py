"""How the cards of a person's page stand: three columns, two, or one below the other.

Where there are three, the right one stays while the other two scroll.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.ui.page import Frame
from hubdesk.ui.space import column, line, scroller, sized

LEFT, RIGHT = 256, 288
WIDEST = 8000  # units: no bound


class PersonColumns(QWidget):
    """Each card is as tall as what it says."""

    def __init__(
        self,
        left: Sequence[QWidget],
        middle: Sequence[QWidget],
        right: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole: QHBoxLayout = line(self, 0, 12)
        inside = QWidget()
        self._across: QHBoxLayout = line(inside, 0, 16)
        self.area = scroller(inside)
        self._whole.addWidget(self.area, 1)
        self._left, self._middle = QWidget(), QWidget()
        self._right = right
        self._cards = {self._left: tuple(left), self._middle: tuple(middle)}
        self._layouts: dict[QWidget, QVBoxLayout] = {}
        for side, cards in self._cards.items():
            self._layouts[side] = column(side, 0, 12)
            for card in cards:
                self._layouts[side].addWidget(card)
            self._layouts[side].addStretch(1)
        self._frame: Frame | None = None
        self.set_frame(Frame.MIDDLE)  # the smallest; the window says how much room there is

    def set_frame(self, frame: Frame) -> None:
        """The right column goes under the middle one, then all under what is on loan."""
        if frame is self._frame:
            return
        self._frame = frame
        for home in (self._across, self._whole, self._layouts[self._middle]):
            for panel in (self._left, self._middle, self._right):
                home.removeWidget(panel)
        narrow = frame is Frame.NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if narrow else across)
        _bound(self._left, None if narrow else LEFT)
        _bound(self._right, RIGHT if frame is Frame.WIDE else None)
        order = (self._middle, self._left) if narrow else (self._left, self._middle)
        for panel in order:
            self._across.addWidget(panel, 1 if panel is self._middle and not narrow else 0)
        if frame is Frame.WIDE:
            self._whole.addWidget(self._right)
        else:
            home = self._across if narrow else self._layouts[self._middle]
            at = -1 if narrow else home.count() - 1  # before what is left over
            home.insertWidget(at, self._right, 0 if narrow else 9)


def _bound(widget: QWidget, width: int | None) -> None:
    if width is None:
        sized(widget, least_width=1, most_width=WIDEST)
    else:
        sized(widget, width=width)
