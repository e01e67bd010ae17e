"""A swapped, emptied or foreign place is noticed by what the hub signed there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hubdesk.errors.sending import NotThePlace, OtherPlace, PlaceAway
from hubdesk.sync.desk_keys import DeskKeys, new_pairs
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.place_identity import (
    check_identity,
    identity_at,
    identity_name,
    new_identity,
    write_identity,
)
from tests.conftest import NOW
from tests.fault_proxy import PAGE
from tests.sync.place_servers import Written

HUB = "0199d7c2-0000-7000-8000-000000000001"


def keys() -> DeskKeys:
    public, private, recipient, identity = new_pairs()
    return DeskKeys("11", public, private, recipient, (identity,), (public,))


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path, "The stick")


@pytest.fixture
def place(storage: FolderStorage) -> Written:
    identity = new_identity(HUB, "22", keys(), now=NOW)
    write_identity(storage, identity)
    return Written("The stick", "stick", "", identity=identity.text)


def test_the_place_that_was_set_up_is_known_again(storage: FolderStorage, place: Written) -> None:
    check_identity(storage, place)
    found = identity_at(storage, HUB)
    assert found is not None
    assert (found.hub, found.place, found.text) == (HUB, "22", place.identity)


def test_emptied_swapped_torn_or_changed_it_is_another(
    storage: FolderStorage, place: Written, tmp_path: Path
) -> None:
    file = tmp_path / identity_name(HUB)
    good = file.read_bytes()
    says = json.loads(good)
    forged = {**says, "place": "33"}
    others = [
        b"",
        good[:-1],
        good + b" ",
        b"{}",
        b"null",
        json.dumps(forged, sort_keys=True, separators=(",", ":")).encode(),
        new_identity(HUB, "22", keys(), now=NOW).text.encode(),  # signed by somebody else
        new_identity("another hub", "22", keys(), now=NOW).text.encode(),
    ]
    for content in others:
        file.write_bytes(content)
        with pytest.raises(OtherPlace):
            check_identity(storage, place)
    file.unlink()
    with pytest.raises(OtherPlace):
        check_identity(storage, place)
    file.write_bytes(good)
    check_identity(storage, place)


def test_what_is_signed_by_nobody_is_no_identity(storage: FolderStorage, tmp_path: Path) -> None:
    file = tmp_path / identity_name(HUB)
    file.parent.mkdir()
    says = json.loads(new_identity(HUB, "22", keys(), now=NOW).text)
    for changed in (
        {**says, "signature": "00" * 64},
        {**says, "signature": "zz"},
        {**says, "key": "11"},
        {**says, "v": 2},
        {**says, "more": "x"},
        {**says, "random": 5},
    ):
        file.write_text(json.dumps(changed, sort_keys=True, separators=(",", ":")), "ascii")
        assert identity_at(storage, HUB) is None


def test_a_page_to_sign_in_is_not_taken_for_a_swapped_place(
    storage: FolderStorage, place: Written, tmp_path: Path
) -> None:
    (tmp_path / identity_name(HUB)).write_bytes(PAGE)
    with pytest.raises(NotThePlace):
        check_identity(storage, place)


def test_a_place_that_is_away_is_away_and_no_other(tmp_path: Path, place: Written) -> None:
    with pytest.raises(PlaceAway):
        check_identity(FolderStorage(tmp_path / "gone", "The stick"), place)


def test_without_an_identity_nothing_is_known(storage: FolderStorage, place: Written) -> None:
    for text in ("", "{}", "[]", '{"hub": 5}'):
        with pytest.raises(OtherPlace):
            check_identity(storage, replace(place, identity=text))
