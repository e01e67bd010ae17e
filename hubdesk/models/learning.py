"""Sessions of every kind: what repeats, one meeting of people, who helps, pays and is counted."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import (
    STAYS,
    Base,
    Deletable,
    a_day,
    flag,
    moment,
    number,
    reference,
    where_told,
    words,
)

NOT_TOLD: Final = -1  # of a number nobody was asked for


class SessionKind(StrEnum):
    """What sort of session it is. Every sort is a LearningSession."""

    COURSE = "course"
    WORKSHOP = "workshop"
    DROP_IN = "drop-in"
    ONE_TO_ONE = "one-to-one"
    PHONE = "phone support"
    HOME_VISIT = "home visit"
    JOB_CLUB = "job club"
    OUTREACH = "outreach stall"
    SCHOOL_VISIT = "school visit"
    MEETING = "meeting"
    EVENT = "event"


# One helper and one person: these stand in the day view of appointments.
FOR_ONE: Final = (SessionKind.ONE_TO_ONE, SessionKind.PHONE, SessionKind.HOME_VISIT)
# Never in the building, whether or not somebody typed where it is.
ELSEWHERE: Final = (SessionKind.PHONE, SessionKind.HOME_VISIT, SessionKind.OUTREACH)
# Who comes is counted and never written down by name.
ONLY_COUNTED: Final = (SessionKind.SCHOOL_VISIT, SessionKind.OUTREACH)
# Where somebody from outside may be counted beside those who are known by name.
ALSO_COUNTED: Final = (*ONLY_COUNTED, SessionKind.EVENT, SessionKind.MEETING, SessionKind.JOB_CLUB)


class Repeat(StrEnum):
    """How often a series meets."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "every 2 weeks"
    FOUR_WEEKLY = "every 4 weeks"
    MONTHLY = "monthly"  # on the same weekday of the month: the second Tuesday


class LearningSeries(Deletable, Base):
    """Sessions that belong together: a course of ten weeks, a job club on Mondays.

    Each session is a row of its own, so that one can be moved or cancelled. A place in the
    whole series is an Enrolment that names it.
    """

    __tablename__ = "learning_series"
    __table_args__ = (
        Index("ix_learning_series_first_on_id", "first_on", "id"),
        {"info": {"subject": None}},
    )

    title: Mapped[str] = words()
    kind: Mapped[str] = words()
    repeats: Mapped[str] = words()
    first_on: Mapped[date] = a_day()
    places: Mapped[int] = number()


class LearningSession(Deletable, Base):
    """One meeting of people on one day. `places` 0 is as many as come.

    `details` is a JSON object of what only this kind has: see `models.session_details`.
    `clash_ok` says that somebody planned it beside another in the same room, knowing it.
    """

    __tablename__ = "learning_session"
    __table_args__ = (
        Index("ix_learning_session_held_on_starts_at_id", "held_on", "starts_at", "id"),
        where_told("ix_learning_session_series_id_held_on_id", "series_id", "held_on", "id"),
        Index("ix_learning_session_tutor_id_held_on_id", "tutor_id", "held_on", "id"),
        # Registers that nobody finished are asked for every time the list is opened.
        Index("ix_learning_session_is_finished_held_on_id", "is_finished", "held_on", "id"),
        {"info": {"subject": None}},
    )

    series_id: Mapped[str | None] = reference("learning_series.id", nullable=True)
    kind: Mapped[str] = words()
    title: Mapped[str] = words()
    held_on: Mapped[date] = a_day()
    starts_at: Mapped[datetime] = moment()
    ends_at: Mapped[datetime] = moment()
    break_minutes: Mapped[int] = number()
    room: Mapped[str] = words()
    venue: Mapped[str] = words()  # where it is, unless at the hub
    tutor_id: Mapped[str | None] = reference("account.id", nullable=True)
    places: Mapped[int] = number()
    interpreter: Mapped[str] = words()  # the language somebody interprets
    has_bsl: Mapped[bool] = flag()
    needs_check: Mapped[bool] = flag()  # somebody under 18 is alone with who teaches
    details: Mapped[str] = words()
    note: Mapped[str] = words()
    is_cancelled: Mapped[bool] = flag()
    cancelled_why: Mapped[str] = words()
    is_finished: Mapped[bool] = flag()
    finished_at: Mapped[datetime | None]
    clash_ok: Mapped[bool] = flag()


class SessionLeftOut(Deletable, Base):
    """A session, or all of a series, that stands on no poster and no page, though its kind would.

    The id is made of what it leaves out, so that two desks make the same row.
    """

    __tablename__ = "session_left_out"
    __table_args__ = (
        Index("ix_session_left_out_session_id_id", "session_id", "id"),
        Index("ix_session_left_out_series_id_id", "series_id", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    session_id: Mapped[str | None] = reference("learning_session.id", nullable=True)
    series_id: Mapped[str | None] = reference("learning_series.id", nullable=True)


class Part(StrEnum):
    """What somebody does at a session besides teaching it."""

    HELPER = "helper"
    SPEAKER = "speaker"
    ROLE_MODEL = "role model"
    INTERPRETER = "interpreter"


class SessionHelper(Deletable, Base):
    """Somebody who helps at a session, of the staff or a person the hub knows. A pair."""

    __tablename__ = "session_helper"
    __table_args__ = (
        Index("ix_session_helper_session_id_id", "session_id", "id"),
        where_told("ix_session_helper_account_id_id", "account_id", "id"),
        where_told("ix_session_helper_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    session_id: Mapped[str] = reference("learning_session.id")
    account_id: Mapped[str | None] = reference("account.id", nullable=True, info=STAYS)
    person_id: Mapped[str | None] = reference("person.id", nullable=True)
    part: Mapped[str] = words(info=STAYS)


class Fund(Deletable, Base):
    """Money that sessions are paid from, as the hub calls it. A tag at the moment of entry."""

    __tablename__ = "fund"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    name: Mapped[str] = words()
    code: Mapped[str] = words()  # as the funder writes it


class SessionFund(Deletable, Base):
    """The share of a fund in a session, in per cent. All shares of a session make 100."""

    __tablename__ = "session_fund"
    __table_args__ = (
        Index("ix_session_fund_session_id_id", "session_id", "id"),
        Index("ix_session_fund_fund_id_id", "fund_id", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    session_id: Mapped[str] = reference("learning_session.id")
    fund_id: Mapped[str] = reference("fund.id")
    share: Mapped[int] = number(100)


class OrganisationSort(StrEnum):
    """What sort of organisation the hub works with."""

    SCHOOL = "school"
    PARTNER = "partner"
    EMPLOYER = "employer"


class Organisation(Deletable, Base):
    """A school, partner or employer on the hub's own list. A school has its URN."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("ix_organisation_sort_id", "sort", "id"),
        {"info": {"subject": None}},
    )

    name: Mapped[str] = words()
    sort: Mapped[str] = words()
    urn: Mapped[str] = words()
    contact: Mapped[str] = words()


class SessionOrganisation(Deletable, Base):
    """An organisation that takes part: the school visited, who sat at a meeting. A pair."""

    __tablename__ = "session_organisation"
    __table_args__ = (
        Index("ix_session_organisation_session_id_id", "session_id", "id"),
        Index("ix_session_organisation_organisation_id_id", "organisation_id", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    session_id: Mapped[str] = reference("learning_session.id")
    organisation_id: Mapped[str] = reference("organisation.id")


class HeadCount(Deletable, Base):
    """How many came whom nobody names: all of them, or one year group. The id is the pair.

    Kept apart from people, so that no figure ever adds the two. There is no column for a name.
    """

    __tablename__ = "head_count"
    __table_args__ = (
        Index("ix_head_count_session_id_id", "session_id", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    session_id: Mapped[str] = reference("learning_session.id")
    year_group: Mapped[str] = words()  # R, 1 to 13, FE, HE; empty is everybody
    planned: Mapped[int] = number(NOT_TOLD)
    came: Mapped[int] = number(NOT_TOLD)
    girls: Mapped[int] = number(NOT_TOLD)
    boys: Mapped[int] = number(NOT_TOLD)
    pupil_premium: Mapped[int] = number(NOT_TOLD)
    send: Mapped[int] = number(NOT_TOLD)


class MeetingAction(Deletable, Base):
    """What somebody promised at a meeting. It stays in Today until it is done."""

    __tablename__ = "meeting_action"
    __table_args__ = (
        Index("ix_meeting_action_session_id_id", "session_id", "id"),
        Index("ix_meeting_action_is_done_due_on_id", "is_done", "due_on", "id"),
        {"info": {"subject": None}},
    )

    session_id: Mapped[str] = reference("learning_session.id")
    text: Mapped[str] = words()
    owner_id: Mapped[str | None] = reference("account.id", nullable=True)
    owner: Mapped[str] = words()  # who is not of the staff
    due_on: Mapped[date | None]
    is_done: Mapped[bool] = flag()
    done_on: Mapped[date | None]


class HelperHours(Deletable, Base):
    """When a helper sees people one by one, on one weekday: what the next free slot is found in."""

    __tablename__ = "helper_hours"
    __table_args__ = (
        Index("ix_helper_hours_account_id_id", "account_id", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    account_id: Mapped[str] = reference("account.id")
    weekday: Mapped[int] = number()  # Monday is 0
    from_time: Mapped[str] = words()  # 13:00 in the hub's time
    to_time: Mapped[str] = words()
    slot_minutes: Mapped[int] = number(20)
