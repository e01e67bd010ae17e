"""Writing down people: who they are, what helps them, who they live with.

Every operation takes an open session as `db` and leaves the commit to its caller. `now` is
aware and in the hub's time zone, so `now.date()` is the hub's day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.errors.devices import CodeMissing
from hubdesk.errors.people import NoteDone, NoteEmpty, NumberNotRight, SameHousehold
from hubdesk.ids import Code, CodeKind, folded_code, pair_id
from hubdesk.models import (
    CodeOf,
    CodeOrigin,
    Connection,
    Household,
    HouseholdAnswer,
    How,
    Need,
    Person,
    PersonNote,
    PersonRole,
    Purpose,
    Role,
    SupportNeed,
)
from hubdesk.operations.codes import add_code, check_free, codes_of, fresh_code, scanned_code
from hubdesk.operations.consents import record_consent
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import PersonFacts, columns_of, one_of
from hubdesk.operations.restricting import check_usable
from hubdesk.typed import clean_line, clean_note

MOST_IN_HOUSEHOLD = 50


def register_person(
    db: Session,
    *,
    display_name: str,
    now: datetime,
    known_as: str = "",
    phone: str = "",
    email: str = "",
    heard_from: str = "",
    privacy_given: bool = False,
    card: str = "",
    roles: Iterable[str] = (),
    more: PersonFacts | None = None,
) -> Person:
    """Write down somebody new. Only the name they go by is asked for.

    `card` is a fresh card of ours that was scanned; `privacy_given` says that the privacy
    notice was handed over. Refuses what `columns_of` and `scanned_code` refuse.
    """
    facts: PersonFacts = {
        "display_name": display_name,
        "known_as": known_as,
        "phone": phone,
        "email": email,
        "heard_from": heard_from,
        **(more or {}),
    }
    columns = columns_of(facts, today=now.date())
    theirs = [one_of(Role, role, "Role") for role in roles]
    code = scanned_code(db, card, CodeKind.PERSON) if card.strip() else None
    person = Person(joined_on=now.date(), **columns)
    db.add(person)
    db.flush()
    set_roles(db, person_id=person.id, roles=theirs)
    if code:
        _give_card(db, person, code)
    if privacy_given:
        record_consent(
            db,
            person_id=person.id,
            purpose=Purpose.PRIVACY_NOTICE,
            how=How.PAPER,
            now=now,
        )
    db.flush()
    return person


def edit_person(db: Session, *, person_id: str, facts: PersonFacts, now: datetime) -> Person:
    """Change what is known about somebody. Only the facts handed in are touched.

    Refuses RecordRestricted, and what `columns_of` refuses.
    """
    person = found(db, Person, person_id)
    check_usable(db, person)
    for column, value in columns_of(facts, today=now.date()).items():
        if getattr(person, column) != value:
            setattr(person, column, value)
    db.flush()
    return person


def set_roles(db: Session, *, person_id: str, roles: Iterable[str]) -> None:
    """Make these the roles of somebody, and no others. Refuses ChoiceUnknown, RecordRestricted."""
    wanted = {one_of(Role, role, "Role") for role in roles}
    person = found(db, Person, person_id)
    check_usable(db, person)
    rows = db.scalars(select(PersonRole).where(PersonRole.person_id == person.id))
    there = {row.role: row for row in rows}
    _keep_only(there, wanted)
    for role in sorted(wanted - there.keys()):
        id = pair_id("person_role", person.id, role)
        db.add(PersonRole(id=id, person_id=person.id, role=role))
    db.flush()


def set_needs(db: Session, *, person_id: str, needs: Iterable[str]) -> None:
    """Make these what helps somebody at the desk, and no others.

    Refuses ChoiceUnknown and RecordRestricted.
    """
    wanted = {one_of(Need, need, "What helps") for need in needs}
    person = found(db, Person, person_id)
    check_usable(db, person)
    rows = db.scalars(select(SupportNeed).where(SupportNeed.person_id == person.id))
    there = {row.need: row for row in rows}
    _keep_only(there, wanted)
    for need in sorted(wanted - there.keys()):
        id = pair_id("support_need", person.id, need)
        db.add(SupportNeed(id=id, person_id=person.id, need=need))
    person.wants_interpreter = Need.INTERPRETER in wanted  # the same question: one answer
    db.flush()


def add_note(
    db: Session, *, person_id: str, text: str, now: datetime, loan_id: str | None = None
) -> PersonNote:
    """Something the desk should know next time. Refuses NoteEmpty and TextTooLong."""
    person = found(db, Person, person_id)
    clean = clean_note(text, "Note")
    if not clean:
        raise NoteEmpty
    note = PersonNote(person_id=person.id, text=clean, loan_id=loan_id, noted_at=now)
    db.add(note)
    db.flush()
    return note


def tick_off_note(db: Session, *, note_id: str) -> PersonNote:
    """The note is dealt with, and no longer shown at the desk. Refuses NoteDone."""
    note = found(db, PersonNote, note_id)
    if note.is_done:
        raise NoteDone
    note.is_done = True
    db.flush()
    return note


def set_household(
    db: Session,
    *,
    person_id: str,
    now: datetime,
    connection: str | None = None,
    working_devices: int | None = None,
    people_learning: int | None = None,
) -> Household:
    """What somebody has at home, in three taps that can each be skipped (None).

    It holds for everybody of the household. Refuses ChoiceUnknown, RecordRestricted and
    NumberNotRight.
    """
    person = found(db, Person, person_id)
    check_usable(db, person)
    if connection is not None:
        connection = one_of(Connection, connection, "Internet at home")
    _check_count(working_devices, "Working devices")
    _check_count(people_learning, "People learning")
    household = _household_of(db, person)
    _keep_what_was_told(db, household)
    if connection is not None:
        household.connection = connection
    if working_devices is not None:
        household.working_devices = working_devices
    if people_learning is not None:
        household.people_learning = people_learning
    household.asked_on = now.date()
    _keep_what_was_told(db, household)
    db.flush()
    return household


def join_household(db: Session, *, person_id: str, other_id: str) -> Household:
    """Somebody lives with somebody else. Refuses SameHousehold if that is known already."""
    person, other = found(db, Person, person_id), found(db, Person, other_id)
    together = person.household_id and person.household_id == other.household_id
    if person.id == other.id or together:
        raise SameHousehold(person.display_name)
    before = person.household_id
    household = _household_of(db, other)
    person.household_id = household.id
    db.flush()
    close_empty(db, before)
    return household


def leave_household(db: Session, *, person_id: str) -> Person:
    """Somebody no longer lives with the others of their household."""
    person = found(db, Person, person_id)
    before, person.household_id = person.household_id, None
    db.flush()
    close_empty(db, before)
    return person


def close_empty(db: Session, household_id: str | None) -> None:
    """A household nobody lives in any more would be counted for nothing."""
    if household_id is None:
        return
    left = db.scalar(
        select(func.count()).where(Person.household_id == household_id, Person.deleted == 0)
    )
    if not left:
        found(db, Household, household_id).deleted = True


def assign_card(db: Session, *, person_id: str, card: str = "") -> Code:
    """Give somebody a card: the blank one that was scanned, or a fresh number to print.

    An older card stops working. Refuses CodeHalfRead, CodeOfOtherSort and CodeInUse.
    """
    person = found(db, Person, person_id)
    if card.strip():
        code = scanned_code(db, card, CodeKind.PERSON)
    else:
        code = fresh_code(db, CodeKind.PERSON)
    for row in codes_of(db, person_id=person.id):
        if row.origin == CodeOrigin.CARD:
            row.deleted = True
    _give_card(db, person, code)
    db.flush()
    return code


def link_card(db: Session, *, person_id: str, code: str) -> CodeOf:
    """A card of somewhere else, such as a library's, that finds this person too."""
    person = found(db, Person, person_id)
    shown = clean_line(code, "Card", 100)
    if not folded_code(shown):
        raise CodeMissing
    check_free(db, shown)
    row = add_code(db, shown=shown, origin=CodeOrigin.OLD, person_id=person.id)
    db.flush()
    return row


def _give_card(db: Session, person: Person, code: Code) -> None:
    add_code(
        db,
        shown=code.printed(),
        value=code.text,
        origin=CodeOrigin.CARD,
        person_id=person.id,
    )


def _keep_only(there: Mapping[str, PersonRole | SupportNeed], wanted: Set[str]) -> None:
    """Rows of a pair are made once: what is not wanted is taken back and may come again."""
    for word, row in there.items():
        row.deleted = word not in wanted


def _household_of(db: Session, person: Person) -> Household:
    if person.household_id:
        return found(db, Household, person.household_id)
    household = Household()
    db.add(household)
    db.flush()
    person.household_id = household.id
    return household


def _keep_what_was_told(db: Session, household: Household) -> None:
    """One answer a day stays as it was told, so that a change can be measured by it."""
    if household.asked_on is None:
        return
    id = pair_id("household_answer", household.id, household.asked_on.isoformat())
    answer = db.get(HouseholdAnswer, id)
    if answer is None:
        answer = HouseholdAnswer(id=id, household_id=household.id, asked_on=household.asked_on)
        db.add(answer)
    answer.deleted = False
    answer.connection = household.connection
    answer.working_devices = household.working_devices
    answer.people_learning = household.people_learning


def _check_count(number: int | None, field: str) -> None:
    if number is not None and not 0 <= number <= MOST_IN_HOUSEHOLD:
        raise NumberNotRight(field, 0, MOST_IN_HOUSEHOLD)
