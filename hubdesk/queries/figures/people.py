"""Who the people of some days are: their home, area and age, and whether they were here before."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import CAME, Attendance, Gift, LearningSession, Loan, Person
from hubdesk.models.base import Moment
from hubdesk.queries.figures.scope import Scope, age_band_of_person, area_of_person
from hubdesk.queries.figures.sources import Chosen
from hubdesk.queries.figures.tally import raw_rows

AT_ONCE: Final = 2000  # ids asked for at once
_ANY: Any = None  # a moment is written the same on every database
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


class FirstContacts:
    """The first time each person came, borrowed or was given something, read in one pass.

    To ask of half of everybody whether they were here before takes longer than to read it all.
    What is asked of a day after `until` is read anew.
    """

    def __init__(self, db: Session, until: Scope) -> None:
        self._db, self._until = db, until
        self._days: dict[str, str] | None = None
        self._moments: dict[str, str] = {}

    def before(self, scope: Scope) -> set[str]:
        """Everybody with a contact before the first day."""
        if self._days is None or scope.first_on > self._until.first_on:
            self._until = max(self._until, scope, key=lambda one: one.first_on)
            self._read()
        day, moment = scope.first_on.isoformat(), Moment().process_bind_param(scope.from_at, _ANY)
        assert self._days is not None
        came = {id for id, on in self._days.items() if on < day}
        return came | {id for id, at in self._moments.items() if at < str(moment)}

    def _read(self) -> None:
        self._days, self._moments = {}, {}
        came = (
            select(Attendance.person_id, LearningSession.held_on)
            .join(LearningSession, LearningSession.id == Attendance.session_id)
            .where(
                LearningSession.held_on < self._until.first_on,
                Attendance.mark.in_(CAME),
                Attendance.deleted == 0,
            )
        )
        self._earliest(self._days, came)
        for of, whose, at in (
            (Loan, Loan.borrower_id, Loan.lent_at),
            (Gift, Gift.person_id, Gift.given_at),
        ):
            handed = select(whose, at).where(at < self._until.from_at, of.deleted == 0)
            self._earliest(self._moments, handed)

    def _earliest(self, found: dict[str, str], query: Select[str, Any]) -> None:
        for id, when in raw_rows(self._db, query):
            if (known := found.get(id)) is None or when < known:
                found[id] = when


def facts_of(
    db: Session, scope: Scope, ids: Set[str], *, known: Set[str], firsts: FirstContacts | None
) -> list[Fact]:
    """Of each of them: id, home, area, age, and whether they are new. `known` ones are not.

    Each is asked about, unless they are a good part of everybody: then everybody is read. Nobody
    is new without `firsts`: it is not asked.
    """
    query = described(scope)
    names = ("person_id", "home", "area", "age")
    columns: list[ColumnElement[Any]] = [query.selected_columns[name] for name in names]
    query = query.with_only_columns(*columns)
    everybody = db.scalar(select(func.count()).select_from(Person)) or 0
    if len(ids) * MOST > everybody:
        fresh = ids - known - firsts.before(scope) if firsts is not None else frozenset[str]()
        rows: Any = db.execute(query)
        return [(*row, row[0] in fresh) for row in rows if row[0] in ids]
    found: list[Fact] = []
    some = query.where(Person.id.in_(bindparam("ids", expanding=True)))
    asked = some.add_columns(is_new(scope).label("is_new"))
    unknown = ids - known if firsts is not None else frozenset[str]()
    for part in _parts(ids - unknown):
        found += [(*row, False) for row in db.execute(some, {"ids": part})]
    for part in _parts(unknown):
        found += [tuple(row) for row in db.execute(asked, {"ids": part})]
    return found


def _parts(ids: Set[str]) -> Iterator[list[str]]:
    every = sorted(ids)
    return (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE))
