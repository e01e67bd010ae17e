"""Goals, what came of learning, and who is to be asked how they got on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from hubdesk.models import Destination, FollowUp, Goal, LearningSeries, LearningSession, Person
from hubdesk.models.person import short_name
from hubdesk.queries.restrictions import is_restricted

FEW = 3


@dataclass(frozen=True, slots=True)
class GoalRow:
    """What somebody aims for."""

    id: str
    text: str
    set_on: date
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What somebody said they do now."""

    id: str
    outcome: str
    starts_on: date | None
    told_on: date
    how: str
    evidence: str


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A day to ask somebody. `course` is what they learned in, if it is known."""

    id: str
    person_id: str
    who: str
    course: str
    months: int
    due_on: date
    is_done: bool


def goals_of(db: Session, person_id: str) -> list[GoalRow]:
    """What somebody aims for, what is reached at the end."""
    rows = db.execute(
        select(Goal.id, Goal.text, Goal.set_on, Goal.reached_on)
        .where(Goal.person_id == person_id, Goal.deleted == 0)
        .order_by(Goal.reached_on.is_not(None), Goal.set_on.desc(), Goal.id.desc())
    )
    return [GoalRow(*row) for row in rows]


def outcomes_of(db: Session, person_id: str) -> list[OutcomeRow]:
    """What came of somebody's learning, the newest first."""
    rows = db.execute(
        select(
            Destination.id,
            Destination.outcome,
            Destination.starts_on,
            Destination.told_on,
            Destination.how,
            Destination.evidence,
        )
        .where(Destination.person_id == person_id, Destination.deleted == 0)
        .order_by(Destination.told_on.desc(), Destination.id.desc())
    )
    return [OutcomeRow(*row) for row in rows]


def follow_ups_of(db: Session, person_id: str) -> list[FollowUpRow]:
    """When somebody is to be asked, and was, the first day first."""
    return _as_rows(db.execute(_OF_PERSON, {"person_id": person_id}))


def follow_ups_due(
    db: Session, today: date, *, limit: int = FEW
) -> tuple[tuple[FollowUpRow, ...], int]:
    """Who is to be asked by today, the longest waiting first, and how many in all."""
    many = db.scalar(_HOW_MANY_DUE, {"today": today})
    return tuple(_as_rows(db.execute(_DUE_ROWS, {"today": today, "most": limit}))), many or 0


# Built once: Today asks for them after each change at the desk.
_ROWS = (
    select(
        FollowUp.id,
        Person.id,
        Person.display_name,
        Person.known_as,
        func.coalesce(LearningSeries.title, LearningSession.title, ""),
        FollowUp.months,
        FollowUp.due_on,
        FollowUp.is_done,
    )
    .join(Person, Person.id == FollowUp.person_id)
    .outerjoin(LearningSeries, LearningSeries.id == FollowUp.series_id)
    .outerjoin(LearningSession, LearningSession.id == FollowUp.session_id)
    .where(FollowUp.deleted == 0, Person.deleted == 0)
    .order_by(FollowUp.due_on, FollowUp.id)
)
_OF_PERSON = _ROWS.where(FollowUp.person_id == bindparam("person_id"))
_DUE = (
    FollowUp.is_done == 0,
    FollowUp.due_on <= bindparam("today"),
    ~is_restricted(FollowUp.person_id),
)
_DUE_ROWS = _ROWS.where(*_DUE).limit(bindparam("most"))
_HOW_MANY_DUE = select(func.count(FollowUp.id)).where(*_DUE, FollowUp.deleted == 0)


def _as_rows(rows: Iterable[Any]) -> list[FollowUpRow]:
    return [
        FollowUpRow(id, person, short_name(name, known), course, months, due, bool(done))
        for id, person, name, known, course, months, due, done in rows
    ]
