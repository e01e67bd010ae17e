"""Undo: a verb like any other. The inverse of a transaction, then each noun's own rules.

What a transaction inserted is marked deleted; what it changed gets its old value back, unless
something later rests on it, which is a Refusal that says what. Half-finished work it used up
(a basket) is opened again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, or_, select, update
from sqlalchemy.orm import Session

from hubdesk.errors.privacy import ErasedSince
from hubdesk.errors.records import BuiltOn, NotFound, NothingToUndo, UndoneAlready
from hubdesk.models import (
    Award,
    AwardEvent,
    Base,
    Device,
    Draft,
    JournalOp,
    JournalTxn,
    LearningSession,
    Loan,
    LoanEvent,
    LoanState,
    Person,
    PersonMerge,
)
from hubdesk.operations.award_undoing import check_award_day, check_undone_awards
from hubdesk.operations.kinds import check_undone_kinds
from hubdesk.operations.loan_folding import refold
from hubdesk.operations.merging import follow_loans
from hubdesk.operations.places import forget_secrets
from hubdesk.operations.report_undoing import check_undone_templates
from hubdesk.operations.session_undoing import check_undone_sessions
from hubdesk.operations.slip_undoing import check_undone_slips
from hubdesk.operations.staff import check_undone
from hubdesk.queries.activity import FOR_GOOD, NOT_SHOWN
from hubdesk.queries.awards import printed
from hubdesk.queries.loans import OUT

# What no later change of stops an undo: it says only when something was last seen.
_LEFT_ALONE = {("device", "seen_on")}


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone: the verb and what it was about."""

    txn_id: str
    verb: str
    about: dict[str, Any]


def undo(db: Session, *, txn_id: str, by: str = "", now: datetime | None = None) -> Undone:
    """Put everything back as it was before the transaction. `by` is the account of who does it.

    With `now`, what is taken back on its day alone is refused later.

    Refuses NotFound, NothingToUndo (an undo itself, or what cannot be undone), UndoneAlready,
    BuiltOn when something later rests on it, and what the rules of a noun refuse.
    """
    txn = db.get(JournalTxn, txn_id)
    if txn is None:
        raise NotFound("journal_txn", txn_id)
    if txn.undo_of or txn.verb in NEVER:
        raise NothingToUndo
    if db.scalars(select(JournalTxn.id).where(JournalTxn.undo_of == txn_id)).first():
        raise UndoneAlready
    ops = db.execute(
        select(JournalOp.tbl, JournalOp.pk, JournalOp.kind, JournalOp.body, JournalOp.subject_id)
        .where(JournalOp.id == txn_id)
        .order_by(JournalOp.i.desc())
    ).all()
    if any(body is None for _, _, _, body, _ in ops):
        raise ErasedSince
    _check_not_merged(db, ops)
    check_award_day(db, [(tbl, pk) for tbl, pk, *_ in ops], verb=txn.verb, now=now)
    made: dict[str, list[str]] = defaultdict(list)
    lent_to: list[str] = []
    roles: list[tuple[str, dict[str, Any]]] = []
    for tbl, pk, kind, body, _ in ops:
        table = Base.metadata.tables[tbl]
        if kind == "I":
            if _BORN_GONE not in (body or ""):
                _check_not_changed(db, table, pk, json.loads(body or "{}")["v"])
                made[tbl].append(pk)
        else:
            old = _still_ours(db, table, pk, json.loads(body or "{}"))
            _write(db, table, pk, old)
            if tbl == "loan" and "borrower_id" in old:
                lent_to.append(pk)
            elif tbl == "account_role":
                roles.append((pk, old))
    for tbl, ids in made.items():
        _take_back(db, Base.metadata.tables[tbl], ids)
    for tbl, ids in made.items():
        _check_nothing_built(db, Base.metadata.tables[tbl], ids)
    forget_secrets(db, (pk for tbl, pk, *_ in ops if tbl == "sending_place"))
    _fold_loans(db, made, [(tbl, pk) for tbl, pk, *_ in ops])
    follow_loans(db, lent_to)
    check_undone_slips(db, [(tbl, pk) for tbl, pk, *_ in ops])
    check_undone_sessions(db, [(tbl, pk) for tbl, pk, *_ in ops], undone=txn)
    check_undone_awards(db, [(tbl, pk) for tbl, pk, *_ in ops], undone=txn)
    check_undone_templates(db, [(tbl, pk) for tbl, pk, *_ in ops])
    if any(op.tbl == "device_kind" for op in ops):
        check_undone_kinds(db)
    if {tbl for tbl, *_ in ops} & {"account", "account_role"}:
        check_undone(db, roles=roles, by=by)
    about = json.loads(txn.about or "{}")
    if draft_id := about.get("draft_id"):
        draft = db.get(Draft, draft_id)
        if draft is not None:
            draft.is_done = False
    db.flush()
    return Undone(txn_id, txn.verb, about)


# Verbs that begin a hub, that only repeat what another did, or that say somebody looked.
# An undo would bring back a PIN or badge that was taken away because somebody knew it.
_LOCKS = ("set PIN", "set own PIN", "take PIN away", "give badge", "take badge away")
NEVER = frozenset((*NOT_SHOWN, *FOR_GOOD, "salvage", "undo", *_LOCKS))


# What a person's own record holds: of one that was merged since, it shows no more.
_OF_THE_RECORD = frozenset(("person", "person_role", "support_need", "person_merge"))


def _check_not_merged(db: Session, ops: Sequence[Any]) -> None:
    """Refuse when the record it changed is one with another since, unless this made them one."""
    merging = {pk for tbl, pk, *_ in ops if tbl == "person_merge"}
    about = sorted({op.subject_id for op in ops if op.tbl in _OF_THE_RECORD and op.subject_id})
    for some in _chunks(about):
        merges = select(PersonMerge.id, PersonMerge.from_id).where(
            PersonMerge.from_id.in_(some), PersonMerge.deleted == 0
        )
        for id, from_id in db.execute(merges):
            if id not in merging:
                person = db.get(Person, from_id)
                raise BuiltOn("person_merge", person.display_name if person else "")


def check_whole(db: Session, *, txn_ids: Sequence[str]) -> None:
    """Refuse BuiltOn or ErasedSince if something rests on any of these but one of them.

    Only looks: before the first of many is undone, so that all of them are or none. They are
    given the newest first.
    """
    made: dict[str, list[str]] = defaultdict(list)
    seen: set[tuple[str, str, str]] = set()
    for txn_id in txn_ids:
        ops = db.execute(
            select(
                JournalOp.tbl, JournalOp.pk, JournalOp.kind, JournalOp.body, JournalOp.subject_id
            )
            .where(JournalOp.id == txn_id)
            .order_by(JournalOp.i.desc())
        ).all()
        if any(op.body is None for op in ops):
            raise ErasedSince
        _check_not_merged(db, ops)
        for tbl, pk, kind, body, _ in ops:
            if kind == "I":
                if _BORN_GONE not in (body or ""):
                    born = json.loads(body or "{}")["v"].items()
                    alone = {column: v for column, v in born if (tbl, pk, column) not in seen}
                    _check_not_changed(db, Base.metadata.tables[tbl], pk, alone)
                    made[tbl].append(pk)
                continue
            facts = json.loads(body or "{}")
            newest = {c: v for c, v in facts["v"].items() if (tbl, pk, c) not in seen}
            seen |= {(tbl, pk, column) for column in newest}
            if newest:
                table = Base.metadata.tables[tbl]
                _still_ours(db, table, pk, {"v": newest, "p": facts["p"]})
    ours = {tbl: set(ids) for tbl, ids in made.items()}
    for tbl, ids in made.items():
        table = Base.metadata.tables[tbl]
        _check_not_replaced(db, table, ids)
        _check_nothing_built(db, table, ids, but=ours)


# Made and taken back in one transaction, as the journal's body says it.
_BORN_GONE = '"deleted":1'


def _take_back(db: Session, table: Table, ids: Sequence[str]) -> None:
    """Mark deleted what the transaction made. What something later replaced is built on."""
    _check_not_replaced(db, table, ids)
    for some in _chunks(ids):
        db.execute(update(table).where(table.c.id.in_(some)).values(deleted=1))


def _check_not_replaced(db: Session, table: Table, ids: Sequence[str]) -> None:
    for some in _chunks(ids):
        gone = select(table.c.id).where(table.c.id.in_(some), table.c.deleted == 1).limit(1)
        if (replaced := db.scalars(gone).first()) is not None:
            raise BuiltOn(table.name, _tag_of(db, table, replaced))


def _check_nothing_built(
    db: Session, table: Table, ids: Sequence[str], *, but: Mapping[str, set[str]] | None = None
) -> None:
    """Refuse when a row still points at one of these: those of the same transaction are gone.

    `but` names rows, by table, that may.
    """
    for other, column in _children_of(table):
        ours = but.get(other.name, set()) if but else set()
        for some in _chunks(ids):
            pointing = select(column, other.c.id).where(column.in_(some), other.c.deleted == 0)
            for found, id in db.execute(pointing if ours else pointing.limit(1)):
                if id not in ours:
                    raise BuiltOn(other.name, _tag_of(db, table, found))


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """A few hundred at a time: a list that was brought in made thousands."""
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


@cache
def _children_of(table: Table) -> list[tuple[Table, Column[Any]]]:
    found = []
    for other in Base.metadata.sorted_tables:
        if "local" in other.info:
            continue
        found += [(other, key.parent) for key in other.foreign_keys if key.column.table is table]
    return found


def _still_ours(db: Session, table: Table, pk: str, body: dict[str, Any]) -> dict[str, Any]:
    """The old values, after checking that the new ones still stand."""
    columns = list(body["v"])
    raw = db.connection().exec_driver_sql(
        f"SELECT {', '.join(columns)} FROM {table.name} WHERE id = ?", (pk,)
    )
    there = dict(zip(columns, raw.one(), strict=True))
    old = {}
    for column in columns:
        if there[column] == body["v"][column]:
            old[column] = body["p"][column]
        elif (table.name, column) not in _LEFT_ALONE:
            raise BuiltOn(table.name, _tag_of(db, table, pk))
    return old


# What somebody put right, or answered to, since it was written down is work of its own.
_WORKED_ON = frozenset(("person", "device", "complaint", "breach", "fund", "opportunity"))


def _check_not_changed(db: Session, table: Table, pk: str, born: Mapping[str, Any]) -> None:
    """Refuse where a later change of what was made still stands: it would go with it."""
    if table.name in _WORKED_ON:
        here = {column: value for column, value in born.items() if column in table.c}
        _still_ours(db, table, pk, {"v": here, "p": here})


def _write(db: Session, table: Table, pk: str, values: dict[str, Any]) -> None:
    """Values as the journal holds them, written as they are."""
    if not values:
        return
    sets = ", ".join(f"{column} = ?" for column in values)
    db.connection().exec_driver_sql(
        f"UPDATE {table.name} SET {sets} WHERE id = ?", (*values.values(), pk)
    )


def _fold_loans(
    db: Session, made: Mapping[str, Sequence[str]], touched: Sequence[tuple[str, str]]
) -> None:
    """Fold the loans that were touched; what this made, and nobody moved on, never happened."""
    db.flush()
    db.expire_all()
    events = [pk for tbl, pk in touched if tbl == "loan_event"]
    loans: dict[str, None] = {}
    for some in _chunks(events):
        found = db.scalars(select(LoanEvent.loan_id).where(LoanEvent.id.in_(some)))
        loans |= dict.fromkeys(found)
    never = [id for id in made.get("loan", ()) if id not in loans]
    for some in _chunks(never):
        table = Loan.__table__
        assert isinstance(table, Table)
        db.execute(update(table).where(table.c.id.in_(some)).values(**_NEVER_HAPPENED))
    loans |= {pk: None for tbl, pk in touched if tbl == "loan" and pk not in set(never)}
    for loan_id in loans:
        _refold_alone(db, loan_id)


# What `refold` makes of a loan that was taken back and has no events.
_NEVER_HAPPENED = {
    "state": LoanState.TAKEN_BACK,
    "due_on": Loan.due_first_on,
    "returned_at": None,
    "renewals": 0,
    "missing": "",
}


def _refold_alone(db: Session, loan_id: str) -> None:
    """Fold a loan again; a device may not end up out twice."""
    loan = db.get(Loan, loan_id)
    if loan is None:
        raise NotFound("loan", loan_id)
    refold(db, loan)
    db.flush()
    if loan.state in OUT:
        # it may have been lent since and be back already: then two people had it at once
        later = select(Loan.id).where(
            Loan.device_id == loan.device_id,
            Loan.id != loan.id,
            Loan.deleted == 0,
            or_(Loan.state.in_(OUT), Loan.lent_at > loan.lent_at),
        )
        if db.scalars(later.limit(1)).first() is not None:
            device = db.get(Device, loan.device_id)
            raise BuiltOn("loan", device.tag if device else "")


def _tag_of(db: Session, table: Table, pk: str) -> str:
    if table.name == "device":
        device = db.get(Device, pk)
        return device.tag if device else ""
    if table.name == "person":
        person = db.get(Person, pk)
        return person.display_name if person else ""
    if table.name == "learning_session":
        return db.scalar(select(LearningSession.title).where(LearningSession.id == pk)) or ""
    if table.name == "award":
        return printed(db.scalar(select(Award.code).where(Award.id == pk)) or "")
    if table.name == "award_event":
        query = select(Award.code).join(AwardEvent, AwardEvent.award_id == Award.id)
        return printed(db.scalar(query.where(AwardEvent.id == pk)) or "")
    if table.name == "loan":
        return db.scalar(select(Device.tag).join(Loan).where(Loan.id == pk)) or ""
    if table.name == "loan_event":
        query = select(Device.tag).join(Loan).join(LoanEvent).where(LoanEvent.id == pk)
        return db.scalar(query) or ""
    return ""
