"""On which weekdays the hub is open, and from when to when where it said so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time

from sqlalchemy.orm import Session

from hubdesk.queries.hub import choice

KEY = "hub.week"
DAYS = 7
_HOURS = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
_CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DayHours:
    """One weekday. Hours are optional: a hub may only say that it is open."""

    is_open: bool = True
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, Monday first. A hub that said nothing is open on all of them."""

    days: tuple[DayHours, ...] = field(default=(DayHours(),) * DAYS)

    def is_open(self, on: date) -> bool:
        """Whether the hub opens on the weekday of this day."""
        return self.days[on.weekday()].is_open

    def as_text(self) -> str:
        """The week as the setting keeps it: ;;10:00-16:00;;;closed;closed."""
        if self == Week():
            return ""
        return ";".join(_day_text(day) for day in self.days)


def week_of(db: Session) -> Week:
    """The hub's week as it stands."""
    return read_week(str(choice(db, KEY)))


def read_week(text: str) -> Week:
    """The week a text holds. What this version cannot read is a week that is open."""
    parts = text.split(";")
    if len(parts) != DAYS:
        return Week()
    week = Week(tuple(_read_day(part) for part in parts))
    return week if any(day.is_open for day in week.days) else Week()


def _read_day(text: str) -> DayHours:
    if text == _CLOSED:
        return DayHours(is_open=False)
    found = _HOURS.fullmatch(text)
    if found is None:
        return DayHours()
    try:
        return DayHours(True, time.fromisoformat(found[1]), time.fromisoformat(found[2]))
    except ValueError:
        return DayHours()


def _day_text(day: DayHours) -> str:
    if not day.is_open:
        return _CLOSED
    if day.opens is None or day.closes is None:
        return ""
    return f"{day.opens:%H:%M}-{day.closes:%H:%M}"
