"""Saving what waits to a stick, for whoever has no line at all: the same files, carried by hand.

It left the hub, so it stands in the log. It waits here all the same until it arrived where it was
to go: nobody knows whether the stick ever gets there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from hubdesk.app.sending_work import SendingWork
from hubdesk.errors.sending import GaveOther, PlaceAway, PlaceNotReached, PlaceReadsBackOther
from hubdesk.operations.parcels import note_carried, note_carried_in_part
from hubdesk.queries.may_go import may_go, parcels_that_may_go
from hubdesk.queries.parcels import ParcelRow
from hubdesk.queries.what_leaves import may_leave
from hubdesk.store.database import Database
from hubdesk.sync.courier import lies_there
from hubdesk.sync.storage import Storage

Told = Callable[[int, int], object]


def save_waiting(
    work: SendingWork,
    database: Database,
    folder: Path,
    now: Callable[[], datetime],
    told: Told = lambda written, of: None,
) -> tuple[int, int]:
    """Write every parcel that waits below the hub's folder there. How many, and how many open.

    What may not leave is taken back first, and what is due is made. Raises SendingStopped, and what
    the stick and the outbox refuse; what was written by then is in the log. `told` is how many
    files were written, of how many.
    """
    work.carrier(folder)  # refuses before anything is made
    work.make_ready()
    with database.reading() as db:
        waiting = [row for row in parcels_that_may_go(db) if row.waits]
    whole = still_open = before = 0
    of = sum(len(row.files) for row in waiting)
    for row in waiting:
        told_of_it = partial(_tell, told, before, of)
        before += len(row.files)
        if _carry(work, database, row, folder, now, told_of_it):
            whole += 1
            kind = may_leave().get(row.what)
            is_locked = row.is_locked or (kind is not None and kind.closed in ("own", "never"))
            still_open += not is_locked
    return whole, still_open


def _tell(told: Told, before: int, of: int, at: int) -> None:
    told(before + at, of)


def _carry(
    work: SendingWork,
    database: Database,
    row: ParcelRow,
    folder: Path,
    now: Callable[[], datetime],
    told: Callable[[int], object],
) -> bool:
    """One parcel. False where it was taken back, or not to leave as it is, while it was written."""
    storage, name = work.carrier(folder), folder.name or str(folder)
    with database.changing("save to stick", gesture=False) as db:
        carried = note_carried(db, row.id, place_name=name, now=now())
        db.info["about"].update({"what": row.came_of or row.what})
    written, is_whole = 0, False
    try:
        for at in range(len(row.files)):
            work.halt()
            told(at)
            with database.reading() as db:
                if not may_go(db, row.id):
                    return False
            written = at + 1  # also of the one it breaks off at: some of it may lie there
            _write(work, storage, row, at, folder)
        is_whole = True
    finally:
        if not is_whole:
            with database.changing("save to stick", gesture=False) as db:
                note_carried_in_part(db, carried, written, now=now())
    return True


def _write(work: SendingWork, storage: Storage, row: ParcelRow, at: int, folder: Path) -> None:
    file = row.files[at]
    if file.gone or file.past:
        return
    content = work.outbox().content(row.id, at, file, row.place_name)
    try:
        storage.put_over(file.name, content) if file.over else storage.put_new(file.name, content)
        if not lies_there(storage, file):
            raise GaveOther(folder.name)
    except PlaceReadsBackOther as error:  # nothing tries this one again by itself
        raise GaveOther(folder.name) from error
    except PlaceAway as error:
        raise PlaceNotReached(folder.name) from error
