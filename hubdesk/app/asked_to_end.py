"""Closes the window when a terminal (Ctrl+C) or the computer, shutting down, asks it to end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class AskedToEnd(QObject):
    """Calls `close` in the loop of the window, where the records can be closed and kept.

    Python hears of a signal only between two of its own steps, and a window that waits makes
    none: the signal also writes into a pipe, which the loop watches. Windows sends none.
    """

    def __init__(self, close: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._close = close
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        self._watch = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(lambda *_: self._asked())
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for which in (signal.SIGINT, signal.SIGTERM):
            signal.signal(which, lambda *_: None)

    def _asked(self) -> None:
        os.read(self._read, 64)
        self._close()
