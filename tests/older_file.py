"""A hub's file as an older HubDesk left it: what was made since is gone, the rest is back."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from hubdesk.paths import Paths
from hubdesk.store.connections import open_raw
from hubdesk.store.upgrade import MIGRATIONS

OLD = "0003"  # before there were proofs: bringing it up to date seals the whole journal again


def make_older(paths: Paths, key: bytes, revision: str = OLD) -> None:
    """Take from a closed file what migrations after `revision` put in; put back what they took."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = _schema_at(Path(folder) / "old", revision)
    raw = open_raw(paths.database, key)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("BEGIN IMMEDIATE")
    there = _schema_of(raw)
    for kind in ("trigger", "index", "table"):
        for name in there:
            if there[name].kind == kind and name not in wanted and "_fts_" not in name:
                raw.execute(f'DROP {kind} "{name}"')
    for name, one in wanted.items():
        if one.kind == "table":
            for column in there[name].columns - one.columns:
                raw.execute(f"ALTER TABLE {name} DROP COLUMN {column}")
            for column in one.columns - there[name].columns:  # `role` of an account, so far
                raw.execute(f"ALTER TABLE {name} ADD COLUMN {column} TEXT DEFAULT 'manager'")
    for name, one in wanted.items():
        if one.kind == "index" and name not in there:  # another has taken its place since
            raw.execute(one.sql)
    raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    raw.execute("COMMIT")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    for beside in (paths.tail, *paths.anchors):
        beside.unlink(missing_ok=True)  # it had neither


class _Made(NamedTuple):
    kind: str
    columns: frozenset[str]
    sql: str


def _schema_at(path: Path, revision: str) -> dict[str, _Made]:
    import sqlcipher3.dbapi2 as sqlcipher

    raw = open_raw(path, secrets.token_bytes(32))
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
    with engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", os.fspath(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        found = _schema_of(raw)
    engine.dispose()
    return found


def _schema_of(raw: Any) -> dict[str, _Made]:
    rows = raw.execute("SELECT name, type, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
    found = {}
    for name, kind, sql in rows.fetchall():
        columns = raw.execute("SELECT name FROM pragma_table_info(?)", (name,)).fetchall()
        found[name] = _Made(kind, frozenset(column for (column,) in columns), sql)
    return found
