"""A hub as large as a city's, journal and all, made once and kept under a hash of its makers."""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import Table, insert, select

from hubdesk.ids import CodeKind
from hubdesk.models import Account, Counter, Stream
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.store.keys import KeyCost
from hubdesk.store.opening import close_hub, make_hub_file
from tools.bench.cache import cache_folder
from tools.bench.courses import Courses
from tools.bench.crowd import NOW, Crowd, Group, Row, Size

ROOT = Path(__file__).parents[2]
MAKERS = (
    *("hubdesk/models", "hubdesk/store/migrations", "hubdesk/ids.py", "hubdesk/spelling.py"),
    *("hubdesk/store/capture.py", "hubdesk/store/seal.py", "hubdesk/store/search_index.py"),
    "hubdesk/store/keys.py",
    *("tools/bench/big_hub.py", "tools/bench/crowd.py", "tools/bench/courses.py"),
    "tools/bench/names.py",
)
PASSPHRASE = "only for measuring speed"
CHEAP = KeyCost(memory_kib=8, passes=1, lanes=1)
A_BATCH = 1_000  # things with what hangs on them, in one transaction
A_BATCH_OF_SESSIONS = 100  # each with a register of thirty

Say = Callable[[str], None]

FULL = Size(100_000, 20_000, 300_000, 30_000, 1_000_000)
TENTH = Size(10_000, 2_000, 30_000, 3_000, 100_000)


def kept_hub(size: Size, *, say: Say) -> Paths:
    """The hub of that size, made if it is not kept yet. Nobody may change it: see `copy_of`."""
    home = cache_folder() / f"{_fingerprint()}-{size.people}"
    if not (home / "made").exists():
        shutil.rmtree(home, ignore_errors=True)
        say(f"making a hub of {size.people:,} people (once; kept in the cache folder)")
        _make(Paths(home), size, say)
        (home / "made").write_text("whole\n")
    return Paths(home)


def copy_of(paths: Paths, folder: Path) -> Paths:
    """A copy that may be changed."""
    shutil.copytree(paths.home, folder)
    return Paths(folder)


def _fingerprint() -> str:
    """A hash of everything that decides what the file holds."""
    seen = hashlib.sha256()
    for name in MAKERS:
        path = ROOT / name
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            seen.update(file.read_bytes())
    return seen.hexdigest()[:12]


def _make(paths: Paths, size: Size, say: Say) -> None:
    database, _ = make_hub_file(paths, name="Riverside Hub", passphrase=PASSPHRASE, cost=CHEAP)
    with database.changing("set up hub") as db:
        set_up_hub(db, name="Riverside Hub", manager="Amira Khan", now=NOW)
        db.connection().exec_driver_sql("PRAGMA cache_size = -200000")
        db.add(Counter(id=CodeKind.PERSON, next=size.people + 1))
        db.add(Counter(id=CodeKind.DEVICE, next=size.devices + 1))
        tutor_id = db.scalars(select(Account.id)).one()
    crowd = Crowd(size, random.Random(20_261_124))
    courses = Courses(crowd, tutor_id, random.Random(24_112_026))
    for verb, groups, batch in (
        ("import people", crowd.people(), A_BATCH),
        ("import devices", crowd.devices(), A_BATCH),
        ("lend", crowd.loans(), A_BATCH),
        ("plan session", courses.sessions(), A_BATCH_OF_SESSIONS),
    ):
        began = time.perf_counter()
        put = _put(database, verb, groups, batch)
        say(f"  {verb}: {put:,} in {time.perf_counter() - began:.0f} s")
    with database.changing("unattributed") as db:
        db.connection().exec_driver_sql("ANALYZE")
    with database.reading() as db:
        seq = db.scalar(select(Stream.seq).where(Stream.is_mine == 1)) or 0
    database.begin_anew(seq)  # as after the day's verified copy: nobody opens on a year's tail
    close_hub(paths, database)


def _put(database: Database, verb: str, groups: Iterable[Group], batch_of: int) -> int:
    """Put things in, batch by batch, each batch one sealed transaction. Answers with how many."""
    put = 0
    rest = iter(groups)
    while batch := list(islice(rest, batch_of)):
        with database.changing(verb, gesture=False) as db:
            for table, rows in _by_table(batch):
                db.connection().execute(insert(table), rows)
        put += len(batch)
    return put


def _by_table(batch: list[Group]) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of a batch table by table, parents first as each group names them."""
    found: dict[Table, list[Row]] = {}
    for group in batch:
        for table, rows in group:
            found.setdefault(table, []).extend(rows)
    yield from ((table, rows) for table, rows in found.items() if rows)
