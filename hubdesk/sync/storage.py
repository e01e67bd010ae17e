"""Storage behind four verbs: list, get, put new, remove. What the rest of the room knows of places.

Every name is below the place's root, of lower-case letters, digits, dots and hyphens, with `/`
between folders. Any file may be partial, stale or missing at any time: whoever reads one proves it
by its hash, and nothing is ever inferred from absence. All may raise what `errors/sending.py` has.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,119}(/[a-z0-9][a-z0-9.-]{0,119}){0,7}")
MARK: Final = 16  # hexadecimal digits of a hash that a name has in it
MOST_NAME: Final = 200  # letters of a whole name: FAT, exFAT and Windows take it


@dataclass(frozen=True, slots=True)
class Lying:
    """A file as a place lists it. `size` may be what it was some time ago."""

    name: str
    size: int


class Storage(Protocol):
    """One place, opened. Nothing in it is kept between two calls but the connection."""

    def list(self, below: str = "") -> Iterator[Lying]:
        """The files below a folder, in any order. May be stale."""
        ...

    def get(self, name: str, *, most: int) -> bytes | None:
        """The content; None where nothing lies there. At most `most` bytes are ever read."""
        ...

    def put_new(self, name: str, content: bytes) -> None:
        """Whole or not at all. Raises NameTaken over other content; the same is fine.

        Nothing counts as sent by this alone: whoever sends reads it back under its name.
        """
        ...

    def put_over(self, name: str, content: bytes) -> None:
        """The same in place of what lies there: pages for everybody keep their names."""
        ...

    def remove(self, name: str) -> None:
        """Gone, or never there."""
        ...


class Browsable(Storage, Protocol):
    """A place that can also be looked into by somebody who does not know yet what lies there."""

    def top(self) -> tuple[tuple[str, ...], tuple[Lying, ...]]:
        """The folders and the files right at its root; not what lies in the folders."""
        ...


def kept_name(name: str) -> bool:
    """Whether a file may be called so. What a cloud drive adds, like " (1)", is in no such name."""
    return len(name) <= MOST_NAME and NAME.fullmatch(name) is not None


def is_spoilt(name: str, lying: bytes, content: bytes) -> bool:
    """Whether what lies there is `content` gone wrong on its way, and nobody else's.

    So it is when the name has the hash of the content in it: nothing else is called so. So it is
    with its beginning, or zeros in place of the rest: a FAT stick pulled out keeps the size only.
    """
    if lying == content:
        return False
    if hashlib.sha256(content).hexdigest()[:MARK] in name:
        return True
    return len(lying) <= len(content) and content.startswith(lying.rstrip(b"\0"))


def is_page(content: bytes) -> bool:
    """Whether it begins as a page for a browser: a network that wants you to sign in sends one."""
    begin = content[:512].lstrip().lower()
    return begin.startswith((b"<!doctype html", b"<html", b"<head", b"<meta", b"<script"))
