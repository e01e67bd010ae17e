"""Erasing at the screen: refused in words, confirmed by the name, a receipt, never by a slip."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from hubdesk.models import Erasure
from hubdesk.operations.erasing import erase_person
from hubdesk.queries.erasure_plan import erasure_plan
from hubdesk.store.erased import read_erased
from hubdesk.ui.held import erase_page
from hubdesk.ui.held.erase_page import ErasePage
from tests.reports.papers_read import opened, text_of
from tests.ui import walks
from tests.ui.alone import until


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam", phone="0121 496 0999")


@pytest.fixture
def page(at_desk, samira):
    at_desk.open.records.doors.prove()  # the passphrase was typed just now
    at_desk.shell.go("held", id=samira)
    at_desk.settle()
    at_desk.shell.page.erase_button.click()
    return looked(at_desk)


def looked(at_desk) -> ErasePage:
    """The page, once what would go is found."""
    page = at_desk.shell.page
    assert isinstance(page, ErasePage)
    until(lambda: not page.looking.is_looking())
    at_desk.settle()
    return page


def erased(page: ErasePage) -> None:
    """Press the button, and wait until it came back."""
    page.erase_button.click()
    until(lambda: not page.doing.is_doing())


def test_the_window_goes_on_while_it_is_erased_and_a_second_press_does_nothing(
    page, at_desk, hub, monkeypatch
):
    go_on, begun = Event(), []

    def slow(*facts, **more):
        begun.append(facts)
        assert go_on.wait(20)
        return erase_person(*facts, **more)

    monkeypatch.setattr(erase_page, "erase_person", slow)
    page.typed.setText("Samira Haddad")
    page.erase_button.click()
    until(page.doing.line.isVisible)
    assert page.doing.line.words() == "Erasing, in every place…"
    assert page.erase_button.toolTip() == "One moment: it is being erased."
    assert not page.keep_button.isEnabled()
    page.erase()
    go_on.set()
    until(lambda: not page.doing.is_doing())
    assert len(begun) == 1
    assert page.receipt.isVisible()


def test_who_leaves_meanwhile_is_told_and_nothing_with_the_name_comes_back(page, at_desk):
    page.typed.setText("Samira Haddad")
    page.erase_button.click()
    at_desk.shell.go("people")
    until(lambda: not page.doing.is_doing())
    assert "Erased" in at_desk.said
    assert not page.receipt.is_waiting
    assert page.title() == ""


def test_the_list_of_erasures_is_kept_at_once_and_the_file_is_swept_once_the_desk_is_still(
    page, at_desk, paths, hub
):
    page.typed.setText("Samira Haddad")
    erased(page)
    until(lambda: len(read_erased(paths.erased)) == 1)
    swept = lambda: hub.look(lambda db: [one.is_swept for one in db.query(Erasure)])  # noqa: E731
    at_desk.settle()
    assert swept() == [False]
    at_desk.open._tidy()
    until(lambda: swept() == [True])


def test_the_window_goes_on_while_it_is_looked_for_and_nothing_can_be_erased(
    at_desk, hub, samira, monkeypatch
):
    go_on = Event()

    def slow(*facts):
        assert go_on.wait(20)
        return erasure_plan(*facts)

    monkeypatch.setattr(erase_page, "erasure_plan", slow)
    at_desk.shell.go("erase-person", id=samira)
    page = at_desk.shell.page
    until(page.looking.line.isVisible)
    assert page.looking.line.words() == "Looking for all that would go…"
    assert page.title() == "Erase Samira Haddad"
    assert at_desk.window.focusWidget() is page.keep_button
    assert page.erase_button.toolTip() == "One moment: what would go is looked for."
    assert not page.confirm.isVisible()
    at_desk.shell.go("people")  # left meanwhile: nothing of her comes back onto it
    go_on.set()
    until(lambda: not page.looking.is_looking())
    assert (page.title(), page._plan) == ("", None)
    at_desk.shell.go("erase-person", id=samira)
    looked(at_desk)
    assert page.confirm.isVisible()
    assert page.erase_button.isEnabled()


def test_the_safe_button_has_the_focus_and_enter_keeps_the_record(page, at_desk, hub, samira):
    assert at_desk.window.focusWidget() is page.keep_button
    at_desk.press(Qt.Key.Key_Return)
    assert at_desk.shell.current == "held"
    assert "Nothing changed" in at_desk.said


def test_it_is_said_in_words_of_the_desk(page, at_desk):
    said = "\n".join(label.text() for label in walks.visible(page.window(), QLabel)).lower()
    assert "history of changes" in said
    assert "safety copy" in said
    assert "journal" not in said
    assert "records" not in said


def test_enter_in_the_name_erases_nobody(page, at_desk, samira):
    page.typed.setFocus()
    at_desk.write("Samira Haddad")
    at_desk.press(Qt.Key.Key_Return)
    assert at_desk.shell.current == "erase-person"
    assert page.receipt.isHidden()


def test_a_name_that_is_not_theirs_is_told_by_the_field(page, at_desk):
    page.typed.setText("Sam")
    erased(page)
    assert "Type Samira Haddad exactly" in page.form.fields["name"].words()
    assert page.receipt.isHidden()


def test_with_a_device_out_it_says_which_and_the_button_says_why(at_desk, hub, samira):
    hub.lend(samira, hub.device())
    at_desk.shell.go("erase-person", id=samira)
    page = looked(at_desk)
    said = "Sam still has HD-0001. Return it first, or mark it lost."
    assert page.blocked.words() == said
    assert not page.erase_button.isEnabled()
    assert page.erase_button.toolTip() == said
    assert page.confirm.isHidden()


def test_a_receipt_is_offered_and_then_nothing_of_the_name_is_left(
    page, at_desk, paths, tmp_path, qtbot
):
    page.typed.setText("samira haddad")
    erased(page)
    at_desk.settle()
    assert page.receipt.isVisible()
    assert "Erased" in at_desk.said
    assert page.title() == "Erased"
    qtbot.waitUntil(lambda: len(read_erased(paths.erased)) == 1)
    page.receipt.save_button.click()
    [dialog] = at_desk.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "receipt.pdf"))
    dialog.close()
    qtbot.waitUntil(lambda: "Saved" in at_desk.said)
    with opened((tmp_path / "receipt.pdf").read_bytes()) as paper:
        text = " ".join(text_of(one) for one in paper)
    for words in ("Samira Haddad", "They asked", "Amira Khan", "What stays, and why", "no copy"):
        assert words in text, words
    page.receipt.leave_button.click()
    at_desk.settle()
    assert at_desk.shell.current == "people"
    assert page._plan is None
    assert page.typed.text() == ""


def test_a_scan_does_not_take_the_receipt_away_before_it_is_saved(page, at_desk, hub):
    page.typed.setText("Samira Haddad")
    page.erase_button.click()
    assert page.has_unsaved()  # the receipt is to come
    until(lambda: not page.doing.is_doing())
    assert page.has_unsaved()
    page.receipt._out("Printed.")()
    assert not page.has_unsaved()


def test_undo_afterwards_is_of_something_else(page, at_desk, hub, samira):
    page.typed.setText("Samira Haddad")
    erased(page)
    at_desk.settle()
    at_desk.shell.go("activity")
    at_desk.settle()
    assert "Samira" not in str(
        [walks.said(w) + getattr(w, "text", str)() for w in walks.visible(at_desk.window)]
    )


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("theme", walks.THEMES)
def test_it_can_be_read_and_reached_in_every_look(page, at_desk, qapp, look, theme, scale):
    walks.put_on(qapp, at_desk.window, look, theme, scale, (1024, 600))
    assert walks.clipped(page) == []
    assert walks.unnamed(page) == []
    assert walks.small_targets(page) == []
    assert walks.unreachable(page) == []
    if scale == 100:
        assert walks.low_contrast(at_desk.window) == []
