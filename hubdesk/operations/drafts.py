"""Half-finished work that survives a restart: parked baskets, forms, papers still to print.

Drafts stay on their computer and are not journalled. A finished one is kept for a while, so
that undoing what it became opens it again; `forget_finished` clears them away.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hubdesk.errors.records import NotFound, TextTooLong
from hubdesk.models import Draft, DraftKind

MOST_LETTERS = 64_000


def save_draft(
    db: Session,
    *,
    kind: str,
    body: dict[str, Any],
    now: datetime,
    draft_id: str = "",
    for_whom: str = "",
) -> Draft:
    """Keep half-finished work: a new draft, or the one of `draft_id` as it is now.

    `for_whom` is the id of the person it is about. Refuses NotFound and TextTooLong.
    """
    text = json.dumps(body)  # escaped, so that even half a character is kept
    if len(text) > MOST_LETTERS:
        raise TextTooLong("What you typed", MOST_LETTERS)
    if draft_id:
        draft = _draft(db, draft_id)
        draft.body, draft.for_whom, draft.is_done = text, for_whom, False
    else:
        draft = Draft(kind=DraftKind(kind), for_whom=for_whom, body=text, made_at=now)
        db.add(draft)
    db.flush()
    return draft


def finish_draft(db: Session, *, draft_id: str) -> None:
    """The work is done, printed or put back. Finishing it twice changes nothing."""
    _draft(db, draft_id).is_done = True
    db.flush()


def reopen_draft(db: Session, *, draft_id: str) -> None:
    """The work is half-finished again: what it became was undone."""
    _draft(db, draft_id).is_done = False
    db.flush()


def forget_finished(db: Session, *, before: datetime) -> int:
    """Clear away finished drafts made before a moment. Answers with how many there were."""
    done = delete(Draft).where(Draft.is_done == 1, Draft.made_at < before).returning(Draft.id)
    return len(db.scalars(done).all())


def _draft(db: Session, draft_id: str) -> Draft:
    draft = db.get(Draft, draft_id)
    if draft is None:
        raise NotFound("draft", draft_id)
    return draft
