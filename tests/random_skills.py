"""The verbs of skills, for random work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from hubdesk.models import (
    Framework,
    Goal,
    LearningSession,
    Outcome,
    Person,
    ScaleStep,
    SkillArea,
    Statement,
)
from hubdesk.operations import judging, own_skills, progress, skills_lists
from tests.skills_verbs import shipped

if TYPE_CHECKING:
    from tests.random_verbs import Dice

Work = Callable[["Dice", Any, datetime], Any]
OF_SKILLS: dict[str, Work] = {}


def verb(name: str) -> Callable[[Work], Work]:
    def keep(work: Work) -> Work:
        OF_SKILLS[name] = work
        return work

    return keep


def _skill_and_step(w: Dice, db: Any) -> tuple[str, str]:
    """A statement and a step of its own scale, mostly."""
    statement = w.one(db, Statement)
    area = db.get_one(SkillArea, statement.area_id)
    same = () if w.dice.random() < 0.05 else (ScaleStep.framework_id == area.framework_id,)
    return statement.id, w.one(db, ScaleStep, *same).id


@verb("add skills list")
def _add_list(w: Dice, db: Any, now: datetime) -> None:
    said = shipped(w.dice.choice(("eds-2022", "own-list")))
    if w.dice.random() < 0.3:
        said = replace(said, version=f"{w.dice.randrange(9)}", is_own=False)
    skills_lists.add_list(db, said=said)


@verb("offer skills list")
def _offer(w: Dice, db: Any, now: datetime) -> None:
    listed = w.one(db, Framework)
    skills_lists.offer_list(db, list_id=listed.id, is_offered=not listed.is_offered)


@verb("add skill")
def _add_skill(w: Dice, db: Any, now: datetime) -> None:
    own = select(Framework.id).where(Framework.is_own == 1, Framework.deleted == 0)
    if db.scalars(own).first() is None:
        said = replace(shipped("own-list"), version=str(w.dice.randrange(100, 1000)))
        skills_lists.add_list(db, said=said)
    own_skills.add_skill(db, list_id=db.scalars(own).first(), text=w.words())


@verb("put away skill")
def _put_away(w: Dice, db: Any, now: datetime) -> None:
    own_skills.put_away_skill(db, statement_id=w.one(db, Statement).id)


@verb("rename skill")
def _rename(w: Dice, db: Any, now: datetime) -> None:
    own_skills.rename_skill(db, statement_id=w.one(db, Statement).id, text=w.words())


@verb("bring back skill")
def _bring_back(w: Dice, db: Any, now: datetime) -> None:
    away = select(Statement.id).where(Statement.is_put_away == 1, Statement.deleted == 0)
    id = db.scalars(away).first() or w.one(db, Statement).id
    own_skills.bring_back_skill(db, statement_id=id)


@verb("confirm skills list")
def _confirm(w: Dice, db: Any, now: datetime) -> None:
    if w.dice.random() < 0.5:
        version = str(w.dice.randrange(100, 1000))
        said = replace(shipped("eds-2022"), version=version, is_proof_read=False)
        skills_lists.add_list(db, said=said)
    skills_lists.confirm_list(db, list_id=w.one(db, Framework, Framework.is_proof_read == 0).id)


@verb("judge")
def _judge(w: Dice, db: Any, now: datetime) -> None:
    statement_id, step_id = _skill_and_step(w, db)
    person = w.one(db, Person)
    judging.judge(
        db, person_id=person.id, statement_id=statement_id, step_id=step_id, note=w.words(), now=now
    )


@verb("judge class")
def _judge_class(w: Dice, db: Any, now: datetime) -> None:
    statement_id, step_id = _skill_and_step(w, db)
    people = [w.one(db, Person).id, w.one(db, Person).id]
    session = w.one(db, LearningSession)
    judging.judge_class(
        db,
        person_ids=people,
        statement_id=statement_id,
        step_id=step_id,
        session_id=session.id,
        now=now,
    )


@verb("self-check")
def _self_check(w: Dice, db: Any, now: datetime) -> None:
    answers = dict(_skill_and_step(w, db) for _ in range(3))
    judging.check_self(db, person_id=w.one(db, Person).id, answers=answers, now=now)


@verb("cover skills")
def _cover(w: Dice, db: Any, now: datetime) -> None:
    session = w.one(db, LearningSession)
    ids = [w.one(db, Statement).id for _ in range(w.dice.randrange(3))]
    judging.cover_skills(db, session_id=session.id, statement_ids=ids, now=now)


@verb("set goal")
def _set_goal(w: Dice, db: Any, now: datetime) -> None:
    progress.set_goal(db, person_id=w.one(db, Person).id, text=w.words(), now=now)


@verb("reach goal")
def _reach(w: Dice, db: Any, now: datetime) -> None:
    goal = w.one(db, Goal, Goal.reached_on.is_(None))
    progress.reach_goal(db, goal_id=goal.id, now=now)


@verb("plan follow-ups")
def _plan(w: Dice, db: Any, now: datetime) -> None:
    people = list(db.scalars(select(Person.id).where(Person.deleted == 0).limit(2)))
    session = w.one(db, LearningSession)
    progress.plan_follow_ups(db, person_ids=people, ended_on=now.date(), session_id=session.id)


@verb("record outcome")
def _outcome(w: Dice, db: Any, now: datetime) -> None:
    progress.record_outcome(
        db,
        person_id=w.one(db, Person).id,
        outcome=w.dice.choice(list(Outcome)),
        evidence=w.words(),
        now=now,
    )
