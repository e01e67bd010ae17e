"""Kills a process by -9 in the middle of a change of key, at a line of ours that is chosen."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from hubdesk.errors.store import WrongPassphrase
from hubdesk.paths import Paths
from hubdesk.store.key_change import change_key
from hubdesk.store.keys import find_passphrase
from hubdesk.store.opening import close_hub, open_hub, slots_of

WATCHED = ("key_change.py", "files.py", "keys.py", "slots.py")
LEFTOVERS = ("next", ".old", "-wal", "-shm", ".part")


@dataclass(frozen=True)
class Hub:
    """A closed hub to copy: who stays, by passphrase, who leaves, and what it holds."""

    home: Path
    stays: tuple[str, ...]
    leaves: str
    leaver: str  # the account that goes
    people: int


@dataclass(frozen=True)
class Cut:
    """What was found after a kill: whether the change had come to its end, and how far it got."""

    is_new: bool
    lines: int


def cut_at(hub: Hub, folder: Path, line: int) -> Cut:
    """Change the key of a copy, killed at the `line`-th line run; open what is left.

    `line` 0 lets it come to its end. AssertionError if not exactly one whole set opens.
    """
    home = folder / "hub"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(hub.home, home)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _change(Paths(home), hub, line, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        lines = told.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) == bool(line), (line, status, lines)
    return Cut(_opens_whole(Paths(home), hub), int(lines or 0))


def _change(paths: Paths, hub: Hub, line: int, writing: int) -> None:
    seen = 0

    def trace(frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal seen
        if not frame.f_code.co_filename.endswith(WATCHED):
            return None
        if event == "line":
            seen += 1
            if seen == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    code = 1
    try:
        slots = slots_of(paths)
        data_key = find_passphrase(slots, hub.stays[0]).data_key
        kept = tuple(slot for slot in slots.slots if slot.account != hub.leaver)
        sys.settrace(trace)
        change_key(paths, type(slots)(slots.hub, slots.name, slots.sequence, kept), data_key)
        sys.settrace(None)
        os.write(writing, str(seen).encode())
        code = 0
    finally:
        os._exit(code)


def _opens_whole(paths: Paths, hub: Hub) -> bool:
    """Open it with every passphrase. Whether it is the new set."""
    keys = {find_passphrase(slots_of(paths), words).data_key for words in hub.stays}
    assert len(keys) == 1, "the passphrases open two different keys"
    slots = slots_of(paths)
    way = find_passphrase(slots, hub.stays[0])
    found = open_hub(paths, slots, way.data_key, opened_by=way.slot.id)
    try:
        assert not found.remarks, found.remarks
        found.database.check_whole()
        with found.database.reading() as db:
            count = db.connection().exec_driver_sql("SELECT count(*) FROM person").scalar()
        assert count == hub.people, f"{count} people of {hub.people}"
    finally:
        close_hub(paths, found.database)
    left = sorted(p.name for p in paths.home.iterdir() if p.name.endswith(LEFTOVERS))
    assert not left, f"left behind: {left}"
    is_new = not slots_of(paths).of("recovery")
    try:
        find_passphrase(slots_of(paths), hub.leaves)
    except WrongPassphrase:
        assert is_new, "whoever leaves was shut out before the change was done"
    else:
        assert not is_new, "whoever leaves still opens the new set"
    return is_new
