"""Whose coming into the building the hub's rule lets go of: who it was, not that somebody came.

A list for a fire drill is of no use the next day, so the rule is a short one. The newest coming of
each person stays: the rule for people counts from it. So does all of whoever a law, a wish of
theirs or a request of theirs keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from hubdesk.models import LegalHold, Person, Presence
from hubdesk.queries.restrictions import is_restricted
from hubdesk.queries.retention import PRESENCE, months_after, open_request, rules

MOST_AT_ONCE = 5000  # in one transaction: a second's work


@dataclass(frozen=True, slots=True)
class PresenceDue:
    """How many entries, and the day before which they lie."""

    many: int
    before: date


def presence_due(db: Session, today: date) -> PresenceDue:
    """What the rule proposes to forget."""
    before = months_after(today, -rules(db)[PRESENCE].months)
    return PresenceDue(db.scalar(_many(), {"before": _begin(before)}) or 0, before)


def due_ids(db: Session, today: date, *, limit: int = MOST_AT_ONCE) -> list[str]:
    """The oldest of them."""
    before = months_after(today, -rules(db)[PRESENCE].months)
    found = select(Presence.id).where(*_due()).order_by(Presence.came_at, Presence.id)
    return list(db.scalars(found.limit(limit), {"before": _begin(before)}))


@cache  # each day at the first look; to write it out takes longer than to ask it
def _many() -> Select[int]:
    return select(func.count()).where(*_due())


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _due() -> tuple[Any, ...]:
    """The statement is told `before` which moment they lie."""
    later = aliased(Presence)
    came_since = exists().where(
        later.person_id == Presence.person_id,
        later.came_at > Presence.came_at,
        later.deleted == 0,
    )
    kept = (
        exists().where(LegalHold.person_id == Presence.person_id, LegalHold.deleted == 0),
        is_restricted(Presence.person_id),
        exists().where(Person.id == Presence.person_id, open_request().exists()),
    )
    return (
        Presence.came_at < bindparam("before"),
        or_(Presence.person_id.is_not(None), Presence.visitor != ""),
        or_(Presence.person_id.is_(None), Presence.deleted == 1, came_since),
        *(~one for one in kept),
    )
