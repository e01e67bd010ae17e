"""Which rows an erasure took the words of, and when: for what was kept of them elsewhere."""

from __future__ import annotations

from sqlalchemy import Integer, func, select
from sqlalchemy.orm import Session

from hubdesk.models import JournalOp, JournalTxn

ErasedRows = dict[tuple[str, str], int]


def erased_rows(db: Session) -> ErasedRows:
    """By table and row, the clock of the journal at its erasure: no change before it has words."""
    rows = db.execute(
        select(JournalOp.tbl, JournalOp.pk, func.max(JournalTxn.hlc, type_=Integer))
        .join(JournalTxn, JournalTxn.id == JournalOp.id)
        .where(JournalOp.kind == "X")
        .group_by(JournalOp.tbl, JournalOp.pk)
    )
    return {(tbl, pk): clock for tbl, pk, clock in rows}
