"""People as lists: all, who has something out, is late or did not sign; and who is here twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    Agreement,
    Birth,
    BirthPrecision,
    CodeOf,
    CodeOrigin,
    Loan,
    LoanState,
    Person,
    PersonFind,
)
from hubdesk.queries.likeness import Known, Likeness, likeness
from hubdesk.queries.loans import OUT
from hubdesk.queries.places import Places, Window, window_ids
from hubdesk.queries.search import people_ids_matching
from hubdesk.spelling import folded_words

MOST_TWINS = 5
MOST_LOOKED_AT = 200


class PeopleShown(StrEnum):
    """Which people a list shows."""

    EVERYBODY = "everybody"
    WITH_THINGS = "has something out"
    OVERDUE = "overdue"
    UNSIGNED = "not signed yet"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What a list of people is narrowed to. `text` is parts of words, as in the search box."""

    shown: PeopleShown = PeopleShown.EVERYBODY
    text: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as a list shows them. `out` counts what they have, `overdue` what is late."""

    id: str
    name: str
    known_as: str
    card: str
    phone: str
    joined_on: date
    out: int
    overdue: int


@dataclass(frozen=True, slots=True)
class TwinRow:
    """Somebody who may be the person about to be written down."""

    id: str
    name: str
    known_as: str
    birth: Birth
    phone: str
    joined_on: date
    likeness: Likeness


def people_count(db: Session, *, today: date, filters: PeopleFilter | None = None) -> int:
    """How many people the list holds."""
    chosen = filters or PeopleFilter()
    if chosen.text.strip() or chosen.shown is PeopleShown.EVERYBODY:
        counted = select(func.count()).where(*_conditions(db, chosen, today))
        return db.scalar(counted) or 0
    if chosen.shown is PeopleShown.UNSIGNED:
        return db.scalar(select(func.count(Agreement.person_id.distinct())).where(*_UNSIGNED)) or 0
    borrowers = select(func.count(Loan.borrower_id.distinct())).where(_has(chosen.shown, today))
    return db.scalar(borrowers) or 0


def people_window(
    db: Session,
    *,
    today: date,
    filters: PeopleFilter | None = None,
    sort: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
    count: int | None = None,
    places: Places | None = None,
) -> list[PersonRow]:
    """A window of the list, sorted by name or joined.

    `count` is what `people_count` said. It is read from the nearest row that `places` knows, or
    from an end, and tells them its own.
    """
    chosen = filters or PeopleFilter()
    total = people_count(db, today=today, filters=chosen) if count is None else count
    limit = max(0, min(limit, total - offset))
    keys = (_SORTS[sort], Person.id)
    query = select(*keys).where(*_conditions(db, chosen, today))
    window = Window(offset, limit, total, descending)
    ids = window_ids(db, query, keys, window, places or Places())
    rows = _rows(db, ids, today)
    return [rows[id] for id in ids]


def likely_twins(
    db: Session, *, name: str, phone_key: str = "", birth: Birth | None = None, but_id: str = ""
) -> list[TwinRow]:
    """Who may be the same person, by the rule of `likeness`. The likeliest first.

    `phone_key` is `hubdesk.typed.read_phone(...).key`. `but_id` leaves out the person whose
    page is being edited. Nothing is merged: somebody looks and decides.
    """
    told = Known.of(name, phone_key, birth)
    rows: dict[str, Any] = {}
    for alike in (
        Person.phone_key == phone_key if phone_key else None,
        Person.sort_name == " ".join(folded_words(name)) if told.words else None,
        Person.id.in_(_sounding_like(db, told)) if told.sounds else None,
        Person.born_on == told.birth.on if told.birth.on else None,
    ):
        if alike is not None:
            query = select(*_TWIN_COLUMNS).where(alike, Person.deleted == 0, Person.id != but_id)
            rows |= {row[0]: row for row in db.execute(query.limit(MOST_LOOKED_AT))}
    found = []
    for row in rows.values():
        theirs = Birth(BirthPrecision(row[6] or "unknown"), row[7], row[8], row[9])
        why = likeness(told, Known.of(row[1], row[5], theirs))
        if why:
            found.append(TwinRow(row[0], row[1], row[2], theirs, row[3], row[4], why))
    order = list(Likeness)
    return sorted(found, key=lambda twin: order.index(twin.likeness))[:MOST_TWINS]


def _sounding_like(db: Session, told: Known) -> list[str]:
    alike = select(PersonFind.pk).where(PersonFind.sounds == " ".join(told.sounds))
    return list(db.scalars(alike.limit(MOST_LOOKED_AT)))


_SORTS: dict[str, Any] = {"name": Person.sort_name, "joined": Person.joined_on}
_UNSIGNED = (Agreement.signed_on.is_(None), Agreement.deleted == 0)
_TWIN_COLUMNS: tuple[Any, ...] = (
    Person.id,
    Person.display_name,
    Person.known_as,
    Person.phone,
    Person.joined_on,
    Person.phone_key,
    Person.born_precision,
    Person.born_on,
    Person.born_year,
    Person.age_band,
)


def _conditions(db: Session, filters: PeopleFilter, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Person.deleted == 0]
    borrowers = select(Loan.borrower_id).where(_has(filters.shown, today))
    if filters.shown is PeopleShown.UNSIGNED:
        found.append(Person.id.in_(select(Agreement.person_id).where(*_UNSIGNED)))
    elif filters.shown is PeopleShown.OVERDUE:
        found.append(Person.id.in_(borrowers))  # few: found first, then sorted
    elif filters.shown is PeopleShown.WITH_THINGS:
        # Many: names are walked in their order and looked up in one list of borrowers. coalesce
        # hides the key of the table, or SQLite starts from the borrowers and sorts them all.
        found.append(func.coalesce(Person.id, "").in_(borrowers))
    if filters.text.strip():
        found.append(Person.id.in_(people_ids_matching(db, filters.text)))
    return found


def _has(shown: PeopleShown, today: date) -> ColumnElement[bool]:
    if shown is PeopleShown.OVERDUE:
        return and_(Loan.state == LoanState.OUT, Loan.due_on < today)
    return Loan.state.in_(OUT)


def _rows(db: Session, ids: list[str], today: date) -> dict[str, PersonRow]:
    held = db.execute(
        select(CodeOf.person_id, CodeOf.shown).where(
            CodeOf.person_id.in_(ids), CodeOf.origin == CodeOrigin.CARD, CodeOf.deleted == 0
        )
    )
    cards = {whom or "": shown for whom, shown in held}
    late = case((and_(Loan.state == LoanState.OUT, Loan.due_on < today), 1), else_=0)
    counts = {
        whom: (out, overdue)
        for whom, out, overdue in db.execute(
            select(Loan.borrower_id, func.count(), func.sum(late))
            .where(Loan.borrower_id.in_(ids), Loan.state.in_(OUT))
            .group_by(Loan.borrower_id)
        )
    }
    people = db.execute(
        select(
            Person.id, Person.display_name, Person.known_as, Person.phone, Person.joined_on
        ).where(Person.id.in_(ids))
    )
    return {
        id: PersonRow(
            id, name, known_as, cards.get(id, ""), phone, joined_on, *counts.get(id, (0, 0))
        )
        for id, name, known_as, phone, joined_on in people
    }
