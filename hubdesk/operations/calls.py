"""What came of a call about a loan, said after the call was written down."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from hubdesk.errors.records import NotFound
from hubdesk.models import EventKind, Loan, LoanEvent
from hubdesk.operations.lending import found
from hubdesk.operations.loan_folding import heads, live_events


def say_call_result(db: Session, *, loan_id: str, result: str, now: datetime) -> None:
    """Say what came of the newest call about a loan.

    Events are never changed: the call is taken back, and one of the same moment put in its
    place. Refuses NotFound when nobody called about it.
    """
    loan = found(db, Loan, loan_id)
    calls = [event for event in live_events(db, loan.id) if event.kind == EventKind.CALLED]
    if not calls:
        raise NotFound("loan_event", loan_id)
    last = calls[-1]
    last.deleted = True
    db.flush()
    db.add(
        LoanEvent(
            loan_id=loan.id,
            borrower_id=loan.borrower_id,
            kind=EventKind.CALLED,
            happened_at=min(last.happened_at, now),
            note=result,
            heads=heads(db, loan.id),
        )
    )
    db.flush()
