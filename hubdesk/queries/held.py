"""All that is held on one person: every table about them, the journal, and where else it lies.

It reads the models' own word for whom a table is about, so that a new table is in it from its
first day. What is sealed for the safeguarding lead is left out: only they can read it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, RowMapping, Table, and_, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    AccessEvent,
    Base,
    Draft,
    DraftKind,
    Household,
    JournalOp,
    JournalTxn,
    Person,
    PersonFind,
    Watched,
)
from hubdesk.queries.mentions import Mention, mentions_of
from hubdesk.queries.one_person import ids_of_person
from hubdesk.queries.person_details import household_of
from hubdesk.queries.pointed_at import words_for

Value = str | int | date | datetime
# On every agreement or certificate, whoever's it is.
_OF_THE_HUB = ("hub", "promises", "title", "version", "look")


@dataclass(frozen=True, slots=True)
class HeldFact:
    """One thing that is written down: the column it stands in, and what it says."""

    column: str
    value: Value


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One row about somebody. A row that was taken back is still held."""

    table: str
    id: str
    facts: tuple[HeldFact, ...]
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """What stood in a column before it was changed, and until when."""

    table: str
    column: str
    value: Value
    until: datetime


@dataclass(frozen=True, slots=True)
class Journal:
    """What the journal keeps of them: how many changes, from when to when, and old values."""

    changes: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where else on this computer something of them lies."""

    search_words: int
    drafts: int
    papers: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """All of it. `others` are people of the same household: third parties in somebody's file."""

    person_id: str
    name: str
    known_as: str
    rows: tuple[HeldRow, ...]
    journal: Journal
    elsewhere: Elsewhere
    others: tuple[str, ...]

    def of(self, tables: Iterable[str]) -> tuple[HeldRow, ...]:
        """The rows of some tables, in their order."""
        wanted = tuple(tables)
        return tuple(row for table in wanted for row in self.rows if row.table == table)


def tables_about_people() -> list[Table]:
    """Every table that says whose it is, but for what only the safeguarding lead may read."""
    return [
        table
        for table in Base.metadata.sorted_tables
        if table.info.get("subject") and not table.info.get("sealed")
    ]


def names_of(db: Session, person_id: str) -> tuple[str, str] | None:
    """The whole name of somebody, and the first one; None if they are not here any more."""
    row = db.execute(
        select(Person.display_name, Person.known_as).where(
            Person.id == person_id, Person.deleted == 0
        )
    ).one_or_none()
    return (row[0], row[1] or row[0].partition(" ")[0]) if row else None


def held_on(
    db: Session, person_id: str, mentions: tuple[Mention, ...] | None = None
) -> Held | None:
    """All that is held on somebody, or None if they are not here any more.

    `mentions` are where else they are named, if that was looked up already.
    """
    person = db.execute(
        select(Person.display_name, Person.known_as, Person.household_id).where(
            Person.id == person_id, Person.deleted == 0
        )
    ).one_or_none()
    if person is None:
        return None
    household = household_of(db, person.household_id, person_id) if person.household_id else None
    ids = ids_of_person(db, person_id)  # a record merged into this one is theirs, too
    return Held(
        person_id,
        person.display_name,
        person.known_as,
        _rows(db, ids, household.id if household else None),
        _journal(db, ids),
        _elsewhere(db, ids, mentions_of(db, ids) if mentions is None else mentions),
        tuple(name for _, name in household.others) if household else (),
    )


def _rows(db: Session, ids: list[str], household_id: str | None) -> tuple[HeldRow, ...]:
    """Every row about them, read first; then what their ids point at, a table at a time."""
    read: list[tuple[Table, RowMapping]] = []
    for table in tables_about_people():
        mine: ColumnElement[bool] = table.c[table.info["subject"]].in_(ids)
        if table.name == AccessEvent.__tablename__:  # it would tell that there is a concern
            mine = and_(mine, table.c.what != Watched.SAFEGUARDING)
        read += _rows_of(db, table, mine)
    if household_id is not None:
        read += _rows_of(db, _table(Household), Household.id == household_id)
    called = _called(db, read)
    return tuple(_held_row(table, row, called) for table, row in read)


def _rows_of(db: Session, table: Table, condition: Any) -> list[tuple[Table, RowMapping]]:
    rows = db.execute(select(table).where(condition).order_by(table.c.id)).mappings()
    return [(table, row) for row in rows]


def _called(db: Session, read: list[tuple[Table, RowMapping]]) -> dict[str, dict[str, str]]:
    """Of each table what its rows are called, as far as these rows point at them."""
    wanted: dict[str, dict[str, None]] = defaultdict(dict)
    for table, row in read:
        for column in _said(table):
            if (other := _points_at(column)) and row[column.name] is not None:
                wanted[other][row[column.name]] = None
    return {other: words_for(db, other, ids) for other, ids in wanted.items()}


def _held_row(table: Table, row: RowMapping, called: dict[str, dict[str, str]]) -> HeldRow:
    facts = []
    for column in _said(table):
        value = _shown(column, row[column.name], called)
        if value is not None and value != "":
            facts.append(HeldFact(column.name, value))
    return HeldRow(table.name, row["id"], tuple(facts), bool(row["deleted"]))


def _said(table: Table) -> list[Column[Any]]:
    """The columns that say something: whose it is, is known."""
    left_out = ("id", "deleted", table.info.get("subject"))
    return [column for column in table.columns if column.name not in left_out]


def _points_at(column: Column[Any]) -> str:
    """The table a column points at; empty for most."""
    return next((key.column.table.name for key in column.foreign_keys), "")


def _shown(column: Column[Any], value: Any, called: dict[str, dict[str, str]]) -> Value | None:
    """A value as it can be read: what an id points at, the words of a list."""
    if value is None:
        return None
    if other := _points_at(column):
        return called[other].get(value, "")
    if isinstance(value, str) and value[:1] in "[{":
        return ", ".join(dict.fromkeys(_leaves(_parsed(value))))
    return value  # type: ignore[no-any-return]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text  # somebody's own words may begin with a bracket


def _leaves(value: Any) -> list[str]:
    """The words in a list or an object, without ids."""
    if isinstance(value, dict):
        kept = [one for key, one in value.items() if not _is_left_out(key)]
        return [leaf for one in kept for leaf in _leaves(one)]
    if isinstance(value, list):
        pair = len(value) == 2 and all(isinstance(one, str) for one in value)
        return _leaves(value[1]) if pair and len(value[0]) == 36 else [
            leaf for one in value for leaf in _leaves(one)
        ]  # fmt: skip
    return [str(value)] if isinstance(value, str | int) and str(value) else []


def _is_left_out(key: str) -> bool:
    return key.endswith("_id") or key in _OF_THE_HUB


def _journal(db: Session, ids: list[str]) -> Journal:
    seen = select(AccessEvent.id).where(
        AccessEvent.person_id.in_(ids), AccessEvent.what == Watched.SAFEGUARDING
    )
    rows = db.execute(
        select(JournalOp.tbl, JournalOp.kind, JournalOp.body, JournalTxn.wall_utc)
        .join(JournalTxn, JournalTxn.id == JournalOp.id)
        .where(
            JournalOp.subject_id.in_(ids),
            JournalOp.tbl.not_in(_sealed()),
            JournalOp.pk.not_in(seen),
        )
        .order_by(JournalTxn.hlc, JournalOp.id, JournalOp.i)
    ).all()
    if not rows:
        return Journal()
    earlier: dict[tuple[str, str], list[Earlier]] = defaultdict(list)
    for tbl, kind, body, wall in rows:
        if kind != "U" or not body:
            continue
        for column, value in json.loads(body)["p"].items():
            if value not in (None, "", -1):
                at = datetime.fromisoformat(wall)
                earlier[tbl, column].append(Earlier(tbl, column, value, at))
    return Journal(
        len(rows),
        datetime.fromisoformat(rows[0].wall_utc),
        datetime.fromisoformat(rows[-1].wall_utc),
        tuple(one for some in earlier.values() for one in some),
    )


def _elsewhere(db: Session, ids: list[str], mentions: tuple[Mention, ...]) -> Elsewhere:
    words = db.scalars(select(PersonFind.words).where(PersonFind.pk.in_(ids)))
    inside = [Draft.body.contains(id, autoescape=True) for id in ids]
    about = or_(Draft.for_whom.in_(ids), *inside)
    drafts: dict[str, int] = dict(
        db.execute(select(Draft.kind, func.count()).where(about).group_by(Draft.kind)).all()
    )
    papers = drafts.pop(DraftKind.TO_PRINT, 0)
    many = sum(len(text.split()) for text in words)
    return Elsewhere(many, sum(drafts.values()), papers, mentions)


def _sealed() -> list[str]:
    return [table.name for table in Base.metadata.sorted_tables if table.info.get("sealed")]


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
