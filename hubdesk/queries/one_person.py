"""Which records are one person: whom an old id means now, and what was merged into whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Person, PersonMerge

_NOW = (
    "WITH RECURSIVE up(id, far) AS (SELECT ?, 0 UNION SELECT m.to_id, far + 1"
    " FROM person_merge m JOIN up ON m.from_id = up.id WHERE m.deleted = 0 AND far < 100)"
    " SELECT id FROM up ORDER BY far DESC LIMIT 1"
)
_ALL = (
    "WITH RECURSIVE all_of(id) AS (SELECT ? UNION SELECT m.from_id FROM person_merge m"
    " JOIN all_of ON m.to_id = all_of.id WHERE m.deleted = 0) SELECT id FROM all_of"
)


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A record that was merged into another."""

    id: str
    from_id: str
    name: str
    merged_at: datetime


def person_now(db: Session, person_id: str) -> str:
    """The id of the record somebody is kept under now: an old card, link or list may be older."""
    return str(db.connection().exec_driver_sql(_NOW, (person_id,)).scalar_one())


def people_now(db: Session, person_ids: Sequence[str]) -> list[str]:
    """Each id as it is now, in the same order."""
    moved = select(PersonMerge.from_id).where(
        PersonMerge.from_id.in_(person_ids), PersonMerge.deleted == 0
    )
    old = set(db.scalars(moved))
    return [person_now(db, id) if id in old else id for id in person_ids]


def ids_of_person(db: Session, person_id: str) -> list[str]:
    """Every record that is this person: their own, and all that were merged into it.

    Whoever looks in the journal, or erases, needs all of them.
    """
    return list(db.connection().exec_driver_sql(_ALL, (person_id,)).scalars())


def merges_of(db: Session, person_id: str) -> tuple[MergeRow, ...]:
    """The records merged into this one, the newest first."""
    rows = db.execute(
        select(PersonMerge.id, PersonMerge.from_id, Person.display_name, PersonMerge.merged_at)
        .join(Person, Person.id == PersonMerge.from_id)
        .where(PersonMerge.to_id == person_id, PersonMerge.deleted == 0)
        .order_by(PersonMerge.merged_at.desc(), PersonMerge.id.desc())
    )
    return tuple(MergeRow(*row) for row in rows)
