"""Copies of two hubs at one place, in the window: each is named, none taken for the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hubdesk.models import PlaceSort
from tests.conftest import PASSPHRASE, Clock
from tests.sync.place_servers import PASSWORD, USER, webdav_server
from tests.sync.test_two_hubs_there import OTHERS, Lost, lost
from tests.ui.alone import until
from tests.ui.test_place_back import Newcomer, newcomer

__all__ = ["newcomer"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (folder := tmp_path / "cloud").mkdir()
    return folder


@pytest.fixture
def both(tmp_path: Path, root: Path, clock: Clock) -> tuple[Lost, Lost]:
    """Southgate's copy is the newer one."""
    north = lost(tmp_path / "north", root, clock, "Northgate", PASSPHRASE, "Samira Haddad")
    clock.forward(days=1)
    return north, lost(tmp_path / "south", root, clock, "South & West", OTHERS, "Kofi Mensah")


def look(volunteer: Newcomer, sort: PlaceSort, address: str) -> None:
    fields = volunteer.place.fields
    fields.sort.button(sort).click()
    fields.address.setText(address)
    if sort is not PlaceSort.FOLDER:
        fields.user.setText(USER)
        fields.password.setText(PASSWORD)
    volunteer.page.button.click()
    volunteer.go_to("choose")


@pytest.fixture(params=["folder", "webdav"])
def looked(
    request: pytest.FixtureRequest, newcomer: Callable[[], Newcomer], root: Path, both: Any
) -> Iterator[Newcomer]:
    volunteer = newcomer()
    if request.param == "folder":
        look(volunteer, PlaceSort.FOLDER, str(root))
        yield volunteer
        return
    with webdav_server(root) as server:
        look(volunteer, PlaceSort.WEBDAV, f"http://127.0.0.1:{server.host[1]}")
        yield volunteer


def test_each_hub_is_named_and_only_its_own_passphrase_opens_its_copy(
    looked: Newcomer, both: tuple[Lost, Lost]
):
    page = looked.page
    south, north = page.copies.radios.values()
    assert south.text().startswith("South && West · Wed 25 Nov, 10:42am · ")
    assert north.text().startswith("Northgate · Tue 24 Nov, 10:42am · ")
    assert "It is of South & West and holds 2 people" in looked.said
    page.edit.setText(PASSPHRASE)
    page.button.click()
    looked.go_to("choose")
    until(lambda: "That passphrase does not open the copy of South & West." in looked.said)
    assert not looked.window.paths.fetching.exists(), "fetched before it was known to be the one"
    north.click()
    page.button.click()
    looked.go_to("confirm")
    assert "The copy holds 2 people" in looked.said
    assert "newer cop" not in looked.said, "the other hub's copy is no newer one of this"
    page.button.click()
    looked.go_to("done")
    assert "so erased again: 1 person." in looked.said
    page.button.click()
    assert looked.finds("haddad")
    assert not looked.finds("mensah")
    assert not looked.finds("gone")
