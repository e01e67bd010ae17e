"""Sealing what is due: a maker makes it, the outbox keeps it for good, then it is recorded.

In that order: cut short after the outbox it is in no record, was never tried, and is swept.
"""

from __future__ import annotations

from collections.abc import Mapping

from hubdesk.errors.records import NotFound
from hubdesk.ids import new_id
from hubdesk.operations.parcels import SealedParcel, seal_parcel
from hubdesk.sync.exports import Maker, Making
from hubdesk.sync.outbox import Outbox, in_order, listed


def pack(outbox: Outbox, making: Making, makers: Mapping[str, Maker]) -> str:
    """Make and seal one export. The parcel's id; "" where there is nothing new to send.

    Raises what the maker raises, and what the disk or the records refuse.
    """
    export, database = making.export, making.database
    made = makers[export.what](making)
    if made is None or not made.files:
        return ""
    if export.recipient and not made.sealed:
        raise ValueError(f"{export.what} is for one recipient alone and was not sealed")
    files, parcel_id = in_order(made), new_id()
    database.check_room()
    outbox.keep(parcel_id, files)
    sealed = SealedParcel(parcel_id, listed(files, made.supersedes), made.came_of, made.people)
    try:
        with database.changing("seal parcel", gesture=False) as db:
            seal_parcel(db, export, sealed, now=database.clock())
            if made.kept is not None:
                made.kept(db, parcel_id)
    except NotFound:  # it was stopped while this was made, and so must not leave
        outbox.let_go(parcel_id)
        return ""
    except BaseException:
        outbox.let_go(parcel_id)
        raise
    return parcel_id
