"""Appointments: one helper and one person, booked where both are free; when helpers see people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.appointments import InThePast, PersonBusy
from hubdesk.errors.learning import EndsBeforeStart
from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.ids import pair_id
from hubdesk.models import FOR_ONE, Account, HelperHours, Person, SessionKind
from hubdesk.operations.booking import book_session
from hubdesk.operations.lending import found
from hubdesk.operations.lending_rules import known_age
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.queries.appointments import person_busy
from hubdesk.queries.checks import without_check

LEAST, MOST = 5, 240  # minutes


GROWN_UP: Final = 18


@dataclass(frozen=True, slots=True)
class Appointment:
    """What was booked. `is_unchecked`: a child alone with somebody without a check that holds."""

    session_id: str
    person_id: str
    starts_at: datetime
    helper: str
    is_unchecked: bool = False


def book_appointment(
    db: Session,
    *,
    person_id: str,
    helper_id: str,
    starts_at: datetime,
    minutes: int,
    now: datetime,
    title: str = "One-to-one",
    kind: str = SessionKind.ONE_TO_ONE,
    room: str = "",
    overlap_ok: bool = False,
) -> Appointment:
    """A helper and a person meet. `overlap_ok` says that somebody knows of the overlap.

    No title names the person: it stays when they are erased. Refuses NotFound, ChoiceUnknown,
    NumberNotRight, InThePast, PersonBusy, and what `plan_session` refuses: SessionClashes where
    the helper is taken, HubClosed.
    """
    person, helper = found(db, Person, person_id), found(db, Account, helper_id)
    if kind not in FOR_ONE:
        raise ChoiceUnknown("Kind", kind)
    if not LEAST <= minutes <= MOST:
        raise NumberNotRight("Minutes", LEAST, MOST)
    begins = starts_at.astimezone(now.tzinfo)
    ends = begins + timedelta(minutes=minutes)
    if ends <= now:
        raise InThePast(begins.date(), begins.time())
    if not overlap_ok and (other := person_busy(db, person.id, begins, ends)) is not None:
        there = (other.starts_at.astimezone(now.tzinfo), other.ends_at.astimezone(now.tzinfo))
        times = (there[0].time(), there[1].time())
        raise PersonBusy(person.display_name, other.title, begins.date(), *times)
    facts = SessionFacts(
        title=title or "One-to-one",
        kind=kind,
        held_on=begins.date(),
        starts=begins.time(),
        ends=ends.time(),
        room=room,
        tutor_id=helper.id,
        places=1,
    )
    made = plan_session(db, facts=facts, now=now, clash_ok=overlap_ok, closed_ok=overlap_ok)
    session_id = made.session_ids[0]
    book_session(db, person_id=person.id, session_id=session_id, now=now)
    age = known_age(person, begins.date())
    alone_with_child = age is not None and age < GROWN_UP
    unchecked = alone_with_child and bool(without_check(db, [helper.id], begins.date()))
    return Appointment(session_id, person.id, begins, helper.name, is_unchecked=unchecked)


def set_helper_hours(
    db: Session,
    *,
    account_id: str,
    weekdays: Sequence[int],
    starts: time,
    ends: time,
    slot_minutes: int,
) -> list[HelperHours]:
    """When somebody sees people one by one, the same on each of these weekdays; none is never.

    What is booked stays booked. Refuses NotFound, EndsBeforeStart, NumberNotRight and
    ChoiceUnknown.
    """
    account = found(db, Account, account_id)
    if ends <= starts:
        raise EndsBeforeStart(starts, ends)
    if not LEAST <= slot_minutes <= MOST:
        raise NumberNotRight("Minutes", LEAST, MOST)
    if not all(0 <= day < 7 for day in weekdays):
        raise ChoiceUnknown("Weekday", ",".join(map(str, weekdays)))
    wanted = {pair_id("helper_hours", account.id, str(day)): day for day in weekdays}
    rows = select(HelperHours).where(HelperHours.account_id == account.id)
    there = {row.id: row for row in db.scalars(rows)}
    for id, row in there.items():
        if id not in wanted and not row.deleted:
            row.deleted = True
    for id, day in wanted.items():
        row = there.get(id) or HelperHours(id=id, account_id=account.id, weekday=day)
        row.from_time, row.to_time = f"{starts:%H:%M}", f"{ends:%H:%M}"
        row.slot_minutes = slot_minutes
        row.deleted = False
        db.add(row)
        there[id] = row
    db.flush()
    return [there[id] for id in wanted]
