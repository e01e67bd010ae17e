"""The first 16 bytes of the records, SQLCipher's salt, kept beside: no page opens without it."""

from __future__ import annotations

import os
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from hubdesk.paths import Paths
from hubdesk.store.files import write_whole

SALT = 16


def salt_of(path: Path) -> bytes:
    """How a file begins; SQLCipher keeps its salt there, unencrypted."""
    with path.open("rb") as file:
        return file.read(SALT)


def is_as_kept(paths: Paths) -> bool:
    """Whether the records begin as they did when they were last opened here."""
    kept = paths.first_page
    return kept.exists() and kept.read_bytes() == salt_of(paths.database)


def keep_salt(paths: Paths) -> None:
    """Note how the records begin. They have just been opened."""
    if not is_as_kept(paths):
        write_whole(paths.first_page, salt_of(paths.database))


def opens_as_kept(paths: Paths, data_key: bytes) -> bool:
    """Whether the records open with the salt that was kept: only their first bytes are damaged."""
    if not paths.first_page.exists():
        return False
    raw = sqlcipher.connect(os.fspath(paths.database))
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f"PRAGMA key = \"x'{data_key.hex()}{paths.first_page.read_bytes().hex()}'\"")
        raw.execute("PRAGMA query_only = ON")
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlcipher.DatabaseError:
        return False
    finally:
        raw.close()
    return True


def put_salt_back(paths: Paths) -> None:
    """Let the records begin again as they did."""
    with paths.database.open("r+b") as file:
        file.write(paths.first_page.read_bytes())
        file.flush()
        os.fsync(file.fileno())
