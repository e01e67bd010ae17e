"""Switched off just after a copy took the place of the records: the next start ends it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app import bringing_back
from hubdesk.app.bringing_back import bring_back
from hubdesk.app.erasures import without_the_erased
from hubdesk.models import AccessEvent, Watched
from hubdesk.paths import Paths
from hubdesk.queries.left import left_by
from hubdesk.queries.standing_exports import leaves_now
from hubdesk.queries.what_leaves import BACKUP
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy, copy_at
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import close_hub, open_hub, slots_of
from hubdesk.store.restoring import key_of_copy, since_copy
from hubdesk.store.unfinished import unfinished
from tests.conftest import PASSPHRASE, Clock, HubBuilder
from tests.sending_hub import SendingHub
from tests.store.test_restoring import people
from tests.sync.places_with_copies import sent


class Cut(BaseException):
    """The computer is off."""


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
