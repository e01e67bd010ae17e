"""One writer at a time, and a person's gesture goes before a job that writes for long."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """The queue before the one write connection."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._busy = False
        self._gestures_waiting = 0

    @property
    def is_wanted(self) -> bool:
        """Whether a person's gesture waits for the turn."""
        return self._gestures_waiting > 0

    @contextmanager
    def turn(self, *, gesture: bool) -> Iterator[None]:
        """Wait for the turn to write. A job also waits for every gesture that came since."""
        with self._turn:
            self._gestures_waiting += gesture
            self._turn.wait_for(lambda: not self._busy and (gesture or not self._gestures_waiting))
            self._gestures_waiting -= gesture
            self._busy = True
        try:
            yield
        finally:
            with self._turn:
                self._busy = False
                self._turn.notify_all()
