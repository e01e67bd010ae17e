"""What is counted of the rows of a source: the rows, people, homes, hours or heads in them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, distinct, func

from hubdesk.queries.figures.definitions import Indicator

_OF_HOURS = 60 * 100  # minutes, of which a fund has some per cent


def counted(columns: Any, indicator: Indicator) -> ColumnElement[Any]:
    """What an indicator counts of the rows of its source."""
    what = indicator.counts
    if what == "hours":
        value: Any = columns.minutes * columns.share
    else:
        value = columns[{"rows": "id", "people": "person_id", "homes": "home"}.get(what, what)]
    for name, values in indicator.only:
        value = case((columns[name].in_(values), value))
    if what == "rows":
        return func.count(value)
    if what in ("people", "homes"):
        return func.count(distinct(value))
    return func.sum(value)


def in_unit(indicator: Indicator, found: int | None) -> int:
    """The number as its unit says it: whole hours out of minutes and per cents, half up."""
    number = int(found or 0)
    return (number + _OF_HOURS // 2) // _OF_HOURS if indicator.counts == "hours" else number
