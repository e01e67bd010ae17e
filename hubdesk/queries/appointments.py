"""Looking at appointments: the day of each helper with what is free, and the next free slot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    FOR_ONE,
    Account,
    Attendance,
    Enrolment,
    HelperHours,
    LearningSession,
    Person,
    Place,
)
from hubdesk.queries.closed_days import closed_days

LOOK_AHEAD = 90  # days; a hub that is booked up for longer rings people back
FREE = "free"


@dataclass(frozen=True, slots=True)
class HoursRow:
    """When a helper sees people on one weekday."""

    account_id: str
    name: str
    weekday: int
    starts: time
    ends: time
    slot_minutes: int


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A stretch of a helper's day: booked, or free where `person_id` is empty.

    A session the helper teaches stands there too, with neither a person nor a free slot.
    """

    id: str
    helper_id: str
    helper: str
    starts_at: datetime
    ends_at: datetime
    session_id: str = ""
    kind: str = ""
    title: str = ""
    room: str = ""
    person_id: str = ""
    person: str = ""
    mark: str = ""
    note: str = ""
    is_finished: bool = False

    @property
    def is_free(self) -> bool:
        return not self.session_id

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


def helper_hours(db: Session) -> list[HoursRow]:
    """When everybody at work sees people, by name and weekday."""
    rows = db.execute(
        select(
            HelperHours.account_id,
            Account.name,
            HelperHours.weekday,
            HelperHours.from_time,
            HelperHours.to_time,
            HelperHours.slot_minutes,
        )
        .join(Account, Account.id == HelperHours.account_id)
        .where(HelperHours.deleted == 0, Account.deleted == 0)
        .order_by(Account.name, Account.id, HelperHours.weekday)
    )
    return [
        HoursRow(id, name, day, time.fromisoformat(first), time.fromisoformat(last), minutes)
        for id, name, day, first, last, minutes in rows
    ]


def day_of_helpers(db: Session, on: date, now: datetime, *, helper_id: str = "") -> list[SlotRow]:
    """The day of every helper, or of one: helper by helper, each from morning to evening.

    Free slots that are over are left out; on a day the hub is closed nothing is free.
    """
    hours = [row for row in helper_hours(db) if row.weekday == on.weekday()]
    taken = _taken(db, on, on, helper_id)
    closed = bool(closed_days(db, after=on).why_closed(on))
    free: list[SlotRow] = []
    if not closed:
        for row in hours:
            if helper_id in ("", row.account_id):
                free += _free(row, on, taken, now)
    return sorted([*taken, *free], key=lambda s: (s.helper, s.helper_id, s.starts_at, s.id))


def next_free(
    db: Session, now: datetime, *, helper_id: str = "", after: datetime | None = None
) -> SlotRow | None:
    """The first free slot from now, or from `after` on, of anybody or of one helper."""
    since = max(after or now, now)
    hours = [row for row in helper_hours(db) if helper_id in ("", row.account_id)]
    if not hours:
        return None
    first, last = since.date(), since.date() + timedelta(days=LOOK_AHEAD)
    closed = closed_days(db, after=first)
    by_day: dict[date, list[SlotRow]] = {}
    for one in _taken(db, first, last, helper_id):
        by_day.setdefault(one.starts_at.astimezone(now.tzinfo).date(), []).append(one)
    for days in range(LOOK_AHEAD + 1):
        on = first + timedelta(days=days)
        if closed.why_closed(on):
            continue
        free: list[SlotRow] = []
        for row in hours:
            if row.weekday == on.weekday():
                free += _free(row, on, by_day.get(on, []), now)
        later = [slot for slot in free if slot.starts_at >= since]
        if later:
            return min(later, key=lambda slot: (slot.starts_at, slot.helper))
    return None


def slot_again(db: Session, session_id: str, now: datetime) -> SlotRow | None:
    """A slot for "book again": the same time a week later if it is free, else the next after it.

    Of the same helper; of anybody where they see nobody any more.
    """
    found = db.get(LearningSession, session_id)
    if found is None:
        return None
    begins = found.starts_at.astimezone(now.tzinfo)
    day, at = begins.date() + timedelta(days=7), begins.time()
    after = max(datetime.combine(day, at, now.tzinfo), now)
    mine = next_free(db, now, helper_id=found.tutor_id or "", after=after)
    return mine or next_free(db, now, after=after)


def appointment(db: Session, session_id: str) -> SlotRow | None:
    """One appointment, or None if it is not here."""
    found = db.execute(_booked().where(LearningSession.id == session_id)).all()
    return _with_people(db, found)[0] if found else None


def person_busy(
    db: Session, person_id: str, starts_at: datetime, ends_at: datetime
) -> SlotRow | None:
    """What somebody has a place at in that time, or None."""
    placed = select(LearningSession, Account.name).outerjoin(
        Account, Account.id == LearningSession.tutor_id
    )
    placed = placed.join(
        Enrolment,
        or_(
            Enrolment.session_id == LearningSession.id,
            (Enrolment.series_id == LearningSession.series_id)
            & (Enrolment.from_on <= LearningSession.held_on),
        ),
    ).where(
        Enrolment.person_id == person_id,
        Enrolment.place == Place.BOOKED,
        Enrolment.deleted == 0,
        LearningSession.held_on == starts_at.date(),
        LearningSession.starts_at < ends_at,
        LearningSession.ends_at > starts_at,
        LearningSession.is_cancelled == 0,
        LearningSession.deleted == 0,
    )
    row = db.execute(placed.order_by(LearningSession.starts_at).limit(1)).first()
    return _slot(row[0], row[1]) if row else None


# Inside


def _booked() -> Any:
    return (
        select(LearningSession, Account.name)
        .outerjoin(Account, Account.id == LearningSession.tutor_id)
        .where(
            LearningSession.deleted == 0,
            LearningSession.is_cancelled == 0,
            LearningSession.tutor_id.is_not(None),
        )
    )


def _taken(db: Session, first: date, last: date, helper_id: str) -> list[SlotRow]:
    query = _booked().where(LearningSession.held_on.between(first, last))
    if helper_id:
        query = query.where(LearningSession.tutor_id == helper_id)
    return _with_people(db, db.execute(query.order_by(LearningSession.starts_at)).all())


def _slot(row: Any, helper: str | None) -> SlotRow:
    return SlotRow(
        id=row.id,
        helper_id=row.tutor_id or "",
        helper=helper or "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        session_id=row.id,
        kind=row.kind,
        title=row.title,
        room=row.room,
        is_finished=bool(row.is_finished),
    )


def _with_people(db: Session, found: Any) -> list[SlotRow]:
    """Who comes to each appointment, and how they are marked: two questions for all of them."""
    slots = [_slot(row, helper) for row, helper in found]
    ids = [slot.session_id for slot in slots if slot.kind in FOR_ONE]
    people: dict[str, tuple[str, str]] = {
        session: (person, name)
        for session, person, name in db.execute(
            select(Enrolment.session_id, Person.id, Person.display_name)
            .join(Person, Person.id == Enrolment.person_id)
            .where(
                Enrolment.session_id.in_(ids),
                Enrolment.place == Place.BOOKED,
                Enrolment.deleted == 0,
            )
        )
        if session
    }
    marks: dict[tuple[str, str], tuple[str, str]] = {
        (session, person): (mark, note)
        for session, person, mark, note in db.execute(
            select(
                Attendance.session_id, Attendance.person_id, Attendance.mark, Attendance.note
            ).where(Attendance.session_id.in_(ids), Attendance.deleted == 0)
        )
    }
    out = []
    for slot in slots:
        person, name = people.get(slot.session_id, ("", ""))
        mark, note = marks.get((slot.session_id, person), ("", ""))
        out.append(replace(slot, person_id=person, person=name, mark=mark, note=note))
    return out


def _free(row: HoursRow, on: date, taken: list[SlotRow], now: datetime) -> list[SlotRow]:
    """The slots of one helper's hours that nothing lies across and that are not over."""
    step = timedelta(minutes=row.slot_minutes)
    at = datetime.combine(on, row.starts, now.tzinfo)
    end = datetime.combine(on, row.ends, now.tzinfo)
    mine = [slot for slot in taken if slot.helper_id == row.account_id]
    found = []
    while at + step <= end:
        busy = any(slot.starts_at < at + step and slot.ends_at > at for slot in mine)
        if not busy and at >= now:
            id = f"{FREE}:{row.account_id}:{at.isoformat()}"
            found.append(SlotRow(id, row.account_id, row.name, at, at + step))
        at += step
    return found
