"""Writing a small file whole or not at all, and saying in our words what a disk refused."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hubdesk.errors import Trouble
from hubdesk.errors.store import (
    DiskFull,
    DiskTrouble,
    FileThere,
    FolderFull,
    FolderMissing,
    FolderNotWritable,
    FolderThere,
)

_CHUNK = 1024 * 1024


def trouble_of(error: OSError, folder: str = "") -> Trouble:
    """The Trouble that an OSError means: full, not writable, or the disk itself."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FolderNotWritable(folder)
    return DiskTrouble()


@contextmanager
def disk_troubles(folder: Path) -> Iterator[None]:
    """What a disk refuses, said as a Trouble."""
    try:
        yield
    except OSError as error:
        raise trouble_of(error, os.fspath(folder)) from error


def check_there(folder: Path) -> None:
    """FolderMissing where the folder that something is to be written into is not there."""
    if not folder.is_dir():
        raise FolderMissing(os.fspath(folder))


def check_writes(path: Path, *, replaces: bool) -> None:
    """Ask before a command writes a file there. A folder of that name is never replaced.

    Refuses FolderMissing, FolderThere, and FileThere unless it `replaces` what is there.
    """
    check_there(path.parent)
    if path.is_dir():
        raise FolderThere(path.name)
    if not replaces and os.path.lexists(path):
        raise FileThere(path.name)


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` by `content`: a new file beside it, made durable, then renamed over it."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        let_go(part)
        raise trouble_of(error, os.fspath(path.parent)) from error


@contextmanager
def room_for_it(folder: Path) -> Iterator[None]:
    """FolderFull where a file that somebody wanted elsewhere found no room: a stick, not here."""
    try:
        yield
    except DiskFull as error:
        raise FolderFull(os.fspath(folder)) from error


def let_go(part: Path) -> None:
    """Take away what was half written, where the disk lets go of it.

    One that may only be read refuses even that, and what it refused before is what has to be said.
    """
    with suppress(OSError):
        part.unlink(missing_ok=True)


def wipe(path: Path) -> None:
    """Write over a file and let go of it. Raises OSError.

    On an SSD, and where the file system writes elsewhere, old blocks may stay; they are encrypted.
    """
    left = path.stat().st_size
    with path.open("r+b") as file:
        while left:
            file.write(secrets.token_bytes(min(left, _CHUNK)))
            left -= min(left, _CHUNK)
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make durable which files a folder has."""
    if os.name != "posix":
        return  # Windows has no such call; its rename is durable with the file
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
