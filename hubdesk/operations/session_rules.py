"""What a session must be: an end after its start, an open day, a room and a tutor who are free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.learning import (
    EndsBeforeStart,
    HubClosed,
    NamesHeld,
    RegisterFinished,
    SessionCancelled,
    SessionClashes,
    SessionHeld,
)
from hubdesk.errors.people import NumberNotRight
from hubdesk.models import (
    CAME,
    FOR_ONE,
    ONLY_COUNTED,
    Attendance,
    LearningSession,
    SessionKind,
)
from hubdesk.models.session_details import Details, details_text
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.queries.clashes import clashes, helpers_of
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.sessions import places_of
from hubdesk.typed import clean_line, clean_note

MOST_PLACES = 5000


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """All that is said of a session when it is planned. Times are those of the hub's clock.

    `shares` pairs a fund with its share in per cent; `organisations` a name with a URN.
    `break_minutes` None is not said: none in a new session, and in another as they were.
    """

    title: str
    kind: str
    held_on: date
    starts: time
    ends: time
    room: str = ""
    venue: str = ""
    tutor_id: str = ""
    helper_ids: tuple[str, ...] = ()  # of the staff
    helper_person_ids: tuple[str, ...] = ()
    places: int = 0
    break_minutes: int | None = None
    interpreter: str = ""
    has_bsl: bool = False
    needs_check: bool = False
    shares: tuple[tuple[str, int], ...] = ()
    organisations: tuple[tuple[str, str], ...] = ()
    details: Details | None = None
    note: str = ""


def columns_of_facts(facts: SessionFacts, now: datetime) -> dict[str, object]:
    breaks = {}
    if facts.break_minutes is not None:
        breaks["break_minutes"] = _within(facts.break_minutes, "Breaks", 600)
    return {
        "title": clean_title(facts.title),
        "kind": one_of(SessionKind, facts.kind, "Kind"),
        **times_of(facts.held_on, facts.starts, facts.ends, now),
        **breaks,
        "room": clean_line(facts.room, "Room", 100),
        "venue": clean_line(facts.venue, "Place", 200),
        "tutor_id": facts.tutor_id or None,
        "places": places_of_facts(facts),
        "interpreter": clean_line(facts.interpreter, "Interpreter", 100),
        "has_bsl": facts.has_bsl,
        "needs_check": facts.needs_check,
        "details": details_text(facts.details),
        "note": clean_note(facts.note, "Session note"),
    }


def times_of(on: date, starts: time, ends: time, now: datetime) -> dict[str, object]:
    if ends <= starts:
        raise EndsBeforeStart(starts, ends)
    return {
        "held_on": on,
        "starts_at": datetime.combine(on, starts, now.tzinfo),
        "ends_at": datetime.combine(on, ends, now.tzinfo),
    }


def clean_title(title: str) -> str:
    said = clean_line(title, "Title")
    if not said:
        raise FieldMissing("Title")
    return said


def places_of_facts(facts: SessionFacts) -> int:
    many = 1 if facts.kind in FOR_ONE else facts.places
    return _within(many, "Places", MOST_PLACES)


def _within(number: int, field: str, most: int) -> int:
    if not 0 <= number <= most:
        raise NumberNotRight(field, 0, most)
    return number


def check_open(db: Session, on: date) -> None:
    if why := closed_days(db, after=on).why_closed(on):
        raise HubClosed(on, why)


def check_free(
    db: Session,
    columns: dict[str, object],
    *,
    clash_ok: bool,
    leaving_out: str = "",
    helpers: tuple[Sequence[str], Sequence[str]] | None = None,
) -> None:
    """Refuse SessionClashes. Without `helpers` those of the session it is about are asked for."""
    if clash_ok:
        return
    staff, people = helpers_of(db, leaving_out) if helpers is None else helpers
    tutor_id = str(columns.get("tutor_id") or "")
    starts_at, ends_at = columns["starts_at"], columns["ends_at"]
    on = columns["held_on"]
    assert isinstance(starts_at, datetime)
    assert isinstance(ends_at, datetime)
    assert isinstance(on, date)
    taken = clashes(
        db,
        starts_at=starts_at,
        ends_at=ends_at,
        on=on,
        room=str(columns.get("room") or ""),
        venue=str(columns.get("venue") or ""),
        staff=[*([tutor_id] if tutor_id else []), *staff],
        people=people,
        leaving_out=leaving_out,
    )
    if taken:
        zone = starts_at.tzinfo
        first = taken[0]
        begins, ends = first.starts_at.astimezone(zone), first.ends_at.astimezone(zone)
        raise SessionClashes(first.taken, first.title, on, begins.time(), ends.time())


def open_session(db: Session, session_id: str) -> LearningSession:
    """A session that may still be changed."""
    session = found(db, LearningSession, session_id)
    if session.is_cancelled:
        raise SessionCancelled(session.title)
    if session.is_finished:
        raise RegisterFinished(session.title)
    return session


def check_nobody_came(db: Session, session: LearningSession) -> None:
    came = db.scalar(
        select(func.count(Attendance.id)).where(
            Attendance.session_id == session.id,
            Attendance.mark.in_(CAME),
            Attendance.deleted == 0,
        )
    )
    if came:
        raise SessionHeld(session.title, came)


def check_names_nobody(db: Session, session: LearningSession, kind: str) -> None:
    """Refuse NamesHeld where a kind holds no names and somebody is marked or has a place."""
    if kind not in ONLY_COUNTED or session.kind in ONLY_COUNTED:
        return
    written = select(Attendance.person_id).where(
        Attendance.session_id == session.id, Attendance.deleted == 0
    )
    placed = (person_id for _, person_id, _ in places_of(db, [session]))
    if names := {*db.scalars(written), *placed}:
        raise NamesHeld(session.title, len(names))


def write(session: LearningSession, columns: dict[str, object]) -> None:
    for column, value in columns.items():
        if getattr(session, column) != value:
            setattr(session, column, value)
