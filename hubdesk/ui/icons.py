"""The one loader of icons: Lucide's SVG, in a colour of the theme, sharp at any text size.

Importing `lucide` costs about 54 ms because it brings a search engine for icons. What is needed
lies in one SQLite file of that package, a table of name and SVG, so the file is found without
importing the package and read directly, without a lock. QtSvg is imported at the first icon.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from hubdesk.ui.theme import look

SHARPNESS: Final = 2  # drawn at twice the size, for screens of any density

# What the app draws. One question to the file fetches them all.
NAMES: Final = """
accessibility archive arrow-down arrow-left arrow-right arrow-up arrow-up-right award badge-check
barcode bell book-open brush-cleaning cable calendar calendar-days card-sim chart-column check
chevron-down chevron-left chevron-right chevron-up circle circle-alert circle-check circle-dot
circle-question-mark circle-x clipboard-check clipboard-list clock cloud-check cloud-off
briefcase cloud-upload contrast copy download ear ellipsis eraser eye eye-off file-check file-down
file-spreadsheet file-text flag folder gift globe hand-coins hard-drive headphones heart-handshake
hourglass house id-card info key-round keyboard laptop languages life-buoy link list list-checks
lock lock-open log-in log-out mail megaphone map-pin merge message-square minus monitor moon mouse
notebook-pen package package-check package-open palette panel-right pencil phone plug plus
pen-line power printer qr-code refresh-cw rotate-ccw router save scan-barcode search send settings
shield-check shopping-basket smartphone split sticky-note sun tablet tag tags text-quote ticket
timer trash triangle-alert type undo-2 upload usb user user-check user-plus user-round users
volume-2 volume-x wifi wrench x zoom-in zoom-out
"""


class NoSuchIcon(LookupError):
    """The icon is not in this version of Lucide: a slip of ours, never of somebody at a desk."""


def picture(name: str, token: str = "text2", size: float = 20) -> QPixmap:
    """The icon in the colour of `token`, `size` units wide at the text size of now."""
    now = look()
    key = (name, token, size)
    if key not in now.icons:
        now.icons[key] = _draw(name, now.colour(token).name(), now.px(size))
    return now.icons[key]


def icon(name: str, token: str = "text2", size: float = 20, off: str = "text3") -> QIcon:
    """The same for a button; `off` is the colour while it is disabled."""
    made = QIcon(picture(name, token, size))
    made.addPixmap(picture(name, off, size), QIcon.Mode.Disabled)
    return made


def draw_icon(painter: QPainter, box: QRectF, name: str, token: str = "text2") -> None:
    """Paint the icon filling `box`, in px; its size in units is worked out from the box."""
    size = box.height() * 100 / look().scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    made = picture(name, token, size)
    painter.drawPixmap(box, made, QRectF(made.rect()))
    painter.restore()


def _draw(name: str, colour: str, px: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # not before the first icon: see the top of the file

    svg = _svg(name).replace("currentColor", colour)
    made = QPixmap(px * SHARPNESS, px * SHARPNESS)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
    made.setDevicePixelRatio(SHARPNESS)
    return made


def _svg(name: str) -> str:
    drawings = _drawings()
    if name not in drawings:
        drawings.update(_read((name,)))
    if name not in drawings:
        raise NoSuchIcon(name)
    return drawings[name]


@cache
def _drawings() -> dict[str, str]:
    return _read(tuple(NAMES.split()))


def _read(names: tuple[str, ...]) -> dict[str, str]:
    package = find_spec("lucide")
    if package is None or not package.submodule_search_locations:
        raise NoSuchIcon("lucide")
    file = Path(package.submodule_search_locations[0]) / "data" / "lucide-icons.db"
    # immutable: no lock and no journal beside a file that may lie in a read-only folder
    db = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        marks = ",".join("?" * len(names))
        found = db.execute(f"SELECT name, svg FROM icons WHERE name IN ({marks})", names)
        return dict(found.fetchall())
    finally:
        db.close()
