"""Homes where fewer share a device than before, and people who are online now and were not.

Both compare what a home told at the start of the days (or first of all, inside them) with what
holds at their end: what it told last, and things of ours that came since and are still there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from hubdesk.models import (
    Connection,
    Device,
    DeviceKind,
    EventKind,
    Gift,
    Household,
    HouseholdAnswer,
    Loan,
    LoanEvent,
    Person,
)
from hubdesk.queries.figures.scope import Scope

AT_ONCE: Final = 500
BRINGS_DATA: Final = ("router", "card-sim", "ticket")  # icons of what gets a home online
ONLINE: Final = (Connection.PHONE_DATA, Connection.BROADBAND)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a home told on one day. NOT_TOLD numbers and an empty connection were not asked."""

    on: date
    connection: str
    devices: int
    people: int


@dataclass(frozen=True, slots=True)
class Ours:
    """A thing of ours in a home: from which day, and the last it was there; None is still."""

    from_on: date
    until: date | None
    is_device: bool
    brings_data: bool

    def is_there(self, on: date) -> bool:
        return self.from_on <= on and (self.until is None or self.until > on)


@dataclass
class Home:
    """A home, who lives there, what it told and what it had of ours."""

    id: str
    person_ids: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    ours: list[Ours] = field(default_factory=list)


def homes_better_off(db: Session, scope: Scope) -> tuple[list[Home], list[Home]]:
    """Homes where fewer share a device at the end of the days, and those that are online now."""
    found = _homes(db, scope)
    sharing = [home for home in found if shares_less(home, scope.first_on, scope.last_on)]
    online = [home for home in found if is_online_now(home, scope.first_on, scope.last_on)]
    return sharing, online


def shares_less(home: Home, first_on: date, last_on: date) -> bool:
    """Whether fewer people come to one working device than before."""
    told = [one for one in home.answers if one.people > 0 and one.devices >= 0]
    ends = _at_ends(told, first_on, last_on)
    if ends is None:
        return False
    start, on, end = ends
    had = start.devices + (_devices(home, start, on) if on is not None else 0)
    have = end.devices + _devices(home, end, last_on)
    return have > 0 and end.people * had < start.people * have


def is_online_now(home: Home, first_on: date, last_on: date) -> bool:
    """Whether a home without a connection has one, of its own or by what we lent or gave."""
    told = [one for one in home.answers if one.connection]
    ends = _at_ends(told, first_on, last_on)
    if ends is None:
        return False
    start, on, end = ends
    if start.connection != Connection.NONE or (on is not None and _has_data(home, start, on)):
        return False
    return end.connection in ONLINE or _has_data(home, end, last_on)


def _at_ends(
    told: Sequence[Answer], first_on: date, last_on: date
) -> tuple[Answer, date | None, Answer] | None:
    """The answer at the start with the day it is looked at, and the one at the end.

    Without an answer before the days the first inside them is the start, and nothing came yet.
    """
    known = sorted((one for one in told if one.on <= last_on), key=lambda one: one.on)
    if not known:
        return None
    earlier = [one for one in known if one.on < first_on]
    if earlier:
        return earlier[-1], first_on - timedelta(days=1), known[-1]
    return known[0], None, known[-1]


def _devices(home: Home, since: Answer, on: date) -> int:
    """Working devices of ours that came on the day of an answer or after it."""
    return sum(one.is_device and since.on <= one.from_on and one.is_there(on) for one in home.ours)


def _has_data(home: Home, since: Answer, on: date) -> bool:
    return any(
        one.brings_data and since.on <= one.from_on and one.is_there(on) for one in home.ours
    )


def _homes(db: Session, scope: Scope) -> list[Home]:
    """Homes in which anything can have changed in the days, with all that is known of them."""
    asked = select(HouseholdAnswer.household_id).where(
        HouseholdAnswer.asked_on.between(scope.first_on, scope.last_on),
        HouseholdAnswer.deleted == 0,
    )
    first = select(Household.id).where(Household.asked_on.between(scope.first_on, scope.last_on))
    lent = (
        select(Person.household_id)
        .join(Loan, Loan.borrower_id == Person.id)
        .where(Loan.lent_at >= scope.from_at, Loan.lent_at < scope.to_at, Loan.deleted == 0)
        .where(Person.household_id.is_not(None))
    )
    given = (
        select(Person.household_id)
        .join(Gift, Gift.person_id == Person.id)
        .where(Gift.given_at >= scope.from_at, Gift.given_at < scope.to_at, Gift.deleted == 0)
        .where(Person.household_id.is_not(None))
    )
    ids = sorted(db.scalars(union(asked, first, lent, given)))
    zone = scope.from_at.tzinfo
    kinds = _kinds(db) if ids else {}
    found: list[Home] = []
    for at in range(0, len(ids), AT_ONCE):
        part = {id: Home(id) for id in ids[at : at + AT_ONCE]}
        _add_answers(db, part)
        whose = _add_people(db, part)
        _add_ours(db, part, whose, kinds, zone)
        found += [home for home in part.values() if home.person_ids]
    return found


def _add_answers(db: Session, homes: dict[str, Home]) -> None:
    """What each told, a day's answer once; the home's own row is one where no answer was kept."""
    kept = select(
        HouseholdAnswer.household_id,
        HouseholdAnswer.asked_on,
        HouseholdAnswer.connection,
        HouseholdAnswer.working_devices,
        HouseholdAnswer.people_learning,
    ).where(HouseholdAnswer.household_id.in_(homes), HouseholdAnswer.deleted == 0)
    newest = select(
        Household.id,
        Household.asked_on,
        Household.connection,
        Household.working_devices,
        Household.people_learning,
    ).where(Household.id.in_(homes), Household.asked_on.is_not(None), Household.deleted == 0)
    seen = set()
    for id, on, connection, devices, people in (*db.execute(kept), *db.execute(newest)):
        if (id, on) not in seen:
            seen.add((id, on))
            homes[id].answers.append(Answer(on, connection, devices, people))


def _add_people(db: Session, homes: dict[str, Home]) -> dict[str, str]:
    rows = db.execute(
        select(Person.id, Person.household_id)
        .where(Person.household_id.in_(homes), Person.deleted == 0)
        .order_by(Person.id)
    )
    whose = {person_id: str(home_id) for person_id, home_id in rows}
    for person_id, home_id in whose.items():
        homes[home_id].person_ids.append(person_id)
    return whose


def _add_ours(
    db: Session, homes: dict[str, Home], whose: dict[str, str], kinds: dict[str, Any], zone: Any
) -> None:
    loans = list(
        db.execute(
            select(Loan.id, Loan.borrower_id, Loan.device_id, Loan.lent_at).where(
                Loan.borrower_id.in_(whose), Loan.deleted == 0
            )
        )
    )
    ended = _ended(db, [id for id, *_ in loans])
    for id, person_id, device_id, lent_at in loans:
        until = ended[id].astimezone(zone).date() if id in ended else None
        _put(homes[whose[person_id]], kinds, device_id, lent_at.astimezone(zone).date(), until)
    for person_id, device_id, given_at, ends_on in db.execute(
        select(Gift.person_id, Gift.device_id, Gift.given_at, Gift.ends_on).where(
            Gift.person_id.in_(whose), Gift.deleted == 0
        )
    ):
        until = ends_on + timedelta(days=1) if ends_on else None
        _put(homes[whose[person_id]], kinds, device_id, given_at.astimezone(zone).date(), until)


def _put(home: Home, kinds: dict[str, Any], device_id: str, on: date, until: date | None) -> None:
    is_device, brings_data = kinds.get(device_id, (False, False))
    home.ours.append(Ours(on, until, is_device, brings_data))


def _ended(db: Session, loan_ids: Sequence[str]) -> dict[str, Any]:
    """By loan, the moment since which it is not there: it came back, or was said to be lost."""
    found: dict[str, Any] = defaultdict()
    for at in range(0, len(loan_ids), AT_ONCE):
        rows = db.execute(
            select(LoanEvent.loan_id, LoanEvent.happened_at)
            .where(
                LoanEvent.loan_id.in_(loan_ids[at : at + AT_ONCE]),
                LoanEvent.kind.in_((EventKind.RETURNED, EventKind.LOST)),
                LoanEvent.deleted == 0,
            )
            .order_by(LoanEvent.happened_at.desc())
        )
        found.update(dict(rows.all()))
    return dict(found)


def _kinds(db: Session) -> dict[str, Any]:
    """By device, whether somebody can work on it, and whether it gets them online."""
    kinds = {
        id: (bool(holds_data), icon in BRINGS_DATA)
        for id, holds_data, icon in db.execute(
            select(DeviceKind.id, DeviceKind.holds_data, DeviceKind.icon)
        )
    }
    rows: Iterable[Any] = db.execute(select(Device.id, Device.kind_id))
    return {id: kinds.get(kind_id, (False, False)) for id, kind_id in rows}
