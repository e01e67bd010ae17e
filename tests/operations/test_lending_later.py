"""Loans typed in later: the rules look at the day it happened, not at the day of typing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hubdesk.errors.lending import (
    DeviceWasOut,
    GuardianNeeded,
    HasOverdue,
    OneAtATime,
    TooManyAtOnce,
    TooYoung,
)
from hubdesk.messages import explain
from hubdesk.models import Birth, Loan
from hubdesk.operations.hub import add_policy, close_days
from hubdesk.operations.people import edit_person
from hubdesk.operations.returning import renew_loan
from tests.conftest import NOW, TODAY, Clock, HubBuilder, in_days


def ago(days: int) -> datetime:
    """Noon, as a page hands in a day that was picked."""
    return (NOW - timedelta(days=days)).replace(hour=12, minute=0)


def due(hub: HubBuilder, made: Any) -> date:
    return hub.look(lambda db: db.get_one(Loan, made.loan_ids[0]).due_on)


def born(years: int, days: int = 0) -> Birth:
    """Somebody who turns so many years old `days` after today."""
    day = in_days(days)
    return Birth.of_day(day.replace(year=day.year - years))


@pytest.fixture
def ada(hub: HubBuilder) -> str:
    return hub.person("Ada Okafor")


def test_an_age_is_the_one_of_the_day_it_happened(hub: HubBuilder):
    kim = hub.person("Kim Lee", more={"birth": born(18, days=-3)})  # 18 three days ago
    with pytest.raises(GuardianNeeded) as refusal:
        hub.lend(kim, hub.device(), happened_at=ago(4))
    assert explain(refusal.value).what == ("Kim Lee is under 18 and no parent or carer is on file.")
    hub.lend(kim, hub.device(), happened_at=ago(3))


def test_a_youngest_age_is_the_one_of_the_day_too(hub: HubBuilder):
    kim = hub.person("Kim Lee", more={"birth": born(18, days=-3)})
    sim = hub.device("SIM card")
    with pytest.raises(TooYoung):
        hub.lend(kim, sim, happened_at=ago(4))
    hub.lend(kim, sim, happened_at=ago(3))


def test_a_parent_on_file_now_counts_for_a_loan_of_last_week(hub: HubBuilder):
    kim = hub.person("Kim Lee", more={"birth": born(15)})
    facts: Any = {"guardian_name": "Ann Lee"}
    hub.do("edit person", lambda db, now: edit_person(db, person_id=kim, facts=facts, now=now))
    hub.lend(kim, hub.device(), happened_at=ago(7))


def test_the_words_name_the_age_the_policy_asks_for(hub: HubBuilder):
    hub.do(
        "change policy",
        lambda db, now: add_policy(
            db, days=14, renewals=2, renewal_days=14, most_at_once=3, guardian_under=16
        ),
    )
    kim = hub.person("Kim Lee", more={"birth": born(15)})
    with pytest.raises(GuardianNeeded) as refusal:
        hub.lend(kim, hub.device())
    assert "is under 16 " in explain(refusal.value).what


def test_what_was_late_on_that_day_and_came_back_since_stops_it(hub: HubBuilder, ada: str):
    late = hub.device()
    hub.lend(ada, late, happened_at=ago(30))  # due 16 days ago
    hub.bring_back(late, happened_at=ago(5))
    wanted = hub.device()
    with pytest.raises(HasOverdue) as refusal:
        hub.lend(ada, wanted, happened_at=ago(10))
    assert refusal.value.days == 6
    hub.lend(ada, wanted, happened_at=ago(5))  # it came back that day


def test_what_is_late_today_but_was_not_on_that_day_stops_nothing(hub: HubBuilder, ada: str):
    hub.lend(ada, hub.device(), happened_at=ago(30))
    hub.lend(ada, hub.device(), happened_at=ago(20))
    with pytest.raises(HasOverdue):
        hub.lend(ada, hub.device())


def test_a_renewal_made_since_does_not_hide_that_it_was_late_then(
    hub: HubBuilder, ada: str, clock: Clock
):
    made = hub.lend(ada, hub.device(), happened_at=ago(20))  # due 6 days ago
    hub.do("renew", lambda db, now: renew_loan(db, loan_id=made.loan_ids[0], now=now))
    hub.lend(ada, hub.device())  # nothing is late now
    with pytest.raises(HasOverdue):
        hub.lend(ada, hub.device(), happened_at=ago(3))


def test_how_many_at_once_are_counted_on_that_day(hub: HubBuilder, ada: str):
    first = [hub.device() for _ in range(3)]
    hub.lend(ada, *first, happened_at=ago(10))
    for device in first:
        hub.bring_back(device, happened_at=ago(4))
    fourth = hub.device()
    with pytest.raises(TooManyAtOnce):
        hub.lend(ada, fourth, happened_at=ago(8))
    hub.lend(ada, fourth, happened_at=ago(4))


def test_what_was_lent_after_that_day_does_not_count_against_it(hub: HubBuilder, ada: str):
    hub.lend(ada, *[hub.device() for _ in range(3)])
    hub.lend(ada, hub.device(), happened_at=ago(1))
    with pytest.raises(TooManyAtOnce):
        hub.lend(ada, hub.device())  # the next one is judged by all that is out


def test_a_sim_of_that_day_meets_only_those_that_ran_then(hub: HubBuilder, ada: str):
    one, two, three = (hub.device("SIM card") for _ in range(3))
    hub.lend(ada, one)
    hub.lend(ada, two, happened_at=ago(400))  # before the one of today, and it has ended
    with pytest.raises(OneAtATime):
        hub.lend(ada, three, happened_at=ago(300))


def test_a_device_somebody_else_had_on_that_day_is_refused_and_says_when(hub: HubBuilder, ada: str):
    device = hub.device("MiFi")
    hub.lend(ada, device, happened_at=ago(9))
    hub.bring_back(device, happened_at=ago(5))
    bo = hub.person("Bo Ng")
    with pytest.raises(DeviceWasOut) as refusal:
        hub.lend(bo, device, happened_at=ago(7))
    said = explain(refusal.value).what
    assert "was out to Ada Okafor from Sun 15 Nov 2026 to Thu 19 Nov 2026." in said
    with pytest.raises(DeviceWasOut):
        hub.lend(bo, device, happened_at=ago(7), override_reason="no reason makes it two")


def test_a_device_that_came_back_that_day_may_have_gone_out_again(hub: HubBuilder, ada: str):
    device = hub.device("MiFi")
    hub.lend(ada, device, happened_at=ago(9))
    hub.bring_back(device, happened_at=ago(5).replace(hour=16))
    hub.lend(hub.person("Bo Ng"), device, happened_at=ago(5))


def test_an_older_loan_can_be_typed_in_before_one_that_is_over(hub: HubBuilder, ada: str):
    device = hub.device("MiFi")
    hub.lend(ada, device, happened_at=ago(5))
    hub.bring_back(device, happened_at=ago(2))
    hub.lend(hub.person("Bo Ng"), device, happened_at=ago(20))
    hub.bring_back(device, happened_at=ago(12))


def test_an_undone_loan_is_no_reason_against_another(hub: HubBuilder, ada: str):
    device = hub.device()
    hub.lend(ada, device, happened_at=ago(9))
    hub.undo()
    hub.lend(hub.person("Bo Ng"), device, happened_at=ago(7))


def test_the_due_day_is_counted_from_that_day_and_skips_what_was_closed(hub: HubBuilder, ada: str):
    assert due(hub, hub.lend(ada, hub.device(), happened_at=ago(10))) == in_days(4)
    hub.do("close days", lambda db, now: close_days(db, first_on=in_days(-2), last_on=TODAY))
    bo = hub.person("Bo Ng")
    assert due(hub, hub.lend(bo, hub.device(), happened_at=ago(15))) == in_days(1)
