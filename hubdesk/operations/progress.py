"""What somebody aims for, what came of learning, and when to ask them how they got on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.records import NotFound
from hubdesk.errors.skills import FollowUpDone, FollowUpsThere, GoalReached, SeenInFuture
from hubdesk.ids import pair_id
from hubdesk.models import (
    FOLLOW_UP_MONTHS,
    NO_START,
    Destination,
    FollowUp,
    Goal,
    LearningSeries,
    LearningSession,
    Outcome,
    Person,
    ToldHow,
)
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.operations.restricting import check_usable
from hubdesk.queries.retention import months_after
from hubdesk.typed import clean_line, clean_note


def set_goal(db: Session, *, person_id: str, text: str, now: datetime) -> Goal:
    """What somebody wants to be able to do. Refuses RecordRestricted, FieldMissing, TextTooLong."""
    person = found(db, Person, person_id)
    check_usable(db, person)
    words = clean_line(text, "Goal", 200)
    if not words:
        raise FieldMissing("Goal")
    goal = Goal(person_id=person.id, text=words, set_on=now.date())
    db.add(goal)
    db.flush()
    return goal


def reach_goal(db: Session, *, goal_id: str, now: datetime) -> Goal:
    """They can do it. Refuses GoalReached."""
    goal = found(db, Goal, goal_id)
    if goal.reached_on is not None:
        raise GoalReached
    goal.reached_on = now.date()
    db.flush()
    return goal


def record_outcome(
    db: Session,
    *,
    person_id: str,
    outcome: str,
    now: datetime,
    starts_on: date | None = None,
    told_on: date | None = None,
    how: str = ToldHow.IN_PERSON,
    evidence: str = "",
    follow_up_id: str = "",
) -> Destination:
    """What somebody does now. It answers the follow-up named, else the first that is due.

    What begins on no day said begins on the day it was told. Refuses NotFound, ChoiceUnknown,
    SeenInFuture, TextTooLong, RecordRestricted and FollowUpDone.
    """
    person = found(db, Person, person_id)
    check_usable(db, person)
    code = Outcome(one_of(Outcome, outcome, "What they do now"))
    day = told_on or now.date()
    if day > now.date():
        raise SeenInFuture(day)
    made = Destination(
        person_id=person.id, outcome=code, told_on=day,
        starts_on=None if code in NO_START else starts_on or day,
        how=one_of(ToldHow, how, "How we know"), evidence=clean_note(evidence, "Note", 500),
    )  # fmt: skip
    asked = _asked(db, person, follow_up_id, now.date())
    db.add(made)
    db.flush()
    if asked is not None:
        asked.is_done, asked.destination_id = True, made.id
        db.flush()
    return made


def plan_follow_ups(
    db: Session,
    *,
    person_ids: Sequence[str],
    ended_on: date,
    series_id: str = "",
    session_id: str = "",
) -> int:
    """Ask each how they got on: at the end, in 3 months and in 6. Answers with how many days.

    Refuses FollowUpsThere where nothing is left to set.
    """
    series = found(db, LearningSeries, series_id).id if series_id else None
    session = found(db, LearningSession, session_id).id if session_id and not series else None
    course = series or session or ended_on.isoformat()
    made = 0
    for person_id in person_ids:
        person = found(db, Person, person_id)
        for months in FOLLOW_UP_MONTHS:
            id = pair_id("follow_up", person.id, course, str(months))
            row = db.get(FollowUp, id)
            if row is not None and not row.deleted:
                continue
            if row is None:
                row = FollowUp(id=id, person_id=person.id, series_id=series, session_id=session)
                db.add(row)
            row.deleted, row.is_done, row.destination_id = False, False, None
            row.ended_on, row.months = ended_on, months
            row.due_on = months_after(ended_on, months)
            made += 1
    if not made:
        raise FollowUpsThere
    db.flush()
    return made


def _asked(db: Session, person: Person, follow_up_id: str, today: date) -> FollowUp | None:
    if follow_up_id:
        row = found(db, FollowUp, follow_up_id)
        if row.person_id != person.id:
            raise NotFound("follow_up", follow_up_id)
        if row.is_done:
            raise FollowUpDone(person.display_name)
        return row
    due = select(FollowUp).where(
        FollowUp.person_id == person.id,
        FollowUp.is_done == 0,
        FollowUp.due_on <= today,
        FollowUp.deleted == 0,
    )
    return db.scalars(due.order_by(FollowUp.due_on, FollowUp.id).limit(1)).first()
