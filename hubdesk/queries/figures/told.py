"""What a report tells besides numbers: registers nobody finished, stories, tutors' comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import FOR_ONE, Account, LearningSession
from hubdesk.queries.figures.scope import Scope
from hubdesk.queries.figures.teaching import sessions
from hubdesk.queries.sessions import NEVER_FINISHED

MOST_UNFINISHED: Final = 200


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
    """The stories of the days that may be told."""
    return ()


def comments_of(db: Session, scope: Scope) -> tuple[CommentRow, ...]:
    """What tutors said of the days."""
    return ()
