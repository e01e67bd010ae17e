"""What people aim for, what came of learning, and when they are asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hubdesk.errors.records import NotFound
from hubdesk.errors.skills import (
    FollowUpDone,
    FollowUpsThere,
    GoalReached,
)
from hubdesk.messages.skills import OUTCOMES
from hubdesk.models import Outcome
from hubdesk.operations import progress
from hubdesk.operations.merging import merge_people
from hubdesk.queries import held
from hubdesk.queries.progress import follow_ups_due, follow_ups_of, goals_of, outcomes_of
from tests.conftest import TODAY, HubBuilder
from tests.skills_verbs import Of, bring_in, judge, of_person


@pytest.fixture
def eds(hub: HubBuilder) -> Of:
    return Of(bring_in(hub))


def test_a_goal_is_reached_once(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    goal = hub.do(
        "set goal",
        lambda db, now: progress.set_goal(db, person_id=ada, text="Call my sister", now=now),
    )

    def reach() -> Any:
        return hub.do(
            "reach goal", lambda db, now: progress.reach_goal(db, goal_id=goal.id, now=now)
        )

    reach()
    with pytest.raises(GoalReached):
        reach()
    assert [(row.text, row.reached_on) for row in hub.look(lambda db: goals_of(db, ada))] == [
        ("Call my sister", TODAY)
    ]


def test_every_outcome_has_words_and_its_code_is_one_of_the_individualised_learner_record():
    assert {outcome.value for outcome in Outcome} == OUTCOMES.keys()
    record = "EMP1 EMP2 EMP4 EMP5 NPE1 NPE2 EDU1 EDU2 EDU3 EDU4 EDU5 EDU6 VOL1 GAP1 OTH1 OTH3 OTH4"
    assert OUTCOMES.keys() <= set(record.split())


def ended(hub: HubBuilder, *people: str, **facts: Any) -> int:
    return int(
        hub.do(
            "plan follow-ups",
            lambda db, _now: progress.plan_follow_ups(
                db, person_ids=people, ended_on=TODAY, **facts
            ),
        )
    )


def answer(hub: HubBuilder, person: str, outcome: str, **facts: Any) -> Any:
    return hub.do(
        "record outcome",
        lambda db, now: progress.record_outcome(
            db, person_id=person, outcome=outcome, now=now, **facts
        ),
    )


def test_people_are_asked_at_the_end_after_three_and_after_six_months(hub: HubBuilder, clock: Any):
    ada = hub.person("Ada Okafor")
    assert ended(hub, ada) == 3
    days = [row.due_on.isoformat() for row in hub.look(lambda db: follow_ups_of(db, ada))]
    assert days == ["2026-11-24", "2027-02-24", "2027-05-24"]
    with pytest.raises(FollowUpsThere):
        ended(hub, ada)
    due = hub.look(lambda db: follow_ups_due(db, TODAY))
    assert ([row.who for row in due[0]], due[1]) == (["Ada O."], 1)
    answer(hub, ada, "NPE1")
    assert hub.look(lambda db: follow_ups_due(db, TODAY))[1] == 0, "an answer ticks it off"
    later = TODAY + timedelta(days=200)
    assert hub.look(lambda db: follow_ups_due(db, later))[1] == 2


def test_a_follow_up_is_answered_once_and_its_answer_can_be_undone(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    ended(hub, ada)
    [row], _ = hub.look(lambda db: follow_ups_due(db, TODAY))
    answer(hub, ada, "OTH3", follow_up_id=row.id)
    with pytest.raises(FollowUpDone):
        answer(hub, ada, "EMP1", follow_up_id=row.id)
    [said] = hub.look(lambda db: outcomes_of(db, ada))
    assert (said.outcome, said.starts_on) == ("OTH3", None), "nobody was found, so it has no start"
    answered = hub.last_txn
    hub.undo(answered)
    assert hub.look(lambda db: follow_ups_due(db, TODAY))[1] == 1


def test_nobody_answers_what_somebody_else_is_to_be_asked(hub: HubBuilder):
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    ended(hub, ada)
    [row], _ = hub.look(lambda db: follow_ups_due(db, TODAY))
    with pytest.raises(NotFound):
        answer(hub, bo, "EMP1", follow_up_id=row.id)
    assert hub.look(lambda db: outcomes_of(db, bo)) == []
    assert hub.look(lambda db: follow_ups_due(db, TODAY))[1] == 1


def test_two_records_of_one_person_are_asked_once(hub: HubBuilder, eds: Of):
    one, other = hub.person("Ada Okafor"), hub.person("Ada Okafor", phone="0121 496 0003")
    ended(hub, one, other)
    judge(hub, eds, other, "EDS18-F1", 3)
    hub.do("merge people", lambda db, now: merge_people(db, from_id=other, to_id=one, now=now))
    assert len(hub.look(lambda db: follow_ups_of(db, one))) == 3
    assert of_person(hub, one, eds.id).done == 1
    hub.undo()
    assert of_person(hub, one, eds.id).done == 0


def test_all_that_is_held_on_somebody_holds_their_skills(hub: HubBuilder, eds: Of):
    ada = hub.person("Ada Okafor")
    judge(hub, eds, ada, "EDS18-F1", 3, note="At the library")
    ended(hub, ada)
    answer(hub, ada, "EMP2", evidence="A bakery")
    rows = hub.look(lambda db: held.held_on(db, ada)).of(["judgement", "destination", "follow_up"])
    values = [str(fact.value) for row in rows for fact in row.facts]
    for value in ("Switch a device on", "Alone", "At the library", "EMP2", "A bakery"):
        assert value in values
