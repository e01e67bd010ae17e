"""Which records about things are linked to somebody, read off the tables themselves.

A device they had, a session they came to, and what hangs off either: a one-word name is theirs
there, and may be anybody's elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Column, Select, Table, and_, or_, select, union

from hubdesk.models.base import Base, free_texts


def linked_to(ids: Sequence[str]) -> dict[str, Select[tuple[str]]]:
    """By table, the ids of the records about things that a record about these people names."""
    pointed = defaultdict(list)
    for table in Base.metadata.sorted_tables:
        subject = table.info.get("subject")
        if subject and not table.info.get("sealed"):
            for column, thing in _points_at(table):
                about = and_(table.c[subject].in_(ids), column.is_not(None))
                pointed[thing.name].append(select(column.label("id")).where(about))
    # union() of one is that one; the outer select gives all of them one shape
    near = {name: select(union(*some).subquery().c.id) for name, some in pointed.items()}
    linked = dict(near)
    for table in Base.metadata.sorted_tables:
        if _is_a_thing(table) and free_texts(table) and table.name not in near:
            hangs = [column.in_(near[t.name]) for column, t in _points_at(table) if t.name in near]
            if hangs:
                linked[table.name] = select(table.c.id).where(or_(*hangs))
    return {name: query for name, query in linked.items() if free_texts(_table(name))}


def _points_at(table: Table) -> list[tuple[Column[str], Table]]:
    """Its columns that name a record about a thing, with the table of it."""
    found = [(column, key.column.table) for column in table.columns for key in column.foreign_keys]
    return [(column, thing) for column, thing in found if _is_a_thing(thing)]


def _is_a_thing(table: Table) -> bool:
    return "local" not in table.info and not table.info.get("subject")


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
