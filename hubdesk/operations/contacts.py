"""Whom to ring if something happens to somebody."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.models import EmergencyContact, Person
from hubdesk.operations.lending import found
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
