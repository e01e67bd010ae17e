"""Switched off just after a copy took the place of the records: the next start ends it."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app import bringing_back
from hubdesk.app.bringing_back import bring_back
from hubdesk.app.erasures import without_the_erased
from hubdesk.errors.copies import RecordsAreNewer
from hubdesk.models import AccessEvent, Watched
from hubdesk.paths import Paths
from hubdesk.queries.left import left_by
from hubdesk.queries.standing_exports import leaves_now
from hubdesk.queries.what_leaves import BACKUP
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy, copy_at
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import close_hub, is_hub, make_hub_file, open_hub, slots_of
from hubdesk.store.restoring import key_of_copy, since_copy
from hubdesk.store.unfinished import note_unfinished, take_mark, unfinished
from tests.conftest import PASSPHRASE, Clock, HubBuilder
from tests.sending_hub import SendingHub
from tests.store.test_restoring import Cut, _cut_after, people
from tests.sync.places_with_copies import sent
from tools.throwaway import CHEAP


@pytest.fixture
def sends(paths: Paths, database: Database, hub: HubBuilder, tmp_path: Path) -> SendingHub:
    sends = SendingHub(paths, database, hub.do, hub.look, tmp_path / "places")
    sends.place("share")
    sends.agree(BACKUP, "share", rhythm="daily")
    return sends


@pytest.fixture
def lying(paths: Paths, database: Database, hub: HubBuilder, sends: SendingHub) -> Copy:
    """A copy at its place. The hub goes on: Kofi comes later."""
    hub.person("Samira Haddad")
    made = make_copy(database, paths.copies, slots_of(paths), now=hub.clock())
    folder = sent(made, sends.root / "share")
    hub.clock.forward(hours=3)
    hub.person("Kofi Mensah")
    return copy_at(folder / made.papers.name)


def cut(
    paths: Paths, copy: Copy, clock: Clock, monkeypatch: pytest.MonkeyPatch, **more: Any
) -> None:
    def off(*_given: object) -> None:
        raise Cut

    with monkeypatch.context() as power:
        power.setattr(bringing_back, "put_right", off)
        with pytest.raises(Cut):
            bring_back(paths, copy, key_of_copy(paths, copy, PASSPHRASE), clock=clock, **more)


def test_the_next_start_gives_new_numbers_and_knows_what_lies_at_the_place(
    lying: Copy, sends: SendingHub, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    new = Paths(tmp_path / "new laptop")
    cut(new, lying, clock, monkeypatch)
    slots = slots_of(new)
    found = open_hub(new, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    database = without_the_erased(new, found).database
    try:
        hub = HubBuilder(database, clock)
        device = hub.device()
        with database.apart() as raw:
            (tag,) = raw.execute("SELECT tag FROM device WHERE id = ?", (device,)).fetchone()
            streams = raw.execute("SELECT count(*) FROM stream").fetchone()
        with database.reading() as db:
            (export,) = leaves_now(db)
            there = left_by(db, export.id)
            told = db.query(AccessEvent).where(AccessEvent.what == Watched.RESTORED).all()
        assert (tag, streams) == ("HD-1001", (2,)), "a label is printed twice"
        assert f"backup/{lying.papers.name}" in there, "nobody knows that it lies there"
        assert [one.why for one in told] == [lying.name]
        assert not new.unfinished.exists()
    finally:
        close_hub(new, database)


def test_the_same_copy_once_more_is_no_older_one_and_nothing_that_was_saved_is_lost(
    paths: Paths, database: Database, lying: Copy, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    close_hub(paths, database)
    damaged = bytearray(paths.database.read_bytes())
    damaged[4096 * 3 + 50] ^= 8
    paths.database.write_bytes(damaged)
    cut(paths, lying, clock, monkeypatch)
    key = key_of_copy(paths, lying, PASSPHRASE)
    assert since_copy(paths, lying, key.data_key).changes == 0
    back = bring_back(paths, lying, key, clock=clock)
    try:
        assert people(back.opened.database) == ["Kofi Mensah", "Samira Haddad"]
        (aside,) = paths.set_aside.iterdir()
        assert back.report.aside == aside, "what was begun is kept as well"
        assert (aside / paths.database.name).read_bytes() == bytes(damaged)
        assert unfinished(paths) is None
    finally:
        close_hub(paths, back.opened.database)


@pytest.mark.parametrize("is_new", [True, False], ids=["a new computer", "the same computer"])
@pytest.mark.parametrize("steps", range(1, 14))
def test_switched_off_at_any_rename_no_number_is_given_twice(
    steps: int,
    is_new: bool,
    paths: Paths,
    database: Database,
    lying: Copy,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    close_hub(paths, database)
    home = Paths(tmp_path / "new laptop") if is_new else paths
    with monkeypatch.context() as power:
        power.setattr(Path, "replace", _cut_after(steps))
        with suppress(Cut):
            back = bring_back(
                home, lying, key_of_copy(home, lying, PASSPHRASE), clock=clock, accept_loss=True
            )
            close_hub(home, back.opened.database)
    if not is_hub(home):
        return  # nothing was brought back yet, and nothing was there
    slots = slots_of(home)
    found = open_hub(home, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    opened = without_the_erased(home, found).database
    try:
        with opened.apart() as raw:
            (streams,) = raw.execute("SELECT count(*) FROM stream").fetchone()
        is_old = not is_new and not list(home.set_aside.glob("*/hub.hubdesk"))
        assert streams == (1 if is_old else 2), "numbers are given twice, or a start too many"
        with opened.reading() as db:
            told = db.query(AccessEvent).where(AccessEvent.what == Watched.RESTORED).count()
        assert told == 0 if is_old else told
        assert not home.unfinished.exists()
        assert not home.unfinished_next.exists()
    finally:
        close_hub(home, opened)


def test_a_mark_of_another_hub_tells_nothing_of_this_one(
    paths: Paths, database: Database, clock: Clock, tmp_path: Path
):
    other = Paths(tmp_path / "other")
    theirs, _ = make_hub_file(other, name="Other", passphrase=PASSPHRASE, cost=CHEAP, clock=clock)
    copy = make_copy(theirs, other.copies, slots_of(other), now=clock())
    close_hub(other, theirs)
    close_hub(paths, database)
    note_unfinished(paths, copy, None)
    take_mark(paths)

    slots = slots_of(paths)
    found = open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    opened = without_the_erased(paths, found).database
    with opened.reading() as db:
        told = db.query(AccessEvent).where(AccessEvent.what == Watched.RESTORED).count()
    close_hub(paths, opened)
    assert told == 0, "nothing was brought back here"
    assert not paths.unfinished.exists()


def test_a_mark_that_comes_again_after_a_day_of_work_costs_nobody_that_day(
    lying: Copy, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A disk may bring a removed file back after a power cut, and what was synced stays."""
    new = Paths(tmp_path / "new laptop")
    cut(new, lying, clock, monkeypatch)
    mark = new.unfinished.read_bytes()
    slots = slots_of(new)
    key = key_of_copy(new, lying, PASSPHRASE)
    found = open_hub(new, slots, key.data_key, clock=clock)
    opened = without_the_erased(new, found).database
    HubBuilder(opened, clock).person("Ada Okafor")
    close_hub(new, opened)
    new.unfinished.write_bytes(mark)
    assert since_copy(new, lying, key.data_key).changes
    with pytest.raises(RecordsAreNewer):
        bring_back(new, lying, key, clock=clock)
    back = bring_back(new, lying, key, clock=clock, accept_loss=True)
    close_hub(new, back.opened.database)
    assert back.report.aside is not None, "what was worked on is set aside"


def test_switched_off_between_the_old_records_and_the_new_ones_no_mark_is_left_over(
    lying: Copy, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    new = Paths(tmp_path / "new laptop")
    cut(new, lying, clock, monkeypatch)
    new.database.unlink()
    key = key_of_copy(new, lying, PASSPHRASE)
    close_hub(new, bring_back(new, lying, key, clock=clock).opened.database)
    assert [path.name for path in new.home.rglob("brought-back*")] == []


@pytest.mark.parametrize("spoilt", [b"", b"{}", b'{"papers": 7}', b"\xff" * 64])
def test_a_mark_that_cannot_be_read_holds_nobody_up(
    spoilt: bytes, paths: Paths, database: Database, clock: Clock
):
    close_hub(paths, database)
    paths.unfinished.write_bytes(spoilt)
    slots = slots_of(paths)
    found = open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    close_hub(paths, without_the_erased(paths, found).database)
    assert not paths.unfinished.exists()


def test_where_the_place_is_gone_since_the_hub_opens_all_the_same(
    lying: Copy, sends: SendingHub, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    new = Paths(tmp_path / "new laptop")
    cut(new, lying, clock, monkeypatch)
    shutil.rmtree(sends.root)
    slots = slots_of(new)
    found = open_hub(new, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    close_hub(new, without_the_erased(new, found).database)
    assert not new.unfinished.exists()
