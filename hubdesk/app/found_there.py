"""The copy that came back lies where it was sent, and was made before it left: so the records know
nothing of it, and it would stay there for ever with everybody who is erased later in it. Nor do
they know of newer ones: nothing takes those away, so whoever erases somebody is told of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from hubdesk.messages.copies import moment_words
from hubdesk.operations.parcels import note_found
from hubdesk.paths import Paths
from hubdesk.queries.left import left_by
from hubdesk.queries.parcels import Listed
from hubdesk.queries.sending_places import sending_places
from hubdesk.queries.standing_exports import ExportRow, standing_exports
from hubdesk.queries.what_leaves import BACKUP
from hubdesk.store.backup import Halt, sha256_of
from hubdesk.store.copies import Copy, Manifest, one_line
from hubdesk.store.copies_known import read_known, write_known
from hubdesk.store.database import Database
from hubdesk.store.files import disk_troubles
from hubdesk.store.left_there import lying_at_places
from hubdesk.store.restoring import asked_here
from hubdesk.sync.copies_there import LATER
from hubdesk.sync.exports.backup import FOLDER
from hubdesk.sync.place_identity import MOST, TARGET


@dataclass(frozen=True, slots=True)
class Later:
    """Copies at one place, by their names, that are newer than the one that comes back."""

    place: str
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundThere:
    """What a place says it is, and the files of a copy that lie there: none where it is at none.

    `beside` are the newer ones at that same place, `others` those the records that are replaced
    knew at any.
    """

    target: str = ""
    files: tuple[Listed, ...] = ()
    beside: Later | None = None
    others: tuple[Later, ...] = ()


def found_there(paths: Paths, copy: Copy, data_key: bytes, halt: Halt) -> FoundThere:
    """Looked up before the copy takes the place of anything. CopyStopped; what a disk refuses."""
    others = tuple(asked_here(paths, data_key, lambda raw: _known_later(raw, copy)))
    target, beside = _target(copy), _beside(copy)
    if not target:
        return FoundThere(beside=beside, others=others)
    parts = [piece.path for piece in copy.pieces] or [copy.path]
    with disk_troubles(copy.path.parent):
        files = tuple(
            Listed(f"{FOLDER}/{path.name}", sha256_of(path, halt), path.stat().st_size)
            for path in (*parts, copy.papers)
        )
    return FoundThere(target, files, beside, others)


def as_said(there: FoundThere) -> Any:
    """The same as plain lists, to be written down until the records know it."""
    return asdict(there)


def from_said(said: Any) -> FoundThere | None:
    """The same read back; None for anything else."""
    try:
        beside, others = said.get("beside"), said.get("others", ())
        return FoundThere(
            said["target"],
            tuple(Listed(**one) for one in said["files"]),
            _as_later(beside) if beside else None,
            tuple(_as_later(one) for one in others),
        )
    except (TypeError, KeyError, AttributeError):
        return None


def _as_later(said: Any) -> Later:
    return Later(said["place"], tuple(said["copies"]))


def note_there(
    database: Database, papers: Manifest, there: FoundThere | None, now: datetime
) -> None:
    """Write down that it lies at the place it came from, where that is one of the hub's.

    From then on it is as any that left: two newer ones take it away, and whoever is erased is told
    of it. Before anybody is erased again, since it holds them.
    """
    if there is None:
        return
    export = _export(database, there.target) if there.target else None
    _keep_later(Paths(database.path.parent), there, export)
    if export is None:
        return
    with database.changing("recovered", gesture=False) as db:
        if there.files[-1].name in left_by(db, export.id):
            return
        came_of = moment_words(papers.made_at.astimezone(now.tzinfo))
        people = papers.holds.people
        note_found(db, export, there.files, came_of=came_of, people=people, at=papers.made_at)


def _keep_later(paths: Paths, there: FoundThere, export: ExportRow | None) -> None:
    """Keep what nothing will take away. What lies beside the copy was just looked at."""
    known = read_known(paths.copies_known)
    left = dict(known.left_there)
    for one in there.others:
        left[one.place] = sorted({*left.get(one.place, ()), *one.copies})
    if there.beside is not None:
        called = export.place_name if export is not None else there.beside.place
        left[called] = list(there.beside.copies)
    left = {place: copies for place, copies in left.items() if copies}
    if left != known.left_there:
        write_known(paths.copies_known, replace(known, left_there=left))


def _beside(copy: Copy) -> Later | None:
    """The newer ones where it lies: as it was written down when it was fetched, or as they lie."""
    folder, stem = copy.path.parent, copy.path.stem
    with disk_troubles(folder):
        if (folder / LATER).is_file():
            with (folder / LATER).open("rb") as file:
                return _read_later(file.read(MOST), stem)
        if not (folder.parent / TARGET).is_file():
            return None
        names = [path.name for path in folder.iterdir()]
    return Later(folder.parent.parent.name, _newer(names, stem))


def _read_later(content: bytes, stem: str) -> Later | None:
    try:
        said = json.loads(content)
        return Later(one_line(str(said["place"])), _newer(map(str, said["copies"]), stem))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _newer(names: Iterable[str], stem: str) -> tuple[str, ...]:
    """The copies some names of files or copies are of, that are newer; each once."""
    stems = {name.partition(".")[0] for name in names if name.startswith("copy-")}
    return tuple(sorted(one for one in stems if one > stem))


def _known_later(raw: Any, copy: Copy) -> list[Later]:
    """What the records that are replaced know to lie at places, newer than the copy."""
    there = lying_at_places(raw, BACKUP)
    found = {
        place: _newer((name.rpartition("/")[2] for name in names), copy.path.stem)
        for place, names in there.items()
    }
    return [Later(place, copies) for place, copies in found.items() if copies]


def _target(copy: Copy) -> str:
    """What the place says it is: fetched with the copy, or above the folder the copy lies in."""
    folder = copy.path.parent
    for path in (folder / TARGET, folder.parent / TARGET):
        with disk_troubles(path.parent):
            if path.is_file():
                with path.open("rb") as file:  # on a stick may lie anything
                    return file.read(MOST).decode("utf-8", "replace")
    return ""


def _export(database: Database, target: str) -> ExportRow | None:
    """What leaves to the place that was signed so, to the letter."""
    with database.reading() as db:
        places = {row.id for row in sending_places(db) if row.identity == target}
        exports = standing_exports(db)
    return next((row for row in exports if row.what == BACKUP and row.place_id in places), None)
