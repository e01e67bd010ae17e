"""Triggers that write down every change to a journalled table, however it was made.

They are generated from the models, never written by hand: one for insert, one for update, one
that refuses a real delete, one that refuses a new id, and one that refuses any change to a table
marked `insert_only`. SQLAlchemy's own events miss bulk and raw statements; triggers miss nothing.

Every connection reads the text of all of them before its first row, so it is kept short: an update
hands over the whole row as it is and as it was, and the seal finds what differs. With the
comparison in here that reading took 6.0 ms; so it takes 4.2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table

from hubdesk.models import Base

_CAPTURING = "(SELECT mode FROM capturing WHERE id = 'mode') = 'capture'"


def journalled_tables() -> list[Table]:
    """The tables the journal follows, parents before children."""
    return [table for table in Base.metadata.sorted_tables if "local" not in table.info]


def journalled_columns(table: Table) -> list[str]:
    """The columns the journal follows: all but the id and what is folded from other rows."""
    return [c.name for c in table.columns if not c.primary_key and "local" not in c.info]


@cache
def triggers() -> Mapping[str, str]:
    """Every trigger by name, as SQL. Made once: each opening, each unlock asks for it."""
    made: dict[str, str] = {}
    for table in journalled_tables():
        made |= _triggers_of(table)
    return made


def fingerprint() -> str:
    """A hash of all triggers, to notice a file whose triggers are not ours."""
    return hashlib.sha256("\n".join(sorted(triggers().values())).encode()).hexdigest()


def put_triggers(connection: Connection) -> bool:
    """Make the file's triggers exactly ours. True when anything had to be mended."""
    raw: Any = connection.connection.driver_connection
    asked = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    there = dict(raw.execute(asked).fetchall())  # by way of SQLAlchemy's rows: 2 ms
    wanted = triggers()
    if there == wanted:
        return False
    for name in there:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for sql in wanted.values():
        connection.exec_driver_sql(sql)
    return True


def _triggers_of(table: Table) -> dict[str, str]:
    name, columns = table.name, journalled_columns(table)
    subject = table.info["subject"]
    whose = f"NEW.{subject}" if subject else "NULL"
    new = ", ".join(f"'{c}', NEW.{c}" for c in columns)
    old = ", ".join(f"'{c}', OLD.{c}" for c in columns)
    into = "INSERT INTO captured (tbl, pk, subject_id, kind, new_json, old_json) VALUES"
    fixed = {
        f"{name}_fixed": (
            f"CREATE TRIGGER {name}_fixed BEFORE UPDATE ON {name} WHEN {_CAPTURING} BEGIN "
            f"SELECT RAISE(ABORT, 'rows of {name} are never changed'); END"
        )
    }
    return (fixed if table.info.get("insert_only") else {}) | {
        f"{name}_inserted": (
            f"CREATE TRIGGER {name}_inserted AFTER INSERT ON {name} WHEN {_CAPTURING} BEGIN "
            f"{into} ('{name}', NEW.id, {whose}, 'I', json_object({new}), '{{}}'); END"
        ),
        f"{name}_updated": (
            f"CREATE TRIGGER {name}_updated AFTER UPDATE OF {', '.join(columns)} ON {name} "
            f"WHEN {_CAPTURING} BEGIN {into} "
            f"('{name}', NEW.id, {whose}, 'U', json_object({new}), json_object({old})); END"
        ),
        f"{name}_kept": (
            f"CREATE TRIGGER {name}_kept BEFORE DELETE ON {name} WHEN {_CAPTURING} BEGIN "
            f"SELECT RAISE(ABORT, 'rows of {name} are never deleted, only marked'); END"
        ),
        f"{name}_id_kept": (
            f"CREATE TRIGGER {name}_id_kept BEFORE UPDATE OF id ON {name} WHEN {_CAPTURING} BEGIN "
            f"SELECT RAISE(ABORT, 'an id of {name} never changes'); END"
        ),
    }
