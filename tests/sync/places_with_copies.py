"""A copy as it lies where it was sent, in small pieces; for whoever fetches one."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from hubdesk.store.copies import Copy
from hubdesk.store.erased import Listed, lock_erased, locked_in
from hubdesk.store.pieces import piece_name
from hubdesk.sync.place_identity import hub_folder

A_PIECE = 128 << 10


def sent(copy: Copy, root: Path, *, size: int = A_PIECE) -> Path:
    """Lay it out at a place as sending does. Answers with its folder there."""
    folder = root / hub_folder(copy.manifest.hub) / "backup"
    folder.mkdir(parents=True, exist_ok=True)
    content = copy.path.read_bytes()
    of = -(-len(content) // size)
    for number in range(1, of + 1):
        piece = content[(number - 1) * size : number * size]
        digest = hashlib.sha256(piece).hexdigest()
        (folder / piece_name(copy.path.stem, number, of, digest)).write_bytes(piece)
    shutil.copy(copy.papers, folder / copy.papers.name)
    return folder


def with_list(folder: Path, copy: Copy, erased: Iterable[Listed], data_key: bytes) -> Path:
    """The list of who was erased, as it is sent."""
    path = locked_in(folder, copy.manifest.hub)
    path.write_bytes(lock_erased(erased, copy.manifest.hub, data_key))
    return path
