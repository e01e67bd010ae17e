"""What was sealed to leave: what still waits, what arrived, and the files of each parcel."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Parcel, ParcelTry, SendingPlace


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a parcel. `over` takes the place of an older one of its name.

    `gone` has no content: what lies there under that name is to be removed, after all the rest.
    `past` is neither sent nor looked for any more: a later parcel outdid it.
    `left`: it was read back at the place, and the rest of its parcel was taken back.
    """

    name: str
    sha256: str = ""
    size: int = 0
    over: bool = False
    gone: bool = False
    past: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Trying:
    """How far the sending of a parcel has come, on this computer."""

    arrived: int = 0
    tries: int = 0
    next_at: datetime | None = None
    trouble: str = ""
    stopped: bool = False
    missed: int = 0


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A parcel with its files. `trying` is None where nothing of it waits on this computer."""

    id: str
    what: str
    export_id: str
    place_id: str
    place_name: str
    recipient_name: str
    came_of: str
    files: tuple[Listed, ...]
    size: int
    people: int
    sealed_at: datetime
    sent_at: datetime | None
    taken_back_at: datetime | None
    trying: Trying | None

    is_locked: bool = False  # to a key: nobody else reads it on its way

    @property
    def waits(self) -> bool:
        """Not all of it lies at the place: it never arrived, or a later look missed some of it."""
        if self.trying is None or self.taken_back_at is not None:
            return False
        return self.sent_at is None or self.trying.arrived < len(self.files)

    @property
    def is_stopped(self) -> bool:
        return self.trying is not None and self.trying.stopped

    @property
    def next_name(self) -> str:
        """The file that is to go next."""
        at = self.trying.arrived if self.trying is not None else 0
        return self.files[at].name if at < len(self.files) else ""


def waiting_parcels(db: Session) -> list[ParcelRow]:
    """What is still to be sent, the oldest first."""
    return [row for row in parcels_on_their_way(db) if row.waits]


def parcels_on_their_way(db: Session) -> list[ParcelRow]:
    """The same, and what arrived and is looked at once more at a later time."""
    rows = db.execute(
        select(Parcel, ParcelTry)
        .join(ParcelTry, ParcelTry.id == Parcel.id)
        .where(Parcel.taken_back_at.is_(None))
        .order_by(Parcel.sealed_at, Parcel.id)
    )
    return [_row(parcel, trying) for parcel, trying in rows]


def is_half_there(db: Session, export_id: str) -> bool:
    """Whether some files of one of its parcels arrived, and others of the same still wait."""
    return any(
        row.export_id == export_id and row.trying is not None and row.trying.arrived > 0
        for row in waiting_parcels(db)
    )


def ids_in_outbox(db: Session) -> set[str]:
    """The parcels whose content is still needed on this computer."""
    return set(db.scalars(select(ParcelTry.id)))


def parcels_that_left(db: Session, *, limit: int = 50, offset: int = 0) -> list[ParcelRow]:
    """What arrived, the newest first."""
    rows = db.execute(
        select(Parcel, ParcelTry)
        .outerjoin(ParcelTry, ParcelTry.id == Parcel.id)
        .where(Parcel.sent_at.is_not(None))
        .order_by(Parcel.sent_at.desc(), Parcel.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_row(parcel, trying) for parcel, trying in rows]


def last_sent_at(db: Session) -> datetime | None:
    """When something arrived last."""
    return db.scalars(
        select(Parcel.sent_at)
        .where(Parcel.sent_at.is_not(None))
        .order_by(Parcel.sent_at.desc())
        .limit(1)
    ).first()


def parcel(db: Session, id: str) -> ParcelRow | None:
    """One of them."""
    found = db.execute(
        select(Parcel, ParcelTry)
        .outerjoin(ParcelTry, ParcelTry.id == Parcel.id)
        .where(Parcel.id == id)
    ).first()
    return _row(*found) if found is not None else None


def last_sealed(db: Session, now: datetime) -> dict[str, datetime]:
    """When each standing export was sealed last, also where somebody took that back.

    Not what was lost before it left, and nothing of a day that is still to come: a clock that was
    ahead keeps nothing back.
    """
    tomorrow = datetime.combine(now.date(), time(), now.tzinfo) + timedelta(days=1)
    rows = db.execute(
        select(Parcel.standing_export_id, func.max(Parcel.sealed_at))
        .where(
            Parcel.standing_export_id.is_not(None),
            Parcel.deleted == 0,
            Parcel.sealed_at < tomorrow,
        )
        .group_by(Parcel.standing_export_id)
    )
    return {
        str(export): datetime.fromisoformat(at) if isinstance(at, str) else at
        for export, at in rows
    }


def is_set_up(db: Session) -> bool:
    """Whether there is any place to send to."""
    return (
        db.scalars(select(SendingPlace.id).where(~SendingPlace.deleted).limit(1)).first()
        is not None
    )


def listing_of(files: Iterable[Listed]) -> str:
    """The files of a parcel as its row keeps them."""
    return json.dumps([{k: v for k, v in asdict(one).items() if v} for one in files])


def files_in(listing: str) -> tuple[Listed, ...]:
    """The files that a parcel's row names."""
    return tuple(Listed(**one) for one in json.loads(listing or "[]"))


def _row(parcel: Parcel, trying: ParcelTry | None) -> ParcelRow:
    tried = None
    if trying is not None:
        tried = Trying(
            trying.arrived,
            trying.tries,
            trying.next_at,
            trying.trouble,
            bool(trying.stopped),
            trying.missed,
        )
    return ParcelRow(
        parcel.id,
        parcel.what,
        parcel.standing_export_id or "",
        parcel.place_id or "",
        parcel.place_name,
        parcel.recipient_name,
        parcel.came_of,
        files_in(parcel.listing),
        parcel.size,
        parcel.people,
        parcel.sealed_at,
        parcel.sent_at,
        parcel.taken_back_at,
        tried,
        bool(parcel.recipient),
    )
