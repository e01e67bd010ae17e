"""What the journal costs: capture and seal beside bare inserts, the size of a change, a hard end.

The floor inserts the same rows into the same table of a file of its own whose triggers are gone,
so that what is left over is what the journal adds.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from hubdesk.ids import new_id
from hubdesk.models import Device, DeviceKind, Person
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, make_hub_file, open_hub
from hubdesk.store.seal import Deed, seal
from hubdesk.store.upgrade import HEAD
from tools.bench.big_hub import CHEAP, PASSPHRASE
from tools.bench.crowd import NOW, POLICY
from tools.bench.timing import median, took_ms

BATCH, TURNS, SINGLES = 10_000, 5, 300
PEOPLE = 100  # and as many devices, for loans need both
Row = dict[str, Any]


@dataclass(frozen=True)
class Journal:
    """Shares of the speed of bare inserts, and bytes a change adds to each file.

    `single` is a loan with a commit of its own; `whole` the same by the store's one door, which
    opens a session and waits for the disk a second time, for the safety copy.
    """

    batch: float
    single: float
    whole: float
    in_records: float
    in_safety_copy: float


def journal(folder: Path) -> Journal:
    """Measure on two new hubs; the two take turns, so that a busy moment meets both."""
    database, bare = new_hub(folder / "journalled"), new_hub(folder / "bare")
    raw, unsealed = driver(database), driver(bare)
    for (name,) in unsealed.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        unsealed.execute(f'DROP TRIGGER "{name}"')
    try:
        batches = [(_bare(unsealed, BATCH), _sealed(raw, BATCH)) for _ in range(TURNS)]
        singles = [(_bare(unsealed, 1), _sealed(raw, 1)) for _ in range(SINGLES)]
        _put(database, 1)  # the safety copy takes what it has missed
        whole = [(_bare(unsealed, 1), _put(database, 1)) for _ in range(SINGLES)]
        sizes = _sizes(database)
    finally:
        close_hub(Paths(folder / "bare"), bare)
        close_hub(Paths(folder / "journalled"), database)
    return Journal(_share(batches), _share(singles), _share(whole), *sizes)


def unclean_start(paths: Paths) -> tuple[float, float]:
    """Seconds from the key to open records after an end without closing, and their megabytes."""
    slots = read_slots(paths)
    key = open_with_passphrase(slots, PASSPHRASE)
    database = open_hub(paths, slots, key).database
    with database.reading() as db:
        person = db.scalars(select(Person.id).limit(1)).one()
    for number in range(100):
        with database.changing("edit person") as db:
            db.execute(update(Person).where(Person.id == person).values(language=f"{number}"))
    database.let_go()  # the mark of an open hub, and the log, stay behind
    size = paths.database.stat().st_size / 1024**2
    began = time.perf_counter()
    opened = open_hub(paths, slots, key)
    took = time.perf_counter() - began
    assert opened.was_unclean
    close_hub(paths, opened.database)
    return took, size


def new_hub(home: Path) -> Database:
    home.mkdir()
    database, _ = make_hub_file(Paths(home), name="Measured", passphrase=PASSPHRASE, cost=CHEAP)
    with database.changing("set up hub") as db:
        db.add(DeviceKind(id="kind", name="Laptop"))
        db.flush()
        for number in range(PEOPLE):
            db.add(Person(id=f"person {number}", display_name=f"Person {number}"))
            db.add(Device(id=f"device {number}", kind_id="kind", tag=f"HD-{number:04d}"))
    return database


def driver(database: Database) -> Any:
    with database.alone() as raw:
        return raw


def loans(many: int) -> list[Row]:
    """Loans as a lend writes them: twelve columns."""
    return [
        {
            "id": new_id(),
            "device_id": f"device {number % PEOPLE}",
            "borrower_id": f"person {number % PEOPLE}",
            "handing_id": new_id(),
            "lent_at": "2026-11-24T10:42:00.000Z",
            "due_first_on": "2026-12-08",
            "contents": '[["kit-1", "Charger"], ["kit-2", "Bag"]]',
            "condition_out": "good",
            "policy": POLICY,
            "override_reason": "",
            "state": "out",
            "due_on": "2026-12-08",
        }
        for number in range(many)
    ]


COLUMNS = tuple(loans(1)[0])
INSERT = f"INSERT INTO loan ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{c}' for c in COLUMNS)})"


def _bare(raw: Any, many: int) -> float:
    rows = loans(many)

    def put() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(INSERT, rows)
        raw.execute("COMMIT")

    return took_ms(put)


def _sealed(raw: Any, many: int) -> float:
    rows = loans(many)

    def put() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(INSERT, rows)
        seal(raw, Deed("lend"), NOW, HEAD)
        raw.execute("COMMIT")

    return took_ms(put)


def _put(database: Database, many: int) -> float:
    rows = loans(many)

    def put() -> None:
        with database.changing("lend") as db:
            db.connection().exec_driver_sql(INSERT, rows)

    return took_ms(put)


def _share(pairs: list[tuple[float, float]]) -> float:
    return median(bare for bare, _ in pairs) / median(sealed for _, sealed in pairs)


def _sizes(database: Database) -> tuple[float, float]:
    """Bytes an edit of two columns adds to the records and to the safety copy."""
    edits = 2_000
    assert database.tail is not None
    files = (database.path, database.tail.path)
    database.tidy()
    before = [file.stat().st_size for file in files]
    for number in range(edits):
        with database.changing("edit person") as db:
            db.connection().exec_driver_sql(
                "UPDATE person SET language = ?, address = ? WHERE id = ?",
                (f"language {number}", f"{number} High Street", f"person {number % PEOPLE}"),
            )
    database.tidy()
    grown = [(file.stat().st_size - was) / edits for file, was in zip(files, before, strict=True)]
    return grown[0], grown[1]
