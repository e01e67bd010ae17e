"""The tables made again from the journal alone: what each row would be if only it were left."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from hubdesk.models import Loan
from hubdesk.operations.loan_folding import refold
from hubdesk.store.capture import journalled_columns, journalled_tables
from hubdesk.store.database import Database

Tables = dict[str, dict[str, dict[str, Any]]]


def rebuilt(db: Session) -> Tables:
    """Every journalled table, folded from the journal in the order of its clocks."""
    tables: Tables = {table.name: {} for table in journalled_tables()}
    columns = {table.name: set(journalled_columns(table)) for table in journalled_tables()}
    for tbl, pk, kind, body in db.connection().exec_driver_sql(
        "SELECT o.tbl, o.pk, o.kind, o.body FROM journal_op o"
        " JOIN journal_txn t ON t.id = o.txn_id ORDER BY t.hlc, t.id, o.i"
    ):
        # an older HubDesk had columns that are rows of another table by now
        values = {c: v for c, v in json.loads(body)["v"].items() if c in columns[tbl]}
        if kind == "I":
            assert pk not in tables[tbl], f"{tbl} {pk} was inserted twice"
            tables[tbl][pk] = values
        else:
            tables[tbl][pk].update(values)
    return tables


def there(db: Session) -> Tables:
    """Every journalled table as it is, without what is folded from other rows."""
    tables: Tables = {}
    for table in journalled_tables():
        columns = journalled_columns(table)
        rows = db.connection().exec_driver_sql(f"SELECT id, {', '.join(columns)} FROM {table.name}")
        tables[table.name] = {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows}
    return tables


def check_rebuilt(database: Database) -> int:
    """The journal gives every row again, and events give what is folded. Answers with the rows."""
    with database.reading() as db:
        made, found = rebuilt(db), there(db)
        assert made.keys() == found.keys()
        for name, rows in found.items():
            assert made[name] == rows, name
        check_folded(db)
        check_chain(db)
    return sum(map(len, found.values()))


def check_folded(db: Session) -> None:
    """The folded columns of each loan are what its events add up to."""
    for loan in db.query(Loan).all():
        before = _folded(loan)
        with db.no_autoflush:
            refold_unsaved(db, loan)
        assert _folded(loan) == before, loan.id
    db.rollback()


def refold_unsaved(db: Session, loan: Loan) -> None:
    """Fold on a connection that cannot write: nothing of it is sent."""
    flush, db.flush = db.flush, lambda *_: None  # type: ignore[method-assign]
    try:
        refold(db, loan)
    finally:
        db.flush = flush  # type: ignore[method-assign]


def check_chain(db: Session) -> None:
    """Each change names the value it replaced, and the stream has no gap."""
    latest: dict[tuple[str, str, str], Any] = {}
    seqs = []
    ops = db.connection().exec_driver_sql(
        "SELECT t.seq, o.tbl, o.pk, o.kind, o.body FROM journal_op o"
        " JOIN journal_txn t ON t.id = o.txn_id ORDER BY t.hlc, t.id, o.i"
    )
    for seq, tbl, pk, kind, body in ops:
        seqs.append(seq)
        held = json.loads(body)
        for column, value in held["v"].items():
            if kind == "U":
                assert latest[tbl, pk, column] == held["p"][column], (tbl, pk, column)
            latest[tbl, pk, column] = value
    assert sorted(set(seqs)) == list(range(1, max(seqs) + 1))


def _folded(loan: Loan) -> tuple[Any, ...]:
    return loan.state, loan.due_on, loan.returned_at, loan.renewals, loan.missing
