"""Saving what waits to a stick, for whoever has no line at all: the same files, carried by hand.

It left the hub, so it stands in the log. It waits here all the same until it arrived where it was
to go: nobody knows whether the stick ever gets there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hubdesk.app.sending_work import SendingWork
from hubdesk.errors.sending import PlaceReadsBackOther
from hubdesk.operations.parcels import note_carried, note_carried_in_part
from hubdesk.queries.may_go import parcels_that_may_go
from hubdesk.queries.parcels import ParcelRow
from hubdesk.queries.what_leaves import may_leave
from hubdesk.store.database import Database
from hubdesk.sync.courier import lies_there
from hubdesk.sync.storage import Storage


def save_waiting(
    work: SendingWork, database: Database, folder: Path, now: Callable[[], datetime]
) -> tuple[int, int]:
    """Write every parcel that waits below the hub's folder there. How many, and how many open.

    What may not leave is taken back first, and what is due is made. Raises SendingStopped, and what
    the stick and the outbox refuse; what was written by then is in the log.
    """
    storage = work.carrier(folder)
    work.make_ready()
    with database.reading() as db:
        waiting = [row for row in parcels_that_may_go(db) if row.waits]
    still_open = 0
    for row in waiting:
        with database.changing("save to stick", gesture=False) as db:
            name = folder.name or str(folder)
            carried = note_carried(db, row.id, place_name=name, now=now())
            db.info["about"].update({"what": row.came_of or row.what})
        written = 0
        try:
            for at in range(len(row.files)):
                work.halt()
                written = at + 1  # also of the one it breaks off at: some of it may lie there
                _write(work, storage, row, at, folder)
        except BaseException:
            with database.changing("save to stick", gesture=False) as db:
                note_carried_in_part(db, carried, written, now=now())
            raise
        kind = may_leave().get(row.what)
        is_locked = row.is_locked or (kind is not None and kind.closed in ("own", "never"))
        still_open += not is_locked
    return len(waiting), still_open


def _write(work: SendingWork, storage: Storage, row: ParcelRow, at: int, folder: Path) -> None:
    file = row.files[at]
    if file.gone or file.past:
        return
    content = work.outbox().content(row.id, at, file, row.place_name)
    storage.put_over(file.name, content) if file.over else storage.put_new(file.name, content)
    if not lies_there(storage, file):
        raise PlaceReadsBackOther(folder.name)
