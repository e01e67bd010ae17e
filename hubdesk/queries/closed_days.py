"""Days on which nothing falls due: bank holidays, the hub's own, weekdays it is not open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hubdesk import i18n
from hubdesk.models import ClosedDay
from hubdesk.queries.bank_holidays import bank_holidays
from hubdesk.queries.hub import nation_of
from hubdesk.queries.opening_hours import Week, week_of

A_DAY = timedelta(days=1)
LOOK_AHEAD = 400  # days; a hub closed for longer than a year has nothing to look for

_ENDING_FROM = (
    select(ClosedDay.id, ClosedDay.first_on, ClosedDay.last_on, ClosedDay.why)
    .where(ClosedDay.deleted == 0, ClosedDay.last_on >= bindparam("day"))
    .order_by(ClosedDay.last_on, ClosedDay.id)
)


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """Days the hub chose to close, first and last included."""

    id: str
    first_on: date
    last_on: date
    why: str


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """When the hub is shut, for asking about many days without asking the database again."""

    nation: str
    own: tuple[ClosedRow, ...]
    week: Week = field(default_factory=Week)

    def why_closed(self, on: date) -> str:
        """Why nothing falls due on that day; empty when the hub is open."""
        for row in self.own:
            if row.first_on <= on <= row.last_on:
                return row.why or "Closed"
        if holiday := bank_holidays(self.nation, on.year).get(on, ""):
            return holiday
        if self.week.is_open(on):
            return ""
        return i18n.translate("Hub", "Closed on {day}s").format(day=i18n.DAYS[on.weekday()])

    def next_open_day(self, on: date) -> date:
        """`on`, or the first open day after it."""
        for days in range(LOOK_AHEAD):
            if not self.why_closed(on + days * A_DAY):
                return on + days * A_DAY
        return on


def closed_days(db: Session, *, after: date | None = None) -> ClosedDays:
    """The closed days that end on or after a day, or all of them."""
    rows = db.execute(_ENDING_FROM, {"day": after or date.min}).all()
    own = tuple(ClosedRow(*row) for row in rows)
    return ClosedDays(nation_of(db), own, week_of(db))


def next_open_day(db_or_days: Session | ClosedDays, on: date) -> date:
    """`on`, or the first day after it on which the hub is open."""
    if isinstance(db_or_days, ClosedDays):
        return db_or_days.next_open_day(on)
    return closed_days(db_or_days, after=on).next_open_day(on)
