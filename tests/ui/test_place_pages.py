"""Places to send to, in Settings: set up by keys, tried beside the window, changed and let go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from hubdesk.models import PlaceSort
from hubdesk.operations.places import ADDRESS, NAME, PASSWORD
from hubdesk.queries.sending_places import place_secret, sending_places
from hubdesk.ui.settings.places_part import PlacesCard
from tests.sync.place_servers import PASSWORD as RIGHT
from tests.sync.place_servers import USER, webdav_server
from tests.ui import walks
from tests.ui.alone import until

KEY = Qt.Key
LOOKS = (
    ("light", 100, (1366, 768)), ("dark", 200, (1366, 768)), ("contrast", 200, (1024, 600)),
)  # fmt: skip


@pytest.fixture
def card(at_desk: Any) -> PlacesCard:
    at_desk.shell.go("settings", group="sending")
    at_desk.settle()
    at_desk.open.records.at_desk.prove()
    (found,) = [one for one in at_desk.shell.page.cards["sending"] if isinstance(one, PlacesCard)]
    return found


def test_a_folder_is_set_up_by_keys_alone_changed_and_let_go(
    at_desk: Any, hub: Any, card: PlacesCard, tmp_path: Path
) -> None:
    (tmp_path / "share").mkdir()
    card.add_button.setFocus()
    at_desk.press(KEY.Key_Return)
    at_desk.press(KEY.Key_Right)  # a stick
    assert card.form.fields.sort_now is PlaceSort.STICK
    assert "Eject it" in card.form.fields.about.text()
    at_desk.press(KEY.Key_Left)
    at_desk.press(KEY.Key_Tab)
    card.form.save()
    assert "Name of the place" in card.form.fields.fields[NAME].words()
    at_desk.write("Office share")
    at_desk.press(KEY.Key_Tab)
    at_desk.write(str(tmp_path / "nothing"))
    card.form.save()
    until(lambda: bool(card.form.fields.fields[ADDRESS].words()))
    assert "is not on this computer" in card.form.fields.fields[ADDRESS].words()
    card.form.fields.address.setText(str(tmp_path / "share"))
    card.form.save()
    until(lambda: not card.is_writing())
    assert "We wrote, read back and removed a small file. Office share is ready." in at_desk.said
    [row] = hub.look(sending_places)
    assert (row.name, row.sort) == ("Office share", "folder")

    card.begin(row)
    assert not card.form.fields.sort.isVisible()
    card.form.fields.name.setText("Council share")
    card.form.save()
    until(lambda: not card.is_writing())
    [row] = hub.look(sending_places)
    assert row.name == "Council share"
    card._let_go(row)
    assert "Nothing is sent to Council share any more" in at_desk.said
    assert hub.look(sending_places) == []


def test_a_wrong_password_is_said_in_place_and_no_password_stays_in_the_form(
    at_desk: Any, hub: Any, card: PlacesCard, tmp_path: Path
) -> None:
    (tmp_path / "served" / "x").mkdir(parents=True)
    with webdav_server(tmp_path / "served") as server:
        card.begin(None)
        form = card.form
        form.fields.sort.button(PlaceSort.WEBDAV).click()
        assert "not tried with Nextcloud itself" in form.fields.about.text()
        form.fields.name.setText("Our cloud")
        form.fields.address.setText(f"http://127.0.0.1:{server.host[1]}/x")
        form.fields.user.setText(USER)
        form.save()
        assert "Password" in form.fields.fields[PASSWORD].words()
        form.fields.password.setText("wrong")
        form.save()
        until(lambda: form.problem.isVisible())
        assert "does not let HubDesk in" in form.problem.words()
        assert hub.look(sending_places) == []
        form.fields.password.setText(RIGHT)
        form.save()
        until(lambda: not card.is_writing())
    [row] = hub.look(sending_places)
    assert hub.look(lambda db: place_secret(db, row.id)) == RIGHT
    assert form.fields.password.text() == ""
    card.begin(row)
    assert form.fields.password.text() == ""
    form.fields.address.setText("https://other.example.org/x")
    form.save()
    assert (
        "Password" in form.fields.fields[PASSWORD].words()
    )  # the one that is kept is not for them


@pytest.mark.parametrize(("theme", "scale", "size"), LOOKS)
def test_the_form_of_the_longest_sort_fits_in_every_look(
    at_desk: Any, look: Any, qapp: Any, card: PlacesCard, theme: str, scale: int, size: Any
) -> None:
    card.begin(None)
    card.form.fields.sort.button(PlaceSort.S3).click()
    walks.put_on(qapp, at_desk.window, look, theme, scale, size)
    assert walks.clipped(at_desk.window) == []
    assert walks.unnamed(at_desk.window) == []
    assert walks.low_contrast(at_desk.window) == []
    assert walks.small_targets(at_desk.window) == []
