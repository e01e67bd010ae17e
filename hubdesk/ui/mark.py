"""HubDesk's mark, an H whose bar is a dot, drawn rather than shipped; the window's icon as well."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from hubdesk.ui.space import sized
from hubdesk.ui.theme import look
from hubdesk.ui.tokens import LIGHT

_SIZES = (16, 24, 32, 48, 64, 128, 256)


def draw_mark(painter: QPainter, box: QRectF, fill: QColor, ink: QColor) -> None:
    """The mark inside `box`: a rounded square of `fill` with the H in `ink`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 30, box.height() / 30)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(0, 0, 30, 30), 8, 8)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(8.5, 7.5, 3, 15), 1.5, 1.5)
    painter.drawRoundedRect(QRectF(18.5, 7.5, 3, 15), 1.5, 1.5)
    painter.drawRect(QRectF(10, 13.9, 10, 2.2))
    painter.drawEllipse(QRectF(12.1, 12.1, 5.8, 5.8))
    painter.restore()


def window_icon() -> QIcon:
    """The mark in the sizes that desktops ask for; the same in every theme."""
    made = QIcon()
    for px in _SIZES:
        picture = QPixmap(px, px)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            draw_mark(painter, QRectF(0, 0, px, px), QColor(LIGHT.accent), QColor(LIGHT.on_accent))
        made.addPixmap(picture)
    return made


class Mark(QWidget):
    """The mark as a widget, `size` units square. Decoration: the name stands beside it."""

    def __init__(self, size: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        sized(self, width=size, height=size)

    def sizeHint(self) -> QSize:
        return QSize(look().px(self._size), look().px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = look()
        with QPainter(self) as painter:
            draw_mark(painter, QRectF(self.rect()), now.colour("accent"), now.colour("on_accent"))
