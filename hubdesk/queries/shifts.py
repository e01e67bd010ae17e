"""Looking at shifts: whose is going on, what nobody ended, the hours of a month, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from hubdesk.models import NOT_TOLD, Account, HandoverNote, Shift

MOST_WAITING: Final = 5  # beside the desk: the rest is one click away
_STEP: Final = 5  # minutes: nobody says that they worked 3 hours and 52 minutes


def day_began(now: datetime) -> datetime:
    """Midnight of the hub's day."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def proposed_minutes(began_at: datetime, now: datetime) -> int:
    """How long a shift lasted so far, to five minutes; at most a day."""
    minutes = (now - began_at).total_seconds() / 60
    return int(min(max(round(minutes / _STEP) * _STEP, 0), 24 * 60))


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift. `minutes` is NOT_TOLD until it is ended."""

    id: str
    account_id: str
    name: str
    began_at: datetime
    ended_at: datetime | None
    minutes: int


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """What somebody left for the next one."""

    id: str
    text: str
    who: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class HoursRow:
    """How long somebody worked: their shifts, the minutes told, and how many were not ended."""

    account_id: str
    name: str
    shifts: int
    minutes: int
    not_ended: int


_WAITS = (HandoverNote.is_done == 0, HandoverNote.deleted == 0)
_ROW = (Shift.id, Shift.account_id, Account.name, Shift.began_at, Shift.ended_at, Shift.minutes)


def shifts_going_on(db: Session, now: datetime) -> list[ShiftRow]:
    """Whoever of the staff is at work now, the longest first."""
    return [ShiftRow(*row) for row in db.execute(_going_on(), {"began": day_began(now)})]


@cache
def _going_on() -> Any:
    query = _rows().where(Shift.began_at >= bindparam("began"), Shift.ended_at.is_(None))
    return query.order_by(Shift.began_at, Shift.id)


def my_shift(db: Session, account_id: str, now: datetime) -> ShiftRow | None:
    """The shift of today that somebody has not ended."""
    return next((row for row in shifts_going_on(db, now) if row.account_id == account_id), None)


def shifts_not_ended(db: Session, account_id: str, now: datetime) -> list[ShiftRow]:
    """Earlier days on which somebody went without ending their shift, the newest first."""
    query = _rows().where(
        Shift.account_id == account_id,
        Shift.began_at < day_began(now),
        Shift.ended_at.is_(None),
    )
    return [ShiftRow(*row) for row in db.execute(query.order_by(Shift.began_at.desc()).limit(5))]


def shifts_of(db: Session, account_id: str, since: datetime) -> list[ShiftRow]:
    """The shifts of somebody since a moment, the newest first."""
    query = _rows().where(Shift.account_id == account_id, Shift.began_at >= since)
    return [ShiftRow(*row) for row in db.execute(query.order_by(Shift.began_at.desc()).limit(100))]


def hours_of_month(db: Session, month: date, now: datetime) -> list[HoursRow]:
    """The hours of everybody who worked in the month of that day, by name.

    A shift that is going on counts as a shift, and its hours once it is ended.
    """
    first, last = _month(month, now)
    found: dict[str, HoursRow] = {}
    today = day_began(now)
    query = _rows().where(Shift.began_at >= first, Shift.began_at < last)
    for row in db.execute(query.order_by(Account.name, Shift.account_id)):
        shift = ShiftRow(*row)
        so_far = found.get(shift.account_id, HoursRow(shift.account_id, shift.name, 0, 0, 0))
        open_still = shift.ended_at is None and shift.began_at < today
        found[shift.account_id] = HoursRow(
            shift.account_id,
            shift.name,
            so_far.shifts + 1,
            so_far.minutes + (shift.minutes if shift.minutes != NOT_TOLD else 0),
            so_far.not_ended + open_still,
        )
    return list(found.values())


def handed_over(db: Session, limit: int = MOST_WAITING) -> tuple[HandoverRow, ...]:
    """What was handed over and not ticked off, the newest first: what nobody has read yet."""
    query = (
        select(HandoverNote.id, HandoverNote.text, Account.name, HandoverNote.written_at)
        .join(Account, Account.id == HandoverNote.account_id)
        .where(*_WAITS)
    )
    return tuple(
        HandoverRow(*row) for row in db.execute(query.order_by(HandoverNote.id.desc()).limit(limit))
    )


def handed_over_count(db: Session) -> int:
    """How many of them wait, shown or not."""
    return db.scalar(select(func.count(HandoverNote.id)).where(*_WAITS)) or 0


@cache  # built once: Today asks for it after each change at the desk
def _rows() -> Any:
    return select(*_ROW).join(Account, Account.id == Shift.account_id).where(Shift.deleted == 0)


def _month(month: date, now: datetime) -> tuple[datetime, datetime]:
    """The first moment of a month, and of the next one, in the hub's zone."""
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return (
        datetime.combine(first, time(), now.tzinfo),
        datetime.combine(after, time(), now.tzinfo),
    )
