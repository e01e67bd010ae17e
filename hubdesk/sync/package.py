"""All records of a hub as open files: which tables, how a cell is written, what describes them.

A package is a zip with a CSV file for each table and `datapackage.json` beside them, a Frictionless
Tabular Data Package (specs.frictionlessdata.io). `docs/package-format.md` says how to read one.

Nothing is left out but what is no record, which is search words and other folds that are made
again, what opens the lock of one computer, and concerns, unless somebody takes it who may see
them. Cells are written so that they come back to the letter: `\\N`
is no value, and words that begin like a formula, like `\\N` or with an apostrophe get one more
apostrophe in front, so that no spreadsheet takes a name for a formula. So do digits of which one
would make a number: a telephone's first nought and the last digits of a long code survive Excel.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Column, Integer, Table

from hubdesk.models import Base, Watched
from hubdesk.models.base import Day, Moment

FORMAT: Final = "hubdesk package 1"
DESCRIPTOR: Final = "datapackage.json"
NONE: Final = "\\N"
# What must not leave: it opens the lock of one computer, or is made again from the rest.
STAYS_HERE: Final[Mapping[str, str]] = {
    "account_lock": "PINs and badges open the lock; they are set anew",
    "way_in": "keys are of one computer",
    "desk_key": "signs and opens bundles for one computer",
    "place_secret": "the password of a place; it is typed anew",
    "parcel_try": "how far one computer has come in sending",
    "region_key": "whoever has it can tell whose a number at the region is",
    "region_line": "it joins a person to that number",
    "captured": "changes on their way into the journal",
    "capturing": "a switch of the journal",
    "person_find": "made again from the rest",
    "device_find": "made again from the rest",
    "name_word": "made again from the rest",
}
# Sealed, but whom a concern is about and that it is closed stand beside it in the open. So they
# leave only with somebody who may see them; who looked at one goes with them.
OF_THE_LEAD: Final = ("concern", "concern_key")
_LOOKS = f"SELECT id FROM access_event WHERE what = '{Watched.SAFEGUARDING}'"
_OPS_OF_THE_LEAD = f"(tbl IN {OF_THE_LEAD} OR (tbl = 'access_event' AND pk IN ({_LOOKS})))"
_TXNS_OF_THE_LEAD = f"id IN (SELECT txn_id FROM journal_op WHERE {_OPS_OF_THE_LEAD})"
# Where the new file goes on by itself, so that neither is the same as before.
GOES_ON: Final = ("stream", "counter")
# Equals, plus, minus, at, backslash, apostrophe, tab, line feed, carriage return.
_GUARDED: Final = ", ".join(f"char({ord(sign)})" for sign in "=+-@\\'\t\n\r")
MOST_DIGITS: Final = 11  # Excel shows a longer number as 4.4E+11, and changes digits past the 15th


def tables() -> list[Table]:
    """Every table that leaves, parents before children."""
    return [table for table in Base.metadata.sorted_tables if table.name not in STAYS_HERE]


def path_of(table: str) -> str:
    """Where a table's rows stand in the zip."""
    return f"data/{table}.csv"


def is_number(column: Column[Any]) -> bool:
    """Whether a column holds whole numbers; all else is text."""
    return isinstance(column.type, Integer)


def rows_of(table: Table, *, with_concerns: bool) -> str:
    """What FROM and WHERE say of the rows that leave."""
    if with_concerns or table.name not in (*OF_THE_LEAD, "access_event"):
        return table.name
    if table.name == "access_event":
        return f"access_event WHERE what <> '{Watched.SAFEGUARDING}'"
    return f"{table.name} WHERE 0"


def out_of(table: Table, *, with_concerns: bool) -> str:
    """SQL that reads a table's rows, each cell as it is written. Of a lock only proofs are read."""
    cells = ", ".join(_out(table, column, with_concerns) for column in table.columns)
    order = ", ".join(column.name for column in table.primary_key.columns)
    return f"SELECT {cells} FROM {rows_of(table, with_concerns=with_concerns)} ORDER BY {order}"


def _out(table: Table, column: Column[Any], with_concerns: bool) -> str:
    name = column.name
    if is_number(column):
        return f"ifnull({name}, '{NONE}')"
    guarded = f"WHEN {_is_guarded(column)} THEN char(39) || {name}"
    read = f"CASE WHEN {name} IS NULL THEN '{NONE}' {guarded} ELSE {name} END"
    if table.name == "journal_op" and name in ("body", "salt", "subject_id"):
        secrets = ", ".join(f"'{one}'" for one in STAYS_HERE)
        stays = [f"tbl IN ({secrets})"] if name != "subject_id" else []
        stays += [] if with_concerns else [_OPS_OF_THE_LEAD]
        return f"CASE WHEN {' OR '.join(stays)} THEN '{NONE}' ELSE {read} END" if stays else read
    if table.name == "journal_txn" and name in ("about", "reason", "salt") and not with_concerns:
        empty = NONE if name == "salt" else ""
        return f"CASE WHEN {_TXNS_OF_THE_LEAD} THEN '{empty}' ELSE {read} END"
    return read


def _is_guarded(column: Column[Any]) -> str:
    """Whether a spreadsheet would take the words for something else: a formula, or a number."""
    name = column.name
    formula = f"substr({name}, 1, 1) IN ({_GUARDED})"
    if column.primary_key or column.foreign_keys or _type_of(column) != "string":
        return formula
    digits = f"{name} GLOB '[0-9]?*' AND NOT {name} GLOB '*[^0-9eE]*'"
    changed = f"{name} GLOB '0*' OR length({name}) > {MOST_DIGITS} OR {name} GLOB '*[eE]*'"
    return f"({formula} OR ({digits} AND ({changed})))"


def into(table: Table) -> str:
    """SQL that writes a row's cells, as they stand in the file, back as they were."""
    names = ", ".join(column.name for column in table.columns)
    cells = ", ".join(_in(at, column) for at, column in enumerate(table.columns, 1))
    return f"INSERT INTO {table.name} ({names}) VALUES ({cells})"


def _in(at: int, column: Column[Any]) -> str:
    none = f"CASE WHEN ?{at} = '{NONE}' THEN NULL "
    if is_number(column):
        return f"{none}ELSE ?{at} END"
    return f"{none}WHEN substr(?{at}, 1, 1) = '''' THEN substr(?{at}, 2) ELSE ?{at} END"


def schema_of(table: Table) -> dict[str, Any]:
    """The columns of a table as a Frictionless Table Schema."""
    schema: dict[str, Any] = {
        "fields": [{"name": c.name, "type": _type_of(c)} for c in table.columns],
        "primaryKey": [column.name for column in table.primary_key.columns],
        "missingValues": [NONE, ""],
    }
    if keys := [_foreign(column) for column in table.columns if column.foreign_keys]:
        schema["foreignKeys"] = keys
    return schema


def _type_of(column: Column[Any]) -> str:
    if is_number(column):
        return "integer"
    if isinstance(column.type, Day):
        return "date"
    return "datetime" if isinstance(column.type, Moment) else "string"


def _foreign(column: Column[Any]) -> dict[str, Any]:
    (key,) = column.foreign_keys
    target = key.column.table.name
    own = "" if target == column.table.name else target
    return {
        "fields": [column.name],
        "reference": {"resource": own, "fields": [key.column.name]},
    }
