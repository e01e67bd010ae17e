"""One loan with what somebody needs who calls about it: the person, what went out, the calls."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Need, Person
from hubdesk.queries.loans import CallRow, LoanRow, calls_of_loan, contents_of_loan, loan_rows
from hubdesk.queries.person_details import needs_of


@dataclass(frozen=True, slots=True)
class LoanCard:
    """One loan, whom to call about it and how, and what was said before, newest first."""

    loan: LoanRow
    channel: str
    language: str
    wants_interpreter: bool
    safe_to_leave_message: bool
    guardian_name: str
    guardian_phone: str
    contents: tuple[str, ...]
    calls: tuple[CallRow, ...]

    @property
    def called(self) -> str:
        """What the person likes to be called: Sam."""
        words = (self.loan.known_as or self.loan.borrower).split()
        return words[0] if words else ""


def loan_card(db: Session, loan_id: str) -> LoanCard | None:
    """The loan, or None if it is not here any more."""
    rows = loan_rows(db, [loan_id])
    if not rows:
        return None
    person = db.execute(
        select(
            Person.channel,
            Person.language,
            Person.safe_to_leave_message,
            Person.guardian_name,
            Person.guardian_phone,
        ).where(Person.id == rows[0].borrower_id)
    ).one()
    return LoanCard(
        loan=rows[0],
        channel=person.channel,
        language=person.language,
        wants_interpreter=Need.INTERPRETER in needs_of(db, rows[0].borrower_id),
        safe_to_leave_message=bool(person.safe_to_leave_message),
        guardian_name=person.guardian_name,
        guardian_phone=person.guardian_phone,
        contents=tuple(contents_of_loan(db, loan_id)),
        calls=tuple(calls_of_loan(db, loan_id)),
    )
