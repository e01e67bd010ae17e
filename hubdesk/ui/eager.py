"""How often Python lets another thread have its turn, while any job runs anywhere in the app.

The interval belongs to the process, so whoever works is counted in one place: a window has
several `Jobs`, and one that is done must not slow the window under another that still works.
"""

from __future__ import annotations

import sys
from typing import Final

# While Python computes beside the window, give the window its turn every 0.1 ms: a busy thread
# stretched a repaint from 10 to 86 ms with Python's usual 5 ms, and to 14 with this.
EAGER_S, USUAL_S = 0.0001, 0.005


class Turns:
    """Counts the jobs under way. Used on the window's thread alone, where jobs begin and end."""

    def __init__(self) -> None:
        self._working = 0

    def begin(self) -> None:
        """A job was asked for."""
        self._working += 1
        sys.setswitchinterval(EAGER_S)

    def end(self, jobs: int = 1) -> None:
        """Jobs were answered or given up."""
        self._working -= jobs
        if not self._working:
            sys.setswitchinterval(USUAL_S)


TURNS: Final = Turns()  # of this process: there is one interval, so there is one count
