"""Notices that the computer goes to sleep or has slept: then the records are closed.

On Linux login1 says so before (no delay is asked for, so a quick machine may be asleep first).
Everywhere a clock that jumped says so afterwards, at the first tick: before anybody can look.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

TICK_MS: Final = 5_000
GAP_S: Final = 60.0  # a tick so late is no busy moment: nobody was there to tick


class SleepWatch(QObject):
    """`slept` tells it. `clock` gives seconds that go on while the computer sleeps."""

    slept = Signal()

    def __init__(
        self, parent: QObject | None = None, *, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.look)
        self._tick.start(TICK_MS)
        if sys.platform == "linux":
            self._listen()

    def look(self) -> None:
        """Compare the clock with the last tick. One that went back tells nothing."""
        now = self._clock()
        if now - self._last > GAP_S:
            self.slept.emit()
        self._last = now

    def _listen(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        # Its stub asks for bytes, which it refuses; it answers False where there is no bus.
        QDBusConnection.systemBus().connect(
            "org.freedesktop.login1",
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager",
            "PrepareForSleep",
            self,
            SLOT("prepare(bool)"),  # type: ignore[call-overload]
        )

    @Slot(bool)
    def prepare(self, before: bool) -> None:
        """login1 says it twice: before, and when the computer is awake again."""
        if before:
            self.slept.emit()
        self._last = self._clock()
