"""Parcels on their way: recorded once they are sealed, how far they came, and when they arrived.

A parcel is recorded after its files lie in the outbox for good and before the first try. Its
files are never made again. How far it has come is of this computer alone and in no journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from hubdesk.errors.records import NotFound
from hubdesk.errors.sending import AlreadyLeft
from hubdesk.models import Parcel, ParcelTry, SendingPlace, StandingExport
from hubdesk.queries.parcels import Listed, files_in, listing_of, parcel, waiting_parcels
from hubdesk.queries.standing_exports import ExportRow, leaves_now


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
    if export not in leaves_now(db):
        raise NotFound("standing_export", export.id)
    older = _outdone(db, export, sealed.files, now)
    made = _parcel_of(
        export,
        sealed.files,
        id=sealed.id,
        came_of=sealed.came_of,
        people=sealed.people,
        sealed_at=now,
        instead_of_id=older[-1] if older else None,
    )
    db.add(made)
    db.add(ParcelTry(id=sealed.id))
    db.flush()
    return made


def note_found(
    db: Session,
    export: ExportRow,
    files: Sequence[Listed],
    *,
    came_of: str,
    people: int,
    at: datetime,
) -> Parcel:
    """What lies at a place, though these records are from before it left. Nothing of it waits."""
    made = _parcel_of(export, files, came_of=came_of, people=people, sealed_at=at, sent_at=at)
    db.add(made)
    db.flush()
    return made


def _parcel_of(export: ExportRow, files: Sequence[Listed], **facts: Any) -> Parcel:
    """A parcel of what leaves: where to, for whom and under which words, as that stands now."""
    return Parcel(
        what=export.what,
        standing_export_id=export.id,
        place_id=export.place_id,
        place_name=export.place_name,
        recipient=export.recipient,
        recipient_name=export.recipient_name,
        wording_version=export.wording_version,
        listing=listing_of(files),
        size=sum(one.size for one in files),
        **facts,
    )


def still_to_send(
    had: Sequence[Listed], anew: Sequence[Listed], *, same_export: bool, arrived: int
) -> tuple[Listed, ...]:
    """What of a parcel is still to be sent, or looked for, once a later one was sealed.

    Pages are outdone as a whole, by what has pages of the same names. Of others each file keeps
    its number in the outbox, and what left stays named as it left.
    """
    gone = {one.name for one in anew if one.gone}
    again = {one.name for one in anew if one.over} if same_export else set()
    if any(one.name in again for one in had) and all(
        one.over or one.gone or one.past for one in had
    ):
        return ()
    left = list[Listed]()
    for at, one in enumerate(had):
        if one.name in gone and at >= arrived:
            left.append(Listed(one.name, gone=True))
        elif one.name in gone or (one.over and one.name in again):
            left.append(replace(one, past=True))
        else:
            left.append(one)
    waits = any(one == was and not one.past for one, was in zip(left, had, strict=True))
    return tuple(left) if waits else ()


def _outdone(db: Session, export: ExportRow, files: Sequence[Listed], now: datetime) -> list[str]:
    """Take back what need not leave any more. The ids of those that never will."""
    taken = []
    for row, arrived in _on_their_way_to(db, export.place_id):
        had, same = files_in(row.listing), row.standing_export_id == export.id
        left = still_to_send(had, files, same_export=same, arrived=arrived)
        if left and left != had:
            row.listing = listing_of(left)
        elif not left:
            _take_back(db, row, now)
            taken += [row.id] if row.sent_at is None else []
    return taken


def take_back_stopped(db: Session, *, now: datetime) -> list[str]:
    """What waits of an export that was stopped, or for a place that was let go, does not leave."""
    waits = db.scalars(
        select(Parcel)
        .join(ParcelTry, ParcelTry.id == Parcel.id)
        .outerjoin(StandingExport, StandingExport.id == Parcel.standing_export_id)
        .outerjoin(SendingPlace, SendingPlace.id == Parcel.place_id)
        .where(
            Parcel.taken_back_at.is_(None),
            or_(StandingExport.deleted == 1, SendingPlace.deleted == 1),
        )
    ).all()
    for row in waits:
        _take_back(db, row, now)
    db.flush()
    return [row.id for row in waits]


def _on_their_way_to(db: Session, place_id: str) -> list[tuple[Parcel, int]]:
    """With how many files of each arrived."""
    rows = db.execute(
        select(Parcel, ParcelTry.arrived)
        .join(ParcelTry, ParcelTry.id == Parcel.id)
        .where(Parcel.place_id == place_id, Parcel.taken_back_at.is_(None))
        .order_by(Parcel.sealed_at, Parcel.id)
    )
    return [(parcel, arrived) for parcel, arrived in rows]


def note_arrived(db: Session, parcel_id: str, arrived: int) -> None:
    """So many of its files, in their order, were read back whole.

    Where it was taken back while the last of them was on the way, that one left all the same.
    """
    row = db.get(Parcel, parcel_id)
    if row is not None and row.taken_back_at is not None:
        _note_left(row, arrived)
    _set(db, parcel_id, arrived=arrived, tries=0, trouble="", next_at=None)


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
        return  # taken back while its last file was on the way: its files are told as left
    row.sent_at = row.sent_at or now
    if look_again_at is None:
        note_done_with(db, parcel_id)
    else:
        arrived = len(files_in(row.listing))
        facts = {"tries": 0, "next_at": look_again_at, "trouble": "", "stopped": 0}
        _set(db, parcel_id, arrived=arrived, **facts)


def note_missing(db: Session, parcel_id: str, *, arrived: int) -> None:
    """A later look did not find it whole: it left, and waits again, from that file on."""
    missed = ParcelTry.missed + 1
    facts = {"tries": 0, "next_at": None, "trouble": "", "stopped": 0}
    _set(db, parcel_id, arrived=arrived, missed=missed, **facts)


def note_done_with(db: Session, parcel_id: str) -> None:
    """Nothing of it is needed here any more."""
    db.execute(delete(ParcelTry).where(ParcelTry.id == parcel_id))


def take_back_parcel(db: Session, parcel_id: str, *, now: datetime) -> Parcel:
    """It is not to leave after all. NotFound, and AlreadyLeft where all of it arrived.

    Some of its files may lie at the place already; whoever takes it back is told.
    """
    row, stands = db.get(Parcel, parcel_id), parcel(db, parcel_id)
    if row is None or stands is None or row.taken_back_at is not None:
        raise NotFound("parcel", parcel_id)
    if not stands.waits:
        raise AlreadyLeft(row.place_name)
    _take_back(db, row, now)
    db.flush()
    return row


def note_lost_here(db: Session, parcel_id: str, *, now: datetime) -> None:
    """Its files are no longer on this computer and not all at the place: it is to be made anew."""
    row = db.get(Parcel, parcel_id)
    if row is not None:
        _end(db, row, now)
        row.deleted = True


def note_carried(db: Session, parcel_id: str, *, place_name: str, now: datetime) -> str:
    """The same files leave on a stick that somebody carries. It still waits where it was to go.

    Written down before the first of them is. The id of its line in the log.
    """
    row = db.get(Parcel, parcel_id)
    if row is None:
        raise NotFound("parcel", parcel_id)
    kept = ("what", "standing_export_id", "recipient", "recipient_name", "wording_version")
    same = {name: getattr(row, name) for name in (*kept, "came_of", "listing", "size", "people")}
    carried = Parcel(**same, place_name=place_name, sealed_at=row.sealed_at, sent_at=now)
    db.add(carried)
    db.flush()
    return carried.id


def note_carried_in_part(db: Session, carried_id: str, written: int, *, now: datetime) -> None:
    """The stick took so many of the files and no more."""
    row = db.get(Parcel, carried_id)
    if row is None:
        raise NotFound("parcel", carried_id)
    row.sent_at, row.taken_back_at = None, now
    _note_left(row, written)


def try_again(db: Session, *, place_id: str = "") -> None:
    """Nothing is put off or stopped any longer, at one place or at all: somebody acted."""
    waits = [row.id for row in waiting_parcels(db) if place_id in ("", row.place_id)]
    db.execute(
        update(ParcelTry)
        .where(ParcelTry.id.in_(waits))
        .values(next_at=None, trouble="", stopped=0, tries=0)
    )


def _take_back(db: Session, row: Parcel, now: datetime) -> None:
    """Also of one that arrived and was to be looked at again: then that is all that ends."""
    if row.sent_at is None:
        _end(db, row, now)
    else:
        note_done_with(db, row.id)


def _end(db: Session, row: Parcel, now: datetime) -> None:
    """No more of it leaves than did."""
    tried = db.get(ParcelTry, row.id)
    row.taken_back_at = now
    _note_left(row, tried.arrived if tried is not None else 0)
    note_done_with(db, row.id)


def _note_left(row: Parcel, arrived: int) -> None:
    """Of what was taken back, so many files lie at the place: whoever gets them holds them."""
    files = files_in(row.listing)
    sent = [one if one.past else replace(one, left=True) for one in files[:arrived]]
    row.listing = listing_of((*sent, *files[arrived:]))


def _set(db: Session, parcel_id: str, **values: object) -> None:
    db.execute(update(ParcelTry).where(ParcelTry.id == parcel_id).values(**values))
