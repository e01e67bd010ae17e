"""Today at the desk: what is late, due, to wipe, unsigned and soon to end. Counts and few rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from hubdesk.models import Device, DeviceKind, Gift, Loan, LoanState, Person, Stage
from hubdesk.models.person import short_name
from hubdesk.queries.actions_due import ActionRow, open_actions, open_actions_count
from hubdesk.queries.agreements import AgreementRow, unsigned_agreements, unsigned_count
from hubdesk.queries.here_now import here_now
from hubdesk.queries.hub import remind_days
from hubdesk.queries.progress import FollowUpRow, follow_ups_due
from hubdesk.queries.sessions import SessionRow, sessions_of_day
from hubdesk.queries.shifts import MOST_WAITING, HandoverRow, handed_over, handed_over_count

FEW = 5
FEWER = 3
MOST_ACTIONS = 200  # one window: all that a hub has to do


@dataclass(frozen=True, slots=True)
class TodayLoan:
    """A loan as a screen that faces the public may show it: first name and initial."""

    loan_id: str
    person_id: str
    device_id: str
    who: str
    what: str
    tag: str
    due_on: date


@dataclass(frozen=True, slots=True)
class TodayGift:
    """Something given that ends within the days the hub chose."""

    gift_id: str
    person_id: str
    who: str
    what: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class TodayRow:
    """What the panel on the right of the desk shows."""

    on: date
    late: tuple[TodayLoan, ...]
    late_count: int
    due: tuple[TodayLoan, ...]
    due_count: int
    ending: tuple[TodayGift, ...]
    ending_count: int
    to_wipe: int
    unsigned: tuple[AgreementRow, ...]
    unsigned_count: int
    sessions: tuple[SessionRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    actions_count: int = 0
    to_ask: tuple[FollowUpRow, ...] = ()
    to_ask_count: int = 0
    handed_over: tuple[HandoverRow, ...] = ()
    handed_over_count: int = 0
    here: int = 0


def today_row(
    db: Session,
    today: date,
    now: datetime | None = None,
    *,
    before: TodayRow | None = None,
    changed: frozenset[str] = frozenset(),
) -> TodayRow:
    """Everything the panel shows, lists cut to a few; who is here, where `now` is told.

    What there is to do comes whole: the panel opens it where it stands. With `before`, how it was
    a moment ago, only what rests on a table `changed` since is asked again: it follows each lend.
    """
    if before is not None and before.on == today:
        asked = [ask for rests_on, ask in PARTS if rests_on & changed]
        return replace(before, **{k: v for ask in asked for k, v in ask(db, today, now).items()})
    facts = {k: v for _, ask in PARTS for k, v in ask(db, today, now).items()}
    return TodayRow(on=today, **facts)


def _lent(db: Session, today: date, _now: datetime | None) -> dict[str, Any]:
    late, late_count = _loans(db, _LATE, _HOW_MANY_LATE, today)
    due, due_count = _loans(db, _DUE, _HOW_MANY_DUE, today)
    ending, ending_count = _ending(db, today)
    return {
        "late": late,
        "late_count": late_count,
        "due": due,
        "due_count": due_count,
        "ending": ending,
        "ending_count": ending_count,
        "to_wipe": db.scalar(_TO_WIPE) or 0,
        "unsigned": tuple(unsigned_agreements(db, limit=FEWER)),
        "unsigned_count": unsigned_count(db),
    }


def _coming(db: Session, today: date, now: datetime | None) -> dict[str, Any]:
    to_ask, to_ask_count = follow_ups_due(db, today)
    actions, notes = open_actions(db, limit=MOST_ACTIONS), handed_over(db)
    return {
        "sessions": tuple(sessions_of_day(db, today)),
        "actions": actions,
        "actions_count": _in_all(actions, MOST_ACTIONS, lambda: open_actions_count(db)),
        "to_ask": to_ask,
        "to_ask_count": to_ask_count,
        "handed_over": notes,
        "handed_over_count": _in_all(notes, MOST_WAITING, lambda: handed_over_count(db)),
        "here": len(here_now(db, now).here) if now is not None else 0,
    }


# Two halves of the panel, each with the tables it rests on; a test listens to what SQLite reads.
PARTS: tuple[
    tuple[frozenset[str], Callable[[Session, date, datetime | None], dict[str, Any]]], ...
] = (
    (
        frozenset(
            (
                *("loan", "loan_event", "gift", "device", "device_kind", "person", "agreement"),
                *("hub_setting",),
            )
        ),
        _lent,
    ),
    (
        frozenset(
            (
                *("learning_session", "learning_series", "attendance", "enrolment", "head_count"),
                *("meeting_action", "presence", "shift", "handover_note", "follow_up", "account"),
                *("person", "restriction"),
            )
        ),
        _coming,
    ),
)


def _in_all(found: Sequence[object], most: int, many: Callable[[], int]) -> int:
    """How many there are. Counted only where the list was cut: a list that is not full is all."""
    return len(found) if len(found) < most else many()


# Built once: all of it is asked for after each change at the desk.
_IS_LATE = (Loan.state == LoanState.OUT, Loan.due_on < bindparam("today"))
_IS_DUE = (Loan.state == LoanState.OUT, Loan.due_on == bindparam("today"))
_LOANS = (
    select(
        Loan.id,
        Person.id,
        Device.id,
        Person.display_name,
        Person.known_as,
        Device.title,
        Device.tag,
        Loan.due_on,
    )
    .join(Person, Person.id == Loan.borrower_id)
    .join(Device, Device.id == Loan.device_id)
    .order_by(Loan.due_on, Loan.id)
    .limit(FEW)
)
_LATE, _DUE = _LOANS.where(*_IS_LATE), _LOANS.where(*_IS_DUE)
_HOW_MANY_LATE = select(func.count(Loan.id)).where(*_IS_LATE)
_HOW_MANY_DUE = select(func.count(Loan.id)).where(*_IS_DUE)
_TO_WIPE = select(func.count(Device.id)).where(Device.deleted == 0, Device.stage == Stage.TO_WIPE)
_ENDING = (
    Gift.ends_on.between(bindparam("today"), bindparam("until")),
    Gift.deleted == 0,
    Gift.is_followed_up == 0,
)
_GIFTS = (
    select(Gift.id, Person.id, Person.display_name, Person.known_as, DeviceKind.name, Gift.ends_on)
    .join(Person, Person.id == Gift.person_id)
    .join(Device, Device.id == Gift.device_id)
    .join(DeviceKind, DeviceKind.id == Device.kind_id)
    .where(*_ENDING)
    .order_by(Gift.ends_on, Gift.id)
    .limit(FEWER)
)
_HOW_MANY_END = select(func.count(Gift.id)).where(*_ENDING)


def _loans(db: Session, some: Any, many: Any, today: date) -> tuple[tuple[TodayLoan, ...], int]:
    told = {"today": today}
    found = tuple(
        TodayLoan(loan, person, device, short_name(name, known), title, tag, due)
        for loan, person, device, name, known, title, tag, due in db.execute(some, told)
    )
    return found, _in_all(found, FEW, lambda: db.scalar(many, told) or 0)


def _ending(db: Session, today: date) -> tuple[tuple[TodayGift, ...], int]:
    told = {"today": today, "until": today + timedelta(days=remind_days(db))}
    rows = db.execute(_GIFTS, told)
    found = tuple(
        TodayGift(gift, person, short_name(name, known), kind, ends)
        for gift, person, name, known, kind, ends in rows
        if ends is not None
    )
    return found, _in_all(found, FEWER, lambda: db.scalar(_HOW_MANY_END, told) or 0)
