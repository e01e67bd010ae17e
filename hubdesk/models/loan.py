"""One handing-out of one device, fixed at birth, the events after it, and things given for good."""

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


class EventKind(StrEnum):
    """What can happen to a loan after it began."""

    RENEWED = "renewed"
    RETURNED = "returned"
    ITEM_BACK = "item back"
    NOTED = "noted"
    CALLED = "called"
    LOST = "lost"
    FOUND = "found"


class LendingPolicy(Deletable, Base):
    """For how long and how many, by kind of thing and role of borrower. Empty means any.

    A policy is never edited: a new version is added and the old one deleted.
    """

    __tablename__ = "lending_policy"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    kind_id: Mapped[str | None] = reference("device_kind.id", nullable=True)
    role: Mapped[str] = words()
    days: Mapped[int] = number(14)
    renewals: Mapped[int] = number(2)
    renewal_days: Mapped[int] = number(14)
    most_at_once: Mapped[int] = number(3)
    min_age: Mapped[int] = number()
    guardian_under: Mapped[int] = number(18)
    version: Mapped[int] = number(1)


class LoanState(StrEnum):
    """Where a loan stands, folded from its events."""

    OUT = "out"
    LOST = "lost"
    RETURNED = "returned"
    TAKEN_BACK = "taken back"  # undone: it never happened


class Loan(Deletable, Base):
    """One device handed to one person. Everything later is a LoanEvent.

    The columns marked local are folded from the events by `loan_standing`, so the
    journal leaves them out and they are made again after a merge.
    """

    __tablename__ = "loan"
    __table_args__ = (
        Index("ix_loan_device_id_state_id", "device_id", "state", "id"),
        # Whether somebody borrowed before a day: answered from this index alone.
        Index(
            "ix_loan_borrower_id_state_lent_at_deleted_id",
            "borrower_id",
            "state",
            "lent_at",
            "deleted",
            "id",
        ),
        Index("ix_loan_handing_id", "handing_id"),
        # Who has something out, and what is out: both answered from this index alone.
        Index("ix_loan_state_borrower_id_device_id_id", "state", "borrower_id", "device_id", "id"),
        # A list is a count and a window, so every order it is shown in has its index.
        Index("ix_loan_state_due_on_id", "state", "due_on", "id"),
        Index("ix_loan_due_on_state_id", "due_on", "state", "id"),
        Index("ix_loan_lent_at_state_id", "lent_at", "state", "id"),
        {"info": {"subject": "borrower_id"}},
    )

    device_id: Mapped[str] = reference("device.id")
    borrower_id: Mapped[str] = reference("person.id")
    handing_id: Mapped[str] = words(info=STAYS)  # the same for all that was handed over together
    lent_at: Mapped[datetime] = moment(
        info=STAYS
    )  # when it happened; the journal knows when it was typed in
    due_first_on: Mapped[date] = a_day(info=STAYS)
    contents: Mapped[str] = words(info=STAYS)  # a JSON list of [kit item id, name] that went out
    condition_out: Mapped[str] = words(info=STAYS)
    policy: Mapped[str] = words(info=STAYS)  # a JSON snapshot: later policies do not move this loan
    override_reason: Mapped[str] = words()

    state: Mapped[str] = words(info={"local": True})
    due_on: Mapped[date] = a_day(info={"local": True})
    returned_at: Mapped[datetime | None] = mapped_column(info={"local": True})
    renewals: Mapped[int] = number(info={"local": True})
    missing: Mapped[str] = words(info={"local": True})  # a JSON list of names not back yet


class LoanEvent(Deletable, Base):
    """One thing that happened to a loan. Inserted, never changed; undo only takes it back.

    `heads` names the events of this loan nobody had built on when this one was written, so
    that two desks that acted apart can be told from two that acted one after the other.
    """

    __tablename__ = "loan_event"
    __table_args__ = (
        Index("ix_loan_event_loan_id_happened_at_id", "loan_id", "happened_at", "id"),
        # What happened in some days, and to whom: counted out of this alone.
        Index(
            "ix_loan_event_happened_at_deleted_kind_borrower_id_loan_id",
            *("happened_at", "deleted", "kind", "borrower_id", "loan_id"),
        ),
        {"info": {"subject": "borrower_id"}},
    )

    loan_id: Mapped[str] = reference("loan.id")
    borrower_id: Mapped[str] = reference("person.id")
    kind: Mapped[str] = words(info=STAYS)
    happened_at: Mapped[datetime] = moment(info=STAYS)
    due_on: Mapped[date | None] = mapped_column(info=STAYS)
    condition: Mapped[str] = words(info=STAYS)
    missing: Mapped[str] = words(info=STAYS)  # a JSON list of names that did not come back
    item: Mapped[str] = words(info=STAYS)
    note: Mapped[str] = words()
    heads: Mapped[str] = words(info=STAYS)  # a JSON list of event ids


class Gift(Deletable, Base):
    """One thing given for good: a SIM, a voucher, a laptop to keep. It may have an end date."""

    __tablename__ = "gift"
    __table_args__ = (
        Index("ix_gift_device_id_id", "device_id", "id"),
        Index("ix_gift_person_id_given_at_deleted_id", "person_id", "given_at", "deleted", "id"),
        Index("ix_gift_ends_on_id", "ends_on", "id"),
        Index("ix_gift_handing_id", "handing_id"),
        Index("ix_gift_given_at_id", "given_at", "id"),
        {"info": {"subject": "person_id"}},
    )

    device_id: Mapped[str] = reference("device.id")
    person_id: Mapped[str] = reference("person.id")
    handing_id: Mapped[str] = words(info=STAYS)
    given_at: Mapped[datetime] = moment(info=STAYS)
    ends_on: Mapped[date | None] = mapped_column(info=STAYS)
    contents: Mapped[str] = words(info=STAYS)
    override_reason: Mapped[str] = words()
    is_followed_up: Mapped[bool] = flag(info=STAYS)
