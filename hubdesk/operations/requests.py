"""What people ask about their data, what they complain of, and what went wrong with it.

A request is one row, fixed when it came; each step after it is a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from hubdesk.errors.people import ChoiceUnknown
from hubdesk.errors.privacy import DayNotRight, ReasonMissing, RequestClosed, StepNotNow
from hubdesk.models import (
    Asked,
    Breach,
    Complaint,
    Person,
    RightsRequest,
    RightsStep,
    StepKind,
)
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.queries.requests import request_row, requests_of
from hubdesk.typed import clean_line, clean_note

RISKS = ("none", "some", "high")


def receive_request(
    db: Session,
    *,
    person_id: str,
    asked: str,
    now: datetime,
    came_on: date | None = None,
    how: str = "",
    note: str = "",
) -> RightsRequest:
    """Somebody asked, by whatever way. The month runs from the day it came.

    Refuses ChoiceUnknown and DayNotRight.
    """
    person = found(db, Person, person_id)
    day = came_on or now.date()
    if day > now.date():
        raise DayNotRight("The day it came", day)
    request = RightsRequest(
        person_id=person.id,
        asked=one_of(Asked, asked, "What they ask for"),
        came_on=day,
        how=clean_line(how, "How", 60),
        note=clean_note(note, "Note"),
    )
    db.add(request)
    db.flush()
    return request


def take_step(
    db: Session, *, request_id: str, kind: str, now: datetime, note: str = ""
) -> RightsStep:
    """Pause, take up again, extend, answer or refuse.

    Refuses RequestClosed, StepNotNow, ChoiceUnknown, and ReasonMissing where the person has to
    be told why: an extension and a refusal.
    """
    step = StepKind(one_of(StepKind, kind, "Step"))
    request = found(db, RightsRequest, request_id)
    stands = request_row(db, request.id)
    assert stands is not None
    if stands.closed:
        raise RequestClosed
    fits = {
        StepKind.PAUSED: not stands.is_paused,
        StepKind.RESUMED: stands.is_paused,
        # the law allows it once, and only when they are told within the first month
        StepKind.EXTENDED: not stands.is_extended
        and stands.on_its_clock(now.date()) <= stands.due_on,
    }
    if not fits.get(step, True):
        raise StepNotNow(step)
    text = clean_note(note, "Note")
    if step in (StepKind.EXTENDED, StepKind.REFUSED) and not text:
        raise ReasonMissing("the reason they are told")
    row = RightsStep(
        request_id=request.id,
        person_id=request.person_id,
        kind=step,
        happened_on=now.date(),
        note=text,
    )
    db.add(row)
    db.flush()
    return row


def answer_open(db: Session, *, person_id: str, asked: Iterable[str], now: datetime) -> int:
    """What they asked for is done: each request of these kinds without an answer is answered.

    Answers with how many there were; none is no refusal, since they may ask by doing.
    """
    wanted = set(asked)
    rows = [row for row in requests_of(db, person_id) if row.asked in wanted and not row.closed]
    for row in rows:
        take_step(db, request_id=row.id, kind=StepKind.DONE, now=now)
    return len(rows)


def receive_complaint(
    db: Session,
    *,
    about: str,
    now: datetime,
    person_id: str | None = None,
    came_on: date | None = None,
    how: str = "",
) -> Complaint:
    """Somebody complains of how their data was treated. Refuses ReasonMissing and DayNotRight."""
    text = clean_note(about, "What it is about")
    if not text:
        raise ReasonMissing("what the complaint is about")
    day = came_on or now.date()
    if day > now.date():
        raise DayNotRight("The day it came", day)
    whose = found(db, Person, person_id).id if person_id else None
    complaint = Complaint(person_id=whose, about=text, came_on=day, how=clean_line(how, "How", 60))
    db.add(complaint)
    db.flush()
    return complaint


def acknowledge_complaint(db: Session, *, complaint_id: str, now: datetime) -> Complaint:
    """They were told that it came. Refuses StepNotNow the second time."""
    complaint = found(db, Complaint, complaint_id)
    if complaint.acknowledged_on:
        raise StepNotNow("acknowledged")
    complaint.acknowledged_on = now.date()
    db.flush()
    return complaint


def answer_complaint(db: Session, *, complaint_id: str, finding: str, now: datetime) -> Complaint:
    """What was found, and they were told today. Refuses ReasonMissing and RequestClosed."""
    complaint = found(db, Complaint, complaint_id)
    if complaint.told_on:
        raise RequestClosed
    text = clean_note(finding, "What was found")
    if not text:
        raise ReasonMissing("what was found")
    complaint.finding, complaint.told_on = text, now.date()
    complaint.acknowledged_on = complaint.acknowledged_on or now.date()
    db.flush()
    return complaint


def note_breach(
    db: Session,
    *,
    what: str,
    now: datetime,
    found_at: datetime | None = None,
    people: int = -1,
    risk: str = "",
    contained: str = "",
    people_told: bool = False,
) -> Breach:
    """Data got lost or was seen. 72 hours run from when it was found.

    What is not known yet may be said when it is decided about. Refuses ReasonMissing,
    DayNotRight and ChoiceUnknown.
    """
    text = clean_note(what, "What happened")
    if not text:
        raise ReasonMissing("what happened")
    at = found_at or now
    if at > now:
        raise DayNotRight("The moment it was found", at.astimezone(now.tzinfo).date())
    if risk and risk not in RISKS:
        raise ChoiceUnknown("Risk", risk)
    breach = Breach(
        what=text,
        found_at=at,
        people=people,
        risk=risk,
        contained=clean_note(contained, "What was done"),
        people_told_on=now.date() if people_told else None,
    )
    db.add(breach)
    db.flush()
    return breach


def decide_breach(
    db: Session,
    *,
    breach_id: str,
    risk: str,
    tells_ico: bool,
    decision: str,
    now: datetime,
    people: int | None = None,
    contained: str | None = None,
    people_told: bool = False,
) -> Breach:
    """How bad it is, and whether the regulator is told. The why is always kept."""
    breach = found(db, Breach, breach_id)
    if risk not in RISKS:
        raise ChoiceUnknown("Risk", risk)
    text = clean_note(decision, "Why")
    if not text:
        raise ReasonMissing("why it was decided so")
    breach.risk, breach.decision = risk, text
    breach.is_told_to_ico, breach.decided_at = tells_ico, now
    if people is not None:
        breach.people = people
    if contained is not None:
        breach.contained = clean_note(contained, "What was done")
    if people_told and breach.people_told_on is None:
        breach.people_told_on = now.date()
    db.flush()
    return breach
