"""What a report tells besides numbers: registers nobody finished, stories, tutors' comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    FOR_ONE,
    Account,
    Consultation,
    LearningSession,
    Story,
    TutorComment,
)
from hubdesk.queries.figures.community import comments, consultations, stories
from hubdesk.queries.figures.scope import Scope
from hubdesk.queries.figures.teaching import sessions
from hubdesk.queries.sessions import NEVER_FINISHED

MOST_UNFINISHED: Final = 200
MOST_TOLD: Final = 200


@dataclass(frozen=True, slots=True)
class UnfinishedRow:
    """A session whose register nobody finished: who came to it may be missing in the figures."""

    session_id: str
    title: str
    kind: str
    held_on: date
    tutor: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """What somebody tells of themselves, with their consent. `who` is as they want to be named."""

    id: str
    who: str
    text: str
    told_on: date


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What a tutor says of the period."""

    id: str
    who: str
    text: str
    about: str  # a session's title; empty is the whole period
    on: date


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A line of the consultation log of the CIC34."""

    id: str
    held_on: date
    who: str
    method: str
    how_many: int
    said: str
    changed: str


def unfinished_of(
    db: Session, scope: Scope, *, offset: int = 0, limit: int = MOST_UNFINISHED
) -> tuple[tuple[UnfinishedRow, ...], int]:
    """Sessions of the days whose register nobody finished, the newest first, and how many."""
    rows = sessions(scope).subquery("held")
    open_still = (rows.c.is_finished == 0, rows.c.kind.not_in((*FOR_ONE, *NEVER_FINISHED)))
    many = db.scalar(select(func.count()).select_from(rows).where(*open_still)) or 0
    query = (
        select(
            LearningSession.id,
            LearningSession.title,
            LearningSession.kind,
            LearningSession.held_on,
            func.coalesce(Account.name, ""),
        )
        .join(rows, rows.c.id == LearningSession.id)
        .outerjoin(Account, Account.id == LearningSession.tutor_id)
        .where(*open_still)
        .order_by(LearningSession.held_on.desc(), LearningSession.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return tuple(UnfinishedRow(*row) for row in db.execute(query)), many


def stories_of(db: Session, scope: Scope) -> tuple[StoryRow, ...]:
    """The stories of the days that may be told on, the newest first."""
    told = stories(scope).subquery("told")
    rows = db.execute(
        select(Story.id, Story.who, Story.text, Story.told_on)
        .join(told, told.c.id == Story.id)
        .order_by(Story.told_on.desc(), Story.id.desc())
        .limit(MOST_TOLD)
    )
    return tuple(StoryRow(*row) for row in rows)


def comments_of(db: Session, scope: Scope) -> tuple[CommentRow, ...]:
    """What tutors said of the days, the newest first."""
    said = comments(scope).subquery("said")
    rows = db.execute(
        select(
            TutorComment.id,
            func.coalesce(Account.name, ""),
            TutorComment.text,
            func.coalesce(LearningSession.title, ""),
            TutorComment.about_on,
        )
        .join(said, said.c.id == TutorComment.id)
        .outerjoin(Account, Account.id == TutorComment.account_id)
        .outerjoin(LearningSession, LearningSession.id == TutorComment.session_id)
        .order_by(TutorComment.about_on.desc(), TutorComment.id.desc())
        .limit(MOST_TOLD)
    )
    return tuple(CommentRow(*row) for row in rows)


def consultations_of(db: Session, scope: Scope) -> tuple[ConsultationRow, ...]:
    """The consultation log of the days, the first day first."""
    asked = consultations(scope).subquery("asked")
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
        .join(asked, asked.c.id == Consultation.id)
        .order_by(Consultation.held_on, Consultation.id)
        .limit(MOST_TOLD)
    )
    return tuple(ConsultationRow(*row) for row in rows)
