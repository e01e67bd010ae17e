"""What happened to one record, out of the journal: each action with the values it changed.

Read in windows, newest first, for a record that changed a thousand times.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from hubdesk.ids import read_code
from hubdesk.messages.retention import record_words
from hubdesk.models import (
    Account,
    AccountRole,
    Agreement,
    Attendance,
    Award,
    AwardEvent,
    Base,
    Device,
    DeviceKind,
    Enrolment,
    EventKind,
    Framework,
    Fund,
    HeadCount,
    Household,
    JournalOp,
    LearningSession,
    Loan,
    LoanEvent,
    MeetingAction,
    Opportunity,
    Organisation,
    Person,
    ScaleStep,
    SendingPlace,
    SessionFund,
    SessionHelper,
    SessionOrganisation,
    SessionStatement,
    SkillArea,
    StandingExport,
    Statement,
)
from hubdesk.models.base import Day, Moment
from hubdesk.models.person import short_name
from hubdesk.queries.activity import ActivityRow, activity_where, touching_device
from hubdesk.queries.agreements import agreement_row
from hubdesk.queries.one_person import ids_of_person
from hubdesk.queries.opening_hours import KEY as WEEK
from hubdesk.queries.versions import changed_by, rule_name, versions_of, wording_title
from hubdesk.settings import BY_KEY

WINDOW = 200
_Part = (
    Attendance
    | Enrolment
    | HeadCount
    | MeetingAction
    | SessionFund
    | SessionHelper
    | SessionOrganisation
    | SessionStatement
)
# What hangs on a session, and so is part of what happened to it.
_PARTS: tuple[type[_Part], ...] = (
    *(Attendance, Enrolment, HeadCount),
    *(MeetingAction, SessionFund, SessionHelper, SessionOrganisation, SessionStatement),
)
Value = str | int | date | datetime | None


class RecordKind(StrEnum):
    """The records that have a history of their own."""

    PERSON = "person"
    DEVICE = "device"
    LOAN = "loan"
    HOUSEHOLD = "household"
    AGREEMENT = "agreement"
    SESSION = "session"
    CERTIFICATE = "certificate"
    STAFF = "staff"
    FUND = "fund"
    ORGANISATION = "organisation"
    SKILLS_LIST = "skills list"
    KIND = "kind"
    PLACE = "place"
    OPPORTUNITY = "opportunity"
    WORDING = "wording"  # what a borrower and the hub promise; its id is the purpose
    ASKING = "asking"  # what people are asked to agree to; its id is the purpose
    LENDING_RULE = "lending rule"  # its id is that of any version
    KEEPING_RULE = "keeping rule"  # for how long; its id is the sort of record
    CHOICES = "choices"  # of the hub: there is one history of them all


@dataclass(frozen=True, slots=True)
class Change:
    """One value that became another. `is_private` is not shown to everybody who may look."""

    table: str
    column: str
    old: Value
    new: Value
    is_private: bool = False
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One action, and what it changed of this record."""

    action: ActivityRow
    changes: tuple[Change, ...] = ()


def history(
    db: Session,
    kind: RecordKind,
    id: str,
    *,
    limit: int = WINDOW,
    offset: int = 0,
    hidden: Collection[str] = (),
) -> list[HistoryRow]:
    """A window of what happened to a record, the newest first; without these verbs."""
    touched = _touching(db, kind, id)
    ids = select(JournalOp.id).where(touched)
    actions = activity_where(db, ids, limit=limit, offset=offset, hidden=hidden)
    told = [action.txn_id for action in actions if not action.is_undo]
    ops = db.execute(
        select(JournalOp.id, JournalOp.tbl, JournalOp.pk, JournalOp.kind, JournalOp.body)
        .where(JournalOp.id.in_(told), touched)
        .order_by(JournalOp.id, JournalOp.i)
    ).all()
    due = _due_days(db, [op.pk for op in ops if op.tbl == "loan_event"])
    withheld = _addresses_withheld(db, [op.pk for op in ops if op.tbl == "person"])
    changes: dict[str, list[Change]] = defaultdict(list)
    for op in ops:
        changes[op.id] += _changes(db, op, due, withheld)
    return [HistoryRow(action, tuple(changes[action.txn_id])) for action in actions]


# What is called by one of its own columns.
_CALLED: Final[dict[RecordKind, tuple[Any, Any]]] = {
    RecordKind.PERSON: (Person, Person.display_name),
    RecordKind.DEVICE: (Device, Device.tag),
    RecordKind.SESSION: (LearningSession, LearningSession.title),
    RecordKind.STAFF: (Account, Account.name),
    RecordKind.FUND: (Fund, Fund.name),
    RecordKind.ORGANISATION: (Organisation, Organisation.name),
    RecordKind.SKILLS_LIST: (Framework, Framework.title),
    RecordKind.KIND: (DeviceKind, DeviceKind.name),
    RecordKind.PLACE: (SendingPlace, SendingPlace.name),
    RecordKind.OPPORTUNITY: (Opportunity, Opportunity.title),
}


# What is written in versions, and what the choices of the hub stand in.
_VERSIONED: Final = {
    RecordKind.WORDING: "agreement_template",
    RecordKind.ASKING: "consent_wording",
    RecordKind.LENDING_RULE: "lending_policy",
    RecordKind.KEEPING_RULE: "retention_rule",
}
_CHOICES: Final = ("hub", "hub_setting", "closed_day")


def record_name(db: Session, kind: RecordKind, id: str) -> str:
    """What a record is called above its history; empty if it is not here."""
    match kind:
        case RecordKind.LOAN:
            query = select(Device.tag, Person.display_name, Person.known_as)
            query = query.join(Loan, Loan.device_id == Device.id)
            row = db.execute(
                query.join(Person, Person.id == Loan.borrower_id).where(Loan.id == id)
            ).one_or_none()
            return f"{row[0]}, {short_name(row[1], row[2])}" if row else ""
        case RecordKind.AGREEMENT:
            paper = agreement_row(db, id)
            return paper.printed if paper else ""
        case RecordKind.CERTIFICATE:
            code = read_code(db.scalar(select(Award.code).where(Award.id == id)) or "")
            return code.printed() if code else ""
        case RecordKind.HOUSEHOLD:
            names = select(Person.display_name).where(
                Person.household_id == id, Person.deleted == 0
            )
            return ", ".join(db.scalars(names.order_by(Person.id).limit(6)))
        case RecordKind.WORDING:
            return wording_title(db, id)
        case RecordKind.LENDING_RULE:
            return rule_name(db, id)
        case RecordKind.KEEPING_RULE:
            return record_words(id)
        case RecordKind.ASKING | RecordKind.CHOICES:
            return id
        case _:
            of, name = _CALLED[kind]
            return db.scalar(select(name).where(of.id == id)) or ""


def _touching(db: Session, kind: RecordKind, id: str) -> ColumnElement[bool]:
    """What in the journal is about the record."""
    match kind:
        case RecordKind.PERSON:
            return JournalOp.subject_id.in_(ids_of_person(db, id))
        case RecordKind.DEVICE:
            return touching_device(db, id)
        case RecordKind.LOAN:
            events = select(LoanEvent.id).where(LoanEvent.loan_id == id)
            return or_(
                _is(Loan.__tablename__, [id]),
                _is(LoanEvent.__tablename__, list(db.scalars(events))),
            )
        case RecordKind.AGREEMENT:
            return _is(Agreement.__tablename__, [id])
        case RecordKind.CERTIFICATE:
            events = select(AwardEvent.id).where(AwardEvent.award_id == id)
            return or_(
                _is(Award.__tablename__, [id]),
                _is(AwardEvent.__tablename__, list(db.scalars(events))),
            )
        case RecordKind.SESSION:
            return or_(_is("learning_session", [id]), *(_of_session(db, t, id) for t in _PARTS))
        case RecordKind.STAFF:
            # not their background checks: only managers see those, and others open this
            roles = _of(db, AccountRole.id, AccountRole.account_id == id)
            return or_(_is("account", [id]), roles)
        case RecordKind.FUND:
            return _is(Fund.__tablename__, [id])
        case RecordKind.ORGANISATION:
            takes_part = SessionOrganisation.organisation_id == id
            return or_(_is("organisation", [id]), _of(db, SessionOrganisation.id, takes_part))
        case RecordKind.SKILLS_LIST:
            return _of_list(db, id)
        case RecordKind.KIND:
            return _is(DeviceKind.__tablename__, [id])
        case RecordKind.PLACE:
            leaves = _of(db, StandingExport.id, StandingExport.place_id == id)
            return or_(_is(SendingPlace.__tablename__, [id]), leaves)
        case RecordKind.OPPORTUNITY:
            return _is(Opportunity.__tablename__, [id])
        case RecordKind.CHOICES:
            return JournalOp.tbl.in_(_CHOICES)
        case (
            RecordKind.WORDING
            | RecordKind.ASKING
            | RecordKind.LENDING_RULE
            | RecordKind.KEEPING_RULE
        ):
            return _is(_VERSIONED[kind], versions_of(db, _VERSIONED[kind], id))
        case RecordKind.HOUSEHOLD:
            # whoever came or left, those who live elsewhere now among them
            moved = and_(JournalOp.tbl == Person.__tablename__, JournalOp.body.contains(id))
            return or_(_is(Household.__tablename__, [id]), moved)


def _of_session(db: Session, table: type[_Part], session_id: str) -> ColumnElement[bool]:
    return _of(db, table.id, table.session_id == session_id)


def _of_list(db: Session, id: str) -> ColumnElement[bool]:
    """A list of skills with its areas, its steps and each skill: one put away is part of it."""
    areas = select(SkillArea.id).where(SkillArea.framework_id == id)
    return or_(
        _is("framework", [id]),
        _of(db, SkillArea.id, SkillArea.framework_id == id),
        _of(db, ScaleStep.id, ScaleStep.framework_id == id),
        _of(db, Statement.id, Statement.area_id.in_(areas)),
    )


def _of(db: Session, id: Any, hangs_on: ColumnElement[bool]) -> ColumnElement[bool]:
    """The changes of the rows of a table that hang on the record; `id` is its column of ids."""
    return _is(id.class_.__tablename__, list(db.scalars(select(id).where(hangs_on))))


def _is(table: str, ids: list[str]) -> ColumnElement[bool]:
    return and_(JournalOp.tbl == table, JournalOp.pk.in_(ids))


def _changes(
    db: Session, op: Any, due: dict[str, tuple[date, date]], withheld: set[str]
) -> list[Change]:
    if op.kind == "I":
        if op.pk in due and op.body is not None:
            return [Change("loan", "due_on", *due[op.pk])]
        new = changed_by(db, op.tbl, [op.pk]).get(op.pk, {})
        return [Change(op.tbl, column, *both) for column, both in new.items()]
    if op.body is None:
        return [Change(op.tbl, "", None, None, is_erased=True)]
    body = json.loads(op.body)
    if op.tbl == "hub_setting":
        old, chosen = (_chosen(op.pk, body[side].get("value")) for side in ("p", "v"))
        return [Change(op.tbl, "value", old, chosen)]
    return [
        Change(
            op.tbl,
            column,
            _read(db, op.tbl, column, body["p"].get(column)),
            _read(db, op.tbl, column, new),
            is_private=op.pk in withheld and (op.tbl, column) == ("person", "address"),
        )
        for column, new in body["v"].items()
    ]


def _chosen(key: str, text: str | None) -> Value:
    """What was chosen, as it is read. The hours of a week are many in one, and are not."""
    wanted = BY_KEY.get(key)
    if wanted is None or text is None or key == WEEK:
        return None
    if wanted.choices:
        return dict(wanted.choices).get(text)
    if wanted.type is bool:
        return "yes" if text == "1" else "no"
    return f"{text} {wanted.unit}".strip()


def _due_days(db: Session, event_ids: list[str]) -> dict[str, tuple[date, date]]:
    """For each event that moved a due day, the day before it and the day after it."""
    loans = set(db.scalars(select(LoanEvent.loan_id).where(LoanEvent.id.in_(event_ids))))
    rows = db.execute(
        select(
            *(LoanEvent.id, LoanEvent.loan_id, LoanEvent.due_on),
            *(Loan.due_first_on, LoanEvent.deleted),
        )
        .join(Loan, Loan.id == LoanEvent.loan_id)
        .where(
            LoanEvent.loan_id.in_(loans),
            LoanEvent.kind == EventKind.RENEWED,
        )
        .order_by(LoanEvent.happened_at, LoanEvent.id)
    )
    found: dict[str, tuple[date, date]] = {}
    last: dict[str, date] = {}
    for id, loan_id, due_on, first, is_undone in rows:
        if due_on is None:
            continue
        found[id] = (last.get(loan_id, first), due_on)
        if not is_undone:
            last[loan_id] = due_on
    return found


def _addresses_withheld(db: Session, person_ids: list[str]) -> set[str]:
    """Those whose page does not show their address, so that its history does not either."""
    held_back = select(Person.id).where(Person.id.in_(person_ids), Person.address_withheld == 1)
    return set(db.scalars(held_back))


def _read(db: Session, table: str, column: str, value: Any) -> Value:
    """A value of the journal as a person reads it: a day, a moment, the words of a list."""
    found = Base.metadata.tables[table].columns.get(column)
    if found is None or value is None or value == "":
        return None
    if isinstance(found.type, Day):
        return date.fromisoformat(value)
    if isinstance(found.type, Moment):
        return datetime.fromisoformat(value)
    for key in found.foreign_keys:
        return _named(db, key.column.table.name, value)
    if isinstance(value, str) and value.startswith("["):
        return ", ".join(
            str(one[-1]) if isinstance(one, list) else str(one) for one in json.loads(value)
        )
    return value if isinstance(value, str | int) else str(value)


def _named(db: Session, table: str, id: str) -> str | None:
    if table == "person":
        return db.scalar(select(Person.display_name).where(Person.id == id))
    if table == "account":
        return db.scalar(select(Account.name).where(Account.id == id))
    if table == "device_kind":
        return db.scalar(select(DeviceKind.name).where(DeviceKind.id == id))
    if table == "device":
        return db.scalar(select(Device.tag).where(Device.id == id))
    if table == "fund":
        return db.scalar(select(Fund.name).where(Fund.id == id))
    return None
