"""What happens to a loan after it began: back, renewed, lost, found, called about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.lending import (
    DeviceNotOut,
    DueDateInPast,
    HappenedInFuture,
    TooManyRenewals,
    UseRestricted,
)
from hubdesk.models import (
    Condition,
    Device,
    DeviceKind,
    EventKind,
    Gift,
    Loan,
    LoanEvent,
    NoteKind,
    Person,
    PersonNote,
    Stage,
)
from hubdesk.operations.lending import found, open_loan
from hubdesk.operations.loan_folding import heads, live_events, refold
from hubdesk.queries.closed_days import next_open_day
from hubdesk.queries.loans import OUT
from hubdesk.queries.restrictions import restriction_of


@dataclass(frozen=True, slots=True)
class Returned:
    """What a return made, and what the desk says about it."""

    loan_id: str
    event_id: str
    device_id: str
    borrower_id: str
    due_on: date
    to_wipe: bool


def return_device(
    db: Session,
    *,
    device_id: str,
    now: datetime,
    happened_at: datetime | None = None,
    missing: Sequence[str] = (),
    condition: str = "",
    note: str = "",
) -> Returned:
    """Take a device back. A kind that holds data comes back to be wiped.

    `missing` are names of contents that did not come back: a note reminds of them. Refuses
    DeviceNotOut, and HappenedInFuture for a day after now or before it was lent.
    """
    device = found(db, Device, device_id)
    loan = open_loan(db, device_id)
    if loan is None:
        raise DeviceNotOut(device.tag)
    at = (happened_at or now).astimezone(now.tzinfo)  # days are days of the hub
    if at > now or at.date() < loan.lent_at.astimezone(now.tzinfo).date():
        raise HappenedInFuture(at.date())
    due_on = loan.due_on
    event = _happened(
        db,
        loan,
        EventKind.RETURNED,
        max(at, loan.lent_at),
        missing=_json(missing),
        condition=condition or device.condition or Condition.GOOD,
        note=note,
    )
    kind = found(db, DeviceKind, device.kind_id)
    device.stage = Stage.TO_WIPE if kind.holds_data else Stage.READY
    device.condition = event.condition
    device.seen_on = max(device.seen_on or at.date(), at.date())
    _remind_of(db, loan, missing, now)
    db.flush()
    return Returned(loan.id, event.id, device.id, loan.borrower_id, due_on, kind.holds_data)


def amend_return(
    db: Session,
    *,
    loan_id: str,
    now: datetime,
    missing: Sequence[str] | None = None,
    condition: str | None = None,
    note: str | None = None,
    needs_wiping: bool | None = None,
) -> None:
    """Say more about a return just made: what was missing, how it looks, a note.

    The first event is taken back and one with the same moment put in its place, since events
    are never changed. Refuses DeviceNotOut if the loan was not returned.
    """
    loan = found(db, Loan, loan_id)
    device = found(db, Device, loan.device_id)
    before = [e for e in live_events(db, loan_id) if e.kind == EventKind.RETURNED]
    if not before:
        raise DeviceNotOut(device.tag)
    old = before[-1]
    gone = json.loads(old.missing or "[]") if missing is None else list(missing)
    old.deleted = True
    _happened(
        db,
        loan,
        EventKind.RETURNED,
        old.happened_at,
        missing=_json(gone),
        condition=old.condition if condition is None else condition,
        note=old.note if note is None else note,
    )
    if not _went_out_since(db, loan):
        if condition is not None:
            device.condition = condition
        if needs_wiping is not None and device.stage in (Stage.READY, Stage.TO_WIPE):
            device.stage = Stage.TO_WIPE if needs_wiping else Stage.READY
    # What came back after the return is not missing, whatever the return said.
    _remind_of(db, loan, json.loads(loan.missing or "[]"), now)
    db.flush()


def _went_out_since(db: Session, loan: Loan) -> bool:
    """Whether a later loan has changed how the device stands, so that this return says nothing."""
    later = Loan.device_id == loan.device_id, Loan.lent_at > loan.lent_at, Loan.deleted == 0
    return db.scalars(select(Loan.id).where(*later).limit(1)).first() is not None


def item_back(db: Session, *, loan_id: str, name: str, now: datetime) -> None:
    """Something that was missing came back later; the reminder goes when nothing is missing."""
    loan = found(db, Loan, loan_id)
    _happened(db, loan, EventKind.ITEM_BACK, now, item=name)
    _remind_of(db, loan, json.loads(loan.missing or "[]"), now)


def renew_loan(
    db: Session,
    *,
    loan_id: str,
    now: datetime,
    due_on: date | None = None,
    override_reason: str = "",
) -> date:
    """Move a loan's due day on, by its own policy or to `due_on`. Answers with the new day.

    Refuses DeviceNotOut, DueDateInPast, and what a manager's reason overrides: TooManyRenewals
    and UseRestricted.
    """
    loan = found(db, Loan, loan_id)
    device = found(db, Device, loan.device_id)
    if loan.state not in OUT:
        raise DeviceNotOut(device.tag)
    holds = None if override_reason.strip() else restriction_of(db, loan.borrower_id)
    if holds is not None:
        who = found(db, Person, loan.borrower_id).display_name
        raise UseRestricted(who, holds.since_on)
    policy = json.loads(loan.policy or "{}")
    allowed = int(policy.get("renewals", 0))
    if loan.renewals >= allowed and not override_reason.strip():
        raise TooManyRenewals(device.tag, allowed)
    if due_on is not None and due_on < now.date():
        raise DueDateInPast(due_on, now.date())
    days = timedelta(days=int(policy.get("renewal_days", 14)))
    new_day = due_on or next_open_day(db, max(now.date(), loan.due_on) + days)
    _happened(db, loan, EventKind.RENEWED, now, due_on=new_day, note=override_reason.strip())
    return new_day


def renew_instead(db: Session, *, loan_id: str, now: datetime) -> date:
    """A return was a slip: it is taken back and the loan renewed, all or nothing.

    Refuses DeviceNotOut if nothing was returned or it went out since, and what `renew_loan`
    refuses; the return stands then.
    """
    loan = found(db, Loan, loan_id)
    device = found(db, Device, loan.device_id)
    before = [e for e in live_events(db, loan_id) if e.kind == EventKind.RETURNED]
    if not before or _went_out_since(db, loan):
        raise DeviceNotOut(device.tag)
    for event in before:
        event.deleted = True
    refold(db, loan)
    device.stage = Stage.READY  # as every device is that is out
    _remind_of(db, loan, (), now)
    return renew_loan(db, loan_id=loan_id, now=now)


def log_call(db: Session, *, loan_id: str, result: str, now: datetime) -> None:
    """Write down that somebody was called about a loan, and what came of it."""
    loan = found(db, Loan, loan_id)
    _happened(db, loan, EventKind.CALLED, now, note=result)


def declare_lost(db: Session, *, device_id: str, now: datetime, note: str = "") -> None:
    """Mark a device lost, out on loan or not."""
    device = found(db, Device, device_id)
    if loan := open_loan(db, device_id):
        _happened(db, loan, EventKind.LOST, now, note=note)
    device.stage, device.stage_note = Stage.LOST, note
    db.flush()


def put_back_found(db: Session, *, device_id: str, now: datetime) -> None:
    """A lost device turned up at the hub: its loan ends, and it is wiped if it holds data."""
    device = found(db, Device, device_id)
    if device.stage != Stage.LOST:
        raise DeviceNotOut(device.tag)
    if open_loan(db, device_id):
        return_device(db, device_id=device_id, now=now)
    else:
        kind = found(db, DeviceKind, device.kind_id)
        device.stage = Stage.TO_WIPE if kind.holds_data else Stage.READY
        device.seen_on = now.date()
    device.stage_note = ""
    db.flush()


def follow_up_gift(db: Session, *, gift_id: str) -> None:
    """Somebody spoke with the person about what was given and soon ends."""
    found(db, Gift, gift_id).is_followed_up = True
    db.flush()


def _happened(db: Session, loan: Loan, kind: EventKind, at: datetime, **facts: object) -> LoanEvent:
    event = LoanEvent(
        loan_id=loan.id,
        borrower_id=loan.borrower_id,
        kind=kind,
        happened_at=at,
        heads=heads(db, loan.id),
        **facts,
    )
    db.add(event)
    refold(db, loan)
    db.flush()
    return event


def _remind_of(db: Session, loan: Loan, missing: Sequence[str], now: datetime) -> None:
    """Keep one open reminder of what is missing, and none when everything is back."""
    note = db.scalars(
        select(PersonNote).where(
            PersonNote.person_id == loan.borrower_id,
            PersonNote.loan_id == loan.id,
            PersonNote.deleted == 0,
        )
    ).first()
    if not missing:
        if note:
            note.deleted = True
        return
    if note is None:
        note = PersonNote(person_id=loan.borrower_id, loan_id=loan.id, noted_at=now)
        db.add(note)
    note.kind, note.missing, note.text = NoteKind.STILL_HAS, _json(missing), ""


def _json(names: Sequence[str]) -> str:
    return json.dumps(list(names), ensure_ascii=False) if names else ""
