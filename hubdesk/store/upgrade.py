"""Bringing an older file up to date, whole or not at all, with a copy kept of how it was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hubdesk.errors.store import FileDamaged, FileFromNewer
from hubdesk.store.files import sync_folder, trouble_of

HEAD = "0034"  # a test proves that this is the newest migration
KNOWN = tuple(f"{n:04}" for n in range(1, 35))
MIGRATIONS = Path(__file__).parent / "migrations"


def revision_of(raw: Any) -> str:
    """The revision a file is at; empty for a file without tables."""
    if not raw.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone():
        return ""
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def upgrade(path: Path, key: bytes, copies: Path, raw: Any = None) -> str:
    """Bring the file to HEAD, over `raw` if it is open already. Answers with the revision it had.

    FileFromNewer if a newer HubDesk wrote it; FileDamaged if a row would lose its parent.
    Nothing is changed in either case. `raw` stays open only if there was nothing to do.
    """
    from hubdesk.store.connections import open_raw

    over, have = raw or open_raw(path, key), ""
    try:
        have = revision_of(over)
        if have == HEAD:
            return have
        if have and have not in KNOWN:
            raise FileFromNewer(os.fspath(path))
        if have:
            _keep_a_copy(over, copies / f"before-{HEAD}-from-{have}.hubdesk")
        _run(over, path)
        return have
    finally:
        if raw is None or have != HEAD:
            over.close()


def _keep_a_copy(raw: Any, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.unlink(missing_ok=True)
    raw.execute("VACUUM INTO ?", (os.fspath(copy),))
    try:
        with copy.open("rb+") as file:
            os.fsync(file.fileno())  # VACUUM INTO leaves that to whoever asked for it
        sync_folder(copy.parent)
    except OSError as error:
        raise trouble_of(error, os.fspath(copy.parent)) from error


def forget_copies(copies: Path) -> None:
    """Take away copies from before an update: they hold whoever was erased since."""
    for copy in copies.glob("before-*.hubdesk"):
        try:
            copy.unlink(missing_ok=True)
        except OSError as error:
            raise trouble_of(error, os.fspath(copies)) from error


def _run(raw: Any, path: Path) -> None:
    import sqlcipher3.dbapi2 as sqlcipher
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    from hubdesk.store.capture import put_triggers

    # With foreign keys on, rebuilding a parent table would silently delete its children.
    raw.execute("PRAGMA foreign_keys = OFF")
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config = Config()
        config.set_main_option("script_location", os.fspath(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        put_triggers(connection)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            connection.exec_driver_sql("ROLLBACK")
            raise FileDamaged(os.fspath(path), "D-108")
        connection.exec_driver_sql("COMMIT")
