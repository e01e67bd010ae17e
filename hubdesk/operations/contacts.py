"""Whom to ring if something happens to somebody, and the background checks of who teaches."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.lending import HappenedInFuture
from hubdesk.models import Account, CheckLevel, EmergencyContact, Person, StaffCheck
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.typed import clean_line, read_phone

_PHONE = "Emergency contact's phone"


def set_emergency_contact(
    db: Session, *, person_id: str, name: str, phone: str, relation: str = ""
) -> EmergencyContact | None:
    """The one to ring about somebody, in place of whoever was; nothing at all takes it away.

    Refuses FieldMissing for a name without a phone, and PhoneNotRight.
    """
    person = found(db, Person, person_id)
    said = read_contact(name, phone, relation)
    rows = select(EmergencyContact).where(
        EmergencyContact.person_id == person.id, EmergencyContact.deleted == 0
    )
    there = list(db.scalars(rows.order_by(EmergencyContact.id)))
    for row in there:
        if (row.name, row.relation, row.phone) == said:
            return row
        row.deleted = True
    made = None
    if any(said):
        made = EmergencyContact(person_id=person.id, name=said[0], relation=said[1], phone=said[2])
        db.add(made)
    db.flush()
    return made


def read_contact(name: str, phone: str, relation: str = "") -> tuple[str, str, str]:
    """Whom to ring as it is kept: name, who they are, phone; all empty for nobody.

    Refuses FieldMissing for a name without a phone, and PhoneNotRight.
    """
    called, number = clean_line(name, "Emergency contact"), read_phone(phone, _PHONE).shown
    related = clean_line(relation, "Who they are", 100)
    if (called or related) and not number:
        raise FieldMissing(_PHONE)
    return called, related, number


def record_check(
    db: Session,
    *,
    account_id: str,
    level: str,
    issued_on: date,
    now: datetime,
    number: str = "",
    review_on: date | None = None,
) -> StaffCheck:
    """Somebody's certificate was seen: its level, number and day are kept, never a copy.

    Refuses NotFound, ChoiceUnknown and HappenedInFuture.
    """
    account = found(db, Account, account_id)
    if issued_on > now.date():
        raise HappenedInFuture(issued_on)
    check = StaffCheck(
        account_id=account.id,
        level=one_of(CheckLevel, level, "Level"),
        number=clean_line(number, "Number", 40),
        issued_on=issued_on,
        review_on=review_on,
    )
    db.add(check)
    db.flush()
    return check
