"""The line a list is filtered by."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk.ui.widgets.form import LineEdit


class FilterEdit(LineEdit):
    """Down goes to the list, Enter opens what is chosen in it."""

    wants_list = Signal()
    wants_open = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__("", words, words)
        self.setParent(parent)
        self.setAccessibleDescription("Ctrl+F")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.wants_open.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.wants_list.emit()
        else:
            super().keyPressEvent(event)
