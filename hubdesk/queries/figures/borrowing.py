"""What was lent, renewed, brought back and given for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from hubdesk.models import Device, DeviceKind, Gift, GiftValue, Loan, LoanEvent, Person
from hubdesk.queries.figures.passes import ids_in, ids_together, pairs_of, read_in_parts
from hubdesk.queries.figures.scope import Scope, person_conditions
from hubdesk.queries.figures.sources import Chosen, LookedUp, Source

OF_DEVICES = frozenset(("fund", "area", "age"))


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


def gift_values(scope: Scope) -> Chosen:
    """Those of them that somebody said the worth of, in pounds."""
    return (
        gifts(scope)
        .join(GiftValue, GiftValue.gift_id == Gift.id)
        .where(GiftValue.deleted == 0)
        .add_columns(GiftValue.pounds.label("pounds"))
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
    if scope.cut.fund_id:
        of_fund = select(Loan.id).where(Loan.device_id.in_(_paid_for(scope)))
        query = query.where(LoanEvent.loan_id.in_(of_fund))
    return _of_people(scope, query, LoanEvent.borrower_id)


def things(db: Session) -> Mapping[str, str]:
    """By device, the name of its kind."""
    kinds = pairs_of(db, select(DeviceKind.id, DeviceKind.name))
    found: dict[str, str] = {}
    # the devices of a kind lie together in their index
    those = select(Device.kind_id, ids_together(Device.id)).group_by(Device.deleted, Device.kind_id)
    for part in read_in_parts(db, those):
        for kind, ids in part:
            found.update(dict.fromkeys(ids_in([(ids,)]), kinds.get(kind, "")))
    return found


def _of_things(
    scope: Scope,
    of: type[Loan] | type[Gift],
    person_id: Any,
    at: Any,
    handing_id: Any,
    holds: ColumnElement[bool],
) -> Chosen:
    query: Chosen = select(
        of.id.label("id"),
        person_id.label("person_id"),
        of.device_id.label("device_id"),
        func.coalesce(func.nullif(handing_id, ""), of.id).label("together"),
        at.label("at"),
    ).where(at >= scope.from_at, at < scope.to_at, holds)
    return _of_people(scope, _of_fund(scope, query, of.device_id), person_id)


def _of_fund(scope: Scope, query: Chosen, device_id: Any) -> Chosen:
    return query.where(device_id.in_(_paid_for(scope))) if scope.cut.fund_id else query


def _paid_for(scope: Scope) -> Chosen:
    """The devices a fund paid for: what is lent and given of them is told to it."""
    return select(Device.id).where(Device.fund_id == scope.cut.fund_id)


def _of_people(scope: Scope, query: Chosen, person_id: Any) -> Chosen:
    if conditions := person_conditions(scope):
        query = query.join(Person, Person.id == person_id).where(*conditions)
    return query


THING = {"thing": LookedUp("device_id", things)}

SOURCES = (
    Source("loans", loans, OF_DEVICES, THING),
    Source("gifts", gifts, OF_DEVICES, THING),
    Source("gift values", gift_values, OF_DEVICES, THING),
    Source("loan events", loan_events, OF_DEVICES),
)
