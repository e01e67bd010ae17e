"""Sealing what is due: a maker makes it, the outbox keeps it for good, then it is recorded.

In that order: cut short after the outbox it is in no record, was never tried, and is swept.
"""

from __future__ import annotations

from collections.abc import Mapping

from hubdesk.errors.records import NotFound
from hubdesk.ids import new_id
from hubdesk.operations.parcels import SealedParcel, seal_parcel
from hubdesk.queries.parcels import ids_in_outbox
from hubdesk.sync.exports import Made, Maker, Making
from hubdesk.sync.outbox import Outbox, in_order, listed


def pack(outbox: Outbox, making: Making, makers: Mapping[str, Maker]) -> list[str]:
    """Make and seal one export. The parcels' ids; none where there is nothing new to send.

    Raises what the maker raises, and what the disk or the records refuse.
    """
    packed = []
    while (made := makers[making.export.what](making)) is not None and made.files:
        parcel_id = _seal(outbox, making, made)
        packed += [parcel_id] if parcel_id else []
        if not made.more or not parcel_id:
            break
    if packed:  # what was outdone by it need not lie here any more
        with making.database.reading() as db:
            known = ids_in_outbox(db)
        outbox.sweep(known)
    return packed


def _seal(outbox: Outbox, making: Making, made: Made) -> str:
    export, database = making.export, making.database
    if export.recipient and not made.sealed:
        raise ValueError(f"{export.what} is for one recipient alone and was not sealed")
    files, parcel_id = in_order(made), new_id()
    database.check_room()
    outbox.keep(parcel_id, files, made.pieces)
    names = listed(files, made.supersedes, made.pieces)
    sealed = SealedParcel(parcel_id, names, made.came_of, made.people)
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
