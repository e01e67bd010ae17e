"""The second place of copies, a stick or a folder: the newest copy, the safety copy, the erasures.

Everything is written under another name, read back and compared, and only then renamed, and
nothing there is ever written over but the safety copy of this computer by its own newer one, and
the list of erasures by a longer one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from hubdesk.errors import Trouble
from hubdesk.errors.copies import NoRoomForCopy, PlaceIsHome, PlaceMissing, PlaceReadsBackWrong
from hubdesk.paths import Paths
from hubdesk.store.backup import A_READ, ROOM_LEFT, Halt
from hubdesk.store.copies import PART, Copy, copies_in, papers_of, remove, tidy, write_papers
from hubdesk.store.erased import Listed, keep_erased, list_in
from hubdesk.store.files import let_go, sync_folder, trouble_of
from hubdesk.store.places import MB, free_bytes

KEPT_THERE: Final = 2


def folder_in(place: Path, hub: str) -> Path:
    """Where the copies of a hub lie in the second place: two hubs may share a stick."""
    return place / f"HubDesk copies {hub[-8:]}"


def check_second(place: Path, paths: Paths) -> None:
    """PlaceMissing, or PlaceIsHome where it would be lost together with the records."""
    if not place.is_dir():
        raise PlaceMissing(os.fspath(place))
    check_not_home(place, paths)


def check_not_home(place: Path, paths: Paths) -> None:
    """PlaceIsHome where a folder is that of the records, or lies in it, or around it."""
    home, there = paths.home.resolve(), place.resolve()
    if there == home or there.is_relative_to(home) or home.is_relative_to(there):
        raise PlaceIsHome


def is_other_disk(place: Path, paths: Paths) -> bool:
    """Whether the place lies on another disk than the records."""
    try:
        return place.stat().st_dev != paths.home.stat().st_dev
    except OSError:
        return False  # it is not there at all


def is_there(place: Path, paths: Paths, *, was_other_disk: bool) -> bool:
    """Whether the place can be written to now.

    A folder a stick is hung into may stay when the stick is gone: what is written then lands on
    the disk of the records, and is no second copy.
    """
    return place.is_dir() and (is_other_disk(place, paths) or not was_other_disk)


def carry_copy(copy: Copy, place: Path, halt: Halt) -> Copy:
    """Bring a copy to the second place, unless it is there already. Two are kept there."""
    folder = folder_in(place, copy.manifest.hub)
    _make(folder, place)
    tidy(folder)
    there = folder / copy.name
    if not (there.exists() and papers_of(there).exists()):
        if free_bytes(folder) < copy.manifest.size + ROOM_LEFT:
            raise NoRoomForCopy((copy.manifest.size + ROOM_LEFT) // MB)
        write_papers(there, copy.manifest)
        _carry(copy.path, there, place, copy.manifest.sha256, halt)
    for old in copies_in(folder, copy.manifest.hub)[KEPT_THERE:]:
        remove(old)
    return Copy(there, copy.manifest)


def carry_tail(tail: Path, place: Path, hub: str, stream: str, halt: Halt) -> Path:
    """Bring the safety copy to the second place, under a name of this computer's line of work."""
    folder = folder_in(place, hub)
    _make(folder, place)
    there = folder / f"{tail.stem}-{stream[:6]}{tail.suffix}"
    _carry(tail, there, place, "", halt)
    return there


def carry_erased(erased: Iterable[Listed], place: Path, hub: str) -> Path:
    """Bring the list of erasures there: the copies beside it may still hold who is on it."""
    folder = folder_in(place, hub)
    _make(folder, place)
    try:
        keep_erased(list_in(folder, hub), erased)
    except Trouble as trouble:
        if not place.is_dir():
            raise PlaceMissing(os.fspath(place)) from trouble  # pulled out meanwhile
        raise
    return list_in(folder, hub)


def _make(folder: Path, place: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError as error:
        raise PlaceMissing(os.fspath(place)) from error
    except OSError as error:
        raise trouble_of(error, os.fspath(place)) from error


def _carry(path: Path, there: Path, place: Path, sha256: str, halt: Halt) -> None:
    part = there.with_name(there.name + PART)
    try:
        digest = _write(path, part, halt)
        if _read_back(part, halt) != digest or sha256 not in ("", digest):
            raise PlaceReadsBackWrong(os.fspath(place))
        part.replace(there)
        sync_folder(there.parent)
    except OSError as error:
        if not place.is_dir():
            raise PlaceMissing(os.fspath(place)) from error  # pulled out meanwhile
        raise trouble_of(error, os.fspath(place)) from error
    finally:
        if place.is_dir():
            let_go(part)


def _write(path: Path, part: Path, halt: Halt) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source, part.open("wb") as target:
        while portion := source.read(A_READ):
            halt.check()
            digest.update(portion)
            target.write(portion)
        target.flush()
        os.fsync(target.fileno())
        if hasattr(os, "posix_fadvise"):  # or what is read back is what lies in memory
            os.posix_fadvise(target.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return digest.hexdigest()


def _read_back(part: Path, halt: Halt) -> str:
    digest = hashlib.sha256()
    with part.open("rb") as file:
        while portion := file.read(A_READ):
            halt.check()
            digest.update(portion)
    return digest.hexdigest()
