"""Shifts of the staff, and what one hands over to the next.

A shift begins by itself when somebody unlocks the desk. At its end they say how long they worked;
when it truly began and ended stays beside it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.people import NumberNotRight
from hubdesk.errors.presence import ShiftEnded, TickedOff
from hubdesk.models import NOT_TOLD, Account, HandoverNote, Shift
from hubdesk.operations.lending import found
from hubdesk.queries.shifts import day_began, proposed_minutes
from hubdesk.typed import clean_note

MOST_MINUTES = 24 * 60
MOST_LETTERS = 1000


def begin_shift(db: Session, *, account_id: str, now: datetime) -> Shift:
    """The shift of today that is not ended, or a new one. Refuses NotFound."""
    account = found(db, Account, account_id)
    going_on = select(Shift).where(
        Shift.account_id == account.id,
        Shift.began_at >= day_began(now),
        Shift.ended_at.is_(None),
        Shift.deleted == 0,
    )
    shift = db.scalars(going_on.order_by(Shift.began_at, Shift.id)).first()
    if shift is None:
        shift = Shift(account_id=account.id, began_at=now, minutes=NOT_TOLD)
        db.add(shift)
        db.flush()
    return shift


def end_shift(
    db: Session, *, shift_id: str, now: datetime, minutes: int = NOT_TOLD, note: str = ""
) -> Shift:
    """Somebody goes. `minutes` are what they say they worked; NOT_TOLD takes what is proposed.

    One of an earlier day that nobody ended has to say its minutes: it ended then, and not now.
    What `note` says is handed over. Refuses NotFound, ShiftEnded, NumberNotRight and TextTooLong.
    """
    shift = found(db, Shift, shift_id)
    if shift.ended_at is not None:
        raise ShiftEnded
    is_today = shift.began_at >= day_began(now)
    if minutes == NOT_TOLD and is_today:
        minutes = proposed_minutes(shift.began_at, now)
    if not 0 <= minutes <= MOST_MINUTES:
        raise NumberNotRight("Minutes", 0, MOST_MINUTES)
    shift.minutes = minutes
    shift.ended_at = now if is_today else shift.began_at + timedelta(minutes=minutes)
    if note.strip():
        hand_over(db, account_id=shift.account_id, text=note, now=now)
    db.flush()
    return shift


def hand_over(db: Session, *, account_id: str, text: str, now: datetime) -> HandoverNote:
    """Write what whoever works next should know. Refuses FieldMissing, NotFound, TextTooLong."""
    words = clean_note(text, "What to hand over", MOST_LETTERS)
    if not words:
        raise FieldMissing("What to hand over")
    note = HandoverNote(account_id=found(db, Account, account_id).id, text=words, written_at=now)
    db.add(note)
    db.flush()
    return note


def tick_off_handover(db: Session, *, note_id: str) -> HandoverNote:
    """Somebody read it and saw to it. Refuses NotFound and TickedOff."""
    note = found(db, HandoverNote, note_id)
    if note.is_done:
        raise TickedOff
    note.is_done = True
    db.flush()
    return note
