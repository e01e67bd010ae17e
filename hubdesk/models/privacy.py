"""What the hub promised about people's data: rules, requests, complaints, breaches, erasures."""

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


class Asked(StrEnum):
    """What somebody can ask of the hub about their own data."""

    ACCESS = "access"
    ERASURE = "erasure"
    CORRECTION = "correction"
    OBJECTION = "objection"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    WITHDRAWAL = "withdrawal"


class StepKind(StrEnum):
    """What can happen to a request after it came."""

    PAUSED = "paused"  # waiting to know who asks, or what they mean
    RESUMED = "resumed"
    EXTENDED = "extended"
    DONE = "done"
    REFUSED = "refused"


class RestrictedFor(StrEnum):
    """Why a record is kept and not used: the grounds of UK GDPR, article 18(1)."""

    ACCURACY = "they say it is not right"
    UNLAWFUL = "they want it kept, not erased"
    CLAIM = "they need it for a claim"
    OBJECTION = "they object to its use"


class Asker(StrEnum):
    """Who spoke for the person."""

    THEMSELVES = "themselves"
    PARENT = "a parent or carer"
    FOR_THEM = "somebody who acts for them"


class RetentionRule(Deletable, Base):
    """How long the hub keeps one sort of record. A rule is never edited: a version follows it."""

    __tablename__ = "retention_rule"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    record: Mapped[str] = words()
    months: Mapped[int] = number()
    why: Mapped[str] = words()
    version: Mapped[int] = number(1)
    from_on: Mapped[date] = a_day()


class LegalHold(Deletable, Base):
    """Somebody whose records must stay for now: a claim, an audit, the police."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        Index("ix_legal_hold_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    why: Mapped[str] = words()
    since_on: Mapped[date] = a_day(info=STAYS)


class Restriction(Deletable, Base):
    """A record that is kept and not used for now, at somebody's wish. It ends by `lifted_on`."""

    __tablename__ = "restriction"
    __table_args__ = (
        Index("ix_restriction_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    ground: Mapped[str] = words(info=STAYS)  # a RestrictedFor
    asked_by: Mapped[str] = words(info=STAYS)  # an Asker
    why: Mapped[str] = words()
    since_on: Mapped[date] = a_day(info=STAYS)
    told_on: Mapped[date | None] = mapped_column(info=STAYS)  # that it would end: article 18(3)
    lifted_on: Mapped[date | None] = mapped_column(info=STAYS)
    lifted_why: Mapped[str] = words()


class RightsRequest(Deletable, Base):
    """Somebody asked for their data, its correction or its end. The clock runs from `came_on`."""

    __tablename__ = "rights_request"
    __table_args__ = (
        Index("ix_rights_request_person_id_id", "person_id", "id"),
        Index("ix_rights_request_came_on_id", "came_on", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    asked: Mapped[str] = words(info=STAYS)
    came_on: Mapped[date] = a_day(info=STAYS)
    how: Mapped[str] = words(info=STAYS)
    note: Mapped[str] = words()


class RightsStep(Deletable, Base):
    """One thing that happened to a request. Inserted, never changed; undo only takes it back."""

    __tablename__ = "rights_step"
    __table_args__ = (
        Index("ix_rights_step_request_id_id", "request_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    request_id: Mapped[str] = reference("rights_request.id")
    person_id: Mapped[str] = reference("person.id")
    kind: Mapped[str] = words(info=STAYS)
    happened_on: Mapped[date] = a_day(info=STAYS)
    note: Mapped[str] = words()


class Complaint(Deletable, Base):
    """Somebody is unhappy with how their data was treated. Acknowledged within 30 days."""

    __tablename__ = "complaint"
    __table_args__ = (
        Index("ix_complaint_person_id_id", "person_id", "id"),
        Index("ix_complaint_came_on_id", "came_on", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str | None] = reference("person.id", nullable=True, info=STAYS)
    came_on: Mapped[date] = a_day(info=STAYS)
    how: Mapped[str] = words(info=STAYS)
    about: Mapped[str] = words()
    acknowledged_on: Mapped[date | None] = mapped_column(info=STAYS)
    finding: Mapped[str] = words()
    told_on: Mapped[date | None] = mapped_column(info=STAYS)


class Breach(Deletable, Base):
    """Data that got lost, or was seen by who should not. The regulator hears in 72 hours or not."""

    __tablename__ = "breach"
    __table_args__ = (
        Index("ix_breach_found_at_id", "found_at", "id"),
        {"info": {"subject": None}},
    )

    found_at: Mapped[datetime] = moment()
    what: Mapped[str] = words()
    people: Mapped[int] = number(-1)  # how many; -1 is not known yet
    risk: Mapped[str] = words()  # none, some or high; empty is not weighed yet
    contained: Mapped[str] = words()
    is_told_to_ico: Mapped[bool] = flag()
    decided_at: Mapped[datetime | None]  # when the regulator was told, or it was decided not to
    decision: Mapped[str] = words()
    people_told_on: Mapped[date | None]


class Erasure(Deletable, Base):
    """Somebody was erased. It holds a random id and nothing else of them.

    A copy from before is brought up to date by it: whoever was erased is erased again.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        Index("ix_erasure_was_id", "was", "id"),
        {"info": {"subject": None}},
    )

    was: Mapped[str] = words()  # the id of who was erased
    ground: Mapped[str] = words()
    erased_at: Mapped[datetime] = moment()
    is_swept: Mapped[bool] = flag(info={"local": True})  # what was freed is written over, too
