"""The status line at the foot of the rail: of all who have something to say, the worst speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hubdesk.ui.rail import Status

# what is lost at once, what may be lost one day, and what only waits
ORDER: Final = ("room", "copies", "sending")


class SavingStatus:
    """Whoever has nothing to say puts None."""

    def __init__(self, show: Callable[[Status], object]) -> None:
        self._show = show
        self._all: dict[str, Status] = {}
        self.speaks = ""  # which of them is shown

    def put(self, about: str, status: Status | None) -> None:
        """`about` is one of `ORDER`."""
        if status is None:
            self._all.pop(about, None)
        else:
            self._all[about] = status
        self.speaks = min(self._all, key=ORDER.index, default="")
        self._show(self._all.get(self.speaks, Status()))
