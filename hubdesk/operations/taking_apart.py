"""Taking two records apart that were made one, days later too.

Undo wants everything as it was; here what was changed since stays as it is. A loan made since
stays with the record it was made on, and so does a phone number that was written down since.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.people import MergedFurther
from hubdesk.models import Base, JournalOp, Person, PersonMerge
from hubdesk.operations.lending import found
from hubdesk.operations.merging import follow_loans
from hubdesk.queries.one_person import person_now
from hubdesk.queries.side_by_side import FACTS


@dataclass(frozen=True, slots=True)
class TakenApart:
    """The two records, and whether something of the first was changed since and stays."""

    person_id: str
    from_id: str
    name: str
    has_changed: bool


def take_apart(db: Session, *, merge_id: str) -> TakenApart:
    """Two people after all: each record as it was, but for what was changed since.

    Refuses NotFound if it was done before, and MergedFurther while the record that stayed is
    itself merged into another.
    """
    merge = found(db, PersonMerge, merge_id)
    if person_now(db, merge.to_id) != merge.to_id:
        into = db.get_one(Person, person_now(db, merge.to_id))
        raise MergedFurther(into.display_name)
    has_changed = False
    loans = []
    for tbl, pk, kind, body in _ops(db, merge_id):
        if kind == "I":
            _set(db, tbl, pk, {"deleted": 1})
            continue
        back, stays = _ours_still(db, tbl, pk, json.loads(body or "{}"))
        has_changed = has_changed or stays
        _set(db, tbl, pk, back)
        if tbl == "loan" and "borrower_id" in back:
            loans.append(pk)
    db.expire_all()
    follow_loans(db, loans)
    person = found(db, Person, merge.from_id)
    return TakenApart(merge.to_id, person.id, person.display_name, has_changed)


def _ops(db: Session, merge_id: str) -> list[Any]:
    """The changes of the transaction that merged them, the last first."""
    made = select(JournalOp.id).where(
        JournalOp.tbl == "person_merge", JournalOp.pk == merge_id, JournalOp.kind == "I"
    )
    return list(
        db.execute(
            select(JournalOp.tbl, JournalOp.pk, JournalOp.kind, JournalOp.body)
            .where(JournalOp.id == made.scalar_subquery())
            .order_by(JournalOp.i.desc())
        )
    )


def _ours_still(
    db: Session, tbl: str, pk: str, body: dict[str, Any]
) -> tuple[dict[str, Any], bool]:
    """The old values of what nobody changed since, and whether somebody changed something."""
    new, old = body.get("v", {}), body.get("p", {})
    if not new:
        return {}, False
    row = db.connection().exec_driver_sql(
        f"SELECT {', '.join(new)} FROM {Base.metadata.tables[tbl].name} WHERE id = ?", (pk,)
    )
    there = dict(zip(new, row.one(), strict=True))
    changed = {column for column in new if there[column] != new[column]}
    if tbl == "person":  # half of an old birth beside half of a new one would be neither
        changed |= {c for columns in FACTS.values() if changed & {*columns} for c in columns}
    back = {column: old[column] for column in new if column not in changed}
    return back, len(back) < len(new)


def _set(db: Session, tbl: str, pk: str, values: dict[str, Any]) -> None:
    if values:
        sets = ", ".join(f"{column} = ?" for column in values)
        db.connection().exec_driver_sql(
            f"UPDATE {tbl} SET {sets} WHERE id = ?", (*values.values(), pk)
        )
