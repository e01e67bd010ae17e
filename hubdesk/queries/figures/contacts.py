"""Who was here at all: every time somebody came, took something home or dealt with a loan.

People, new people, homes and contacts are counted out of the same rows, so that they are four
counts of one thing. Who was only counted at a stall is in none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, case, exists, func, literal, or_, select, type_coerce, union, union_all
from sqlalchemy.orm import Session

from hubdesk.models import (
    CAME,
    Attendance,
    EventKind,
    Gift,
    Household,
    LearningSession,
    Loan,
    LoanEvent,
    Person,
)
from hubdesk.models.base import Moment
from hubdesk.queries.figures.borrowing import gifts, loan_events, loans
from hubdesk.queries.figures.scope import Scope, age_band_of_person, area_of_person
from hubdesk.queries.figures.sources import Chosen, LookedUp, Rows, Source
from hubdesk.queries.figures.tally import Row, Tallies, Tally, tallied
from hubdesk.queries.figures.teaching import OF_VISITS, visits

DEALT_WITH = (EventKind.RENEWED, EventKind.RETURNED)
AT_ONCE = 500  # ids asked for at once
# What each part of a contact needs of its source; with a fund or a kind, visits alone are left.
PARTS: dict[str, tuple[str, ...]] = {
    "visits": ("person_id",),
    "loans": ("handing_id", "person_id"),
    "gifts": ("handing_id", "person_id"),
    "loan events": ("event", "person_id"),
}


def parts_of(scope: Scope) -> tuple[str, ...]:
    """The sources a contact can be in. Loans carry no fund and belong to no session."""
    return ("visits",) if scope.cut.by & {"fund", "kind"} else tuple(PARTS)


def contacts(scope: Scope) -> Rows:
    """Each contact once: a visit, what was handed over together, a loan renewed or brought back."""
    came = visits(scope).subquery("came")
    visited: Chosen = select(
        came.c.id,
        came.c.person_id,
        literal("visit").label("what"),
        came.c.on_day,
        type_coerce(literal(None), Moment).label("at"),
    )
    if len(parts_of(scope)) == 1:
        return visited
    lent, given = loans(scope).subquery("lent"), gifts(scope).subquery("given")
    columns = ("id", "person_id", "handing_id", "at")
    both = union_all(
        select(*(lent.c[name] for name in columns)), select(*(given.c[name] for name in columns))
    ).subquery("both_sorts")
    handed: Chosen = select(
        func.min(both.c.id),
        func.min(both.c.person_id),
        literal("handed over"),
        literal(None),
        func.min(both.c.at),
    ).group_by(func.coalesce(func.nullif(both.c.handing_id, ""), both.c.id))
    events = loan_events(scope).where(LoanEvent.kind.in_(DEALT_WITH)).subquery("dealt")
    dealt: Chosen = select(
        events.c.id, events.c.person_id, events.c.event, literal(None), events.c.at
    )
    return union_all(visited, handed, dealt)


def people(scope: Scope) -> Chosen:
    """Everybody with a contact in the days, once, with their home, area and age."""
    parts = [visits(scope).with_only_columns(Attendance.person_id.label("person_id"))]
    if len(parts_of(scope)) > 1:
        events = loan_events(scope).where(LoanEvent.kind.in_(DEALT_WITH))
        parts += [
            loans(scope).with_only_columns(Loan.borrower_id.label("person_id")),
            gifts(scope).with_only_columns(Gift.person_id.label("person_id")),
            events.with_only_columns(LoanEvent.borrower_id.label("person_id")),
        ]
    once = union(*parts).cte("of_days")
    described = _described(scope).add_columns(_is_new(scope).label("is_new"))
    return described.join(once, once.c.person_id == Person.id)


def connections(db: Session) -> Mapping[str, str]:
    """By home, how it is online as its people told last."""
    rows = db.execute(select(Household.id, Household.connection).where(Household.deleted == 0))
    return dict(rows.all())


SOURCES = (
    Source("contacts", contacts, OF_VISITS),
    Source("people", people, OF_VISITS, {"connection": LookedUp("home", connections)}),
)


def contact_tally(scope: Scope, tallies: Tallies) -> Tally:
    """How many contacts of each sort, out of the tallies of their parts."""
    found: Counter[Row] = Counter()
    found["visit",] = sum(tallies("visits").counts.values())
    if len(parts_of(scope)) > 1:
        found["handed over",] = _handed_over(tallies("loans"), tallies("gifts"))
        dealt = tallies("loan events")
        at = dealt.columns.index("event")
        for row, many in dealt.counts.items():
            if row[at] in DEALT_WITH:
                found[row[at],] += many
    return Tally(("what",), found)


def people_tally(db: Session, scope: Scope, tallies: Tallies, columns: Collection[str]) -> Tally:
    """Everybody with a contact once, with what the figures and tables ask of them."""
    ids = set(tallies("visits").distinct("person_id"))
    if len(parts_of(scope)) > 1:
        ids |= tallies("loans").distinct("person_id") | tallies("gifts").distinct("person_id")
        dealt = tallies("loan events")
        event, person = dealt.columns.index("event"), dealt.columns.index("person_id")
        ids |= {row[person] for row in dealt.counts if row[event] in DEALT_WITH}
    known = _known_before(db, scope, ids) if "is_new" in columns else set()
    told = connections(db) if "connection" in columns else {}
    names = ("person_id", "home", "area", "age", "connection", "is_new")
    rows = {
        (id, home, area, age, told.get(home, ""), int(id not in known)): 1
        for part in _parts(ids)
        for id, _, home, area, age in db.execute(_described(scope).where(Person.id.in_(part)))
    }
    return Tally(names, rows)


def _handed_over(*of: Tally) -> int:
    together, alone = set[Any](), 0
    for tally in of:
        at = tally.columns.index("handing_id")
        for row, many in tally.counts.items():
            if row[at]:
                together.add(row[at])
            else:
                alone += many
    return len(together) + alone


def _parts(ids: Iterable[str]) -> Iterable[list[str]]:
    every = sorted(ids)
    return (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE))


def _described(scope: Scope) -> Chosen:
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


def _known_before(db: Session, scope: Scope, ids: Collection[str]) -> set[str]:
    """Those with a contact before the first day.

    Each is asked about, unless what lies before is shorter than the days: then all of it is read.
    """
    earliest = _earliest(db, scope)
    if earliest is None or earliest >= scope.first_on:
        return set()
    if scope.first_on - earliest <= scope.last_on - scope.first_on:
        return _of_before(db, scope, earliest) & set(ids)
    found: set[str] = set()
    for part in _parts(ids):
        query = select(Person.id).where(Person.id.in_(part), ~_is_new(scope))
        found.update(db.scalars(query))
    return found


def _is_new(scope: Scope) -> Any:
    came = exists(
        select(Attendance.id)
        .join(LearningSession, LearningSession.id == Attendance.session_id)
        .where(
            Attendance.person_id == Person.id,
            Attendance.mark.in_(CAME),
            Attendance.deleted == 0,
            LearningSession.held_on < scope.first_on,
            LearningSession.is_cancelled == 0,
            LearningSession.deleted == 0,
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


def _earliest(db: Session, scope: Scope) -> date | None:
    """The first day of which anything can be known."""
    held = db.scalar(
        select(func.min(LearningSession.held_on)).where(LearningSession.held_on > date.min)
    )
    moments = [
        db.scalar(select(func.min(column)).where(column < scope.from_at))
        for column in (Loan.lent_at, Gift.given_at)
    ]
    days = [at.astimezone(scope.from_at.tzinfo).date() for at in moments if at is not None]
    return min([*days, *([held] if held is not None else [])], default=None)


def _of_before(db: Session, scope: Scope, earliest: date) -> set[str]:
    """Everybody with a contact between the first day of all and the days."""
    early = Scope(
        earliest,
        scope.first_on - timedelta(days=1),
        datetime.combine(earliest, time(), scope.from_at.tzinfo),
        scope.from_at,
    )
    found: set[str] = set()
    for name, rows in (("visits", visits), ("loans", loans), ("gifts", gifts)):
        source = Source(name, rows, frozenset())
        found |= tallied(db, source, early, ["person_id"]).distinct("person_id")
    return found
