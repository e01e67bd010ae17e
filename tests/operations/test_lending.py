"""Lending: the rules of the hub, who may override them, and what is written down."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from hubdesk.errors.lending import (
    BasketEmpty,
    DeviceNotLendable,
    DeviceOnLoan,
    DeviceToWipe,
    DueDateInPast,
    GuardianNeeded,
    HappenedInFuture,
    HasOverdue,
    LendingRule,
    OneAtATime,
    OverrideNeedsReason,
    SeveralRules,
    TooManyAtOnce,
    TooYoung,
)
from hubdesk.errors.records import NotFound
from hubdesk.messages import explain
from hubdesk.models import Agreement, Birth, Device, Gift, JournalTxn, KitItem, Loan, Person, Stage
from hubdesk.models.person import AGE_BANDS
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.drafts import save_draft
from hubdesk.operations.hub import add_policy, change_setting, close_days
from hubdesk.operations.lending import Item, hand_over
from hubdesk.operations.lending_rules import known_age
from hubdesk.operations.returning import declare_lost
from hubdesk.operations.stock import send_to_repair, withdraw_device
from tests.conftest import NOW, TODAY, Clock, HubBuilder, in_days


def refused(
    hub: HubBuilder, kind: type[Exception], person: str, *devices: str, **facts: Any
) -> Any:
    """The refusal, after which nothing changed."""
    before = counts(hub)
    with pytest.raises(kind) as refusal:
        hub.lend(person, *devices, **facts)
    assert counts(hub) == before
    return refusal.value


def counts(hub: HubBuilder) -> list[int]:
    with hub.database.reading() as db:
        return [
            db.scalar(select(func.count()).select_from(table)) or 0
            for table in (Loan, Gift, JournalTxn)
        ]


def loan(hub: HubBuilder, handing: Any, place: int = 0) -> Loan:
    with hub.database.reading() as db:
        return db.get_one(Loan, handing.loan_ids[place])


def tag(hub: HubBuilder, device_id: str) -> str:
    with hub.database.reading() as db:
        return db.get_one(Device, device_id).tag


def policy(hub: HubBuilder, **facts: Any) -> None:
    usual = {"days": 14, "renewals": 2, "renewal_days": 14, "most_at_once": 3}
    hub.do("change policy", lambda db, now: add_policy(db, **(usual | facts)))


@pytest.fixture
def ada(hub: HubBuilder) -> str:
    return hub.person("Ada Okafor")


def test_what_is_lent_is_out_to_the_borrower_until_the_policys_day(hub: HubBuilder, ada: str):
    device = hub.device()
    made = hub.lend(ada, device)
    out = loan(hub, made)
    assert (out.borrower_id, out.device_id, out.state) == (ada, device, "out")
    assert out.due_on == out.due_first_on == date(2026, 12, 8)
    assert out.lent_at == NOW
    assert out.handing_id == made.id


def test_a_device_already_out_is_refused_and_says_who_has_it(hub: HubBuilder, ada: str):
    device = hub.device()
    hub.lend(ada, device)
    refusal = refused(hub, DeviceOnLoan, hub.person("Bo"), device)
    said = explain(refusal)
    assert said.what == f"{tag(hub, device)} is out to Ada Okafor."
    assert "8 December" in said.next or "8 Dec" in said.next


def test_the_same_device_twice_in_a_list_is_lent_once(hub: HubBuilder, ada: str):
    device = hub.device()
    made = hub.lend(ada, device, device)
    assert len(made.loan_ids) == 1


def test_a_list_is_lent_whole_or_not_at_all(hub: HubBuilder, ada: str):
    free, taken = hub.device(), hub.device()
    hub.lend(ada, taken)
    refused(hub, DeviceOnLoan, hub.person("Bo"), free, taken)
    hub.lend(hub.person("Cy"), free)


def test_a_device_to_wipe_is_refused_until_it_is_made_ready(hub: HubBuilder, ada: str):
    device = hub.device()
    hub.lend(ada, device)
    hub.bring_back(device)
    refusal = refused(hub, DeviceToWipe, ada, device)
    assert "files" in explain(refusal).what
    assert not isinstance(refusal, LendingRule)  # no reason makes it right
    refused(hub, DeviceToWipe, ada, device, override_reason="in a hurry")


def test_a_device_set_aside_is_refused_and_says_why(hub: HubBuilder, ada: str):
    ways = {
        "is in repair": lambda id: lambda db, now: send_to_repair(db, device_id=id, now=now),
        "is not for lending": lambda id: lambda db, now: withdraw_device(db, device_id=id, now=now),
        "is marked lost": lambda id: lambda db, now: declare_lost(db, device_id=id, now=now),
    }
    for words, set_aside in ways.items():
        device = hub.device()
        hub.do("repair", set_aside(device))
        said = explain(refused(hub, DeviceNotLendable, ada, device, override_reason="please"))
        assert said.what == f"{tag(hub, device)} {words}."


def test_a_given_device_is_the_hubs_no_more(hub: HubBuilder, ada: str):
    sim = hub.device("SIM card")
    hub.lend(ada, sim)
    said = explain(refused(hub, DeviceNotLendable, hub.person("Bo"), sim))
    assert "was given away" in said.what


def test_a_device_or_person_that_was_taken_back_is_not_here(hub: HubBuilder, ada: str):
    device = hub.device()
    hub.undo()
    refused(hub, NotFound, ada, device)
    there = hub.device()
    nobody = hub.person("Nobody")
    hub.undo()
    refused(hub, NotFound, nobody, there)


def test_an_empty_list_is_refused(hub: HubBuilder, ada: str):
    assert explain(refused(hub, BasketEmpty, ada)).what == "Nothing is in the list."


def test_a_due_day_in_the_past_is_refused(hub: HubBuilder, ada: str):
    device = hub.device()
    refused(hub, DueDateInPast, ada, device, due_on=in_days(-1))
    made = hub.lend(ada, device, due_on=TODAY)
    assert loan(hub, made).due_on == TODAY


def test_what_is_typed_in_later_happened_when_it_happened(hub: HubBuilder, ada: str):
    device, other = hub.device(), hub.device()
    at = NOW - timedelta(days=20)
    late = loan(hub, hub.lend(ada, device, happened_at=at, due_on=in_days(-6)))
    assert (late.lent_at, late.due_on) == (at, in_days(-6))
    usual = hub.lend(hub.person("Bo"), other, happened_at=at)
    assert loan(hub, usual).due_on == in_days(-6)
    with hub.database.reading() as db:
        assert db.get_one(JournalTxn, hub.last_txn).wall_utc.startswith("2026-11-24")
        assert db.get_one(Device, device).seen_on == TODAY  # added today: never seen earlier
    third = hub.device()
    refused(hub, HappenedInFuture, ada, third, happened_at=NOW + timedelta(minutes=1))
    refused(hub, DueDateInPast, ada, third, happened_at=at, due_on=in_days(-21))


def test_a_due_day_skips_bank_holidays(hub: HubBuilder, ada: str, clock: Clock):
    clock.forward(days=17)
    assert clock().date() + timedelta(days=14) == date(2026, 12, 25)
    made = hub.lend(ada, hub.device())
    assert loan(hub, made).due_on == date(2026, 12, 27)  # Boxing Day is one too


def test_a_due_day_skips_the_days_the_hub_is_closed(hub: HubBuilder, ada: str):
    hub.do(
        "close days",
        lambda db, now: close_days(db, first_on=in_days(14), last_on=in_days(20), why="Painting"),
    )
    assert loan(hub, hub.lend(ada, hub.device())).due_on == in_days(21)


def test_a_due_day_somebody_chose_stands_even_on_a_closed_day(hub: HubBuilder, ada: str):
    hub.do("close days", lambda db, now: close_days(db, first_on=in_days(5), last_on=in_days(5)))
    assert loan(hub, hub.lend(ada, hub.device(), due_on=in_days(5))).due_on == in_days(5)


def test_the_policy_stands_on_the_loan_and_later_ones_do_not_move_it(hub: HubBuilder, ada: str):
    kind = hub.kind("Laptop")
    policy(hub, kind_id=kind, days=7, renewals=1)
    made = hub.lend(ada, hub.device())
    policy(hub, kind_id=kind, days=21, renewals=5)
    out = loan(hub, made)
    assert out.due_on == in_days(7)
    snapshot = json.loads(out.policy)
    assert (snapshot["days"], snapshot["renewals"], snapshot["kind_id"]) == (7, 1, kind)
    assert loan(hub, hub.lend(hub.person("Bo"), hub.device())).due_on == in_days(21)


def test_the_contents_that_went_out_stand_on_the_loan(hub: HubBuilder, ada: str):
    device = hub.device(contents=["Charger", "Bag"])
    with hub.database.reading() as db:
        bag = db.scalars(select(KitItem.id).where(KitItem.name == "Bag")).one()
    made = hub.do(
        "lend",
        lambda db, now: hand_over(
            db, borrower_id=ada, items=[Item(device, (bag,), "worn")], now=now
        ),
    )
    out = loan(hub, made)
    assert [name for _, name in json.loads(out.contents)] == ["Charger"]
    assert out.condition_out == "worn"
    with hub.database.reading() as db:
        assert db.get_one(Device, device).condition == "worn"


def test_more_than_the_policy_allows_is_refused(hub: HubBuilder, ada: str):
    hub.lend(ada, hub.device(), hub.device())
    refusal = refused(hub, TooManyAtOnce, ada, hub.device(), hub.device())
    assert (refusal.has, refusal.most) == (4, 3)
    assert explain(refusal).what == "Ada Okafor would have 4 things, and 3 is the most at this hub."
    hub.lend(ada, hub.device())


def test_a_kind_with_a_rule_of_its_own_is_counted_by_itself(hub: HubBuilder, ada: str):
    mifi = hub.kind("MiFi")
    policy(hub, kind_id=mifi, most_at_once=1)
    hub.lend(ada, hub.device(), hub.device(), hub.device())
    hub.lend(ada, hub.device("MiFi"))  # what else is out says nothing about a MiFi
    refusal = refused(hub, TooManyAtOnce, ada, hub.device("MiFi"))
    assert explain(refusal).what == (
        "Ada Okafor would have 2 things of the kind MiFi, and 1 is the most at this hub."
    )
    assert refused(hub, TooManyAtOnce, ada, hub.device()).has == 4, "the MiFi is not among them"
    policy(hub, kind_id=mifi, most_at_once=0)  # no bound
    hub.lend(ada, hub.device("MiFi"))


def test_what_is_given_is_counted_by_the_rule_of_its_kind(hub: HubBuilder, ada: str):
    policy(hub, kind_id=hub.kind("SIM card"), most_at_once=2)
    policy(hub, kind_id=hub.kind("Laptop to keep"), most_at_once=1)
    hub.lend(ada, hub.device("SIM card"), hub.device("Laptop to keep"))
    hub.lend(ada, hub.device("SIM card"))
    assert refused(hub, TooManyAtOnce, ada, hub.device("SIM card")).most == 2
    assert refused(hub, TooManyAtOnce, ada, hub.device("Laptop to keep")).has == 2


def test_somebody_with_something_late_is_refused_until_it_is_back(
    hub: HubBuilder, ada: str, clock: Clock
):
    late, wanted = hub.device("Tablet"), hub.device()
    hub.lend(ada, late)
    clock.forward(days=14)
    hub.lend(ada, hub.device())  # due today is not late
    clock.forward(days=3)
    refusal = refused(hub, HasOverdue, ada, wanted)
    assert explain(refusal).what == f"Ada Okafor has {tag(hub, late)}, 3 days late."
    hub.bring_back(late)
    hub.lend(ada, wanted)


def test_a_hub_may_lend_to_somebody_with_something_late(hub: HubBuilder, ada: str, clock: Clock):
    hub.lend(ada, hub.device())
    clock.forward(days=30)
    hub.do(
        "change setting",
        lambda db, now: change_setting(db, key="lending.overdue_blocks", value=False),
    )
    hub.lend(ada, hub.device())


def test_an_override_is_recorded_with_its_reason(hub: HubBuilder, ada: str):
    hub.lend(ada, hub.device(), hub.device(), hub.device())
    one_more = hub.device()
    refused(hub, TooManyAtOnce, ada, one_more)
    refused(hub, OverrideNeedsReason, ada, one_more, override_reason="  ")
    made = hub.lend(ada, one_more, override_reason=" Exam tomorrow ")
    assert loan(hub, made).override_reason == "Exam tomorrow"


def test_several_rules_are_told_together_and_one_reason_answers_them(hub: HubBuilder, clock: Clock):
    kim = hub.person("Kim", more={"birth": Birth.of_day(date(2012, 1, 1))})
    policy(hub, most_at_once=1)
    device = hub.device(), hub.device()
    refusal = refused(hub, SeveralRules, kim, *device)
    assert {type(rule) for rule in refusal.rules} == {TooManyAtOnce, GuardianNeeded}
    said = explain(refusal).what
    assert "no parent or carer" in said
    assert "1 is the most" in said
    hub.lend(kim, *device, override_reason="Their mother is here")


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        (Birth(), None),
        (Birth.of_day(date(2008, 11, 24)), 18),
        (Birth.of_day(date(2008, 11, 25)), 17),
        (Birth.of_day(date(2008, 2, 29)), 18),
        (Birth.of_year(2008), 18),  # perhaps still 17: the hub gives the benefit of the doubt
        (Birth.of_year(2009), 17),
    ],
)
def test_an_age_is_known_as_far_as_it_was_told(hub: HubBuilder, birth: Birth, age: int | None):
    id = hub.person("Kim", more={"birth": birth})
    with hub.database.reading() as db:
        assert known_age(db.get_one(Person, id), TODAY) == age


def test_every_band_tells_whether_somebody_is_under_age():
    under = {
        band
        for band in AGE_BANDS
        if (known_age(Person(born_precision="band", age_band=band), TODAY) or 0) < 18
    }
    assert under == {"under 13", "13 to 15", "16 to 17"}


def test_somebody_under_age_needs_a_parent_or_carer_on_file(hub: HubBuilder):
    born = {"birth": Birth.of_day(date(2012, 1, 1))}
    kim = hub.person("Kim Lee", more=born)
    device = hub.device()
    assert explain(refused(hub, GuardianNeeded, kim, device)).what == (
        "Kim Lee is under 18 and no parent or carer is on file."
    )
    looked_after = hub.person("Jo Lee", more=born | {"guardian_name": "Mo Lee"})
    hub.lend(looked_after, device)


def test_somebody_too_young_is_refused_even_with_a_guardian(hub: HubBuilder):
    more = {"birth": Birth.of_band("16 to 17"), "guardian_name": "Mo Lee"}
    kim = hub.person("Kim Lee", more=more)
    refusal = refused(hub, TooYoung, kim, hub.device("SIM card"))
    assert explain(refusal).what == "Kim Lee is under 18, too young for this."


def test_whoever_told_no_age_is_lent_to(hub: HubBuilder, ada: str):
    hub.lend(ada, hub.device("SIM card"))


def test_what_is_given_has_no_due_day_and_may_end(hub: HubBuilder, ada: str):
    sim = hub.device("SIM card")
    made = hub.lend(ada, sim)
    assert (made.loan_ids, len(made.gift_ids)) == ([], 1)
    with hub.database.reading() as db:
        gift = db.get_one(Gift, made.gift_ids[0])
        assert db.get_one(Device, sim).stage == Stage.GIVEN
        assert gift.given_at == NOW
        assert gift.ends_on is not None
        assert gift.ends_on > in_days(30)


def test_a_list_may_hold_what_is_lent_and_what_is_given(hub: HubBuilder, ada: str):
    made = hub.lend(ada, hub.device(), hub.device("SIM card"))
    assert (len(made.loan_ids), len(made.gift_ids)) == (1, 1)


def test_one_sim_at_a_time(hub: HubBuilder, ada: str, clock: Clock):
    first = hub.lend(ada, hub.device("SIM card"))
    with hub.database.reading() as db:
        ends_on = db.get_one(Gift, first.gift_ids[0]).ends_on
    second = hub.device("SIM card")
    refusal = refused(hub, OneAtATime, ada, second)
    assert refusal.ends_on == ends_on
    hub.lend(hub.person("Bo"), hub.device("SIM card"))
    clock.forward(days=(ends_on - TODAY).days)
    hub.lend(ada, second)


def test_two_sims_in_one_list_are_one_too_many(hub: HubBuilder, ada: str):
    sims = hub.device("SIM card"), hub.device("SIM card")
    refused(hub, OneAtATime, ada, *sims)
    hub.lend(ada, *sims, override_reason="One is for their mother")


def test_one_press_lends_makes_the_agreement_and_ends_the_list(hub: HubBuilder, ada: str):
    device = hub.device()
    draft = hub.do("draft", lambda db, now: save_draft(db, kind="basket", body={}, now=now).id)
    made = hub.do(
        "lend",
        lambda db, now: lend_basket(
            db, borrower_id=ada, items=[Item(device)], now=now, draft_id=draft
        ),
    )
    assert made.due_on == in_days(14)
    with hub.database.reading() as db:
        agreement = db.get_one(Agreement, made.agreement_id)
        assert (agreement.person_id, agreement.signed_on) == (ada, None)


def test_what_holds_no_data_can_go_out_again_the_same_minute(hub: HubBuilder, ada: str):
    device = hub.device("Headset")
    hub.lend(ada, device)
    hub.bring_back(device)
    hub.lend(hub.person("Bo"), device)
