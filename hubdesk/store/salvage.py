"""The last step of recovery: every row that can still be read, put into a new file.

A damaged page hides some rows, never all: a table is read in ranges, and a range that cannot be
read is halved until only what is damaged is left out. All of it enters the new file as one
sealed transaction, "salvage", so that the history of each row says where it comes from.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from hubdesk.errors.safety import NothingReadable
from hubdesk.store import search_index
from hubdesk.store.capture import journalled_columns, journalled_tables
from hubdesk.store.entries import Entry
from hubdesk.store.replay import count_past, fold_loans, put_row
from hubdesk.store.seal import Deed, seal
from hubdesk.store.upgrade import HEAD, upgrade

MOST_ROWS = 1 << 40  # a row number no hub reaches, where the newest cannot be asked for
# Half-finished work, what must never be forgotten, bytes the journal only names, equality answers.
LOCAL = ("draft", "way_in", "counter", "picture", "equality_form", "equality_answer")


@dataclass
class Salvaged:
    """How many rows came back, and of which tables part could not be read."""

    rows: int = 0
    stubs: int = 0  # rows somebody points at that are gone: an empty one stands for each
    damaged: list[str] = field(default_factory=list)


def salvage(
    connect: Callable[[], Any], to: Path, key: bytes, entries: list[Entry], now: datetime
) -> Salvaged:
    """Fill a new file with what a damaged one still gives, then with what the safety copy has.

    `connect` opens the damaged file afresh: SQLCipher reads nothing more after a bad page.
    NothingReadable if not even its first page can be read.
    """
    from hubdesk.store.connections import open_raw

    upgrade(to, key, to.parent)
    source, raw, found = _Source(connect), open_raw(to, key), Salvaged()
    try:
        raw.execute("PRAGMA foreign_keys = OFF")  # a parent may be among what is gone
        raw.execute("BEGIN IMMEDIATE")
        _new_stream(raw, now)
        for table in journalled_tables():
            found.rows += _copy(source, raw, table.name, journalled_columns(table))
        for name in LOCAL:
            _copy(source, raw, name, [])
        for entry in entries:
            for _, tbl, pk, _, _, body, *_ in entry.ops:
                put_row(raw, tbl, pk, _values(body))
        found.stubs = _stand_in(raw)
        _make_again(raw)
        about = {"count": found.rows}
        seal(raw, Deed("salvage", about, stands_alone=True), now, HEAD)
        raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
        source.close()
    found.damaged = sorted(source.damaged)
    return found


class _Source:
    """The damaged file. Every question may fail, and then a fresh connection asks the next."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._raw: Any = None
        self.damaged: set[str] = set()
        try:
            self.ask("SELECT count(*) FROM sqlite_schema")
        except sqlcipher.DatabaseError as error:
            raise NothingReadable from error

    def ask(self, sql: str, *facts: Any) -> list[Any]:
        if self._raw is None:
            self._raw = self._connect()
        try:
            return list(self._raw.execute(sql, facts).fetchall())
        except sqlcipher.DatabaseError:
            self.close()
            raise

    def close(self) -> None:
        if self._raw is not None:
            self._raw.close()
            self._raw = None

    def columns(self, table: str) -> list[str]:
        return [name for (name,) in self.ask("SELECT name FROM pragma_table_info(?)", table)]

    def rows(self, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
        """Every row of a table that can be read, whatever its indexes say."""
        select = f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED"
        try:
            ((newest,),) = self.ask(f"SELECT max(rowid) FROM {table}")
        except sqlcipher.DatabaseError:
            newest = MOST_ROWS
        yield from self._range(select, table, 0, newest or 0)

    def _range(self, select: str, table: str, low: int, high: int) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self.ask(f"{select} WHERE rowid BETWEEN ? AND ?", low, high)
            return
        except sqlcipher.DatabaseError:
            self.damaged.add(table)
        if low < high:
            middle = (low + high) // 2
            yield from self._range(select, table, low, middle)
            yield from self._range(select, table, middle + 1, high)


def _copy(source: _Source, raw: Any, table: str, columns: list[str]) -> int:
    """Copy what is there of a table; an older file may lack a column or all of it."""
    there = source.columns(table)
    names = [name for name in there if name in ("id", *columns)] if columns else there
    if not names:
        return 0
    marks = ", ".join("?" * len(names))
    into = f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({marks})"
    copied = 0
    for row in source.rows(table, names):
        copied += raw.execute(into, row).rowcount
    return copied


def _new_stream(raw: Any, now: datetime) -> None:
    raw.execute(
        "INSERT INTO stream (id, desk_number, is_mine, opened_at) VALUES (?, 0, 1, ?)",
        (secrets.token_hex(8), now.astimezone(UTC).isoformat()),
    )


def _stand_in(raw: Any) -> int:
    """An empty row for each that is pointed at and gone."""
    made, before = 0, -1
    while made > before:
        before = made
        for child, rowid, parent, number in raw.execute("PRAGMA foreign_key_check").fetchall():
            (column,) = raw.execute(
                'SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?', (child, number)
            ).fetchone()
            asked = f"SELECT {column} FROM {child} WHERE rowid = ?"
            into = f"INSERT OR IGNORE INTO {parent} (id) VALUES (?)"
            made += raw.execute(into, raw.execute(asked, (rowid,)).fetchone()).rowcount
    return made


def _make_again(raw: Any) -> None:
    """What is folded, found and counted from the rows."""
    fold_loans(raw, [id for (id,) in raw.execute("SELECT id FROM loan").fetchall()])
    search_index.rebuild(raw)
    for table, column in (("code_of", "value"), ("agreement", "code"), ("award", "code")):
        for (code,) in raw.execute(f"SELECT {column} FROM {table}").fetchall():
            count_past(raw, code)
    raw.execute("UPDATE counter SET next = ((next + 998) / 1000) * 1000 + 1")


def _values(body: str | None) -> dict[str, Any]:
    return dict(json.loads(body)["v"]) if body is not None else {}
