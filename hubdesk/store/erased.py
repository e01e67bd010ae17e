"""The list of erasures beside the records: random ids, so that no older copy brings anybody back.

It lies outside the database, since a copy that is brought back knows nothing of what came after.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from hubdesk.errors.privacy import ErasedListDamaged
from hubdesk.store.files import write_whole

FORMAT = 1


class Listed(NamedTuple):
    """One erasure. `was` is the random id somebody had."""

    id: str
    was: str
    ground: str
    erased_at: datetime


def keep_erased(path: Path, erased: Iterable[Listed]) -> None:
    """Write the list, with what it held before: a copy brought back may know fewer.

    One that cannot be read is laid aside; the records know whom they erased themselves.
    """
    try:
        before = read_erased(path)
    except ErasedListDamaged:
        before = []
        path.replace(path.with_name(f"{path.name}.damaged"))
    known = {one.id: one for one in (*before, *erased)}
    rows = [[one.id, one.was, one.ground, one.erased_at.isoformat()] for one in known.values()]
    body = {"format": FORMAT, "erased": sorted(rows)}
    write_whole(path, json.dumps(body, indent=1).encode())


def read_erased(path: Path) -> list[Listed]:
    """The list; empty where nobody was ever erased. Raises ErasedListDamaged."""
    if not path.exists():
        return []
    try:
        body = json.loads(path.read_text("utf-8"))
        return [
            Listed(str(id), str(was), str(ground), datetime.fromisoformat(at))
            for id, was, ground, at in body["erased"]
        ]
    except (ValueError, TypeError, KeyError) as error:
        raise ErasedListDamaged from error
