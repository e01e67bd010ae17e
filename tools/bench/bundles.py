"""What a bundle costs: sealed, and verified and read, beside bare inserts of the same records.

A record is a loan of twelve columns, with ids and words that differ as real ones do, so that what
is packed says something. The floor puts the same twelve columns into a table with no index but its
key, in an encrypted file, in one transaction: nothing is quicker.
"""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubdesk.ids import new_id
from hubdesk.paths import Paths
from hubdesk.sample.words import sample_people
from hubdesk.store.opening import close_hub
from hubdesk.store.seal import Deed, seal
from hubdesk.store.upgrade import HEAD
from hubdesk.sync.container import Trust
from hubdesk.sync.desk_keys import make_desk_keys
from hubdesk.sync.journal_in import read_bundle
from hubdesk.sync.journal_out import Sealing, journal_bundles, keep
from tools.bench.crowd import NOW
from tools.bench.journal import COLUMNS, INSERT, driver, loans, new_hub
from tools.bench.timing import median

SIZES = (10_000, 100_000, 1_000_000)
A_TRANSACTION = 10  # records sealed together: between one at the desk and a list brought in
TURNS, MOST_IN_TURNS = 3, 100_000  # a million is looked at once: it shows what size costs
HUB = "0199d7c2-0000-7000-8000-000000000001"


@dataclass(frozen=True)
class Cost:
    """Records a second of each, and bytes a record takes in the bundles."""

    records: int
    bare: float
    out: float
    read: float
    size: float
    bundles: int

    @property
    def out_share(self) -> float:
        return self.out / self.bare

    @property
    def read_share(self) -> float:
        return self.read / self.bare


def bundles(folder: Path, many: int) -> Cost:
    """Measure on two new hubs; the three take turns, so that a busy moment meets all of them."""
    database, bare = new_hub(folder / "journalled"), new_hub(folder / "bare")
    try:
        raw, unsealed, rows = driver(database), driver(bare), records(many)
        for at in range(0, many, A_TRANSACTION):
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany(INSERT, rows[at : at + A_TRANSACTION])
            seal(raw, Deed("lend"), NOW, HEAD)
            raw.execute("COMMIT")
        unsealed.execute(f"CREATE TABLE bare ({', '.join(COLUMNS)}, PRIMARY KEY (id))")
        with database.changing("make keys") as db:
            keys = make_desk_keys(db, now=NOW)
        sealing = Sealing(HUB, keys, (keys.recipient,), NOW)
        trust = Trust(HUB, frozenset(keys.publics))
        times: list[tuple[float, float, float]] = []
        for turn in range(TURNS if many <= MOST_IN_TURNS else 1):
            unsealed.execute("DELETE FROM bare")
            began = time.perf_counter()
            unsealed.execute("BEGIN IMMEDIATE")
            unsealed.executemany(INSERT.replace(" loan ", " bare ", 1), rows)
            unsealed.execute("COMMIT")
            put = time.perf_counter()
            with database.apart() as view:
                view.execute("BEGIN")
                files = [keep(one, folder / f"{turn}") for one in journal_bundles(view, sealing)]
            sealed = time.perf_counter()
            for file in files:
                read_bundle(file, trust, keys.identities)
            times.append((put - began, sealed - put, time.perf_counter() - sealed))
        size = sum(file.stat().st_size for file in files)
    finally:
        close_hub(Paths(folder / "bare"), bare)
        close_hub(Paths(folder / "journalled"), database)
    put, out, read = (median(column) for column in zip(*times, strict=True))
    return Cost(many, many / put, many / out, many / read, size / many, len(files))


def records(many: int) -> list[dict[str, Any]]:
    """Loans of which no two are alike: what went with each, until when, and why it was allowed."""
    dice = random.Random(6)
    words = [word for who in sample_people() for word in who.name.split()]
    rows = loans(many)
    for row in rows:
        due = f"2026-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        kit = [[new_id(), dice.choice(words)] for _ in range(dice.randrange(3))]
        row |= {"contents": json.dumps(kit), "due_first_on": due, "due_on": due}
        if dice.random() < 0.3:
            row["override_reason"] = " ".join(dice.choices(words, k=8))
    return rows
