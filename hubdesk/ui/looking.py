"""One slow look of a page at a time, beside the window, with a line that says what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from hubdesk.errors import HubDeskError
from hubdesk.messages import explain
from hubdesk.ui.doors import Doors
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.strip import Result


class Looking(QObject):
    """Asked again meanwhile it looks once more, and only what that look finds is handed on."""

    came = Signal(object)
    told = Signal(object)  # a strip.Result: the look was refused, or the machine failed

    def __init__(self, doors: Doors, parent: QObject, *, right: str = "") -> None:
        super().__init__(parent)
        self._doors, self._right = doors, right
        self.line = BusyLine()
        self._is_looking = False
        self._next: Callable[[Any], Any] | None = None

    def is_looking(self) -> bool:
        """Whether what is shown is still to come, or may have changed."""
        return self._is_looking

    def look(self, work: Callable[[Any], Any], words: str) -> None:
        """Look soon. The line shows `words` once it has taken a moment."""
        self.line.begin(words, can_cancel=False)
        if self._is_looking:
            self._next = work
            return
        self._is_looking = True
        self._begin(work)

    def _begin(self, work: Callable[[Any], Any]) -> None:
        self._doors.later(
            lambda: self._doors.look(work, right=self._right),
            owner=self,
            then=self._answered,
            refused=self._refused,
        )

    def _is_asked_again(self) -> bool:
        work, self._next = self._next, None
        if work is not None:
            self._begin(work)
            return True
        self._is_looking = False
        self.line.end()
        return False

    def _answered(self, found: object) -> None:
        if not self._is_asked_again():
            self.came.emit(found)

    def _refused(self, error: Exception) -> None:
        if not self._is_asked_again():
            assert isinstance(error, HubDeskError)  # a job hands on nothing else
            self.told.emit(Result("bad", explain(error).text))
