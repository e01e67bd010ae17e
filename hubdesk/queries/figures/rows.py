"""The list behind a figure: the very rows it was counted out of, in windows of 200."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, String, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import Account, Device, LearningSession, Person
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures.definitions import Indicator
from hubdesk.queries.figures.homes import homes_better_off
from hubdesk.queries.figures.labels import label_of
from hubdesk.queries.figures.measured import SHARING, SOURCES, cuts_of
from hubdesk.queries.figures.scope import EVERYTHING, Cut, Scope, scope_of
from hubdesk.queries.figures.sources import Chosen, LookedUp
from hubdesk.queries.hub import hub_zone

WINDOW: Final = 200
# What tells a row of a source apart beside who and when: the first of these that it has.
_WHAT: Final = (
    *("event", "what", "about", "year_group", "outcome", "certificate", "consulted", "kind"),
)


@dataclass(frozen=True, slots=True)
class RowBehind:
    """One row behind a figure. `amount` is what it adds: 1, or its minutes, heads or pounds.

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

    Of people and homes each person stands once.
    Refuses PeriodBackwards, PeriodNotBegun and DayUnclear.
    """
    scope = scope_of(db, period, cut, now)
    if not scope.cut.by <= cuts_of(indicator.of):
        return RowsBehind((), 0)
    if indicator.of not in SOURCES:
        return _of_homes(db, indicator, scope, offset, min(limit, WINDOW))
    rows = _counted_rows(db, indicator, scope)
    many = db.scalar(select(func.count()).select_from(rows)) or 0
    zone = hub_zone(db)
    found = []
    for id, person, session, name, title, what, on, at, amount in db.execute(
        _window(rows, offset, min(limit, WINDOW))
    ):
        day = on if on is not None else at.astimezone(zone).date() if at is not None else None
        words = title or (label_of(*what.split(":", 1)) if what else "")
        found.append(RowBehind(id, person, session, name, words, day, int(amount or 0)))
    return RowsBehind(tuple(found), many)


def _counted_rows(db: Session, indicator: Indicator, scope: Scope) -> Any:
    """The rows that count: those it is narrowed to, people once, and none that adds nothing."""
    source = SOURCES[indicator.of]
    rows = source.rows(scope).subquery("rows_of")
    columns, what = rows.c, indicator.counts
    if what in ("people", "homes") or what.endswith("_id"):
        key = columns[what if what.endswith("_id") else "person_id"]
        named = [columns[name] for name in ("person_id", "account_id") if name in columns]
        query: Chosen = select(key.label("id"), *named, literal(1).label("amount")).distinct()
        if what == "homes":
            query = query.where(columns.home.is_not(None))
    elif what == "skills":
        query = select(
            func.min(columns.id).label("id"),
            columns.person_id,
            func.min(columns.on_day).label("on_day"),
            literal(1).label("amount"),
        ).group_by(columns.person_id, columns.statement_id)
    else:
        amount: ColumnElement[Any] = literal(1)
        if what == "hours":
            amount = columns.minutes * columns.share / 100
        elif what != "rows":
            amount = columns[what]
        query = select(*columns, amount.label("amount"))
        if what != "rows":
            query = query.where(amount != 0)
    for name, values in indicator.only:
        if name in source.looked_up:
            query = query.where(_looked_up(db, columns, source.looked_up[name], values))
        else:
            query = query.where(cast(columns[name], String).in_(values))
    return query.subquery("counted")


def _looked_up(
    db: Session, columns: Any, by: LookedUp, values: Collection[str]
) -> ColumnElement[bool]:
    """Where what a key is called is one of the values: a week of days, a kind of devices."""
    key: ColumnElement[Any] = columns[by.key]
    called = by.read(db)
    keys = [one for one in db.scalars(select(key).distinct()) if _called(called, one) in values]
    return or_(key.in_(keys), key.is_(None)) if "" in values else key.in_(keys)


def _called(called: Mapping[str, str], key: object) -> str:
    try:
        return called[str(key)]
    except KeyError:
        return ""


def _window(rows: Any, offset: int, limit: int) -> Chosen:
    columns = rows.c
    none: Any = literal(None)
    person_id, account_id, device_id, session_id, on, at = (
        columns.get(name, none)
        for name in ("person_id", "account_id", "device_id", "session_id", "on_day", "at")
    )
    if "is_finished" in columns:
        session_id = columns.id  # a session itself
    what = next((literal(f"{name}:") + columns[name] for name in _WHAT if name in columns), none)
    order = [one.desc() for one in (on, at) if one is not none] or [Person.sort_name]
    return (
        select(
            columns.id,
            func.coalesce(person_id, ""),
            func.coalesce(session_id, ""),
            func.coalesce(Person.display_name, Account.name, ""),
            func.coalesce(LearningSession.title, Device.tag, ""),
            what,
            on,
            at,
            columns.amount,
        )
        .select_from(rows)
        .outerjoin(Person, Person.id == person_id)
        .outerjoin(Account, Account.id == account_id)
        .outerjoin(LearningSession, LearningSession.id == session_id)
        .outerjoin(Device, Device.id == device_id)
        .order_by(*order, columns.id.desc())
        .offset(offset)
        .limit(limit)
    )


def _of_homes(
    db: Session, indicator: Indicator, scope: Scope, offset: int, limit: int
) -> RowsBehind:
    """Who lives in the homes, home by home; the first of a home adds it."""
    sharing, online = homes_better_off(db, scope)
    homes = sharing if indicator.of == SHARING else online
    per_home = indicator.counts == "home_id"
    every = [
        (id, home.id, 0 if per_home and at else 1)
        for home in homes
        for at, id in enumerate(home.person_ids)
    ]
    shown = every[offset : offset + limit]
    ids = [id for id, *_ in shown]
    names = dict(db.execute(select(Person.id, Person.display_name).where(Person.id.in_(ids))).all())
    rows = (RowBehind(id, id, "", names[id], "", None, adds) for id, _, adds in shown)
    return RowsBehind(tuple(rows), len(every))
