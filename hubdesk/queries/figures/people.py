"""Who the people of some days are: their home, area and age, and whether they were here before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import Integer

from hubdesk.models import CAME, Attendance, Gift, LearningSession, Loan, Person
from hubdesk.queries.figures.passes import ids_in, ids_together, read_in_parts
from hubdesk.queries.figures.scope import Scope, age_band_of_person, area_of_person
from hubdesk.queries.figures.sources import Chosen
from hubdesk.queries.figures.tally import Row

ASKED: Final = 2000  # ids asked about at once
_HANDED: Final[tuple[tuple[Any, Any, Any], ...]] = (
    (Loan, Loan.borrower_id, Loan.lent_at),
    (Gift, Gift.person_id, Gift.given_at),
)
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
    """Who came, borrowed or was given something before a day. What is read is read once.

    To ask of half of everybody whether they were here before takes longer than to read it all.
    """

    def __init__(self, db: Session) -> None:
        self._db = db
        self._until: Scope | None = None
        self._before = set[str]()

    def before(self, scope: Scope) -> Set[str]:
        """Everybody with a contact before the first day. Quickest asked of an earlier one first."""
        if self._until is not None and scope.first_on < self._until.first_on:
            self._until, self._before = None, set()
        last = self._until
        for ids in self._between((last.first_on, last.from_at) if last else None, scope):
            self._before.update(ids)
        self._until = scope
        return self._before

    def just_before(self, scope: Scope) -> Set[str]:
        """Those of them of as many days. Most of whom a month sees were there the month before."""
        days = scope.to_at - scope.from_at
        found = set[str]()
        for ids in self._between((scope.first_on - days, scope.from_at - days), scope):
            found.update(ids)
        return found

    @cached_property
    def everybody(self) -> int:
        """How many people there are."""
        return self._db.scalar(select(func.count()).select_from(Person)) or 0

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
    db: Session,
    scope: Scope,
    ids: Set[str],
    earlier: EarlierContacts,
    *,
    known: Set[str] | None,
    with_new: bool,
) -> Iterator[list[Row]]:
    """Of each of them: area, age, whether they are new, home and id. `known` ones are not new.

    Each is asked about, unless they are a good part of everybody: then everybody is read.
    """
    query = described(scope)
    facts = [query.selected_columns[name] for name in ("area", "age", "home", "person_id")]
    unknown = ids - (known or frozenset()) if with_new else frozenset[str]()
    if len(ids) * MOST > earlier.everybody:
        new = unknown and unknown - earlier.before(scope)
        for part in read_in_parts(db, query.with_only_columns(*facts)):
            yield [
                (area, age, int(id in new), home, id) for area, age, home, id in part if id in ids
            ]
        return
    if known is None and unknown:
        unknown -= earlier.just_before(scope)
    for some, is_fresh in ((ids - unknown, literal(0)), (unknown, cast(is_new(scope), Integer))):
        asked = query.with_only_columns(*facts[:2], is_fresh, *facts[2:])
        asked = asked.where(Person.id.in_(bindparam("ids", expanding=True)))
        for at_once in _parts(some):
            yield [tuple(row) for row in db.execute(asked, {"ids": at_once})]


def _parts(ids: Set[str]) -> Iterator[list[str]]:
    every = sorted(ids)
    return (every[at : at + ASKED] for at in range(0, len(every), ASKED))
