"""Counting heads where nobody is named: a stall, pupils by their year, who gives no name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from hubdesk.errors.learning import (
    CountNotANumber,
    NotCounted,
    RegisterFinished,
    SessionCancelled,
    SessionNotYet,
)
from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.ids import pair_id
from hubdesk.models import ALSO_COUNTED, NOT_TOLD, HeadCount, LearningSession, SessionKind
from hubdesk.models.session_details import YEAR_GROUPS
from hubdesk.operations.lending import found

MOST_HEADS = 5000
_NUMBERS = ("planned", "came", "girls", "boys", "pupil_premium", "send")


def count_heads(
    db: Session, *, session_id: str, now: datetime, year_group: str = "", **numbers: str | int
) -> HeadCount:
    """Write down how many came, all together or of one year group. An empty text is not told.

    Numbers are planned, came, girls, boys, pupil_premium and send. Refuses CountNotANumber for
    words, which could be a name, NumberNotRight, NotCounted, ChoiceUnknown, SessionCancelled,
    RegisterFinished, and SessionNotYet where only `planned` can be known.
    """
    session = found(db, LearningSession, session_id)
    if session.kind not in ALSO_COUNTED:
        raise NotCounted(session.title)
    if session.is_cancelled:
        raise SessionCancelled(session.title)
    if session.is_finished:
        raise RegisterFinished(session.title)
    if year_group and year_group not in YEAR_GROUPS:
        raise ChoiceUnknown("Year group", year_group)
    pupils = session.kind == SessionKind.SCHOOL_VISIT
    read = {name: read_count(value, pupils=pupils) for name, value in numbers.items()}
    came = any(value != NOT_TOLD for name, value in read.items() if name != "planned")
    if came and session.held_on > now.date():
        raise SessionNotYet(session.title, session.held_on)
    id = pair_id("head_count", session.id, year_group)
    row = db.get(HeadCount, id)
    if row is None:
        row = HeadCount(id=id, session_id=session.id, year_group=year_group)
        db.add(row)
    elif row.deleted:
        row.deleted = False
        read = dict.fromkeys(_NUMBERS, NOT_TOLD) | read
    for name, value in read.items():
        if name not in _NUMBERS:
            raise TypeError(f"a head-count has no number called {name}")
        setattr(row, name, value)
    db.flush()
    return row


def read_count(typed: str | int, *, pupils: bool = True) -> int:
    """How many people a text says; NOT_TOLD for an empty one."""
    if isinstance(typed, str):
        text = typed.strip()
        if not text:
            return NOT_TOLD
        if not (text.isascii() and text.isdigit()):
            raise CountNotANumber(pupils)
        typed = int(text) if len(text) < 9 else MOST_HEADS + 1
    if typed != NOT_TOLD and not 0 <= typed <= MOST_HEADS:
        raise NumberNotRight("How many", 0, MOST_HEADS)
    return typed
