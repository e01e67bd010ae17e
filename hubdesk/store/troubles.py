"""What the driver says of the file, as a Trouble with facts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DatabaseError

from hubdesk.errors import HubDeskError, Trouble
from hubdesk.errors.store import (
    DatabaseBusy,
    DiskFull,
    DiskTrouble,
    FileDamaged,
    FolderNotWritable,
)


@contextmanager
def troubles(path: Path) -> Iterator[None]:
    """What the driver raises about the file, said as a Trouble. A bug of ours stays what it is."""
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        trouble = trouble_of(error, path)
        if trouble is None:
            raise
        raise trouble from error


def trouble_of(error: Exception, path: Path) -> Trouble | None:
    """The Trouble an error of the driver means, or None if it is a bug of ours."""
    said = str(getattr(error, "orig", error)).lower()
    known: list[tuple[str, Callable[[], HubDeskError]]] = [
        ("locked", DatabaseBusy),
        ("busy", DatabaseBusy),
        ("is full", DiskFull),
        ("disk i/o", DiskTrouble),
        ("readonly", lambda: FolderNotWritable(os.fspath(path.parent))),
        ("unable to open", lambda: FolderNotWritable(os.fspath(path.parent))),
        ("vtable constructor", lambda: FileDamaged(os.fspath(path), "D-115")),
        ("malformed", lambda: FileDamaged(os.fspath(path), "D-105")),
        ("not a database", lambda: FileDamaged(os.fspath(path), "D-106")),
    ]
    for words, kind in known:
        if words in said:
            found = kind()
            return found if isinstance(found, Trouble) else None
    return None
