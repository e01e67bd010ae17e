"""Folders in which a copy of the records lies for a moment's work, and that they go afterwards.

What is left of one matters: it is encrypted, but an erasure and a new key do not reach into it.
So whatever is left is looked for at every start, each day and with every erasure, and what the
system does not let go of is said.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from hubdesk.errors.copies import ScratchLeft
from hubdesk.paths import Paths

AT_WORK: Final = timedelta(hours=1)  # nothing in such a folder rests for longer while in use


@contextmanager
def scratch(folder: Path) -> Iterator[Paths]:
    """An empty place for a hub, gone afterwards. ScratchLeft where the system keeps it.

    What went wrong in it is raised as it is: what is left of the folder is found again.
    """
    clear(folder)
    try:
        yield Paths(folder)
    except BaseException as wrong:
        try:
            clear(folder)
        except ScratchLeft as left:
            raise wrong from left
        raise
    clear(folder)


def clear(folder: Path) -> None:
    """Remove it with all that is in it, as far as it goes. ScratchLeft if something stays."""
    refused: OSError | None = None
    if not folder.exists():
        return
    inside = sorted(folder.rglob("*"), reverse=True)  # what is in a folder before the folder
    for path in (*inside, folder):
        try:
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            refused = refused or error
    if refused is not None:
        raise ScratchLeft(os.fspath(folder)) from refused


def forget_scratch(paths: Paths, now: datetime | None = None) -> None:
    """Remove what is left of all of them. ScratchLeft for the first that stays.

    With `now`, one that something was written into within the hour is left: it is at work, and
    goes by itself.
    """
    stays: ScratchLeft | None = None
    for folder in (paths.trying, paths.looking, paths.joining, paths.fetching):
        if now is not None and _is_at_work(folder, now):
            continue
        try:
            clear(folder)
        except ScratchLeft as left:
            stays = stays or left
    if stays is not None:
        raise stays


def _is_at_work(folder: Path, now: datetime) -> bool:
    if not folder.exists():
        return False
    # a large copy is fetched into it for hours, from a slow share: the file grows, the folder rests
    last = folder.stat().st_mtime
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # gone just now
            last = max(last, path.lstat().st_mtime)
    age = now - datetime.fromtimestamp(last, UTC)
    return timedelta() <= age < AT_WORK
