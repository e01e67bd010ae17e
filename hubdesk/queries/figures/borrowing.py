"""What was lent, renewed, brought back and given for good."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from hubdesk.models import Device, DeviceKind, Gift, Loan, LoanEvent, Person
from hubdesk.queries.figures.scope import Scope, person_conditions
from hubdesk.queries.figures.sources import Chosen, Source

OF_PEOPLE = frozenset(("area", "age"))


def loans(scope: Scope) -> Chosen:
    """Each device lent in the days; one that was taken back was never lent."""
    return _of_things(
        scope, Loan, Loan.borrower_id, Loan.lent_at, Loan.handing_id, Loan.deleted == 0
    )


def gifts(scope: Scope) -> Chosen:
    """Each thing given for good in the days: SIM cards, vouchers, laptops to keep."""
    return _of_things(
        scope, Gift, Gift.person_id, Gift.given_at, Gift.handing_id, Gift.deleted == 0
    )


def loan_events(scope: Scope) -> Chosen:
    """What happened to loans in the days: renewed, brought back, lost, found, a call."""
    query: Chosen = select(
        LoanEvent.id.label("id"),
        LoanEvent.borrower_id.label("person_id"),
        LoanEvent.loan_id.label("loan_id"),
        LoanEvent.kind.label("event"),
        LoanEvent.happened_at.label("at"),
    ).where(
        LoanEvent.happened_at >= scope.from_at,
        LoanEvent.happened_at < scope.to_at,
        LoanEvent.deleted == 0,
    )
    return _of_people(scope, query, LoanEvent.borrower_id)


def _of_things(
    scope: Scope,
    of: type[Loan] | type[Gift],
    person_id: Any,
    at: Any,
    handing_id: Any,
    holds: ColumnElement[bool],
) -> Chosen:
    query = (
        select(
            of.id.label("id"),
            person_id.label("person_id"),
            handing_id.label("handing_id"),
            at.label("at"),
            DeviceKind.name.label("thing"),
            DeviceKind.icon.label("icon"),
        )
        .join(Device, Device.id == of.device_id)
        .join(DeviceKind, DeviceKind.id == Device.kind_id)
        .where(at >= scope.from_at, at < scope.to_at, holds)
    )
    return _of_people(scope, query, person_id)


def _of_people(scope: Scope, query: Chosen, person_id: Any) -> Chosen:
    if conditions := person_conditions(scope):
        query = query.join(Person, Person.id == person_id).where(*conditions)
    return query


SOURCES = (
    Source("loans", loans, OF_PEOPLE),
    Source("gifts", gifts, OF_PEOPLE),
    Source("loan events", loan_events, OF_PEOPLE),
)
