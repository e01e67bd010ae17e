"""Loans as lists: what is out, due soon, late, and everything, by a count and windows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, select, text
from sqlalchemy.orm import Session

from hubdesk.i18n import translate
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
from hubdesk.queries.hub import soon_days
from hubdesk.queries.places import Places, Start

OUT = (LoanState.OUT, LoanState.LOST)


class Shown(StrEnum):
    """Which loans a list shows."""

    OUT = "out"
    SOON = "due soon"
    LATE = "overdue"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One loan as a list shows it. `missing` are names not back yet.

    `soon_days` is the hub's choice of when a loan is due soon.
    """

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
    soon_days: int
    known_as: str = ""

    @property
    def who(self) -> str:
        """The borrower as a screen that faces the public may show them: Sam H."""
        return short_name(self.borrower, self.known_as)

    def days_late(self, today: date) -> int:
        """How many days over the due day, 0 if it is back or not yet due."""
        return max(0, (today - self.due_on).days) if self.state in OUT else 0

    def is_soon(self, today: date) -> bool:
        """Whether it is out, not late, and due within the days the hub calls soon."""
        return self.state == LoanState.OUT and 0 <= (self.due_on - today).days <= self.soon_days


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
    if shown is Shown.ALL:
        # Counting everything reads the smallest index; those taken back are few.
        taken_back = select(func.count()).where(Loan.state == LoanState.TAKEN_BACK)
        return (db.scalar(select(func.count()).select_from(Loan)) or 0) - (
            db.scalar(taken_back) or 0
        )
    return db.scalar(select(func.count()).where(_condition(db, shown, today))) or 0


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
    places: Places | None = None,
) -> list[LoanRow]:
    """A window of a list of loans, sorted by due_on, lent_at, borrower, tag or state.

    It is read from the nearest row that `places` knows, or from an end, and tells them its own.
    """
    total = loan_count(db, shown=shown, today=today) if count is None else count
    limit = max(0, min(limit, total - offset))
    known = Places() if places is None else places
    days = {"today": today.isoformat(), "soon": _soon_until(db, today).isoformat()}
    start = known.nearest(offset, limit, total)
    if sort in _SCATTERED and shown in _MANY and start.skip > FAR:
        for at, key in db.execute(text(_ladder(shown, sort, descending)), days | {"step": RUNG}):
            known.learn(at, (*json.loads(key), *_FIRST[descending]))
        start = known.nearest(offset, limit, total)
    keys = start.key or ()
    values = {f"k{number}": value for number, value in enumerate(keys)}
    picked = text(_ids(shown, sort, descending, start))
    found = list(db.execute(picked, {"limit": limit, "offset": start.skip, **days, **values}))
    if start.backwards:
        found.reverse()
    if found:
        known.learn(offset, tuple(found[0]))
    ids = [row[-1] for row in found]
    rows = {row.id: row for row in loan_rows(db, ids)}
    return [rows[id] for id in ids]


# Each order is an index of the loans, so that a window is read and nothing is sorted. Names and
# tags belong to others: those come first, and the loans of each follow in their own index.
_ORDERS = {
    "due_on": ("loan l", ("l.due_on", "l.state", "l.id")),
    "lent_at": ("loan l", ("l.lent_at", "l.state", "l.id")),
    "state": ("loan l", ("l.state", "l.due_on", "l.id")),
    "borrower": ("person o {join} loan l", ("o.sort_name", "o.id", "l.state", "l.id")),
    "tag": ("device o {join} loan l", ("o.tag_key", "o.id", "l.state", "l.id")),
}
_OWNERS = {"borrower": "l.borrower_id = o.id AND ", "tag": "l.device_id = o.id AND "}
_SHOWN = {
    Shown.OUT: "l.state IN ('out', 'lost')",
    Shown.SOON: "l.state = 'out' AND l.due_on BETWEEN :today AND :soon",
    Shown.LATE: "l.state = 'out' AND l.due_on < :today",
    Shown.ALL: "l.state <> 'taken back'",
}
_MANY = (Shown.ALL, Shown.OUT)
_SCATTERED = ("borrower",)  # people by name lie all over the file; devices are few
_FIRST = {False: ("", ""), True: ("\uffff", "\uffff")}  # before every state and id of an owner
FAR = 5_000  # rows; by the borrower's name it takes 20 ms to step over them
RUNG = 500  # rows from one known place to the next


def _ids(shown: Shown, sort: str, descending: bool, start: Start) -> str:
    """The statement for the keys of a window: a few columns that an index holds, nothing else.

    CROSS JOIN keeps the order of the tables: left to itself, SQLite would sort 300,000 loans.
    Where only a few loans are shown it finds those first, and sorts them.
    """
    source, keys = _ORDERS[sort]
    falls = descending is not start.backwards
    join = "CROSS JOIN" if shown in _MANY else ","
    order = ", ".join(f"{key} DESC" if falls else key for key in keys)
    since = _since(sort, keys, start, falls) if start.key is not None else ""
    return (
        f"SELECT {', '.join(keys)} FROM {source.format(join=join)}"
        f" WHERE {_OWNERS.get(sort, '')}{_SHOWN[shown]}{since}"
        f" ORDER BY {order} LIMIT :limit OFFSET :offset"
    )


def _since(sort: str, keys: tuple[str, ...], start: Start, falls: bool) -> str:
    """From the row of the key on, in words an index understands: its owner's rows, then its own."""
    strictly = "<" if falls else ">"
    here = strictly if start.backwards else f"{strictly}="
    if sort not in _OWNERS:
        return f" AND ({', '.join(keys)}) {here} ({', '.join(f':k{n}' for n in range(len(keys)))})"
    owner, own = ", ".join(keys[:2]), ", ".join(keys[2:])
    return (
        f" AND ({owner}) {strictly}= (:k0, :k1)"
        f" AND (({owner}) {strictly} (:k0, :k1) OR ({own}) {here} (:k2, :k3))"
    )


def _ladder(shown: Shown, sort: str, descending: bool) -> str:
    """Every so many rows the owner that begins there, out of how many loans each has.

    The loans are counted in the order of their own index. By the owners' names they lie all over
    the file, and each page would have to be decrypted many times. The counts are then found by
    the number of the owner's row: by their ids, 36 letters each, it took a fifth longer.
    """
    source, keys = _ORDERS[sort]
    table = source.partition(" ")[0]
    whose = _OWNERS[sort].partition(" ")[0]
    name = keys[0].partition(".")[2]
    owner = ", ".join(f"{key} DESC" if descending else key for key in keys[:2])
    return (
        f"WITH counted AS (SELECT {whose} AS id, count(*) AS n FROM loan l"
        f" WHERE {_SHOWN[shown]} GROUP BY {whose}),"
        f" many AS MATERIALIZED (SELECT n, (SELECT o.rowid FROM {table} o WHERE o.id = counted.id)"
        " AS owner FROM counted),"
        f" there AS (SELECT owner, n, sum(n) OVER (ORDER BY {owner} ROWS UNBOUNDED PRECEDING)"
        f" AS last FROM {table} o CROSS JOIN many ON owner = o.rowid)"
        f" SELECT last - n, json_array({name}, id) FROM there"
        f" CROSS JOIN {table} ON {table}.rowid = owner"  # a few hundred looked up, and no scan
        " WHERE (last - n) / :step <> last / :step"
    )


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


def _soon_until(db: Session, today: date) -> date:
    """The last day on which what is due is due soon."""
    return today + timedelta(days=soon_days(db))


def _condition(db: Session, shown: Shown, today: date) -> ColumnElement[bool]:
    match shown:
        case Shown.SOON:
            until = _soon_until(db, today)
            return and_(Loan.state == LoanState.OUT, Loan.due_on.between(today, until))
        case Shown.LATE:
            return and_(Loan.state == LoanState.OUT, Loan.due_on < today)
        case _:
            return Loan.state.in_(OUT)


# Built once: every list of loans is made of it.
_ROWS = (
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
)


def _rows(db: Session, condition: ColumnElement[bool]) -> list[LoanRow]:
    soon = soon_days(db)
    return [
        LoanRow(
            id=row.id,
            device_id=row.device_id,
            borrower_id=row.borrower_id,
            tag=row.tag,
            title=row.title,
            icon=row.icon,
            borrower=row.display_name or translate("Loans", "Somebody"),  # erased since
            phone=row.phone,
            lent_at=row.lent_at,
            due_on=row.due_on,
            state=row.state,
            returned_at=row.returned_at,
            renewals=row.renewals,
            missing=tuple(json.loads(row.missing)) if row.missing else (),
            soon_days=soon,
            known_as=row.known_as,
        )
        for row in db.execute(_ROWS.where(condition))
    ]
