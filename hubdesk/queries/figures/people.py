"""Who the people of some days are: their home, area and age, and whether they were here before."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import CAME, Attendance, Gift, LearningSession, Loan, Person
from hubdesk.queries.figures.borrowing import gifts, loans
from hubdesk.queries.figures.scope import Scope, age_band_of_person, area_of_person
from hubdesk.queries.figures.sources import Chosen, Source
from hubdesk.queries.figures.tally import tallied

AT_ONCE: Final = 2000  # ids asked for at once
Fact = tuple[str, Any, str, str, Any]
MOST: Final = 5  # of so many people one is asked about: then all are read


def described(scope: Scope) -> Chosen:
    """Each person with their home, area and age at the end of the days."""
    return select(
        Person.id.label("id"),
        Person.id.label("person_id"),
        home_of_person().label("home"),
        area_of_person().label("area"),
        age_band_of_person(scope.last_on).label("age"),
    )


def home_of_person() -> Any:
    """What tells homes apart: the household; else the address. None where neither is known."""
    address = and_(Person.address != "", Person.address_withheld == 0)
    written = case((address, Person.address + "|" + Person.postcode))
    return func.coalesce(Person.household_id, written)


def is_new(scope: Scope) -> ColumnElement[bool]:
    """Whether somebody had no contact of any sort before the first day.

    A session that somebody came to cannot be cancelled, so which sessions are not before the days
    is all that is asked of them, once: their rows lie all over the file.
    """
    later = select(LearningSession.id).where(LearningSession.held_on >= scope.first_on)
    came = exists(
        select(Attendance.id).where(
            Attendance.person_id == Person.id,
            Attendance.deleted == 0,
            Attendance.mark.in_(CAME),
            Attendance.session_id.not_in(later),
        )
    )
    borrowed = exists(
        select(Loan.id).where(
            Loan.borrower_id == Person.id, Loan.lent_at < scope.from_at, Loan.deleted == 0
        )
    )
    given = exists(
        select(Gift.id).where(
            Gift.person_id == Person.id, Gift.given_at < scope.from_at, Gift.deleted == 0
        )
    )
    return ~or_(came, borrowed, given)


def facts_of(
    db: Session, scope: Scope, ids: Set[str], *, known: Set[str], asks_new: bool
) -> list[Fact]:
    """Of each of them: id, home, area, age, and whether they are new. `known` ones are not.

    Each is asked about, unless they are a good part of everybody: then everybody is read.
    """
    if asks_new and (before := _all_before(db, scope)) is not None:
        known, asks_new = known | before, False
        fresh: Set[str] = ids - known
    else:
        fresh = frozenset()
    query = described(scope)
    names = ("person_id", "home", "area", "age")
    columns: list[ColumnElement[Any]] = [query.selected_columns[name] for name in names]
    query = query.with_only_columns(*columns)
    everybody = db.scalar(select(func.count()).select_from(Person)) or 0
    if len(ids) * MOST > everybody and not asks_new:
        rows: Any = db.execute(query)
        return [(*row, row[0] in fresh) for row in rows if row[0] in ids]
    found: list[Fact] = []
    some = query.where(Person.id.in_(bindparam("ids", expanding=True)))
    asked = some.add_columns(is_new(scope).label("is_new"))
    for part in _parts(ids if not asks_new else ids & known):
        found += [(*row, row[0] in fresh) for row in db.execute(some, {"ids": part})]
    for part in _parts(ids - known if asks_new else frozenset()):
        found += [tuple(row) for row in db.execute(asked, {"ids": part})]
    return found


def _all_before(db: Session, scope: Scope) -> set[str] | None:
    """Everybody with a contact before the days, where that is less to read than the days.

    None where it is more.
    """
    earliest = _earliest(db, scope)
    if earliest is None or earliest >= scope.first_on:
        return set()
    if scope.first_on - earliest > scope.last_on - scope.first_on:
        return None
    return _of_before(db, scope, earliest)


def _parts(ids: Set[str]) -> Iterator[list[str]]:
    every = sorted(ids)
    return (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE))


def _earliest(db: Session, scope: Scope) -> date | None:
    """The first day of which anything can be known."""
    first = select(func.min(LearningSession.held_on)).where(LearningSession.held_on > date.min)
    held = db.scalar(first)
    moments = [
        db.scalar(select(func.min(column)).where(column < scope.from_at))
        for column in (Loan.lent_at, Gift.given_at)
    ]
    days = [at.astimezone(scope.from_at.tzinfo).date() for at in moments if at is not None]
    return min([*days, *([held] if held is not None else [])], default=None)


def _came(scope: Scope) -> Chosen:
    """Whoever came to a session, as `is_new` asks for it."""
    return (
        select(Attendance.person_id.label("person_id"))
        .join(LearningSession, LearningSession.id == Attendance.session_id)
        .where(
            LearningSession.held_on.between(scope.first_on, scope.last_on),
            Attendance.mark.in_(CAME),
            Attendance.deleted == 0,
        )
    )


def _of_before(db: Session, scope: Scope, earliest: date) -> set[str]:
    """Everybody with a contact between the first day of all and the days."""
    early = Scope(
        earliest,
        scope.first_on - timedelta(days=1),
        datetime.combine(earliest, time(), scope.from_at.tzinfo),
        scope.from_at,
    )
    found: set[str] = set()
    for name, rows in (("came", _came), ("loans", loans), ("gifts", gifts)):
        source = Source(name, rows, frozenset())
        tally = tallied(db, source, early, ["person_id"], lambda _: {})
        found |= tally.distinct("person_id")
    return found
