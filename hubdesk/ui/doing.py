"""One slow change of a page at a time, beside the window, with a line that names it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from hubdesk.errors import HubDeskError
from hubdesk.ui.doors import Doors
from hubdesk.ui.widgets.busy_line import BusyLine

T = TypeVar("T")


class Doing(QObject):
    """A second one is not begun while the first goes on. `turned` says that one began or ended."""

    turned = Signal()

    def __init__(self, doors: Doors, parent: QObject) -> None:
        super().__init__(parent)
        self._doors = doors
        self.line = BusyLine()
        self._is_doing = False

    def is_doing(self) -> bool:
        """Whether one is under way."""
        return self._is_doing

    def do(
        self,
        verb: str,
        work: Callable[[Any, datetime], T],
        words: str,
        *,
        then: Callable[[T], object],
        refused: Callable[[HubDeskError], None],
        about: Callable[[T], dict[str, Any]] | None = None,
    ) -> None:
        """Do it soon. The line shows `words` once it has taken a moment."""
        if self._is_doing:
            return
        self._is_doing = True
        self.line.begin(words, can_cancel=False)
        self.turned.emit()

        def over() -> None:
            self._is_doing = False
            self.line.end()
            self.turned.emit()

        def done(made: T) -> None:
            over()
            then(made)

        def failed(error: Exception) -> None:
            assert isinstance(error, HubDeskError)  # a job hands on nothing else
            over()
            refused(error)

        self._doors.later(
            lambda: self._doors.do(verb, work, about=about),
            owner=self,
            then=done,
            refused=failed,
            broke=over,
        )
