"""What hangs on one person: roles, needs, notes, gifts, codes and household."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.messages.notes import still_has
from hubdesk.models import (
    CodeOf,
    CodeOrigin,
    Device,
    DeviceKind,
    Gift,
    Household,
    Loan,
    Need,
    Person,
    PersonNote,
    PersonRole,
    Role,
    SupportNeed,
)
from hubdesk.queries.hub import remind_days


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Something the desk should know next time.

    A reminder of what is `missing` of the thing with `tag` has no text of its own.
    """

    id: str
    text: str
    noted_at: datetime
    loan_id: str | None
    is_done: bool
    missing: tuple[str, ...] = ()
    tag: str = ""

    @property
    def words(self) -> str:
        """What it says."""
        return still_has(self.missing, self.tag) if self.missing else self.text


@dataclass(frozen=True, slots=True)
class GiftRow:
    """Something given for good. `ends_on` is the last day of a SIM or voucher.

    `remind_days` is the hub's choice of when the end is mentioned.
    """

    id: str
    device_id: str
    tag: str
    title: str
    icon: str
    given_at: datetime
    ends_on: date | None
    is_followed_up: bool
    remind_days: int

    def ends_soon(self, today: date) -> bool:
        """Whether it runs still, and ends within the days the hub chose."""
        return self.ends_on is not None and 0 <= (self.ends_on - today).days <= self.remind_days


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """What is at home. -1 and an empty connection were not asked. `others` are id and name."""

    id: str
    connection: str
    working_devices: int
    people_learning: int
    asked_on: date | None
    others: tuple[tuple[str, str], ...]


def roles_of(db: Session, person_id: str) -> tuple[str, ...]:
    """What somebody is at the hub, in the order of `Role`."""
    rows = select(PersonRole.role).where(PersonRole.person_id == person_id, PersonRole.deleted == 0)
    there = set(db.scalars(rows))
    return tuple(role for role in Role if role in there)


def needs_of(db: Session, person_id: str) -> tuple[str, ...]:
    """What helps somebody at the desk, in the order of `Need`.

    An interpreter is one of them wherever it was said: a list of others that was brought in says
    it beside the language and not among the needs.
    """
    rows = select(SupportNeed.need).where(
        SupportNeed.person_id == person_id, SupportNeed.deleted == 0
    )
    there = set(db.scalars(rows))
    if db.scalar(select(Person.wants_interpreter).where(Person.id == person_id)):
        there.add(Need.INTERPRETER)
    return tuple(need for need in Need if need in there)


def notes_of(db: Session, person_id: str) -> tuple[NoteRow, ...]:
    """Every note about somebody, newest first."""
    rows = db.execute(
        select(
            PersonNote.id,
            PersonNote.text,
            PersonNote.noted_at,
            PersonNote.loan_id,
            PersonNote.is_done,
            PersonNote.missing,
            Device.tag,
        )
        .outerjoin(Loan, Loan.id == PersonNote.loan_id)
        .outerjoin(Device, Device.id == Loan.device_id)
        .where(PersonNote.person_id == person_id, PersonNote.deleted == 0)
        .order_by(PersonNote.id.desc())
    )
    return tuple(
        NoteRow(*(id, text, at, loan, bool(done)), tuple(json.loads(missing or "[]")), tag or "")
        for id, text, at, loan, done, missing, tag in rows
    )


def gifts_of(db: Session, person_id: str) -> tuple[GiftRow, ...]:
    """What somebody was given for good, newest first."""
    rows = db.execute(
        select(
            Gift.id,
            Gift.device_id,
            Device.tag,
            Device.title,
            DeviceKind.icon,
            Gift.given_at,
            Gift.ends_on,
            Gift.is_followed_up,
        )
        .join(Device, Device.id == Gift.device_id)
        .join(DeviceKind, DeviceKind.id == Device.kind_id)
        .where(Gift.person_id == person_id, Gift.deleted == 0)
        .order_by(Gift.id.desc())
    )
    within = remind_days(db)
    return tuple(GiftRow(*row[:7], bool(row[7]), within) for row in rows)


def other_codes_of(db: Session, person_id: str) -> tuple[str, ...]:
    """Cards of somewhere else that find somebody too."""
    rows = select(CodeOf.shown).where(
        CodeOf.person_id == person_id,
        CodeOf.origin.not_in((CodeOrigin.CARD, CodeOrigin.SOURCE)),
        CodeOf.deleted == 0,
    )
    return tuple(db.scalars(rows.order_by(CodeOf.id)))


def household_of(db: Session, household_id: str, person_id: str) -> HouseholdRow | None:
    """Who somebody lives with, and what they have at home."""
    row = db.execute(
        select(
            Household.id,
            Household.connection,
            Household.working_devices,
            Household.people_learning,
            Household.asked_on,
        ).where(Household.id == household_id, Household.deleted == 0)
    ).one_or_none()
    if row is None:
        return None
    others = db.execute(
        select(Person.id, Person.display_name)
        .where(Person.household_id == household_id, Person.deleted == 0, Person.id != person_id)
        .order_by(Person.id)
    )
    return HouseholdRow(*row, others=tuple((id, name) for id, name in others))
