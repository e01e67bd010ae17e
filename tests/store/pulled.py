"""A hub whose plug was pulled: its folder as it was in the middle of work, and opened again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from hubdesk.paths import Paths
from hubdesk.store.connections import open_raw
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import Opened, open_hub, slots_of
from hubdesk.store.tail import Scan, scan_tail, tail_key
from tests.conftest import PASSPHRASE, Clock


def pulled(paths: Paths, to: Path) -> Paths:
    """The folder as it lies on the disk now, while the hub is open."""
    shutil.copytree(paths.home, to)
    return Paths(to)


def log_of(paths: Paths) -> Path:
    """SQLite's write-ahead log."""
    return paths.database.with_name(f"{paths.database.name}-wal")


def cut_log(paths: Paths) -> None:
    """All that was not folded into the file is gone, as after one flipped bit at its start."""
    log_of(paths).unlink(missing_ok=True)
    log_of(paths).with_name(f"{paths.database.name}-shm").unlink(missing_ok=True)


def flip(path: Path, byte: int, bit: int = 0) -> None:
    """Turn one bit of a file."""
    with path.open("r+b") as file:
        file.seek(byte)
        (old,) = file.read(1)
        file.seek(byte)
        file.write(bytes([old ^ 1 << bit]))


def key_of(paths: Paths) -> bytes:
    return open_with_passphrase(slots_of(paths), PASSPHRASE)


def started(paths: Paths, clock: Clock) -> Opened:
    """The hub opened again, and what was said."""
    return open_hub(paths, slots_of(paths), key_of(paths), opened_by="passphrase", clock=clock)


def tail_of(paths: Paths) -> Scan:
    """What the safety copy holds."""
    return scan_tail(paths.tail, tail_key(key_of(paths)))


def journal(database: Database) -> list[Any]:
    """Every transaction and change, word for word."""
    with database.reading() as db:
        raw = db.connection()
        return [
            *map(tuple, raw.exec_driver_sql("SELECT * FROM journal_txn ORDER BY seq, id")),
            *map(tuple, raw.exec_driver_sql("SELECT * FROM journal_op ORDER BY txn_id, i")),
        ]


def every_table(database: Database) -> dict[str, list[Any]]:
    """All rows of all tables. How the search numbers its own rows says nothing."""
    with database.reading() as db:
        raw = db.connection()
        names = raw.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_fts%'"
            " AND name NOT LIKE 'sqlite_%'"
        ).scalars()
        what = {"device_find": "pk, words", "person_find": "pk, words", "name_word": "word"}
        return {
            name: sorted(
                map(tuple, raw.exec_driver_sql(f"SELECT {what.get(name, '*')} FROM {name}")),
                key=repr,
            )
            for name in names
        }


def statements(paths: Paths, *texts: str) -> None:
    """What another tool, which has the key, does to the closed file."""
    raw = open_raw(paths.database, key_of(paths))
    for text in texts:
        raw.execute(text)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
