"""A real encrypted hub in a folder that is gone afterwards, for the long tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.store.keys import KeyCost, open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, make_hub_file

PASSPHRASE = "only for a long test"
CHEAP = KeyCost(memory_kib=8, passes=1, lanes=1)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("Europe/London"))


@contextmanager
def throwaway_hub() -> Iterator[tuple[Paths, Database]]:
    """A hub just set up, open, and where it lies."""
    with tempfile.TemporaryDirectory(prefix="hubdesk-soak-") as folder:
        paths = Paths(Path(folder))
        database, _ = make_hub_file(paths, name="Soak", passphrase=PASSPHRASE, cost=CHEAP)
        try:
            with database.changing("set up hub") as db:
                set_up_hub(db, name="Soak", manager="Amira Khan", now=NOW)
            yield paths, database
        finally:
            close_hub(paths, database)


def data_key(paths: Paths) -> bytes:
    """The key of its records."""
    return open_with_passphrase(read_slots(paths), PASSPHRASE)
