"""Saying on which weekdays the hub is open: nothing falls due on the others."""

from __future__ import annotations

from sqlalchemy.orm import Session

from hubdesk.errors.hub import HoursBackwards, NeverOpen
from hubdesk.operations.hub import change_setting
from hubdesk.queries.opening_hours import DAYS, KEY, Week


def set_week(db: Session, *, week: Week) -> None:
    """Keep the week. Loans that are due on a day now closed stay due: what was agreed stands.

    Refuses NeverOpen, since nothing could fall due then, and HoursBackwards for a day that
    would close before it opens or says only one of the two.
    """
    if len(week.days) != DAYS:
        raise ValueError(week)
    if not any(day.is_open for day in week.days):
        raise NeverOpen
    for weekday, day in enumerate(week.days):
        if day.opens is None and day.closes is None:
            continue
        if day.opens is None or day.closes is None or day.closes <= day.opens:
            raise HoursBackwards(weekday)
    change_setting(db, key=KEY, value=week.as_text())
