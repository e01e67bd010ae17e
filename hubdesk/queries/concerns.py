"""Looking at concerns without reading them: who can, and which rows are sealed to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from hubdesk.models import Concern, ConcernKey, Person, StaffRole
from hubdesk.queries.one_person import ids_of_person
from hubdesk.queries.own_keys import KeyRow, newest_keys
from hubdesk.queries.retention import CONCERNS, months_after, rules
from hubdesk.queries.staff import accounts

GUARDIANS = (StaffRole.LEAD, StaffRole.DEPUTY)


@dataclass(frozen=True, slots=True)
class Guardian:
    """A safeguarding lead or deputy who works here; `key` is None until they chose a passphrase."""

    account_id: str
    name: str
    role: StaffRole
    key: KeyRow | None


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One sealed text. `person` is empty where it is about nobody here, or who was erased."""

    id: str
    person_id: str
    person: str
    written_at: datetime
    sealed: str
    sealed_to: tuple[str, ...]
    is_shown: bool
    closed_on: date | None
    more: int = 0


def guardians(db: Session) -> list[Guardian]:
    """The leads, then the deputies, each with the key that new concerns are sealed to."""
    newest = newest_keys(db, ConcernKey)
    return [
        Guardian(row.id, row.name, role, newest.get(row.id))
        for role in GUARDIANS
        for row in accounts(db)
        if role in row.roles and (role is GUARDIANS[0] or GUARDIANS[0] not in row.roles)
    ]


def receivers(db: Session) -> list[Guardian]:
    """Those of them who can read what is sealed now."""
    return [row for row in guardians(db) if row.key is not None]


def concern_count(db: Session, key_ids: tuple[str, ...], *, closed: bool) -> int:
    """How many concerns one of these keys opens."""
    found = select(func.count(Concern.id)).where(*_firsts(key_ids, closed=closed))
    return db.scalar(found) or 0


def concern_window(
    db: Session, key_ids: tuple[str, ...], *, closed: bool, limit: int = 50, offset: int = 0
) -> list[SealedRow]:
    """A window of the concerns that one of these keys opens, the newest first."""
    later = aliased(Concern)
    more = select(func.count(later.id)).where(later.follows == Concern.id).scalar_subquery()
    rows = db.execute(
        select(Concern, Person.display_name, more)
        .outerjoin(Person, Person.id == Concern.person_id)
        .where(*_firsts(key_ids, closed=closed))
        .order_by(Concern.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_row(concern, name, many) for concern, name, many in rows]


def concern_with_all(db: Session, concern_id: str) -> list[SealedRow]:
    """One concern and all that was added to it, in the order it was written."""
    rows = db.execute(
        select(Concern, Person.display_name)
        .outerjoin(Person, Person.id == Concern.person_id)
        .where(or_(Concern.id == concern_id, Concern.follows == concern_id), Concern.sealed != "")
        .order_by(Concern.id)
    )
    return [_row(concern, name) for concern, name in rows]


def all_sealed_to(db: Session, key_ids: tuple[str, ...]) -> list[SealedRow]:
    """Every text that one of these keys opens, to seal it again."""
    rows = db.scalars(select(Concern).where(_opens(key_ids), Concern.sealed != ""))
    return [_row(concern, "") for concern in rows]


def says_see_the_lead(db: Session, person_id: str) -> bool:
    """Whether the lead chose that this person's page says to see them."""
    shown = select(Concern.id).where(
        Concern.person_id.in_(ids_of_person(db, person_id)),
        Concern.is_shown == 1,
        Concern.closed_on.is_(None),
        Concern.follows == "",
    )
    return db.scalars(shown.limit(1)).first() is not None


def kept_until(db: Session, closed_on: date) -> date:
    """The day from which the hub's rule lets a closed concern go."""
    return months_after(closed_on, rules(db)[CONCERNS].months)


def _firsts(key_ids: tuple[str, ...], *, closed: bool) -> tuple[Any, ...]:
    is_closed = Concern.closed_on.is_not(None) if closed else Concern.closed_on.is_(None)
    return (Concern.follows == "", Concern.sealed != "", is_closed, _opens(key_ids))


def _opens(key_ids: tuple[str, ...]) -> Any:
    return or_(*(func.instr(Concern.sealed_to, key_id) > 0 for key_id in key_ids))


def _row(concern: Concern, name: str | None, more: int = 0) -> SealedRow:
    return SealedRow(
        concern.id,
        concern.person_id or "",
        name or "",
        concern.written_at,
        concern.sealed,
        tuple(concern.sealed_to.split(",")),
        bool(concern.is_shown),
        concern.closed_on,
        more,
    )
