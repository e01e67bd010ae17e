"""The house font, FiraGO regular and bold, unpacked while Qt is being imported.

`pymupdf_fonts` keeps each font as packed text inside a module of its own; unpacking one takes
about 25 ms. Python gives up its lock while it unpacks, so a thread started before Qt is imported
is done by the time the first window needs a letter. Nothing is written to the disk.
"""

from __future__ import annotations

import threading
from typing import Final

FAMILY: Final = "FiraGO"
# Scripts FiraGO does not hold come from the computer's own fonts.
FAMILIES: Final = (FAMILY, "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans")

_unpacked: list[bytes] = []
_worker: threading.Thread | None = None


def begin() -> None:
    """Start unpacking. Call it before Qt is imported; calling it again does nothing."""
    global _worker
    if _worker is None:
        _worker = threading.Thread(target=_unpack, name="fonts", daemon=True)
        _worker.start()


def _unpack() -> None:
    from pymupdf_fonts import FiraGO_Bold, FiraGO_Regular

    _unpacked.extend((FiraGO_Regular.fontbuffer, FiraGO_Bold.fontbuffer))


def load() -> None:
    """Hand both faces to Qt, once per process. Needs a QGuiApplication."""
    from PySide6.QtGui import QFontDatabase

    if FAMILY in QFontDatabase.families():
        return
    begin()
    assert _worker is not None
    _worker.join()
    for face in _unpacked:
        QFontDatabase.addApplicationFontFromData(face)
    _unpacked.clear()
