"""Choosing one of several from a list that drops down."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from hubdesk.ui.space import sized


class Combo(QComboBox):
    """A drop-down of (value, words). The wheel scrolls the page, never the choice."""

    def __init__(
        self,
        options: Iterable[tuple[str, str]] = (),
        value: str = "",
        name: str = "",
        *,
        width: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.set_options(options, value)
        if width is not None:
            sized(self, width=width)

    def set_options(self, options: Iterable[tuple[str, str]], value: str = "") -> None:
        self.clear()
        for option, words in options:
            self.addItem(words, option)
        self.choose(value)

    def value(self) -> str:
        found = self.currentData()
        return "" if found is None else str(found)

    def choose(self, value: str) -> None:
        at = self.findData(value)
        self.setCurrentIndex(max(at, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
