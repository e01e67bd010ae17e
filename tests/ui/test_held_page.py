"""The page of all that is held: reached from the person's page, complete, readable at any size."""

from __future__ import annotations

from threading import Event

import pytest

from hubdesk.models import AccessEvent
from hubdesk.operations.people import add_note
from hubdesk.queries.held import held_on
from hubdesk.ui.held import page as held_page
from hubdesk.ui.held.page import HeldPage
from tests.ui import walks
from tests.ui.alone import until


@pytest.fixture
def page(at_desk, hub):
    at_desk.open.records.doors.prove()  # the passphrase was typed just now
    id = hub.person("Samira Haddad", known_as="Sam", phone="0121 496 0318", privacy_given=True)
    for text in ("Comes on Fridays", "Likes tea", "Reads Arabic", "Brings her son"):
        hub.do("note", lambda db, now, t=text: add_note(db, person_id=id, text=t, now=now))
    hub.lend(id, hub.device())
    at_desk.shell.go("person", id=id)
    at_desk.shell.page.head.chosen.emit("held")
    return looked(at_desk)


def looked(at_desk):
    """The page, once what it looks for beside the window is found."""
    until(lambda: not at_desk.shell.page.looking.is_looking())
    at_desk.settle()
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
    looked(at_desk)
    assert page.groups["notes"].head.count.text() == "5"


def test_the_window_goes_on_while_it_is_looked_for_and_nothing_is_read_twice(
    at_desk, hub, monkeypatch
):
    """The look waits; meanwhile the page says so, and what was read for somebody else is left."""
    at_desk.open.records.doors.prove()
    samira, kofi = hub.person("Samira Haddad"), hub.person("Kofi Mensah")
    hub.do("note", lambda db, now: add_note(db, person_id=kofi, text="Plays chess", now=now))
    asked, go_on = [], Event()

    def slow(db, id):
        asked.append(id)
        assert go_on.wait(20)
        return held_on(db, id)

    monkeypatch.setattr(held_page, "held_on", slow)
    at_desk.shell.go("held", id=samira)
    page = at_desk.shell.page
    until(page.looking.line.isVisible)
    assert page.looking.line.words() == "Looking for all that is held…"
    assert page.title() == "All that is held on Samira Haddad"
    assert page.file_button.isEnabled()
    assert not page.where.isVisible()
    for text in ("One", "Two"):  # at the desk beside it
        hub.do("note", lambda db, now, t=text: add_note(db, person_id=samira, text=t, now=now))
    at_desk.shell.go("held", id=kofi)
    go_on.set()
    looked(at_desk)
    assert asked == [samira, kofi]
    assert "Plays chess" in words_of(page)
    assert not page.looking.line.isVisible()
    seen = {access.person_id for access in hub.look(lambda db: db.query(AccessEvent).all())}
    assert {samira, kofi} <= seen


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
    copy = looked(at_desk)
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
    copy = looked(at_desk)
    walks.put_on(qapp, at_desk.window, look, "light", scale, (1024, 600))
    assert walks.clipped(copy) == []
    assert walks.unnamed(copy) == []
    assert walks.unreachable(copy) == []
