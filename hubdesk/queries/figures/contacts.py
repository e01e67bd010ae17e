"""Who was here at all: every time somebody came, took something home or dealt with a loan.

People, new people, homes and contacts are counted out of the same rows, so that they are four
counts of one thing. Who was only counted at a stall is in none of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from sqlalchemy import func, literal, select, type_coerce, union, union_all
from sqlalchemy.orm import Session

from hubdesk.models import Attendance, EventKind, Gift, Household, Loan, LoanEvent, Person
from hubdesk.models.base import Moment
from hubdesk.queries.figures.borrowing import gifts, loan_events, loans
from hubdesk.queries.figures.passes import Filling, Lookup, pairs_of
from hubdesk.queries.figures.people import EarlierContacts, Those, described, facts_of, is_new
from hubdesk.queries.figures.scope import Scope
from hubdesk.queries.figures.sources import Chosen, LookedUp, Rows, Source
from hubdesk.queries.figures.tally import Alike, Row, Tallies, Tally
from hubdesk.queries.figures.teaching import OF_VISITS, visits

DEALT_WITH = (EventKind.RENEWED, EventKind.RETURNED)
# What each part of a contact needs of its source; of a kind of session visits alone are left.
PARTS: dict[str, tuple[str, ...]] = {
    "visits": ("person_id",),
    "loans": ("together", "person_id"),
    "gifts": ("together", "person_id"),
    "loan events": ("event", "person_id"),
}


def parts_of(scope: Scope) -> tuple[str, ...]:
    """The sources a contact can be in. Loans belong to no session."""
    return ("visits",) if "kind" in scope.cut.by else tuple(PARTS)


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
    columns = ("id", "person_id", "together", "at")
    both = union_all(
        select(*(lent.c[name] for name in columns)), select(*(given.c[name] for name in columns))
    ).subquery("both_sorts")
    handed: Chosen = select(
        func.min(both.c.id),
        func.min(both.c.person_id),
        literal("handed over"),
        literal(None),
        func.min(both.c.at),
    ).group_by(both.c.together)
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
    rows = select(Household.id, Household.connection).where(Household.deleted == 0)
    return pairs_of(db, rows)


SOURCES = (
    Source("contacts", contacts, OF_VISITS),
    Source("people", people, OF_VISITS, {"connection": LookedUp("home", connections)}),
)


def contact_tally(scope: Scope, tallies: Tallies) -> Tally:
    """How many contacts of each sort, out of the tallies of their parts."""
    found = {("visit",): Alike(tallies("visits").many())}
    if len(parts_of(scope)) > 1:
        handed = {*tallies("loans").distinct("together"), *tallies("gifts").distinct("together")}
        found["handed over",] = Alike(len(handed))
        for (event,), alike in tallies("loan events").only("event", DEALT_WITH).rows.items():
            found[event,] = Alike(alike.many)
    return Tally(("what",), (), found)


def people_ids(scope: Scope, tallies: Tallies) -> set[str]:
    """Everybody with a contact once."""
    parts = [tallies("visits")]
    if len(parts_of(scope)) > 1:
        parts += [tallies("loans"), tallies("gifts")]
        parts += [tallies("loan events").only("event", DEALT_WITH)]
    ids = set[str]()
    for part in parts:
        ids |= part.distinct("person_id")
    return ids


def people_tallies(
    db: Session,
    those: Sequence[Those],
    columns: Set[str],
    earlier: EarlierContacts,
    looked_up: Lookup,
) -> list[Tally]:
    """The people of several stretches of days, with what is asked of them, read side by side.

    A month and the one before it are spread over the same pages.
    """
    told = looked_up(connections) if "connection" in columns else {}
    of = [Filling(("area", "age", "is_new", "connection"), ("home", "person_id")) for _ in those]

    def fill(part: Sequence[Row], new: Sequence[Set[str]]) -> None:
        for at, (filling, (_, ids), fresh) in enumerate(zip(of, those, new, strict=True), 3):
            filling.add(
                [
                    (row[2], row[at], int(row[0] in fresh), told.get(row[1], ""), row[1], row[0])
                    for row in part
                    if row[0] in ids
                ]
            )

    every = frozenset[str]().union(*(ids for _, ids in those))
    scopes = [scope for scope, _ in those]
    fresh: list[Row] = []
    for part in facts_of(db, scopes, every, earlier, with_new="is_new" in columns):
        fresh += [row for row in part if row[-1]]
        fill([row for row in part if not row[-1]], [frozenset()] * len(those))
    fill(fresh, earlier.new_of(those, {row[0] for row in fresh}))
    return [filling.tally for filling in of]
