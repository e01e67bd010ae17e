"""The newest proved copy of all records, as it is: it is locked by the hub's own key already."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from hubdesk.errors.copies import CopyDamaged
from hubdesk.errors.sending import CopyTooLargeToSend
from hubdesk.paths import Paths
from hubdesk.queries.left import left_by
from hubdesk.store.copies import ENDING, copies_in
from hubdesk.store.erased import list_in, lock_erased, locked_in, read_erased
from hubdesk.store.files import disk_troubles
from hubdesk.sync.exports.making import Made, Making, ToSend, moment_words

FOLDER: Final = "backup"
MOST: Final = 512 << 20  # bytes; it is held in memory up to three times while it is sent
KEPT: Final = 2  # there at a time: the new one, and the one before


def backup(making: Making) -> Made | None:
    """The copy, its papers, and the list of whom it has to forget, locked as the copy is.

    None where it left before. CopyDamaged where it is not what its papers say; CopyTooLargeToSend,
    ErasedListDamaged.
    """
    paths = Paths(making.database.path.parent)
    newest = next(iter(copies_in(paths.copies, making.hub)), None)
    if newest is None:
        return None
    with making.database.reading() as db:
        there = list(left_by(db, making.export.id))
    if f"{FOLDER}/{newest.name}" in there:
        return None
    with disk_troubles(paths.copies):
        size = newest.path.stat().st_size
    if size > MOST:
        raise CopyTooLargeToSend(newest.name)
    files = list[ToSend]()
    for path in (newest.path, newest.papers):
        making.told(len(files))
        files.append(ToSend(f"{FOLDER}/{path.name}", _read(path)))
    if hashlib.sha256(files[0].content).hexdigest() != newest.manifest.sha256:
        raise CopyDamaged(newest.name, "content")
    was_open = f"{FOLDER}/{list_in(paths.copies, making.hub).name}"  # by a HubDesk before this
    if erased := read_erased(list_in(paths.copies, making.hub)):
        locked = lock_erased(erased, making.hub, making.database.data_key)
        name = locked_in(paths.copies, making.hub).name
        files.append(ToSend(f"{FOLDER}/{name}", locked, over=True))
    return Made(
        tuple(files),
        moment_words(newest.manifest.made_at, making.now.tzinfo),
        people=newest.manifest.holds.people,
        sealed=True,
        supersedes=(*_too_many(there), *(name for name in there if name == was_open)),
    )


def _too_many(there: list[str]) -> tuple[str, ...]:
    """The files of all but the newest copies that lie there, each copy with its papers."""
    copies = [name.removesuffix(ENDING) for name in there if name.endswith(ENDING)]
    gone = copies[: max(0, len(copies) - (KEPT - 1))]
    return tuple(name for name in there if name.rpartition(".")[0] in gone)


def _read(path: Path) -> bytes:
    with disk_troubles(path.parent), path.open("rb") as file:
        return file.read()
