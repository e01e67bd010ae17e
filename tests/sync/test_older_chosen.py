"""An older copy than the newest comes back: what then happens to what lies at its place, and what
whoever erases somebody is told of it.
"""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from hubdesk.app.bringing_back import bring_back
from hubdesk.app.fetching import fetch_copy, look_there, newer_words, will_lie_at
from hubdesk.app.opening import VARIABLE
from hubdesk.app.records import Records
from hubdesk.app.sending_work import SendingWork
from hubdesk.cli import main
from hubdesk.models import Person
from hubdesk.paths import Paths
from hubdesk.queries.erasure_plan import erasure_plan
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy, copies_in, copy_at
from hubdesk.store.copies_known import read_known
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, open_hub
from hubdesk.store.restoring import key_of_copy
from hubdesk.sync.sending import Line
from tests.conftest import PASSPHRASE
from tests.sync.place_servers import webdav_server
from tests.sync.test_place_copies import address_of, wanted
from tests.sync.test_sending_pieces import DRIVE, Sends, large

__all__ = ["large"]


@pytest.fixture
def stems(large: Sends) -> tuple[str, str]:
    """An older copy and a newer one at the place."""
    older = large.copy()
    large.round()
    large.hub.clock.forward(days=1)
    newer = large.copy()
    large.round()
    return older.path.stem, newer.path.stem


def test_it_is_said_before_and_no_newer_copy_is_ever_taken_away_by_what_is_sent_later(
    large: Sends, stems: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    older, newer = stems
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    new, clock = Paths(tmp_path / "new laptop"), large.hub.clock
    place = large.sends.root / DRIVE
    assert main(["restore", "--from", str(place), "--home", str(new.home), "--copy", older]) == 0
    said = capsys.readouterr().out
    words = f"HubDesk will not know of 1 newer copy at {DRIVE}. Remove it there by hand."
    assert said.index(words) < said.index("was brought back on")
    clock.forward(days=1)
    slots = read_slots(new)
    database = open_hub(new, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock).database
    try:
        known = list[set[str]]()
        for _ in range(3):
            clock.forward(days=1)
            made = make_copy(database, new.copies, slots, now=clock())
            SendingWork(new, database, clock).round(Line(), anew=True)
            assert copy_at(large.folder / made.papers.name).manifest == made.manifest
            assert copy_at(large.folder / f"{newer}.json").pieces, "the newer one lost a piece"
            known.append(large.stems_there() - {newer, made.path.stem})
        assert known[0] == {older}, "the one that came back stays until two newer ones are there"
        assert older not in known[1] | known[2]
        assert [len(one) for one in known] == [1, 1, 1], "two at a time, and the one nobody knows"
    finally:
        close_hub(new, database)


def test_of_the_newest_nothing_is_said(large: Sends, stems: tuple[str, str], tmp_path: Path):
    there = wanted(str(large.sends.root / DRIVE), sort="folder")
    place = look_there(Paths(tmp_path / "new"), there, threading.Event())
    newest, older = place.copies
    assert (newest.stem, newer_words(place, newest)) == (stems[1], "")
    assert newer_words(place, older).startswith("HubDesk will not know of 1 newer copy at ")


LEFT = "Newer copies of all records, at Council drive"
IT_STAYS = "1 copy that HubDesk does not know. Remove it there, unless somebody did."


def back(large: Sends, paths: Paths, copy: Copy) -> Database:
    """Bring it back and leave it open."""
    key = key_of_copy(paths, copy, PASSPHRASE)
    return bring_back(paths, copy, key, accept_loss=True, clock=large.hub.clock).opened.database


def chores(paths: Paths, database: Database) -> dict[str, str]:
    """What erasing somebody leaves for the hub to do."""
    records = Records(paths, database)
    try:
        ada = records.look(lambda db: db.scalars(select(Person.id).limit(1)).one())
        plan = records.look(lambda db: erasure_plan(db, ada, records.elsewhere()))
    finally:
        records.close()
    assert plan is not None
    return dict(plan.chores)


def test_whoever_is_erased_after_an_older_copy_came_back_is_said_to_be_in_the_newer_ones(
    large: Sends, stems: tuple[str, str], tmp_path: Path, qapp: object
):
    older, newer = stems
    new = Paths(tmp_path / "new laptop")
    database = back(large, new, copy_at(large.folder / f"{older}.json"))
    try:
        assert read_known(new.copies_known).left_there == {DRIVE: [newer]}
        assert chores(new, database)[LEFT] == IT_STAYS
    finally:
        close_hub(new, database)
    database = back(large, new, copy_at(large.folder / f"{newer}.json"))
    try:
        assert LEFT not in chores(new, database), "the newest knows of all that lie there"
    finally:
        close_hub(new, database)


def test_newer_ones_are_known_of_where_the_older_was_fetched_over_a_line(
    large: Sends, stems: tuple[str, str], tmp_path: Path
):
    new, stop = Paths(tmp_path / "new laptop"), threading.Event()
    with webdav_server(large.sends.root / DRIVE) as server:
        place = look_there(new, wanted(address_of(server)), stop)
        older = place.copies[1]
        fetch_copy(new, place, older, stop, lambda _how_far: None)
    database = back(large, new, copy_at(will_lie_at(new, place, older)))
    close_hub(new, database)
    assert read_known(new.copies_known).left_there == {DRIVE: [stems[1]]}


def test_records_that_go_back_to_an_older_copy_here_remember_what_left_since(
    large: Sends, stems: tuple[str, str]
):
    older = next(one for one in copies_in(large.paths.copies) if one.path.stem == stems[0])
    close_hub(large.paths, large.database)
    database = back(large, large.paths, older)
    close_hub(large.paths, database)
    assert read_known(large.paths.copies_known).left_there == {DRIVE: [stems[1]]}
