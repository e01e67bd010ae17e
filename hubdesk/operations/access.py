"""Writing down that somebody looked, took records out, or got in by another way. Never undone."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from hubdesk.models import AccessEvent, Watched
from hubdesk.typed import clean_line

_MOST_LETTERS: Final = 300


def note_access(
    db: Session,
    *,
    what: Watched,
    now: datetime,
    person_id: str = "",
    account_id: str = "",
    why: str = "",
    times: int = 1,
) -> AccessEvent:
    """One line of who looked. Who it was is said by the seal; `account_id` is whose lock was tried.

    Refuses TextTooLong.
    """
    event = AccessEvent(
        what=what.value,
        person_id=person_id,
        account_id=account_id,
        why=clean_line(why, "Why", _MOST_LETTERS),
        times=times,
        happened_at=now,
    )
    db.add(event)
    db.flush()
    return event
