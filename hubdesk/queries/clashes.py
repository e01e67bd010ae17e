"""What stands in the way of a session: another in the same room, or with the same people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import Account, LearningSession, Part, Person, SessionHelper
from hubdesk.spelling import folded_words


@dataclass(frozen=True, slots=True)
class Clash:
    """A session that has the room or somebody who works at it. `taken` is which, by name."""

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
    staff: Collection[str] = (),
    people: Collection[str] = (),
    leaving_out: str = "",
) -> list[Clash]:
    """Other sessions of that time in the same room of the same place, or with the same people.

    `staff` are the accounts of who teaches and helps, `people` helpers who are no staff.
    """
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
    rows = db.execute(query.order_by(LearningSession.starts_at, LearningSession.id)).all()
    helping = _helping(db, [row.id for row, _ in rows], {*staff, *people})
    found = []
    for row, name in rows:
        taken = helping.get(row.id, "")
        if _same(row.room, room) and _same_place(row.venue, venue):
            taken = room
        elif row.tutor_id in staff:
            taken = name or ""
        if taken:
            times = (row.held_on, row.starts_at, row.ends_at)
            found.append(Clash(row.id, taken, row.title, *times))
    return found


def helpers_of(db: Session, session_id: str) -> tuple[list[str], list[str]]:
    """Who helps at a session: accounts of the staff, and people who are none."""
    rows = db.execute(
        select(SessionHelper.account_id, SessionHelper.person_id).where(
            SessionHelper.session_id == session_id,
            SessionHelper.part == Part.HELPER,
            SessionHelper.deleted == 0,
        )
    ).all()
    return [one for one, _ in rows if one], [one for _, one in rows if one]


def _helping(db: Session, session_ids: list[str], whom: Collection[str]) -> dict[str, str]:
    """By session, the name of somebody of `whom` who helps at it."""
    if not whom or not session_ids:
        return {}
    name = func.coalesce(Account.name, Person.display_name, "")
    rows = db.execute(
        select(SessionHelper.session_id, name)
        .outerjoin(Account, Account.id == SessionHelper.account_id)
        .outerjoin(Person, Person.id == SessionHelper.person_id)
        .where(
            SessionHelper.session_id.in_(session_ids),
            or_(SessionHelper.account_id.in_(whom), SessionHelper.person_id.in_(whom)),
            SessionHelper.part == Part.HELPER,
            SessionHelper.deleted == 0,
        )
        .order_by(SessionHelper.id.desc())  # of two the first one said stays
    )
    return {str(row.session_id): str(row[1]) for row in rows}


def _same(one: str, other: str) -> bool:
    return bool(one and other) and folded_words(one) == folded_words(other)


def _same_place(one: str, other: str) -> bool:
    return folded_words(one) == folded_words(other)
