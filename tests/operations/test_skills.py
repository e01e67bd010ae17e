"""Judging: what is seen is added and never changed, and the newest holds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hubdesk.errors.learning import SessionNotYet
from hubdesk.errors.people import ChoiceUnknown
from hubdesk.errors.skills import (
    SeenInFuture,
    StepOfOtherList,
)
from hubdesk.imports.skills import read_skills
from hubdesk.models import Seen
from hubdesk.operations import attending, booking, judging
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_series
from hubdesk.queries import self_check, skills
from hubdesk.queries.class_grid import class_grid
from hubdesk.queries.staff import managers
from tests.conftest import TODAY, HubBuilder
from tests.skills_verbs import Of, bring_in, judge, of_person, shipped

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture
def eds(hub: HubBuilder) -> Of:
    return Of(bring_in(hub))


def test_judgements_keep_who_when_how_and_with_or_without_help(
    hub: HubBuilder, eds: Of, clock: Any
):
    ada = hub.person("Ada Okafor")
    judge(hub, eds, ada, "EDS18-F1", 2, method=Seen.SELF)
    clock.forward(days=7)
    amira = hub.look(lambda db: managers(db)[0])
    judge(hub, eds, ada, "EDS18-F1", 3, by=amira.id, note="At the library")
    rows = hub.look(lambda db: skills.judged(db, ada, eds.skill("EDS18-F1")))
    assert [(row.step, row.method, row.with_help, row.who, row.note) for row in rows] == [
        ("Alone", "seen", False, "Amira Khan", "At the library"),
        ("With help", "said themselves", True, "", ""),
    ]
    assert rows[1].judged_on == TODAY


def test_what_was_seen_last_week_and_typed_today_does_not_outdo_what_was_seen_since(
    hub: HubBuilder, eds: Of
):
    ada = hub.person("Ada Okafor")
    judge(hub, eds, ada, "EDS18-F1", 3)
    judge(hub, eds, ada, "EDS18-F1", 1, on=TODAY - timedelta(days=7))
    assert of_person(hub, ada, eds.id).done == 1


def test_an_area_is_finished_when_each_of_its_skills_can_be_done_and_not_before(
    hub: HubBuilder, eds: Of
):
    ada = hub.person("Ada Okafor")
    for n in range(1, 10):
        assert not of_person(hub, ada, eds.id).areas[0].is_finished
        judge(hub, eds, ada, f"EDS18-F{n}", 3 + n % 2)
    assert of_person(hub, ada, eds.id).areas[0].is_finished
    judge(hub, eds, ada, "EDS18-F9", 2)
    assert not of_person(hub, ada, eds.id).areas[0].is_finished, "it is asked for, never kept"


def test_an_area_whose_list_lacks_statements_is_never_finished(hub: HubBuilder):
    said = read_skills((SAMPLES / "skills-invented.json").read_bytes(), "x")
    phones, ada = Of(bring_in(hub, said)), hub.person("Ada Okafor")
    judge(hub, phones, ada, "P-3", 2)
    assert [area.is_finished for area in of_person(hub, ada, phones.id).areas] == [False, False]


def test_each_list_has_a_scale_of_its_own(hub: HubBuilder, eds: Of):
    own, ada = Of(bring_in(hub, shipped("own-list"))), hub.person("Ada Okafor")
    with pytest.raises(StepOfOtherList):
        hub.do(
            "judge",
            lambda db, now: judging.judge(
                db,
                person_id=ada,
                statement_id=eds.skill("EDS18-F1"),
                step_id=own.step(3),
                now=now,
            ),
        )


def test_nobody_has_seen_what_is_on_a_later_day(hub: HubBuilder, eds: Of):
    with pytest.raises(SeenInFuture):
        judge(hub, eds, hub.person("Ada Okafor"), "EDS18-F1", 3, on=TODAY + timedelta(days=1))
    with pytest.raises(ChoiceUnknown):
        judge(hub, eds, hub.person("Bo Li"), "EDS18-F1", 3, method="guessed")


def test_a_column_moves_on_who_is_behind_and_takes_nobody_back(hub: HubBuilder, eds: Of):
    ada, bo, cy = (hub.person(name) for name in ("Ada Okafor", "Bo Li", "Cy Brown"))
    judge(hub, eds, ada, "EDS18-F1", 4)
    judge(hub, eds, bo, "EDS18-F1", 1)
    moved = hub.do(
        "judge class",
        lambda db, now: judging.judge_class(
            db,
            person_ids=[ada, bo, cy],
            statement_id=eds.skill("EDS18-F1"),
            step_id=eds.step(3),
            now=now,
        ),
    )
    assert moved == [bo, cy]
    steps = [of_person(hub, one, eds.id).skill(eds.skill("EDS18-F1")) for one in (ada, bo, cy)]
    assert [row.step for row in steps if row] == ["Helps others", "Alone", "Alone"]
    hub.undo()
    assert of_person(hub, cy, eds.id).skill(eds.skill("EDS18-F1")).step == ""  # type: ignore[union-attr]


def test_distance_is_counted_from_the_first_self_check_over_what_was_asked_then(
    hub: HubBuilder, eds: Of, clock: Any
):
    ada = hub.person("Ada Okafor")
    assert hub.look(lambda db: self_check.travelled(db, ada, eds.id)) is None
    places = {"EDS18-F1": 3, "EDS18-F2": 0, "EDS18-F3": 2}
    answers = {eds.skill(code): eds.step(place) for code, place in places.items()}
    hub.do(
        "self-check",
        lambda db, now: judging.check_self(db, person_id=ada, answers=answers, now=now),
    )
    clock.forward(days=60)
    judge(hub, eds, ada, "EDS18-F2", 3)
    judge(hub, eds, ada, "EDS18-F9", 4)
    way = hub.look(lambda db: self_check.travelled(db, ada, eds.id))
    assert (way.first_on, way.asked, way.then, way.now, way.steps) == (TODAY, 3, 1, 2, 3)


def test_a_skill_covered_in_a_session_is_worked_on_by_who_came_and_never_signed_off(
    hub: HubBuilder, eds: Of
):
    session = hub.session()
    ada, bo, cy = hub.book(session, "Ada Okafor", "Bo Li", "Cy Brown")
    judge(hub, eds, bo, "EDS18-F6", 3)
    for person, mark in ((ada, "present"), (bo, "late"), (cy, "absent")):
        hub.do(
            "mark",
            lambda db, now, p=person, m=mark: attending.mark(
                db, session_id=session, person_id=p, mark=m, now=now
            ),
        )
    hub.do(
        "cover skills",
        lambda db, now: judging.cover_skills(
            db, session_id=session, statement_ids=[eds.skill("EDS18-F6")], now=now
        ),
    )
    steps = [of_person(hub, one, eds.id).skill(eds.skill("EDS18-F6")) for one in (ada, bo, cy)]
    assert [row.step for row in steps if row] == ["Working on it", "Alone", ""]


def test_a_session_to_come_has_covered_nothing(hub: HubBuilder, eds: Of):
    session = hub.session(held_on=TODAY + timedelta(days=1))
    with pytest.raises(SessionNotYet):
        hub.do(
            "cover skills",
            lambda db, now: judging.cover_skills(
                db, session_id=session, statement_ids=[eds.skill("EDS18-F6")], now=now
            ),
        )


def course(hub: HubBuilder) -> tuple[str, list[str]]:
    """A course of three weeks with two people in it; the id of its first session."""
    from datetime import time

    facts = SessionFacts(
        title="Get online", kind="course", held_on=TODAY, starts=time(10), ends=time(12)
    )
    made = hub.do(
        "plan session",
        lambda db, now: plan_series(db, facts=facts, repeats="weekly", times=3, now=now),
    )
    people = [hub.person(name) for name in ("Zoe Adams", "Ada Okafor")]
    for person in people:
        hub.do(
            "book place",
            lambda db, now, p=person: booking.book_series(
                db, person_id=p, series_id=made.series_id, now=now
            ),
        )
    return made.session_ids[0], people


def test_the_class_page_has_everybody_of_the_course_and_the_skills_it_covered(
    hub: HubBuilder, eds: Of
):
    session, (zoe, _) = course(hub)
    walked_in = hub.person("Walt In")
    hub.do(
        "mark",
        lambda db, now: attending.mark(
            db, session_id=session, person_id=walked_in, mark="present", now=now
        ),
    )
    judge(hub, eds, zoe, "EDS18-F6", 2)
    grid = hub.look(lambda db: class_grid(db, session))
    assert [(one.name, one.came) for one in grid.people] == [
        ("Ada Okafor", 0),
        ("Walt In", 1),
        ("Zoe Adams", 0),
    ]
    assert (len(grid.skills), grid.sessions) == (59, 3)
    hub.do(
        "cover skills",
        lambda db, now: judging.cover_skills(
            db,
            session_id=session,
            statement_ids=[eds.skill("EDS18-F6"), eds.skill("EDS18-S-09")],
            now=now,
        ),
    )
    grid = hub.look(lambda db: class_grid(db, session))
    assert [one.code for one in grid.skills] == ["EDS18-F6", "EDS18-S-09"]
    assert [one.starts_area for one in grid.skills] == ["Getting started", "Being safe online"]
    assert grid.places[zoe, eds.skill("EDS18-F6")] == 2
    whole = hub.look(lambda db: class_grid(db, session, only_covered=False))
    assert len(whole.skills) == 59


def test_who_was_marked_as_not_there_is_told_from_who_was_not_marked_yet(hub: HubBuilder, eds: Of):
    session, (zoe, ada) = course(hub)
    for person, mark in ((zoe, "told us"), (hub.person("Walt In"), "late")):
        hub.do(
            "mark",
            lambda db, now, person=person, mark=mark: attending.mark(
                db, session_id=session, person_id=person, mark=mark, now=now
            ),
        )
    grid = hub.look(lambda db: class_grid(db, session))
    assert [one.name for one in grid.people if one.missed] == ["Zoe Adams"]
    assert [one.id for one in grid.people if not one.missed and not one.came] == [ada]


def test_whoever_is_marked_after_the_skills_were_ticked_works_on_them_once_it_is_finished(
    hub: HubBuilder, eds: Of
):
    session, ada = hub.session(), hub.person("Ada Okafor")
    ids = [eds.skill("EDS18-F6")]
    hub.do(
        "cover skills",
        lambda db, now: judging.cover_skills(db, session_id=session, statement_ids=ids, now=now),
    )
    come = {"session_id": session, "person_id": ada}
    hub.do("mark", lambda db, now: attending.walk_in(db, **come, now=now))
    hub.do(
        "finish register",
        lambda db, now: attending.finish_register(db, session_id=session, now=now),
    )
    skill = of_person(hub, ada, eds.id).skill(ids[0])
    assert skill is not None
    assert skill.step == "Working on it"
    hub.undo()
    assert not of_person(hub, ada, eds.id).is_begun
