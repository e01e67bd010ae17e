"""What people can do now, the certificates they were given, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from hubdesk.models import (
    SIGNS_OFF,
    Award,
    AwardEvent,
    AwardEventKind,
    Destination,
    FollowUp,
    Goal,
    Judgement,
    LearningSession,
    Person,
    ScaleStep,
    SessionFund,
    SkillArea,
    Statement,
)
from hubdesk.queries.figures.passes import pairs_of
from hubdesk.queries.figures.scope import Scope, person_conditions
from hubdesk.queries.figures.sources import Chosen, LookedUp, Source

OF_PEOPLE = frozenset(("area", "age"))
OF_WORK = OF_PEOPLE | {"fund"}  # of the session or the course it came of


def skills_seen(scope: Scope) -> Chosen:
    """Each time somebody saw that a person can do a skill. What they say themselves is not it."""
    achieved = select(ScaleStep.id).where(ScaleStep.is_achieved == 1)
    query: Chosen = select(
        Judgement.id.label("id"),
        Judgement.person_id.label("person_id"),
        Judgement.statement_id.label("statement_id"),
        Judgement.judged_on.label("on_day"),
    ).where(
        Judgement.judged_on.between(scope.first_on, scope.last_on),
        Judgement.method.in_(SIGNS_OFF),
        Judgement.step_id.in_(achieved),
        Judgement.deleted == 0,
    )
    if scope.cut.fund_id:
        query = query.where(Judgement.session_id.in_(_paid_for(scope)))
    return _of_people(scope, query, Judgement.person_id)


def certificates(scope: Scope) -> Chosen:
    """Certificates of the days that hold: not withdrawn, and none took their place."""
    newer = aliased(Award)
    query: Chosen = select(
        Award.id.label("id"),
        Award.person_id.label("person_id"),
        Award.sort.label("sort"),
        Award.what.label("certificate"),
        Award.awarded_on.label("on_day"),
    ).where(
        Award.awarded_on.between(scope.first_on, scope.last_on),
        Award.deleted == 0,
        ~exists(select(newer.id).where(newer.replaces_id == Award.id, newer.deleted == 0)),
        ~exists(
            select(AwardEvent.id).where(
                AwardEvent.award_id == Award.id,
                AwardEvent.kind == AwardEventKind.WITHDRAWN,
                AwardEvent.deleted == 0,
            )
        ),
    )
    if scope.cut.fund_id:
        query = query.where(_came_of(scope, Award.session_id, Award.series_id))
    return _of_people(scope, query, Award.person_id)


def outcomes(scope: Scope) -> Chosen:
    """What people told in the days that they do now."""
    query: Chosen = select(
        Destination.id.label("id"),
        Destination.person_id.label("person_id"),
        Destination.outcome.label("outcome"),
        Destination.how.label("how"),
        Destination.told_on.label("on_day"),
    ).where(
        Destination.told_on.between(scope.first_on, scope.last_on),
        Destination.deleted == 0,
    )
    if scope.cut.fund_id:  # told when somebody asked how they got on after a course of it
        asked = select(FollowUp.destination_id).where(
            _came_of(scope, FollowUp.session_id, FollowUp.series_id), FollowUp.deleted == 0
        )
        query = query.where(Destination.id.in_(asked))
    return _of_people(scope, query, Destination.person_id)


def follow_ups(scope: Scope) -> Chosen:
    """Who was to be asked in the days how they got on, and whether somebody did."""
    query: Chosen = select(
        FollowUp.id.label("id"),
        FollowUp.person_id.label("person_id"),
        FollowUp.is_done.label("is_done"),
        FollowUp.due_on.label("on_day"),
    ).where(
        FollowUp.due_on.between(scope.first_on, scope.last_on),
        FollowUp.deleted == 0,
    )
    if scope.cut.fund_id:
        query = query.where(_came_of(scope, FollowUp.session_id, FollowUp.series_id))
    return _of_people(scope, query, FollowUp.person_id)


def goals_reached(scope: Scope) -> Chosen:
    """Goals that people reached in the days."""
    query: Chosen = select(
        Goal.id.label("id"),
        Goal.person_id.label("person_id"),
        Goal.reached_on.label("on_day"),
    ).where(
        Goal.reached_on.between(scope.first_on, scope.last_on),
        Goal.deleted == 0,
    )
    return _of_people(scope, query, Goal.person_id)


def areas_of_skills(db: Session) -> Mapping[str, str]:
    """By skill, the area it is in."""
    return pairs_of(
        db, select(Statement.id, SkillArea.title).join(SkillArea, SkillArea.id == Statement.area_id)
    )


def _paid_for(scope: Scope) -> Select[str]:
    """The sessions of any day that the fund paid for, in part or whole."""
    return (
        select(SessionFund.session_id)
        .join(LearningSession, LearningSession.id == SessionFund.session_id)
        .where(
            SessionFund.fund_id == scope.cut.fund_id,
            SessionFund.share > 0,
            SessionFund.deleted == 0,
            LearningSession.deleted == 0,
            LearningSession.is_cancelled == 0,
        )
    )


def _came_of(scope: Scope, session_id: Any, series_id: Any) -> ColumnElement[bool]:
    """Whether it came of a session that the fund paid for, or of a course with one."""
    paid = _paid_for(scope)
    courses = select(LearningSession.series_id).where(LearningSession.id.in_(paid))
    return or_(session_id.in_(paid), series_id.in_(courses))


def _of_people(scope: Scope, query: Chosen, person_id: Any) -> Chosen:
    if conditions := person_conditions(scope):
        query = query.join(Person, Person.id == person_id).where(*conditions)
    return query


SOURCES = (
    Source(
        "skills seen",
        skills_seen,
        OF_WORK,
        {"skill_area": LookedUp("statement_id", areas_of_skills)},
    ),
    Source("certificates", certificates, OF_WORK),
    Source("outcomes", outcomes, OF_WORK),
    Source("follow-ups", follow_ups, OF_WORK),
    Source("goals reached", goals_reached, OF_PEOPLE),
)
