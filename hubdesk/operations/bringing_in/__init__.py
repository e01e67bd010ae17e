"""Bringing in a list of devices or people: planned on a view, stored in pieces, undone as one.

A line is added, fills in what the hub did not know, changes nothing, or stays out with its
reason. What the hub wrote itself is never overwritten, and the same list twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from hubdesk.operations.bringing_in.devices import Devices
from hubdesk.operations.bringing_in.lines import (
    BATCH,
    Brought,
    DeviceSaid,
    Fate,
    Handed,
    Line,
    Outcome,
    PersonSaid,
    Told,
    brought,
)
from hubdesk.operations.bringing_in.people import People

__all__ = [
    "Brought",
    "DeviceSaid",
    "Devices",
    "Fate",
    "Handed",
    "Outcome",
    "People",
    "PersonSaid",
    "bring_in_devices",
    "bring_in_people",
    "brought",
]


def bring_in_devices(
    db: Session,
    lines: Sequence[DeviceSaid],
    *,
    now: datetime,
    source: str = "",
    told: Told | None = None,
) -> Brought:
    """Store lines about devices, with the loans of those who have them, in one transaction.

    A device is found by its tag, else by serial number or IMEI. A tag that is one of our codes
    is its label; any other becomes a further code, and a fresh number is its label. A loan is
    history: lending rules do not apply, but a device that is out stays with whoever has it.
    `source` is the name of the file, `told` is called with the number of lines done and may
    raise to stop. No line raises: its Refusal is in its outcome.

    A long list is stored in many short transactions: `Devices` goes on from one to the next.
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
