"""Taking away, in one go, the people and things that were added to practise with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import (
    Agreement,
    Attendance,
    Award,
    AwardEvent,
    CodeOf,
    Consent,
    Destination,
    Device,
    Draft,
    EmergencyContact,
    Enrolment,
    FollowUp,
    Gift,
    Goal,
    Household,
    Judgement,
    KitItem,
    Loan,
    LoanEvent,
    Person,
    PersonNote,
    PersonRole,
    Presence,
    SupportNeed,
)
from hubdesk.operations.loan_folding import refold

MARK = "(sample)"  # how the name of everything to practise with ends

_OF_PERSON: tuple[Any, ...] = (
    *(Agreement, CodeOf, Consent, PersonNote, PersonRole, SupportNeed),
    *(Attendance, Enrolment, EmergencyContact, Presence, Award, AwardEvent),
    *(Judgement, Goal, FollowUp, Destination),
)
_OF_DEVICE: tuple[Any, ...] = (CodeOf, KitItem)


@dataclass(frozen=True, slots=True)
class Removed:
    """How much was taken away."""

    people: int
    devices: int


def is_practising(db: Session) -> bool:
    """Whether anybody or anything to practise with is there."""
    return bool(_people(db) or _devices(db))


def remove_practice(db: Session) -> Removed:
    """Take back every person and thing whose name ends in MARK, with all that hangs on them.

    A loan between a sample and somebody real goes too: it was practice. A real thing is then
    back on the shelf as it was.
    """
    people, devices = _people(db), _devices(db)
    loans = _loans(db, people, devices)
    events = select(LoanEvent).where(LoanEvent.loan_id.in_(loan.id for loan in loans))
    _take_back([*db.scalars(events), *loans])
    for loan in loans:
        refold(db, loan)
    gifts = select(Gift).where(Gift.person_id.in_(people) | Gift.device_id.in_(devices))
    _take_back(list(db.scalars(gifts)))
    notes = select(PersonNote).where(PersonNote.loan_id.in_(loan.id for loan in loans))
    _take_back(list(db.scalars(notes)))
    for table in _OF_PERSON:
        _take_back(list(db.scalars(select(table).where(table.person_id.in_(people)))))
    for table in _OF_DEVICE:
        _take_back(list(db.scalars(select(table).where(table.device_id.in_(devices)))))
    for draft in db.scalars(select(Draft).where(Draft.for_whom.in_(people))):
        draft.is_done = True
    homes = {person.household_id for person in people.values() if person.household_id}
    _take_back([*people.values(), *devices.values()])
    db.flush()
    _take_back(_empty_homes(db, homes))
    db.flush()
    return Removed(len(people), len(devices))


def _people(db: Session) -> dict[str, Person]:
    named = select(Person).where(Person.display_name.endswith(MARK), Person.deleted == 0)
    return {person.id: person for person in db.scalars(named)}


def _devices(db: Session) -> dict[str, Device]:
    named = select(Device).where(Device.model.endswith(MARK), Device.deleted == 0)
    return {device.id: device for device in db.scalars(named)}


def _loans(db: Session, people: Collection[str], devices: Collection[str]) -> list[Loan]:
    theirs = Loan.borrower_id.in_(people) | Loan.device_id.in_(devices)
    return list(db.scalars(select(Loan).where(theirs, Loan.deleted == 0)))


def _empty_homes(db: Session, homes: Collection[str]) -> list[Household]:
    lived_in = select(Person.household_id).where(
        Person.household_id.in_(homes), Person.deleted == 0
    )
    empty = set(homes) - set(db.scalars(lived_in))
    return list(db.scalars(select(Household).where(Household.id.in_(empty))))


def _take_back(rows: list[Any]) -> None:
    for row in rows:
        row.deleted = True
