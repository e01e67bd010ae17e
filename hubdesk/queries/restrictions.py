"""Records that are kept and not used for now: whose, since when, at whose wish, and until when.

What somebody does themselves is written down all the same: that they came, that they brought a
device back. The hub's own things are asked for: a loan that is late stays on its list, since the
law leaves that open (UK GDPR, article 18(2): to protect the rights of others).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select
from sqlalchemy.orm import Session

from hubdesk.models import Restriction


@dataclass(frozen=True, slots=True)
class RestrictionRow:
    """One time a record was not used. `lifted_on` is None while it holds."""

    id: str
    ground: str
    asked_by: str
    why: str
    since_on: date
    told_on: date | None
    lifted_on: date | None
    lifted_why: str


_COLUMNS = (
    *(Restriction.id, Restriction.ground, Restriction.asked_by, Restriction.why),
    *(Restriction.since_on, Restriction.told_on, Restriction.lifted_on, Restriction.lifted_why),
)
# Built once: each lend asks it.
_HOLDS = (
    select(*_COLUMNS)
    .where(
        Restriction.person_id == bindparam("person_id"),
        Restriction.lifted_on.is_(None),
        Restriction.deleted == 0,
    )
    .limit(1)
)


def restriction_of(db: Session, person_id: str) -> RestrictionRow | None:
    """What keeps a record from being used now, or None."""
    row = db.execute(_HOLDS, {"person_id": person_id}).one_or_none()
    return RestrictionRow(*row) if row else None


def restrictions_of(db: Session, person_id: str) -> tuple[RestrictionRow, ...]:
    """Every time, the newest first."""
    rows = db.execute(
        select(*_COLUMNS)
        .where(Restriction.person_id == person_id, Restriction.deleted == 0)
        .order_by(Restriction.since_on.desc(), Restriction.id.desc())
    )
    return tuple(RestrictionRow(*row) for row in rows)


def is_restricted(person: Any) -> ColumnElement[bool]:
    """Whether the person of a column of the statement around it is not to be used now."""
    return exists().where(
        Restriction.person_id == person,
        Restriction.lifted_on.is_(None),
        Restriction.deleted == 0,
    )


def restricted_ids(db: Session) -> set[str]:
    """Everybody whose record is not used now: a handful, read at once."""
    holds = select(Restriction.person_id).where(
        Restriction.lifted_on.is_(None), Restriction.deleted == 0
    )
    return set(db.scalars(holds))
