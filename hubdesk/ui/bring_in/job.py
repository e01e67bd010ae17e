"""One job of the page at a time, beside the window: it tells how far it is and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from hubdesk.ui.bring_in.work import Stopped, Told
from hubdesk.ui.doors import Doors

T = TypeVar("T")


class _Steps(QObject):
    """Tells of steps from the job's thread. The job keeps it, so it outlives a page let go of."""

    made = Signal(int, int)


class Job(QObject):
    """`stepped` carries the lines done and of how many, on the window's thread.

    It ends with its page: nobody waits for the answer any more.
    """

    stepped = Signal(int, int)

    def __init__(self, doors: Doors, parent: QObject) -> None:
        super().__init__(parent)
        self._doors = doors
        self._stop = Event()

    def run(
        self,
        work: Callable[[Told], T],
        *,
        then: Callable[[T | None], None],
        refused: Callable[[Exception], None],
    ) -> None:
        """Do the work; `then` gets None if it was stopped, `refused` a Refusal or Trouble."""
        stop = self._stop = Event()
        steps = _Steps()
        steps.made.connect(self.stepped)
        self.destroyed.connect(stop.set)

        def told(done: int, total: int) -> None:
            if stop.is_set():
                raise Stopped
            steps.made.emit(done, total)

        def run() -> T | None:
            try:
                return work(told)
            except Stopped:
                return None

        self._doors.later(run, owner=self, then=then, refused=refused)

    def stop(self) -> None:
        """Stop before the next step. Work that is being saved already goes on."""
        self._stop.set()
