"""A place is tried before it counts: written to, read back, listed, and signed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hubdesk.app.place_trying import trying
from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import (
    NoSuchFolder,
    PlaceInRecords,
    PlaceNotSafe,
    PlaceReadsBackOther,
    PlaceSaysNo,
    PlaceSetUpAlready,
    SendingStopped,
)
from hubdesk.ids import new_id
from hubdesk.models import PlaceSort
from hubdesk.operations.places import set_up_place
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.store.keys import read_slots
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.opened_place import open_place
from hubdesk.sync.place_identity import (
    check_identity,
    identity_name,
    new_identity,
    write_identity,
)
from hubdesk.sync.place_setup import Found, Wanted, server_address, try_place
from tests.conftest import NOW, HubBuilder
from tests.sync.place_servers import PASSWORD, USER, Written, webdav_server
from tests.sync.test_place_identity import keys


def never() -> bool:
    return False


def wanted(address: object, sort: str = "folder", **facts: str) -> Wanted:
    return Wanted(new_id(), "The share", sort, str(address), **facts)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


def files(folder: Path) -> list[str]:
    return sorted(at.relative_to(folder).as_posix() for at in folder.rglob("*") if at.is_file())


def keep(hub: HubBuilder, place: Wanted, found: Found) -> None:
    hub.do(
        "set up place",
        lambda db, now: set_up_place(
            db, place_id=place.id, name=place.name, sort=place.sort, address=found.address,
            options=found.options, secret=place.secret, identity=found.identity, now=now,
        ),
    )  # fmt: skip


def test_a_share_that_was_tried_holds_its_identity_and_nothing_of_the_try(
    paths: Paths, database: Database, hub: HubBuilder, share: Path
) -> None:
    place = wanted(share)
    found = trying(paths, database)(place, never)
    hub_id = read_slots(paths).hub
    assert files(share) == [identity_name(hub_id)]
    assert json.loads(found.identity)["place"] == place.id
    written = Written("The share", "folder", found.address, identity=found.identity)
    check_identity(open_place(written, ""), written)
    keep(hub, place, found)
    with pytest.raises(PlaceSetUpAlready) as twice:
        trying(paths, database)(wanted(share), never)
    assert twice.value.place == "The share"
    assert trying(paths, database)(place, never).identity == found.identity  # when it is changed


def test_a_place_of_another_computer_of_the_hub_is_shared_and_said_to_be(
    paths: Paths, database: Database, share: Path
) -> None:
    hub_id = read_slots(paths).hub
    theirs = new_identity(hub_id, "22", keys(), now=NOW)
    write_identity(FolderStorage(share, "The share"), theirs)
    found = trying(paths, database)(wanted(share), never)
    assert (found.identity, found.is_others) == (theirs.text, True)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("{share}/nothing", NoSuchFolder),
        ("a folder", NoSuchFolder),
        ("{home}", PlaceInRecords),
        ("{home}/..", PlaceInRecords),
    ],
)
def test_a_folder_that_is_no_place_is_refused(
    paths: Paths, database: Database, share: Path, address: str, says: type[HubDeskError]
) -> None:
    at = address.format(share=share, home=paths.home)
    with pytest.raises(says):
        trying(paths, database)(wanted(at), never)
    assert files(share) == []


def test_a_real_server_is_tried_with_its_password_and_cancel_ends_it(
    paths: Paths, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "served").mkdir()
    with webdav_server(tmp_path / "served") as server:
        address = f"http://127.0.0.1:{server.host[1]}/"
        place = wanted(address + "x", PlaceSort.WEBDAV, user=USER, secret="wrong")
        with pytest.raises(PlaceSaysNo):
            trying(paths, database)(place, never)
        (tmp_path / "served" / "x").mkdir()
        place = wanted(address + "x", PlaceSort.WEBDAV, user=USER, secret=PASSWORD)
        with pytest.raises(SendingStopped):
            trying(paths, database)(place, lambda: True)
        found = trying(paths, database)(place, never)
    assert files(tmp_path / "served" / "x") == [identity_name(read_slots(paths).hub)]
    assert found.options == {"user": USER}
    assert PASSWORD not in repr(place)
    with pytest.raises(PlaceNotSafe):
        trying(paths, database)(
            wanted("http://cloud.example.org/x", PlaceSort.WEBDAV, user=USER, secret="x"), never
        )


class Forgets(FolderStorage):
    """A cloud folder that renames what is put into it."""

    def put_new(self, name: str, content: bytes) -> None:
        super().put_new(name, content)
        at = self._root / name
        at.rename(at.with_name(at.stem + " (1)" + at.suffix))


class Truncates(FolderStorage):
    """A cloud folder that keeps the beginning."""

    def put_new(self, name: str, content: bytes) -> None:
        super().put_new(name, content)
        (self._root / name).write_bytes(content[:1000])


@pytest.mark.parametrize("kind", [Forgets, Truncates])
def test_a_cloud_folder_that_renames_or_truncates_is_found_out_at_once(
    share: Path, kind: type[FolderStorage]
) -> None:
    with pytest.raises(PlaceReadsBackOther):
        try_place(kind(share, "OneDrive"), "OneDrive", "11", "22", keys(), now=NOW)
    assert [name for name in files(share) if name.endswith("target.json")] == []


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://cloud.example.org", "https://cloud.example.org/remote.php/dav/files/anna%20b"),
        (
            "https://cloud.example.org/apps/files/?dir=/",
            "https://cloud.example.org/remote.php/dav/files/anna%20b",
        ),
        ("https://nas.example.org/dav/hub", "https://nas.example.org/dav/hub"),
        ("cloud.example.org", "cloud.example.org"),
    ],
)
def test_the_address_of_a_nextcloud_site_is_enough(typed: str, asked: str) -> None:
    assert server_address(PlaceSort.WEBDAV, typed, "anna b") == asked
