"""A few lines of text that tell when they are left, as high as what they are for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from hubdesk.ui.widgets.form import NoteEdit


class LeftNote(NoteEdit):
    """`left` comes when the focus leaves it."""

    left = Signal()

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.set_lines(lines)

    def set_lines(self, lines: int) -> None:
        """How many lines are seen at once."""
        self._lines = lines
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
