"""What goes on beyond the edge of a scrolled place fades out there: nothing looks cut off."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QTableView, QWidget

from hubdesk.ui.theme import look

TALL: Final = 22  # units
LEAST: Final = 6  # below rows that are whole
_ON_SURFACE: Final = ("card", "list")


class ScrollEdge(QWidget):
    """Lies over the upper or the lower edge of `area` while there is more beyond it."""

    def __init__(self, area: QAbstractScrollArea, *, is_lower: bool) -> None:
        super().__init__(area)
        self._area, self._is_lower = area, is_lower
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self.settle)
        bar.rangeChanged.connect(self.settle)
        area.installEventFilter(self)
        look().changed.connect(self.settle)
        self.hide()

    def settle(self) -> None:
        """Lie where the edge is now, or nowhere when all is seen."""
        bar = self._area.verticalScrollBar()
        seen = self._area.viewport().geometry()
        sharp = look().theme.high_contrast  # no soft fills: a line says it
        tall = 2 if sharp else min(self._tall(), seen.height() // 3)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, sharp)
        top = seen.bottom() + 1 - tall if self._is_lower else seen.top()
        self.setGeometry(QRect(seen.left(), top, seen.width(), tall))
        more = bar.value() < bar.maximum() if self._is_lower else bar.value() > bar.minimum()
        self.setVisible(more)
        self.raise_()

    def _tall(self) -> int:
        """As tall as the row that is cut off, where there are rows: a whole one stays clear."""
        area, tall = self._area, look().px(TALL)
        if not isinstance(area, QTableView):
            return tall
        bottom = area.viewport().height()
        last = area.rowAt(bottom - 1)
        cut = bottom - area.rowViewportPosition(last) if last >= 0 else 0
        return cut if 0 < cut < area.rowHeight(last) else look().px(LEAST)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.settle()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        now = look()
        with QPainter(self) as painter:
            if now.theme.high_contrast:
                painter.fillRect(self.rect(), now.colour("border"))
                return
            solid = now.colour(self._ground())
            clear = QColor(solid)
            clear.setAlpha(0)
            fade = QLinearGradient(0, 0, 0, self.height())
            fade.setColorAt(0, clear if self._is_lower else solid)
            fade.setColorAt(1, solid if self._is_lower else clear)
            painter.fillRect(self.rect(), fade)

    def _ground(self) -> str:
        """The colour the area lies on: a card's, else the window's."""
        above = self._area.parentWidget()
        while above is not None:
            if above.property("k") in _ON_SURFACE:
                return "surface"
            above = above.parentWidget()
        return "bg"
