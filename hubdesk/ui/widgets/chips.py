"""Chips: a state in a word and a colour; and the round count beside a heading."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.ui.icons import draw_icon
from hubdesk.ui.theme import look
from hubdesk.ui.tokens import CHIP

Kind = Literal["", "ok", "warn", "bad", "info", "accent"]
_PAIRS: Final = {
    "": ("text2", "sunken"),
    "ok": ("ok", "ok_soft"),
    "warn": ("warn", "warn_soft"),
    "bad": ("bad", "bad_soft"),
    "info": ("info", "info_soft"),
    "accent": ("accent_text", "accent_soft"),
}
_SIDE, _ICON, _GAP = 10, 15, 6


def chip_size(text: str, icon: str = "") -> QSize:
    """The size of a chip in px."""
    now = look()
    width = QFontMetrics(now.font("small")).horizontalAdvance(text) + 2 * now.px(_SIDE)
    return QSize(width + (now.px(_ICON + _GAP) if icon else 0), now.px(CHIP))


def draw_chip(painter: QPainter, box: QRectF, text: str, kind: str, icon: str = "") -> None:
    """Draw a chip filling `box`; the text gives way if there is no room."""
    now = look()
    ink, fill = (now.colour(token) for token in _PAIRS[kind])
    painter.save()
    _draw_ground(painter, box, ink, fill)
    left = box.left() + now.px(_SIDE)
    if icon:
        size = now.px(_ICON)
        at = QRectF(left - now.px(1), box.center().y() - size / 2, size, size)
        draw_icon(painter, at, icon, _PAIRS[kind][0])
        left += now.px(_ICON + _GAP) - now.px(1)
    painter.setPen(ink)
    font = now.font("small")
    painter.setFont(font)
    room = QRectF(left, box.top(), box.right() - left - now.px(_SIDE) + 2, box.height())
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(flags.value), shown)
    painter.restore()


def _draw_ground(painter: QPainter, box: QRectF, ink: QColor, fill: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    painter.setPen(Qt.PenStyle.NoPen)
    if look().theme.high_contrast:
        painter.setPen(QPen(ink, 2))
        box = box.adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)


class Chip(QWidget):
    """A state in words. It takes no focus; a screen reader reads its words."""

    def __init__(
        self, text: str, kind: Kind = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(text, kind, icon)

    def set_words(self, text: str, kind: Kind = "", icon: str = "") -> None:
        self._what = (text, kind, icon)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._what[0]

    def sizeHint(self) -> QSize:
        return chip_size(self._what[0], self._what[2])

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_chip(painter, QRectF(self.rect()), *self._what)


class Count(QWidget):
    """A number in a round chip, beside the heading that says what is counted."""

    def __init__(
        self, number: int = 0, kind: Kind = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._kind: Kind = kind
        self.set_number(number)

    def set_number(self, number: int, kind: Kind | None = None) -> None:
        self._text = f"{number:,}"
        self._kind = self._kind if kind is None else kind
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        now = look()
        width = QFontMetrics(now.font("small")).horizontalAdvance(self._text)
        return QSize(max(now.px(CHIP), width + now.px(18)), now.px(CHIP))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = look()
        ink, fill = (now.colour(token) for token in _PAIRS[self._kind])
        with QPainter(self) as painter:
            _draw_ground(painter, QRectF(self.rect()), ink, fill)
            painter.setPen(ink)
            painter.setFont(now.font("small"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._text)
