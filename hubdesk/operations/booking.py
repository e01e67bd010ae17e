"""Places at sessions: booked, waited for, given back, given to whoever waits longest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.learning import (
    NoPlaceFree,
    NotWaiting,
    OnlyCounted,
    PlaceTaken,
    RegisterFinished,
    SessionCancelled,
)
from hubdesk.errors.records import NotFound
from hubdesk.ids import pair_id
from hubdesk.models import (
    FOR_ONE,
    ONLY_COUNTED,
    Attendance,
    Enrolment,
    LearningSeries,
    LearningSession,
    Person,
    Place,
)
from hubdesk.operations.lending import found
from hubdesk.operations.restricting import check_usable
from hubdesk.queries.register import Waiting, waiting_list
from hubdesk.queries.sessions import session_row

GIVEN_BACK = "Place given back"  # why an appointment without its person does not take place


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking. `waits_at` is their number on the waiting list, 0 for a place."""

    enrolment_id: str
    person_id: str
    title: str
    waits_at: int = 0


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A place given back, and who has waited longest for it, if anybody.

    `is_cancelled` where it was an appointment, which goes with it.
    """

    enrolment_id: str
    person_id: str
    title: str
    next: Waiting | None
    is_cancelled: bool = False


def book_session(db: Session, *, person_id: str, session_id: str, now: datetime) -> Booked:
    """A place at one session, or one on its waiting list where it is full.

    Refuses NotFound, RecordRestricted, SessionCancelled, RegisterFinished, OnlyCounted and
    PlaceTaken.
    """
    person, session = found(db, Person, person_id), found(db, LearningSession, session_id)
    check_usable(db, person)
    _check_named(session)
    row = session_row(db, session.id)
    assert row is not None
    if session.series_id and _has_place(db, person.id, series_id=session.series_id):
        raise PlaceTaken(person.display_name, session.title)
    place = Place.WAITING if row.is_full else Place.BOOKED
    enrolment = _put(db, session, person, place, now, now.date())
    enrolment.session_id = session.id
    db.flush()
    return _booked(db, enrolment, person, session.title, session.id)


def book_series(db: Session, *, person_id: str, series_id: str, now: datetime) -> Booked:
    """A place in a whole course from today on, or one on its waiting list where it is full.

    A register of today that is finished stays as it is. Refuses NotFound, RecordRestricted,
    OnlyCounted and PlaceTaken.
    """
    person, series = found(db, Person, person_id), found(db, LearningSeries, series_id)
    check_usable(db, person)
    if series.kind in ONLY_COUNTED:
        raise OnlyCounted(series.title)
    if _has_place(db, person.id, series_id=series.id):
        raise PlaceTaken(person.display_name, series.title)
    is_full = bool(series.places) and _taken(db, series.id) >= series.places
    place = Place.WAITING if is_full else Place.BOOKED
    enrolment = _put(db, series, person, place, now, _first_open_on(db, series.id, now))
    enrolment.series_id = series.id
    db.flush()
    return _booked(db, enrolment, person, series.title, _next_of(db, series.id, now))


def give_back(db: Session, *, enrolment_id: str, now: datetime) -> GivenBack:
    """They do not come any more. In a course the sessions they came to stay theirs.

    Says who has waited longest, if a place is free now. An appointment is cancelled with it: a
    helper would wait for nobody. Refuses NotFound.
    """
    enrolment = found(db, Enrolment, enrolment_id)
    if enrolment.place == Place.LEFT:
        raise NotFound("enrolment", enrolment_id)
    had_place = enrolment.place == Place.BOOKED
    if had_place:
        enrolment.place = Place.LEFT
        enrolment.left_on = _first_open_on(db, enrolment.series_id or "", now)
    else:
        enrolment.deleted = True  # who only waited had no place on any day
    db.flush()
    session_id = enrolment.session_id or _next_of(db, enrolment.series_id or "", now)
    waiting = waiting_list(db, session_id) if session_id and had_place else ()
    title = _title_of(db, enrolment)
    next = waiting[0] if waiting else None
    is_cancelled = had_place and next is None and _cancelled_with(db, enrolment.session_id or "")
    return GivenBack(enrolment.id, enrolment.person_id, title, next, is_cancelled)


def give_place(db: Session, *, enrolment_id: str, now: datetime) -> Booked:
    """Somebody who waits gets a place.

    Refuses NotWaiting, RecordRestricted, NoPlaceFree, SessionCancelled and RegisterFinished.
    """
    enrolment = found(db, Enrolment, enrolment_id)
    person, title = found(db, Person, enrolment.person_id), _title_of(db, enrolment)
    check_usable(db, person)
    if enrolment.place != Place.WAITING:
        raise NotWaiting(person.display_name)
    if enrolment.series_id:
        series = db.get_one(LearningSeries, enrolment.series_id)
        if series.places and _taken(db, series.id) >= series.places:
            raise NoPlaceFree(title, series.places)
        enrolment.from_on = _first_open_on(db, series.id, now)
    else:
        _check_named(found(db, LearningSession, enrolment.session_id or ""))
        row = session_row(db, enrolment.session_id or "")
        if row is not None and row.is_full:
            raise NoPlaceFree(title, row.places)
    enrolment.place = Place.BOOKED
    db.flush()
    return Booked(enrolment.id, person.id, title)


def _check_named(session: LearningSession) -> None:
    if session.is_cancelled:
        raise SessionCancelled(session.title)
    if session.is_finished:
        raise RegisterFinished(session.title)
    if session.kind in ONLY_COUNTED:
        raise OnlyCounted(session.title)


def _put(
    db: Session,
    whole: LearningSession | LearningSeries,
    person: Person,
    place: Place,
    now: datetime,
    from_on: date,
) -> Enrolment:
    """A row of the pair: made, or brought back for somebody who had left.

    Who left a course after some days and comes again has two: those days stay in the first.
    """
    nth = 1
    while True:
        id = enrolment_id(whole.id, person.id, nth)
        enrolment = db.get(Enrolment, id)
        if enrolment is None:
            enrolment = Enrolment(
                id=id, person_id=person.id, place=place, asked_at=now, from_on=from_on
            )
            db.add(enrolment)
            return enrolment
        if not enrolment.deleted and enrolment.place != Place.LEFT:
            raise PlaceTaken(person.display_name, whole.title)
        if not had_days(enrolment):
            break
        nth += 1
    enrolment.deleted = False
    enrolment.place, enrolment.asked_at, enrolment.left_on = place, now, None
    enrolment.from_on = from_on
    return enrolment


def enrolment_id(whole_id: str, person_id: str, nth: int = 1) -> str:
    """The id of the pair; a further time in the same course has its number in it."""
    more = () if nth == 1 else (str(nth),)
    return pair_id("enrolment", whole_id, person_id, *more)


def had_days(enrolment: Enrolment) -> bool:
    """Whether somebody had this place in a course on some days, and left it."""
    left_on = None if enrolment.deleted else enrolment.left_on
    return bool(enrolment.series_id) and left_on is not None and left_on > enrolment.from_on


def _first_open_on(db: Session, series_id: str, now: datetime) -> date:
    """Today, or tomorrow where the register of today is finished: nothing changes that any more."""
    finished = select(LearningSession.id).where(
        LearningSession.series_id == series_id,
        LearningSession.held_on == now.date(),
        LearningSession.is_finished == 1,
        LearningSession.deleted == 0,
    )
    is_over = bool(series_id) and db.scalar(finished.limit(1)) is not None
    return now.date() + timedelta(days=1) if is_over else now.date()


def _cancelled_with(db: Session, session_id: str) -> bool:
    """Cancel an appointment nobody comes to any more, and say whether it was one."""
    session = db.get(LearningSession, session_id)
    if session is None or session.kind not in FOR_ONE or session.is_finished:
        return False
    marked = select(Attendance.id).where(
        Attendance.session_id == session_id, Attendance.mark != "", Attendance.deleted == 0
    )
    if session.is_cancelled or db.scalar(marked.limit(1)) is not None:
        return False
    session.is_cancelled, session.cancelled_why = True, GIVEN_BACK
    db.flush()
    return True


def _booked(
    db: Session, enrolment: Enrolment, person: Person, title: str, session_id: str
) -> Booked:
    waits_at = 0
    if enrolment.place == Place.WAITING and session_id:
        ids = [one.enrolment_id for one in waiting_list(db, session_id)]
        waits_at = ids.index(enrolment.id) + 1 if enrolment.id in ids else 1
    return Booked(enrolment.id, person.id, title, waits_at)


def _has_place(db: Session, person_id: str, *, series_id: str) -> bool:
    query = select(Enrolment.id).where(
        Enrolment.series_id == series_id,
        Enrolment.person_id == person_id,
        Enrolment.place != Place.LEFT,
        Enrolment.deleted == 0,
    )
    return db.scalar(query.limit(1)) is not None


def _taken(db: Session, series_id: str) -> int:
    query = select(Enrolment.id).where(
        Enrolment.series_id == series_id,
        Enrolment.place == Place.BOOKED,
        Enrolment.deleted == 0,
    )
    return len(list(db.scalars(query)))


def _next_of(db: Session, series_id: str, now: datetime) -> str:
    """The session of a series that is next, or its last."""
    query = select(LearningSession.id).where(
        LearningSession.series_id == series_id, LearningSession.deleted == 0
    )
    coming = query.where(LearningSession.held_on >= now.date())
    first = coming.order_by(LearningSession.held_on, LearningSession.id).limit(1)
    last = query.order_by(LearningSession.held_on.desc(), LearningSession.id).limit(1)
    return db.scalar(first) or db.scalar(last) or ""


def _title_of(db: Session, enrolment: Enrolment) -> str:
    if enrolment.series_id:
        return db.get_one(LearningSeries, enrolment.series_id).title
    return db.get_one(LearningSession, enrolment.session_id or "").title
