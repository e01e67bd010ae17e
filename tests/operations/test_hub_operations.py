"""The hub itself: what it begins with, what it may change, and that versions stay apart."""

from __future__ import annotations

from datetime import date, timedelta

import lucide
import pytest
from sqlalchemy import select

from hubdesk import settings
from hubdesk.errors.hub import (
    ClosedTooLong,
    DaysBackwards,
    FieldMissing,
    HubSetUp,
    OpenAlready,
    PromisesMissing,
    SettingNotRight,
)
from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.errors.records import NotFound, PhoneNotRight, TextTooLong
from hubdesk.models import Desk, HubSetting, Role
from hubdesk.operations.beginnings import KINDS, TEMPLATES, kind_id
from hubdesk.operations.hub import (
    add_policy,
    add_template,
    change_hub,
    change_setting,
    close_days,
    end_policy,
    reopen_days,
    set_up_hub,
)
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.hub import (
    choice,
    choices,
    current_template,
    hub_facts,
    hub_settings,
    kind_called,
    kinds,
)
from hubdesk.queries.policies import policies, policy_for
from hubdesk.queries.staff import accounts
from hubdesk.settings import Kept
from tests.conftest import NOW, TODAY, HubBuilder, in_days
from tests.words import faults


def test_a_new_hub_has_its_facts_a_desk_and_a_manager(hub: HubBuilder):
    facts = hub.look(hub_facts)
    assert (facts.name, facts.phone) == ("Riverside Hub", "0121 496 0318")
    assert (facts.nation, facts.time_zone) == ("ENG", "Europe/London")
    assert facts.made_at == NOW
    assert [(a.name, a.role) for a in hub.look(accounts)] == [("Amira Khan", "manager")]
    rows = hub.look(lambda db: db.execute(select(Desk.number, Desk.name)).all())
    assert [tuple(row) for row in rows] == [(0, "Desk 1")]


def test_a_hub_is_set_up_once(hub: HubBuilder):
    with pytest.raises(HubSetUp) as refusal, hub.database.changing("set up hub") as db:
        set_up_hub(db, name="Another", manager="Somebody", now=NOW)
    assert refusal.value.name == "Riverside Hub"


def test_the_kinds_a_hub_begins_with_say_whether_they_are_lent_or_given(hub: HubBuilder):
    found = {kind.name: kind for kind in hub.look(kinds)}
    assert list(found)[:3] == ["Laptop", "Tablet", "Phone"]
    assert {name for name, kind in found.items() if kind.is_given} == {
        "SIM card",
        "Data voucher",
        "Laptop to keep",
    }
    assert {name for name, kind in found.items() if kind.holds_data} == {
        "Laptop",
        "Tablet",
        "Phone",
        "Desktop computer",
        "Laptop to keep",
    }
    assert found["Laptop"].usual_contents == ("Charger", "Bag")
    assert found["SIM card"].runs_days == 180
    assert found["Laptop"].id == kind_id("laptop")
    assert hub.look(lambda db: kind_called(db, " laptop ")).name == "Laptop"
    assert hub.look(lambda db: kind_called(db, "Submarine")) is None


def test_every_kind_has_an_icon_of_lucide():
    assert {kind.icon for kind in KINDS} <= set(lucide.get_icon_list())


def test_two_desks_that_each_set_up_the_hub_make_the_same_rows():
    ids = [thing.id for thing in (*KINDS, *TEMPLATES)]
    assert len(set(ids)) == len(ids)
    # Written down once: if these change, desks set up before and after would disagree.
    assert kind_id("laptop") == "c3a0ef28-dddc-5f0c-bd5c-88011e0fceb8"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.purpose)
def test_the_promises_are_five_by_each_side_in_plain_words(template):
    ours = [p for p in template.promises if p.startswith("The hub")]
    assert (len(template.promises), len(ours)) == (10, 5)
    assert [fault for promise in template.promises for fault in faults(promise)] == []


def change(hub: HubBuilder, **facts):
    hub.do("change hub", lambda db, now: change_hub(db, facts=facts))


def test_the_hubs_facts_change_one_by_one(hub: HubBuilder):
    change(hub, phone="0121 496 0999", nation="SCT")
    facts = hub.look(hub_facts)
    assert (facts.name, facts.phone, facts.nation) == ("Riverside Hub", "0121 496 0999", "SCT")
    hub.undo()
    assert hub.look(hub_facts).nation == "ENG"


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"name": "  "}, FieldMissing),
        ({"name": "x" * 101}, TextTooLong),
        ({"phone": "ring us"}, PhoneNotRight),
        ({"nation": "FRA"}, SettingNotRight),
        ({"time_zone": "Mars/Olympus"}, SettingNotRight),
        ({"time_zone": "../etc"}, SettingNotRight),
    ],
)
def test_hub_facts_that_cannot_be_right_are_refused(hub: HubBuilder, facts, error):
    before = hub.look(hub_facts)
    with pytest.raises(error):
        change(hub, **facts)
    assert hub.look(hub_facts) == before


def choose(hub: HubBuilder, key: str, value: settings.Value):
    hub.do("change setting", lambda db, now: change_setting(db, key=key, value=value))


def test_a_choice_is_kept_and_typed_and_can_be_undone(hub: HubBuilder):
    assert hub.look(choices) == settings.defaults(Kept.HUB)
    choose(hub, "lending.days", 28)
    choose(hub, "lending.overdue_blocks", False)
    assert hub.look(lambda db: choice(db, "lending.days")) == 28
    assert hub.look(hub_settings).overdue_blocks is False
    assert hub.look(hub_settings).loan_days == 28
    choose(hub, "lending.days", 21)
    hub.undo()
    assert hub.look(hub_settings).loan_days == 28


def test_every_choice_of_the_hub_has_a_name_for_the_rules(hub: HubBuilder):
    named = hub.look(hub_settings)
    assert len(named.__dataclass_fields__) == len(settings.defaults(Kept.HUB))


def test_a_choice_out_of_bounds_is_refused(hub: HubBuilder):
    for key, value in (("lending.days", 0), ("lock.quiet_minutes", 31)):
        with pytest.raises(SettingNotRight):
            choose(hub, key, value)


def test_only_the_hubs_own_choices_are_kept_in_its_records(hub: HubBuilder):
    for key in ("look.theme", "lending.hours"):
        with pytest.raises(LookupError):
            choose(hub, key, "dark")
    with pytest.raises(TypeError):
        choose(hub, "lending.days", "14")


def test_what_a_newer_hubdesk_chose_stops_nothing(hub: HubBuilder):
    with hub.database.changing("merge") as db:
        db.add_all(
            [
                HubSetting(id="lending.moon_phase", value="full"),
                HubSetting(id="lending.days", value="9999"),
            ]
        )
    assert hub.look(choices) == settings.defaults(Kept.HUB)
    assert hub.look(lambda db: choice(db, "lending.days")) == 14


def test_days_are_closed_and_opened_again(hub: HubBuilder):
    first, last = date(2026, 12, 21), date(2027, 1, 4)
    days = hub.do(
        "close days",
        lambda db, now: close_days(db, first_on=first, last_on=last, why="Winter break"),
    )
    assert hub.look(closed_days).why_closed(date(2027, 1, 2)) == "Winter break"
    hub.do("open days", lambda db, now: reopen_days(db, closed_day_id=days.id))
    assert hub.look(closed_days).why_closed(date(2027, 1, 2)) == ""
    with pytest.raises(OpenAlready):
        hub.do("open days", lambda db, now: reopen_days(db, closed_day_id=days.id))
    with pytest.raises(NotFound):
        hub.do("open days", lambda db, now: reopen_days(db, closed_day_id="none"))


def test_closed_days_run_forwards_and_not_for_years(hub: HubBuilder):
    for first, last, error in (
        (TODAY, in_days(-1), DaysBackwards),
        (TODAY, in_days(366), ClosedTooLong),
    ):
        with pytest.raises(error):
            hub.do(
                "close days", lambda db, now, a=first, b=last: close_days(db, first_on=a, last_on=b)
            )


NUMBERS = {"days": 7, "renewals": 1, "renewal_days": 7, "most_at_once": 1}


def test_a_new_policy_takes_the_place_of_the_old_one(hub: HubBuilder):
    laptop = hub.kind("Laptop")
    for days in (7, 21):
        numbers = NUMBERS | {"days": days}
        hub.do("add policy", lambda db, now, n=numbers: add_policy(db, kind_id=laptop, **n))
    (mine,) = [p for p in hub.look(policies) if p.kind_id == laptop]
    assert (mine.days, mine.version) == (21, 2)
    hub.undo()
    assert hub.look(lambda db: policy_for(db, kind_id=laptop, roles=[])).days == 7
    hub.do("end policy", lambda db, now: end_policy(db, policy_id=hub.look(policies)[-1].id))


def test_a_policy_that_cannot_be_right_is_refused(hub: HubBuilder):
    for facts, error in (
        ({"days": -1}, NumberNotRight),
        ({"renewal_days": 0}, NumberNotRight),
        ({"most_at_once": 51}, NumberNotRight),
        ({"min_age": 101}, NumberNotRight),
        ({"role": "astronaut"}, ChoiceUnknown),
        ({"kind_id": "no such kind"}, NotFound),
    ):
        numbers = NUMBERS | facts
        with pytest.raises(error):
            hub.do("add policy", lambda db, now, n=numbers: add_policy(db, **n))


def test_a_loan_keeps_the_policy_it_was_made_under(hub: HubBuilder):
    from hubdesk.queries.loans import loans_of_device

    device_id = hub.device()
    hub.lend(hub.person("Samira Haddad"), device_id)
    numbers = NUMBERS | {"role": Role.LEARNER}
    hub.do("add policy", lambda db, now: add_policy(db, **numbers))
    (loan,) = hub.look(lambda db: loans_of_device(db, device_id))
    assert loan.due_on == TODAY + timedelta(days=14)


def test_new_promises_are_a_new_version_and_the_old_ones_stay(hub: HubBuilder):
    promises = ["I will bring it back.", "  ", "The hub helps."]
    hub.do(
        "add template",
        lambda db, now: add_template(
            db, purpose="loan", title="Borrowing", promises=promises, now=now
        ),
    )
    newest = hub.look(lambda db: current_template(db, "loan"))
    assert (newest.version, newest.promises) == (2, ("I will bring it back.", "The hub helps."))
    assert hub.look(lambda db: current_template(db, "gift")).version == 1
    hub.undo()
    assert hub.look(lambda db: current_template(db, "loan")).version == 1
    with pytest.raises(PromisesMissing):
        hub.do(
            "add template",
            lambda db, now: add_template(
                db, purpose="loan", title="Borrowing", promises=[" "], now=now
            ),
        )
    with pytest.raises(FieldMissing):
        hub.do(
            "add template",
            lambda db, now: add_template(db, purpose="loan", title="", promises=promises, now=now),
        )
