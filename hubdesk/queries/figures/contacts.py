"""Who was here at all: every time somebody came, took something home or dealt with a loan.

People, new people, homes and contacts are counted out of the same rows, so that they are four
counts of one thing. Who was only counted at a stall is in none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from typing import Any

from sqlalchemy import func, literal, select, type_coerce, union, union_all
from sqlalchemy.orm import Session

from hubdesk.models import Attendance, EventKind, Gift, Household, Loan, LoanEvent, Person
from hubdesk.models.base import Moment
from hubdesk.queries.figures.borrowing import gifts, loan_events, loans
from hubdesk.queries.figures.people import FirstContacts, described, facts_of, is_new
from hubdesk.queries.figures.scope import Scope
from hubdesk.queries.figures.sources import Chosen, LookedUp, Rows, Source
from hubdesk.queries.figures.tally import Lookup, Row, Tallies, Tally
from hubdesk.queries.figures.teaching import OF_VISITS, visits

DEALT_WITH = (EventKind.RENEWED, EventKind.RETURNED)
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
    rows = described(scope).add_columns(is_new(scope).label("is_new"))
    return rows.join(once, once.c.person_id == Person.id)


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
        dealt = tallies("loan events").over(frozenset(("event",)))
        at = dealt.columns.index("event")
        for row, many in dealt.counts.items():
            if row[at] in DEALT_WITH:
                found[row[at],] += many
    return Tally(("what",), found)


def people_ids(scope: Scope, tallies: Tallies) -> set[str]:
    """Everybody with a contact once."""
    ids = set(tallies("visits").distinct("person_id"))
    if len(parts_of(scope)) > 1:
        ids |= tallies("loans").distinct("person_id") | tallies("gifts").distinct("person_id")
        dealt = tallies("loan events").over(frozenset(("event", "person_id")))
        event, person = dealt.columns.index("event"), dealt.columns.index("person_id")
        ids |= {row[person] for row in dealt.counts if row[event] in DEALT_WITH}
    return ids


def people_tally(
    db: Session,
    scope: Scope,
    ids: Set[str],
    columns: Set[str],
    earlier: Set[str],
    firsts: FirstContacts,
    looked_up: Lookup,
) -> Tally:
    """They, with what the figures and tables ask of them. `earlier` are known to be not new."""
    told = looked_up(connections) if "connection" in columns else {}
    asked = firsts if "is_new" in columns else None
    facts = facts_of(db, scope, ids, known=earlier, firsts=asked)
    rows = {
        (id, home, area, age, told.get(home, ""), int(new)): 1 for id, home, area, age, new in facts
    }
    return Tally(("person_id", "home", "area", "age", "connection", "is_new"), rows)


def _handed_over(*of: Tally) -> int:
    together, alone = set[Any](), 0
    for whole in of:
        tally = whole.over(frozenset(("handing_id",)))
        at = tally.columns.index("handing_id")
        for row, many in tally.counts.items():
            if row[at]:
                together.add(row[at])
            else:
                alone += many
    return len(together) + alone
