"""Periods as people choose them: each begins where the one before it ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hubdesk.queries.periods import PeriodSort, last_full, period_around, sort_of, stepped

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        (PeriodSort.MONTH, "2026-10-01", "2026-10-31"),
        (PeriodSort.QUARTER, "2026-07-01", "2026-09-30"),
        (PeriodSort.YEAR, "2025-01-01", "2025-12-31"),
        (PeriodSort.FINANCIAL, "2025-04-01", "2026-03-31"),
        (PeriodSort.DAYS, "2026-10-01", "2026-10-31"),
    ],
)
def test_the_last_full_period_is_the_one_that_is_over(sort: PeriodSort, first: str, last: str):
    found = last_full(sort, TODAY)
    assert (found.first_on.isoformat(), found.last_on.isoformat()) == (first, last)


@pytest.mark.parametrize("sort", PeriodSort)
def test_periods_follow_one_another_without_a_gap(sort: PeriodSort):
    at = last_full(sort, TODAY)
    for _ in range(40):
        before = stepped(sort, at, -1)
        assert before.last_on == at.first_on - timedelta(days=1)
        if sort is not PeriodSort.DAYS:
            assert stepped(sort, before, 1) == at
            assert sort_of(before) is sort
            assert period_around(sort, before.last_on) == before
        at = before


def test_the_last_day_of_a_month_is_not_over_yet():
    assert last_full(PeriodSort.MONTH, date(2026, 10, 31)).last_on == date(2026, 9, 30)
    assert last_full(PeriodSort.MONTH, date(2026, 11, 1)).last_on == date(2026, 10, 31)


def test_some_days_of_a_month_are_any_days():
    whole = last_full(PeriodSort.MONTH, TODAY)
    assert sort_of(type(whole)(whole.first_on, whole.last_on - timedelta(days=1))) == "days"
