"""Closed days: bank holidays of four nations, the hub's own, and the next open day."""

from __future__ import annotations

from datetime import date

import pytest

from hubdesk.operations.hub import change_hub, close_days
from hubdesk.queries.closed_days import (
    ClosedDays,
    ClosedRow,
    bank_holidays,
    closed_days,
    next_open_day,
)
from tests.conftest import HubBuilder

CHRISTMAS = date(2026, 12, 25)


@pytest.mark.parametrize(
    ("nation", "on", "closed"),
    [
        ("ENG", date(2026, 4, 6), True),  # Easter Monday
        ("SCT", date(2026, 4, 6), False),
        ("SCT", date(2026, 11, 30), True),  # Saint Andrew's Day
        ("ENG", date(2026, 11, 30), False),
        ("NIR", date(2026, 7, 13), True),  # the twelfth fell on a Sunday
        ("WLS", date(2026, 8, 31), True),
        ("SCT", date(2026, 8, 31), False),
        ("ENG", date(2026, 12, 28), True),  # Boxing Day fell on a Saturday
    ],
)
def test_each_nation_has_its_own_bank_holidays(nation: str, on: date, closed: bool):
    assert bool(ClosedDays(nation, ()).why_closed(on)) == closed


def test_a_loan_due_at_christmas_is_due_on_the_next_open_day(hub: HubBuilder):
    # The 25th and the 28th are holidays, the 26th is a Saturday and one too, the 27th is a Sunday.
    assert hub.look(lambda db: next_open_day(db, CHRISTMAS)) == date(2026, 12, 27)
    first, last = date(2026, 12, 24), date(2027, 1, 1)
    hub.do("close days", lambda db, now: close_days(db, first_on=first, last_on=last, why="Rest"))
    assert hub.look(lambda db: next_open_day(db, CHRISTMAS)) == date(2027, 1, 2)


def test_an_open_day_is_its_own_next_open_day(hub: HubBuilder):
    assert hub.look(lambda db: next_open_day(db, date(2026, 12, 8))) == date(2026, 12, 8)


def test_the_hubs_nation_decides(hub: HubBuilder):
    day = date(2026, 11, 30)
    assert hub.look(lambda db: next_open_day(db, day)) == day
    hub.do("change hub", lambda db, now: change_hub(db, facts={"nation": "SCT"}))
    assert hub.look(lambda db: next_open_day(db, day)) == date(2026, 12, 1)


def test_closed_days_are_asked_once_and_then_answer_for_many(hub: HubBuilder):
    for day in (3, 10):
        hub.do(
            "close days",
            lambda db, now, on=date(2026, 12, day): close_days(db, first_on=on, last_on=on),
        )
    days = hub.look(lambda db: closed_days(db, after=date(2026, 12, 4)))
    assert [row.first_on for row in days.own] == [date(2026, 12, 10)]
    assert days.why_closed(date(2026, 12, 10)) == "Closed"
    assert next_open_day(days, date(2026, 12, 10)) == date(2026, 12, 11)


def test_a_hub_closed_for_good_gives_the_day_itself():
    always = ClosedDays("ENG", (ClosedRow("x", date(2020, 1, 1), date(2040, 1, 1), "Gone"),))
    assert always.next_open_day(CHRISTMAS) == CHRISTMAS


def test_a_bank_holiday_says_its_name():
    assert bank_holidays("ENG", 2026)[CHRISTMAS] == "Christmas Day"
