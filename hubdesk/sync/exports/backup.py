"""The newest proved copy of all records, as it is: it is locked by the hub's own key already.

A small one leaves as the two files it is. A larger one leaves in pieces, so that a line of minutes
carries it bit by bit, and a computer of 4 GB never holds more than one of them. The papers go last
in both: what lies there without them is no copy yet.

One that has begun to arrive is finished, however many newer ones are made meanwhile: else a large
copy over a short line would be begun again and again and never be there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from hubdesk.errors.copies import CopyDamaged
from hubdesk.paths import Paths
from hubdesk.queries.left import LeftFile, erased_since, erasures_made, left_by
from hubdesk.queries.parcels import is_half_there
from hubdesk.store.copies import PAPERS, Copy, copies_in
from hubdesk.store.erased import erasures_of, list_in, lock_erased, locked_in, read_erased
from hubdesk.store.files import disk_troubles
from hubdesk.store.pieces import A_PIECE, piece_name
from hubdesk.sync.exports.making import Made, Making, Stretch, ToSend, moment_words
from hubdesk.sync.exports.sealing import nobody_erased_since

FOLDER: Final = "backup"
KEPT: Final = 2  # there at a time: the new one, and the one before


def backup(making: Making) -> Made | None:
    """The copy, the list of whom it has to forget, locked as the copy is, and its papers.

    Where earlier ones are there or on their way, that list goes alone and first: a large copy takes
    days. None where it left before. CopyDamaged where it is not what its papers say;
    ErasedListDamaged.
    """
    paths = Paths(making.database.path.parent)
    newest = next(iter(copies_in(paths.copies, making.hub)), None)
    with making.database.reading() as db:
        there = left_by(db, making.export.id)
        is_begun = is_half_there(db, making.export.id)
        erasures = erasures_made(db)
        erased = _list(db, making, paths)
        is_list_old = any(
            (list_there := there.get(one.name)) is None
            or _is_on_a_stick_alone(list_there)
            or erased_since(db, list_there.sealed_clock)
            for one in erased
        )
        has_any = not all(_is_on_a_stick_alone(one) for one in there.values())
    unchanged = nobody_erased_since(erasures)
    kept = lambda db, _parcel_id: unchanged(db)  # noqa: E731
    if has_any and is_list_old:
        words = moment_words(making.now, making.now.tzinfo)
        return Made(erased, words, sealed=True, kept=kept, more=not is_begun)
    if newest is None or is_begun or f"{FOLDER}/{newest.papers.name}" in there:
        return None
    papers = _read(newest.papers.name, newest, last=True)
    size = _size(newest)
    whole = (_read(newest.name, newest),) if size <= A_PIECE else ()
    pieces = _pieces(making, newest, size) if size > A_PIECE else ()
    if whole and hashlib.sha256(whole[0].content).hexdigest() != newest.manifest.sha256:
        raise CopyDamaged(newest.name, "content")
    was_open = f"{FOLDER}/{list_in(paths.copies, making.hub).name}"  # by a HubDesk before this
    return Made(
        (*whole, papers, *(erased if is_list_old else ())),
        moment_words(newest.manifest.made_at, making.now.tzinfo),
        people=newest.manifest.holds.people,
        sealed=True,
        kept=kept,
        supersedes=(*_too_many(there), *(name for name in there if name == was_open)),
        pieces=pieces,
    )


def _list(db: Session, making: Making, paths: Paths) -> tuple[ToSend, ...]:
    """Whom these records and the list beside their copies know to be erased; none for nobody."""
    known = read_erased(list_in(paths.copies, making.hub))
    here = erasures_of(db.connection().connection.driver_connection)
    if not (all_ := {one.id: one for one in (*known, *here)}):
        return ()
    name = f"{FOLDER}/{locked_in(paths.copies, making.hub).name}"
    locked = lock_erased(all_.values(), making.hub, making.database.data_key)
    return (ToSend(name, locked, over=True),)


def _pieces(making: Making, copy: Copy, size: int) -> tuple[Stretch, ...]:
    """Its stretches, each with its hash, and the whole proved on the way. CopyDamaged."""
    whole, pieces, of = hashlib.sha256(), list[Stretch](), -(-size // A_PIECE)
    with disk_troubles(copy.path.parent), copy.path.open("rb") as file:
        while portion := file.read(A_PIECE):
            making.told(len(pieces))
            whole.update(portion)
            digest = hashlib.sha256(portion).hexdigest()
            name = f"{FOLDER}/{piece_name(copy.path.stem, len(pieces) + 1, of, digest)}"
            pieces.append(Stretch(name, copy.path, len(portion), digest))
    if whole.hexdigest() != copy.manifest.sha256:
        raise CopyDamaged(copy.name, "content")
    return tuple(pieces)


def _too_many(there: Mapping[str, LeftFile]) -> tuple[str, ...]:
    """The files of all but the newest copies that lie there whole, the papers of each first.

    So without one that was never finished, too; and in the middle of it nothing looks whole.
    """
    copies: dict[str, list[str]] = {}
    for name in there:
        if (stem := _copy_of(name)) and not _is_on_a_stick_alone(there[name]):
            copies.setdefault(stem, []).append(name)
    whole = [
        stem for stem in copies
        if (papers := there.get(f"{FOLDER}/{stem}{PAPERS}")) is not None and papers.is_there
    ]  # fmt: skip
    kept = whole[len(whole) - (KEPT - 1) :]
    gone = [name for stem, names in copies.items() if stem not in kept for name in names]
    return tuple(sorted(gone, key=lambda name: (_copy_of(name), not name.endswith(PAPERS))))


def _copy_of(name: str) -> str:
    """Of which copy a file is; empty for the list of erasures, which is of all of them."""
    stem = name.rpartition("/")[2].partition(".")[0]
    return stem if stem.startswith("copy-") else ""


def _is_on_a_stick_alone(file: LeftFile) -> bool:
    return not (file.is_there or file.waits)


def _size(copy: Copy) -> int:
    with disk_troubles(copy.path.parent):
        return copy.path.stat().st_size


def _read(name: str, copy: Copy, *, last: bool = False) -> ToSend:
    with disk_troubles(copy.path.parent), copy.path.with_name(name).open("rb") as file:
        return ToSend(f"{FOLDER}/{name}", file.read(), last=last)
