"""Who was here at all: every time somebody came, took something home or dealt with a loan.

People, new people, homes and interactions are counted out of these rows, so that they are four
counts of one thing. Who was only counted at a stall is in none of them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, exists, func, literal, or_, select, union_all

from hubdesk.models import (
    CAME,
    Attendance,
    EventKind,
    Gift,
    LearningSession,
    Loan,
    LoanEvent,
    Person,
)
from hubdesk.queries.figures.borrowing import gifts, loan_events, loans
from hubdesk.queries.figures.scope import Scope, age_band_of_person, area_of_person
from hubdesk.queries.figures.sources import Chosen, Rows, Source
from hubdesk.queries.figures.teaching import OF_VISITS, visits

DEALT_WITH = (EventKind.RENEWED, EventKind.RETURNED)


def contacts(scope: Scope) -> Rows:
    """Each contact once: a visit, what was handed over together, a loan renewed or brought back.

    Loans carry no fund and belong to no session: narrowed to a fund or a kind, visits are left.
    """
    came = visits(scope).subquery("came")
    visited: Chosen = select(came.c.id, came.c.person_id, literal("visit").label("what"))
    if scope.cut.by & {"fund", "kind"}:
        return visited
    handed = _handed_over(scope)
    events = loan_events(scope).where(LoanEvent.kind.in_(DEALT_WITH)).subquery("dealt")
    dealt = select(events.c.id, events.c.person_id, events.c.event)
    return union_all(visited, handed, dealt)


def people(scope: Scope) -> Chosen:
    """Everybody with a contact in the days, once, with their home, area and age."""
    once = _people_ids(contacts(scope))
    return _described(scope, once)


def new_people(scope: Scope) -> Chosen:
    """Those of them who had no contact of any sort before the first day."""
    once = _people_ids(contacts(scope))
    return _described(scope, once).where(
        ~_came_before(scope, once.c.person_id),
        ~_dealt_before(scope, once.c.person_id),
    )


def _handed_over(scope: Scope) -> Chosen:
    """Things handed over together are one contact, lent and given alike."""
    lent, given = loans(scope).subquery("lent"), gifts(scope).subquery("given")
    both = union_all(
        select(lent.c.id, lent.c.person_id, lent.c.handing_id),
        select(given.c.id, given.c.person_id, given.c.handing_id),
    ).subquery("handed")
    together = func.coalesce(func.nullif(both.c.handing_id, ""), both.c.id)
    return select(
        func.min(both.c.id).label("id"),
        func.min(both.c.person_id).label("person_id"),
        literal("handed over").label("what"),
    ).group_by(together)


def _people_ids(rows: Rows) -> Any:
    inner = rows.subquery("contact")
    return select(inner.c.person_id).distinct().cte("of_days")


def _described(scope: Scope, once: Any) -> Chosen:
    return select(
        Person.id.label("id"),
        Person.id.label("person_id"),
        home_of_person().label("home"),
        area_of_person().label("area"),
        age_band_of_person(scope.last_on).label("age"),
    ).join(once, once.c.person_id == Person.id)


def home_of_person() -> Any:
    """What tells homes apart: the household; else the address. None where neither is known."""
    address = and_(Person.address != "", Person.address_withheld == 0)
    return func.coalesce(
        Person.household_id,
        func.nullif(
            func.iif(address, Person.address + "|" + Person.postcode, ""),
            "",
        ),
    )


def _came_before(scope: Scope, person_id: Any) -> Any:
    return exists(
        select(Attendance.id)
        .join(LearningSession, LearningSession.id == Attendance.session_id)
        .where(
            Attendance.person_id == person_id,
            Attendance.mark.in_(CAME),
            Attendance.deleted == 0,
            LearningSession.held_on < scope.first_on,
            LearningSession.is_cancelled == 0,
            LearningSession.deleted == 0,
        )
    )


def _dealt_before(scope: Scope, person_id: Any) -> Any:
    borrowed = exists(
        select(Loan.id).where(
            Loan.borrower_id == person_id, Loan.lent_at < scope.from_at, Loan.deleted == 0
        )
    )
    given = exists(
        select(Gift.id).where(
            Gift.person_id == person_id, Gift.given_at < scope.from_at, Gift.deleted == 0
        )
    )
    return or_(borrowed, given)


SOURCES = (
    Source("contacts", contacts, OF_VISITS),
    Source("people", people, OF_VISITS),
    Source("new people", new_people, OF_VISITS),
)
