"""Connections to the encrypted file: the settings every one has, and the engine on top of them."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool
from sqlalchemy.util import LRUCache

BUSY_MS = 5000
STATEMENTS = 1000  # kept ready: all a hub asks, 3 MB; with the usual 128 a third of a look's time
SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -2000",  # KiB a connection: five of them with 8 MB each fill an old laptop
)


def open_raw(path: Path, key: bytes | bytearray) -> Any:
    """A keyed DBAPI connection with the settings every connection of ours has."""
    raw = sqlcipher.connect(
        os.fspath(path),
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
        cached_statements=STATEMENTS,
    )
    raw.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is our sentence, not stderr's
    try:
        for setting in (f"key = \"x'{key.hex()}'\"", *SETTINGS):
            raw.execute(f"PRAGMA {setting}")
    except BaseException:
        raw.close()  # Windows does not let go of a file that is open
        raise
    return raw


@cache
def _spoken() -> tuple[Dialect, LRUCache[Any, Any]]:
    """The dialect of every engine of this process, and the statements put into it so far.

    A statement is compiled for a dialect: reader and writer, and the records opened again after
    the lock, would each compile all of them anew and keep them beside the others.
    """
    engine = create_engine("sqlite://", module=sqlcipher, poolclass=StaticPool)
    with engine.connect():
        pass  # the dialect asks the library what it can do
    engine.dispose()
    return engine.dialect, LRUCache(500)


def engine_on(
    path: Path, key: bytearray, *, pool_size: int, query_only: bool, first: Any = None
) -> Engine:
    """An engine on the file. `first` is a connection that is open already; it belongs to it now."""
    waiting = [] if first is None else [first]

    def connect() -> Any:
        raw = waiting.pop() if waiting else open_raw(path, key)
        if query_only:
            raw.execute("PRAGMA query_only = ON")
        return raw

    dialect, compiled = _spoken()
    pool = QueuePool(
        connect,
        pool_size=pool_size,
        max_overflow=0,
        use_lifo=True,  # the reader used last: its pages are still in its memory
        dialect=dialect,
    )
    engine = Engine(pool, dialect, URL.create("sqlite"))
    engine.update_execution_options(compiled_cache=compiled)
    event.listen(engine, "begin", _begin_to_look if query_only else _begin_to_write)

    if first is not None:
        engine.connect().close()  # into the pool, so that it is closed with it
    return engine


def _begin_to_look(connection: Connection) -> None:
    """A view of one moment. It takes no lock, so cannot fail: asked for as all else is, it was a
    tenth of what a look takes.
    """
    raw: Any = connection.connection.driver_connection
    raw.execute("BEGIN")


def _begin_to_write(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
