"""A key drawn as a cap beside what it does. Decoration: the key is said in the description."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.ui.theme import look


def cap_size(text: str) -> QSize:
    """The size of a cap that holds `text`, in px."""
    now = look()
    width = QFontMetrics(now.font("caption")).horizontalAdvance(text)
    return QSize(max(width + now.px(12), now.px(22)), now.px(22))


def draw_cap(painter: QPainter, box: QRectF, text: str, ink: QColor, edge: QColor) -> None:
    """Draw a cap with `text` centred in `box`."""
    now = look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), now.px(5), now.px(5))
    painter.setPen(ink)
    painter.setFont(now.font("caption"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


class KeyCap(QWidget):
    """A cap as a widget. It takes no focus and no mouse."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        self._text = text
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return cap_size(self._text)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = look()
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            draw_cap(painter, box, self._text, now.colour("text2"), now.colour("border_strong"))
