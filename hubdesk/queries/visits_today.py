"""Who dropped in on a day, the newest first, as a screen that faces the public may show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Attendance, LearningSession, Person
from hubdesk.models.person import short_name


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit: first name and initial, what for, how long, what is next."""

    id: str
    person_id: str
    who: str
    about: str
    result: str
    minutes: int
    next_step: str


def visits_of_day(db: Session, on: date, *, limit: int = 20) -> list[VisitRow]:
    """The visits of a day, the newest first."""
    rows = db.execute(
        select(
            Attendance.id,
            Person.id,
            Person.display_name,
            Person.known_as,
            Attendance.about,
            Attendance.result,
            Attendance.minutes,
            Attendance.next_step,
        )
        .join(LearningSession, LearningSession.id == Attendance.session_id)
        .join(Person, Person.id == Attendance.person_id)
        .where(
            LearningSession.held_on == on,
            Attendance.about != "",
            Attendance.deleted == 0,
            LearningSession.deleted == 0,
        )
        .order_by(Attendance.came_at.desc(), Attendance.id.desc())
        .limit(limit)
    )
    return [
        VisitRow(id, person_id, short_name(name, known), about, result, minutes, next_step)
        for id, person_id, name, known, about, result, minutes, next_step in rows
    ]
