"""What people asked of the hub about their data, by when it must be answered, and what is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hubdesk.models import Breach, Complaint, Person, RightsRequest, RightsStep, StepKind
from hubdesk.queries.bank_holidays import bank_holidays
from hubdesk.queries.hub import nation_of
from hubdesk.queries.retention import CLOSED, months_after

ANSWER_MONTHS, EXTENDED_MONTHS = 1, 3  # UK GDPR, article 12(3): a month, and two more
ACKNOWLEDGE_DAYS = 30  # of a complaint: Data Protection Act 2018, section 164A
TELL_HOURS = 72  # UK GDPR, article 33


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request and where it stands. `closed` is done, refused or empty."""

    id: str
    person_id: str
    name: str
    asked: str
    came_on: date
    how: str
    note: str
    due_on: date
    is_paused: bool
    is_extended: bool
    closed: str
    paused_on: date | None = None

    def on_its_clock(self, today: date) -> date:
        """The day its clock shows: while it is paused, the day it was paused on."""
        return self.paused_on or today

    def days_left(self, today: date) -> int:
        """Below nought once it is late. A clock that is paused stands still."""
        return (self.due_on - today).days


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """A complaint. `acknowledge_by` counts until it was acknowledged."""

    id: str
    person_id: str
    name: str
    came_on: date
    about: str
    acknowledge_by: date
    acknowledged_on: date | None
    finding: str
    told_on: date | None


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A breach. `tell_by`: until then the regulator is told, or it is decided not to."""

    id: str
    found_at: datetime
    tell_by: datetime
    what: str
    people: int
    risk: str
    is_told_to_ico: bool
    decided_at: datetime | None
    decision: str
    people_told_on: date | None
    contained: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """What waits for a manager: how many of each sort, and the day the first is due."""

    requests: int = 0
    complaints: int = 0
    breaches: int = 0
    first_on: date | None = None

    @property
    def many(self) -> int:
        return self.requests + self.complaints + self.breaches


def request_row(db: Session, request_id: str) -> RequestRow | None:
    """One request as it stands today."""
    rows = _requests(db, RightsRequest.id == request_id)
    return rows[0] if rows else None


def requests(db: Session) -> list[RequestRow]:
    """Every request: those without an answer first, by the day they are due."""
    return sorted(_requests(db), key=lambda row: (bool(row.closed), row.due_on, row.id))


def requests_of(db: Session, person_id: str) -> list[RequestRow]:
    """What one person asked for."""
    return _requests(db, RightsRequest.person_id == person_id)


def complaints(db: Session) -> list[ComplaintRow]:
    """Every complaint: those without an answer first, the oldest first."""
    rows = db.execute(
        select(Complaint, Person.display_name)
        .outerjoin(Person, Person.id == Complaint.person_id)
        .where(Complaint.deleted == 0)
        .order_by(Complaint.told_on.is_not(None), Complaint.came_on, Complaint.id)
    )
    return [
        ComplaintRow(
            one.id,
            one.person_id or "",
            name or "",
            one.came_on,
            one.about,
            one.came_on + timedelta(days=ACKNOWLEDGE_DAYS),
            one.acknowledged_on,
            one.finding,
            one.told_on,
        )
        for one, name in rows
    ]


def breaches(db: Session) -> list[BreachRow]:
    """Every breach: those nobody decided about first, the newest first."""
    rows = db.scalars(
        select(Breach)
        .where(Breach.deleted == 0)
        .order_by(Breach.decided_at.is_not(None), Breach.found_at.desc(), Breach.id)
    )
    return [
        BreachRow(
            one.id,
            one.found_at,
            one.found_at + timedelta(hours=TELL_HOURS),
            one.what,
            one.people,
            one.risk,
            bool(one.is_told_to_ico),
            one.decided_at,
            one.decision,
            one.people_told_on,
            one.contained,
        )
        for one in rows
    ]


def what_waits(db: Session, zone: tzinfo | None) -> AskedRow:
    """Requests and complaints without an answer, and losses nobody decided about."""
    open_ = _requests(db, RightsRequest.id.not_in(_closed()))
    told = [row for row in complaints(db) if row.told_on is None]
    lost = [row for row in breaches(db) if row.decided_at is None]
    days = [row.due_on for row in open_ if not row.is_paused]
    days += [row.acknowledge_by for row in told if row.acknowledged_on is None]
    days += [row.tell_by.astimezone(zone).date() for row in lost]
    return AskedRow(len(open_), len(told), len(lost), min(days, default=None))


def _closed() -> Select[str]:
    return select(RightsStep.request_id).where(RightsStep.kind.in_(CLOSED), RightsStep.deleted == 0)


def due_day(came_on: date, steps: Sequence[tuple[str, date]], nation: str, today: date) -> date:
    """The last day to answer: a month, or three, without the days it was paused.

    One that falls on a Saturday, a Sunday or a bank holiday ends with the next working day.
    """
    extended = any(kind == StepKind.EXTENDED for kind, _ in steps)
    day = months_after(came_on, EXTENDED_MONTHS if extended else ANSWER_MONTHS)
    since: date | None = None
    for kind, on in steps:
        if kind == StepKind.PAUSED:
            since = on
        elif kind == StepKind.RESUMED and since is not None:
            day += on - since
            since = None
    if since is not None:
        day += max(today - since, timedelta())
    closed = set(bank_holidays(nation, day.year)) | set(bank_holidays(nation, day.year + 1))
    while day.weekday() >= 5 or day in closed:
        day += timedelta(days=1)
    return day


def _requests(db: Session, *conditions: object) -> list[RequestRow]:
    nation = nation_of(db)
    rows = db.execute(
        select(RightsRequest, Person.display_name)
        .join(Person, Person.id == RightsRequest.person_id)
        .where(RightsRequest.deleted == 0, *conditions)  # type: ignore[arg-type]
        .order_by(RightsRequest.id)
    ).all()
    return [_row(db, request, name, nation) for request, name in rows]


def _row(db: Session, request: RightsRequest, name: str, nation: str) -> RequestRow:
    steps = [
        (kind, on)
        for kind, on in db.execute(
            select(RightsStep.kind, RightsStep.happened_on)
            .where(RightsStep.request_id == request.id, RightsStep.deleted == 0)
            .order_by(RightsStep.id)
        )
    ]
    kinds = [kind for kind, _ in steps]
    turns = [step for step in steps if step[0] in (StepKind.PAUSED, StepKind.RESUMED)]
    paused_on = next((on for kind, on in turns[-1:] if kind == StepKind.PAUSED), None)
    last = max((on for _, on in steps), default=request.came_on)
    return RequestRow(
        request.id,
        request.person_id,
        name,
        request.asked,
        request.came_on,
        request.how,
        request.note,
        due_day(request.came_on, steps, nation, last),
        paused_on is not None,
        StepKind.EXTENDED in kinds,
        next((kind for kind in kinds if kind in CLOSED), ""),
        paused_on,
    )
