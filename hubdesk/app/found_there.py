"""The copy that came back lies where it was sent, and was made before it left: so the records know
nothing of it, and it would stay there for ever with everybody who is erased later in it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from hubdesk.messages.copies import moment_words
from hubdesk.operations.parcels import note_found
from hubdesk.queries.left import left_by
from hubdesk.queries.parcels import Listed
from hubdesk.queries.sending_places import sending_places
from hubdesk.queries.standing_exports import ExportRow, standing_exports
from hubdesk.queries.what_leaves import BACKUP
from hubdesk.store.backup import Halt, sha256_of
from hubdesk.store.copies import Copy, Manifest
from hubdesk.store.database import Database
from hubdesk.store.files import disk_troubles
from hubdesk.sync.exports.backup import FOLDER
from hubdesk.sync.place_identity import MOST, TARGET


@dataclass(frozen=True, slots=True)
class FoundThere:
    """What a place says it is, and the files of a copy that lie there."""

    target: str
    files: tuple[Listed, ...]


def found_there(copy: Copy, halt: Halt) -> FoundThere | None:
    """Looked up before the copy takes the place of anything; None where it is at no place.

    CopyStopped, and what a disk refuses.
    """
    if not (target := _target(copy)):
        return None
    parts = [piece.path for piece in copy.pieces] or [copy.path]
    with disk_troubles(copy.path.parent):
        files = tuple(
            Listed(f"{FOLDER}/{path.name}", sha256_of(path, halt), path.stat().st_size)
            for path in (*parts, copy.papers)
        )
    return FoundThere(target, files)


def as_said(there: FoundThere | None) -> Any:
    """The same as plain lists, to be written down until the records know it."""
    return asdict(there) if there is not None else None


def from_said(said: Any) -> FoundThere | None:
    """The same read back; None for anything else."""
    try:
        return FoundThere(said["target"], tuple(Listed(**one) for one in said["files"]))
    except (TypeError, KeyError):
        return None


def note_there(
    database: Database, papers: Manifest, there: FoundThere | None, now: datetime
) -> None:
    """Write down that it lies at the place it came from, where that is one of the hub's.

    From then on it is as any that left: two newer ones take it away, and whoever is erased is told
    of it. Before anybody is erased again, since it holds them.
    """
    export = _export(database, there.target) if there is not None else None
    if export is None or there is None:
        return
    with database.changing("recovered", gesture=False) as db:
        if there.files[-1].name in left_by(db, export.id):
            return
        came_of = moment_words(papers.made_at.astimezone(now.tzinfo))
        people = papers.holds.people
        note_found(db, export, there.files, came_of=came_of, people=people, at=papers.made_at)


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
