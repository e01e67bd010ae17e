"""The list behind a figure: the very rows it was counted out of, in windows of 200."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from hubdesk.models import LearningSession, Person
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures.definitions import Indicator
from hubdesk.queries.figures.labels import label_of
from hubdesk.queries.figures.measuring import SOURCES
from hubdesk.queries.figures.scope import EVERYTHING, Cut, Scope, scope_of
from hubdesk.queries.figures.sources import Chosen
from hubdesk.queries.hub import hub_zone

WINDOW: Final = 200
# What tells a row of a source apart beside who and when, and the words for it.
_WHAT: Final = ("thing", "event", "what", "about", "year_group", "kind")


@dataclass(frozen=True, slots=True)
class RowBehind:
    """One row behind a figure. `amount` is what it adds: 1, or its hours' minutes, or its heads.

    `person_id` and `session_id` say where it opens; `who` is a name only for who may see it.
    """

    id: str
    person_id: str
    session_id: str
    who: str
    what: str
    on: date | None
    amount: int


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """A window of the list, and how many rows it has in all."""

    rows: tuple[RowBehind, ...]
    count: int


def rows_behind(
    db: Session,
    indicator: Indicator,
    period: Period,
    *,
    now: datetime,
    cut: Cut = EVERYTHING,
    offset: int = 0,
    limit: int = WINDOW,
) -> RowsBehind:
    """The rows a figure was counted out of, the newest first; people by their name.

    Of people and homes each person stands once. Refuses PeriodBackwards and PeriodNotBegun.
    """
    scope = scope_of(db, period, cut, now)
    source = SOURCES[indicator.of]
    if not scope.cut.by <= source.cuts:
        return RowsBehind((), 0)
    rows = _counted_rows(indicator, scope)
    many = (
        db.scalar(
            select(
                func.count(),
            ).select_from(rows)
        )
        or 0
    )
    zone = hub_zone(db)
    found = []
    for id, person, session, name, title, what, on, at, amount in db.execute(
        _window(rows, offset, min(limit, WINDOW))
    ):
        day = on if on is not None else at.astimezone(zone).date() if at is not None else None
        words = title or label_of(*what.split(":", 1)) if what else title
        found.append(RowBehind(id, person, session, name, words, day, int(amount or 0)))
    return RowsBehind(tuple(found), many)


def _counted_rows(indicator: Indicator, scope: Scope) -> Any:
    """The rows that count: those it is narrowed to, people once, and none that adds nothing."""
    rows = SOURCES[indicator.of].rows(scope).subquery("rows_of")
    columns = rows.c
    query: Chosen
    if indicator.counts in ("people", "homes"):
        query = select(
            columns.person_id.label("id"), columns.person_id, literal(1).label("amount")
        ).distinct()
        if indicator.counts == "homes":
            query = query.where(columns.home.is_not(None))
    else:
        amount: ColumnElement[Any] = literal(1)
        if indicator.counts == "hours":
            amount = columns.minutes * columns.share / 100
        elif indicator.counts != "rows":
            amount = columns[indicator.counts]
        query = select(rows, amount.label("amount"))
        if indicator.counts != "rows":
            query = query.where(amount != 0)
    for name, values in indicator.only:
        query = query.where(columns[name].in_(values))
    return query.subquery("counted")


def _window(rows: Any, offset: int, limit: int) -> Chosen:
    columns = rows.c
    none = literal(None)
    person_id = columns.person_id if "person_id" in columns else none
    session_id = columns.session_id if "session_id" in columns else none
    on = columns.on_day if "on_day" in columns else none
    at = columns.at if "at" in columns else none
    if "minutes" in columns and "session_id" not in columns:
        session_id = columns.id  # a session itself
    what = next((literal(f"{name}:") + columns[name] for name in _WHAT if name in columns), none)
    order = [one.desc() for one in (on, at) if one is not none] or [Person.sort_name]
    return (
        select(
            columns.id,
            func.coalesce(person_id, ""),
            func.coalesce(session_id, ""),
            func.coalesce(Person.display_name, ""),
            func.coalesce(LearningSession.title, ""),
            what,
            on,
            at,
            columns.amount,
        )
        .select_from(rows)
        .outerjoin(Person, Person.id == person_id)
        .outerjoin(LearningSession, LearningSession.id == session_id)
        .order_by(*order, columns.id.desc())
        .offset(offset)
        .limit(limit)
    )
