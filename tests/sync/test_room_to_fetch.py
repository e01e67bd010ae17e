"""How much room a copy needs until it is back: said before, and no more than the disk has."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.bringing_back import bring_back
from hubdesk.app.fetching import fetch_copy, look_there
from hubdesk.errors.copies import NoRoomToBringBack
from hubdesk.messages import explain
from hubdesk.paths import Paths
from hubdesk.store import places, restoring
from hubdesk.store.backup import Halt, make_copy
from hubdesk.store.copies import MOST_BYTES, Copy, copy_at
from hubdesk.store.database import Database
from hubdesk.store.opening import close_hub, slots_of
from hubdesk.store.places import ROOM_TO_SAVE
from hubdesk.store.restoring import ROOM, in_one_file, key_of_copy
from hubdesk.sync import copies_there
from tests.conftest import PASSPHRASE, Clock, HubBuilder
from tests.sync.place_servers import webdav_server
from tests.sync.places_with_copies import A_PIECE, sent
from tests.sync.test_place_copies import address_of, wanted


class Disk(Halt):
    """A disk of so many bytes, with nothing on it but the folder of the hub."""

    def __init__(self, home: Path, size: int) -> None:
        super().__init__()
        self.home, self.size, self.most = home, size, 0

    def used(self) -> int:
        files = [path for path in self.home.rglob("*") if path.is_file()]
        used = sum(path.stat().st_size for path in files if path.exists())
        self.most = max(self.most, used)
        return used

    def free(self, _folder: object = None) -> int:
        return self.size - self.used()

    def check(self) -> None:
        self.used()


@pytest.fixture
def copy(paths: Paths, database: Database, hub: HubBuilder, clock: Clock) -> Copy:
    hub.person("Samira Haddad")
    return make_copy(database, paths.copies, slots_of(paths), now=clock())


@pytest.fixture
def new(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "new laptop")


@pytest.fixture
def root(copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (copies_there, restoring):
        monkeypatch.setattr(module, "A_PIECE", A_PIECE)
    sent(copy, tmp_path / "cloud")
    return tmp_path / "cloud"


def test_with_room_for_one_copy_alone_the_pieces_go_as_they_are_put_together(
    copy: Copy, root: Path, new: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    size = copy.manifest.size
    disk = Disk(new.home, size + A_PIECE + MOST_BYTES + ROOM)
    monkeypatch.setattr(places, "free_bytes", disk.free)
    fetched(new, root)
    found = copy_at(next(new.fetching.glob("*.json")))
    back = bring_back(new, found, key_of_copy(new, found, PASSPHRASE), clock=clock, halt=disk)
    close_hub(new, back.opened.database)
    assert disk.most < disk.size - ROOM_TO_SAVE, "nothing could have been saved any more"
    assert not new.fetching.exists()


def test_with_room_for_two_the_pieces_stay_until_it_is_back(
    copy: Copy, root: Path, new: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    disk = Disk(new.home, 2 * copy.manifest.size + ROOM + (1 << 20))
    monkeypatch.setattr(places, "free_bytes", disk.free)
    fetched(new, root)
    found = copy_at(next(new.fetching.glob("*.json")))
    monkeypatch.setattr(places, "free_bytes", lambda _folder: 1 << 40)
    with in_one_file(new, found, Halt()) as whole:
        assert whole.path.stat().st_size == copy.manifest.size
        assert len(list(new.fetching.glob("*.piece"))) == len(found.pieces)


def test_too_little_room_is_said_before_with_how_much_it_needs(
    copy: Copy, root: Path, new: Paths, monkeypatch: pytest.MonkeyPatch
):
    needed = copy.manifest.size + A_PIECE + MOST_BYTES + ROOM
    disk = Disk(new.home, needed - 1)
    monkeypatch.setattr(places, "free_bytes", disk.free)
    with pytest.raises(NoRoomToBringBack) as said:
        fetched(new, root)
    mb = -(-needed // (1 << 20))
    assert explain(said.value).text == (
        f"Bringing that copy back needs {mb} MB on this computer, and {mb - 1} MB are free. "
        "Delete files that nobody needs, then try again. Nothing was changed."
    )
    assert [path for path in new.home.rglob("*") if path.is_file()] == []


def test_from_a_stick_it_is_said_too_and_a_look_takes_no_piece_away(
    copy: Copy, root: Path, new: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    found = copy_at(next(root.rglob("copy-*.json")))
    key = key_of_copy(new, found, PASSPHRASE)
    monkeypatch.setattr(places, "free_bytes", lambda _folder: found.manifest.size + ROOM - 1)
    with pytest.raises(NoRoomToBringBack):
        bring_back(new, found, key, clock=clock)
    with pytest.raises(NoRoomToBringBack), in_one_file(new, found, Halt()):
        pass
    assert copy_at(found.papers).pieces == found.pieces, "what lies elsewhere is never taken"


def fetched(new: Paths, root: Path) -> None:
    with webdav_server(root) as server:
        place = look_there(new, wanted(address_of(server)), threading.Event())
        fetch_copy(new, place, place.copies[0], threading.Event(), _unheard)


def _unheard(_how_far: Any) -> None:
    """Nobody waits for it."""
