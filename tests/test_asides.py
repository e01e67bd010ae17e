"""What was set aside keeps nobody who was erased, nothing for a leaver, and nothing for ever."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from hubdesk.app.bringing_back import bring_back
from hubdesk.app.erasures import erasures_in, finish_asides, finish_erasures
from hubdesk.models import Erasure
from hubdesk.operations.erasing import erase_person
from hubdesk.paths import Paths
from hubdesk.queries.erasure_plan import Elsewhere, erasure_plan
from hubdesk.store.asides import asides_in, forget_old_asides
from hubdesk.store.backup import Halt, make_copy
from hubdesk.store.database import Database
from hubdesk.store.erased import read_erased
from hubdesk.store.key_change import change_key
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import close_hub, open_hub, slots_of
from hubdesk.store.restoring import key_of_copy
from hubdesk.store.second_place import carry_copy, carry_erased, carry_tail
from tests.conftest import NOW, PASSPHRASE, Clock, opened
from tests.erased import Canary, hits, live

WHOLE, DAMAGED, TAIL = "2026-11-20-101500", "before-mending-20261121-1", "safety-aside-20261122-1"


@pytest.fixture
def one(paths: Paths, database: Database) -> Canary:
    """Somebody who is in the records, and in all that was set aside before."""
    found = live(database, random.Random(41), NOW, 1)[0]
    database.tidy()
    for name in (WHOLE, DAMAGED):
        folder = paths.set_aside / name
        folder.mkdir(parents=True)
        for path in (paths.database, paths.tail, *paths.anchors):
            shutil.copy2(path, folder)
        (folder / "report.txt").write_text("What was done.\n")
    damaged = paths.set_aside / DAMAGED / "hub.hubdesk"
    content = bytearray(damaged.read_bytes())
    for page in range(4, len(content) // 4096, 2):
        content[page * 4096 + 100] ^= 1
    damaged.write_bytes(content)
    shutil.copy2(paths.tail, paths.home / f"{TAIL}.hubdesk")
    return found


def key_of(paths: Paths) -> bytes:
    return open_with_passphrase(slots_of(paths), PASSPHRASE)


def erased(paths: Paths, database: Database, one: Canary, at: datetime = NOW) -> None:
    """As a manager would; then what is due beside the window is done."""
    with database.changing("erase person") as db:
        erase_person(db, person_id=one.id, typed_name=one.name, ground="asked", now=at)
    assert finish_erasures(paths, database)


def places(paths: Paths) -> Iterator[Paths]:
    """The folder of the hub, and each folder of its own in which records lie."""
    yield paths
    yield from (Paths(path.parent) for path in paths.set_aside.glob("*/hub.hubdesk"))


def test_an_erasure_reaches_all_that_was_set_aside(
    paths: Paths, database: Database, one: Canary, tmp_path: Path, clock: Clock
):
    """Every byte of the folder and of the second place that our key opens is looked through."""
    stick = tmp_path / "stick"
    stick.mkdir()
    key = key_of(paths)
    whole = Paths(paths.set_aside / WHOLE)
    beside = open_beside(whole, key)
    assert {hit.split(": ")[1] for hit in hits(whole, key, beside, one.words)} == set(one.words)
    beside.let_go()
    erased(paths, database, one)
    assert [path.name for path in paths.set_aside.rglob("*.txt")] == ["report.txt"] * 2
    assert not (paths.set_aside / DAMAGED / "hub.hubdesk").exists(), "it cannot be searched"
    assert not list(paths.home.glob("safety-aside*"))
    assert database.tail is not None
    copy = carry_copy(
        make_copy(database, paths.copies, slots_of(paths), now=clock()), stick, Halt()
    )
    hub = copy.manifest.hub
    carried = carry_tail(paths.tail, stick, hub, database.tail.last[0], Halt())
    listed = read_erased(carry_erased(erasures_in(database), stick, hub))
    assert one.id in [was.was for was in listed]
    looked = 0
    for there in places(paths):
        records = database if there is paths else open_beside(there, key)
        assert hits(there, key, records, one.words) == []
        looked += 1
        if records is not database:
            records.check_whole()
            records.prove()
            records.let_go()
    there = Paths(tmp_path / "from the stick")
    there.home.mkdir()
    for path, name in ((copy.path, there.database), (carried, there.tail)):
        shutil.copyfile(path, name)
    records = open_beside(there, key)
    assert hits(there, key, records, one.words) == []
    records.let_go()
    assert looked == 2


def open_beside(there: Paths, key: bytes) -> Database:
    return Database(there.database, key)


def test_what_is_set_aside_after_an_erasure_is_left_as_it_is(
    paths: Paths, database: Database, one: Canary, clock: Clock
):
    """Damaged records hold nobody who had been erased in them before: they may still be mended."""
    erased(paths, database, one)
    later = paths.set_aside / "before-mending-20261125-1"
    later.mkdir()
    (later / "hub.hubdesk").write_bytes(b"damaged" * 4096)
    assert finish_asides(paths, database) == 0
    with database.changing("erase again") as db:
        db.query(Erasure).update({"is_swept": 0})  # as after an older copy was put in their place
    finish_erasures(paths, database)
    assert (later / "hub.hubdesk").exists()


def test_records_older_than_an_erasure_that_come_aside_later_are_erased_in_the_next_round(
    paths: Paths, database: Database, one: Canary
):
    older = (paths.set_aside / WHOLE / "hub.hubdesk").read_bytes()
    erased(paths, database, one)
    later = Paths(paths.set_aside / "2026-11-26-090000")
    later.home.mkdir()
    later.database.write_bytes(older)
    assert finish_asides(paths, database) == 0, "nothing had to be removed"
    key = key_of(paths)
    records = open_beside(later, key)
    assert hits(later, key, records, one.words) == []
    records.let_go()


def test_after_a_new_key_nothing_is_left_that_only_the_leaver_opens(
    paths: Paths, database: Database, one: Canary, clock: Clock
):
    paths.copies.mkdir(exist_ok=True)
    (paths.copies / "before-0009-from-0008.hubdesk").write_bytes(b"older")
    key = key_of(paths)
    close_hub(paths, database)
    new = change_key(paths, slots_of(paths), key)
    assert asides_in(paths) == []
    assert not list(paths.home.glob("safety-aside*"))
    assert not list(paths.copies.glob("before-*"))
    assert [path.name for path in paths.set_aside.rglob("*.*")] == ["report.txt"] * 2
    close_hub(paths, open_hub(paths, new.slots, new.data_key, clock=clock).database)


def test_what_was_set_aside_goes_after_60_days_and_no_day_before(
    paths: Paths, database: Database, one: Canary
):
    assert [aside.on.day for aside in asides_in(paths)] == [20, 21, 22]
    assert forget_old_asides(paths, date(2027, 1, 19)) == []
    assert [aside.path.name for aside in forget_old_asides(paths, date(2027, 1, 20))] == [WHOLE]
    assert len(asides_in(paths)) == 2


def test_a_copy_brought_back_says_for_how_long_the_records_are_set_aside(
    paths: Paths, database: Database, clock: Clock
):
    copy = make_copy(database, paths.copies, slots_of(paths), now=clock())
    close_hub(paths, database)
    key = key_of_copy(paths, copy, PASSPHRASE)
    back = bring_back(paths, copy, key, accept_loss=True, clock=clock)
    close_hub(paths, back.opened.database)
    assert "They are kept for 60 days, then removed." in back.written.read_text("utf-8")
    close_hub(paths, opened(paths, clock))


def test_the_page_says_what_stays_where_and_until_when(database: Database, one: Canary):
    with database.reading() as db:
        plan = erasure_plan(db, one.id, Elsewhere(copies=3, has_place=True, asides=2))
        bare = erasure_plan(db, one.id)
    assert plan is not None
    assert bare is not None
    goes, stays = dict(plan.goes), dict(plan.stays)
    assert goes["What was set aside after a mending"].startswith("2 things: what can be read is")
    assert stays["Copies on this computer"].startswith("3 copies from before, until newer ones")
    assert stays["Copies on the stick"] == "The two newest, until two newer copies are there."
    assert "What was set aside after a mending" not in dict(bare.goes)
    assert "Copies on this computer" not in dict(bare.stays)
