"""A copy in pieces, as it lies where it was sent: named, found, and put together again.

    copy-2026-11-24-170205-5f1c2d.0001-0463.8c1f6b2e90a4d7f3.piece    the first of 463, its hash
    copy-2026-11-24-170205-5f1c2d.json                                the papers, which go last

The papers are those of the copy, to the letter: they say how long the whole is and its hash. Which
pieces there are, in which order and with which content, say their names.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hubdesk.errors.copies import CopyPieceDamaged, CopyPieceMissing
from hubdesk.store.files import trouble_of

A_PIECE: Final = 8 << 20  # bytes: half a minute of a slow line, and little for a small computer
PIECE: Final = ".piece"
_MARK: Final = 16  # hexadecimal digits of the hash that a name has in it
# Five digits are 800 GB: of what a stranger calls a piece of billions, all numbers are looked for.
_NAME: Final = re.compile(
    r"(?P<stem>copy-[0-9a-z-]+)\.(?P<number>[0-9]{4,5})-(?P<of>[0-9]{4,5})"
    rf"\.(?P<mark>[0-9a-f]{{{_MARK}}})\{PIECE}"
)
_PORTION: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """One of them, as its name has it. `number` begins at 1."""

    path: Path
    number: int
    of: int
    mark: str


def piece_name(stem: str, number: int, of: int, sha256: str) -> str:
    """What a piece of a copy is called."""
    return f"{stem}.{number:04}-{of:04}.{sha256[:_MARK]}{PIECE}"


def stem_of_piece(name: str) -> str:
    """Of which copy a piece is; empty for any other file."""
    found = _NAME.fullmatch(name)
    return found["stem"] if found is not None else ""


def piece_at(path: Path) -> Piece | None:
    """The piece that a file is called as; None for any other file, whatever is in it."""
    named = _NAME.fullmatch(path.name)  # what a cloud drive calls "… (1)" is none
    if named is None:
        return None
    return Piece(path, int(named["number"]), int(named["of"]), named["mark"])


def fullest(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], list[int]]:
    """Of the sets of pieces that lie in one place the most whole, and which numbers it lacks.

    Pieces of another size are of a try that was given up.
    """
    sets: dict[int, dict[int, Piece]] = defaultdict(dict)
    for piece in pieces:
        sets[piece.of][piece.number] = piece
    if not sets:
        return (), []
    of, found = max(sets.items(), key=lambda one: (len(one[1]) == one[0], len(one[1])))
    missing = [number for number in range(1, of + 1) if number not in found]
    return tuple(found[number] for number in sorted(found)), missing


def pieces_in(folder: Path, stem: str, has_papers: bool) -> tuple[Piece, ...]:
    """The pieces of a copy in their order; none where there is not a single one.

    With papers there was a whole copy, so CopyPieceMissing where not all of them lie there.
    """
    try:
        paths = sorted(folder.glob(f"{stem}.*{PIECE}"))
    except OSError as error:
        raise trouble_of(error, os.fspath(folder)) from error
    named = (piece_at(path) for path in paths if stem_of_piece(path.name) == stem)
    found, missing = fullest(piece for piece in named if piece is not None)
    if missing and has_papers:
        raise CopyPieceMissing(stem, missing[0], len(missing), found[0].of)
    return found


def put_together(
    pieces: tuple[Piece, ...], to: Path, *, go_on: Callable[[], object], consumes: bool = False
) -> None:
    """Write them one after the other, each proved by the hash in its name, durably.

    CopyPieceDamaged, and what a disk refuses. `go_on` is asked all the while and may raise. With
    `consumes` each goes once it is written, for a disk without room for both.
    """
    try:
        with to.open("xb") as out:
            for piece in pieces:
                digest = hashlib.sha256()
                with piece.path.open("rb") as file:
                    while portion := file.read(_PORTION):
                        go_on()
                        digest.update(portion)
                        out.write(portion)
                if digest.hexdigest()[:_MARK] != piece.mark:
                    raise CopyPieceDamaged(piece.path.name, piece.number, piece.of)
                if consumes:
                    piece.path.unlink()
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise trouble_of(error, os.fspath(to.parent)) from error
