"""Every row made again from the journal alone, and compared with the row that is there.

One row at a time, in the order of ids, so that a hub of any size needs no more memory than one
row. Columns that are folded from other rows are not in the journal, and not compared here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from hubdesk.store.capture import journalled_columns, journalled_tables

Values = dict[str, Any]
A_LOOK = 500  # rows between two looks at whether to go on
MOST_NAMED = 20


@dataclass(slots=True)
class Rebuilt:
    """How many rows were made again. `differing` names the first rows that are not the same.

    Of a row about somebody who was erased the journal has the proofs and what is left of it. One
    of which only proofs are left, for another program took the words away, is not compared.
    """

    rows: int = 0
    erased: int = 0
    differences: int = 0
    differing: list[str] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        return not self.differences


def rebuild(raw: Any, go_on: Callable[[], object] = lambda: None) -> Rebuilt:
    """Compare every journalled table on the DBAPI connection `raw` with its journal.

    `go_on` is called now and then; what it raises ends the work.
    """
    found = Rebuilt()
    for table in journalled_tables():
        for pk, made, there in _side_by_side(_made(raw, table), _there(raw, table)):
            found.rows += there is not None
            if not found.rows % A_LOOK:
                go_on()
            if made is _ERASED:
                found.erased += 1
            elif made != there:
                found.differences += 1
                if len(found.differing) < MOST_NAMED:
                    found.differing.append(f"{table.name} {pk}")
    return found


_ERASED: Values = {"": "erased"}  # compared by identity


def _made(raw: Any, table: Table) -> Iterator[tuple[str, Values | None]]:
    """Each row of a table as the journal gives it, by id. None where it has no right beginning."""
    usual = _usual(raw, table)
    cursor = raw.execute(
        "SELECT o.pk, o.kind, o.body FROM journal_op o JOIN journal_txn t ON t.id = o.txn_id"
        " WHERE o.tbl = ? ORDER BY o.pk, t.hlc, t.id, o.i",
        (table.name,),
    )
    pk: str | None = None
    row: Values | None = None
    for this, kind, body in _portions(cursor):
        if this != pk:
            if pk is not None:
                yield pk, row
            pk, row = this, dict(usual) if kind == "I" or body is None else None
        elif kind == "I":
            row = None  # inserted twice
        if kind == "X":
            row = dict(usual)  # what an erasure left is the whole row
        if body is None:
            row = _ERASED
        elif row is not None and row is not _ERASED:
            held = json.loads(body)["v"]
            # an older HubDesk had columns that are rows of another table by now
            row.update((name, value) for name, value in held.items() if name in usual)
    if pk is not None:
        yield pk, row


def _usual(raw: Any, table: Table) -> Values:
    """What a column holds that was not there yet when the row was written down."""
    texts = {row[1]: row[4] for row in raw.execute(f"PRAGMA table_info({table.name})").fetchall()}
    return {
        name: raw.execute(f"SELECT {texts[name] or 'NULL'}").fetchone()[0]
        for name in journalled_columns(table)
    }


def _there(raw: Any, table: Table) -> Iterator[tuple[str, Values | None]]:
    """Each row of a table as it is, by id, without what is folded from other rows."""
    columns = journalled_columns(table)
    cursor = raw.execute(f"SELECT id, {', '.join(columns)} FROM {table.name} ORDER BY id")
    for row in _portions(cursor):
        yield row[0], dict(zip(columns, row[1:], strict=True))


def _portions(cursor: Any) -> Iterator[Any]:
    while rows := cursor.fetchmany(A_LOOK):
        yield from rows


def _side_by_side(
    made: Iterator[tuple[str, Values | None]], there: Iterator[tuple[str, Values | None]]
) -> Iterator[tuple[str, Values | None, Values | None]]:
    """Both in the order of their ids; None where one of them has no such row."""
    left, right = next(made, None), next(there, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None
            yield left[0], left[1] if left[1] is not None else {}, None
            left = next(made, None)
        elif left is None or right[0] < left[0]:
            yield right[0], None, right[1]
            right = next(there, None)
        else:
            yield left[0], left[1], right[1]
            left, right = next(made, None), next(there, None)
