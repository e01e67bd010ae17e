"""What every test stands on: a real encrypted hub on disk, a clock, people and things."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hubdesk.operations.booking import book_session
from hubdesk.operations.hub import set_up_hub
from hubdesk.operations.lending import Item, hand_over
from hubdesk.operations.people import register_person
from hubdesk.operations.returning import return_device
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.operations.stock import add_device
from hubdesk.operations.undoing import undo
from hubdesk.paths import Paths
from hubdesk.queries.hub import kind_called
from hubdesk.store.database import Actor, Database
from hubdesk.store.opening import close_hub, make_hub_file, open_hub, slots_of
from tests import counting
from tests.parts import LONGEST, PARTS, part_of
from tools.throwaway import CHEAP

MEMORY = Path("/dev/shm")  # a folder that lives in memory, where the system has one
ROOM = 4 * 1024**3  # more than all tests keep there at once; a hub also looks at the room it has
SHARED = Path(__file__).parents[2] / "shared" / "data"  # real files; not part of a clone
ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZONE)  # a Tuesday
TODAY = NOW.date()
PASSPHRASE = "four words are enough"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--part", choices=PARTS, help="run the tests of one part of HubDesk alone")


def pytest_configure(config: pytest.Config) -> None:
    # Hubs are made durable at each step, as they must be; a third of the time was the disk's.
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", os.fspath(MEMORY))
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False  # of pytest-xdist: the order below stands instead
    config.addinivalue_line("markers", "real_files: reads real files that lie beside a checkout")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """One part alone, if asked for: the files of the others are not even read."""
    part, name = config.getoption("--part"), collection_path.name
    return True if part and name.startswith("test_") and part_of(name) != part else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long files first, that no core waits for another. Real files are further tests."""
    many = Counter(item.path.name for item in items)
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (ranks.get(item.path.name, len(ranks)), -many[item.path.name]))
    further = [item for item in items if item.get_closest_marker("real_files")]
    if SHARED.exists() or not further:
        return
    items[:] = [item for item in items if item not in further]
    config.hook.pytest_deselected(items=further)
    writer = config.pluginmanager.get_plugin("terminalreporter")
    if writer is not None:
        writer.write_line(f"{len(further)} further tests on real files left out: no ../shared/data")


def pytest_collection_finish() -> None:
    """What was imported stays to the end: no search for garbage need look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)  # a window makes more than the usual 700 each time


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What the long rows counted, whichever worker ran them."""
    reports = [one for some in terminalreporter.stats.values() for one in some]
    if found := list(counting.lines(reports)):
        terminalreporter.section("counted")
        for line in found:
            terminalreporter.write_line(line)
    if not SHARED.exists() and terminalreporter.config.pluginmanager.hasplugin("dsession"):
        # the workers of pytest-xdist left them out, and have no screen to say so
        terminalreporter.write_line("further tests on real files left out: no ../shared/data")


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> counting.Counted:
    """Tells a count that stands at the end of the run."""
    return lambda text: record_property(counting.COUNTS, text)


class Clock:
    """A clock that moves when told to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty_hub(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A hub just set up, closed; made once and copied for every test."""
    paths = Paths(tmp_path_factory.mktemp("empty") / "hub")
    database, _ = make_hub_file(
        paths, name="Riverside Hub", passphrase=PASSPHRASE, cost=CHEAP, clock=Clock()
    )
    with database.changing("set up hub") as db:
        set_up_hub(db, name="Riverside Hub", manager="Amira Khan", phone="0121 496 0318", now=NOW)
    close_hub(paths, database)
    return paths


@pytest.fixture
def paths(empty_hub: Paths, tmp_path: Path) -> Paths:
    home = tmp_path / "hub"
    shutil.copytree(empty_hub.home, home)
    return Paths(home)


@pytest.fixture
def database(paths: Paths, clock: Clock) -> Iterator[Database]:
    database = opened(paths, clock)
    yield database
    close_hub(paths, database)


def opened(paths: Paths, clock: Clock) -> Database:
    """The hub in the folder, opened with its passphrase."""
    from hubdesk.store.keys import open_with_passphrase

    slots = slots_of(paths)
    database = open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock).database
    database.actor = Actor("manager", "manager")
    return database


class HubBuilder:
    """Fills a hub in a sentence: `hub.device()`, `hub.person("Ada Okafor")`, `hub.lend(…)`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock = database, clock
        self.last_txn = ""

    def do(self, verb: str, work: Any, **about: Any) -> Any:
        with self.database.changing(verb, about=about) as db:
            made = work(db, self.clock())
        self.last_txn = db.info["txn_id"]
        return made

    def look(self, work: Any) -> Any:
        with self.database.reading() as db:
            return work(db)

    def kind(self, name: str) -> str:
        found = self.look(lambda db: kind_called(db, name))
        assert found, name
        return str(found.id)

    def device(self, kind: str = "Laptop", **facts: Any) -> str:
        facts = {"make": "Lenovo", "model": "ThinkPad L390"} | facts
        kind_id = self.kind(kind)
        device = self.do(
            "add device", lambda db, now: add_device(db, kind_id=kind_id, now=now, **facts)
        )
        return str(device.id)

    def person(self, name: str, **facts: Any) -> str:
        made = self.do(
            "register person",
            lambda db, now: register_person(db, display_name=name, now=now, **facts),
        )
        return str(made.id)

    def lend(self, person_id: str, *device_ids: str, **facts: Any) -> Any:
        items = [Item(id) for id in device_ids]
        return self.do(
            "lend",
            lambda db, now: hand_over(db, borrower_id=person_id, items=items, now=now, **facts),
            person_id=person_id,
            device_ids=list(device_ids),
        )

    def bring_back(self, device_id: str, **facts: Any) -> Any:
        return self.do(
            "return",
            lambda db, now: return_device(db, device_id=device_id, now=now, **facts),
            device_ids=[device_id],
        )

    def session(self, title: str = "Digital basics", **facts: Any) -> str:
        """One session, today from 10am to midday unless said otherwise."""
        usual: dict[str, Any] = {
            "kind": "course",
            "held_on": TODAY,
            "starts": time(10),
            "ends": time(12),
        }
        said = SessionFacts(title=title, **(usual | facts))
        made = self.do("plan session", lambda db, now: plan_session(db, facts=said, now=now))
        return str(made.session_ids[0])

    def book(self, session_id: str, *names: str) -> list[str]:
        """People who are new here, each with a place at a session. Answers with their ids."""

        def work(db: Any, now: datetime) -> list[str]:
            people = [register_person(db, display_name=name, now=now).id for name in names]
            for id in people:
                book_session(db, person_id=id, session_id=session_id, now=now)
            return people

        return [str(id) for id in self.do("book place", work)]

    def undo(self, txn_id: str = "") -> Any:
        wanted = txn_id or self.last_txn
        with self.database.changing("undo", undo_of=wanted) as db:
            return undo(db, txn_id=wanted)


@pytest.fixture
def hub(database: Database, clock: Clock) -> HubBuilder:
    return HubBuilder(database, clock)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


__all__ = ["CHEAP", "NOW", "PASSPHRASE", "SHARED", "TODAY", "UTC", "Clock", "HubBuilder", "in_days"]
