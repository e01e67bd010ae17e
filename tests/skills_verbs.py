"""Every verb of skills with something to do, for the tests that undo each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from hubdesk.ids import pair_id
from hubdesk.imports.skills import SkillsList, read_skills
from hubdesk.operations import attending, judging, own_skills, progress, skills_lists
from hubdesk.paths import resource
from hubdesk.queries import skills
from tests.conftest import TODAY, HubBuilder


def shipped(name: str = "eds-2018") -> SkillsList:
    """A list that HubDesk ships."""
    path = resource(f"frameworks/{name}.json")
    return read_skills(path.read_bytes(), path.name)


def bring_in(hub: HubBuilder, said: SkillsList | None = None) -> str:
    """The id of a list, brought in."""
    said = said or shipped()
    hub.do("add skills list", lambda db, _now: skills_lists.add_list(db, said=said))
    return skills_lists.framework_id(said.key, said.version)


class Of:
    """Ids of one list by what they are called in it."""

    def __init__(self, list_id: str) -> None:
        self.id = list_id

    def skill(self, code: str) -> str:
        return pair_id("statement", self.id, code)

    def step(self, place: int) -> str:
        return pair_id("scale_step", self.id, str(place))


def judge(hub: HubBuilder, eds: Of, person: str, code: str, place: int, **facts: Any) -> Any:
    return hub.do(
        "judge",
        lambda db, now: judging.judge(
            db,
            person_id=person,
            statement_id=eds.skill(code),
            step_id=eds.step(place),
            now=now,
            **facts,
        ),
    )


def of_person(hub: HubBuilder, person: str, list_id: str) -> skills.Skills:
    found: tuple[skills.Skills, ...] = hub.look(lambda db: skills.skills_of(db, person))
    return next(one for one in found if one.of.id == list_id)


class Skilled:
    """A session somebody came to, lists of skills, a goal and a day to ask."""

    def __init__(self, hub: HubBuilder, person_id: str) -> None:
        self.person = person_id
        self.eds, self.own = Of(bring_in(hub)), Of(bring_in(hub, shipped("own-list")))
        away = self.own.skill("HUB-2")
        hub.do("put away skill", lambda db, _now: own_skills.put_away_skill(db, statement_id=away))
        self.session = hub.session("Skills", starts=time(17), ends=time(18))
        come = {"session_id": self.session, "person_id": person_id}
        hub.do("sign in", lambda db, now: attending.sign_in(db, **come, now=now))
        self.goal = hub.do(
            "set goal",
            lambda db, now: progress.set_goal(db, person_id=person_id, text="Video calls", now=now),
        ).id


Verb = Callable[[Skilled, Any, Any], Any]
OF_SKILLS: dict[str, Verb] = {
    "self-check": lambda s, db, now: judging.check_self(
        db,
        person_id=s.person,
        answers={s.eds.skill(f"EDS18-F{n}"): s.eds.step(n % 4) for n in range(1, 10)},
        now=now,
    ),
    "judge": lambda s, db, now: judging.judge(
        db,
        person_id=s.person,
        statement_id=s.eds.skill("EDS18-F1"),
        step_id=s.eds.step(3),
        note="Without a word",
        on=TODAY,
        now=now,
    ),
    "judge class": lambda s, db, now: judging.judge_class(
        db,
        person_ids=[s.person],
        statement_id=s.eds.skill("EDS18-F2"),
        step_id=s.eds.step(2),
        session_id=s.session,
        now=now,
    ),
    "cover skills": lambda s, db, now: judging.cover_skills(
        db, session_id=s.session, statement_ids=[s.eds.skill("EDS18-F6")], now=now
    ),
    "set goal": lambda s, db, now: progress.set_goal(
        db, person_id=s.person, text="Order a prescription", now=now
    ),
    "reach goal": lambda s, db, now: progress.reach_goal(db, goal_id=s.goal, now=now),
    "plan follow-ups": lambda s, db, now: progress.plan_follow_ups(
        db, person_ids=[s.person], ended_on=TODAY, session_id=s.session
    ),
    "record outcome": lambda s, db, now: progress.record_outcome(
        db, person_id=s.person, outcome="EMP2", how="by phone", evidence="A bakery", now=now
    ),
    "add skills list": lambda s, db, now: skills_lists.add_list(db, said=shipped("eds-2022")),
    "offer skills list": lambda s, db, now: skills_lists.offer_list(
        db, list_id=s.own.id, is_offered=False
    ),
    "add skill": lambda s, db, now: own_skills.add_skill(
        db, list_id=s.own.id, text="Send a photo to family"
    ),
    "put away skill": lambda s, db, now: own_skills.put_away_skill(
        db, statement_id=s.own.skill("HUB-1")
    ),
    "rename skill": lambda s, db, now: own_skills.rename_skill(
        db, statement_id=s.own.skill("HUB-3"), text="Order a repeat prescription online"
    ),
    "bring back skill": lambda s, db, now: own_skills.bring_back_skill(
        db, statement_id=s.own.skill("HUB-2")
    ),
    "confirm skills list": lambda s, db, now: skills_lists.confirm_list(db, list_id=s.eds.id),
}
