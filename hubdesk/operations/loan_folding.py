"""Folding a loan's events into where it stands: out, lost, returned, and what is missing."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import EventKind, Loan, LoanEvent, LoanState


def refold(db: Session, loan: Loan) -> None:
    """Make the local columns of `loan` say what its events add up to."""
    db.flush()
    loan.state, loan.due_on, loan.returned_at = LoanState.OUT, loan.due_first_on, None
    loan.renewals, missing = 0, list[str]()
    for event in live_events(db, loan.id):
        match event.kind:
            case EventKind.RENEWED:
                loan.renewals += 1
                loan.due_on = event.due_on or loan.due_on
            case EventKind.RETURNED:
                loan.state, loan.returned_at = LoanState.RETURNED, event.happened_at
                missing = json.loads(event.missing or "[]")
            case EventKind.ITEM_BACK:
                missing = [name for name in missing if name != event.item]
            # A return typed in later may have happened before somebody thought it was lost.
            case EventKind.LOST if loan.state == LoanState.OUT:
                loan.state = LoanState.LOST
            case EventKind.FOUND if loan.state == LoanState.LOST:
                loan.state = LoanState.OUT
    if loan.deleted:
        loan.state = LoanState.TAKEN_BACK
    loan.missing = json.dumps(missing, ensure_ascii=False) if missing else ""


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
