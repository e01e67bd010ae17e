"""Handing things over: lending what comes back, giving what is to keep.

Every operation takes an open session as `db` and leaves the commit to its caller, so that
several can share one transaction. `now` is aware and in the hub's time zone, so `now.date()`
is the hub's day.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hubdesk.errors.lending import (
    BasketEmpty,
    DeviceNotLendable,
    DeviceOnLoan,
    DeviceToWipe,
    DueDateInPast,
    HappenedInFuture,
    OverrideNeedsReason,
)
from hubdesk.errors.records import NotFound
from hubdesk.ids import new_id
from hubdesk.models import (
    Base,
    Condition,
    Device,
    DeviceKind,
    Gift,
    KitItem,
    Loan,
    LoanState,
    Person,
    PersonRole,
    Stage,
)
from hubdesk.operations.lending_rules import check_rules, check_was_here
from hubdesk.queries.closed_days import next_open_day
from hubdesk.queries.loans import OUT
from hubdesk.queries.one_person import person_now
from hubdesk.queries.policies import PolicyRow, policy_for

Row = TypeVar("Row", bound=Base)

# Built once: to build a statement takes twice as long as to run it, and a lend runs a score.
_OPEN_LOAN = (
    select(Loan).where(Loan.device_id == bindparam("device_id"), Loan.state.in_(OUT)).limit(1)
)
_ROLES = select(PersonRole.role).where(
    PersonRole.person_id == bindparam("person_id"), PersonRole.deleted == 0
)
_KIT = (
    select(KitItem.id, KitItem.name)
    .where(KitItem.device_id == bindparam("device_id"), KitItem.deleted == 0)
    .order_by(KitItem.id)
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the basket. `without` names the kit items that stay at the hub."""

    device_id: str
    without: tuple[str, ...] = ()
    condition: str = Condition.GOOD


@dataclass(slots=True)
class Handing:
    """What handing over made. `due_on` is the first due day, None when all was given to keep.

    `last_due_on` is another day where kinds have rules of their own.
    """

    id: str
    loan_ids: list[str] = field(default_factory=list)
    gift_ids: list[str] = field(default_factory=list)
    due_on: date | None = None
    last_due_on: date | None = None


def hand_over(
    db: Session,
    *,
    borrower_id: str,
    items: Sequence[Item],
    now: datetime,
    due_on: date | None = None,
    happened_at: datetime | None = None,
    override_reason: str | None = None,
) -> Handing:
    """Lend or give each item, all or none.

    A device that is twice in the list is handed over once.
    Without `due_on` each loan gets its policy's days; due days skip closed days. A LendingRule
    can be overridden by a reason (the caller has checked that a manager gave it). With
    `happened_at` it is typed in later: `lending_rules` says what is asked of that day, and what
    of today. Refuses: BasketEmpty, NotFound, HappenedInFuture, DueDateInPast, DeviceOnLoan,
    DeviceWasOut, DeviceToWipe, DeviceNotLendable, LendingRule, OverrideNeedsReason.
    """
    if not items:
        raise BasketEmpty
    if override_reason is not None and not override_reason.strip():
        raise OverrideNeedsReason
    borrower = found(db, Person, borrower_id)
    at = _moment(now, happened_at, due_on)
    once = {item.device_id: item for item in items}.values()
    wanted = [(item, *_lendable(db, item.device_id)) for item in once]
    if at.date() < now.date():  # what is out today has been refused above
        for _, device, _ in wanted:
            check_was_here(db, device, at)
    roles = list(db.scalars(_ROLES, {"person_id": borrower.id}))
    policies = [policy_for(db, kind_id=kind.id, roles=roles) for _, _, kind in wanted]
    if override_reason is None:
        things = [(kind, policy) for (_, _, kind), policy in zip(wanted, policies, strict=True)]
        check_rules(db, borrower, things, at)
    made = Handing(new_id())
    for (item, device, kind), policy in zip(wanted, policies, strict=True):
        facts = {"handing_id": made.id, "override_reason": (override_reason or "").strip()}
        if kind.is_given:
            made.gift_ids.append(_give(db, device, kind, borrower, item, at, facts))
        else:
            loan = _lend(db, device, borrower, item, at, due_on, policy, facts)
            made.loan_ids.append(loan.id)
            made.due_on = min(loan.due_on, made.due_on or loan.due_on)
            made.last_due_on = max(loan.due_on, made.last_due_on or loan.due_on)
        device.seen_on = max(device.seen_on or at.date(), at.date())
        device.condition = item.condition
    db.flush()
    return made


def _moment(now: datetime, happened_at: datetime | None, due_on: date | None) -> datetime:
    """When it was handed over, in the hub's days: not in the future, nor after it was due."""
    at = (happened_at or now).astimezone(now.tzinfo)
    if at > now:
        raise HappenedInFuture(at.date())
    if due_on is not None and due_on < at.date():
        raise DueDateInPast(due_on, at.date())
    return at


def first_due_day(db: Session, policy: PolicyRow, on: date) -> date:
    """The day a loan begun on `on` falls due under `policy`: an open day."""
    return next_open_day(db, on + timedelta(days=policy.days))


def open_loan(db: Session, device_id: str) -> Loan | None:
    """The loan a device is out on, lost ones included."""
    return db.scalars(_OPEN_LOAN, {"device_id": device_id}).first()


def found(db: Session, kind: type[Row], id: str) -> Row:
    """The row, or NotFound if it is not there or was taken back.

    The id of a record that was merged into another finds the one that stays.
    """
    row = db.get(kind, id)
    if isinstance(row, Person) and row.deleted:
        row = db.get(kind, person_now(db, id))
    if row is None or getattr(row, "deleted", False):
        raise NotFound(kind.__tablename__, id)
    return row


def _lendable(db: Session, device_id: str) -> tuple[Device, DeviceKind]:
    device = found(db, Device, device_id)
    kind = found(db, DeviceKind, device.kind_id)
    if loan := open_loan(db, device_id):
        who = found(db, Person, loan.borrower_id)
        raise DeviceOnLoan(device.tag, who.display_name, loan.due_on, loan.id)
    if device.stage == Stage.TO_WIPE:
        raise DeviceToWipe(device.tag)
    if device.stage != Stage.READY:
        raise DeviceNotLendable(device.tag, device.stage)
    return device, kind


def _lend(
    db: Session,
    device: Device,
    borrower: Person,
    item: Item,
    at: datetime,
    due_on: date | None,
    policy: PolicyRow,
    facts: dict[str, str],
) -> Loan:
    due = due_on or first_due_day(db, policy, at.date())
    loan = Loan(
        id=new_id(),
        device_id=device.id,
        borrower_id=borrower.id,
        lent_at=at,
        due_first_on=due,
        contents=_contents(db, device.id, item.without),
        condition_out=item.condition,
        policy=json.dumps(policy.snapshot, sort_keys=True),
        state=LoanState.OUT,
        due_on=due,
        **facts,
    )
    db.add(loan)
    return loan


def _give(
    db: Session,
    device: Device,
    kind: DeviceKind,
    person: Person,
    item: Item,
    at: datetime,
    facts: dict[str, str],
) -> str:
    gift = Gift(
        id=new_id(),
        device_id=device.id,
        person_id=person.id,
        given_at=at,
        ends_on=at.date() + timedelta(days=kind.runs_days) if kind.runs_days else None,
        contents=_contents(db, device.id, item.without),
        **facts,
    )
    db.add(gift)
    device.stage = Stage.GIVEN
    return gift.id


def _contents(db: Session, device_id: str, without: Sequence[str]) -> str:
    rows = db.execute(_KIT, {"device_id": device_id})
    return json.dumps([[id, name] for id, name in rows if id not in without], ensure_ascii=False)
