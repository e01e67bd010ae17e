"""What was told for reports besides numbers: stories, comments, who was asked, worth of gifts.

The newest first, and all of it: what a reader may see of it is for the report to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    Account,
    Consultation,
    Device,
    Gift,
    GiftValue,
    LearningSession,
    Person,
    Story,
    TutorComment,
)

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story, whose it is, and whether it may be told on."""

    id: str
    text: str
    who: str
    person: str
    told_on: date
    agreed_on: date | None
    taken_back_on: date | None
    person_id: str = ""
    work: str = ""
    link: str = ""
    shown_on: date | None = None
    hidden_on: date | None = None

    @property
    def is_shown(self) -> bool:
        """Whether they agree that everybody reads it."""
        return self.shown_on is not None and not (self.hidden_on or self.taken_back_on)


@dataclass(frozen=True, slots=True)
class ToldComment:
    """What somebody who teaches says, and of which session."""

    id: str
    text: str
    by: str
    about: str
    on: date


@dataclass(frozen=True, slots=True)
class AskedRow:
    """Who was asked, and what came of it."""

    id: str
    held_on: date
    who: str
    method: str
    how_many: int
    said: str
    changed: str


@dataclass(frozen=True, slots=True)
class GiftRow:
    """A thing given for good, and what it was worth; None where nobody said yet."""

    id: str
    what: str
    tag: str
    given_at: datetime
    pounds: int | None


def stories(db: Session) -> list[ToldStory]:
    """Every story there is."""
    rows = db.execute(
        select(
            Story.id,
            Story.text,
            Story.who,
            func.coalesce(Person.display_name, ""),
            Story.told_on,
            Story.agreed_on,
            Story.taken_back_on,
            func.coalesce(Story.person_id, ""),
            *(Story.work, Story.link, Story.shown_on, Story.hidden_on),
        )
        .outerjoin(Person, Person.id == Story.person_id)
        .where(Story.deleted == 0, Story.text != "")
        .order_by(Story.told_on.desc(), Story.id.desc())
        .limit(MOST)
    )
    return [ToldStory(*row) for row in rows]


def comments(db: Session) -> list[ToldComment]:
    """Every comment there is."""
    rows = db.execute(
        select(
            TutorComment.id,
            TutorComment.text,
            func.coalesce(Account.name, ""),
            func.coalesce(LearningSession.title, ""),
            TutorComment.about_on,
        )
        .outerjoin(Account, Account.id == TutorComment.account_id)
        .outerjoin(LearningSession, LearningSession.id == TutorComment.session_id)
        .where(TutorComment.deleted == 0, TutorComment.text != "")
        .order_by(TutorComment.about_on.desc(), TutorComment.id.desc())
        .limit(MOST)
    )
    return [ToldComment(*row) for row in rows]


def consultations(db: Session) -> list[AskedRow]:
    """Everybody who was asked."""
    rows = db.execute(
        select(
            Consultation.id,
            Consultation.held_on,
            Consultation.who,
            Consultation.method,
            Consultation.how_many,
            Consultation.said,
            Consultation.changed,
        )
        .where(Consultation.deleted == 0)
        .order_by(Consultation.held_on.desc(), Consultation.id.desc())
        .limit(MOST)
    )
    return [AskedRow(*row) for row in rows]


def gifts_to_value(db: Session) -> list[GiftRow]:
    """What was given for good, those nobody has valued first."""
    value = (
        select(GiftValue.pounds)
        .where(GiftValue.gift_id == Gift.id, GiftValue.deleted == 0)
        .order_by(GiftValue.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Gift.id, Device.title, Device.tag, Gift.given_at, value)
        .join(Device, Device.id == Gift.device_id)
        .where(Gift.deleted == 0)
        .order_by(value.is_not(None), Gift.given_at.desc(), Gift.id.desc())
        .limit(MOST)
    )
    return [GiftRow(*row) for row in rows]
