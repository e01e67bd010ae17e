"""When this computer last did what is done once a day or once a week, in a small file beside.

It is about the computer and never about a person. A damaged file means that all is done again.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hubdesk.store.files import trouble_of, write_whole

MOST_BYTES = 16 * 1024


@dataclass(slots=True)
class KeptDays:
    """The last day of each thing, by its name."""

    path: Path
    _days: dict[str, date] = field(default_factory=dict)

    def is_due(self, what: str, today: date, every: int = 1) -> bool:
        """Whether `every` days have gone by. A day still to come was a clock that was wrong."""
        last = self._days.get(what)
        return last is None or last > today or (today - last).days >= every

    def done(self, what: str, today: date) -> None:
        """It was done today. Raises DiskFull, FolderNotWritable and DiskTrouble."""
        days = self._days | {what: today}
        texts = {name: day.isoformat() for name, day in days.items()}
        write_whole(self.path, json.dumps(texts, indent=1, sort_keys=True).encode())
        self._days = days


def read_days(path: Path) -> KeptDays:
    """The days in a file; none where there is no file, or it cannot be understood."""
    try:
        with path.open("rb") as file:
            found: Any = json.loads(file.read(MOST_BYTES))
    except (FileNotFoundError, ValueError, RecursionError):
        return KeptDays(path)
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error
    texts = found.items() if isinstance(found, dict) else ()
    return KeptDays(path, {name: day for name, text in texts if (day := _day_in(text))})


def _day_in(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
