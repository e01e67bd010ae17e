"""What was done lately, by whom, and whether it can still be taken back."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from hubdesk.messages.activity import ELSEWHERE
from hubdesk.models import (
    Account,
    CodeOf,
    Device,
    Gift,
    JournalOp,
    JournalTxn,
    KitItem,
    Loan,
    LoanEvent,
    Person,
    Stream,
)
from hubdesk.models.person import short_name
from hubdesk.queries.lists import whole_actions
from hubdesk.queries.one_person import ids_of_person

# That somebody looked is told on a page of its own: see queries.access.
ACCESS = ("saw", "took out", "wrong lock", "clock", "recovered")
# That there is a concern at all is told to nobody: whom it is about may read the list, too.
SEALED = (
    *("record concern", "add to concern", "close concern", "reopen concern", "show concern"),
    *("seal concerns again", "let go of concern", "safeguarding key"),
)
# Sent by itself, whoever is at the desk: it is told on the page about sending.
SENDING = ("seal parcel", "try parcel", "parcel sent", "send now")
# What begins a hub or only mends a file is no action of a person at the desk.
NOT_SHOWN = ("set up hub", "unattributed", "open stream", "erase again", *ACCESS, *SEALED, *SENDING)
# What nothing brings back.
FOR_GOOD = (
    *("erase person", "erase proposed"),
    *("forget presence", "forget breaches", "forget staff", "forget taken back"),
    *("forget complaints", "forget stories"),
    # a form cannot be told from another, and what was published is out
    *("give equality form", "open equality forms", "publish equality", "equality key"),
    # what was stopped is agreed to again in full, and a key that was destroyed is gone
    *("stop export", "unlink region", "let go of place"),
    # it is made anew when it is due
    *("take back parcel", "save to stick"),
)
# What a manager may allow against a rule of the hub, with a reason.
OVERRIDES = ("lend", "give", "renew", "enter slip")
# Written down on the way; Ctrl+Z means what somebody did on purpose.
NO_GESTURE = ("seen", "begin shift")
# After these no undo is offered.
NEVER_TAKEN_BACK = (*NOT_SHOWN, *FOR_GOOD, *NO_GESTURE)


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One action: its verb, the short name and the tags it was about, and its facts."""

    txn_id: str
    at: datetime
    verb: str
    who: str
    person: str
    tags: tuple[str, ...]
    about: dict[str, Any]
    is_undo: bool
    is_undone: bool
    is_erased: bool = False
    reason: str = ""  # why a manager allowed it against a rule
    by: str = ""  # the account of who did it
    allowed_by: str = ""  # their name, or ELSEWHERE; of older actions it is not known

    @property
    def can_undo(self) -> bool:
        """Whether undo is offered. Whether it is still possible is for the verb to say."""
        gone = self.is_erased or self.verb in FOR_GOOD
        return not (self.is_undo or self.is_undone or gone)


def recent_activity(
    db: Session, *, limit: int = 50, offset: int = 0, hidden: Collection[str] = ()
) -> list[ActivityRow]:
    """The actions of this computer, newest first; without those of the `hidden` verbs."""
    mine = list(db.scalars(select(Stream.id).where(Stream.is_mine == 1)))
    # Not by the index of streams: it gives the oldest first, and 400,000 would be sorted (0.3 s).
    stream = JournalTxn.stream_id.concat("")
    shown = and_(stream.in_(mine), whole_actions())
    return _rows(db, shown, limit=limit, offset=offset, hidden=hidden)


def activity(db: Session, txn_id: str) -> ActivityRow | None:
    """One action."""
    rows = _rows(db, JournalTxn.id == txn_id)
    return rows[0] if rows else None


def last_to_undo(db: Session) -> ActivityRow | None:
    """The newest action of this computer that can be undone: what Ctrl+Z means."""
    offset = 0
    while rows := recent_activity(db, limit=20, offset=offset):
        for row in rows:
            if row.can_undo and row.verb not in NO_GESTURE:
                return row
        offset += len(rows)
    return None


def history_of_record(db: Session, table: str, pk: str, *, limit: int = 200) -> list[ActivityRow]:
    """Every action that changed one record, newest first."""
    touched = select(JournalOp.id).where(JournalOp.tbl == table, JournalOp.pk == pk)
    return _rows(db, JournalTxn.id.in_(touched), limit=limit)


def history_of_device(db: Session, device_id: str, *, limit: int = 200) -> list[ActivityRow]:
    """Every action about one device, its loans, gifts, parts and codes, newest first."""
    ids = select(JournalOp.id).where(touching_device(db, device_id))
    return _rows(db, JournalTxn.id.in_(ids), limit=limit)


def touching_device(db: Session, device_id: str) -> ColumnElement[bool]:
    """What in the journal is about one device, its loans, gifts, parts and codes."""
    loans = list(db.scalars(select(Loan.id).where(Loan.device_id == device_id)))
    touched = {
        "device": [device_id],
        "loan": loans,
        "loan_event": list(db.scalars(select(LoanEvent.id).where(LoanEvent.loan_id.in_(loans)))),
        "gift": list(db.scalars(select(Gift.id).where(Gift.device_id == device_id))),
        "kit_item": list(db.scalars(select(KitItem.id).where(KitItem.device_id == device_id))),
        "code_of": list(db.scalars(select(CodeOf.id).where(CodeOf.device_id == device_id))),
    }
    found = [and_(JournalOp.tbl == table, JournalOp.pk.in_(ids)) for table, ids in touched.items()]
    return or_(*found)


def history_of_person(db: Session, person_id: str, *, limit: int = 200) -> list[ActivityRow]:
    """Every action about one person, newest first."""
    touched = select(JournalOp.id).where(JournalOp.subject_id.in_(ids_of_person(db, person_id)))
    return _rows(db, JournalTxn.id.in_(touched), limit=limit)


def activity_where(
    db: Session, ids: Any, *, limit: int, offset: int = 0, hidden: Collection[str] = ()
) -> list[ActivityRow]:
    """A window of the actions whose ids a query answers with, newest first."""
    return _rows(db, JournalTxn.id.in_(ids), limit=limit, offset=offset, hidden=hidden)


def _is_told(hidden: Collection[str]) -> ColumnElement[bool]:
    """Neither one of these verbs nor the undo of one."""
    of = aliased(JournalTxn)
    undone = select(of.id).where(of.id == JournalTxn.undo_of, of.verb.in_(hidden)).exists()
    return and_(JournalTxn.verb.not_in(hidden), or_(JournalTxn.undo_of.is_(None), ~undone))


def _rows(
    db: Session, condition: Any, *, limit: int = 50, offset: int = 0, hidden: Collection[str] = ()
) -> list[ActivityRow]:
    if hidden:
        condition = and_(condition, _is_told(hidden))
    later = aliased(JournalTxn)
    undone = select(later.id).where(later.undo_of == JournalTxn.id).exists()
    lost = select(JournalOp.id).where(JournalOp.id == JournalTxn.id, JournalOp.body.is_(None))
    found = db.execute(
        select(
            JournalTxn.id,
            JournalTxn.wall_utc,
            JournalTxn.verb,
            JournalTxn.about,
            JournalTxn.undo_of,
            JournalTxn.reason,
            Account.name,
            undone,
            lost.exists(),
            JournalTxn.actor_id,
        )
        .outerjoin(Account, Account.id == JournalTxn.actor_id)
        .where(condition, JournalTxn.verb.not_in(NOT_SHOWN))
        .order_by(JournalTxn.hlc.desc(), JournalTxn.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()
    facts = {row[0]: json.loads(row[3] or "{}") for row in found}
    allowed = _names(db, {str(about.get("allowed_by", "")) for about in facts.values()})
    people = _people(db, {about["person_id"] for about in facts.values() if "person_id" in about})
    tags = _tags(db, {id for about in facts.values() for id in about.get("device_ids", ())})
    return [
        ActivityRow(
            txn_id=id,
            at=datetime.fromisoformat(wall),
            verb=verb,
            who=who or "",
            person=people.get(facts[id].get("person_id", ""), ""),
            tags=tuple(tags[d] for d in facts[id].get("device_ids", ()) if d in tags),
            about=facts[id],
            is_undo=undo_of is not None,
            is_undone=bool(is_undone),
            is_erased=bool(is_erased),
            reason=reason if verb in OVERRIDES else "",
            by=by or "",
            allowed_by=allowed.get(facts[id].get("allowed_by", ""), ""),
        )
        for id, wall, verb, _, undo_of, reason, who, is_undone, is_erased, by in found
    ]


def _names(db: Session, ids: set[str]) -> dict[str, str]:
    rows = db.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {ELSEWHERE: ELSEWHERE} | {row.id: row.name for row in rows}


def _people(db: Session, ids: set[str]) -> dict[str, str]:
    rows = db.execute(
        select(Person.id, Person.display_name, Person.known_as).where(Person.id.in_(ids))
    )
    return {id: short_name(name, known) for id, name, known in rows}


def _tags(db: Session, ids: set[str]) -> dict[str, str]:
    rows = db.execute(select(Device.id, Device.tag).where(Device.id.in_(ids)))
    return {row.id: row.tag for row in rows}
