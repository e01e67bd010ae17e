"""Work beside the window while it opens: only Qt is loaded for it, and nothing of the records."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from hubdesk.errors import HubDeskError
from hubdesk.ui.handed import Handed


class Worker(QObject):
    """One piece of work at a time. Answers come back on the window's thread."""

    _done = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="opening")
        self._waiting: dict[Future[Any], Any] = {}
        self._done.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        refused: Callable[[HubDeskError], None] | None = None,
    ) -> None:
        """Do `work`, then hand over what it gave, or what it raised on purpose."""
        future = self._pool.submit(Handed(work))
        self._waiting[future] = (work, then, refused)
        future.add_done_callback(self._done.emit)

    def _answer(self, future: Future[Any]) -> None:
        _work, then, refused = self._waiting.pop(future)  # it goes on this thread
        if future.cancelled():
            return  # the window was closed before its turn came
        error = future.exception()
        if isinstance(error, HubDeskError) and refused is not None:
            refused(error)
        elif error is not None:
            raise error
        else:
            then(future.result())

    def stop(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
