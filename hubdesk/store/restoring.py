"""Bringing a copy back: proved first, put in its place in one step, what was there set aside.

copies/joining/      the copy while it is fetched: cut short, it is swept
hub.hubdesk.part     the copy, whole, durable and proved, before anything else is touched
set-aside/…/         the records that were here, with their log and their marks
hub.hubdesk          the part under its name; cut short before, the next start goes on here
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import sqlcipher3.dbapi2 as sqlcipher

from hubdesk.errors import Trouble
from hubdesk.errors.copies import CopyDamaged, CopyFromNewer, CopyOfOtherHub, NoRoomToBringBack
from hubdesk.errors.store import (
    KeyFileDamaged,
    KeyFileMissing,
    WrongPassphrase,
    WrongRecoveryKey,
)
from hubdesk.paths import Paths
from hubdesk.store import places
from hubdesk.store.backup import Halt, check_copy
from hubdesk.store.connections import open_raw
from hubdesk.store.copies import Copy, one_line
from hubdesk.store.erased import Listed, erasures_of, keep_erased
from hubdesk.store.files import sync_folder, trouble_of, write_whole
from hubdesk.store.keys import (
    KeySlots,
    Slot,
    Way,
    find_passphrase,
    find_recovery,
    read_slots,
    write_slots,
)
from hubdesk.store.pieces import A_PIECE, put_together
from hubdesk.store.places import MB, ROOM_TO_SAVE, check_place
from hubdesk.store.scratch import scratch
from hubdesk.store.tail import scan_tail, tail_key
from hubdesk.store.troubles import troubles
from hubdesk.store.unfinished import is_unfinished, note_unfinished, take_mark
from hubdesk.store.upgrade import KNOWN

T = TypeVar("T")

# Beside the records themselves: below ROOM_TO_SAVE what ends it could not be written down.
ROOM: Final = ROOM_TO_SAVE + 20 * MB

# What opening the records, and ending what was cut short, write by themselves.
_BY_START: Final = frozenset(
    ("open stream", "recovered", "erase again", "unattributed", "note ways in", "wrong lock")
)


@dataclass(frozen=True, slots=True)
class Since:
    """What the records here have and the copy has not. `changes` is None if nobody can tell."""

    changes: int | None
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a copy, whether the ways in that are here open it, and whose `slot` gave it."""

    data_key: bytes
    is_ours: bool
    slot: Slot


def check_ours(paths: Paths, copy: Copy) -> None:
    """CopyOfOtherHub or CopyFromNewer. A folder without a hub takes any copy."""
    here = slots_here(paths)
    if here is not None and here.hub != copy.manifest.hub:
        raise CopyOfOtherHub(one_line(copy.manifest.slots.name))
    if copy.manifest.revision not in KNOWN:
        raise CopyFromNewer(copy.manifest.app_version)


def slots_here(paths: Paths) -> KeySlots | None:
    """The ways in of this folder; None where there are none that can be read."""
    try:
        return read_slots(paths)
    except (KeyFileMissing, KeyFileDamaged):
        return None  # a copy brings its own


def key_of_copy(paths: Paths, copy: Copy, passphrase: str, groups: tuple[str, ...] = ()) -> Key:
    """The key of a copy by the passphrase or sheet of today, or by that of the day it was made.

    Raises WrongPassphrase or WrongRecoveryKey.
    """

    def opened(slots: KeySlots) -> Way:
        if groups:
            return find_recovery(slots, groups)
        return find_passphrase(slots, passphrase)

    here = slots_here(paths)
    if here is not None:
        try:
            way = opened(here)
        except (WrongPassphrase, WrongRecoveryKey):
            pass  # perhaps it is that of the day the copy was made
        else:
            if copy.manifest.is_proved_by(way.data_key):
                return Key(way.data_key, is_ours=True, slot=way.slot)
    way = opened(copy.manifest.slots)
    if not copy.manifest.is_proved_by(way.data_key):
        raise CopyDamaged(copy.name, "papers")
    return Key(way.data_key, is_ours=False, slot=way.slot)


def since_copy(paths: Paths, copy: Copy, data_key: bytes) -> Since:
    """How much of the records here is newer than the copy."""
    if not paths.database.exists():
        return Since(None)
    only_work = is_unfinished(paths, copy.manifest)  # what the start wrote into it is nobody's
    try:
        with troubles(paths.database):
            raw = open_raw(paths.database, data_key)
            try:
                raw.execute("PRAGMA query_only = ON")
                if raw.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                    return Since(None)
                return _worked_since(raw, copy) if only_work else _newer(raw, copy)
            finally:
                raw.close()
    except (Trouble, sqlcipher.DatabaseError):
        return Since(None)  # it is because they cannot be read that somebody brings a copy back


def erased_here(paths: Paths, data_key: bytes) -> list[Listed]:
    """Whom the records that are here know to be erased; nobody where they cannot be read."""
    return asked_here(paths, data_key, erasures_of)


def asked_here(paths: Paths, data_key: bytes, ask: Callable[[Any], list[T]]) -> list[T]:
    """What the records that are here answer; nothing where they cannot be read."""
    if not paths.database.exists():
        return []
    try:
        with troubles(paths.database):
            raw = open_raw(paths.database, data_key)
            try:
                raw.execute("PRAGMA query_only = ON")
                return ask(raw)
            finally:
                raw.close()
    except (Trouble, sqlcipher.DatabaseError):
        return []  # it is because they cannot be read that somebody brings a copy back


def _newer(raw: Any, copy: Copy) -> Since:
    known = {stream.id: stream.seq for stream in copy.manifest.facts.streams}
    rows = raw.execute("SELECT id, seq FROM stream").fetchall()
    changes = sum(max(0, seq - known.get(id, 0)) for id, seq in rows)
    newest = raw.execute(
        "SELECT wall_utc FROM journal_txn ORDER BY hlc DESC, id DESC LIMIT 1"
    ).fetchone()
    return Since(changes, datetime.fromisoformat(newest[0]) if newest else None)


def _worked_since(raw: Any, copy: Copy) -> Since:
    """What somebody did in it after all: a disk may bring back a mark that was removed before.

    Work goes into the line that is opened once it is finished; the safety copy goes on in the old.
    """
    known = {stream.id for stream in copy.manifest.facts.streams}
    rows = raw.execute("SELECT stream_id, verb, wall_utc FROM journal_txn ORDER BY hlc, id")
    work = [at for stream, verb, at in rows if stream not in known and verb not in _BY_START]
    return Since(len(work), datetime.fromisoformat(work[-1]) if work else None)


def tail_after(paths: Paths, copy: Copy, data_key: bytes) -> Path | None:
    """The safety copy that goes on from this copy, so that both together have all there was.

    The one here, or one that lies beside the copy on a stick.
    """
    there = [paths.tail, *sorted(copy.path.parent.glob(f"{paths.tail.stem}-*{paths.tail.suffix}"))]
    return next((path for path in there if path.exists() and _goes_on(path, copy, data_key)), None)


def _goes_on(tail: Path, copy: Copy, data_key: bytes) -> bool:
    try:
        begin = scan_tail(tail, tail_key(data_key)).begin
    except OSError:
        return False  # what the disk does not give cannot be built on
    known = {stream.id: stream.seq for stream in copy.manifest.facts.streams}
    return begin is not None and begin.seq <= known.get(begin.stream, -1)


def put_back(
    paths: Paths,
    copy: Copy,
    key: Key,
    *,
    now: datetime,
    tail: Path | None = None,
    halt: Halt | None = None,
    erased: Iterable[Listed] = (),
    more: Any = None,
) -> Path:
    """Put a proved copy in the place of the records. Answers with where those are now.

    `tail` is the safety copy to go on from it; without one, that here is set aside as well.
    `erased` are written down before: cut short, the next start leaves nobody of them in it.
    Until somebody says `forget_unfinished` it is marked as not finished, with what `more` says.
    Raises what `check_copy` and `check_ours` raise, and what a disk refuses; the records are
    untouched then.
    """
    halt = halt or Halt()
    check_place(paths.home)
    check_ours(paths, copy)
    with _brought_here(paths, copy, halt, may_consume=copy.path.parent == paths.fetching) as whole:
        check_copy(whole, key.data_key, halt)
        keep_erased(paths.erased, erased)
        _take(whole, part_of(paths))
    # what was begun with this very copy is it once more, with a safety copy that stays: no room
    # is kept for that
    is_begun = is_unfinished(paths, copy.manifest)
    is_gone = not paths.database.exists()
    is_same = is_begun and (is_gone or since_copy(paths, copy, key.data_key).changes == 0)
    note_unfinished(paths, copy, more)
    aside = (_newest_aside(paths) if is_same else None) or _new_aside(paths, now)
    _take_place(paths, copy, key, aside, tail, is_same=is_same)
    return aside


def _take_place(
    paths: Paths, copy: Copy, key: Key, aside: Path, tail: Path | None, *, is_same: bool
) -> None:
    """What was here goes aside, and what lies ready gets its name. Raises what a disk refuses.

    `is_same`: what is here was begun with this very copy, and need not be kept twice.
    """
    try:
        for path in (*_beside(paths), *(() if tail == paths.tail else _marks(paths))):
            path.unlink() if is_same else path.replace(aside / path.name)
        if tail is not None and tail != paths.tail:
            shutil.copyfile(tail, paths.tail)
        if not key.is_ours:
            for path in paths.key_slots:
                if path.exists():
                    path.replace(aside / path.name)
            write_slots(paths, copy.manifest.slots)
        take_mark(paths)
        part_of(paths).replace(paths.database)
        sync_folder(paths.home)
    except OSError as error:
        raise trouble_of(error, os.fspath(paths.home)) from error


def part_of(paths: Paths) -> Path:
    """The records until they may have their name."""
    return paths.database.with_name(f"{paths.database.name}.part")


@contextmanager
def in_one_file(paths: Paths, copy: Copy, halt: Halt) -> Iterator[Copy]:
    """A copy as one file: of pieces it is put together in a folder that is gone afterwards.

    CopyPieceDamaged; NoRoomToBringBack before anything is written, and what a disk refuses.
    """
    if not copy.pieces:
        yield copy
        return
    with _brought_here(paths, copy, halt) as whole:
        yield whole


def check_room_for_copy(folder: Path, needed: int) -> None:
    """NoRoomToBringBack, with how much it needs, where the disk has less."""
    if (free := places.free_bytes(folder)) < needed:
        raise NoRoomToBringBack(-(-needed // MB), free // MB)


@contextmanager
def _brought_here(
    paths: Paths, copy: Copy, halt: Halt, *, may_consume: bool = False
) -> Iterator[Copy]:
    """The same, of one that is a single file too: cut short, no half of it has a name of ours.

    With `may_consume` what was fetched goes as it is put together, on a disk without room for both.
    """
    made = [folder for folder in (paths.copies, paths.home) if not folder.exists()]
    try:
        try:
            paths.copies.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise trouble_of(error, os.fspath(paths.home)) from error
        needed = copy.manifest.size + ROOM
        consumes = may_consume and places.free_bytes(paths.home) < needed
        check_room_for_copy(paths.home, A_PIECE + ROOM if consumes else needed)
        with scratch(paths.joining) as folder:
            folder.home.mkdir()
            whole = folder.home / copy.name
            if copy.pieces:
                put_together(copy.pieces, whole, go_on=halt.check, consumes=consumes)
            elif consumes:
                _take(copy, whole)
            else:
                _bring(copy, whole)
            yield replace(copy, path=whole, pieces=())
    finally:
        for one in made:  # where no hub is, a look into a copy leaves nothing
            if one.is_dir() and not any(one.iterdir()):
                one.rmdir()


def _take(whole: Copy, part: Path) -> None:
    """What lies here and was proved is the part; nothing of its size is written twice."""
    try:
        whole.path.replace(part)
        sync_folder(part.parent)
    except OSError as error:
        raise trouble_of(error, os.fspath(part.parent)) from error


def _bring(copy: Copy, to: Path) -> None:
    """The copy's bytes into the folder, durable; whoever takes them reads them back."""
    try:
        shutil.copyfile(copy.path, to)
        with to.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise trouble_of(error, os.fspath(to.parent)) from error


def _new_aside(paths: Paths, now: datetime) -> Path:
    stem, number = f"{now:%Y-%m-%d-%H%M%S}", 1
    aside = paths.set_aside / stem
    while aside.exists():
        number += 1
        aside = paths.set_aside / f"{stem}-{number}"
    try:
        aside.mkdir(parents=True)
    except OSError as error:
        raise trouble_of(error, os.fspath(paths.home)) from error
    return aside


def _newest_aside(paths: Paths) -> Path | None:
    return max(paths.set_aside.iterdir(), default=None) if paths.set_aside.exists() else None


def _beside(paths: Paths) -> Iterator[Path]:
    """The records and what belongs to them alone: the file first, then its log, then the marks.

    The log must never be left where another file gets the name of the records.
    """
    for ending in ("", "-wal", "-shm"):
        path = paths.database.with_name(paths.database.name + ending)
        if path.exists():
            yield path
    marks = (paths.home / "open.mark", paths.home / "first-page.mark", paths.unfinished)
    for path in marks:
        if path.exists():
            yield path


def _marks(paths: Paths) -> list[Path]:
    """The safety copy and the anchors: they speak of the records that were here."""
    return [path for path in (paths.tail, *paths.anchors) if path.exists()]


def finish(paths: Paths) -> None:
    """The last steps of what was cut short after the records had lost their name."""
    part = part_of(paths)
    kept = (paths.database, paths.unfinished)
    left = [path for path in _beside(paths) if path not in kept]
    if left:
        newest = _newest_aside(paths) or paths.home
        for path in left:
            path.replace(newest / f"left-{path.name}")
    take_mark(paths)  # in place of one of the records that were here
    part.replace(paths.database)


def write_report(aside: Path, lines: list[str]) -> Path:
    """The written report of what was done, beside what was set aside."""
    path = aside / "report.txt"
    write_whole(path, ("\n".join(lines) + "\n").encode("utf-8"))
    return path
