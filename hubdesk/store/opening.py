"""Making a hub's file and opening it: the checks that come before the first record is read."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from hubdesk.errors import Trouble
from hubdesk.errors.copies import ScratchLeft
from hubdesk.errors.safety import CannotMend, CaptureMended
from hubdesk.errors.store import (
    ClockWentBack,
    FileDamaged,
    FileNotOurs,
    HubAlreadyHere,
    KeyFileMissing,
    KeyFileOfOther,
    LibraryTooOld,
    LockMissing,
    NoHubHere,
    RecordsMissing,
)
from hubdesk.ids import new_id
from hubdesk.paths import Paths
from hubdesk.store.anchor import read_anchors, write_anchor
from hubdesk.store.capture import put_triggers
from hubdesk.store.connections import open_raw
from hubdesk.store.database import Database, wall_clock
from hubdesk.store.entries import Point
from hubdesk.store.files import disk_troubles, write_whole
from hubdesk.store.first_page import is_as_kept, keep_salt, opens_as_kept, salt_of
from hubdesk.store.key_change import finish_key_change
from hubdesk.store.keys import KeyCost, KeySlots, make_keys, read_slots, write_slots
from hubdesk.store.places import check_place, check_room
from hubdesk.store.recovery import MENDS, Recovery, newest_proved
from hubdesk.store.restoring import finish, part_of
from hubdesk.store.scratch import clear
from hubdesk.store.settling import Settling, anchor_of
from hubdesk.store.tail import scan_tail, tail_key
from hubdesk.store.troubles import trouble_of, troubles
from hubdesk.store.upgrade import HEAD, upgrade
from hubdesk.store.ways_in import settle_ways

# Before 3.51.3 a write racing a checkpoint can drop committed pages (SQLite's WAL-reset fault).
SQLITE_FLOOR = (3, 51, 3)
CLOCK_SLACK = timedelta(hours=1)
PAGE = 4096  # SQLCipher's


@dataclass(frozen=True)
class Opened:
    """An open hub, and what opening it noticed; `remarks` are about the lock around it."""

    database: Database
    was_unclean: bool
    mended_triggers: bool
    clock_went_back: ClockWentBack | None
    remarks: tuple[Trouble, ...] = ()


def is_hub(paths: Paths) -> bool:
    """Whether the folder has a hub. KeyFileMissing if its records have lost their slots."""
    if any(path.exists() for path in paths.key_slots):
        if part_of(paths).exists() and not paths.database.exists():
            finish(paths)  # setting up, or bringing a copy back, was cut short at its last step
        return True
    if paths.database.exists():
        raise KeyFileMissing(os.fspath(paths.home))
    return False


def make_hub_file(
    paths: Paths,
    *,
    name: str,
    passphrase: str,
    cost: KeyCost,
    clock: Callable[[], datetime] = wall_clock,
    fill: Callable[[Any], object] | None = None,
) -> tuple[Database, tuple[str, ...]]:
    """A new empty hub: keys, tables, triggers and this desk's stream.

    What brings rows and a stream along is handed in as `fill`, and is given the connection.
    Answers with the open database and the recovery groups to print. HubAlreadyHere if there is
    one: nothing is ever made over records.
    """
    check_library()
    check_place(paths.home)
    check_room(paths.home)
    if is_hub(paths):
        raise HubAlreadyHere(os.fspath(paths.home))
    keys = make_keys(hub=new_id(), name=name, passphrase=passphrase, cost=cost)
    # Under another name until the slots are there: cut short, it is no hub and is made again.
    part = part_of(paths)
    for left in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
        left.unlink(missing_ok=True)
    with troubles(part):
        _fill(part, keys.data_key, paths, clock(), fill)
    write_slots(paths, keys.slots)
    part.replace(paths.database)
    opened = open_hub(paths, keys.slots, keys.data_key, clock=clock)
    return opened.database, keys.recovery


def _fill(
    part: Path,
    key: bytes,
    paths: Paths,
    now: datetime,
    fill: Callable[[Any], object] | None,
) -> None:
    """The tables, triggers and this desk's stream, in a file without a log beside it."""
    upgrade(part, key, paths.copies)
    raw = open_raw(part, key)
    try:
        if fill is not None:
            fill(raw)
        else:
            raw.execute(
                "INSERT INTO stream (id, desk_number, is_mine, opened_at) VALUES (?, 0, 1, ?)",
                (secrets.token_hex(8), now.astimezone(UTC).isoformat()),
            )
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def slots_of(paths: Paths) -> KeySlots:
    """The slots of the hub in the folder. NoHubHere, or RecordsMissing where only they are."""
    finish_key_change(paths)
    _check_there(paths)
    return read_slots(paths)


def _check_there(paths: Paths) -> None:
    if not is_hub(paths):
        raise NoHubHere(os.fspath(paths.home))
    if not paths.database.exists():
        raise RecordsMissing(os.fspath(paths.home))


def open_hub(
    paths: Paths,
    slots: KeySlots,
    data_key: bytes,
    *,
    opened_by: str = "",
    clock: Callable[[], datetime] = wall_clock,
) -> Opened:
    """Open the records after the start-up checks. Leaves a mark until they are closed cleanly.

    `opened_by` is the slot the data key came from: WayRemoved if it was taken away.
    """
    check_library()
    check_place(paths.home)
    with disk_troubles(paths.home):
        return _open(paths, slots, data_key, opened_by, clock)


def _open(
    paths: Paths,
    slots: KeySlots,
    data_key: bytes,
    opened_by: str,
    clock: Callable[[], datetime],
) -> Opened:
    _check_there(paths)
    raw = _readable(paths, data_key)
    was_unclean = _mark(paths).exists()
    with troubles(paths.database):
        had = upgrade(paths.database, data_key, paths.copies, raw)
    first = raw if had == HEAD else None
    database = Database(paths.database, data_key, clock=clock, first=first)
    try:
        if was_unclean:
            database.check()
        found = _settle(paths, database, slots.hub, data_key)
        mended = _put_right(paths, database)
        capture = (CaptureMended(),) if mended else ()
        ways = settle_ways(paths, database, slots, opened_by)
        remarks = (*found, *capture, *ways, *_without_part(paths))
        write_whole(_mark(paths), b"open\n")
        return Opened(database, was_unclean, mended, clock_check(database, clock()), remarks)
    except BaseException:
        database.let_go()
        raise


def _without_part(paths: Paths) -> tuple[Trouble, ...]:
    """What was to be brought back and was cut short before the records lost their name goes.

    It is all records once more, and no erasure and no new key reaches into it.
    """
    try:
        clear(part_of(paths))
        clear(paths.unfinished_next)
    except ScratchLeft as left:
        return (left,)
    return ()


def open_or_mend(
    paths: Paths,
    slots: KeySlots,
    data_key: bytes,
    *,
    opened_by: str = "",
    clock: Callable[[], datetime] = wall_clock,
    backup: Path | None = None,
) -> Opened:
    """Open the records, and where they are damaged mend them first, if nothing is lost by it.

    What was found damaged is kept aside. Raises what opening raised where only a step that loses
    something would help: somebody must choose that.
    """
    try:
        return open_hub(paths, slots, data_key, opened_by=opened_by, clock=clock)
    except MENDS as damage:
        backup = backup or newest_proved(paths, slots.hub, data_key)
        recovery = Recovery(paths, slots, data_key, clock(), backup, loses=False)
        try:
            found = recovery.recover()
        except CannotMend:
            # Nothing was changed: a copy of it for each try would fill the disk. What cannot be
            # removed lies there as anything set aside does, and goes with it.
            try:
                clear(recovery.aside)
            except ScratchLeft as left:
                raise damage from left
            raise damage from None
    opened = open_hub(paths, slots, data_key, opened_by=opened_by, clock=clock)
    return replace(opened, remarks=(found.mended, *opened.remarks))


def _settle(paths: Paths, database: Database, hub: str, data_key: bytes) -> tuple[Trouble, ...]:
    """Compare records, safety copy and anchor; from now on each change goes to all three."""
    with database.alone() as raw:
        settling = Settling(paths, raw, data_key, hub, database.clock())
        database.tail = settling.settle()

    def keep_anchor(here: Point) -> None:
        write_anchor(paths, data_key, anchor_of(here, hub, database.clock()))

    database.anchored = keep_anchor
    return tuple(settling.remarks)


def close_hub(paths: Paths, database: Database) -> None:
    """Close the records and take the mark away: the next start need not look twice."""
    database.close()
    if not database.is_damaged:  # the next start looks again, and mends
        _mark(paths).unlink(missing_ok=True)


def check_library() -> None:
    """Refuse to run on a SQLite that can lose committed work, or that would not encrypt it."""
    if sqlcipher.sqlite_version_info < SQLITE_FLOOR:
        raise LibraryTooOld(sqlcipher.sqlite_version)
    raw = sqlcipher.connect(":memory:")
    try:
        # A plain SQLite takes a key without a word, and writes the records unlocked.
        if raw.execute("PRAGMA cipher_version").fetchone() is None:
            raise LockMissing
    finally:
        raw.close()


def _mark(paths: Paths) -> Path:
    return paths.home / "open.mark"


def _readable(paths: Paths, data_key: bytes) -> Any:
    """The connection that has read the first page: another would read all tables again, 5 ms."""
    path = paths.database
    head, size = salt_of(path), path.stat().st_size
    if not head.strip(b"\0"):  # empty, or nothing but noughts: what a power cut leaves
        raise FileDamaged(os.fspath(path), "D-103")
    is_cut = size % PAGE and not _has_log(path)  # with a log the end is written again from it
    if is_cut or head.startswith((b"SQLite format", b"PK\x03\x04", b"%PDF")):
        raise (
            FileDamaged(os.fspath(path), "D-102")
            if is_as_kept(paths)
            else FileNotOurs(os.fspath(path))
        )
    try:
        try:
            return _read_first(path, data_key)
        except sqlcipher.DatabaseError:
            # A power cut while the log was folded in may have spoilt the first page. Closing has
            # folded it in once more, whatever the key, so the file is asked again.
            return _read_first(path, data_key)
    except sqlcipher.DatabaseError as error:
        if "not a database" in str(error):
            raise _not_opening(paths, data_key) from error
        raise trouble_of(error, path) or FileDamaged(os.fspath(path)) from error


def _read_first(path: Path, data_key: bytes) -> Any:
    raw = open_raw(path, data_key)
    try:
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        raw.close()
        raise
    return raw


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _not_opening(paths: Paths, data_key: bytes) -> Exception:
    """The slots opened but the file did not: another hub's file, or page 1 is damaged.

    The salt of the file is its first 16 bytes, so a copy of it kept beside tells the two apart,
    but for the slots of another hub beside our own whole file: their key reads nothing here.
    """
    ours = is_as_kept(paths) and not _reads_nothing(paths, data_key)
    if ours or opens_as_kept(paths, data_key):
        return FileDamaged(os.fspath(paths.database), "D-104")
    return KeyFileOfOther(os.fspath(paths.home))


def _reads_nothing(paths: Paths, data_key: bytes) -> bool:
    """Whether marks and safety copy are there, and this key proves neither."""
    anchors = read_anchors(paths, data_key)
    if not (anchors.are_there and paths.tail.exists()):
        return False  # nobody can tell
    return anchors.newest is None and scan_tail(paths.tail, tail_key(data_key)).begin is None


def _put_right(paths: Paths, database: Database) -> bool:
    """Make the triggers ours, seal what another tool left, note the file's salt."""
    with database.changing("unattributed", gesture=False) as db:
        mended = put_triggers(db.connection())
        # Another tool may have left the capture switched off; then nothing would be journalled.
        db.connection().exec_driver_sql(
            "INSERT INTO capturing (id, mode) VALUES ('mode', 'capture')"
            " ON CONFLICT DO UPDATE SET mode = 'capture' WHERE mode <> 'capture'"
        )
    keep_salt(paths)
    return mended


def clock_check(database: Database, now: datetime) -> ClockWentBack | None:
    """Whether the clock is behind the newest record, which then names both; else None.

    The stream's clock never goes back, so it knows the newest moment without a search.
    """
    with database.reading() as db:
        newest = db.connection().exec_driver_sql("SELECT max(hlc) FROM stream WHERE is_mine = 1")
        last = datetime.fromtimestamp((newest.scalar() or 0) // 65536 / 1000, UTC)
    if now >= last - CLOCK_SLACK:
        return None
    # Both as this computer's own clock shows them, since that is what somebody compares.
    return ClockWentBack(*(f"{at.astimezone():%d/%m/%Y %H:%M}" for at in (last, now)))
