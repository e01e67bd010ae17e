"""The list of erasures beside the records: random ids, so that no older copy brings anybody back.

It lies outside the database, since a copy that is brought back knows nothing of what came after;
and in every folder of copies again, since a disk may die and an old stick be all there is. Lists
are only ever put together, so none of them can make another forget.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from hubdesk.errors import Trouble
from hubdesk.errors.privacy import ErasedListDamaged
from hubdesk.store.files import trouble_of, write_whole

FORMAT = 1
MOST: Final = 16 << 20  # bytes: on a stick may lie anything
_NONCE: Final = 12


class Listed(NamedTuple):
    """One erasure. `was` is the random id somebody had."""

    id: str
    was: str
    ground: str
    erased_at: datetime


@dataclass(frozen=True, slots=True)
class Lists:
    """What several lists hold together, and whether one of them could not be read."""

    erased: tuple[Listed, ...]
    is_damaged: bool = False


def list_in(folder: Path, hub: str) -> Path:
    """Where the list of a hub lies in a folder of copies, which two hubs may share."""
    return folder / f"erased-{hub[-8:]}.json"


def keep_erased(path: Path, erased: Iterable[Listed]) -> None:
    """Write the list, with what it held before: a copy brought back may know fewer.

    One that cannot be read is laid aside; the records know whom they erased themselves.
    """
    try:
        before = read_erased(path)
    except ErasedListDamaged:
        before = []
        try:
            path.replace(path.with_name(f"{path.name}.damaged"))
        except OSError as error:
            raise trouble_of(error, os.fspath(path.parent)) from error
    known = {one.id: one for one in (*before, *erased)}
    if len(known) == len(before):
        return  # nothing is new, and no list begins before there is anybody to name
    write_whole(path, _written(known.values()))


def locked_in(folder: Path, hub: str) -> Path:
    """Where the list lies beside a copy that was sent: locked as the copy is."""
    return folder / f"erased-{hub[-8:]}.locked"


def lock_erased(erased: Iterable[Listed], hub: str, data_key: bytes) -> bytes:
    """The list for a place that others may look into: only whoever opens the copy reads it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCMSIV(_key(data_key)).encrypt(nonce, _written(erased), hub.encode())


def read_locked(path: Path, hub: str, data_key: bytes) -> list[Listed]:
    """The same read back; empty where there is none. Raises ErasedListDamaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    try:
        locked = _content(path)
        opener = AESGCMSIV(_key(data_key))
        return _listed(opener.decrypt(locked[:_NONCE], locked[_NONCE:], hub.encode()))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error
    except (InvalidTag, ValueError) as error:
        raise ErasedListDamaged from error


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST + 1)
    if len(content) > MOST:
        raise ErasedListDamaged
    return content


def _key(data_key: bytes) -> bytes:
    from hubdesk.store.tail import derived_key

    return derived_key(data_key, b"hubdesk/erased")


def _written(erased: Iterable[Listed]) -> bytes:
    rows = [[one.id, one.was, one.ground, one.erased_at.isoformat()] for one in erased]
    return json.dumps({"format": FORMAT, "erased": sorted(rows)}, indent=1).encode()


def _listed(text: bytes) -> list[Listed]:
    """ErasedListDamaged for what is no list."""
    try:
        return [
            Listed(str(id), str(was), str(ground), datetime.fromisoformat(at))
            for id, was, ground, at in json.loads(text)["erased"]
        ]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ErasedListDamaged from error


def read_erased(path: Path) -> list[Listed]:
    """The list; empty where nobody was ever erased. Raises ErasedListDamaged."""
    try:
        return _listed(_content(path))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error


def read_lists(paths: Iterable[Path]) -> Lists:
    """All of them together. One that is damaged takes nothing from the others."""
    found: dict[str, Listed] = {}
    is_damaged = False
    for path in paths:
        try:
            found |= {one.id: one for one in read_erased(path)}
        except Trouble:  # damaged, or a stick that does not answer: the records open all the same
            is_damaged = True
    return Lists(tuple(found.values()), is_damaged)


def erasures_of(raw: Any) -> list[Listed]:
    """Whom some records know to be erased; a file from before there was erasing knows nobody."""
    there = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'erasure'"
    if raw.execute(there).fetchone() == (0,):
        return []
    rows = raw.execute("SELECT id, was, ground, erased_at FROM erasure WHERE deleted = 0")
    return [
        Listed(id, was, ground, datetime.fromisoformat(at))
        for id, was, ground, at in rows.fetchall()
    ]
