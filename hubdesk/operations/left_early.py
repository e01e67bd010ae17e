"""What a mark of "left early" says of who is in the building: whoever signed in to it is gone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import LearningSession, Mark, Presence


def follow_left_early(
    db: Session,
    session: LearningSession,
    person_id: str,
    *,
    was: str,
    is_now: str,
    now: datetime,
) -> None:
    """End the coming of whoever left this session early; begin it again where that was a slip.

    Who came in to something else too is here for that.
    """
    if is_now == was or Mark.LEFT_EARLY not in (is_now, was) or session.held_on != now.date():
        return
    rows = list(
        db.scalars(
            select(Presence)
            .where(
                Presence.person_id == person_id,
                Presence.session_id == session.id,
                Presence.deleted == 0,
            )
            .order_by(Presence.came_at, Presence.id)
        )
    )
    if is_now == Mark.LEFT_EARLY:
        for row in rows:
            if row.left_at is None:
                row.left_at = max(row.came_at, min(now, session.ends_at))
    elif was == Mark.LEFT_EARLY and rows and not _is_elsewhere(db, person_id, rows[-1]):
        rows[-1].left_at = None


def _is_elsewhere(db: Session, person_id: str, row: Presence) -> bool:
    """Whether somebody came in again after that."""
    later = select(Presence.id).where(
        Presence.person_id == person_id,
        Presence.deleted == 0,
        Presence.came_at > row.came_at,
    )
    return db.scalar(later.limit(1)) is not None
