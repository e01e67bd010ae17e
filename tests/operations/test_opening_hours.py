"""The hub's week: nothing falls due on a weekday on which it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from hubdesk.errors.hub import HoursBackwards, NeverOpen, TimeNotRight
from hubdesk.messages import explain
from hubdesk.models import Loan
from hubdesk.operations.hub import change_setting, close_days
from hubdesk.operations.opening_hours import set_week
from hubdesk.operations.returning import renew_loan
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.opening_hours import DayHours, Week, read_week, week_of
from hubdesk.typed import read_time
from tests.conftest import HubBuilder, in_days

SHUT = DayHours(is_open=False)
OPEN = DayHours()


def keep(hub: HubBuilder, *days: DayHours) -> None:
    hub.do("change setting", lambda db, now: set_week(db, week=Week(days)))


@pytest.fixture
def weekdays(hub: HubBuilder) -> None:
    """Open from Wednesday to Friday."""
    keep(hub, SHUT, SHUT, OPEN, OPEN, OPEN, SHUT, SHUT)


def due(hub: HubBuilder, made) -> date:
    return hub.look(lambda db: db.get_one(Loan, made.loan_ids[0]).due_on)


def test_a_hub_that_said_nothing_is_open_all_week(hub: HubBuilder):
    assert hub.look(week_of) == Week()
    assert hub.look(closed_days).why_closed(in_days(5)) == ""  # a Sunday


def test_a_due_day_skips_the_weekdays_on_which_the_hub_is_closed(hub: HubBuilder, weekdays):
    made = hub.lend(hub.person("Ada Okafor"), hub.device())  # two weeks on is a Tuesday
    assert due(hub, made) == date(2026, 12, 9)
    renewed = hub.do("renew", lambda db, now: renew_loan(db, loan_id=made.loan_ids[0], now=now))
    assert renewed == date(2026, 12, 23)


def test_weekdays_bank_holidays_and_closed_days_are_skipped_together(hub: HubBuilder, weekdays):
    hub.do(
        "close days",
        lambda db, now: close_days(db, first_on=date(2026, 12, 30), last_on=date(2026, 12, 31)),
    )
    days = hub.look(closed_days)
    # Friday the 25th and Friday 1 January are holidays, the days between are closed or not open.
    assert days.next_open_day(date(2026, 12, 25)) == date(2027, 1, 6)
    assert days.why_closed(date(2026, 12, 28)) == "Boxing Day (observed)"
    assert days.why_closed(date(2026, 12, 29)) == "Closed on Tuesdays"


def test_a_loan_that_is_due_on_a_day_now_closed_stays_due(hub: HubBuilder):
    made = hub.lend(hub.person("Ada Okafor"), hub.device())
    before = due(hub, made)
    keep(hub, OPEN, SHUT, OPEN, OPEN, OPEN, OPEN, OPEN)
    assert due(hub, made) == before
    hub.undo()
    assert hub.look(week_of) == Week()


def test_a_hub_that_is_never_open_is_refused(hub: HubBuilder):
    with pytest.raises(NeverOpen) as refusal:
        keep(hub, *[SHUT] * 7)
    assert (
        explain(refusal.value).text == "The hub would never be open. Leave at least one day open."
    )


@pytest.mark.parametrize(
    "day",
    [DayHours(True, time(16), time(10)), DayHours(True, time(10)), DayHours(True, None, time(10))],
)
def test_a_day_that_closes_before_it_opens_is_refused(hub: HubBuilder, day: DayHours):
    with pytest.raises(HoursBackwards) as refusal:
        keep(hub, OPEN, OPEN, day, OPEN, OPEN, OPEN, OPEN)
    assert "Wednesday" in explain(refusal.value).what


def test_hours_are_kept_with_the_day(hub: HubBuilder):
    days = (DayHours(True, time(9, 30), time(16)), *[OPEN] * 5, SHUT)
    keep(hub, *days)
    assert hub.look(week_of) == Week(days)


@pytest.mark.parametrize("text", ["", "x", "closed;" * 6 + "closed", ";;;;;;25:00-26:00", "a;b"])
def test_a_week_this_version_cannot_read_is_open(hub: HubBuilder, text: str):
    hub.do("change setting", lambda db, now: change_setting(db, key="hub.week", value=text))
    assert hub.look(week_of) == Week()


def test_a_week_reads_back_as_it_was_written():
    week = replace(Week(), days=(SHUT, OPEN, DayHours(True, time(8), time(20, 15)), *[OPEN] * 4))
    assert read_week(week.as_text()) == week


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("", None),
        ("10", time(10)),
        ("9:30", time(9, 30)),
        ("4.15 PM", time(16, 15)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("midday", time(12)),
        ("16:30", time(16, 30)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, at: time | None):
    assert read_time(typed) == at


@pytest.mark.parametrize("typed", ["25", "13pm", "0am", "9:75", "noonish", "１０"])
def test_what_is_no_time_is_refused(typed: str):
    with pytest.raises(TimeNotRight):
        read_time(typed)
