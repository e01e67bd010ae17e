"""Background checks of whoever works with people here, of the staff or in the people list.

One verb writes down a check, whoever it is of: what was seen, of which day, and when to look
again. The certificate itself is never kept.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.learning import LookAgainBefore
from hubdesk.errors.lending import HappenedInFuture
from hubdesk.models import Account, CheckLevel, Person, StaffCheck
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.typed import clean_line


def record_check(
    db: Session,
    *,
    level: str,
    issued_on: date,
    now: datetime,
    account_id: str = "",
    person_id: str = "",
    number: str = "",
    review_on: date | None = None,
) -> StaffCheck:
    """Somebody saw a check: its level, number and day are kept. Exactly one of the two ids is told.

    Refuses FieldMissing without either, NotFound, ChoiceUnknown, HappenedInFuture and
    LookAgainBefore.
    """
    if bool(account_id) == bool(person_id):
        raise FieldMissing("Whose check")
    if issued_on > now.date():
        raise HappenedInFuture(issued_on)
    if review_on is not None and review_on <= issued_on:
        raise LookAgainBefore(issued_on)
    check = StaffCheck(
        account_id=found(db, Account, account_id).id if account_id else None,
        person_id=found(db, Person, person_id).id if person_id else None,
        level=one_of(CheckLevel, level, "Kind of check"),
        number=clean_line(number, "Number", 40),
        issued_on=issued_on,
        review_on=review_on,
    )
    db.add(check)
    db.flush()
    return check


def put_away_check(db: Session, *, check_id: str) -> StaffCheck:
    """It holds no more, or was written down of somebody else. Refuses NotFound."""
    check = found(db, StaffCheck, check_id)
    check.deleted = True
    db.flush()
    return check
