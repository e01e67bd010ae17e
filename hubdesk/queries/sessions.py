"""Looking at sessions: those of a day or a week, those nobody finished, and one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    ALSO_COUNTED,
    CAME,
    FOR_ONE,
    NOT_TOLD,
    ONLY_COUNTED,
    Account,
    Attendance,
    Enrolment,
    HeadCount,
    LearningSession,
    Mark,
    Place,
    SessionKind,
)

MOST_IN_A_LIST: Final = 500  # of a week; a hub with more is a town
UNFINISHED: Final = 20
NEVER_FINISHED: Final = (SessionKind.DROP_IN,)  # each visit is whole by itself


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session as lists show it. `here` came, `heads` are counted without a name."""

    id: str
    series_id: str
    kind: str
    title: str
    held_on: date
    starts_at: datetime
    ends_at: datetime
    room: str
    venue: str
    tutor_id: str
    tutor: str
    places: int
    interpreter: str
    has_bsl: bool
    is_cancelled: bool
    cancelled_why: str
    is_finished: bool
    booked: int = 0
    waiting: int = 0
    here: int = 0
    marked: int = 0
    unmarked: int = 0
    heads: int = NOT_TOLD

    @property
    def is_only_counted(self) -> bool:
        """Whether nobody is written down by name."""
        return self.kind in ONLY_COUNTED

    @property
    def is_also_counted(self) -> bool:
        """Whether those who give no name are counted beside those who do, and never with them."""
        return self.kind in ALSO_COUNTED and not self.is_only_counted

    @property
    def is_full(self) -> bool:
        return bool(self.places) and self.booked >= self.places

    @property
    def needs_finishing(self) -> bool:
        """Whether it has a register that can be finished."""
        return not (self.is_cancelled or self.is_finished or self.kind in NEVER_FINISHED)

    def is_on(self, now: datetime) -> bool:
        """Whether it is under way."""
        return not self.is_cancelled and self.starts_at <= now < self.ends_at


_ROW: Final = (
    LearningSession.id,
    func.coalesce(LearningSession.series_id, "").label("series_id"),
    LearningSession.kind,
    LearningSession.title,
    LearningSession.held_on,
    LearningSession.starts_at,
    LearningSession.ends_at,
    LearningSession.room,
    LearningSession.venue,
    func.coalesce(LearningSession.tutor_id, "").label("tutor_id"),
    func.coalesce(Account.name, ""),
    LearningSession.places,
    LearningSession.interpreter,
    LearningSession.has_bsl,
    LearningSession.is_cancelled,
    LearningSession.cancelled_why,
    LearningSession.is_finished,
)


@cache  # built once: Today asks for it after each change at the desk
def _rows() -> Any:
    return (
        select(*_ROW)
        .outerjoin(Account, Account.id == LearningSession.tutor_id)
        .where(LearningSession.deleted == 0)
    )


def sessions_between(
    db: Session,
    first_on: date,
    last_on: date,
    *,
    with_appointments: bool = False,
    most: int = MOST_IN_A_LIST,
) -> list[SessionRow]:
    """The sessions of some days in their order, those for one person apart unless asked for."""
    told = {"first_on": first_on, "last_on": last_on, "most": most}
    return _counted(db, db.execute(_of_days(with_appointments), told).all())


@cache
def _of_days(with_appointments: bool) -> Any:
    query = _rows().where(
        LearningSession.held_on.between(bindparam("first_on"), bindparam("last_on"))
    )
    if not with_appointments:
        query = query.where(LearningSession.kind.not_in(FOR_ONE))
    order = (LearningSession.held_on, LearningSession.starts_at, LearningSession.id)
    return query.order_by(*order).limit(bindparam("most"))


def sessions_of_day(db: Session, on: date) -> list[SessionRow]:
    """The sessions of a day."""
    return sessions_between(db, on, on)


def appointments_of_day(db: Session, on: date, person_id: str) -> list[SessionRow]:
    """The appointments somebody comes in for on a day: none by phone, and none at their home."""
    query = (
        _rows()
        .join(Enrolment, Enrolment.session_id == LearningSession.id)
        .where(
            LearningSession.held_on == on,
            LearningSession.kind == SessionKind.ONE_TO_ONE,
            Enrolment.person_id == person_id,
            Enrolment.place == Place.BOOKED,
            Enrolment.deleted == 0,
        )
        .order_by(LearningSession.starts_at, LearningSession.id)
    )
    return _counted(db, db.execute(query).all())


def unfinished_sessions(db: Session, before: date) -> list[SessionRow]:
    """Sessions of earlier days whose register nobody finished, the newest first."""
    query = _rows().where(
        LearningSession.is_finished == 0,
        LearningSession.held_on < before,
        LearningSession.is_cancelled == 0,
        LearningSession.kind.not_in((*FOR_ONE, *NEVER_FINISHED)),
    )
    order = (LearningSession.held_on.desc(), LearningSession.id.desc())
    return _counted(db, db.execute(query.order_by(*order).limit(UNFINISHED)).all())


def session_row(db: Session, session_id: str) -> SessionRow | None:
    """One session."""
    found = db.execute(_rows().where(LearningSession.id == session_id)).all()
    return _counted(db, found)[0] if found else None


def _counted(db: Session, found: Sequence[Any]) -> list[SessionRow]:
    """The rows with how many are booked, here and not marked: three questions for all of them."""
    ids = [row.id for row in found]
    if not ids:
        return []
    booked, waiting = _booked(db, found)
    marks = _marks(db, ids)
    heads: dict[str, int] = dict(
        db.execute(
            select(HeadCount.session_id, func.sum(HeadCount.came))
            .where(
                HeadCount.session_id.in_(ids),
                HeadCount.deleted == 0,
                HeadCount.came != NOT_TOLD,
            )
            .group_by(HeadCount.session_id)
        ).all()
    )
    rows = []
    for row in found:
        marked = marks.get(row.id, {})
        with_place = booked.get(row.id, set())
        rows.append(
            replace(
                SessionRow(*row),
                booked=len(with_place),
                waiting=waiting.get(row.id, 0),
                here=sum(mark in CAME for mark in marked.values()),
                marked=sum(bool(mark) for mark in marked.values()),
                unmarked=sum(not marked.get(id, Mark.NONE) for id in {*with_place, *marked}),
                heads=heads.get(row.id, NOT_TOLD),
            )
        )
    return rows


def _marks(db: Session, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """By session, the mark of each person."""
    found: dict[str, dict[str, str]] = {}
    query = select(Attendance.session_id, Attendance.person_id, Attendance.mark).where(
        Attendance.session_id.in_(ids), Attendance.deleted == 0
    )
    for session_id, person_id, mark in db.execute(query):
        found.setdefault(session_id, {})[person_id] = mark
    return found


def _booked(db: Session, found: Sequence[Any]) -> tuple[dict[str, set[str]], dict[str, int]]:
    """By session, who has a place in it or in its series, and how many wait."""
    booked: dict[str, set[str]] = {}
    waiting: dict[str, int] = {}
    for row, person_id, place in places_of(db, found):
        if place == Place.WAITING:
            waiting[row.id] = waiting.get(row.id, 0) + 1
        else:
            booked.setdefault(row.id, set()).add(person_id)
    return booked, waiting


def places_of(db: Session, found: Sequence[Any]) -> list[tuple[Any, str, str]]:
    """Each session with who had or awaited a place on its day: (session, person, place).

    A session needs `id`, `series_id` and `held_on`.
    """
    ids = [row.id for row in found]
    series = {row.series_id for row in found if row.series_id}
    query = select(
        Enrolment.session_id,
        Enrolment.series_id,
        Enrolment.person_id,
        Enrolment.place,
        Enrolment.from_on,
        Enrolment.left_on,
    ).where(
        Enrolment.deleted == 0,
        or_(Enrolment.session_id.in_(ids), Enrolment.series_id.in_(series)),
    )
    of_session: dict[str, list[Any]] = {}
    of_series: dict[str, list[Any]] = {}
    for one in db.execute(query):
        into = of_series if one.series_id else of_session
        into.setdefault(one.series_id or one.session_id, []).append(one)
    placed: list[tuple[Any, str, str]] = []
    for row in found:
        for one in (*of_session.get(row.id, ()), *of_series.get(row.series_id or "", ())):
            if _counts(one, row.held_on):
                waits = one.place == Place.WAITING
                placed.append((row, one.person_id, Place.WAITING if waits else Place.BOOKED))
    return placed


def _counts(enrolment: Any, on: date) -> bool:
    """Whether a place counts on a day: one in a series from its first day until it is left."""
    if not enrolment.series_id:
        return bool(enrolment.place != Place.LEFT)
    if enrolment.left_on is not None:
        return bool(enrolment.from_on <= on < enrolment.left_on)
    return bool(enrolment.from_on <= on)
