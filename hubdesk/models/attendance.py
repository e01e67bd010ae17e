"""Who has a place at a session, and who came: one row for each pair of session and person."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

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
from hubdesk.models.learning import NOT_TOLD


class Place(StrEnum):
    """Where a booking stands."""

    BOOKED = "booked"
    WAITING = "waiting"
    LEFT = "left"


class Enrolment(Deletable, Base):
    """A place at one session or in a whole series, or one in its waiting list. The id is the pair.

    Who left a series and comes again has a further row, with its number in the id. `asked_at`
    orders the waiting list. In a series the place counts from `from_on` until `left_on`.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        where_told("ix_enrolment_session_id_id", "session_id", "id"),
        where_told("ix_enrolment_series_id_id", "series_id", "id"),
        Index("ix_enrolment_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    session_id: Mapped[str | None] = reference("learning_session.id", nullable=True, info=STAYS)
    series_id: Mapped[str | None] = reference("learning_series.id", nullable=True, info=STAYS)
    place: Mapped[str] = words(info=STAYS)
    asked_at: Mapped[datetime] = moment(info=STAYS)
    from_on: Mapped[date] = a_day(info=STAYS)
    left_on: Mapped[date | None] = mapped_column(info=STAYS)


class Mark(StrEnum):
    """What a register says of somebody. NONE is not marked yet, which is never an absence."""

    NONE = ""
    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left early"
    REMOTE = "remote"
    TOLD_US = "told us"
    ABSENT = "absent"
    NOT_NEEDED = "not needed"


CAME: Final = (Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY, Mark.REMOTE)


class AbsentWhy(StrEnum):
    """Why somebody could not come, in the words funders ask for."""

    NOT_ASKED = ""
    CARING = "caring"
    HEALTH = "health"
    WORK = "work or job centre"
    TRAVEL = "cost of travel"
    CHILDCARE = "childcare"
    RELIGION = "religious day"
    OTHER = "other"


class VisitAbout(StrEnum):
    """What somebody dropped in for, and what the tally of enquiries counts."""

    ONLINE = "get online"
    DEVICE = "device"
    BENEFITS = "benefits"
    JOB = "job"
    HEALTH = "NHS App"
    EMAIL = "email"
    SCAM = "scam worry"
    PRINT = "print"
    FORM = "form"
    OTHER = "other"


class VisitResult(StrEnum):
    """How a visit ended."""

    NOT_SAID = ""
    DONE = "done"
    PART = "part done"
    REFERRED = "sent elsewhere"
    COME_BACK = "will come back"


class Attendance(Deletable, Base):
    """What is known of one person at one session. The id is the pair, so two desks make one row.

    `nth` counts the visits of one person to one drop-in; everywhere else it is 1. `minutes` is
    what was spent with them; NOT_TOLD is as long as the session, and at a drop-in not known.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        # Who came, and how often, is counted out of these alone: ten years are a million rows.
        # Their ids would be a third of every page, and no list is in their order.
        Index(
            "ix_attendance_session_id_deleted_mark_minutes_person_id",
            *("session_id", "deleted", "mark", "minutes", "person_id"),
        ),
        Index(
            "ix_attendance_person_id_deleted_mark_session_id",
            *("person_id", "deleted", "mark", "session_id"),
        ),
        {"info": {"subject": "person_id"}},
    )

    session_id: Mapped[str] = reference("learning_session.id")
    person_id: Mapped[str] = reference("person.id")
    nth: Mapped[int] = number(1, info=STAYS)
    mark: Mapped[str] = words(info=STAYS)
    minutes: Mapped[int] = number(NOT_TOLD, info=STAYS)
    late_minutes: Mapped[int] = number(info=STAYS)
    came_at: Mapped[datetime | None] = mapped_column(info=STAYS)
    is_walk_in: Mapped[bool] = flag(info=STAYS)
    why: Mapped[str] = words()  # an AbsentWhy: it may tell of somebody's health
    about: Mapped[str] = words(info=STAYS)  # a VisitAbout
    result: Mapped[str] = words(info=STAYS)  # a VisitResult
    next_step: Mapped[str] = words()
    note: Mapped[str] = words()


class EmergencyContact(Deletable, Base):
    """Whom to ring if something happens to somebody at the hub."""

    __tablename__ = "emergency_contact"
    __table_args__ = (
        Index("ix_emergency_contact_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    name: Mapped[str] = words()
    relation: Mapped[str] = words()
    phone: Mapped[str] = words()
