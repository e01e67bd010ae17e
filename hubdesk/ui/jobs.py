"""Slow work off the window's thread, one job at a time, answered on the window's thread.

A job is a plain function that opens its own view of the records and touches no widget. Its
answer is dropped when the widget that asked for it is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from hubdesk.errors import HubDeskError
from hubdesk.ui.eager import TURNS
from hubdesk.ui.handed import Handed


@dataclass(frozen=True)
class _Asked:
    work: Callable[[], Any]  # kept until it is answered: what it knows goes on this thread
    owner: QObject
    then: Callable[[Any], None]
    refused: Callable[[Exception], None] | None
    broke: Callable[[], None] | None


class Jobs(QObject):
    """The one door to slow work."""

    refused = Signal(object)  # a HubDeskError nobody else wanted
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._waiting: dict[Future[Any], _Asked] = {}
        # Queued, so that an answer never arrives before run() has returned.
        self._finished.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        *,
        owner: QObject,
        then: Callable[[Any], None],
        refused: Callable[[Exception], None] | None = None,
        broke: Callable[[], None] | None = None,
    ) -> None:
        """Do `work` soon and hand its answer to `then`, or what it raised on purpose on.

        `broke` hears that a bug ended it, before the bug is told as every other.
        """
        future = self._pool.submit(Handed(work))
        TURNS.begin()
        self._waiting[future] = _Asked(work, owner, then, refused, broke)
        future.add_done_callback(self._finished.emit)

    @property
    def busy(self) -> bool:
        """Whether any job is still to be answered."""
        return bool(self._waiting)

    def stop(self) -> None:
        """Finish the job in hand, forget the rest. Call before the records close."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        TURNS.end(len(self._waiting))
        self._waiting.clear()

    @Slot(object)
    def _answer(self, future: Future[Any]) -> None:
        asked = self._waiting.pop(future, None)
        if asked is None:
            return  # given up by `stop`, which counted it
        TURNS.end()
        if future.cancelled():
            return
        error = future.exception()
        if isinstance(error, HubDeskError):
            if asked.refused is not None and shiboken6.isValid(asked.owner):
                asked.refused(error)
            else:
                self.refused.emit(error)
        elif error is not None:
            if asked.broke is not None and shiboken6.isValid(asked.owner):
                asked.broke()
            raise error  # a bug: on the window's thread, where the problem report can show it
        elif shiboken6.isValid(asked.owner):
            asked.then(future.result())
