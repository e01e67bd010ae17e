"""What stands in the way of a session: another in the same room or by the same tutor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Account, LearningSession
from hubdesk.spelling import folded_words


@dataclass(frozen=True, slots=True)
class Clash:
    """A session that has the room or the tutor at that time. `taken` is which, by name."""

    session_id: str
    taken: str
    title: str
    held_on: date
    starts_at: datetime
    ends_at: datetime


def clashes(
    db: Session,
    *,
    starts_at: datetime,
    ends_at: datetime,
    on: date,
    room: str = "",
    venue: str = "",
    tutor_id: str = "",
    leaving_out: str = "",
) -> list[Clash]:
    """Other sessions of that time in the same room of the same place, or by the same tutor."""
    query = (
        select(LearningSession, Account.name)
        .outerjoin(Account, Account.id == LearningSession.tutor_id)
        .where(
            LearningSession.deleted == 0,
            LearningSession.held_on == on,
            LearningSession.is_cancelled == 0,
            LearningSession.starts_at < ends_at,
            LearningSession.ends_at > starts_at,
            LearningSession.id != leaving_out,
        )
    )
    found = []
    for row, name in db.execute(query.order_by(LearningSession.starts_at, LearningSession.id)):
        same_room = _same(row.room, room) and _same_place(row.venue, venue)
        if same_room or (tutor_id and row.tutor_id == tutor_id):
            taken = room if same_room else (name or "")
            times = (row.held_on, row.starts_at, row.ends_at)
            found.append(Clash(row.id, taken, row.title, *times))
    return found


def _same(one: str, other: str) -> bool:
    return bool(one and other) and folded_words(one) == folded_words(other)


def _same_place(one: str, other: str) -> bool:
    return folded_words(one) == folded_words(other)
