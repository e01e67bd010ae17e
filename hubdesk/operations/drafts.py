"""Half-finished work that survives a restart: parked baskets, forms, papers still to print.

Drafts stay on their computer and are not journalled. A finished one is kept for 30 days, so
that undoing what it became opens it again; `forget_finished` clears it away once a day. An undo
after that puts the records back all the same, and the half-finished work is typed anew.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hubdesk.errors.records import NotFound, TextTooLong
from hubdesk.models import Draft, DraftKind

MOST_LETTERS = 64_000
KEPT_FOR = timedelta(days=30)


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


def finish_draft(db: Session, *, draft_id: str, now: datetime) -> None:
    """The work is done, printed or put back: kept for a while from `now` on.

    Finishing it twice changes nothing.
    """
    draft = _draft(db, draft_id)
    if not draft.is_done:
        draft.is_done, draft.made_at = True, now
    db.flush()


def reopen_draft(db: Session, *, draft_id: str) -> None:
    """The work is half-finished again: what it became was undone."""
    _draft(db, draft_id).is_done = False
    db.flush()


def forget_finished(db: Session, *, now: datetime) -> int:
    """Clear away what was finished 30 days ago: it holds names and phones, and nobody needs it.

    Answers with how many there were.
    """
    # A list that was brought in names nobody, and taking it back opens its draft again.
    old = (Draft.is_done == 1, Draft.made_at < now - KEPT_FOR, Draft.kind != DraftKind.LIST)
    done = delete(Draft).where(*old).returning(Draft.id)
    return len(db.scalars(done).all())


def _draft(db: Session, draft_id: str) -> Draft:
    draft = db.get(Draft, draft_id)
    if draft is None:
        raise NotFound("draft", draft_id)
    return draft
