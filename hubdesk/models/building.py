"""Who is in the building, who is on duty, what was checked, and a tally of questions."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

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
    words,
)
from hubdesk.models.learning import NOT_TOLD


class Shift(Deletable, Base):
    """The time somebody of the staff worked here. `minutes` is what they said at its end."""

    __tablename__ = "shift"
    __table_args__ = (
        Index("ix_shift_account_id_id", "account_id", "id"),
        Index("ix_shift_began_at_id", "began_at", "id"),
        {"info": {"subject": None}},
    )

    account_id: Mapped[str] = reference("account.id")
    began_at: Mapped[datetime] = moment()
    ended_at: Mapped[datetime | None]
    minutes: Mapped[int] = number(NOT_TOLD)
    note: Mapped[str] = words()


class HandoverNote(Deletable, Base):
    """What whoever works next should know, until somebody ticks it off."""

    __tablename__ = "handover_note"
    __table_args__ = (
        Index("ix_handover_note_is_done_id", "is_done", "id"),
        {"info": {"subject": None}},
    )

    account_id: Mapped[str] = reference("account.id")
    text: Mapped[str] = words()
    written_at: Mapped[datetime] = moment()
    is_done: Mapped[bool] = flag()


class Presence(Deletable, Base):
    """Somebody came into the building and left it: a person, or a visitor by name."""

    __tablename__ = "presence"
    __table_args__ = (
        Index("ix_presence_person_id_id", "person_id", "id"),
        Index("ix_presence_came_at_id", "came_at", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str | None] = reference("person.id", nullable=True)
    visitor: Mapped[str] = words()
    session_id: Mapped[str | None] = reference("learning_session.id", nullable=True, info=STAYS)
    came_at: Mapped[datetime] = moment(info=STAYS)
    left_at: Mapped[datetime | None] = mapped_column(info=STAYS)


class CheckLevel(StrEnum):
    """How deep a background check went, as the Disclosure and Barring Service names it."""

    BASIC = "basic"
    STANDARD = "standard"
    ENHANCED = "enhanced"
    BARRED_LISTS = "enhanced with barred lists"


class StaffCheck(Deletable, Base):
    """A background check that somebody saw: its number and dates, never the certificate."""

    __tablename__ = "staff_check"
    __table_args__ = (
        Index("ix_staff_check_account_id_id", "account_id", "id"),
        Index("ix_staff_check_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    account_id: Mapped[str | None] = reference("account.id", nullable=True, info=STAYS)
    person_id: Mapped[str | None] = reference("person.id", nullable=True)
    level: Mapped[str] = words(info=STAYS)
    number: Mapped[str] = words()
    issued_on: Mapped[date] = a_day(info=STAYS)
    review_on: Mapped[date | None] = mapped_column(info=STAYS)


class Enquiry(Deletable, Base):
    """Somebody asked something at the desk. Only what about, and when: there is no name."""

    __tablename__ = "enquiry"
    __table_args__ = (
        Index("ix_enquiry_asked_on_id", "asked_on", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    asked_on: Mapped[date] = a_day()
    about: Mapped[str] = words()  # a VisitAbout
