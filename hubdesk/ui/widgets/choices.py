"""Choosing one of several from a list that drops down, and a number within bounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from hubdesk.ui.space import sized
from hubdesk.ui.theme import look

LEAST: Final = 220


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

    def minimumSizeHint(self) -> QSize:
        """Its longest answer may give way: else it pushes a whole form out of a narrow window."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), look().px(LEAST)), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Number(QSpinBox):
    """A number from `least` to `most`, with its unit behind it. The wheel leaves it alone."""

    def __init__(
        self,
        value: int = 0,
        least: int = 0,
        most: int = 100,
        unit: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setValue(value)
        self.setSuffix(f" {unit}" if unit else "")
        self.setAccessibleName(name)
        self._indent()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._indent()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _indent(self) -> None:
        # the sheet's padding does not reach the line inside a spin box
        self.lineEdit().setTextMargins(look().px(11), 0, 0, 0)
