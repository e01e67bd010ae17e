"""A picture of the window as a PNG of 256 colours: a third of the bytes, and no eye can tell."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from PySide6.QtGui import QImage

MOST = 256


def save_small(picture: QImage, file: Path) -> None:
    """Write `picture` with its commonest colours; each other one becomes the nearest of them."""
    whole = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(whole.constBits()).cast("B").cast("I").tolist()
    counted = Counter(pixels)
    palette = [colour for colour, _ in counted.most_common(MOST)]
    place = {colour: at for at, colour in enumerate(palette)}
    parts = [_parts(colour) for colour in palette]
    for colour in counted.keys() - place.keys():
        place[colour] = _nearest(_parts(colour), parts)
    data = bytes(map(place.__getitem__, pixels))
    small = QImage(
        data, whole.width(), whole.height(), whole.width(), QImage.Format.Format_Indexed8
    )
    small.setColorTable(palette)
    small.save(os.fspath(file), "PNG", 0)  # type: ignore[call-overload]  # 0 packs tightest


def _parts(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def _nearest(wanted: tuple[int, int, int], parts: list[tuple[int, int, int]]) -> int:
    r, g, b = wanted
    far = [(r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2 for x, y, z in parts]
    return far.index(min(far))
