"""Work handed to another thread, which lets go of it before whoever asked does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Handed:
    """Calls the work once and keeps nothing of it.

    A QObject that only the work knew would be destroyed on the thread that lets go of it last.
    There Qt holds its lock of signals while Python's is waited for; the window's thread, with
    Python's lock and on its way to a `connect`, waits for Qt's: both for ever. It was seen once.
    """

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work: Callable[[], Any] | None = work

    def __call__(self) -> Any:
        work, self._work = self._work, None
        assert work is not None, "work is done once"
        try:
            return work()
        finally:
            del work
