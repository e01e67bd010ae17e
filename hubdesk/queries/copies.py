"""What is not in a copy yet: the first change after it, and when it was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from hubdesk.models import JournalTxn, Parcel, Person, Stream
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.what_leaves import BACKUP

# Built once: the state of the copies is asked for after each change.
_STREAMS = select(Stream.id)
_FIRST_AFTER = (
    select(JournalTxn.wall_utc)
    .where(JournalTxn.stream_id == bindparam("stream"), JournalTxn.seq > bindparam("seq"))
    .order_by(JournalTxn.seq, JournalTxn.id)
    .limit(1)
)
_COPY_SENT = (
    select(Parcel.sent_at)
    .where(
        Parcel.what == BACKUP,
        Parcel.sent_at.is_not(None),
        Parcel.taken_back_at.is_(None),
        Parcel.deleted == 0,
    )
    .order_by(Parcel.sent_at.desc())
    .limit(1)
)
_ANYBODY = select(exists().where(Person.deleted == 0))


def first_change_after(db: Session, reached: Mapping[str, int]) -> datetime | None:
    """The moment of the oldest change beyond how far each stream was copied; None if there is none.

    A stream that is not named was not copied at all.
    """
    found = []
    for stream in db.scalars(_STREAMS):
        wall = db.scalar(_FIRST_AFTER, {"stream": stream, "seq": reached.get(stream, 0)})
        if wall:
            found.append(datetime.fromisoformat(wall))
    return min(found, default=None)


def reached_now(db: Session) -> dict[str, int]:
    """How far each stream has come."""
    return {row.id: row.seq for row in db.execute(select(Stream.id, Stream.seq))}


def open_days_between(db: Session, first: date, last: date) -> int:
    """The days after `first` and before `last` on which the hub was open, from one to the other."""
    closed = closed_days(db, after=first)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days))
    return sum(not closed.why_closed(day) for day in days)


def copy_sent_at(db: Session) -> datetime | None:
    """When a locked copy of all records last arrived where it was sent, and still counts."""
    return db.scalars(_COPY_SENT).first()


def holds_people(db: Session) -> bool:
    """Whether anybody would be lost with the computer."""
    return bool(db.scalar(_ANYBODY))
