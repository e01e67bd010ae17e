"""Sealing what is due: a maker makes it, the outbox keeps it for good, then it is recorded.

In that order: cut short after the outbox it is in no record, was never tried, and is swept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

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
    packed, is_more = list[str](), True
    while is_more:
        parcel_id, is_kept = new_id(), False
        laying = replace(making, lay=partial(outbox.lay, parcel_id))
        try:
            made = makers[making.export.what](laying)
            is_kept = made is not None and _seal(outbox, making, made, parcel_id)
        finally:
            if not is_kept:
                outbox.let_go(parcel_id)  # also what was laid there before it broke off
        packed += [parcel_id] if is_kept else []
        is_more = made is not None and made.more and is_kept
    if packed:  # what was outdone by it need not lie here any more
        with making.database.reading() as db:
            known = ids_in_outbox(db)
        outbox.sweep(known)
    return packed


def _seal(outbox: Outbox, making: Making, made: Made, parcel_id: str) -> bool:
    """Whether there is anything in it, and it still may leave."""
    export, database = making.export, making.database
    if not (made.files or made.before):
        return False
    if export.recipient and not made.sealed:
        raise ValueError(f"{export.what} is for one recipient alone and was not sealed")
    files = in_order(made)
    database.check_room()
    outbox.keep(parcel_id, files, made.before)
    names = listed(files, made.supersedes, made.before)
    sealed = SealedParcel(parcel_id, names, made.came_of, made.people)
    try:
        with database.changing("seal parcel", gesture=False) as db:
            seal_parcel(db, export, sealed, now=database.clock())
            if made.kept is not None:
                made.kept(db, parcel_id)
    except NotFound:  # it was stopped while this was made, and so must not leave
        return False
    return True
