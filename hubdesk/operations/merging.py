"""Making two records of one person one, and taking them apart again.

The fact is one row, `person_merge`. In the same transaction all that names the merged record is
moved to the one that stays, so that every list, count and search reads one person by the
indexes it has, and nothing needs to look twice. The merged record keeps its own values, marked
deleted. Undo is the inverse of the transaction, as for any verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, select, update
from sqlalchemy.orm import Session

from hubdesk.errors.people import PersonErased, SamePerson, TwoPeople
from hubdesk.ids import pair_id
from hubdesk.models import (
    Agreement,
    Base,
    CodeOf,
    CodeOrigin,
    Erasure,
    Loan,
    LoanEvent,
    NotSame,
    Person,
    PersonMerge,
    PersonNote,
    PersonRole,
    SupportNeed,
)
from hubdesk.operations.lending import found
from hubdesk.operations.merging_learning import share_learning
from hubdesk.operations.people import close_empty
from hubdesk.operations.restricting import check_usable
from hubdesk.queries.one_person import person_now
from hubdesk.queries.side_by_side import FACTS, Side, suggested

# What is not moved, and why. A test asks that every other table about a person is.
STAYS = {
    "person_role": "its id is the pair: the other record gets a row of its own",
    "support_need": "its id is the pair: the other record gets a row of its own",
    "person_merge": "it says what was merged into what",
    "access_event": "it says whose record was looked at, and is never changed",
    "not_same": "it says which two records somebody looked at",
    "attendance": "its id is the pair: the other record gets a row of its own",
    "enrolment": "its id is the pair: the other record gets a row of its own",
    "follow_up": "its id is the pair: the other record gets a row of its own",
    "session_helper": "its id is the pair: the other record gets a row of its own",
}


def merge_people(
    db: Session,
    *,
    from_id: str,
    to_id: str,
    now: datetime,
    choices: Mapping[str, Side] | None = None,
) -> PersonMerge:
    """The two records are one person, kept under `to_id`.

    `choices` says for facts of `side_by_side` which record's value stays; what is not in it is
    kept as `suggested` says. The other value stays in the history. Refuses SamePerson,
    PersonErased, RecordRestricted, and NotFound when one of them is not here (any more).
    """
    erased = select(Erasure.id).where(Erasure.was.in_((from_id, to_id)), Erasure.deleted == 0)
    if db.scalars(erased.limit(1)).first():
        raise PersonErased
    if person_now(db, from_id) == person_now(db, to_id):
        raise SamePerson(found(db, Person, to_id).display_name)
    merged, kept = found(db, Person, from_id), found(db, Person, to_id)
    for person in (merged, kept):
        check_usable(db, person)
    before = {person.household_id for person in (merged, kept) if person.household_id}
    _choose(kept, merged, choices or {})
    kept.joined_on = min(kept.joined_on, merged.joined_on)
    _keep_one_card(db, kept, merged)
    _share_pairs(db, kept, merged)
    share_learning(db, kept, merged)
    db.flush()
    for table, column in _columns_about_people():
        db.execute(update(table).where(column == merged.id).values({column: kept.id}))
    merged.deleted = True
    merge = PersonMerge(from_id=merged.id, to_id=kept.id, merged_at=now)
    db.add(merge)
    db.flush()
    for household_id in before:
        close_empty(db, household_id)
    db.flush()
    db.expire_all()  # what was moved was moved without the session
    return merge


def say_two_people(db: Session, *, one_id: str, other_id: str, now: datetime) -> NotSame:
    """Somebody looked: these two are alike but are not one person. Refuses TwoPeople if said."""
    people = [found(db, Person, id) for id in (one_id, other_id)]
    one, other = sorted(people, key=lambda person: person.id)
    if one.id == other.id:
        raise SamePerson(one.display_name)
    id = pair_id("not_same", one.id, other.id)
    pair = db.get(NotSame, id)
    if pair is None:
        pair = NotSame(id=id, one_id=one.id, other_id=other.id, said_at=now)
        db.add(pair)
    elif pair.deleted:
        pair.deleted = False
    else:
        raise TwoPeople(one.display_name, other.display_name)
    db.flush()
    return pair


def follow_loans(db: Session, loan_ids: list[str]) -> None:
    """What was written about these loans since is about their borrower: events, notes, papers."""
    db.flush()
    for loan_id in loan_ids:
        loan = db.get_one(Loan, loan_id, populate_existing=True)
        whose = loan.borrower_id
        events = update(LoanEvent).where(LoanEvent.loan_id == loan.id)
        db.execute(events.where(LoanEvent.borrower_id != whose).values(borrower_id=whose))
        notes = update(PersonNote).where(PersonNote.loan_id == loan.id)
        db.execute(notes.where(PersonNote.person_id != whose).values(person_id=whose))
        if loan.handing_id:
            papers = update(Agreement).where(Agreement.handing_id == loan.handing_id)
            db.execute(papers.where(Agreement.person_id != whose).values(person_id=whose))


@cache
def _columns_about_people() -> list[tuple[Table, Column[Any]]]:
    """Every journalled column that names a person, but for what stays."""
    return [
        (table, key.parent)
        for table in Base.metadata.sorted_tables
        if "local" not in table.info and table.name not in STAYS
        for key in table.foreign_keys
        if key.column.table.name == "person"
    ]


def _choose(kept: Person, merged: Person, choices: Mapping[str, Side]) -> None:
    for name, columns in FACTS.items():
        ours, theirs = (
            {column: getattr(person, column) for column in columns} for person in (kept, merged)
        )
        side = choices.get(name) or suggested(name, ours, theirs)
        if side is Side.MERGED and ours != theirs:
            for column, value in theirs.items():
                setattr(kept, column, value)


def _keep_one_card(db: Session, kept: Person, merged: Person) -> None:
    """Both cards work from now on, and one of them is the card that is shown and printed."""
    cards = select(CodeOf).where(CodeOf.origin == CodeOrigin.CARD, CodeOf.deleted == 0)
    if db.scalars(cards.where(CodeOf.person_id == kept.id)).first():
        for card in db.scalars(cards.where(CodeOf.person_id == merged.id)):
            card.origin = CodeOrigin.OLD


def _share_pairs(db: Session, kept: Person, merged: Person) -> None:
    """Roles and needs of both: rows of a pair are made once, and taken back or brought back."""
    roles, needs = select(PersonRole.role), select(SupportNeed.need)
    roles = roles.where(PersonRole.person_id == merged.id, PersonRole.deleted == 0)
    for role in db.scalars(roles).all():
        id = pair_id("person_role", kept.id, role)
        if (theirs := db.get(PersonRole, id)) is not None:
            theirs.deleted = False
        else:
            db.add(PersonRole(id=id, person_id=kept.id, role=role))
    needs = needs.where(SupportNeed.person_id == merged.id, SupportNeed.deleted == 0)
    for need in db.scalars(needs).all():
        id = pair_id("support_need", kept.id, need)
        if (helped := db.get(SupportNeed, id)) is not None:
            helped.deleted = False
        else:
            db.add(SupportNeed(id=id, person_id=kept.id, need=need))
