"""A hub as large as a city's, journal and all, made once and kept under a hash of its makers."""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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
from tools.bench.skills import Skills, add_lists

ROOT = Path(__file__).parents[2]
MAKERS = (
    *("hubdesk/models", "hubdesk/store/migrations", "hubdesk/ids.py", "hubdesk/spelling.py"),
    *("hubdesk/store/capture.py", "hubdesk/store/seal.py", "hubdesk/store/search_index.py"),
    "hubdesk/store/keys.py",
    *("tools/bench/big_hub.py", "tools/bench/crowd.py", "tools/bench/courses.py"),
    *("tools/bench/names.py", "tools/bench/skills.py", "resources/frameworks"),
    "hubdesk/operations/skills_lists.py",
)
PASSPHRASE = "only for measuring speed"
CHEAP = KeyCost(memory_kib=8, passes=1, lanes=1)
A_BATCH = 1_000  # things with what hangs on them, in one transaction
A_BATCH_OF_SESSIONS = 100  # each with a register of thirty
A_BATCH_OF_CLASSES = 20
UNUSED = 24 * 3600  # seconds
QUICK = (
    "cache_size = -600000",  # KiB: ids of pairs fall all over the file
    "synchronous = OFF",
    "wal_autocheckpoint = 50000",
    "secure_delete = OFF",
)

Say = Callable[[str], None]

FULL = Size(100_000, 20_000, 300_000, 30_000, 1_000_000, 500_000)
TENTH = Size(10_000, 2_000, 30_000, 3_000, 100_000, 50_000)


def kept_hub(size: Size, *, say: Say) -> Paths:
    """The hub of that size, made if it is not kept yet. Nobody may change it: see `copy_of`."""
    home = cache_folder() / f"{_fingerprint()}-{size.people}"
    made = home / "made"
    if not made.exists():
        shutil.rmtree(home, ignore_errors=True)
        say(f"making a hub of {size.people:,} people (once; kept in the cache folder)")
        _make(Paths(home), size, say)
    made.write_text("whole\n")  # with the time it was used last
    _let_go_of_older(home)
    return Paths(home)


def _let_go_of_older(kept: Path) -> None:
    """Hubs of that size that were made otherwise, and that nobody has measured for a day."""
    for home in kept.parent.glob(f"*-{kept.name.partition('-')[2]}"):
        made = home / "made"
        used = (made if made.exists() else home).stat().st_mtime  # one may be in the making
        if home != kept and time.time() - used > UNUSED:
            shutil.rmtree(home, ignore_errors=True)


def copy_of(paths: Paths, folder: Path) -> Paths:
    """A copy that may be changed."""
    shutil.copytree(paths.home, folder)
    return Paths(folder)


def _fingerprint() -> str:
    """A hash of everything that decides what the file holds."""
    seen = hashlib.sha256()
    for name in MAKERS:
        path = ROOT / name
        files = (file for file in path.rglob("*") if file.suffix in (".py", ".json"))
        for file in [path] if path.is_file() else sorted(files):
            seen.update(file.read_bytes())
    return seen.hexdigest()[:12]


def _make(paths: Paths, size: Size, say: Say) -> None:
    database, _ = make_hub_file(paths, name="Riverside Hub", passphrase=PASSPHRASE, cost=CHEAP)
    with database.changing("set up hub") as db:
        set_up_hub(db, name="Riverside Hub", manager="Amira Khan", now=NOW)
        db.add(Counter(id=CodeKind.PERSON, next=size.people + 1))
        db.add(Counter(id=CodeKind.DEVICE, next=size.devices + 1))
        tutor_id = db.scalars(select(Account.id)).one()
        add_lists(db)
        skills = Skills(db, size.judgements, tutor_id, random.Random(4_112_026))
    crowd = Crowd(size, random.Random(20_261_124))
    courses = Courses(crowd, tutor_id, random.Random(24_112_026))
    with _quickly(database):
        for verb, groups, batch in (
            ("import people", crowd.people(), A_BATCH),
            ("import devices", crowd.devices(), A_BATCH),
            ("lend", crowd.loans(), A_BATCH),
            ("plan session", courses.sessions(), A_BATCH_OF_SESSIONS),
            ("judge", skills.judgements(crowd.learner_id, courses.ended), A_BATCH_OF_CLASSES),
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


@contextmanager
def _quickly(database: Database) -> Iterator[None]:
    """Without what saves a hub from a power cut: one that is cut short here is made again."""
    tail, database.tail = database.tail, None
    with database.alone() as raw:
        for setting in QUICK:
            raw.execute(f"PRAGMA {setting}")
    try:
        yield
    finally:
        database.tail = tail
        with database.alone() as raw:
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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
