"""How fast a whole hub is written into open files."""

from __future__ import annotations

import time
from pathlib import Path

from hubdesk.store.database import Database
from hubdesk.sync.package_out import write_package
from tools.bench.crowd import NOW


def rows_a_second(database: Database, folder: Path) -> tuple[int, float]:
    """How many rows the package has, and how many of them were written in a second."""
    file = folder / "all.zip"
    began = time.perf_counter()
    with database.reading() as db:
        rows = write_package(db, file, now=NOW)
    took = time.perf_counter() - began
    file.unlink()
    return rows, rows / took
