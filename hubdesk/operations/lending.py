"""Handing things over: lending what comes back, giving what is to keep.

Every operation takes an open session as `db` and leaves the commit to its caller, so that
several can share one transaction. `now` is aware and in the hub's time zone, so `now.date()`
is the hub's day.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.errors.lending import (
    BasketEmpty,
    DeviceNotLendable,
    DeviceOnLoan,
    DeviceToWipe,
    DueDateInPast,
    GuardianNeeded,
    HappenedInFuture,
    HasOverdue,
    LendingRule,
    OneAtATime,
    OverrideNeedsReason,
    SeveralRules,
    TooManyAtOnce,
    TooYoung,
)
from hubdesk.errors.records import NotFound
from hubdesk.ids import new_id
from hubdesk.models import (
    Base,
    BirthPrecision,
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
from hubdesk.queries.closed_days import next_open_day
from hubdesk.queries.hub import hub_settings
from hubdesk.queries.policies import PolicyRow, policy_for

Row = TypeVar("Row", bound=Base)
OUT = (LoanState.OUT, LoanState.LOST)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the basket. `without` names the kit items that stay at the hub."""

    device_id: str
    without: tuple[str, ...] = ()
    condition: str = Condition.GOOD


@dataclass(frozen=True, slots=True)
class Handing:
    """What handing over made."""

    id: str
    loan_ids: list[str] = field(default_factory=list)
    gift_ids: list[str] = field(default_factory=list)
    due_on: date | None = None


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
    can be overridden by a reason (the caller has checked that a manager gave it).
    Refuses: BasketEmpty, NotFound, HappenedInFuture, DueDateInPast, DeviceOnLoan,
    DeviceToWipe, DeviceNotLendable, LendingRule, OverrideNeedsReason.
    """
    if not items:
        raise BasketEmpty
    if override_reason is not None and not override_reason.strip():
        raise OverrideNeedsReason
    borrower = found(db, Person, borrower_id)
    at = happened_at or now
    if at > now:
        raise HappenedInFuture(at.date())
    if due_on is not None and due_on < at.date():
        raise DueDateInPast(due_on, at.date())
    once = {item.device_id: item for item in items}.values()
    wanted = [(item, *_lendable(db, item.device_id)) for item in once]
    roles = list(
        db.scalars(
            select(PersonRole.role).where(
                PersonRole.person_id == borrower_id, PersonRole.deleted == 0
            )
        )
    )
    policies = [policy_for(db, kind_id=kind.id, roles=roles) for _, _, kind in wanted]
    if override_reason is None:
        _check_rules(db, borrower, wanted, policies, now.date())
    made = Handing(new_id(), due_on=due_on)
    for (item, device, kind), policy in zip(wanted, policies, strict=True):
        facts = {"handing_id": made.id, "override_reason": (override_reason or "").strip()}
        if kind.is_given:
            made.gift_ids.append(_give(db, device, kind, borrower, item, at, facts))
        else:
            loan = _lend(db, device, borrower, item, at, due_on, policy, facts)
            made.loan_ids.append(loan.id)
        device.seen_on = max(device.seen_on or at.date(), at.date())
        device.condition = item.condition
    db.flush()
    return made


def first_due_day(db: Session, policy: PolicyRow, on: date) -> date:
    """The day a loan begun on `on` falls due under `policy`: an open day."""
    return next_open_day(db, on + timedelta(days=policy.days))


def open_loan(db: Session, device_id: str) -> Loan | None:
    """The loan a device is out on, lost ones included."""
    return db.scalars(
        select(Loan).where(Loan.device_id == device_id, Loan.state.in_(OUT)).limit(1)
    ).first()


def found(db: Session, kind: type[Row], id: str) -> Row:
    """The row, or NotFound if it is not there or was taken back."""
    row = db.get(kind, id)
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


def _check_was_here(db: Session, devices: Sequence[Device], at: datetime) -> None:
    """Refuse a loan typed in later that begins while somebody else still had the device."""
    for device in devices:
        had = select(Loan).where(
            Loan.device_id == device.id,
            Loan.state == LoanState.RETURNED,
            Loan.lent_at <= at,
            Loan.returned_at > at,
        )
        loan = db.scalars(had.limit(1)).first()
        if loan is not None:
            who = found(db, Person, loan.borrower_id)
            raise DeviceOnLoan(device.tag, who.display_name, loan.due_on, loan.id)


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
        device_id=device.id,
        borrower_id=borrower.id,
        lent_at=at,
        due_first_on=due,
        contents=_contents(db, device.id, item.without),
        condition_out=item.condition,
        policy=json.dumps(asdict(policy), sort_keys=True),
        state=LoanState.OUT,
        due_on=due,
        **facts,
    )
    db.add(loan)
    db.flush()
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
        device_id=device.id,
        person_id=person.id,
        given_at=at,
        ends_on=at.date() + timedelta(days=kind.runs_days) if kind.runs_days else None,
        contents=_contents(db, device.id, item.without),
        **facts,
    )
    db.add(gift)
    device.stage = Stage.GIVEN
    db.flush()
    return gift.id


def _contents(db: Session, device_id: str, without: Sequence[str]) -> str:
    rows = db.execute(
        select(KitItem.id, KitItem.name)
        .where(KitItem.device_id == device_id, KitItem.deleted == 0)
        .order_by(KitItem.id)
    )
    return json.dumps([[id, name] for id, name in rows if id not in without], ensure_ascii=False)


def _check_rules(
    db: Session,
    borrower: Person,
    wanted: Sequence[tuple[Item, Device, DeviceKind]],
    policies: Sequence[PolicyRow],
    today: date,
) -> None:
    """Raise what the hub's rules say against it: one rule, or all of them together."""
    broken: list[LendingRule] = []
    lent = [
        policy for (_, _, kind), policy in zip(wanted, policies, strict=True) if not kind.is_given
    ]
    if lent:
        broken += _overdue_rule(db, borrower, today)
        has = db.scalar(
            select(func.count()).where(Loan.borrower_id == borrower.id, Loan.state.in_(OUT))
        )
        most = min(policy.most_at_once for policy in lent)
        if most and (has or 0) + len(lent) > most:
            broken.append(TooManyAtOnce(borrower.display_name, (has or 0) + len(lent), most))
    age = known_age(borrower, today)
    given: set[str] = set()
    for (_, _, kind), policy in zip(wanted, policies, strict=True):
        if age is not None and policy.min_age and age < policy.min_age:
            broken.append(TooYoung(borrower.display_name, kind.name, policy.min_age))
        elif age is not None and age < policy.guardian_under and not borrower.guardian_name:
            broken.append(GuardianNeeded(borrower.display_name))
        if kind.is_given and kind.runs_days:
            broken += _running(db, borrower, kind, today, in_list=kind.id in given)
            given.add(kind.id)
    unique = list({(type(rule), str(vars(rule))): rule for rule in broken}.values())
    if len(unique) == 1:
        raise unique[0]
    if unique:
        raise SeveralRules(tuple(unique))


def _overdue_rule(db: Session, borrower: Person, today: date) -> list[LendingRule]:
    if not hub_settings(db).overdue_blocks:
        return []
    late = db.execute(
        select(Device.tag, Loan.due_on)
        .join(Device, Device.id == Loan.device_id)
        .where(Loan.borrower_id == borrower.id, Loan.state.in_(OUT), Loan.due_on < today)
        .order_by(Loan.due_on)
        .limit(1)
    ).first()
    if late is None:
        return []
    days = (today - late.due_on).days
    return [HasOverdue(borrower.display_name, late.tag, days, borrower.id)]


def _running(
    db: Session, person: Person, kind: DeviceKind, today: date, *, in_list: bool
) -> list[LendingRule]:
    """One of a kind that runs at a time: none from before, and none earlier in this list."""
    if in_list:
        return [OneAtATime(person.display_name, kind.name, today + timedelta(days=kind.runs_days))]
    ends_on = db.scalar(
        select(func.max(Gift.ends_on))
        .join(Device, Device.id == Gift.device_id)
        .where(Gift.person_id == person.id, Gift.deleted == 0, Device.kind_id == kind.id)
    )
    if ends_on is None or ends_on <= today:
        return []
    return [OneAtATime(person.display_name, kind.name, ends_on)]


# The youngest somebody of a band can be; bands are what people tell who give no birthday.
_BAND_STARTS = {"under 13": 0, "13 to 15": 13, "16 to 17": 16}


def known_age(person: Person, today: date) -> int | None:
    """The age in years as far as it is known, or None. A year alone gives the higher age."""
    if person.born_precision == BirthPrecision.EXACT and person.born_on:
        born = person.born_on
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if person.born_precision == BirthPrecision.YEAR and person.born_year:
        return today.year - person.born_year
    if person.born_precision == BirthPrecision.BAND:
        return _BAND_STARTS.get(person.age_band, 18)
    return None
