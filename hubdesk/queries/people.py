"""One person: the card at the desk, with what staff must act on, and the whole page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Birth, BirthPrecision, Household, LoanState, Person
from hubdesk.models.person import short_name
from hubdesk.queries.agreements import (
    AgreementRow,
    agreements_of,
    card_printed,
    unsigned_agreement,
    valid_agreement,
)
from hubdesk.queries.awards import AwardRow, awards_of
from hubdesk.queries.concerns import says_see_the_lead
from hubdesk.queries.consents import ConsentRow, consents_of
from hubdesk.queries.loans import LoanRow, loans_of_person
from hubdesk.queries.one_person import MergeRow, merges_of, person_now
from hubdesk.queries.person_details import (
    GiftRow,
    HouseholdRow,
    NoteRow,
    gifts_of,
    household_of,
    needs_of,
    notes_of,
    other_codes_of,
    roles_of,
)
from hubdesk.queries.restrictions import RestrictionRow, restriction_of


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody at the desk: the person, not the record.

    `agreement` is the signed one that holds; `unsigned` the newest that waits for a signature.
    """

    id: str
    name: str
    known_as: str
    short_name: str
    card: str
    phone: str
    language: str
    safe_to_leave_message: bool
    needs: tuple[str, ...]
    notes: tuple[NoteRow, ...]
    agreement: AgreementRow | None
    unsigned: AgreementRow | None
    loans: tuple[LoanRow, ...]
    overdue: int
    asks_household: bool
    unused_since: date | None  # the record is kept and not used

    @property
    def called(self) -> str:
        """What they like to be called: Sam."""
        return self.known_as or self.name.split()[0]

    @property
    def agreement_is_signed(self) -> bool:
        """Whether a signed agreement holds, so that nothing needs to be printed."""
        return self.agreement is not None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the hub knows of one person, equality answers excepted."""

    id: str
    name: str
    known_as: str
    short_name: str
    card: str
    other_codes: tuple[str, ...]
    birth: Birth
    phone: str
    phone_key: str
    email: str
    channel: str
    language: str
    safe_to_leave_message: bool
    do_not_post: bool
    address: str
    address_withheld: bool
    no_fixed_address: bool
    postcode: str
    heard_from: str
    guardian_name: str
    guardian_phone: str
    joined_on: date
    roles: tuple[str, ...]
    needs: tuple[str, ...]
    notes: tuple[NoteRow, ...]
    consents: tuple[ConsentRow, ...]
    loans: tuple[LoanRow, ...]
    gifts: tuple[GiftRow, ...]
    agreements: tuple[AgreementRow, ...]
    awards: tuple[AwardRow, ...]
    household: HouseholdRow | None
    merges: tuple[MergeRow, ...]
    unused: RestrictionRow | None  # why the record is kept and not used
    sees_lead: bool  # the safeguarding lead chose that it is said


def person_card(db: Session, person_id: str, today: date) -> PersonCard | None:
    """The person as the desk shows them, or None if they are not here any more.

    An id that was merged into another finds the record that stays.
    """
    row = db.execute(
        select(
            Person.display_name,
            Person.known_as,
            Person.phone,
            Person.language,
            Person.safe_to_leave_message,
            Household.asked_on,
        )
        .outerjoin(Household, Household.id == Person.household_id)
        .where(Person.id == person_id, Person.deleted == 0)
    ).one_or_none()
    if row is None:
        now = person_now(db, person_id)
        return person_card(db, now, today) if now != person_id else None
    loans = tuple(loans_of_person(db, person_id, out_only=True))
    unused = restriction_of(db, person_id)
    return PersonCard(
        id=person_id,
        name=row.display_name,
        known_as=row.known_as,
        short_name=short_name(row.display_name, row.known_as),
        card=card_printed(db, person_id),
        phone=row.phone,
        language=row.language,
        safe_to_leave_message=bool(row.safe_to_leave_message),
        needs=needs_of(db, person_id),
        notes=tuple(note for note in notes_of(db, person_id) if not note.is_done),
        agreement=valid_agreement(db, person_id=person_id, today=today),
        unsigned=unsigned_agreement(db, person_id),
        loans=loans,
        overdue=sum(loan.state == LoanState.OUT and loan.due_on < today for loan in loans),
        asks_household=row.asked_on is None,  # nobody answered, and nobody skipped it
        unused_since=unused.since_on if unused else None,
    )


def person_page(db: Session, person_id: str) -> PersonPage | None:
    """Everything about one person, or None if they are not here any more.

    An id that was merged into another finds the record that stays.
    """
    row = db.execute(
        select(*_PERSON_COLUMNS).where(Person.id == person_id, Person.deleted == 0)
    ).one_or_none()
    if row is None:
        now = person_now(db, person_id)
        return person_page(db, now) if now != person_id else None
    known: dict[str, Any] = dict(row._mapping)
    name, household_id = known.pop("display_name"), known.pop("household_id")
    precision = BirthPrecision(known.pop("born_precision") or BirthPrecision.UNKNOWN)
    birth = Birth(precision, known.pop("born_on"), known.pop("born_year"), known.pop("age_band"))
    for fact in _FLAGS:
        known[fact] = bool(known[fact])
    return PersonPage(
        name=name,
        short_name=short_name(name, known["known_as"]),
        card=card_printed(db, person_id),
        other_codes=other_codes_of(db, person_id),
        birth=birth,
        roles=roles_of(db, person_id),
        needs=needs_of(db, person_id),
        notes=notes_of(db, person_id),
        consents=consents_of(db, person_id),
        loans=tuple(loans_of_person(db, person_id)),
        gifts=gifts_of(db, person_id),
        agreements=tuple(agreements_of(db, person_id)),
        awards=awards_of(db, person_id),
        household=household_of(db, household_id, person_id) if household_id else None,
        merges=merges_of(db, person_id),
        unused=restriction_of(db, person_id),
        sees_lead=says_see_the_lead(db, person_id),
        **known,
    )


_FLAGS = (
    "safe_to_leave_message",
    "do_not_post",
    "address_withheld",
    "no_fixed_address",
)
_PERSON_COLUMNS: tuple[Any, ...] = (
    Person.id,
    Person.display_name,
    Person.known_as,
    Person.born_precision,
    Person.born_on,
    Person.born_year,
    Person.age_band,
    Person.phone,
    Person.phone_key,
    Person.email,
    Person.channel,
    Person.language,
    Person.safe_to_leave_message,
    Person.do_not_post,
    Person.address,
    Person.address_withheld,
    Person.no_fixed_address,
    Person.postcode,
    Person.heard_from,
    Person.guardian_name,
    Person.guardian_phone,
    Person.joined_on,
    Person.household_id,
)
