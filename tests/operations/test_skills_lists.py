"""Lists of skills: whole or not at all, in versions, and one that the hub adds to."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hubdesk.errors.bringing_in import FileTooBig
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.records import BuiltOn
from hubdesk.errors.skills import (
    AreaUnknown,
    CodeTwice,
    ListConfirmed,
    ListDiffers,
    ListThere,
    NotOurList,
    NotSkills,
    ScaleNotRight,
    SkillPutAway,
    SkillsLack,
    SkillThere,
    SkillTooLong,
    TooManySkills,
)
from hubdesk.imports.skills import SkillSaid, read_skills
from hubdesk.messages import explain
from hubdesk.operations import own_skills, skills_lists
from hubdesk.queries import skills
from hubdesk.queries.skills_lists import own_skills as own_skills_here
from tests.conftest import SHARED, HubBuilder
from tests.skills_verbs import Of, bring_in, judge, of_person, shipped

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


def test_the_lists_that_ship_are_whole_or_say_what_is_missing():
    eds, tasks, own = shipped(), shipped("eds-2022"), shipped("own-list")
    counts = {area.code: 0 for area in eds.areas}
    for skill in eds.skills:
        counts[skill.area] += 1
    assert counts == {"F": 9, "C": 12, "H": 10, "T": 8, "P": 7, "S": 13}
    assert not eds.missing
    assert not eds.is_proof_read, "nobody has compared it with the page of its source yet"
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
    invented = read_skills((SAMPLES / "skills-invented.json").read_bytes(), "x")
    bring_in(hub, replace(invented, missing=""))
    whole = {row.title: row.is_whole for row in hub.look(skills.skills_lists)}
    assert whole == {
        "Essential digital skills": False,
        "Foundation tasks": False,
        "Our own list": False,
        "Phones step by step": True,
    }


def test_a_list_that_nobody_compared_with_its_source_shows_no_count_until_a_manager_did(
    hub: HubBuilder, eds: Of
):
    def shown() -> Any:
        return hub.look(lambda db: skills.skills_list(db, eds.id))

    assert (shown().of.is_whole, shown().areas[0].has_count) == (False, False)
    hub.do("confirm skills list", lambda db, _now: skills_lists.confirm_list(db, list_id=eds.id))
    assert (shown().of.is_whole, shown().areas[0].has_count) == (True, True)
    with pytest.raises(ListConfirmed):
        hub.do("confirm skills list", lambda db, _: skills_lists.confirm_list(db, list_id=eds.id))
    hub.undo()
    assert not shown().of.is_whole


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


def test_what_is_wrong_in_a_file_is_told_with_its_line():
    said = (SAMPLES / "skills-invented.json").read_text("utf-8")
    for old, new, kind, line in (
        ('"P-2"', '"P-1"', CodeTwice, 22),
        ('"P-2", "area": "CALL"', '"P-2", "area": "TABLETS"', AreaUnknown, 22),
        ("Save a number with its name", "Save " * 90, SkillTooLong, 22),
        ('"text": "Save a number with its name"', '"text": ""', SkillsLack, 22),
        ('"areas": [', '"areas": ', NotSkills, 18),
    ):
        with pytest.raises(kind) as refusal:
            read_skills(said.replace(old, new).encode(), "phones.json")
        assert f"It is in line {line}." in text_of(refusal), kind


def test_a_skill_of_our_own_is_worded_better_put_away_and_brought_back(hub: HubBuilder):
    own, ada = Of(bring_in(hub, shipped("own-list"))), hub.person("Ada Okafor")
    judge(hub, own, ada, "HUB-3", 3)

    def do(verb: str, code: str, **said: Any) -> Any:
        name = verb.replace(" ", "_")
        work = getattr(own_skills, name)
        return hub.do(verb, lambda db, _now: work(db, statement_id=own.skill(code), **said))

    do("rename skill", "HUB-3", text="Order a repeat prescription online")
    skill = of_person(hub, ada, own.id).skill(own.skill("HUB-3"))
    assert skill is not None
    assert (skill.text, skill.is_achieved) == ("Order a repeat prescription online", True)
    with pytest.raises(SkillThere):
        do("rename skill", "HUB-4", text="order a REPEAT prescription online")
    do("put away skill", "HUB-4")
    do("bring back skill", "HUB-4")
    with pytest.raises(SkillThere):
        do("bring back skill", "HUB-4")
    here = hub.look(lambda db: own_skills_here(db, own.id))
    assert [one.is_put_away for one in here] == [False] * 10
    assert [one.is_used for one in here if one.text.startswith("Order")] == [True]


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
            "add skill", lambda db, _now: own_skills.add_skill(db, list_id=list_id, text=text)
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
            lambda db, _now: own_skills.put_away_skill(db, statement_id=own.skill("HUB-1")),
        )
    with pytest.raises(SkillPutAway):
        judge(hub, own, ada, "HUB-1", 4)
    assert of_person(hub, ada, own.id).total == 10
    assert of_person(hub, hub.person("Bo Li"), own.id).total == 9
