"""Whoever was erased stays erased, whichever of the places a hub comes back from."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from hubdesk.app.bringing_back import bring_back
from hubdesk.app.erasures import erasures_in, finish_erasures, without_the_erased
from hubdesk.paths import Paths
from hubdesk.store.backup import Halt, make_copy
from hubdesk.store.copies import Copy
from hubdesk.store.copies_known import Known, write_known
from hubdesk.store.database import Database
from hubdesk.store.erased import (
    Listed,
    keep_erased,
    list_in,
    lock_erased,
    locked_in,
    read_erased,
)
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, open_hub, slots_of
from hubdesk.store.restoring import key_of_copy
from hubdesk.store.second_place import carry_copy, carry_erased, folder_in
from tests.conftest import NOW, PASSPHRASE, Clock, opened
from tests.erased import Canary, erase_all, hits, live


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def one(database: Database) -> Canary:
    return live(database, random.Random(31), NOW, 1)[0]


@pytest.fixture
def older(paths: Paths, database: Database, one: Canary, stick: Path, clock: Clock) -> Copy:
    """A copy with them in it, on this computer and on the stick. They are erased a day later."""
    copy = make_copy(database, paths.copies, slots_of(paths), now=clock())
    carry_copy(copy, stick, Halt())
    clock.forward(days=1)
    erase_all(database, [one], clock())
    return Copy(folder_in(stick, copy.manifest.hub) / copy.name, copy.manifest)


def check_brought_back(paths: Paths, copy: Copy, clock: Clock, one: Canary) -> None:
    """Bring the copy back: nothing of them is found in what comes of it."""
    found = key_of_copy(paths, copy, PASSPHRASE)
    back = bring_back(paths, copy, found, accept_loss=True, clock=clock)
    finish_erasures(paths, back.opened.database)
    aside = shutil.move(paths.set_aside, paths.home.parent / "aside")  # what was there is no part
    try:
        key = open_with_passphrase(read_slots(paths), PASSPHRASE)
        assert hits(paths, key, back.opened.database, one.words) == []
    finally:
        close_hub(paths, back.opened.database)
        shutil.rmtree(aside)


def test_a_dead_disk_and_an_old_stick_bring_nobody_back(
    paths: Paths, database: Database, older: Copy, one: Canary, stick: Path, clock: Clock
):
    """All that is left is a copy from before the erasure, and the list the last hour brought."""
    carry_erased(erasures_in(database), stick, older.manifest.hub)
    close_hub(paths, database)
    shutil.rmtree(paths.home)
    check_brought_back(Paths(paths.home.parent / "new laptop"), older, clock, one)


def test_the_list_goes_with_every_copy_that_is_made(
    paths: Paths, database: Database, older: Copy, one: Canary, tmp_path: Path, clock: Clock
):
    """Somebody keeps copies in a folder of their own; the newer of them is lost again."""
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(older.path.parent, elsewhere)
    newer = make_copy(database, elsewhere, slots_of(paths), now=clock())
    newer.path.unlink()
    close_hub(paths, database)
    shutil.rmtree(paths.home)
    old = Copy(elsewhere / older.name, older.manifest)
    check_brought_back(Paths(tmp_path / "new laptop"), old, clock, one)


def test_a_list_that_was_sent_locked_beside_a_copy_is_opened_with_it(
    paths: Paths, database: Database, older: Copy, one: Canary, clock: Clock
):
    """A dead disk, and the folder of a place: the older copy, and the list of a newer one."""
    there, hub = older.path.parent, older.manifest.hub
    locked = lock_erased(erasures_in(database), hub, database.data_key)
    close_hub(paths, database)
    shutil.rmtree(paths.home)
    for path in there.glob("erased*"):
        path.unlink()
    locked_in(there, hub).write_bytes(locked)
    check_brought_back(Paths(paths.home.parent / "new laptop"), older, clock, one)


def test_records_that_are_replaced_tell_whom_they_know_to_be_erased(
    paths: Paths, database: Database, older: Copy, one: Canary, clock: Clock
):
    close_hub(paths, database)
    paths.erased.unlink(missing_ok=True)
    check_brought_back(paths, older, clock, one)


def test_the_newest_of_the_copies_tells_it_where_every_list_is_lost(
    paths: Paths, database: Database, older: Copy, one: Canary, clock: Clock
):
    make_copy(database, older.path.parent, slots_of(paths), now=clock())
    close_hub(paths, database)
    shutil.rmtree(paths.home)
    for path in older.path.parent.glob("erased*"):
        path.unlink()
    check_brought_back(Paths(paths.home.parent / "new laptop"), older, clock, one)


def test_an_old_file_put_back_by_hand_is_erased_by_the_list_of_the_stick(
    paths: Paths, database: Database, older: Copy, one: Canary, stick: Path, clock: Clock
):
    carry_erased(erasures_in(database), stick, older.manifest.hub)
    close_hub(paths, database)
    shutil.copyfile(older.path, paths.database)
    for path in (paths.tail, paths.erased, *paths.anchors):
        path.unlink(missing_ok=True)
    write_known(paths.copies_known, Known(place=str(stick)))
    key = open_with_passphrase(slots_of(paths), PASSPHRASE)
    found = without_the_erased(paths, open_hub(paths, slots_of(paths), key, clock=clock))
    try:
        assert finish_erasures(paths, found.database)
        shutil.rmtree(paths.copies)  # those are older; they are erased when they are brought back
        assert hits(paths, key, found.database, one.words) == []
        assert read_erased(paths.erased), "and it is known here again"
    finally:
        close_hub(paths, found.database)


def test_lists_are_put_together_and_none_is_ever_forgotten(tmp_path: Path):
    def listed(name: str) -> Listed:
        return Listed(name, f"was-{name}", "asked", NOW)

    path = list_in(tmp_path, "hub-12345678")
    keep_erased(path, [])
    assert not path.exists(), "nobody was erased yet"
    keep_erased(path, [listed("a"), listed("b")])
    keep_erased(path, [listed("c")])
    keep_erased(path, [])
    assert [one.id for one in read_erased(path)] == ["a", "b", "c"]


def test_one_damaged_list_is_said_and_takes_nothing_from_the_others(
    paths: Paths, database: Database, older: Copy, one: Canary, stick: Path, clock: Clock
):
    carry_erased(erasures_in(database), stick, older.manifest.hub)
    close_hub(paths, database)
    paths.database.unlink()
    paths.erased.write_text("{")
    back = bring_back(paths, older, key_of_copy(paths, older, PASSPHRASE), clock=clock)
    assert back.report.erased > 0
    assert "ErasedListDamaged" in [type(remark).__name__ for remark in back.opened.remarks]
    close_hub(paths, back.opened.database)
    close_hub(paths, opened(paths, clock))
