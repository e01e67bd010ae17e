"""Who the people of some days are: their home, area and age, and whether they were here before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence, Set
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from hubdesk.models import CAME, Attendance, Gift, LearningSession, Loan, Person
from hubdesk.queries.figures.passes import ids_in, ids_together, read_in_parts
from hubdesk.queries.figures.scope import Scope, age_band_of_person, area_of_person
from hubdesk.queries.figures.sources import Chosen
from hubdesk.queries.figures.tally import Row

ASKED: Final = 10_000  # ids asked about at once
_HANDED: Final[tuple[tuple[Any, Any, Any], ...]] = (
    (Loan, Loan.borrower_id, Loan.lent_at),
    (Gift, Gift.person_id, Gift.given_at),
)
Those = tuple[Scope, Set[str]]  # some days, and who was there in them
MOST: Final = 3  # where one of so many people is asked about, all are read


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
        select(Attendance.person_id).where(
            Attendance.person_id == Person.id,
            Attendance.deleted == 0,
            Attendance.mark.in_(CAME),
            Attendance.session_id.not_in(later),
        )
    )
    handed = [
        exists(select(whose).where(whose == Person.id, at < scope.from_at, of.deleted == 0))
        for of, whose, at in _HANDED
    ]
    return ~or_(came, *handed)


class EarlierContacts:
    """Who came, borrowed or was given something before a day.

    Each is asked about, unless they are a good part of everybody: then all of it is read, once.
    """

    def __init__(self, db: Session) -> None:
        self._db = db
        self._until: Scope | None = None
        self._before = set[str]()

    def are_few(self, ids: Set[str]) -> bool:
        """Whether each of them is asked about. Everybody is counted no further than that takes."""
        many = len(ids) * MOST
        some = select(Person.id).limit(many).subquery()
        return self._db.scalar(select(func.count()).select_from(some)) == many

    def new_of(self, those: Sequence[Those], fresh: Set[str]) -> list[Set[str]]:
        """Who is new in each of several stretches of days, the earliest first.

        `fresh` had no contact before the first of all; who was there in one is not new in the next.
        """
        found: list[Set[str]] = []
        seen = set[str]()
        for scope, ids in those:
            new = (ids - seen) & fresh
            found.append(self._without_before(scope, new) if found and new else new)
            seen |= ids
        return found

    def _without_before(self, scope: Scope, ids: Set[str]) -> Set[str]:
        """Those of them without a contact before the first day."""
        if not self.are_few(ids):
            return ids - self.had_before(scope)
        found = set[str]()
        for part in _of_those(self._db, select(Person.id).where(is_new(scope)), ids):
            found.update([id for (id,) in part])
        return found

    def had_before(self, scope: Scope) -> Set[str]:
        """Everybody with a contact before the first day. Quickest asked of an earlier one first."""
        last = self._until
        if last is not None and scope.first_on < last.first_on:
            last, self._before = None, set()
        for ids in self._between((last.first_on, last.from_at) if last else None, scope):
            self._before.update(ids)
        self._until = scope
        return self._before

    def _between(
        self, since: tuple[date, datetime] | None, scope: Scope
    ) -> Iterator[Sequence[str]]:
        came = (
            select(ids_together(Attendance.person_id))
            .select_from(LearningSession)
            .join(Attendance, Attendance.session_id == LearningSession.id)
            .where(
                LearningSession.held_on < scope.first_on,
                Attendance.mark.in_(CAME),
                Attendance.deleted == 0,
            )
            .group_by(LearningSession.id)
        )
        came = came.where(LearningSession.held_on >= since[0]) if since else came
        for part in read_in_parts(self._db, came):
            yield ids_in(part)
        for of, whose, at in _HANDED:
            handed = select(whose).where(at < scope.from_at, of.deleted == 0)
            handed = handed.where(at >= since[1]) if since else handed
            for part in read_in_parts(self._db, handed):
                yield [id for (id,) in part]


def facts_of(
    db: Session, scopes: Sequence[Scope], ids: Set[str], earlier: EarlierContacts, *, with_new: bool
) -> Iterator[list[Row]]:
    """Of each of them: id, home, area, the age at the end of each stretch of days, the earliest
    first, and whether they had no contact before all of them.

    Each is looked up, unless they are a good part of everybody: then everybody is read.
    """
    query = described(scopes[0])
    facts = [query.selected_columns[name] for name in ("person_id", "home", "area")]
    ages = [age_band_of_person(scope.last_on) for scope in scopes]
    if not earlier.are_few(ids):
        fresh = ids - earlier.had_before(scopes[0]) if with_new else frozenset[str]()
        for part in read_in_parts(db, query.with_only_columns(*facts, *ages)):
            yield [(*row, int(row[0] in fresh)) for row in part if row[0] in ids]
        return
    is_fresh: ColumnElement[Any] = is_new(scopes[0]) if with_new else literal(0)
    yield from _of_those(db, query.with_only_columns(*facts, *ages, is_fresh), ids)


def _of_those(db: Session, query: Chosen, ids: Set[str]) -> Iterator[list[Row]]:
    """The rows of some people, looked up in the order of their ids, as they lie in the file.

    The ids go as one text: to name each of ten thousand values took as long as to find them.
    """
    asked = func.json_each(bindparam("ids", type_=String)).table_valued("value", name="asked")
    query = query.where(Person.id.in_(select(asked.c.value)))
    every = sorted(ids)
    for at in range(0, len(every), ASKED):
        yield from read_in_parts(db, query, {"ids": json.dumps(every[at : at + ASKED])})
