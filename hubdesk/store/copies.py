"""A copy of the records as it lies in a folder: two files, what they say, which ones are kept.

    copy-2026-11-24-170205-5f1c2d.hubdesk      the records, locked with their own key
    copy-2026-11-24-170205-5f1c2d.json         its papers: sha256, counts, chain, the ways in

The papers name nobody and need no key to be read; a code under the data key proves them. They
are written before the records get their name, so a copy without its papers was never finished.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any, Final

from hubdesk.errors.copies import (
    CopyDamaged,
    CopyNotAllThere,
    CopyPartMissing,
    NoSuchCopy,
    NotACopy,
)
from hubdesk.store.files import trouble_of, write_whole
from hubdesk.store.keys import KeySlots, are_fair, slots_in
from hubdesk.store.pieces import PIECE, Piece, pieces_in, stem_of_piece
from hubdesk.store.tail import derived_key

FORMAT: Final = 1
ENDING, PAPERS, PART = ".hubdesk", ".json", ".part"
NEWEST, DAYS, WEEKS, FEWEST = 3, 7, 4, 2
SHARE = 10  # of the disk: one part in ten
MOST_BYTES = 1024 * 1024
_MOST_NAME: Final = 60  # letters


@dataclass(frozen=True, slots=True)
class StreamAt:
    """How far a stream had come."""

    id: str
    desk_number: int
    seq: int
    hlc: int
    chain: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What must be the same in records and copy: the rows of each table, each stream's end."""

    tables: dict[str, int]
    streams: tuple[StreamAt, ...]

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


@dataclass(frozen=True, slots=True)
class Holds:
    """What somebody who wonders whether to bring it back wants to know."""

    people: int
    devices: int
    loans_out: int
    newest: str  # the moment of the newest change, ISO in UTC


@dataclass(frozen=True, slots=True)
class Manifest:
    """The papers of a copy. `proof` is a code that only whoever has the key can make."""

    hub: str
    made_at: datetime
    app_version: str
    revision: str
    size: int
    sha256: str
    facts: Facts
    holds: Holds
    slots: KeySlots
    proof: str = ""

    def signed(self, data_key: bytes) -> Manifest:
        """The papers with their proof."""
        return replace(self, proof=_proof(self._body(), data_key))

    def is_proved_by(self, data_key: bytes) -> bool:
        """Whether whoever wrote these papers had this key."""
        return hmac.compare_digest(self.proof, _proof(self._body(), data_key))

    def as_text(self) -> str:
        body = {**self._body(), "proof": self.proof}
        return json.dumps({**body, "check": _check(body)}, indent=1, ensure_ascii=False)

    def _body(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "hub": self.hub,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "app_version": self.app_version,
            "revision": self.revision,
            "size": self.size,
            "sha256": self.sha256,
            "tables": dict(sorted(self.facts.tables.items())),
            "streams": [asdict(stream) for stream in self.facts.streams],
            "holds": asdict(self.holds),
            "slots": self.slots.as_text(),
        }


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in a folder. One in `pieces` has no file at its `path`, and its papers beside that."""

    path: Path
    manifest: Manifest
    pieces: tuple[Piece, ...] = ()

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def papers(self) -> Path:
        return papers_of(self.path)


def papers_of(path: Path) -> Path:
    """Where the papers of a copy lie."""
    return path.parent / f"{path.stem}{PAPERS}"  # of no name, as "." has none, there is no file


def is_of_copy(name: str) -> bool:
    """Whether a file is called as a copy is, its papers or one of its pieces."""
    is_one = name.startswith("copy-") and name.endswith((ENDING, PAPERS))
    return is_one or bool(stem_of_piece(name))


def copy_at(path: Path) -> Copy:
    """The copy in a file, or that a piece or papers belong to.

    NoSuchCopy, NotACopy, CopyPartMissing, CopyNotAllThere, CopyPieceMissing; CopyDamaged for its
    papers.
    """
    if stem := stem_of_piece(path.name):
        path = path.with_name(f"{stem}{ENDING}")
    if path.suffix == PAPERS:
        path = path.with_suffix(ENDING)
    papers = papers_of(path)
    pieces = () if path.exists() else pieces_in(path.parent, path.stem, papers.exists())
    if not (path.exists() or papers.exists() or pieces):
        raise NoSuchCopy(path.name)
    if path.suffix != ENDING:
        raise NotACopy(path.name)
    if pieces and not papers.exists():
        raise CopyNotAllThere(path.stem, papers.name)
    for part, other in ((path, papers), (papers, path)):
        if not (part.exists() or pieces):
            raise CopyPartMissing(other.name, part.name)
    manifest = _read(papers)
    if manifest is None:
        raise CopyDamaged(path.name, "papers")
    return Copy(path, manifest, pieces)


def copies_in(folder: Path, hub: str = "") -> list[Copy]:
    """The finished copies of a folder, newest first; of one hub alone where it is named.

    One whose papers cannot be read, or whose file is not as long as they say, is none.
    """
    found = []
    for path in folder.glob(f"copy-*{ENDING}"):
        manifest = _read(papers_of(path))
        if manifest and manifest.size == path.stat().st_size and hub in ("", manifest.hub):
            found.append(Copy(path, manifest))
    return sorted(found, key=lambda copy: (copy.manifest.made_at, copy.name), reverse=True)


def write_papers(path: Path, manifest: Manifest) -> None:
    """Write the papers of a copy whole. Raises DiskFull, DiskTrouble, FolderNotWritable."""
    write_whole(papers_of(path), manifest.as_text().encode("utf-8"))


def remove(copy: Copy) -> None:
    """Take a copy away: its records first, for papers alone are no copy."""
    try:
        copy.path.unlink(missing_ok=True)
        copy.papers.unlink(missing_ok=True)
    except OSError as error:
        raise trouble_of(error, os.fspath(copy.path.parent)) from error


def tidy(folder: Path) -> None:
    """Take away what a copy that was cut short left: parts, and papers without records."""
    try:
        for part in folder.glob(f"copy-*{PART}"):
            part.unlink(missing_ok=True)
        for papers in folder.glob(f"copy-*{PAPERS}"):
            in_pieces = any(folder.glob(f"{papers.stem}.*{PIECE}"))  # it came from elsewhere
            if not papers.with_suffix(ENDING).exists() and not in_pieces:
                papers.unlink(missing_ok=True)
    except OSError as error:
        raise trouble_of(error, os.fspath(folder)) from error


def spare_copies(copies: Iterable[Copy], room: int, zone: tzinfo) -> list[Copy]:
    """Those nobody needs any more: beyond 3 newest, 7 daily, 4 weekly and `room` bytes.

    Two are always kept, however large they are.
    """
    newest_first = sorted(copies, key=lambda copy: copy.manifest.made_at, reverse=True)
    day = {copy.name: copy.manifest.made_at.astimezone(zone).date() for copy in newest_first}
    kept = {copy.name for copy in newest_first[:NEWEST]}
    kept |= _first_of_each(newest_first, lambda copy: day[copy.name], DAYS)
    kept |= _first_of_each(newest_first, lambda copy: _week(day[copy.name]), WEEKS)
    used = 0
    for number, copy in enumerate(newest_first):
        if copy.name in kept:
            used += copy.manifest.size
            if used > room and number >= FEWEST:
                kept.discard(copy.name)
    return [copy for copy in newest_first if copy.name not in kept]


def disk_share(folder: Path) -> int:
    """The bytes that copies may take of the disk of a folder."""
    try:
        return shutil.disk_usage(folder).total // SHARE
    except OSError as error:
        raise trouble_of(error, os.fspath(folder)) from error


def _first_of_each(copies: list[Copy], of: Callable[[Copy], object], most: int) -> set[str]:
    """The newest copy of each of the last `most` days or weeks that have one."""
    found: dict[object, str] = {}
    for copy in copies:
        if len(found) < most:
            found.setdefault(of(copy), copy.name)
    return set(found.values())


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _read(path: Path) -> Manifest | None:
    try:
        with path.open("rb") as file:
            return read_papers(file.read(MOST_BYTES))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error


def read_papers(content: bytes) -> Manifest | None:
    """What papers say; None where they are damaged, or no papers at all."""
    try:
        body = json.loads(content)
        if body.pop("check") != _check(body) or body.pop("format") != FORMAT:
            return None
        slots = slots_in(body.pop("slots"))
        facts = Facts(body.pop("tables"), tuple(StreamAt(**at) for at in body.pop("streams")))
        holds, made_at = Holds(**body.pop("holds")), datetime.fromisoformat(body.pop("made_at"))
        if slots is None:
            return None
        papers = Manifest(facts=facts, holds=holds, made_at=made_at, slots=slots, **body)
        return papers if _is_sound(papers) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None  # damaged: it is no copy, and another one is looked for


def one_line(name: str) -> str:
    """What papers call a hub, as one short line: in a terminal other signs would do what they say.

    They may lie where anybody can write.
    """
    letters = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(letters.split())[:_MOST_NAME]


def _is_sound(papers: Manifest) -> bool:
    """Whether each thing is of its kind: papers may lie where anybody can write."""
    holds, tables = papers.holds, papers.facts.tables
    words = (papers.hub, papers.app_version, papers.revision, papers.sha256, papers.proof)
    counts = (papers.size, holds.people, holds.devices, holds.loans_out, *tables.values())
    return (
        all(isinstance(word, str) for word in words)
        and all(isinstance(count, int) and count >= 0 for count in counts)
        and papers.made_at.tzinfo is not None
        and papers.app_version == one_line(papers.app_version)
        and are_fair(papers.slots)
    )


def _check(body: dict[str, Any]) -> str:
    """Tells a damaged file without the key."""
    return hashlib.sha256(_plain(body)).hexdigest()


def _proof(body: dict[str, Any], data_key: bytes) -> str:
    return hmac.new(derived_key(data_key, b"hubdesk/copy"), _plain(body), "sha256").hexdigest()


def _plain(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
