"""What keys do, painted in one widget: a hundred rows of labels would open slowly."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.ui.theme import look
from hubdesk.ui.widgets.key_cap import cap_size, draw_cap

_ROW, _GAP = 29, 8  # units
_LEFT = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)

Line = tuple[str, tuple[str, ...]]  # what happens, and the keys for it; without any, a place


class KeyList(QWidget):
    """Rows of words with their keys at the right. A screen reader gets them as one text."""

    def __init__(self, name: str, lines: Sequence[Line], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(lines)
        self.setAccessibleName(name)
        said = (f"{words}: {' or '.join(keys)}" if keys else words for words, keys in self._lines)
        self.setAccessibleDescription(". ".join(said))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        now = look()
        metrics = QFontMetrics(now.font("small"))
        widths = (
            metrics.horizontalAdvance(words) + now.px(_GAP) + self._caps_width(keys)
            for words, keys in self._lines
        )
        return QSize(max(widths, default=0), now.px(_ROW) * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = look()
        row = now.px(_ROW)
        with QPainter(self) as painter:
            for at, (words, keys) in enumerate(self._lines):
                painter.setFont(now.font("small" if keys else "smallstrong"))
                painter.setPen(now.colour("text" if keys else "text2"))
                painter.drawText(QRect(0, at * row, self.width(), row), _LEFT, words)
                left = self.width() - self._caps_width(keys)
                for key in keys:
                    size = cap_size(key)
                    top = at * row + (row - size.height()) / 2
                    box = QRectF(left, top, size.width(), size.height())
                    draw_cap(painter, box, key, now.colour("text2"), now.colour("border_strong"))
                    left += size.width() + now.px(_GAP)

    @staticmethod
    def _caps_width(keys: tuple[str, ...]) -> int:
        gaps = look().px(_GAP) * max(len(keys) - 1, 0)
        return sum(cap_size(key).width() for key in keys) + gaps
