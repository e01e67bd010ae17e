"""The counts of the rows that kill, cut, flip, refuse and erase, told once more at the end.

Beside other workers nothing that a test prints is seen, so a count goes with the test's report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

COUNTS = "counts"
Counted = Callable[[str], None]


def lines(reports: Iterable[Any]) -> Iterator[str]:
    """What each test counted, with its file, in the order of the files."""
    found = {
        (report.nodeid.partition("::")[0], text)
        for report in reports
        for name, text in getattr(report, "user_properties", ())
        if name == COUNTS
    }
    for file, text in sorted(found):
        yield f"{file}: {text}"
