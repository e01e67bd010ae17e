"""Coming into the building and leaving it, so that a fire drill can call everybody by name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.presence import HereAlready, NotHere
from hubdesk.models import CAME, Attendance, LearningSession, Person, Presence
from hubdesk.operations.attending import attendance_id, sign_in
from hubdesk.operations.lending import found
from hubdesk.queries.shifts import day_began
from hubdesk.typed import clean_line

MOST_LETTERS = 100


def come_in(db: Session, *, person_id: str, now: datetime, session_id: str = "") -> Presence:
    """Somebody came, to a session or to drop in. At a session they are marked on its register.

    Who goes on from one thing to the next is here once: the first is left. Refuses NotFound,
    HereAlready, and what a register refuses.
    """
    person = found(db, Person, person_id)
    here = _open_rows(db, person.id, now)
    if any((row.session_id or "") == session_id for row in here):
        raise HereAlready(person.short_name)
    if session_id:
        session = found(db, LearningSession, session_id)
        marked = db.get(Attendance, attendance_id(session.id, person.id))
        if marked is None or marked.deleted or marked.mark not in CAME:
            sign_in(db, session_id=session.id, person_id=person.id, now=now)
    for row in here:
        row.left_at = now
    row = Presence(person_id=person.id, session_id=session_id or None, came_at=now)
    db.add(row)
    db.flush()
    return row


def come_in_visitor(db: Session, *, name: str, now: datetime) -> Presence:
    """Somebody who is no person of the hub: the electrician. Refuses FieldMissing, TextTooLong."""
    visitor = clean_line(name, "Name", MOST_LETTERS)
    if not visitor:
        raise FieldMissing("Name")
    row = Presence(visitor=visitor, came_at=now)
    db.add(row)
    db.flush()
    return row


def leave(
    db: Session, *, now: datetime, person_id: str = "", presence_id: str = "", session_id: str = ""
) -> list[Presence]:
    """Somebody left: a person by who they are, a visitor by the row of their coming.

    Whom only a register marked, at `session_id`, gets a row that says so. Refuses NotFound and
    NotHere.
    """
    if not person_id:
        row = found(db, Presence, presence_id)
        if row.left_at is not None:
            raise NotHere(row.visitor)
        row.left_at = now
        db.flush()
        return [row]
    person = found(db, Person, person_id)
    here = _open_rows(db, person.id, now)
    if not here and session_id:
        marked = db.get(Attendance, attendance_id(session_id, person.id))
        if marked is not None and not marked.deleted and marked.mark in CAME:
            came_at = min(marked.came_at or now, now)
            here = [Presence(person_id=person.id, session_id=session_id, came_at=came_at)]
            db.add_all(here)
    if not here:
        raise NotHere(person.short_name)
    for row in here:
        row.left_at = now
    db.flush()
    return here


def _open_rows(db: Session, person_id: str, now: datetime) -> list[Presence]:
    """Where somebody came in today and did not leave."""
    rows = select(Presence).where(
        Presence.person_id == person_id,
        Presence.came_at >= day_began(now),
        Presence.left_at.is_(None),
        Presence.deleted == 0,
    )
    return list(db.scalars(rows.order_by(Presence.id)))
