"""A copy that took the place of the records, and of which not all is written down yet.

The mark is written before the records that were here lose their name, takes its own name just
before the copy does, and goes once all is done. Switched off in between, a computer has whole
records that know nothing of having been brought back: numbers would be given twice, and the copy
would lie for ever where it was sent.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any, Final

from hubdesk.paths import Paths
from hubdesk.store.copies import MOST_BYTES, Copy, Manifest, read_papers
from hubdesk.store.files import sync_folder, trouble_of, write_whole

_MOST: Final = 16 << 20  # a large copy has many pieces, and each is named


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Which copy it was, and what else whoever finishes it has to know."""

    name: str
    papers: Manifest
    more: Any


def note_unfinished(paths: Paths, copy: Copy, more: Any) -> None:
    """The records are going to be this copy, from `take_mark` on. Raises what a disk refuses."""
    said = {"name": copy.name, "papers": copy.manifest.as_text(), "more": more}
    write_whole(paths.unfinished_next, json.dumps(said, ensure_ascii=False).encode("utf-8"))


def take_mark(paths: Paths) -> None:
    """Give it its name, if it has it not yet. Raises OSError."""
    if paths.unfinished_next.exists():
        paths.unfinished_next.replace(paths.unfinished)


def unfinished(paths: Paths) -> Unfinished | None:
    """What is to be finished; None where nothing is, or nobody can tell any more."""
    try:
        with paths.unfinished.open("rb") as file:
            said = json.loads(file.read(_MOST))
        papers = read_papers(said["papers"].encode("utf-8")[:MOST_BYTES])
        return Unfinished(str(said["name"]), papers, said["more"]) if papers else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise trouble_of(error, os.fspath(paths.home)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def is_unfinished(paths: Paths, papers: Manifest) -> bool:
    """Whether what is here is this very copy, and was never finished as far as the mark tells."""
    found = unfinished(paths)
    return found is not None and found.papers.proof == papers.proof


def forget_unfinished(paths: Paths) -> None:
    """All of it is done, durably. Raises what a disk refuses."""
    if not paths.unfinished.exists():
        return
    try:
        paths.unfinished.unlink()
        sync_folder(paths.home)
    except OSError as error:
        raise trouble_of(error, os.fspath(paths.home)) from error
