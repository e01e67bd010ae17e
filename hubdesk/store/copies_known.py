"""What this computer knows of its copies elsewhere: the second place, and how trying one went.

A small file beside the records, about the computer and never about a person. A damaged file
means that the place is chosen again.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hubdesk.store.files import trouble_of, write_whole

MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Tried:
    """A copy that was opened and compared. `fault` is empty when all was the same."""

    at: str
    made_at: str
    name: str
    rows: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The second place; the copy and how far each stream was brought there, and when.

    `left_there` are the copies of a place, by its name, that these records know nothing of: an
    older one was brought back, and nothing takes these away.
    """

    place: str = ""
    is_other_disk: bool = False
    copy: str = ""
    carried_at: str = ""
    reached: dict[str, int] = field(default_factory=dict)
    tried: Tried | None = None
    left_there: dict[str, list[str]] = field(default_factory=dict)

    @property
    def carried(self) -> datetime | None:
        return datetime.fromisoformat(self.carried_at) if self.carried_at else None


def read_known(path: Path) -> Known:
    """What is known; nothing where there is no file, or it cannot be understood."""
    try:
        with path.open("rb") as file:
            found: Any = json.loads(file.read(MOST_BYTES))
        tried = found.pop("tried")
        known = Known(**found, tried=Tried(**tried) if tried else None)
        moments = (known.carried_at, *((tried["at"], tried["made_at"]) if tried else ()))
        for moment in filter(None, moments):
            datetime.fromisoformat(moment)
        left = {str(k): [str(one) for one in v] for k, v in known.left_there.items()}
        reached = {str(k): int(v) for k, v in known.reached.items()}
        return replace(known, reached=reached, left_there=left)
    except (FileNotFoundError, ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return Known()
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error


def write_known(path: Path, known: Known) -> None:
    """Keep it. Raises DiskFull, FolderNotWritable and DiskTrouble."""
    write_whole(path, json.dumps(asdict(known), indent=1, sort_keys=True).encode())
