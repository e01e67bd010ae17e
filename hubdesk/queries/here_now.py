"""Here now: everybody in the building, staff included, from all that was written down today.

Three things say that somebody is here: they signed in, a register of today has them as come, or
their shift goes on. After a session ended its people are here perhaps, for an hour: a list for a
fire drill had better hold one too many than one too few, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    CAME,
    ELSEWHERE,
    Attendance,
    HeadCount,
    LearningSession,
    Mark,
    Person,
    Presence,
)
from hubdesk.queries.sessions import SessionRow, appointments_of_day, sessions_of_day
from hubdesk.queries.shifts import day_began, shifts_going_on

PERHAPS_FOR: Final = timedelta(hours=1)
EARLY: Final = timedelta(minutes=45)  # people come before a session begins
_IN_THE_ROOM: Final = tuple(mark for mark in CAME if mark not in (Mark.REMOTE, Mark.LEFT_EARLY))

# Built once: Today asks for all of them after each change at the desk.
_SIGNED_IN = (
    select(
        Presence.id,
        Presence.person_id,
        Presence.visitor,
        Person.display_name,
        Presence.came_at,
        Presence.left_at,
        LearningSession.id.label("session_id"),
        LearningSession.title,
        LearningSession.room,
        LearningSession.ends_at,
    )
    .outerjoin(Person, Person.id == Presence.person_id)
    .outerjoin(LearningSession, LearningSession.id == Presence.session_id)
    .where(
        Presence.came_at >= bindparam("began"),
        Presence.came_at <= bindparam("now"),
        Presence.deleted == 0,
    )
    .order_by(Presence.came_at, Presence.id)
)
_IN_THE_BUILDING = (
    LearningSession.held_on == bindparam("today"),
    LearningSession.is_cancelled == 0,
    LearningSession.deleted == 0,
    LearningSession.venue == "",
    LearningSession.kind.not_in(ELSEWHERE),
)
_MARKED = (
    select(
        Attendance.person_id,
        Person.display_name,
        Attendance.came_at,
        LearningSession.id.label("session_id"),
        LearningSession.title,
        LearningSession.room,
        LearningSession.starts_at,
        LearningSession.ends_at,
    )
    .join(LearningSession, LearningSession.id == Attendance.session_id)
    .join(Person, Person.id == Attendance.person_id)
    .where(
        *_IN_THE_BUILDING,
        Attendance.mark.in_(_IN_THE_ROOM),
        Attendance.about == "",
        Attendance.deleted == 0,
    )
    .order_by(LearningSession.starts_at, LearningSession.id)
)
_NAMELESS = (
    select(
        LearningSession.title,
        LearningSession.room,
        LearningSession.starts_at,
        LearningSession.ends_at,
        func.sum(HeadCount.came).label("heads"),
    )
    .join(HeadCount, HeadCount.session_id == LearningSession.id)
    .where(*_IN_THE_BUILDING, HeadCount.deleted == 0, HeadCount.came > 0)
    .group_by(LearningSession.id)
    .order_by(LearningSession.starts_at, LearningSession.id)
)


class HereSort(StrEnum):
    """What somebody is to the hub."""

    STAFF = "staff"
    PERSON = "person"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class HereRow:
    """Somebody in the building. `id` is the person's, the shift's, or that of a visitor's coming.

    `is_perhaps` where their session is over and nobody saw them leave.
    """

    id: str
    sort: HereSort
    name: str
    came_at: datetime
    session_id: str = ""
    session: str = ""
    room: str = ""
    is_perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Nameless:
    """Those at a session who were counted and gave no name."""

    session: str
    room: str
    heads: int


@dataclass(frozen=True, slots=True)
class HereNow:
    """Who is here, by name, and who perhaps still is. Heads that were counted stand apart."""

    at: datetime
    here: tuple[HereRow, ...]
    perhaps: tuple[HereRow, ...]
    nameless: tuple[Nameless, ...] = ()

    def count(self, sort: HereSort) -> int:
        """How many of a sort are here for sure."""
        return sum(row.sort is sort for row in self.here)

    @property
    def rows(self) -> tuple[HereRow, ...]:
        """All of them, the sure ones first."""
        return (*self.here, *self.perhaps)


def here_now(db: Session, now: datetime) -> HereNow:
    """Everybody in the building at `now`, which is in the hub's time zone."""
    people: dict[str, HereRow] = {}
    left: dict[str, datetime] = {}
    visitors: list[HereRow] = []
    for row, gone_at in _signed_in(db, now):
        if row.sort is HereSort.VISITOR:
            visitors += [row] if gone_at is None else []
        elif gone_at is not None:
            left[row.id] = max(gone_at, left.get(row.id, gone_at))
        else:
            people[row.id] = row
    for row in _marked(db, now):
        known = people.get(row.id)
        if known is not None:
            people[row.id] = _surer(known, row)
        elif row.id not in left or left[row.id] < row.came_at:
            people[row.id] = row
    staff = [
        HereRow(one.id, HereSort.STAFF, one.name, one.began_at) for one in shifts_going_on(db, now)
    ]
    rows = sorted([*people.values(), *visitors, *staff], key=_by_name)
    return HereNow(
        now,
        tuple(row for row in rows if not row.is_perhaps),
        tuple(row for row in rows if row.is_perhaps),
        tuple(_nameless(db, now)),
    )


def sessions_on(db: Session, now: datetime, *, person_id: str = "") -> list[SessionRow]:
    """What is on now, or begins within the hour, and writes people down by name.

    An appointment is on for `person_id` alone, and stands first.
    """
    mine = appointments_of_day(db, now.date(), person_id) if person_id else []
    return [
        row
        for row in (*mine, *sessions_of_day(db, now.date()))
        if row.starts_at - EARLY <= now < row.ends_at
        and not (row.is_cancelled or row.is_finished)
        and not row.is_only_counted
    ]


def _by_name(row: HereRow) -> tuple[str, str]:
    return row.name.casefold(), row.id


def _surer(signed: HereRow, marked: HereRow) -> HereRow:
    """Who signed in to one session and is marked at a later one is at that one."""
    if signed.is_perhaps and not marked.is_perhaps:
        return replace(marked, came_at=signed.came_at)
    return signed


def _signed_in(db: Session, now: datetime) -> Iterable[tuple[HereRow, datetime | None]]:
    """Who signed in today, with when they left."""
    for one in db.execute(_SIGNED_IN, {"began": day_began(now), "now": now}):
        over = _over(one.ends_at, now)
        if one.left_at is None and over is None:
            continue
        is_person = one.person_id is not None
        row = HereRow(
            one.person_id or one.id,
            HereSort.PERSON if is_person else HereSort.VISITOR,
            (one.display_name or "") if is_person else one.visitor,
            one.came_at,
            one.session_id or "",
            one.title or "",
            one.room or "",
            bool(over),
        )
        yield row, one.left_at


def _marked(db: Session, now: datetime) -> Iterable[HereRow]:
    """Whom a register of today has as come. A visit that was logged is over."""
    for one in db.execute(_MARKED, {"today": now.date()}):
        over = _over(one.ends_at, now)
        if over is None or one.starts_at - EARLY > now:
            continue
        yield HereRow(
            one.person_id,
            HereSort.PERSON,
            one.display_name,
            one.came_at or one.starts_at,
            one.session_id,
            one.title,
            one.room,
            over,
        )


def _nameless(db: Session, now: datetime) -> Iterable[Nameless]:
    """How many were counted at each session that is on in the building, or was an hour ago."""
    for one in db.execute(_NAMELESS, {"today": now.date()}):
        if one.starts_at - EARLY <= now and _over(one.ends_at, now) is not None:
            yield Nameless(one.title, one.room, one.heads)


def _over(ends_at: datetime | None, now: datetime) -> bool | None:
    """Whether a session is over; None where that is so long ago that nobody is left of it."""
    if ends_at is None or now < ends_at:
        return False
    return None if now >= ends_at + PERHAPS_FOR else True
