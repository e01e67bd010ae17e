"""Loans as lists: what is out, due soon, late, and everything, by a count and windows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    Device,
    DeviceKind,
    EventKind,
    Loan,
    LoanEvent,
    LoanState,
    Person,
)
from hubdesk.models.person import short_name

OUT = (LoanState.OUT, LoanState.LOST)
SOON = timedelta(days=3)


class Shown(StrEnum):
    """Which loans a list shows."""

    OUT = "out"
    SOON = "due soon"
    LATE = "overdue"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One loan as a list shows it. `missing` are names not back yet."""

    id: str
    device_id: str
    borrower_id: str
    tag: str
    title: str
    icon: str
    borrower: str
    phone: str
    lent_at: datetime
    due_on: date
    state: str
    returned_at: datetime | None
    renewals: int
    missing: tuple[str, ...]
    known_as: str = ""

    @property
    def who(self) -> str:
        """The borrower as a screen that faces the public may show them: Sam H."""
        return short_name(self.borrower, self.known_as)

    def days_late(self, today: date) -> int:
        """How many days over the due day, 0 if it is back or not yet due."""
        return max(0, (today - self.due_on).days) if self.state in OUT else 0


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call about a loan."""

    at: datetime
    result: str


def loan_counts(db: Session, today: date) -> dict[Shown, int]:
    """How many loans each list holds."""
    return {shown: loan_count(db, shown=shown, today=today) for shown in Shown}


def loan_count(db: Session, *, shown: Shown, today: date) -> int:
    """How many loans the list holds."""
    return db.scalar(select(func.count(Loan.id)).where(_condition(shown, today))) or 0


def loan_window(
    db: Session,
    *,
    shown: Shown,
    today: date,
    sort: str = "due_on",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
    count: int | None = None,
) -> list[LoanRow]:
    """A window of a list of loans, sorted by due_on, lent_at, borrower, tag or state.

    A window past the middle is read from the other end, so the last page costs what the first
    does.
    """
    total = loan_count(db, shown=shown, today=today) if count is None else count
    limit = max(0, min(limit, total - offset))
    turned = offset > total / 2
    if turned:
        offset, descending = total - offset - limit, not descending
    picked = _ids(shown, today, sort, descending).offset(offset).limit(limit)
    ids = list(db.scalars(picked))
    if turned:
        ids.reverse()
    rows = {row.id: row for row in loan_rows(db, ids)}
    return [rows[id] for id in ids]


def _ids(shown: Shown, today: date, sort: str, descending: bool) -> Select[Any]:
    """Only ids are sorted, over an index alone; the rest is read for the window."""
    keys: dict[str, tuple[Any, ...]] = {
        "due_on": (Loan.due_on, Loan.id),
        "lent_at": (Loan.lent_at, Loan.id),
        "borrower": (Person.sort_name, Person.id, Loan.id),
        "tag": (Device.tag_key, Device.id, Loan.id),
        "state": (Loan.state, Loan.due_on, Loan.id),
    }
    query = select(Loan.id)
    # Driven from the index of the name: the loans of each person follow in their own index.
    if sort == "borrower":
        query = query.select_from(Person).join(Loan, Loan.borrower_id == Person.id)
    elif sort == "tag":
        query = query.select_from(Device).join(Loan, Loan.device_id == Device.id)
    query = query.where(_condition(shown, today))
    return query.order_by(*(key.desc() if descending else key.asc() for key in keys[sort]))


def loan_rows(db: Session, ids: list[str]) -> list[LoanRow]:
    """The rows of these loans, in no order."""
    return _rows(db, Loan.id.in_(ids))


def loans_of_person(db: Session, person_id: str, *, out_only: bool = False) -> list[LoanRow]:
    """What somebody has or had, newest first."""
    condition = and_(
        Loan.borrower_id == person_id,
        Loan.state.in_(OUT) if out_only else Loan.state != LoanState.TAKEN_BACK,
    )
    return sorted(_rows(db, condition), key=lambda row: (row.lent_at, row.id), reverse=True)


def loans_of_device(db: Session, device_id: str) -> list[LoanRow]:
    """Everybody who has or had it, newest first."""
    condition = and_(Loan.device_id == device_id, Loan.state != LoanState.TAKEN_BACK)
    return sorted(_rows(db, condition), key=lambda row: (row.lent_at, row.id), reverse=True)


def open_loan_of_device(db: Session, device_id: str) -> LoanRow | None:
    """The loan a device is out on."""
    rows = _rows(db, and_(Loan.device_id == device_id, Loan.state.in_(OUT)))
    return rows[0] if rows else None


def last_return_of_device(db: Session, device_id: str) -> datetime | None:
    """When a device last came back."""
    return db.scalars(
        select(Loan.returned_at)
        .where(Loan.device_id == device_id, Loan.state == LoanState.RETURNED)
        .order_by(Loan.returned_at.desc())
        .limit(1)
    ).first()


def contents_of_loan(db: Session, loan_id: str) -> list[str]:
    """The names of what went out with a loan."""
    text = db.scalars(select(Loan.contents).where(Loan.id == loan_id)).first()
    return [name for _, name in json.loads(text or "[]")]


def calls_of_loan(db: Session, loan_id: str) -> list[CallRow]:
    """The calls about a loan, newest first."""
    rows = db.execute(
        select(LoanEvent.happened_at, LoanEvent.note)
        .where(
            LoanEvent.loan_id == loan_id,
            LoanEvent.kind == EventKind.CALLED,
            LoanEvent.deleted == 0,
        )
        .order_by(LoanEvent.happened_at.desc())
    )
    return [CallRow(*row) for row in rows]


def _condition(shown: Shown, today: date) -> ColumnElement[bool]:
    match shown:
        case Shown.OUT:
            return Loan.state.in_(OUT)
        case Shown.SOON:
            return and_(Loan.state == LoanState.OUT, Loan.due_on.between(today, today + SOON))
        case Shown.LATE:
            return and_(Loan.state == LoanState.OUT, Loan.due_on < today)
        case Shown.ALL:
            return Loan.deleted == 0


def _rows(db: Session, condition: ColumnElement[bool]) -> list[LoanRow]:
    query = (
        select(
            Loan.id,
            Loan.device_id,
            Loan.borrower_id,
            Device.tag,
            Device.title,
            DeviceKind.icon,
            Person.display_name,
            Person.known_as,
            Person.phone,
            Loan.lent_at,
            Loan.due_on,
            Loan.state,
            Loan.returned_at,
            Loan.renewals,
            Loan.missing,
        )
        .join(Device, Device.id == Loan.device_id)
        .join(DeviceKind, DeviceKind.id == Device.kind_id)
        .join(Person, Person.id == Loan.borrower_id)
        .where(condition)
    )
    return [
        LoanRow(
            id=row.id,
            device_id=row.device_id,
            borrower_id=row.borrower_id,
            tag=row.tag,
            title=row.title,
            icon=row.icon,
            borrower=row.display_name,
            phone=row.phone,
            lent_at=row.lent_at,
            due_on=row.due_on,
            state=row.state,
            returned_at=row.returned_at,
            renewals=row.renewals,
            missing=tuple(json.loads(row.missing)) if row.missing else (),
            known_as=row.known_as,
        )
        for row in db.execute(query)
    ]
