"""Undo: a verb like any other. The inverse of a transaction, then each noun's own rules.

What a transaction inserted is marked deleted; what it changed gets its old value back, unless
something later rests on it, which is a Refusal that says what. Half-finished work it used up
(a basket) is opened again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, func, select
from sqlalchemy.orm import Session

from hubdesk.errors.records import BuiltOn, NotFound, NothingToUndo, UndoneAlready
from hubdesk.models import (
    Base,
    Device,
    Draft,
    JournalOp,
    JournalTxn,
    Loan,
    LoanEvent,
    Person,
)
from hubdesk.operations.lending import OUT
from hubdesk.operations.loan_folding import refold

# What no later change of stops an undo: it says only when something was last seen.
_LEFT_ALONE = {("device", "seen_on")}


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone: the verb and what it was about."""

    txn_id: str
    verb: str
    about: dict[str, Any]


def undo(db: Session, *, txn_id: str) -> Undone:
    """Put everything back as it was before the transaction.

    Refuses NotFound, NothingToUndo (an undo itself, or what cannot be undone), UndoneAlready,
    and BuiltOn when something later rests on it.
    """
    txn = db.get(JournalTxn, txn_id)
    if txn is None:
        raise NotFound("journal_txn", txn_id)
    if txn.undo_of or txn.verb in NEVER:
        raise NothingToUndo
    if db.scalars(select(JournalTxn.id).where(JournalTxn.undo_of == txn_id)).first():
        raise UndoneAlready
    ops = list(db.scalars(select(JournalOp).where(JournalOp.id == txn_id).order_by(JournalOp.i)))
    mine = {(op.tbl, op.pk) for op in ops if op.kind == "I"}
    loans: dict[str, None] = {}
    for op in reversed(ops):
        table = Base.metadata.tables[op.tbl]
        if op.kind == "I":
            _check_nothing_built(db, table, op.pk, mine)
            _write(db, table, op.pk, {"deleted": 1})
        else:
            body = json.loads(op.body or "{}")
            _write(db, table, op.pk, _still_ours(db, table, op.pk, body))
        loans |= dict.fromkeys(_loans_of(db, op))
    for loan_id in loans:
        _refold_alone(db, loan_id)
    about = json.loads(txn.about or "{}")
    if draft_id := about.get("draft_id"):
        draft = db.get(Draft, draft_id)
        if draft is not None:
            draft.is_done = False
    db.flush()
    return Undone(txn_id, txn.verb, about)


# Verbs that begin a hub, or that only repeat what another verb did.
NEVER = frozenset(("set up hub", "unattributed", "undo"))


def _check_nothing_built(db: Session, table: Table, pk: str, mine: set[tuple[str, str]]) -> None:
    """Refuse when a row that is not of the same transaction points at this one."""
    for other, column in _children_of(table):
        rows = db.execute(
            select(other.c.id).where(column == pk, other.c.deleted == 0).limit(len(mine) + 1)
        )
        for (id,) in rows:
            if (other.name, id) not in mine:
                raise BuiltOn(other.name, _tag_of(db, table, pk))


def _children_of(table: Table) -> list[tuple[Table, Column[Any]]]:
    found = []
    for other in Base.metadata.sorted_tables:
        if "local" in other.info:
            continue
        found += [(other, key.parent) for key in other.foreign_keys if key.column.table is table]
    return found


def _still_ours(db: Session, table: Table, pk: str, body: dict[str, Any]) -> dict[str, Any]:
    """The old values, after checking that the new ones still stand."""
    columns = list(body["v"])
    raw = db.connection().exec_driver_sql(
        f"SELECT {', '.join(columns)} FROM {table.name} WHERE id = ?", (pk,)
    )
    there = dict(zip(columns, raw.one(), strict=True))
    old = {}
    for column in columns:
        if there[column] == body["v"][column]:
            old[column] = body["p"][column]
        elif (table.name, column) not in _LEFT_ALONE:
            raise BuiltOn(table.name, _tag_of(db, table, pk))
    return old


def _write(db: Session, table: Table, pk: str, values: dict[str, Any]) -> None:
    """Values as the journal holds them, written as they are."""
    if not values:
        return
    sets = ", ".join(f"{column} = ?" for column in values)
    db.connection().exec_driver_sql(
        f"UPDATE {table.name} SET {sets} WHERE id = ?", (*values.values(), pk)
    )


def _loans_of(db: Session, op: JournalOp) -> list[str]:
    if op.tbl == "loan":
        return [op.pk]
    if op.tbl == "loan_event":
        return list(db.scalars(select(LoanEvent.loan_id).where(LoanEvent.id == op.pk)))
    return []


def _refold_alone(db: Session, loan_id: str) -> None:
    """Fold a loan again; a device may not end up out twice."""
    db.expire_all()
    loan = db.get(Loan, loan_id)
    if loan is None:
        raise NotFound("loan", loan_id)
    refold(db, loan)
    db.flush()
    if loan.state in OUT:
        out = db.scalar(
            select(func.count()).where(Loan.device_id == loan.device_id, Loan.state.in_(OUT))
        )
        if (out or 0) > 1:
            device = db.get(Device, loan.device_id)
            raise BuiltOn("loan", device.tag if device else "")


def _tag_of(db: Session, table: Table, pk: str) -> str:
    if table.name == "device":
        device = db.get(Device, pk)
        return device.tag if device else ""
    if table.name == "person":
        person = db.get(Person, pk)
        return person.display_name if person else ""
    if table.name == "loan":
        return db.scalar(select(Device.tag).join(Loan).where(Loan.id == pk)) or ""
    return ""
