"""Bringing in a list of devices or people: one transaction, and so one undo.

Lines are stored in batches with a few queries each. A line is added, fills in what the hub did
not know, changes nothing, or stays out with its reason. What the hub wrote itself is never
overwritten, and the same list twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from hubdesk.operations.bringing_in.devices import Devices
from hubdesk.operations.bringing_in.lines import (
    Brought,
    DeviceSaid,
    Fate,
    Handed,
    Outcome,
    PersonSaid,
    brought,
)
from hubdesk.operations.bringing_in.people import People

__all__ = [
    "Brought",
    "DeviceSaid",
    "Fate",
    "Handed",
    "Outcome",
    "PersonSaid",
    "bring_in_devices",
    "bring_in_people",
]

BATCH = 250  # lines; between two batches somebody else may have their turn, or stop it
Line = TypeVar("Line")
Told = Callable[[int], None]


def bring_in_devices(
    db: Session,
    lines: Sequence[DeviceSaid],
    *,
    now: datetime,
    source: str = "",
    told: Told | None = None,
) -> Brought:
    """Store lines about devices, with the loans of those who have them.

    A device is found by its tag, else by serial number or IMEI. A tag that is one of our codes
    is its label; any other becomes a further code, and a fresh number is its label. A loan is
    history: lending rules do not apply, but a device that is out stays with whoever has it.
    `source` is the name of the file, `told` is called with the number of lines done and may
    raise to stop. No line raises: its Refusal is in its outcome.
    """
    devices = Devices(db, lines, now, source)
    return _in_batches(lines, devices.batch, told)


def bring_in_people(
    db: Session, lines: Sequence[PersonSaid], *, now: datetime, told: Told | None = None
) -> Brought:
    """Store lines about people.

    Somebody is found by card or sign-in name, else by phone and name, else by name and day of
    birth. A name alone finds nobody: they come in, with a remark. `told` as above.
    """
    people = People(db, lines, now)
    return _in_batches(lines, people.batch, told)


def _in_batches(
    lines: Sequence[Line], batch: Callable[[Sequence[Line]], list[Outcome]], told: Told | None
) -> Brought:
    outcomes: list[Outcome] = []
    for start in range(0, len(lines), BATCH):
        outcomes += batch(lines[start : start + BATCH])
        if told is not None:
            told(len(outcomes))
    return brought(outcomes)
