"""The inside of what scrolls: exactly as tall as its words need at the width there is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class Leaf(QWidget):
    """Qt adds up what each wrapped label would need at its narrowest, and leaves blank paper."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)
