"""What a command does while it holds a hub's folder, for whoever starts HubDesk there meanwhile.

It stands beside the lock. A lock that nobody holds says nothing, so what a crash left is not read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hubdesk.store.files import trouble_of


@contextmanager
def said_busy(lock: Path, verb: str) -> Iterator[None]:
    """Say so while this lasts. Raises FolderNotWritable, DiskFull and DiskTrouble."""
    note = _beside(lock)
    try:
        note.write_text(verb, "utf-8")
    except OSError as error:
        raise trouble_of(error, os.fspath(lock.parent)) from error
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def busy_with(lock: Path) -> str:
    """The verb of the command that holds the folder; empty where it is a window."""
    try:
        return _beside(lock).read_text("utf-8", "replace").strip()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise trouble_of(error, os.fspath(lock.parent)) from error


def not_busy(lock: Path) -> None:
    """Take away what a command left that ended in a crash. The lock is ours by now."""
    _beside(lock).unlink(missing_ok=True)


def _beside(lock: Path) -> Path:
    return lock.with_suffix(".txt")
