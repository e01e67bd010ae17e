"""Ticks and arrows for the style sheet, drawn here and handed to Qt as a resource held in memory.

A style sheet can only name a picture by its address. These are drawn from the theme's colours,
packed in Qt's resource format and registered, so nothing is written to the disk and no picture
of anybody else is shipped.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QResource, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from hubdesk.ui.tokens import Theme

SIZE: Final = 64  # drawn large; Qt scales down to what the sheet asks for

_kept: dict[str, bytes] = {}  # Qt reads the bytes in place, so they live as long as the process


def address(theme: Theme, name: str) -> str:
    """What the sheet writes in `url()`; the pictures of `theme` are drawn at the first call."""
    if theme.name not in _kept:
        packed = pack({f"{n}.png": _png(theme, n) for n in _STROKES})
        _kept[theme.name] = packed
        QResource.registerResourceData(packed, f"/hubdesk/{theme.name}")
    return f":/hubdesk/{theme.name}/{name}.png"


def _line(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    return path


def _dot() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(9, 9, 6, 6))
    return path


def _cross() -> QPainterPath:
    path = _line((7, 7), (17, 17))
    path.addPath(_line((17, 7), (7, 17)))
    return path


# name -> (colour token, width of the stroke on a 24 x 24 grid, path)
_STROKES: Final[Mapping[str, tuple[str, float, Callable[[], QPainterPath]]]] = {
    "tick": ("on_accent", 3.4, lambda: _line((4.5, 12.5), (9.7, 17.5), (19.5, 7))),
    "dash": ("on_accent", 3.4, lambda: _line((6, 12), (18, 12))),
    "dot": ("on_accent", 6.0, _dot),
    "down": ("text2", 2.2, lambda: _line((6, 9), (12, 15), (18, 9))),
    "up": ("text2", 2.2, lambda: _line((6, 15), (12, 9), (18, 15))),
    "left": ("text2", 2.2, lambda: _line((15, 6), (9, 12), (15, 18))),
    "right": ("text2", 2.2, lambda: _line((9, 6), (15, 12), (9, 18))),
    "close": ("text2", 2.2, _cross),
    "tick-menu": ("accent_text", 3.0, lambda: _line((4.5, 12.5), (9.7, 17.5), (19.5, 7))),
}


def _png(theme: Theme, name: str) -> bytes:
    token, width, path = _STROKES[name]
    image = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    pen = QPen(QColor(getattr(theme, token)), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(SIZE / 24, SIZE / 24)
        painter.setPen(pen)
        painter.drawPath(path())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # 100: stored, not squeezed, which is quicker. The stub wants bytes, the binding takes text.
    image.save(buffer, "PNG", 100)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def pack(files: Mapping[str, bytes]) -> bytes:
    """`files` by name as one flat Qt resource (format 1, as rcc writes it)."""
    ordered = sorted(files, key=_hash)  # Qt finds a name by binary search over the hashes
    names, data, leaves = b"", b"", b""
    for name in ordered:
        leaves += struct.pack(">IHHHI", len(names), 0, 0, 1, len(data))
        names += struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")
        data += struct.pack(">I", len(files[name])) + files[name]
    tree = struct.pack(">IHII", 0, 2, len(ordered), 1) + leaves
    head = 20
    offsets = (1, head, head + len(tree), head + len(tree) + len(data))
    return b"qres" + struct.pack(">4I", *offsets) + tree + data + names


def _hash(name: str) -> int:
    found = 0
    for unit in struct.unpack(f">{len(name)}H", name.encode("utf-16-be")):
        found = (found << 4) + unit
        found ^= (found & 0xF0000000) >> 23
        found &= 0x0FFFFFFF
    return found
