"""The tables made again from the journal alone: what each row would be if only it were left."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from hubdesk.models import Loan
from hubdesk.operations.loan_folding import refold
from hubdesk.store.database import Database
from hubdesk.store.rebuilding import rebuild


def check_rebuilt(database: Database) -> int:
    """The journal gives every row again, and events give what is folded. Answers with the rows."""
    with database.reading() as db:
        found = rebuild(db.connection().connection.driver_connection)
        assert found.is_same, found.differing
        assert not found.erased
        check_folded(db)
        check_chain(db)
    return found.rows


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
    forgotten: set[tuple[str, str]] = set()
    ops = db.connection().exec_driver_sql(
        "SELECT o.tbl, o.pk, o.kind, o.body FROM journal_op o"
        " JOIN journal_txn t ON t.id = o.txn_id ORDER BY t.hlc, t.id, o.i"
    )
    for tbl, pk, kind, body in ops:
        if body is None:
            forgotten.add((tbl, pk))
            continue
        if kind == "X":
            forgotten.discard((tbl, pk))
        held = json.loads(body)
        for column, value in held["v"].items():
            if kind == "U" and (tbl, pk) not in forgotten:
                assert latest[tbl, pk, column] == held["p"][column], (tbl, pk, column)
            latest[tbl, pk, column] = value
    # one that stands alone, like the closing one of a list, changes no row
    seqs = db.connection().exec_driver_sql("SELECT seq FROM journal_txn").scalars().all()
    assert sorted(set(seqs)) == list(range(1, max(seqs) + 1))


def _folded(loan: Loan) -> tuple[Any, ...]:
    return loan.state, loan.due_on, loan.returned_at, loan.renewals, loan.missing
