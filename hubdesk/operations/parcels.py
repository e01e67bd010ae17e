"""Parcels on their way: recorded once they are sealed, how far they came, and when they arrived.

A parcel is recorded after its files lie in the outbox for good and before the first try. Its
files are never made again. How far it has come is of this computer alone and in no journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hubdesk.errors.records import NotFound
from hubdesk.errors.sending import AlreadyLeft
from hubdesk.models import Parcel, ParcelTry
from hubdesk.queries.parcels import Listed, files_in, listing_of
from hubdesk.queries.standing_exports import ExportRow, standing_export


@dataclass(frozen=True, slots=True)
class SealedParcel:
    """What lies in the outbox, and what it came of."""

    id: str
    files: tuple[Listed, ...]
    came_of: str
    people: int


def seal_parcel(db: Session, export: ExportRow, sealed: SealedParcel, *, now: datetime) -> Parcel:
    """Write down that it is to leave. NotFound where its export was stopped meanwhile.

    What waits and is outdone by it is taken back: older pages would go over newer ones, and what
    these files take the place of must not arrive after them.
    """
    if standing_export(db, export.id) != export:
        raise NotFound("standing_export", export.id)
    older = _outdone(db, export, sealed.files, now)
    made = Parcel(
        id=sealed.id,
        what=export.what,
        standing_export_id=export.id,
        place_id=export.place_id,
        place_name=export.place_name,
        recipient=export.recipient,
        recipient_name=export.recipient_name,
        wording_version=export.wording_version,
        came_of=sealed.came_of,
        listing=listing_of(sealed.files),
        size=sum(one.size for one in sealed.files),
        people=sealed.people,
        sealed_at=now,
        instead_of_id=older[-1] if older else None,
    )
    db.add(made)
    db.add(ParcelTry(id=sealed.id))
    db.flush()
    return made


def _outdone(
    db: Session, export: ExportRow, files: Sequence[Listed], now: datetime
) -> list[str]:
    """Take back what need not leave any more. The ids of those that never will."""
    gone = {one.name for one in files if one.gone}
    again = any(one.over for one in files)
    taken = []
    for row in _on_their_way_to(db, export.place_id):
        had = files_in(row.listing)
        pages = again and row.standing_export_id == export.id and all(f.over or f.gone for f in had)
        lost = [one.name in gone for one in had]
        if pages or all(lost):
            _take_back(db, row, now)
            taken += [row.id] if row.sent_at is None else []
        elif any(lost) and row.sent_at is not None:
            note_done_with(db, row.id)  # it left as it is told; nobody looks for it any more
        elif any(lost):
            kept = [Listed(f.name, gone=True) if out else f for f, out in zip(had, lost, strict=True)]
            row.listing = listing_of(kept)
    return taken


def _on_their_way_to(db: Session, place_id: str) -> list[Parcel]:
    return list(
        db.scalars(
            select(Parcel)
            .join(ParcelTry, ParcelTry.id == Parcel.id)
            .where(Parcel.place_id == place_id, Parcel.taken_back_at.is_(None))
            .order_by(Parcel.sealed_at, Parcel.id)
        )
    )


def note_arrived(db: Session, parcel_id: str, arrived: int) -> None:
    """So many of its files, in their order, were read back whole."""
    _set(db, parcel_id, arrived=arrived, trouble="", next_at=None)


def note_put_off(
    db: Session,
    parcel_id: str,
    *,
    tries: int,
    next_at: datetime | None,
    trouble: str,
    stopped: bool,
) -> None:
    """It could not be sent: when it is tried again, or why somebody has to act."""
    _set(db, parcel_id, tries=tries, next_at=next_at, trouble=trouble, stopped=int(stopped))


def note_sent(
    db: Session, parcel_id: str, *, now: datetime, look_again_at: datetime | None
) -> None:
    """All of it was read back. With `look_again_at` its files are kept for one more look."""
    row = db.get(Parcel, parcel_id)
    if row is None or row.taken_back_at is not None:
        return  # taken back while its last file was on the way: it is told as that
    row.sent_at = now
    if look_again_at is None:
        note_done_with(db, parcel_id)
    else:
        _set(db, parcel_id, tries=0, next_at=look_again_at, trouble="", stopped=0)


def note_missing(db: Session, parcel_id: str, *, arrived: int, tries: int) -> None:
    """A later look did not find it whole: it counts as waiting again, from that file on."""
    db.execute(update(Parcel).where(Parcel.id == parcel_id).values(sent_at=None))
    _set(db, parcel_id, arrived=arrived, tries=tries, next_at=None, trouble="", stopped=0)


def note_done_with(db: Session, parcel_id: str) -> None:
    """Nothing of it is needed here any more."""
    db.execute(delete(ParcelTry).where(ParcelTry.id == parcel_id))


def take_back_parcel(db: Session, parcel_id: str, *, now: datetime) -> Parcel:
    """It is not to leave after all. NotFound, and AlreadyLeft where it arrived.

    Some of its files may lie at the place already; whoever takes it back is told.
    """
    row = db.get(Parcel, parcel_id)
    if row is None or row.taken_back_at is not None:
        raise NotFound("parcel", parcel_id)
    if row.sent_at is not None:
        raise AlreadyLeft(row.place_name)
    _take_back(db, row, now)
    db.flush()
    return row


def note_lost_here(db: Session, parcel_id: str, *, now: datetime) -> None:
    """Its files are no longer on this computer and not all at the place: it never left."""
    row = db.get(Parcel, parcel_id)
    if row is not None and row.sent_at is None:
        _take_back(db, row, now)


def try_again(db: Session, *, place_id: str = "") -> None:
    """Nothing is put off or stopped any longer, at one place or at all: somebody acted."""
    waits = select(Parcel.id).where(Parcel.sent_at.is_(None))
    if place_id:
        waits = waits.where(Parcel.place_id == place_id)
    db.execute(
        update(ParcelTry)
        .where(ParcelTry.id.in_(waits))
        .values(next_at=None, trouble="", stopped=0, tries=0)
    )


def _take_back(db: Session, row: Parcel, now: datetime) -> None:
    """Also of one that arrived and was to be looked at again: then that is all that ends."""
    if row.sent_at is None:
        row.taken_back_at = now
    note_done_with(db, row.id)


def _set(db: Session, parcel_id: str, **values: object) -> None:
    db.execute(update(ParcelTry).where(ParcelTry.id == parcel_id).values(**values))
