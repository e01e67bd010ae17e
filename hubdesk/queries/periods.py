"""Periods as people choose them: a month, a quarter, a year, or any days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from hubdesk.queries.figure_rows import Period


class PeriodSort(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FINANCIAL = "financial year"  # April to March, as most funders of a hub count
    DAYS = "days"


MONTHS_OF: Final = {
    PeriodSort.MONTH: 1,
    PeriodSort.QUARTER: 3,
    PeriodSort.YEAR: 12,
    PeriodSort.FINANCIAL: 12,
}
APRIL: Final = 4


def period_around(sort: PeriodSort, on: date) -> Period:
    """The period of a sort that a day is in; of any days, the day alone."""
    if sort is PeriodSort.DAYS:
        return Period(on, on)
    months = MONTHS_OF[sort]
    begins = APRIL - 1 if sort is PeriodSort.FINANCIAL else 0
    at = on.year * 12 + on.month - 1 - begins
    return _of_months(at - at % months + begins, months)


def last_full(sort: PeriodSort, today: date) -> Period:
    """The newest period of a sort that is over; of any days, the last full month."""
    if sort is PeriodSort.DAYS:
        return last_full(PeriodSort.MONTH, today)
    return stepped(sort, period_around(sort, today), -1)


def stepped(sort: PeriodSort, period: Period, by: int) -> Period:
    """The period so many of its sort further on; any days move by their own length."""
    if sort is PeriodSort.DAYS:
        long = (period.last_on - period.first_on).days + 1
        move = timedelta(days=long * by)
        return Period(period.first_on + move, period.last_on + move)
    first, months = period.first_on, MONTHS_OF[sort]
    return _of_months(first.year * 12 + first.month - 1 + by * months, months)


def sort_of(period: Period) -> PeriodSort:
    """The sort a period has; any days where it is none of the others."""
    for sort in MONTHS_OF:
        if period_around(sort, period.first_on) == period:
            return sort
    return PeriodSort.DAYS


def _of_months(at: int, months: int) -> Period:
    """So many months from month `at` on, counted from the year 0."""
    last = at + months - 1
    ends = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return Period(date(at // 12, at % 12 + 1, 1), ends)
