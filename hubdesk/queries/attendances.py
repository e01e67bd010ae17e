"""What one person came to: their sessions, newest first, in windows; and what they have booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    CAME,
    NOT_TOLD,
    Attendance,
    Enrolment,
    LearningSession,
    Place,
    SessionHelper,
    SessionKind,
)


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One session somebody was on the register of, or one visit to a drop-in."""

    id: str
    session_id: str
    kind: str
    title: str
    held_on: date
    starts_at: datetime
    ends_at: datetime
    mark: str
    minutes: int
    about: str
    result: str
    next_step: str
    note: str


@dataclass(frozen=True, slots=True)
class Attended:
    """How many registers somebody stood on, how often they came, and for how long."""

    on_register: int = 0
    came: int = 0
    minutes: int = 0
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class BookedRow:
    """A session to come that somebody has a place at, waits for, or helps at.

    `place` is a Place, or the Part they take in it.
    """

    session_id: str
    title: str
    held_on: date
    starts_at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class PersonSessions:
    """Somebody's sessions as their page shows them: the sums, what is to come, the newest."""

    sums: Attended = Attended()
    booked: tuple[BookedRow, ...] = ()
    helping: tuple[BookedRow, ...] = ()
    newest: tuple[AttendanceRow, ...] = ()


def person_sessions(db: Session, person_id: str, today: date, *, limit: int) -> PersonSessions:
    """What somebody came to and has booked; `limit` of what is over."""
    return PersonSessions(
        attended(db, person_id),
        tuple(booked_sessions(db, person_id, today, limit=limit)),
        tuple(helping_at(db, person_id, today, limit=limit)),
        tuple(attendances_of(db, person_id, limit=limit)),
    )


def attendances_of(
    db: Session, person_id: str, *, limit: int = 50, offset: int = 0
) -> list[AttendanceRow]:
    """A window of somebody's sessions, the newest first."""
    rows: Any = db.execute(
        select(
            Attendance.id,
            LearningSession.id,
            LearningSession.kind,
            LearningSession.title,
            LearningSession.held_on,
            LearningSession.starts_at,
            LearningSession.ends_at,
            Attendance.mark,
            Attendance.minutes,
            Attendance.about,
            Attendance.result,
            Attendance.next_step,
            Attendance.note,
        )
        .join(LearningSession, LearningSession.id == Attendance.session_id)
        .where(
            Attendance.person_id == person_id,
            Attendance.deleted == 0,
            Attendance.mark != "",
            LearningSession.deleted == 0,
        )
        .order_by(LearningSession.starts_at.desc(), Attendance.nth.desc(), Attendance.id)
        .limit(limit)
        .offset(offset)
    )
    return [AttendanceRow(*row) for row in rows]


def attended(db: Session, person_id: str) -> Attended:
    """The sums of somebody's sessions. A row that is not marked counts nowhere."""
    rows = db.execute(
        select(
            Attendance.mark,
            Attendance.minutes,
            LearningSession.starts_at,
            LearningSession.ends_at,
            LearningSession.break_minutes,
            LearningSession.kind,
            LearningSession.held_on,
        )
        .join(LearningSession, LearningSession.id == Attendance.session_id)
        .where(
            Attendance.person_id == person_id,
            Attendance.deleted == 0,
            Attendance.mark != "",
            LearningSession.deleted == 0,
        )
    ).all()
    came = [row for row in rows if row.mark in CAME]
    return Attended(
        on_register=len(rows),
        came=len(came),
        minutes=sum(
            minutes_of(row.minutes, row.starts_at, row.ends_at, row.break_minutes, row.kind)
            for row in came
        ),
        first_on=min((row.held_on for row in came), default=None),
        last_on=max((row.held_on for row in came), default=None),
    )


def minutes_of(
    told: int, starts_at: datetime, ends_at: datetime, break_minutes: int, kind: str
) -> int:
    """What was spent: as told, else as long as the session without its breaks.

    A drop-in is open for hours and nobody stays for all of them: what was not told is nothing.
    """
    if told != NOT_TOLD:
        return told
    if kind == SessionKind.DROP_IN:
        return 0
    return max(0, int((ends_at - starts_at).total_seconds()) // 60 - break_minutes)


def booked_sessions(
    db: Session, person_id: str, today: date, *, limit: int = 20
) -> list[BookedRow]:
    """The sessions to come at which somebody has a place, or waits for one, the next one first.

    One of today on whose register they are marked is no more to come.
    """
    marked = (
        select(Attendance.id)
        .where(
            Attendance.session_id == LearningSession.id,
            Attendance.person_id == person_id,
            Attendance.mark != "",
            Attendance.deleted == 0,
        )
        .exists()
    )
    rows = db.execute(
        select(
            LearningSession.id,
            LearningSession.title,
            LearningSession.held_on,
            LearningSession.starts_at,
            Enrolment.place,
        )
        .join(
            Enrolment,
            or_(
                Enrolment.session_id == LearningSession.id,
                (Enrolment.series_id == LearningSession.series_id)
                & (Enrolment.from_on <= LearningSession.held_on),
            ),
        )
        .where(
            Enrolment.person_id == person_id,
            Enrolment.deleted == 0,
            Enrolment.place != Place.LEFT,
            LearningSession.held_on >= today,
            LearningSession.is_cancelled == 0,
            LearningSession.deleted == 0,
            ~marked | (LearningSession.held_on > today),
        )
        .order_by(LearningSession.held_on, LearningSession.starts_at, LearningSession.id)
        .limit(limit)
    )
    return [BookedRow(*row) for row in rows]


def helping_at(db: Session, person_id: str, today: date, *, limit: int = 20) -> list[BookedRow]:
    """The sessions to come at which somebody helps, speaks or interprets, the next one first."""
    rows = db.execute(
        select(
            LearningSession.id,
            LearningSession.title,
            LearningSession.held_on,
            LearningSession.starts_at,
            SessionHelper.part,
        )
        .join(SessionHelper, SessionHelper.session_id == LearningSession.id)
        .where(
            SessionHelper.person_id == person_id,
            SessionHelper.deleted == 0,
            LearningSession.held_on >= today,
            LearningSession.is_cancelled == 0,
            LearningSession.deleted == 0,
        )
        .order_by(LearningSession.held_on, LearningSession.starts_at, LearningSession.id)
        .limit(limit)
    )
    return [BookedRow(*row) for row in rows]


def last_seen_on(db: Session, person_id: str) -> date | None:
    """The day somebody last came to a session."""
    return db.scalar(
        select(func.max(LearningSession.held_on))
        .join(Attendance, Attendance.session_id == LearningSession.id)
        .where(
            Attendance.person_id == person_id,
            Attendance.mark.in_(CAME),
            Attendance.deleted == 0,
        )
    )
