"""Skills at a hub: lists come in whole or not at all, judgements add up and are never changed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hubdesk.errors.bringing_in import FileTooBig
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.learning import SessionNotYet
from hubdesk.errors.people import ChoiceUnknown
from hubdesk.errors.records import BuiltOn
from hubdesk.errors.skills import (
    AreaUnknown,
    CodeTwice,
    FollowUpDone,
    FollowUpsThere,
    GoalReached,
    ListDiffers,
    ListThere,
    NotOurList,
    NotSkills,
    ScaleNotRight,
    SeenInFuture,
    SkillPutAway,
    SkillsLack,
    SkillThere,
    SkillTooLong,
    StepOfOtherList,
    TooManySkills,
)
from hubdesk.imports.skills import SkillSaid, read_skills
from hubdesk.messages import explain
from hubdesk.messages.skills import OUTCOMES
from hubdesk.models import Outcome, Seen
from hubdesk.operations import attending, booking, judging, progress, skills_lists
from hubdesk.operations.merging import merge_people
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_series
from hubdesk.queries import held, skills
from hubdesk.queries.class_grid import class_grid
from hubdesk.queries.progress import follow_ups_due, follow_ups_of, goals_of, outcomes_of
from hubdesk.queries.staff import managers
from tests.conftest import SHARED, TODAY, HubBuilder
from tests.skills_verbs import Of, bring_in, shipped

SAMPLES = Path(__file__).parents[1] / "samples"
DIGCOMP = "digcomp3/DigComp_3_0_Data_Supplement_24_Nov_2025__1_.xlsx"


def said_by(change: Any) -> bytes:
    """The invented list with something changed in it."""
    said = json.loads((SAMPLES / "skills-invented.json").read_text("utf-8"))
    change(said)
    return json.dumps(said).encode()


def text_of(error: pytest.ExceptionInfo[Any]) -> str:
    return explain(error.value).text


@pytest.fixture
def eds(hub: HubBuilder) -> Of:
    return Of(bring_in(hub))


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
    found = hub.look(lambda db: skills.skills_of(db, person))
    return next(one for one in found if one.of.id == list_id)


# Lists


def test_the_lists_that_ship_are_whole_or_say_what_is_missing():
    eds, tasks, own = shipped(), shipped("eds-2022"), shipped("own-list")
    counts = {area.code: 0 for area in eds.areas}
    for skill in eds.skills:
        counts[skill.area] += 1
    assert counts == {"F": 9, "C": 12, "H": 10, "T": 8, "P": 7, "S": 13}
    assert not eds.missing
    assert len(tasks.skills) == 8
    assert "life and for work" in tasks.missing
    assert own.is_own
    for said in (eds, tasks, own):
        assert said.source, said.title
        assert said.licence, said.title
        assert [step.is_achieved for step in said.steps] == [False, False, False, True, True]


def test_a_list_that_lacks_something_shows_no_count_out_of_all_of_it(hub: HubBuilder):
    for name in ("eds-2018", "eds-2022", "own-list"):
        bring_in(hub, shipped(name))
    whole = {row.title: row.is_whole for row in hub.look(skills.skills_lists)}
    assert whole == {
        "Essential digital skills": True,
        "Foundation tasks": False,
        "Our own list": False,
    }


@pytest.mark.parametrize("name", ["skills-invented.json", "skills-digcomp-sample.json"])
def test_a_list_of_others_comes_in_with_its_own_scale(hub: HubBuilder, name: str):
    said = read_skills((SAMPLES / name).read_bytes(), name)
    list_id = bring_in(hub, said)
    found = hub.look(lambda db: skills.skills_list(db, list_id))
    assert [step.title for step in found.steps] == [step.title for step in said.steps]
    assert found.total == len(said.skills)
    assert found.of.missing == said.missing


@pytest.mark.real_files
def test_digcomp_comes_in_from_the_workbook_of_its_publisher(hub: HubBuilder):
    list_id = bring_in(hub, read_skills((SHARED / DIGCOMP).read_bytes(), "DigComp.xlsx"))
    found = hub.look(lambda db: skills.skills_list(db, list_id))
    assert (len(found.areas), found.total) == (5, 21)
    steps = ["Not yet", "Basic", "Intermediate", "Advanced", "Highly advanced"]
    assert [step.title for step in found.steps] == steps
    assert "CC BY-SA 4.0" in found.of.licence


def _again(said: Any) -> None:
    said["statements"].append(dict(said["statements"][0]))


def _elsewhere(said: Any) -> None:
    said["statements"][1]["area"] = "TABLETS"


def _set(**facts: Any) -> Any:
    return lambda said: said.update(facts)


BAD = {
    "a code that stands twice": (_again, CodeTwice, "The code P-1 stands twice"),
    "an area that is not there": (_elsewhere, AreaUnknown, "the area “TABLETS”"),
    "no version": (_set(version=""), SkillsLack, "does not say its version"),
    "no statements": (_set(statements=[]), SkillsLack, "statements"),
    "another format": (_set(format="hubdesk skills 9"), NotSkills, "not a list of skills"),
    "a number for words": (_set(title=7), NotSkills, "not a list of skills"),
    "a scale of one step": (_set(scale=[{"title": "Yes"}]), ScaleNotRight, "2 to 9 steps"),
    "a novel for a title": (_set(source="x" * 400), SkillTooLong, "too long"),
    "too many": (_set(statements=[{}] * 1001), TooManySkills, "more than 1000"),
}


@pytest.mark.parametrize("which", BAD)
def test_a_list_that_is_not_right_is_refused_in_words_and_nothing_comes_in(
    hub: HubBuilder, which: str
):
    change, kind, words = BAD[which]
    with pytest.raises(kind) as refusal:
        bring_in(hub, read_skills(said_by(change), "phones.json"))
    assert words in text_of(refusal)
    assert hub.look(skills.skills_lists) == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"a": 1, "a": 2}', b"[" * 9999]
)
def test_a_file_that_is_no_list_is_told(content: bytes):
    with pytest.raises(NotSkills):
        read_skills(content, "phones.json")


def test_ten_megabytes_of_text_are_not_read(hub: HubBuilder):
    with pytest.raises(FileTooBig) as refusal:
        read_skills(said_by(_set(source="x" * 10_000_000)), "phones.json")
    assert "phones.json" in text_of(refusal)


def test_the_same_list_again_changes_nothing(hub: HubBuilder, eds: Of):
    with pytest.raises(ListThere):
        bring_in(hub)
    other = replace(shipped(), skills=(*shipped().skills, SkillSaid("X", "F", "Something else")))
    with pytest.raises(ListDiffers) as refusal:
        bring_in(hub, other)
    assert "What was judged stays" in text_of(refusal)


def test_a_newer_version_of_a_list_in_use_loses_nothing(hub: HubBuilder, eds: Of):
    ada = hub.person("Ada Okafor")
    judge(hub, eds, ada, "EDS18-F1", 3)
    newer = bring_in(hub, replace(shipped(), version="2027"))
    rows = hub.look(skills.skills_lists)
    assert [(row.version, row.is_offered) for row in rows] == [("2027", True), ("2018", False)]
    assert of_person(hub, ada, newer).done == 0
    assert of_person(hub, ada, eds.id).done == 1, "what was judged stays under its version"
    hub.undo()
    assert [(row.version, row.is_offered) for row in hub.look(skills.skills_lists)] == [
        ("2018", True)
    ]


def test_a_list_that_somebody_was_judged_by_is_not_undone(hub: HubBuilder, eds: Of):
    brought = hub.last_txn
    judge(hub, eds, hub.person("Ada Okafor"), "EDS18-F1", 3)
    with pytest.raises(BuiltOn) as refusal:
        hub.undo(brought)
    assert "judged by it since" in text_of(refusal)


def test_our_own_list_grows_and_lists_of_others_do_not(hub: HubBuilder, eds: Of):
    own = bring_in(hub, shipped("own-list"))

    def add(list_id: str, text: str) -> Any:
        return hub.do(
            "add skill", lambda db, _now: skills_lists.add_skill(db, list_id=list_id, text=text)
        )

    made = add(own, "Send a photo to family")
    assert made.code == "HUB-11"
    with pytest.raises(SkillThere):
        add(own, "send a PHOTO to family")
    with pytest.raises(FieldMissing):
        add(own, "  ")
    with pytest.raises(NotOurList) as refusal:
        add(eds.id, "Something of ours")
    assert "Add the skill to our own list" in text_of(refusal)


def test_a_skill_that_was_put_away_is_judged_no_more_and_stays_with_who_could_do_it(
    hub: HubBuilder,
):
    own, ada = Of(bring_in(hub, shipped("own-list"))), hub.person("Ada Okafor")
    judge(hub, own, ada, "HUB-1", 3)
    for _ in range(1):
        hub.do(
            "put away skill",
            lambda db, _now: skills_lists.put_away_skill(db, statement_id=own.skill("HUB-1")),
        )
    with pytest.raises(SkillPutAway):
        judge(hub, own, ada, "HUB-1", 4)
    assert of_person(hub, ada, own.id).total == 10
    assert of_person(hub, hub.person("Bo Li"), own.id).total == 9


# Judging


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
    assert hub.look(lambda db: skills.travelled(db, ada, eds.id)) is None
    places = {"EDS18-F1": 3, "EDS18-F2": 0, "EDS18-F3": 2}
    answers = {eds.skill(code): eds.step(place) for code, place in places.items()}
    hub.do(
        "self-check",
        lambda db, now: judging.check_self(db, person_id=ada, answers=answers, now=now),
    )
    clock.forward(days=60)
    judge(hub, eds, ada, "EDS18-F2", 3)
    judge(hub, eds, ada, "EDS18-F9", 4)
    way = hub.look(lambda db: skills.travelled(db, ada, eds.id))
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


# Goals, and what came of it


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
