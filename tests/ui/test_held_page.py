"""The page of all that is held: reached from the person's page, complete, readable at any size."""

from __future__ import annotations

import pytest

from hubdesk.operations.people import add_note
from hubdesk.ui.held.page import HeldPage
from tests.ui import walks


@pytest.fixture
def page(at_desk, hub):
    at_desk.open.records.doors.prove()  # the passphrase was typed just now
    id = hub.person("Samira Haddad", known_as="Sam", phone="0121 496 0318", privacy_given=True)
    for text in ("Comes on Fridays", "Likes tea", "Reads Arabic", "Brings her son"):
        hub.do("note", lambda db, now, t=text: add_note(db, person_id=id, text=t, now=now))
    hub.lend(id, hub.device())
    at_desk.shell.go("person", id=id)
    at_desk.shell.page.head.chosen.emit("held")
    at_desk.settle()
    assert isinstance(at_desk.shell.page, HeldPage)
    return at_desk.shell.page


def words_of(page: HeldPage) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in walks.visible(page.window(), QLabel))


def test_it_says_what_is_held_why_and_until_when(page, at_desk):
    said = words_of(page)
    assert page.title() == "All that is held on Samira Haddad"
    for words in ("Likes tea", "0121 496 0318", "Kept 3 years after the last contact"):
        assert words in said
    assert "the hub's rules erase this on 24 November 2032" in said
    assert "no name is ever written there" in said
    for word in ("journal", "records", "second file"):
        assert word not in said.lower()


def test_a_long_list_shows_its_beginning_and_the_rest_on_asking(page, at_desk):
    assert words_of(page).count("Written") == 3
    more = page.groups["notes"].findChild(object, "more:notes")
    more.click()
    at_desk.settle()
    assert words_of(page).count("Written") == 4
    assert at_desk.window.focusWidget().objectName() == "more:notes"


def test_a_change_at_the_desk_is_on_it_at_once(page, at_desk, hub):
    hub.do("note", lambda db, now: add_note(db, person_id=page._id, text="New", now=now))
    at_desk.settle()
    assert page.groups["notes"].head.count.text() == "5"


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("theme", walks.THEMES)
def test_it_can_be_read_and_reached_in_every_look(page, at_desk, qapp, look, theme, scale):
    walks.put_on(qapp, at_desk.window, look, theme, scale, (1366, 768))
    assert walks.clipped(page) == []
    assert walks.unnamed(page) == []
    assert walks.small_targets(page) == []
    if scale == 100:
        assert walks.low_contrast(at_desk.window) == []


def test_a_copy_is_saved_with_the_ticked_names_as_initials(page, at_desk, tmp_path, qtbot):
    page.file_button.click()
    at_desk.settle()
    copy = at_desk.shell.page
    copy.more.setPlainText("son")
    copy.save_json()
    from PySide6.QtWidgets import QFileDialog

    [dialog] = at_desk.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "copy.json"))
    dialog.close()
    qtbot.waitUntil(lambda: "Saved for a computer" in at_desk.said)
    text = (tmp_path / "copy.json").read_text("utf-8")
    assert "Brings her s." in text.lower().replace("brings", "Brings")
    assert "Amira Khan" not in text


@pytest.mark.parametrize("scale", [100, 200])
def test_the_page_of_the_copy_can_be_read_and_reached(page, at_desk, qapp, look, scale):
    page.file_button.click()
    at_desk.settle()
    walks.put_on(qapp, at_desk.window, look, "light", scale, (1024, 600))
    copy = at_desk.shell.page
    assert walks.clipped(copy) == []
    assert walks.unnamed(copy) == []
    assert walks.unreachable(copy) == []
