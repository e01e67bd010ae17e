"""Targets and their pace, saved reports, reports of others, stories that may be told on."""

from __future__ import annotations

import json
from datetime import date

import pytest

from hubdesk.errors.figures import (
    IndicatorUnknown,
    PeriodBackwards,
    StoryTakenBack,
    TemplateNotRight,
    TemplateThere,
    TemplateUnknown,
)
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.errors.records import BuiltOn
from hubdesk.models import ReportTemplate
from hubdesk.operations.consulting import value_gift
from hubdesk.operations.report_keeping import keep_report
from hubdesk.operations.reporting import add_template, save_report, set_target
from hubdesk.operations.stories import agree_to_story, take_back_story, tell_story
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import (
    Figure,
    figures_of,
    shipped_templates,
    target_rows,
    template_of,
    templates,
)
from hubdesk.queries.publishing import told
from tests.conftest import HubBuilder
from tests.reporting_verbs import a_template

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def target(hub: HubBuilder, amount: int, period: Period = YEAR, **facts: str) -> str:
    facts = {"indicator": "loans"} | facts
    made = hub.do(
        "set target", lambda db, now: set_target(db, amount=amount, period=period, **facts)
    )
    return str(made.id)


def figure(hub: HubBuilder, code: str = "loans", key: str = "hub") -> Figure:
    template = hub.look(lambda db: template_of(db, key))
    made = hub.look(lambda db: figures_of(db, NOVEMBER, template=template, now=hub.clock()))
    return made.figure(code)


def test_a_target_counts_from_its_own_first_day_and_says_what_was_due_by_now(hub: HubBuilder):
    target(hub, 365)
    for name in ("Ada", "Bo"):
        hub.lend(hub.person(name), hub.device())
    found = figure(hub).target
    assert found is not None
    assert (found.amount, found.reached) == (365, 2)
    assert found.pace == 328  # of 365 days, up to today and not to the end of the month


def test_a_target_of_a_fund_is_not_the_hubs_and_a_new_one_takes_its_place(hub: HubBuilder):
    target(hub, 365)
    target(hub, 90)
    assert [row.amount for row in hub.look(target_rows)] == [90]
    assert figure(hub, "visits").target is None


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"amount": 0}, NumberNotRight),  # it would be reached before anybody came
        ({"amount": 5, "indicator": "moons"}, IndicatorUnknown),
        ({"amount": 5, "period": Period(date(2026, 2, 1), date(2026, 1, 1))}, PeriodBackwards),
    ],
)
def test_a_target_that_says_nothing_is_refused(hub: HubBuilder, facts, refusal):
    with pytest.raises(refusal):
        target(hub, **facts)


def test_a_report_that_asks_for_what_nobody_can_count_is_refused_by_name(hub: HubBuilder):
    said = json.loads(a_template(key="ours"))
    said["sections"][0]["indicators"] = ["people", "moons"]
    with pytest.raises(IndicatorUnknown) as refusal:
        hub.do("x", lambda db, now: add_template(db, text=json.dumps(said), name="ours.json"))
    assert refusal.value.code == "moons"
    for broken in ("{", "[]", '{"key": "ours"}', "\x00", "[" * 100_000):
        with pytest.raises(TemplateNotRight):
            hub.do("x", lambda db, now, t=broken: add_template(db, text=t, name="ours.json"))


@pytest.mark.parametrize(
    "slip",
    [
        {"key": " "}, {"title": ""}, {"version": 0}, {"sections": []}, {"lists": ["storys"]},
        {"sections": [{"code": "a", "title": "A", "indicators": ["visits"]}] * 2},
        {"key": "../ward"}, {"version": 10**30}, {"format": "hubdesk report 2"},
        {"version": float("inf")}, {"title": "Ward \ud800"}, {"title": "W" * 101},
        {"title": "Ward\u0000report"},
        {"sections": [{"code": "a", "title": "A\u0007", "indicators": ["visits"]}]},
    ],
    ids=str,
)  # fmt: skip
def test_a_report_without_a_name_or_parts_or_with_a_list_nobody_knows_is_refused(
    hub: HubBuilder, slip: dict[str, object]
):
    """Such a file came in, and stood in the list of reports without a name, or told nothing."""
    text = json.dumps(json.loads(a_template(2, "ward")) | slip)
    with pytest.raises(TemplateNotRight):
        hub.do("x", lambda db, now: add_template(db, text=text, name="ward.json"))


def test_a_newer_version_is_offered_and_the_older_can_still_be_read(hub: HubBuilder):
    with pytest.raises(TemplateThere):
        hub.do("x", lambda db, now: add_template(db, text=a_template(1), name="a.json"))
    hub.do(
        "add report template",
        lambda db, now: add_template(db, text=a_template(7), name="a.json"),
    )
    assert hub.look(lambda db: {t.key: t.version for t in templates(db)})["hub"] == 7
    assert hub.look(lambda db: template_of(db, "hub", 1)) == shipped_templates()[0]
    with pytest.raises(TemplateUnknown):
        hub.look(lambda db: template_of(db, "moon"))


@pytest.mark.parametrize("slip", ['"visits"', '"hubdesk report 1"'])
def test_a_report_that_only_a_newer_desk_can_read_leaves_the_others_here(
    hub: HubBuilder, slip: str
):
    """It came with what that desk sent, and no report at all could be made on this one."""
    body = a_template(1, "ward").replace(slip, slip.replace("s", "z"))
    theirs = ReportTemplate(key="ward", version=1, title="Ward", body=body)
    hub.do("add report template", lambda db, _now: db.add(theirs))
    assert hub.look(templates) == shipped_templates()
    assert hub.look(lambda db: template_of(db, "hub")) == shipped_templates()[0]


def test_another_report_of_the_same_name_and_version_is_refused(hub: HubBuilder):
    """It was taken, said to be in, and never offered: the one that ships stood before it."""
    other = json.loads(a_template(1)) | {"title": "Our own"}
    with pytest.raises(TemplateThere) as refusal:
        hub.do("x", lambda db, now: add_template(db, text=json.dumps(other), name="a.json"))
    assert (refusal.value.title, refusal.value.version) == ("Monthly report", 1)


def test_a_report_that_was_made_or_saved_since_is_not_taken_back(hub: HubBuilder):
    """Its copy in Past reports could not say any more what has changed since."""
    hub.do("add report template", lambda db, now: add_template(
        db, text=a_template(1, "ours"), name="a.json"))  # fmt: skip
    brought = hub.last_txn
    hub.do("save report", lambda db, _: save_report(db, name="Ours", template_key="ours"))
    saved = hub.last_txn
    with pytest.raises(BuiltOn) as refusal:
        hub.undo(brought)
    assert refusal.value.tag == "Ours"
    hub.undo(saved)

    def make(db, now):
        ours = next(one for one in templates(db) if one.key == "ours")
        found = told(db, template=ours, period=NOVEMBER, now=now)
        return keep_report(db, found, how="print", now=now)

    hub.do("make report", make)
    with pytest.raises(BuiltOn) as refusal:
        hub.undo(brought)
    assert refusal.value.what == "report_made"


def test_a_saved_report_has_a_name_and_a_template_that_is_here(hub: HubBuilder):
    for facts, refusal in (
        ({"name": " ", "template_key": "hub"}, FieldMissing),
        ({"name": "A", "template_key": "moon"}, TemplateUnknown),
        ({"name": "A", "template_key": "hub", "how_often": "days"}, FieldMissing),
        ({"name": "A", "template_key": "hub", "without": ("moons",)}, ChoiceUnknown),
    ):
        with pytest.raises(refusal):
            hub.do("save report", lambda db, now, f=facts: save_report(db, **f))


def stories(hub: HubBuilder) -> list[str]:
    template = shipped_templates()[0]
    made = hub.look(lambda db: figures_of(db, NOVEMBER, template=template, now=hub.clock()))
    return [row.text for row in made.stories]


def test_a_story_is_told_on_from_when_they_agree_until_they_take_it_back(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    told = hub.do(
        "tell story", lambda db, now: tell_story(db, text="I rang home", person_id=ada, now=now)
    )
    assert stories(hub) == []
    hub.do(
        "agree to story",
        lambda db, now: agree_to_story(db, story_id=told.id, how="spoken", now=now),
    )
    assert stories(hub) == ["I rang home"]
    hub.do("take back story", lambda db, now: take_back_story(db, story_id=told.id, now=now))
    assert stories(hub) == []
    with pytest.raises(StoryTakenBack):
        hub.do("x", lambda db, now: agree_to_story(db, story_id=told.id, how="spoken", now=now))


def test_a_gift_is_worth_what_was_said_last(hub: HubBuilder):
    [gift] = hub.lend(hub.person("Ada Okafor"), hub.device("SIM card")).gift_ids
    for pounds in (40, 15):
        hub.do(
            "value gift",
            lambda db, now, worth=pounds: value_gift(db, gift_id=gift, pounds=worth, now=now),
        )
    assert figure(hub, "gift_pounds", "cic34").number == 15
    assert figure(hub, "gifts_valued", "cic34").number == 1
