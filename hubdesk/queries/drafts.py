"""Half-finished work on this computer: what is parked, and what waits to be printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Draft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One piece of half-finished work. `body` is what the screen that saved it put there."""

    id: str
    kind: str
    for_whom: str
    body: dict[str, Any]
    made_at: datetime


def drafts(db: Session, kind: str) -> list[DraftRow]:
    """The open drafts of one kind, oldest first."""
    rows = db.execute(
        select(Draft.id, Draft.kind, Draft.for_whom, Draft.body, Draft.made_at)
        .where(Draft.kind == kind, Draft.is_done == 0)
        .order_by(Draft.id)
    )
    return [
        DraftRow(id, its_kind, whom, json.loads(body), at) for id, its_kind, whom, body, at in rows
    ]


def draft(db: Session, draft_id: str) -> DraftRow | None:
    """One open draft, or None once it is finished."""
    row = db.execute(
        select(Draft.id, Draft.kind, Draft.for_whom, Draft.body, Draft.made_at).where(
            Draft.id == draft_id, Draft.is_done == 0
        )
    ).one_or_none()
    return DraftRow(row[0], row[1], row[2], json.loads(row[3]), row[4]) if row else None


def draft_counts(db: Session) -> dict[str, int]:
    """How many open drafts there are of each kind: To print (2)."""
    rows = db.execute(
        select(Draft.kind, func.count()).where(Draft.is_done == 0).group_by(Draft.kind)
    )
    return dict(rows.all())
