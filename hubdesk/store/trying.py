"""Trying a copy: opened by our own store in a folder of its own, its history proved and compared.

A backup is only real once it was brought back. So the newest copy is, with the safety copy that
goes on from it, and what comes out is compared with the records row by row of their history.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from hubdesk.errors import HubDeskError
from hubdesk.errors.copies import CopyStopped, ScratchLeft
from hubdesk.errors.store import DiskFull, DiskTrouble, FolderNotWritable
from hubdesk.paths import Paths
from hubdesk.store.backup import Halt, check_copy
from hubdesk.store.copies import Copy
from hubdesk.store.database import Database
from hubdesk.store.entries import newest_point, point_at
from hubdesk.store.files import trouble_of
from hubdesk.store.keys import write_slots
from hubdesk.store.opening import open_hub
from hubdesk.store.proof import prove_all
from hubdesk.store.rebuilding import rebuild
from hubdesk.store.restoring import tail_after
from hubdesk.store.scratch import scratch


@dataclass(frozen=True, slots=True)
class Trial:
    """How trying a copy went. `fault` is a short note, empty when all was the same.

    `left` is the folder it was tried in, where the system does not let go of it.
    """

    rows: int
    fault: str = ""
    left: str = ""


def try_copy(
    copy: Copy, database: Database, paths: Paths, halt: Halt, clock: Callable[[], datetime]
) -> Trial:
    """Bring a copy back in a folder that is gone afterwards, and compare it with the records.

    What is wrong with the copy is the answer; what a disk refuses is raised. ScratchLeft where
    what is left of an earlier trial cannot be removed.
    """
    trial: Trial | None = None
    try:
        with scratch(paths.trying) as folder:
            trial = _tried(copy, database, paths, folder, halt, clock)
    except ScratchLeft as left:
        if trial is None:
            raise
        return replace(trial, left=left.folder)
    return trial


def _tried(
    copy: Copy,
    database: Database,
    paths: Paths,
    folder: Paths,
    halt: Halt,
    clock: Callable[[], datetime],
) -> Trial:
    try:
        check_copy(copy, database.data_key, halt)
        _lay_out(copy, database, paths, folder, halt)
        opened = open_hub(folder, copy.manifest.slots, database.data_key, clock=clock)
        try:
            return _compare(opened.database, database, halt)
        finally:
            opened.database.let_go()
    except OSError as error:
        raise trouble_of(error, os.fspath(folder.home)) from error
    except (CopyStopped, DiskFull, DiskTrouble, FolderNotWritable):
        raise
    except HubDeskError as error:
        return Trial(0, str(error))


def _lay_out(copy: Copy, database: Database, paths: Paths, folder: Paths, halt: Halt) -> None:
    folder.home.mkdir(parents=True)
    shutil.copyfile(copy.path, folder.database)
    halt.check()
    tail = tail_after(paths, copy, database.data_key)
    if tail is not None:
        shutil.copyfile(tail, folder.tail)
    write_slots(folder, copy.manifest.slots)


def _compare(tried: Database, live: Database, halt: Halt) -> Trial:
    with tried.apart() as raw, halt.over(raw):
        for proof in prove_all(raw):
            if not proof.holds:
                return Trial(0, f"history {proof.fault}")
        found = rebuild(raw, halt.check)
        here = newest_point(raw)
    if not found.is_same:
        return Trial(found.rows, f"rows {found.differing[0]}")
    with live.apart() as raw:
        if point_at(raw, here.stream, here.seq) != here:
            return Trial(found.rows, "other history than the records")
    return Trial(found.rows)
