"""On which days a repeat falls: a course of ten weeks leaves out the days the hub is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hubdesk.models import Repeat
from hubdesk.queries.closed_days import ClosedDays

MOST_SESSIONS = 104  # two years, once a week
_WEEKS = {Repeat.WEEKLY: 1, Repeat.FORTNIGHTLY: 2, Repeat.FOUR_WEEKLY: 4}
_LOOK_AHEAD = 3 * MOST_SESSIONS  # a hub closed for longer has nothing to repeat


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day a repeat falls on. `why_closed` says why there is no session."""

    on: date
    why_closed: str = ""


def planned_days(
    first_on: date,
    repeats: str,
    closed: ClosedDays,
    *,
    times: int = 0,
    until: date | None = None,
) -> tuple[PlannedDay, ...]:
    """The days, closed ones among them. Either so many sessions are held, or until a last day.

    A course of ten sessions stays one of ten: a closed day is made up for at the end.
    """
    found: list[PlannedDay] = []
    held = 0
    for step in range(_LOOK_AHEAD):
        on = _day(first_on, repeats, step)
        if (until is not None and on > until) or (until is None and held >= times):
            break
        if held > MOST_SESSIONS:
            break  # whoever asked is told that it is too many
        why = closed.why_closed(on)
        found.append(PlannedDay(on, why))
        held += not why
    while found and found[-1].why_closed and until is None:
        found.pop()
    return tuple(found)


def held_days(days: tuple[PlannedDay, ...]) -> tuple[date, ...]:
    """Those on which there is a session."""
    return tuple(day.on for day in days if not day.why_closed)


def _day(first_on: date, repeats: str, step: int) -> date:
    if repeats == Repeat.MONTHLY:
        return _same_weekday(first_on, step)
    return first_on + timedelta(weeks=step * _WEEKS.get(Repeat(repeats), 1))


def _same_weekday(first_on: date, months: int) -> date:
    """The second Tuesday of a later month; the fifth is the last where there are four."""
    nth = (first_on.day - 1) // 7
    year, month = divmod(first_on.year * 12 + first_on.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    on = first + timedelta(days=(first_on.weekday() - first.weekday()) % 7, weeks=nth)
    return on if on.month == first.month else on - timedelta(weeks=1)
