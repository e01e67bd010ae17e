"""A new key for the records, after somebody left who knew too much.

A new file is written under the new key and proved against the old one; then one rename puts it
in its place. Its slots wait beside it with the first page they belong to, so that a computer that
stops at any point opens with exactly one whole set: `finish_key_change` says which, at the start.
Copies made before keep the old key: a leaver who has one and knows a way in can read that one.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hubdesk.errors.store import FileDamaged
from hubdesk.paths import Paths
from hubdesk.store.files import sync_folder, trouble_of, wipe, write_whole
from hubdesk.store.keys import KeySlots, for_new_key, slots_in, write_slots

PAGES_AT_ONCE: Final = 256
SALT_BYTES: Final = 16
Told = Callable[[int], object]  # per cent; may raise to leave it


@dataclass(frozen=True)
class NewSet:
    """The new key and the slots around it."""

    data_key: bytes
    slots: KeySlots


def change_key(
    paths: Paths, slots: KeySlots, data_key: bytes, told: Told = lambda _percent: None
) -> NewSet:
    """Give records that were closed cleanly another key. `slots` are the ways in of who stays.

    Whatever is raised before the end, the old set stays whole: DiskFull and the like, FileDamaged
    if the new file does not hold what the old one does, and whatever `told` raises.
    """
    from hubdesk.store.places import check_room
    from hubdesk.store.troubles import troubles

    finish_key_change(paths)
    check_room(paths.home, 2 * paths.database.stat().st_size)
    fresh = secrets.token_bytes(32)
    new = NewSet(fresh, for_new_key(slots, fresh))
    try:
        with troubles(paths.next_database):
            _write_next(paths, data_key, fresh, told)
        _write_next_slots(paths, new.slots)
    except BaseException:
        _leave(paths)
        raise
    _swap(paths)
    finish_key_change(paths)
    return new


def _write_next(paths: Paths, old_key: bytes, new_key: bytes, told: Told) -> None:
    """The whole file again under the new key, proved and on the disk."""
    from hubdesk.store.backup import facts_of
    from hubdesk.store.connections import open_raw

    old = open_raw(paths.database, old_key)
    try:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        new = _blank(paths.next_database, new_key)
        try:

            def progress(_status: int, left: int, whole: int) -> None:
                told(100 * (whole - left) // max(whole, 1))

            old.backup(new, pages=PAGES_AT_ONCE, progress=progress)
        finally:
            new.close()
        wanted = facts_of(old)
    finally:
        old.close()  # the last one: its log is folded in and goes
    _no_log(paths.next_database)
    _make_durable(paths.next_database)
    _prove(paths, new_key, wanted)


def _prove(paths: Paths, key: bytes, wanted: object) -> None:
    """Every page, every row's count and the whole journal. FileDamaged if anything differs."""
    from hubdesk.errors.copies import CopyDamaged
    from hubdesk.store.backup import Halt, open_copy, read_back
    from hubdesk.store.proof import prove_all

    try:
        holds = read_back(paths.next_database, key, Halt()) == wanted
    except CopyDamaged:
        holds = False
    if holds:
        with open_copy(paths.next_database, key) as raw:
            holds = all(proof.holds for proof in prove_all(raw))
    if not holds:
        raise FileDamaged(os.fspath(paths.database), "D-111")


def _blank(path: Path, key: bytes) -> Any:
    import sqlcipher3.dbapi2 as sqlcipher

    raw = sqlcipher.connect(os.fspath(path), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return raw


def _write_next_slots(paths: Paths, slots: KeySlots) -> None:
    body = {"first_page": _salt(paths.next_database).hex(), "keys": slots.as_text()}
    write_whole(paths.next_slots, json.dumps(body, indent=1).encode())


def _swap(paths: Paths) -> None:
    """One rename. The old file keeps a second name, so that it can be overwritten afterwards."""
    old = _old(paths)
    try:
        _no_log(paths.database)
        old.unlink(missing_ok=True)
        with suppress(OSError):  # without second names the old file is let go of as it is
            os.link(paths.database, old)
        paths.next_database.replace(paths.database)
        sync_folder(paths.home)
    except OSError as error:
        raise trouble_of(error, os.fspath(paths.home)) from error


def finish_key_change(paths: Paths) -> None:
    """Bring a change that was cut short to one of its two ends. Called before slots are read."""
    if not any(path.exists() for path in (*_of_new_set(paths), _old(paths))):
        return
    try:
        found = _read_next(paths.next_slots)
        if found is not None and found[0] == _salt(paths.database):
            write_slots(paths, found[1])
            write_whole(paths.first_page, found[0])
            for old in (paths.tail, *paths.anchors):  # of the old key; the next opening begins anew
                old.unlink(missing_ok=True)
            _forget_old_key(paths)
            paths.next_slots.unlink()
            sync_folder(paths.home)
        else:
            _back_to_old(paths)
        _leave(paths)
        _wipe_old(paths)
    except OSError as error:
        raise trouble_of(error, os.fspath(paths.home)) from error


def _forget_old_key(paths: Paths) -> None:
    """What lies aside under the old key opens for nobody here any more, but for the leaver."""
    from hubdesk.store.asides import forget_asides
    from hubdesk.store.upgrade import forget_copies

    forget_asides(paths)
    forget_copies(paths.copies)


def _back_to_old(paths: Paths) -> None:
    """New slots that are gone or fit nothing: are the new records in place, the old come back."""
    old = _old(paths)
    known = paths.first_page.read_bytes() if paths.first_page.exists() else b""
    if old.exists() and _salt(old) == known != _salt(paths.database):
        old.replace(paths.database)
        sync_folder(paths.home)


def _leave(paths: Paths) -> None:
    """Nothing of a new set stays behind."""
    for path in _of_new_set(paths):
        path.unlink(missing_ok=True)


def _of_new_set(paths: Paths) -> tuple[Path, ...]:
    half_written = paths.next_slots.with_name(f"{paths.next_slots.name}.part")
    return (*_with_logs(paths.next_database), paths.next_slots, half_written)


def _wipe_old(paths: Paths) -> None:
    """Overwrite the old file, then let go of it.

    On an SSD, and where the file system writes elsewhere, old blocks may stay; they are encrypted
    under a key that no slot here opens any more.
    """
    old = _old(paths)
    if not old.exists():
        return
    known = paths.first_page.read_bytes() if paths.first_page.exists() else b""
    if not old.samefile(paths.database) and known == _salt(paths.database) != _salt(old):
        wipe(old)
        return
    old.unlink()
    sync_folder(paths.home)


def _read_next(path: Path) -> tuple[bytes, KeySlots] | None:
    """The first page the new slots belong to, and the slots. None if missing or damaged."""
    try:
        body = json.loads(path.read_text("utf-8"))
        slots = slots_in(body["keys"])
        return (bytes.fromhex(body["first_page"]), slots) if slots is not None else None
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _old(paths: Paths) -> Path:
    return paths.database.with_name(f"{paths.database.name}.old")


def _with_logs(path: Path) -> tuple[Path, ...]:
    return (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", "-journal")))


def _no_log(path: Path) -> None:
    """A log of the old key beside records of the new one would be taken for theirs."""
    for log in _with_logs(path)[1:]:
        if log.exists() and log.stat().st_size:
            raise FileDamaged(os.fspath(path), "D-112")
        log.unlink(missing_ok=True)


def _salt(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def _make_durable(path: Path) -> None:
    try:
        with path.open("r+b") as file:
            os.fsync(file.fileno())
        sync_folder(path.parent)
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error
