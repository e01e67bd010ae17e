"""A round sign with somebody's initials, whatever script their name is written in."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTextBoundaryFinder
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.ui.theme import look

_APART = "\u200c"  # keeps two Arabic letters from joining into a word


def initials(name: str) -> str:
    """The first sign of the first two words of `name`; "?" for a name without letters."""
    words = [word.lstrip("'’‘\"“(-.,") for word in name.split()]
    signs = [_first_sign(word) for word in words if word]
    signs = [sign for sign in signs if sign[0].isalnum()]
    return _APART.join(signs[:2]) or "?"


def _first_sign(word: str) -> str:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    end = finder.toNextBoundary()
    # Qt counts in UTF-16: a sign outside the first plane is two of its units
    sign = word.encode("utf-16-le")[: 2 * end].decode("utf-16-le", "ignore") if end > 0 else word[0]
    upper = sign.upper()
    return upper if len(upper) == len(sign) else sign


def avatar_pair(name: str) -> tuple[QColor, QColor]:
    """(ink, fill) for a name: always the same for the same name."""
    pairs = look().theme.avatars
    ink, fill = pairs[sum(map(ord, name)) % len(pairs)]
    return QColor(ink), QColor(fill)


def draw_avatar(painter: QPainter, box: QRectF, name: str) -> None:
    """Draw the sign of `name` filling `box`."""
    now = look()
    ink, fill = avatar_pair(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    contrast = now.theme.high_contrast
    painter.setPen(QPen(ink, 2) if contrast else Qt.PenStyle.NoPen)
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    font = QFont(now.font("smallstrong"))  # a copy: the look keeps its own
    font.setPixelSize(max(10, round(box.height() * 0.36)))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), initials(name))
    painter.restore()


class Avatar(QWidget):
    """The sign as a widget, `size` units across. Decoration: the name stands beside it."""

    def __init__(self, name: str = "", size: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(self._size), look().px(self._size))

    def paintEvent(self, event: object) -> None:
        with QPainter(self) as painter:
            draw_avatar(painter, QRectF(self.rect()), self._name)
