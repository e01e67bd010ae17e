"""What was promised at meetings and is not done yet: it stays in Today until somebody ticks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Account, LearningSession, MeetingAction


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One promise: what, who does it, until when, and at which meeting it was made."""

    id: str
    text: str
    who: str
    due_on: date | None
    session_id: str
    meeting: str
    is_done: bool


_ROWS = (
    select(
        MeetingAction.id,
        MeetingAction.text,
        func.coalesce(Account.name, MeetingAction.owner),
        MeetingAction.due_on,
        MeetingAction.session_id,
        LearningSession.title,
        MeetingAction.is_done,
    )
    .join(LearningSession, LearningSession.id == MeetingAction.session_id)
    .outerjoin(Account, Account.id == MeetingAction.owner_id)
    .where(MeetingAction.deleted == 0, LearningSession.deleted == 0)
)


def open_actions(db: Session, *, limit: int = 20) -> tuple[ActionRow, ...]:
    """Those that are not done, the soonest due first; without a day they come last."""
    no_day = MeetingAction.due_on.is_(None)
    rows = db.execute(
        _ROWS.where(MeetingAction.is_done == 0)
        .order_by(no_day, MeetingAction.due_on, MeetingAction.id)
        .limit(limit)
    )
    return tuple(ActionRow(*row) for row in rows)


def open_actions_count(db: Session) -> int:
    """How many there are, shown or not."""
    meeting = LearningSession.id == MeetingAction.session_id
    query = select(func.count(MeetingAction.id)).join(LearningSession, meeting)
    waits = (MeetingAction.is_done == 0, MeetingAction.deleted == 0, LearningSession.deleted == 0)
    return db.scalar(query.where(*waits)) or 0


def actions_of(db: Session, session_id: str) -> tuple[ActionRow, ...]:
    """All that was promised at one meeting, done or not."""
    rows = db.execute(
        _ROWS.where(MeetingAction.session_id == session_id).order_by(MeetingAction.id)
    )
    return tuple(ActionRow(*row) for row in rows)
