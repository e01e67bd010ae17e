"""Who could get a certificate: courses and sessions that were held, and who came to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    CAME,
    FOR_ONE,
    ONLY_COUNTED,
    Account,
    Attendance,
    AwardSort,
    LearningSeries,
    LearningSession,
    Mark,
    Person,
    SessionKind,
)
from hubdesk.queries.attendances import minutes_of
from hubdesk.queries.awards import printed_names, standing_awards
from hubdesk.queries.one_person import person_now
from hubdesk.queries.restrictions import is_restricted

LOOKING_BACK: Final = 120  # days: nobody waits longer for a certificate
MOST_OFFERED: Final = 40
# Nobody gets a certificate for dropping in, for an appointment, or for being counted.
_NOT_FOR: Final = (*FOR_ONE, *ONLY_COUNTED, SessionKind.DROP_IN, SessionKind.MEETING)
# A register that says nothing, or that somebody was not needed, speaks of no absence.
_MISSED: Final = (Mark.TOLD_US, Mark.ABSENT)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course, or a session by itself, that certificates can be for. One of the ids is empty."""

    session_id: str
    series_id: str
    title: str
    first_on: date
    last_on: date
    held: int
    tutor: str

    @property
    def key(self) -> str:
        return self.series_id or self.session_id


@dataclass(frozen=True, slots=True)
class CameRow:
    """Somebody who came: how often, for how long, and the name their certificate would bear.

    `came` and `held` count sessions: of those whose register says whether they were there, how
    many they came to. `blank` counts those it says nothing of since their first. `number` is the
    certificate they have for it already, or empty.
    """

    person_id: str
    person: str
    known_as: str
    name: str
    came: int
    held: int
    minutes: int
    first_on: date
    last_on: date
    number: str = ""
    blank: int = 0

    @property
    def share(self) -> int:
        """How much of it they came to, in per cent."""
        return round(100 * self.came / self.held) if self.held else 0

    @property
    def sure_share(self) -> int:
        """How much of it they came to at least, whatever is marked yet."""
        return round(100 * self.came / (self.held + self.blank)) if self.held else 0


def recent_courses(db: Session, today: date) -> list[CourseRow]:
    """What was held lately, the newest first, each course once."""
    newest = func.max(LearningSession.held_on)
    rows = db.execute(
        select(
            LearningSession.series_id,
            func.min(LearningSession.id),
            newest.label("last_on"),
        )
        .where(
            LearningSession.held_on.between(today - timedelta(days=LOOKING_BACK), today),
            LearningSession.kind.not_in(_NOT_FOR),
            LearningSession.is_cancelled == 0,
            LearningSession.deleted == 0,
        )
        .group_by(func.coalesce(LearningSession.series_id, LearningSession.id))
        .order_by(newest.desc(), func.min(LearningSession.id).desc())
        .limit(MOST_OFFERED)
    ).all()
    found = [
        course(db, session_id="" if series_id else id, series_id=series_id or "", today=today)
        for series_id, id, _ in rows
    ]
    return [row for row in found if row is not None]


def course(
    db: Session, *, session_id: str = "", series_id: str = "", today: date
) -> CourseRow | None:
    """One course or session with the days on which it was held until today."""
    rows: Any = db.execute(
        select(LearningSession.title, LearningSession.held_on, Account.name)
        .outerjoin(Account, Account.id == LearningSession.tutor_id)
        .where(*_held(session_id, series_id, today))
        .order_by(LearningSession.held_on, LearningSession.id)
    ).all()
    if not rows:
        return None
    title = rows[-1].title
    if series_id:
        titled = select(LearningSeries.title).where(LearningSeries.id == series_id)
        title = db.scalar(titled) or title
    tutor = rows[-1].name or ""
    return CourseRow(
        session_id, series_id, title, rows[0].held_on, rows[-1].held_on, len(rows), tutor
    )


def who_came(
    db: Session,
    *,
    sort: str,
    what: str = "",
    session_id: str = "",
    series_id: str = "",
    now: datetime,
) -> list[CameRow]:
    """Whoever came at least once, by name, but for records that are kept and not used.

    A course is certified once for attendance, and with `what` once for each thing achieved in it.
    """
    held = _held(session_id, series_id, now.date())
    begun = db.execute(select(LearningSession.id, LearningSession.starts_at).where(*held)).all()
    sums = {id: one for id, one in _sums(db, held, now).items() if one.came}
    names = printed_names(db, list(sums))
    only = what if sort == AwardSort.ACHIEVEMENT else ""
    of = {"session_id": session_id, "series_id": series_id}
    has = standing_awards(db, sort=sort, what=only, **of)
    people = db.execute(
        select(Person.id, Person.display_name, Person.known_as)
        .where(Person.id.in_(sums), Person.deleted == 0, ~is_restricted(Person.id))
        .order_by(Person.sort_name, Person.id)
    )
    return [
        CameRow(
            id,
            name,
            known_as,
            names.get(id, name),
            len(sums[id].came),
            len(sums[id].held),
            sums[id].minutes,
            min(sums[id].came.values()),
            max(sums[id].came.values()),
            has[id].printed if id in has else "",
            sums[id].blank([(one, at) for one, at in begun if at <= now]),
        )
        for id, name, known_as in people
    ]


@dataclass(slots=True)
class _Sums:
    """What the registers of a course say of one person; `came` has the day of each session."""

    came: dict[str, date] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    said: dict[str, datetime] = field(default_factory=dict)
    minutes: int = 0

    def blank(self, begun: Sequence[tuple[str, datetime]]) -> int:
        """The sessions without a word about them since the first with one."""
        first = min(self.said.values())
        return sum(at > first and id not in self.said for id, at in begun)


def _sums(db: Session, held: tuple[Any, ...], now: datetime) -> dict[str, _Sums]:
    """By person. Who came counts at once; who did not, once the session began."""
    rows: Any = db.execute(
        select(
            *(Attendance.person_id, Attendance.mark, Attendance.minutes),
            *(LearningSession.id, LearningSession.held_on, LearningSession.starts_at),
            *(LearningSession.ends_at, LearningSession.break_minutes, LearningSession.kind),
        )
        .join(LearningSession, LearningSession.id == Attendance.session_id)
        .where(*held, Attendance.deleted == 0, Attendance.mark != Mark.NONE)
        .order_by(LearningSession.held_on, LearningSession.id)
    )
    sums: dict[str, _Sums] = defaultdict(_Sums)
    for person_id, mark, told, id, on, starts, ends, pause, kind in rows:
        one = sums[person_id]
        one.said[id] = starts
        if mark in CAME:
            one.came[id] = on
            one.minutes += minutes_of(told, starts, ends, pause, kind)
        if mark in CAME or (mark in _MISSED and starts <= now):
            one.held.add(id)
    return sums


def name_on_paper(db: Session, person_id: str) -> str:
    """The name a certificate of somebody would bear; empty if they are not here."""
    id = person_now(db, person_id)
    name = db.scalar(select(Person.display_name).where(Person.id == id, Person.deleted == 0))
    return printed_names(db, [id]).get(id, name) if name else ""


def _held(session_id: str, series_id: str, today: date) -> tuple[Any, ...]:
    of = LearningSession.series_id == series_id if series_id else LearningSession.id == session_id
    return (
        of,
        LearningSession.held_on <= today,
        LearningSession.is_cancelled == 0,
        LearningSession.deleted == 0,
    )
