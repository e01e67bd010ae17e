"""The anchor: how far the work had come, kept outside the records and compared with them at start.

A log of SQLite that was cut short opens without a word, and so does yesterday's file put in
today's place. The anchor notices: it names the newest transaction, its chain and the computer,
under a code that only the data key can make, in two copies of which one always reads.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hubdesk.paths import Paths
from hubdesk.store.files import write_whole
from hubdesk.store.tail import derived_key

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Anchor:
    """The newest transaction when it was written, and where and when that was."""

    hub: str
    stream: str
    seq: int
    chain: str
    machine: str
    written_at: str


@dataclass(frozen=True, slots=True)
class Anchors:
    """Both copies as they were found. `newest` is None when neither can be read."""

    newest: Anchor | None
    are_there: bool
    is_damaged: bool


def write_anchor(paths: Paths, data_key: bytes, anchor: Anchor) -> None:
    """Both copies, one after the other. Raises DiskFull, DiskTrouble, FolderNotWritable."""
    body: dict[str, Any] = {"format": FORMAT, **asdict(anchor)}
    text = json.dumps({**body, "check": _check(body, data_key)}, indent=1)
    for path in paths.anchors:
        write_whole(path, text.encode())


def read_anchors(paths: Paths, data_key: bytes) -> Anchors:
    """The newer of two copies that prove themselves."""
    there = [path for path in paths.anchors if path.exists()]
    read = [anchor for path in there if (anchor := _read(path, data_key)) is not None]
    newest = max(read, key=lambda anchor: (anchor.written_at, anchor.seq), default=None)
    return Anchors(newest, bool(there), len(read) < len(there))


def _read(path: Path, data_key: bytes) -> Anchor | None:
    try:
        body = json.loads(path.read_bytes())
        check = body.pop("check")
        if not hmac.compare_digest(check, _check(body, data_key)) or body.pop("format") != FORMAT:
            return None
        return Anchor(**body)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None  # damaged: the other copy is asked, and the records after it


def _check(body: dict[str, Any], data_key: bytes) -> str:
    text = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(derived_key(data_key, b"hubdesk/anchor"), text, hashlib.sha256).hexdigest()
