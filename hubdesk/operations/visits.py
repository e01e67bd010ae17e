"""Dropping in: what for, how it ended, for how long, what is next. And questions without a name."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.learning import RegisterFinished, SessionCancelled
from hubdesk.errors.people import NumberNotRight
from hubdesk.ids import pair_id
from hubdesk.models import (
    NOT_TOLD,
    Attendance,
    Enquiry,
    LearningSession,
    Mark,
    Person,
    SessionKind,
    VisitAbout,
    VisitResult,
)
from hubdesk.operations.attending import MOST_MINUTES, attendance_id
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.typed import clean_line, clean_note

TITLE = "Drop-in"
_OPENS, _CLOSES = time(9), time(17)  # of a drop-in that nobody planned


def log_visit(
    db: Session,
    *,
    person_id: str,
    about: str,
    now: datetime,
    result: str = "",
    minutes: int = NOT_TOLD,
    next_step: str = "",
    note: str = "",
    session_id: str = "",
) -> Attendance:
    """Somebody dropped in. Without `session_id` it belongs to the drop-in of today.

    Who comes twice on one day has two visits; who signed in to it before has one. Refuses
    NotFound, ChoiceUnknown, NumberNotRight, SessionCancelled and RegisterFinished.
    """
    person = found(db, Person, person_id)
    session = found(db, LearningSession, session_id) if session_id else todays_drop_in(db, now)
    if session.is_cancelled:
        raise SessionCancelled(session.title)
    if session.is_finished:
        raise RegisterFinished(session.title)
    if minutes != NOT_TOLD and not 0 <= minutes <= MOST_MINUTES:
        raise NumberNotRight("Minutes", 0, MOST_MINUTES)
    row = _next_row(db, session.id, person.id)
    if not row.mark:
        row.is_walk_in = True
    row.mark, row.late_minutes, row.why = Mark.PRESENT, 0, ""
    row.minutes = minutes if minutes != NOT_TOLD else row.minutes
    row.came_at = row.came_at or now - timedelta(minutes=max(minutes, 0))
    row.about = one_of(VisitAbout, about, "What for")
    row.result = one_of(VisitResult, result, "How it ended")
    row.next_step = clean_line(next_step, "Next step")
    row.note = clean_note(note, "Note", 1000) or row.note
    db.flush()
    return row


def todays_drop_in(db: Session, now: datetime) -> LearningSession:
    """The drop-in that is on, else the last of today, else one made for today.

    One that is cancelled or finished stays so, and whoever comes all the same is on a new one:
    to open a register again is for who teaches.
    """
    query = select(LearningSession).where(
        LearningSession.held_on == now.date(),
        LearningSession.kind == SessionKind.DROP_IN,
        LearningSession.is_cancelled == 0,
        LearningSession.is_finished == 0,
        LearningSession.deleted == 0,
    )
    there = list(db.scalars(query.order_by(LearningSession.starts_at, LearningSession.id)))
    begun = [one for one in there if one.starts_at <= now]
    if there:
        return begun[-1] if begun else there[0]
    session = _begin_drop_in(db, now)
    db.flush()
    return session


def _begin_drop_in(db: Session, now: datetime) -> LearningSession:
    """The first drop-in of the day that is not used: made, or brought back if it was taken back.

    The id is the day's, with a number from the second on, so that two desks make one row.
    """
    nth = 1
    while True:
        more = () if nth == 1 else (str(nth),)
        id = pair_id("learning_session", SessionKind.DROP_IN, now.date().isoformat(), *more)
        session = db.get(LearningSession, id)
        if session is None:
            session = LearningSession(id=id)
            db.add(session)
            break
        if session.deleted:
            break
        nth += 1
    session.kind, session.title, session.held_on = SessionKind.DROP_IN, TITLE, now.date()
    session.starts_at = datetime.combine(now.date(), _OPENS, now.tzinfo)
    session.ends_at = datetime.combine(now.date(), _CLOSES, now.tzinfo)
    session.deleted, session.is_cancelled, session.cancelled_why = False, False, ""
    session.is_finished, session.finished_at = False, None
    return session


def tally_enquiry(db: Session, *, about: str, now: datetime) -> Enquiry:
    """Somebody asked something at the desk. Nobody is named."""
    enquiry = Enquiry(asked_on=now.date(), about=one_of(VisitAbout, about, "What about"))
    db.add(enquiry)
    db.flush()
    return enquiry


def _next_row(db: Session, session_id: str, person_id: str) -> Attendance:
    """The first row of the pair without a visit: made, brought back, or that of their sign-in."""
    nth = 1
    while True:
        id = attendance_id(session_id, person_id, nth)
        row = db.get(Attendance, id)
        if row is None:
            row = Attendance(id=id, session_id=session_id, person_id=person_id, nth=nth)
            row.mark, row.minutes, row.note = Mark.NONE, NOT_TOLD, ""
            db.add(row)
            return row
        if row.deleted:
            row.deleted, row.mark, row.minutes, row.note = False, Mark.NONE, NOT_TOLD, ""
            row.came_at = None
            return row
        if not row.about:
            return row
        nth += 1
