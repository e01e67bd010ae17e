"""The log of what left the hub: what, when, to whom, under which wording, with what was in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session

from hubdesk.models import Account, Parcel, ParcelTry, StandingExport


class Shown(StrEnum):
    """Which lines of the log."""

    ALL = "all"
    SENT = "sent"
    WAITING = "waiting"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class LogRow:
    """One parcel. `by` agreed to what it is; `files` are names below the hub's folder there."""

    id: str
    what: str
    place: str
    recipient: str
    recipient_name: str
    wording_version: int
    by: str
    came_of: str
    files: tuple[tuple[str, int], ...]
    removed: int  # files it took away there
    left: int  # files that had arrived when the rest was taken back
    arrived: int  # files that have arrived by now, of one that still waits
    size: int
    people: int
    sealed_at: datetime
    sent_at: datetime | None
    taken_back_at: datetime | None

    @property
    def at(self) -> datetime:
        return self.sent_at or self.taken_back_at or self.sealed_at

    @property
    def state(self) -> Shown:
        if self.sent_at is not None:
            return Shown.SENT
        return Shown.TAKEN_BACK if self.taken_back_at is not None else Shown.WAITING


def log_count(db: Session, shown: Shown = Shown.ALL) -> int:
    """How many lines there are."""
    return db.scalar(select(func.count()).select_from(Parcel).where(_is(shown))) or 0


def log_window(
    db: Session, *, shown: Shown = Shown.ALL, offset: int = 0, limit: int = 200
) -> list[LogRow]:
    """A window of the log, the newest first."""
    rows = db.execute(
        _lines()
        .where(_is(shown))
        .order_by(Parcel.sealed_at.desc(), Parcel.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [_row(*row) for row in rows]


def log_row(db: Session, id: str) -> LogRow | None:
    """One line."""
    found = db.execute(_lines().where(Parcel.id == id)).first()
    return _row(*found) if found is not None else None


def _lines() -> Select[Parcel, str | None, int | None]:
    return (
        select(Parcel, Account.name, ParcelTry.arrived)
        .outerjoin(StandingExport, StandingExport.id == Parcel.standing_export_id)
        .outerjoin(Account, Account.id == StandingExport.account_id)
        .outerjoin(ParcelTry, ParcelTry.id == Parcel.id)
    )


def _is(shown: Shown) -> ColumnElement[bool]:
    if shown is Shown.TAKEN_BACK:
        return Parcel.taken_back_at.is_not(None) & Parcel.sent_at.is_(None)
    if shown is Shown.SENT:
        return Parcel.sent_at.is_not(None)
    if shown is Shown.WAITING:
        return Parcel.sent_at.is_(None) & Parcel.taken_back_at.is_(None)
    return true()


def _row(parcel: Parcel, by: str | None, arrived: int | None) -> LogRow:
    listing = json.loads(parcel.listing or "[]")
    files = tuple((one["name"], int(one.get("size", 0))) for one in listing if not one.get("gone"))
    return LogRow(
        parcel.id,
        parcel.what,
        parcel.place_name,
        parcel.recipient,
        parcel.recipient_name,
        parcel.wording_version,
        by or "",
        parcel.came_of,
        files,
        len(listing) - len(files),
        sum(bool(one.get("left") and not one.get("gone")) for one in listing),
        arrived or 0 if parcel.sent_at is None and parcel.taken_back_at is None else 0,
        parcel.size,
        parcel.people,
        parcel.sealed_at,
        parcel.sent_at,
        parcel.taken_back_at,
    )
