"""What the page asks of the app: to look at a file, and to bring in what was looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hubdesk.errors.bringing_in import Problem
from hubdesk.operations.bringing_in import Brought

Told = Callable[[int, int], None]  # lines done, of how many; may raise Stopped


class Stopped(Exception):
    """Somebody pressed Cancel before anything was saved."""


@dataclass(frozen=True)
class Forecast:
    """What a file would do. `remarks` are about the whole file; `lines` are for the app."""

    what: str  # devices or people
    name: str
    brought: Brought
    remarks: tuple[Problem, ...]
    rows: int
    lines: object


@dataclass(frozen=True)
class Stored:
    """What was done. `txn_id` is empty if nothing changed."""

    brought: Brought
    txn_id: str


class Bringing(Protocol):
    """The work itself. Both may run off the window's thread, and both raise Stopped."""

    def look(self, what: str, path: Path, told: Told) -> Forecast: ...

    def store(self, forecast: Forecast, told: Told) -> Stored: ...
