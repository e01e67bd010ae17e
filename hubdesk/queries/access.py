"""Who looked at what is sensitive, took records out, or got in by another way; newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from hubdesk.models import AccessEvent, Account, JournalOp, JournalTxn, Person, Watched
from hubdesk.models.person import short_name


class Shown(StrEnum):
    """What the list is narrowed to."""

    ALL = "all"
    LOOKS = "looks"
    FILES = "files"
    LOCK = "lock"
    RECORDS = "records"


_OF: Final[dict[Shown, tuple[Watched, ...]]] = {
    Shown.LOOKS: (
        *(Watched.SAFEGUARDING, Watched.CONCERN_LIST, Watched.HELD, Watched.WHO_LOOKED),
        *(Watched.EQUALITY_BATCH, Watched.CHECKS),
    ),
    Shown.FILES: (Watched.PERSON_FILE, Watched.LIST_FILE, Watched.EVERYTHING),
    Shown.LOCK: (
        *(Watched.WRONG_LOCK, Watched.RECOVERY_SHEET, Watched.MANAGER),
        *(Watched.NEW_SHEET, Watched.NEW_PASSPHRASE),
        *(Watched.CONCERN_KEY, Watched.SEALED_AGAIN, Watched.EQUALITY_KEY),
    ),
    Shown.RECORDS: (Watched.CLOCK, Watched.RESTORED, Watched.MENDED),
}


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One line: when, who, what, about whom and why. `of` is whose lock was tried."""

    id: str
    at: datetime
    what: str
    who: str
    role: str
    person_id: str
    person: str
    of: str
    why: str
    times: int


def access_count(db: Session, *, shown: Shown = Shown.ALL) -> int:
    """How many lines there are."""
    return db.scalar(select(func.count(AccessEvent.id)).where(_narrowed(shown))) or 0


def access_window(
    db: Session,
    *,
    shown: Shown = Shown.ALL,
    offset: int = 0,
    limit: int = 200,
    sees_safeguarding: bool = False,
) -> list[AccessRow]:
    """A window of the lines, newest first. Who it was comes from the seal, which proves it.

    About whom there may be a safeguarding concern is told to those who may see it and to nobody
    else.
    """
    tried = aliased(Account)
    written = and_(JournalOp.tbl == AccessEvent.__tablename__, JournalOp.pk == AccessEvent.id)
    found = db.execute(
        select(
            AccessEvent.id,
            AccessEvent.happened_at,
            AccessEvent.what,
            Account.name,
            JournalTxn.role,
            AccessEvent.person_id,
            Person.display_name,
            Person.known_as,
            tried.name,
            AccessEvent.why,
            AccessEvent.times,
        )
        .outerjoin(JournalOp, written)
        .outerjoin(JournalTxn, JournalTxn.id == JournalOp.id)
        .outerjoin(Account, Account.id == JournalTxn.actor_id)
        .outerjoin(Person, Person.id == AccessEvent.person_id)
        .outerjoin(tried, tried.id == AccessEvent.account_id)
        .where(_narrowed(shown))
        .order_by(AccessEvent.id.desc())
        .limit(limit)
        .offset(offset)
    )
    rows = [
        AccessRow(
            id=id,
            at=at,
            what=what,
            who=who or "",
            role=role or "",
            person_id=person_id,
            person=short_name(name, known) if name else "",
            of=of or "",
            why=why,
            times=times,
        )
        for id, at, what, who, role, person_id, name, known, of, why, times in found
    ]
    if sees_safeguarding:
        return rows
    return [
        replace(row, person_id="", person="", why="") if row.what == Watched.SAFEGUARDING else row
        for row in rows
    ]


def _narrowed(shown: Shown) -> ColumnElement[bool]:
    if shown is Shown.ALL:
        return AccessEvent.deleted == 0
    return AccessEvent.what.in_([watched.value for watched in _OF[shown]])
