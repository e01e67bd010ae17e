"""For how long the hub keeps what it knows: the rules in force, and whose time is over.

The rules shipped with HubDesk hold until a hub writes its own. A hub's rule is a row with a
version; the newest of a record stands. Nobody's time is over while something is out to them,
while they have a place at a session to come, while a law keeps their records, while they are kept
and not used at somebody's wish, or while a request of theirs is open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from heapq import nsmallest
from typing import Any, Final

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    CAME,
    Attendance,
    Award,
    Complaint,
    Consent,
    Destination,
    Enrolment,
    Gift,
    Judgement,
    LearningSession,
    LegalHold,
    Loan,
    NewsletterSignUp,
    Person,
    PersonNote,
    Place,
    Presence,
    Restriction,
    RetentionRule,
    RightsRequest,
    RightsStep,
    SessionFund,
    SessionHelper,
    StaffCheck,
    StepKind,
    Story,
)
from hubdesk.queries.loans import OUT
from hubdesk.queries.restrictions import is_restricted

PEOPLE, LOANS, REQUESTS, CONCERNS = "people", "loans", "requests", "concerns"
PRESENCE, BREACHES, STAFF, TAKEN_BACK = "presence", "breaches", "staff", "taken back"
HELPERS, CHECKS, FUNDED, CONSENTS = "helpers", "checks", "funded", "consents"


@dataclass(frozen=True, slots=True)
class Rule:
    """One sort of record, and how many months after its end it is kept. `why` is a reason."""

    record: str
    months: int
    why: str = ""
    version: int = 1
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class Until:
    """The day somebody's time is over, and the rule that makes it the latest."""

    on: date
    record: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody whose time is over."""

    person_id: str
    name: str
    last_on: date
    until: Until


# No law names a period; a hub chooses, writes it down and keeps to it. These are what UK hubs
# and charities mostly write: three years after the last contact, six after a loan or a complaint
# is closed, since a claim can be brought that long (Limitation Act 1980, section 5), and 25 after a
# safeguarding concern, which may be about a child. For who was in the building nothing is written
# anywhere: it is kept to call everybody by name in a fire. A year is the longest that is usual for
# the nearest thing, recordings (30 days to a year), and long enough to look into an accident or a
# theft; registers of sessions, which those who pay ask for, are kept with the person. A volunteer
# is kept three years after they last helped, and the number and day of a background check six
# after it was issued; who came to a session somebody paid for six years, as funders audit that
# long; consents and stories three years, so that what was agreed can be shown.
# A loss of data has to be written down (UK GDPR, article 33(5)), for no time that is named: six
# years, since damages can be claimed that long (UK GDPR, article 82; Limitation Act 1980, section
# 9). Of the staff, their hours among it, six years after they left: so long records of paid hours
# are kept (National Minimum Wage Regulations 2015, regulation 59(8)), and hubs keep the file of a
# volunteer from 18 months up to that. A record that Undo took back is of use to nobody: a month, to
# see that it was right. docs/how-long.md says where each was looked up.
SHIPPED: Final = (
    *(Rule(PEOPLE, 36), Rule(LOANS, 72), Rule(REQUESTS, 72), Rule(CONCERNS, 300)),
    *(Rule(HELPERS, 36), Rule(CHECKS, 72), Rule(FUNDED, 72), Rule(CONSENTS, 36)),
    *(Rule(PRESENCE, 12), Rule(BREACHES, 72), Rule(STAFF, 72), Rule(TAKEN_BACK, 1)),
)
# What a person is kept by as a whole: the latest of them counts.
_OF_PEOPLE: Final = (PEOPLE, LOANS, REQUESTS, HELPERS, CHECKS, FUNDED, CONSENTS)
A_LOOK: Final = 500  # people read at a time
CLOSED: Final = (StepKind.DONE, StepKind.REFUSED)


def rules(db: Session) -> dict[str, Rule]:
    """The rule in force for each record."""
    found = {rule.record: rule for rule in SHIPPED}
    rows = select(RetentionRule).where(RetentionRule.deleted == 0)
    for row in db.scalars(rows.order_by(RetentionRule.version, RetentionRule.id)):
        if row.record in found:
            found[row.record] = Rule(row.record, row.months, row.why, row.version, row.from_on)
    return found


def kept_until(db: Session, person_id: str) -> Until | None:
    """The day from which nothing keeps what is known of somebody; None for nobody."""
    row = db.execute(_people().where(Person.id == person_id)).one_or_none()
    return _until(row, rules(db)) if row else None


def is_on_hold(db: Session, person_id: str) -> bool:
    """Whether a law keeps their records for now."""
    return hold_of(db, person_id) is not None


def hold_of(db: Session, person_id: str) -> LegalHold | None:
    """The hold that keeps their records, or None."""
    held = select(LegalHold).where(LegalHold.person_id == person_id, LegalHold.deleted == 0)
    return db.scalars(held.order_by(LegalHold.id).limit(1)).first()


def whose_time_is_over(
    db: Session, today: date, *, limit: int = A_LOOK, among: Collection[str] | None = None
) -> list[DueRow]:
    """Everybody a rule proposes to erase, the longest over first; of some, if they are named."""
    found = _over(db, today, among)
    return nsmallest(limit, found, key=lambda one: (one.until.on, one.person_id))


def how_many_are_over(db: Session, today: date) -> int:
    """How many people that is, however many."""
    return sum(1 for _ in _over(db, today))


def _over(db: Session, today: date, among: Collection[str] | None = None) -> Iterator[DueRow]:
    in_force = rules(db)
    least = min(in_force[record].months for record in _OF_PEOPLE)
    joined_before = months_after(today, -least)
    query = _people().where(
        Person.deleted == 0,
        Person.joined_on <= joined_before,
        ~exists().where(Loan.borrower_id == Person.id, Loan.state.in_(OUT)),
        ~exists().where(LegalHold.person_id == Person.id, LegalHold.deleted == 0),
        ~is_restricted(Person.id),
        ~open_request().exists(),
        ~_place_to_come(today).exists(),
    )
    if among is not None:
        query = query.where(Person.id.in_(among))
    # Looked through a few at a time: everybody at once took 30 MB of an old laptop.
    rows = db.execute(query.execution_options(yield_per=A_LOOK))
    for row in rows:
        if (until := _until(row, in_force)).on <= today:
            yield DueRow(row.id, row.display_name, _last_contact(row), until)


def open_request() -> Any:
    """A request of the person of the statement around it that has no answer yet."""
    answered = exists().where(
        RightsStep.request_id == RightsRequest.id,
        RightsStep.kind.in_(CLOSED),
        RightsStep.deleted == 0,
    )
    return select(RightsRequest.id).where(
        RightsRequest.person_id == Person.id, RightsRequest.deleted == 0, ~answered
    )


def _place_to_come(today: date) -> Any:
    """A place of the person of the statement around it, today or later, or one they wait for."""
    to_come = (
        LearningSession.held_on >= today,
        LearningSession.is_cancelled == 0,
        LearningSession.deleted == 0,
    )
    one = exists().where(LearningSession.id == Enrolment.session_id, *to_come)
    whole = exists().where(LearningSession.series_id == Enrolment.series_id, *to_come)
    return select(Enrolment.id).where(
        Enrolment.person_id == Person.id,
        Enrolment.place != Place.LEFT,
        Enrolment.deleted == 0,
        or_(one, whole),
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months on; the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue  # the month is shorter
    raise AssertionError  # every month has a 28th


@cache  # twenty looks within one: to write it out takes longer than to ask it
def _people() -> Any:
    """Everybody with the days their time is counted from."""

    def newest(column: Any, whose: Any, *, also_deleted: bool = False) -> Any:
        # what was taken back never happened, and keeps nobody
        mine = select(func.max(column)).where(whose == Person.id)
        if not also_deleted:
            mine = mine.where(whose.class_.deleted == 0)
        return mine.scalar_subquery()

    def held(whom: Any, *conditions: Any) -> Any:
        days = select(func.max(LearningSession.held_on)).join(
            whom, whom.session_id == LearningSession.id
        )
        mine = (whom.person_id == Person.id, whom.deleted == 0)
        return days.where(*mine, *conditions).scalar_subquery()

    is_funded = exists().where(
        SessionFund.session_id == LearningSession.id, SessionFund.deleted == 0
    )
    closed = func.coalesce(Loan.returned_at, Loan.lent_at)
    return select(
        Person.id,
        Person.display_name,
        Person.joined_on,
        newest(closed, Loan.borrower_id).label("loan_at"),
        newest(Gift.given_at, Gift.person_id).label("gift_at"),
        newest(PersonNote.noted_at, PersonNote.person_id).label("note_at"),
        newest(RightsRequest.came_on, RightsRequest.person_id).label("asked_on"),
        newest(Complaint.came_on, Complaint.person_id).label("complained_on"),
        newest(
            func.coalesce(Restriction.lifted_on, Restriction.since_on), Restriction.person_id
        ).label("restricted_on"),
        held(Attendance, Attendance.mark.in_(CAME)).label("came_on"),
        held(SessionHelper).label("helped_on"),
        # who gave up waiting was in touch all the same, and that place counts as deleted
        newest(Enrolment.asked_at, Enrolment.person_id, also_deleted=True).label("place_at"),
        newest(Presence.came_at, Presence.person_id).label("here_at"),
        newest(Award.awarded_at, Award.person_id).label("award_at"),
        newest(Consent.given_on, Consent.person_id).label("consent_on"),
        newest(Judgement.judged_on, Judgement.person_id).label("judged_on"),
        newest(Destination.told_on, Destination.person_id).label("told_on"),
        newest(StaffCheck.issued_on, StaffCheck.person_id).label("checked_on"),
        held(Attendance, Attendance.mark.in_(CAME), is_funded).label("funded_on"),
        newest(Story.told_on, Story.person_id).label("story_on"),
        newest(NewsletterSignUp.agreed_on, NewsletterSignUp.person_id).label("signed_up_on"),
    )


def _last_contact(row: Any) -> date:
    joined_on: date = row.joined_on
    days = map(_day, row[3:])  # id, name and this day stand before them
    return max((joined_on, *(day for day in days if day is not None)))


def _until(row: Any, in_force: dict[str, Rule]) -> Until:
    ends = [
        (PEOPLE, _last_contact(row)),
        (LOANS, _newest(row.loan_at, row.gift_at)),
        (REQUESTS, _newest(row.asked_on, row.complained_on, row.restricted_on)),
        (HELPERS, _newest(row.helped_on)),
        (CHECKS, _newest(row.checked_on)),
        (FUNDED, _newest(row.funded_on)),
        (CONSENTS, _newest(row.consent_on, row.story_on, row.signed_up_on)),
    ]
    return max(
        (
            Until(months_after(day, in_force[record].months), record)
            for record, day in ends
            if day is not None
        ),
        key=lambda until: until.on,
    )


def _newest(*values: datetime | date | str | None) -> date | None:
    return max((day for value in values if (day := _day(value)) is not None), default=None)


def _day(value: datetime | date | str | None) -> date | None:
    """A day out of what max() answers: a moment, a day or its text."""
    if not value:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(value[:10])
