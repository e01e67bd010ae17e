"""The page at the end of a course: everybody who was in it, and the skills across."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    CAME,
    Attendance,
    Enrolment,
    LearningSeries,
    LearningSession,
    Mark,
    Person,
    Place,
    SessionStatement,
    SkillArea,
    Statement,
)
from hubdesk.queries.skills import ListRow, StepRow, latest_places, skills_list, skills_lists


@dataclass(frozen=True, slots=True)
class ClassPerson:
    """Somebody of the class, and how often they came.

    `missed`: marked as not there, and never as there. Who is not marked yet may have been there.
    """

    id: str
    name: str
    came: int
    missed: bool = False


@dataclass(frozen=True, slots=True)
class ClassSkill:
    """One column. `starts_area` is said over the first column of an area."""

    id: str
    code: str
    text: str
    starts_area: str


@dataclass(frozen=True, slots=True)
class ClassGrid:
    """Everything the page paints. `places` holds a step for each person and statement judged."""

    session_id: str
    series_id: str
    title: str
    sessions: int
    last_on: date
    of: ListRow | None
    lists: tuple[ListRow, ...]
    only_covered: bool
    covered: int
    steps: tuple[StepRow, ...]
    people: tuple[ClassPerson, ...]
    skills: tuple[ClassSkill, ...]
    places: dict[tuple[str, str], int]


def class_grid(
    db: Session, session_id: str, *, list_id: str = "", only_covered: bool = True
) -> ClassGrid | None:
    """The class of a session, or of its whole series. Without `list_id` by the first list.

    With `only_covered` the columns are what the sessions were about, where anybody ticked it.
    """
    session = db.get(LearningSession, session_id)
    if session is None or session.deleted:
        return None
    ids = _sessions(db, session)
    people = _people(db, session, ids)
    lists = tuple(row for row in skills_lists(db) if row.is_offered or row.id == list_id)
    ticked = _covered(db, ids)
    shown = next((row for row in lists if row.id == list_id), lists[0] if lists else None)
    skills = skills_list(db, shown.id) if shown else None
    columns: list[ClassSkill] = []
    covered = 0
    if skills is not None:
        here = [skill.id for area in skills.areas for skill in area.skills]
        covered = sum(id in ticked for id in here)
        for area in skills.areas:
            rows = [
                skill
                for skill in area.skills
                if not (only_covered and covered) or skill.id in ticked
            ]
            for at, skill in enumerate(rows):
                columns.append(
                    ClassSkill(skill.id, skill.code, skill.text, "" if at else area.title)
                )
    title, last_on = _called(db, session, ids)
    return ClassGrid(
        session.id, session.series_id or "", title, len(ids), last_on, shown, lists,
        only_covered and bool(covered), covered, skills.steps if skills else (), people,
        tuple(columns),
        latest_places(db, [one.id for one in people], [one.id for one in columns]),
    )  # fmt: skip


def covered_skills(db: Session, session_id: str) -> tuple[tuple[str, str], ...]:
    """The statements one session was about, each with its words, in the order of their lists."""
    rows = db.execute(
        select(Statement.id, Statement.text)
        .join(SessionStatement, SessionStatement.statement_id == Statement.id)
        .join(SkillArea, SkillArea.id == Statement.area_id)
        .where(
            SessionStatement.session_id == session_id,
            SessionStatement.deleted == 0,
            Statement.deleted == 0,
        )
        .order_by(SkillArea.framework_id, SkillArea.place, Statement.place, Statement.id)
    )
    return tuple((id, text) for id, text in rows)


def covered_by(db: Session, session_id: str) -> frozenset[str]:
    """The statements one session was about."""
    return frozenset(_covered(db, [session_id]))


def _sessions(db: Session, session: LearningSession) -> list[str]:
    if not session.series_id:
        return [session.id]
    return list(
        db.scalars(
            select(LearningSession.id).where(
                LearningSession.series_id == session.series_id,
                LearningSession.is_cancelled == 0,
                LearningSession.deleted == 0,
            )
        )
    ) or [session.id]


def _called(db: Session, session: LearningSession, ids: list[str]) -> tuple[str, date]:
    title = session.title
    if session.series_id:
        title = (
            db.scalar(select(LearningSeries.title).where(LearningSeries.id == session.series_id))
            or title
        )
    last = db.scalar(select(func.max(LearningSession.held_on)).where(LearningSession.id.in_(ids)))
    return title, last or session.held_on


def _covered(db: Session, ids: list[str]) -> set[str]:
    return set(
        db.scalars(
            select(SessionStatement.statement_id).where(
                SessionStatement.session_id.in_(ids), SessionStatement.deleted == 0
            )
        )
    )


def _people(db: Session, session: LearningSession, ids: list[str]) -> tuple[ClassPerson, ...]:
    came: Counter[str] = Counter()
    away: set[str] = set()
    for person_id, mark, times in db.execute(
        select(Attendance.person_id, Attendance.mark, func.count(Attendance.id))
        .where(
            Attendance.session_id.in_(ids),
            Attendance.mark != Mark.NONE,
            Attendance.deleted == 0,
        )
        .group_by(Attendance.person_id, Attendance.mark)
    ):
        if mark in CAME:
            came[person_id] += times
        else:
            away.add(person_id)
    whole: ColumnElement[bool] = Enrolment.session_id.in_(ids)
    if session.series_id:
        whole = or_(whole, Enrolment.series_id == session.series_id)
    placed = set(
        db.scalars(
            select(Enrolment.person_id).where(
                whole, Enrolment.place == Place.BOOKED, Enrolment.deleted == 0
            )
        )
    )
    rows = db.execute(
        select(Person.id, Person.display_name)
        .where(Person.id.in_(placed | came.keys()), Person.deleted == 0)
        .order_by(Person.sort_name, Person.id)
    )
    return tuple(
        ClassPerson(id, name, came[id], missed=id in away and not came[id]) for id, name in rows
    )
