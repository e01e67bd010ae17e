"""What is signed off: by whoever saw it, whatever people say of themselves before or since."""

from __future__ import annotations

from typing import Any

import pytest

from hubdesk.errors.privacy import RecordRestricted
from hubdesk.models import RestrictedFor, Seen
from hubdesk.operations import attending, judging
from hubdesk.operations.restricting import restrict_use
from hubdesk.queries import self_check, skills
from hubdesk.queries.class_grid import class_grid
from hubdesk.queries.finished_area import finished_area
from tests.conftest import Clock, HubBuilder
from tests.skills_verbs import Of, bring_in, judge, of_person

NINE = [f"EDS18-F{n}" for n in range(1, 10)]  # the whole of "Getting started"


@pytest.fixture
def eds(hub: HubBuilder) -> Of:
    return Of(bring_in(hub))


def says(hub: HubBuilder, eds: Of, person: str, places: dict[str, int]) -> None:
    answers = {eds.skill(code): eds.step(place) for code, place in places.items()}
    hub.do(
        "self-check",
        lambda db, now: judging.check_self(db, person_id=person, answers=answers, now=now),
    )


def all_now(hub: HubBuilder, eds: Of, code: str, place: int, *people: str) -> Any:
    return hub.do(
        "judge class",
        lambda db, now: judging.judge_class(
            db, person_ids=people, statement_id=eds.skill(code), step_id=eds.step(place), now=now
        ),
    )


def covered(hub: HubBuilder, eds: Of, code: str, person: str) -> str:
    """A session that was about a skill, and that somebody came to."""
    session = hub.session()
    come = {"session_id": session, "person_id": person}
    hub.do("mark", lambda db, now: attending.mark(db, **come, mark="present", now=now))
    ids = [eds.skill(code)]
    hub.do(
        "cover skills",
        lambda db, now: judging.cover_skills(db, session_id=session, statement_ids=ids, now=now),
    )
    return session


def step_of(hub: HubBuilder, eds: Of, person: str, code: str) -> str:
    skill = of_person(hub, person, eds.id).skill(eds.skill(code))
    assert skill is not None
    return skill.step


def test_a_tutors_not_yet_stands_when_the_register_is_finished(hub: HubBuilder, eds: Of):
    ada = hub.person("Ada Okafor")
    session = covered(hub, eds, "EDS18-F1", ada)
    judge(hub, eds, ada, "EDS18-F1", 0)
    hub.do(
        "finish register",
        lambda db, now: attending.finish_register(db, session_id=session, now=now),
    )
    assert step_of(hub, eds, ada, "EDS18-F1") == "Not yet"


def test_who_said_that_they_cannot_do_it_works_on_it_once_a_session_was_about_it(
    hub: HubBuilder, eds: Of
):
    ada = hub.person("Ada Okafor")
    says(hub, eds, ada, {"EDS18-F1": 0})
    covered(hub, eds, "EDS18-F1", ada)
    assert step_of(hub, eds, ada, "EDS18-F1") == "Working on it"


def test_everybody_now_alone_signs_off_who_only_said_so_themselves(hub: HubBuilder, eds: Of):
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    says(hub, eds, ada, {"EDS18-F1": 3})
    judge(hub, eds, bo, "EDS18-F1", 4)
    assert all_now(hub, eds, "EDS18-F1", 3, ada, bo) == [ada]
    [newest, _] = hub.look(lambda db: skills.judged(db, ada, eds.skill("EDS18-F1")))
    assert newest.method == Seen.OBSERVED


def test_everybody_now_with_help_takes_nobody_back_who_said_more(hub: HubBuilder, eds: Of):
    ada = hub.person("Ada Okafor")
    says(hub, eds, ada, {"EDS18-F1": 3})
    assert all_now(hub, eds, "EDS18-F1", 2, ada) == []


def test_a_later_self_check_undoes_no_sign_off_and_still_counts_for_the_way(
    hub: HubBuilder, eds: Of, clock: Clock
):
    ada, session = hub.person("Ada Okafor"), hub.session()
    come = {"session_id": session, "person_id": ada}
    hub.do("mark", lambda db, now: attending.mark(db, **come, mark="present", now=now))
    says(hub, eds, ada, dict.fromkeys(NINE, 1))
    clock.forward(days=7)
    for code in NINE:
        judge(hub, eds, ada, code, 3)
    clock.forward(days=30)
    says(hub, eds, ada, {"EDS18-F1": 2})
    first = eds.skill("EDS18-F1")
    shown = of_person(hub, ada, eds.id)
    assert (shown.done, shown.signed, shown.areas[0].is_finished) == (9, 9, True)
    assert hub.look(lambda db: finished_area(db, ada, first)) is not None
    assert hub.look(lambda db: class_grid(db, session)).places[ada, first] == 3
    way = hub.look(lambda db: self_check.travelled(db, ada, eds.id))
    assert (way.then, way.now) == (0, 8)


def test_a_tutor_who_looks_again_may_take_a_sign_off_back(hub: HubBuilder, eds: Of, clock: Clock):
    ada = hub.person("Ada Okafor")
    judge(hub, eds, ada, "EDS18-F1", 3)
    clock.forward(days=30)
    judge(hub, eds, ada, "EDS18-F1", 2)
    assert step_of(hub, eds, ada, "EDS18-F1") == "With help"


def test_no_area_is_finished_by_what_somebody_says_of_themselves(hub: HubBuilder, eds: Of):
    ada = hub.person("Ada Okafor")
    says(hub, eds, ada, dict.fromkeys(NINE, 3))
    shown = of_person(hub, ada, eds.id)
    assert (shown.done, shown.signed, shown.areas[0].is_finished) == (9, 0, False)


def test_nothing_is_written_about_somebody_whose_record_is_not_used(hub: HubBuilder, eds: Of):
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    hub.do(
        "restrict use",
        lambda db, now: restrict_use(db, person_id=ada, ground=RestrictedFor.ACCURACY, now=now),
    )
    with pytest.raises(RecordRestricted):
        judge(hub, eds, ada, "EDS18-F1", 3)
    with pytest.raises(RecordRestricted):
        says(hub, eds, ada, {"EDS18-F1": 3})
    assert all_now(hub, eds, "EDS18-F1", 3, ada, bo) == [bo], "the class goes on without them"
    covered(hub, eds, "EDS18-F2", ada)
    assert hub.look(lambda db: skills.judged(db, ada, eds.skill("EDS18-F2"))) == []
