"""The rules of the hub about a loan or a gift, asked of the day on which it happened.

A loan is often typed in later, from a paper list. What is asked is then what could have been
known at the desk on that day:

- how old the borrower was, what they had out at the end of it, what of that was late by the due
  days that held then, and what they had been given that still ran;
- whether somebody else had the device at the end of that day.

A made-up hour (noon) stands for the day, so everything is asked by the day. What came back on
that very day was free to go out again.

What no record can answer is decided so. The policy, the roles, the parent or carer on file and
the closed days are those the hub knows now, for nobody writes down since when they hold. What
was lent after that day does not count against it: the rules judge that day's decision, and the
next loan is judged by all that is out. A device that went out and came back later is no reason
to refuse, since whoever types in old loans says next when this one ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import Row, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.errors.lending import (
    DeviceWasOut,
    GuardianNeeded,
    HasOverdue,
    LendingRule,
    OneAtATime,
    SeveralRules,
    TooManyAtOnce,
    TooYoung,
    UseRestricted,
)
from hubdesk.models import (
    BirthPrecision,
    Device,
    DeviceKind,
    EventKind,
    Gift,
    Loan,
    LoanEvent,
    LoanState,
    Person,
)
from hubdesk.queries.hub import hub_settings
from hubdesk.queries.policies import PolicyRow, kinds_counted_alone
from hubdesk.queries.restrictions import restriction_of

Thing = tuple[DeviceKind, PolicyRow]

# The youngest somebody of a band can be; bands are what people tell who give no birthday.
_BAND_STARTS = {"under 13": 0, "13 to 15": 13, "16 to 17": 16}


# Whether a loan had begun and was not over at the end of a day.
_OUT_THEN = and_(
    Loan.state != LoanState.TAKEN_BACK,
    Loan.lent_at < bindparam("end"),
    or_(Loan.returned_at.is_(None), Loan.returned_at >= bindparam("end")),
)
_OUT_WITH = (
    select(Device.tag, Device.kind_id, Loan.id, Loan.due_first_on)
    .join(Device, Device.id == Loan.device_id)
    .where(Loan.borrower_id == bindparam("borrower_id"), _OUT_THEN)
)


def check_was_here(db: Session, device: Device, at: datetime) -> None:
    """Refuse, with DeviceWasOut, a device that somebody else had at the end of that day.

    What is out now is refused before this, and says who has it.
    """
    row = db.execute(
        select(Person.display_name, Loan.lent_at, Loan.returned_at)
        .join(Person, Person.id == Loan.borrower_id)
        .where(Loan.device_id == device.id, _OUT_THEN)
        .order_by(Loan.lent_at)
        .limit(1),
        {"end": _end_of(at)},
    ).first()
    if row is not None:
        back_on = row.returned_at.astimezone(at.tzinfo).date() if row.returned_at else None
        first_on = row.lent_at.astimezone(at.tzinfo).date()
        raise DeviceWasOut(device.tag, row.display_name, first_on, back_on)


def check_rules(
    db: Session,
    borrower: Person,
    things: Sequence[Thing],
    at: datetime,
) -> None:
    """Raise what the hub's rules say against it: one rule, or all of them together."""
    on = at.date()
    broken: list[LendingRule] = []
    if (holds := restriction_of(db, borrower.id)) is not None:
        broken.append(UseRestricted(borrower.display_name, holds.since_on))
    if lent := [(kind, policy) for kind, policy in things if not kind.is_given]:
        out = db.execute(_OUT_WITH, {"borrower_id": borrower.id, "end": _end_of(at)}).all()
        broken += _overdue_rule(db, borrower, out, at)
        broken += _too_many_lent(db, borrower, lent, [row.kind_id for row in out])
    age = known_age(borrower, on)
    for kind, policy in things:
        if age is not None and policy.min_age and age < policy.min_age:
            broken.append(TooYoung(borrower.display_name, kind.name, policy.min_age))
        elif age is not None and age < policy.guardian_under and not borrower.guardian_name:
            broken.append(GuardianNeeded(borrower.display_name, policy.guardian_under))
    broken += _too_many_given(db, borrower, [thing for thing in things if thing[0].is_given], at)
    unique = list({(type(rule), str(vars(rule))): rule for rule in broken}.values())
    if len(unique) == 1:
        raise unique[0]
    if unique:
        raise SeveralRules(tuple(unique))


def known_age(person: Person, on: date) -> int | None:
    """The age in years as far as it is known, or None. A year alone gives the higher age."""
    if person.born_precision == BirthPrecision.EXACT and person.born_on:
        born = person.born_on
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if person.born_precision == BirthPrecision.YEAR and person.born_year:
        return on.year - person.born_year
    if person.born_precision == BirthPrecision.BAND:
        return _BAND_STARTS.get(person.age_band, 18)
    return None


def _end_of(at: datetime) -> datetime:
    """The first moment after the day, by the clock of the hub."""
    return datetime.combine(at.date() + timedelta(days=1), time(), tzinfo=at.tzinfo)


def _overdue_rule(
    db: Session, borrower: Person, out: Sequence[Row[str, str, str, date]], at: datetime
) -> list[LendingRule]:
    """The latest of what was out at the end of that day and should have been back before it."""
    if not out or not hub_settings(db).overdue_blocks:
        return []
    dues = sorted((_due_then(db, row.id, row.due_first_on, at), row.tag) for row in out)
    if not dues or dues[0][0] >= at.date():
        return []
    due, tag = dues[0]
    return [HasOverdue(borrower.display_name, tag, (at.date() - due).days, borrower.id)]


def _due_then(db: Session, loan_id: str, first_on: date, at: datetime) -> date:
    """The due day that held on that day: a later renewal was not yet known."""
    renewed = db.scalar(
        select(LoanEvent.due_on)
        .where(
            LoanEvent.loan_id == loan_id,
            LoanEvent.kind == EventKind.RENEWED,
            LoanEvent.deleted == 0,
            LoanEvent.happened_at < _end_of(at),
        )
        .order_by(LoanEvent.happened_at.desc(), LoanEvent.id.desc())
        .limit(1)
    )
    return renewed or first_on


def _too_many_lent(
    db: Session, borrower: Person, lent: Sequence[Thing], out: Sequence[str]
) -> list[LendingRule]:
    """More than may be out at once. A kind with a rule of its own is counted by itself."""
    wanted = [
        (kind.name, policy.most_at_once, many + sum(id == kind.id for id in out))
        for kind, policy, many in _by_kind(lent)
        if policy.kind_id
    ]
    others = [policy.most_at_once for _, policy in lent if not policy.kind_id]
    if others and len(others) + len(out) > min(others) > 0:
        alone = kinds_counted_alone(db, borrower.id)
        wanted.append(("", min(others), len(others) + sum(id not in alone for id in out)))
    return [
        TooManyAtOnce(borrower.display_name, has, most, name)
        for name, most, has in wanted
        if most and has > most
    ]


def _too_many_given(
    db: Session, borrower: Person, given: Sequence[Thing], at: datetime
) -> list[LendingRule]:
    """More of a kind than somebody may have been given: of what runs those that run, else all.

    What runs is given once at a time where no rule of its own says otherwise.
    """
    broken: list[LendingRule] = []
    for kind, policy, many in _by_kind(given):
        most = policy.most_at_once if policy.kind_id else int(bool(kind.runs_days))
        if not most:
            continue
        has, ends_on = _given_before(db, borrower, kind, at)
        if has + many <= most:
            continue
        if kind.runs_days and most == 1:
            ends_on = ends_on or at.date() + timedelta(days=kind.runs_days)
            broken.append(OneAtATime(borrower.display_name, kind.name, ends_on))
        else:
            broken.append(TooManyAtOnce(borrower.display_name, has + many, most, kind.name))
    return broken


def _by_kind(things: Sequence[Thing]) -> list[tuple[DeviceKind, PolicyRow, int]]:
    """Each kind once, with its policy and how many things of it there are."""
    many = Counter(kind.id for kind, _ in things)
    once = {kind.id: (kind, policy) for kind, policy in things}
    return [(kind, policy, many[kind.id]) for kind, policy in once.values()]


def _given_before(
    db: Session, person: Person, kind: DeviceKind, at: datetime
) -> tuple[int, date | None]:
    """How many of a kind somebody had been given by the end of that day, and the last end."""
    runs = (Gift.ends_on > at.date(),) if kind.runs_days else ()
    has, ends_on = db.execute(
        select(func.count(Gift.id), func.max(Gift.ends_on))
        .join(Device, Device.id == Gift.device_id)
        .where(
            Gift.person_id == person.id,
            Gift.deleted == 0,
            Gift.given_at < _end_of(at),
            Device.kind_id == kind.id,
            *runs,
        )
    ).one()
    return has, ends_on
