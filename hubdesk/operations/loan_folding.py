"""Folding a loan's events into where it stands: out, lost, returned, and what is missing."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Loan, LoanEvent
from hubdesk.models.loan_standing import standing_of


def refold(db: Session, loan: Loan) -> None:
    """Make the local columns of `loan` say what its events add up to."""
    db.flush()
    found = standing_of(loan.due_first_on, live_events(db, loan.id), taken_back=bool(loan.deleted))
    loan.state, loan.due_on, loan.returned_at = found.state, found.due_on, found.returned_at
    loan.renewals, loan.missing = found.renewals, found.missing


def live_events(db: Session, loan_id: str) -> list[LoanEvent]:
    """What happened to a loan and was not taken back, in the order it happened."""
    return list(
        db.scalars(
            select(LoanEvent)
            .where(LoanEvent.loan_id == loan_id, LoanEvent.deleted == 0)
            .order_by(LoanEvent.happened_at, LoanEvent.id)
        )
    )


def heads(db: Session, loan_id: str) -> str:
    """The ids of the events nobody has built on yet, as JSON: what a new event knew."""
    events = live_events(db, loan_id)
    built_on = {head for event in events for head in json.loads(event.heads or "[]")}
    return json.dumps([event.id for event in events if event.id not in built_on])
