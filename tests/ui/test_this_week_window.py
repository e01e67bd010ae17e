"""This week at the window, by keys: the board, what is left off, stories, newsletter, poster."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from hubdesk.models import How, Watched
from hubdesk.operations.staff import add_staff
from hubdesk.operations.stories import tell_story
from hubdesk.queries.access import access_window
from hubdesk.queries.newsletter import readers
from hubdesk.queries.opportunities import open_opportunities, pages_address
from hubdesk.queries.this_week import this_week
from hubdesk.ui.week.page import ThisWeekPage
from tests.conftest import NOW, TODAY, in_days
from tests.ui import walks
from tests.week_verbs import add, signed

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(at_desk):
    at_desk.press(Qt.Key.Key_W, CTRL_SHIFT)
    page = at_desk.shell.page
    assert isinstance(page, ThisWeekPage)
    return page


def button(card, words):
    return next(
        b for b in card.findChildren(QPushButton) if words in (b.text(), b.accessibleName())
    )


def week(hub):
    return hub.look(lambda db: this_week(db, NOW))


def test_a_job_is_put_on_the_board_by_keys_changed_and_closed(at_desk, hub, page):
    page.board.add_button.setFocus()
    at_desk.press(Qt.Key.Key_Return)
    at_desk.write("Help desk")
    at_desk.press(Qt.Key.Key_Tab)
    at_desk.write("Invented College")
    for _ in range(3):
        at_desk.press(Qt.Key.Key_Tab)
    at_desk.write("23")
    at_desk.press(Qt.Key.Key_Tab)
    at_desk.write("11")
    at_desk.press(Qt.Key.Key_Tab)
    at_desk.write("2026")
    assert page.has_unsaved()
    page.board.save_button.setFocus()
    at_desk.press(Qt.Key.Key_Return)
    wrong = page.board.form.fields["closing"].words()
    assert wrong.startswith("Monday 23 November is over already.")
    page.board.closing.set_day(in_days(5))
    page.board.save_button.setFocus()
    at_desk.press(Qt.Key.Key_Return)
    assert at_desk.said == "It is on the board."
    (row,) = hub.look(lambda db: open_opportunities(db, TODAY))
    assert (row.title, row.organisation, row.closing_on) == (
        "Help desk", "Invented College", in_days(5),
    )  # fmt: skip
    assert not page.has_unsaved()
    button(page.board, "Change: Help desk").click()
    page.board.lines["pay"].setText("£12 an hour")
    page.board.save_button.click()
    (row,) = hub.look(lambda db: open_opportunities(db, TODAY))
    assert row.pay == "£12 an hour"
    button(page.board, "Close: Help desk").click()
    assert hub.look(lambda db: open_opportunities(db, TODAY)) == ()
    at_desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(hub.look(lambda db: open_opportunities(db, TODAY))) == 1


def test_where_the_pages_are_read_is_typed_beside_the_poster_and_taken_back(at_desk, hub, page):
    page.open_tab("poster")
    page.poster.address.setFocus()
    at_desk.write("no address")
    at_desk.press(Qt.Key.Key_Return)
    assert page.poster.field.words() != ""
    assert hub.look(pages_address) == ""
    page.poster.address.clear()
    at_desk.write("https://riverside.example.org/this-week")
    at_desk.press(Qt.Key.Key_Return)
    assert at_desk.said == "Saved: where the pages are read."
    assert hub.look(pages_address) == "https://riverside.example.org/this-week"
    page.board.setFocus()
    at_desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hub.look(pages_address) == ""


def test_esc_puts_a_form_away_and_the_focus_back(at_desk, page):
    page.board.add_button.click()
    at_desk.settle()
    at_desk.press(Qt.Key.Key_Escape)
    assert not page.has_unsaved()
    assert page.board.add_button.hasFocus()


def test_a_session_is_left_off_and_put_back_and_a_story_shown_and_hidden(at_desk, hub, page):
    hub.session("Open door", kind="drop-in", held_on=in_days(1))
    page.open_tab("on")
    button(page.on, "Leave off").click()
    assert week(hub).sessions == ()
    button(page.on, "Put back").click()
    assert len(week(hub).sessions) == 1
    text = "I taught myself to code."
    hub.do("tell story", lambda db, now: tell_story(db, text=text, who="Edda", now=now))
    page.open_tab("stories")
    button(page.stories, "Everybody may read it").click()
    page.stories.work.setText("Web designer")
    page.stories.link.setText("javascript:alert(1)")
    page.stories.save_button.click()
    assert "no address of a page" in page.stories.form.fields["link"].words()
    page.stories.link.setText("")
    page.stories.save_button.click()
    assert at_desk.said == "It stands on the next poster and the next pages."
    (story,) = week(hub).stories
    assert story.work == "Web designer"
    button(page.stories, "Take it off").click()
    assert week(hub).stories == ()


def test_somebody_signs_up_is_said_to_be_a_person_and_the_addresses_are_saved_once_proved(
    at_desk, hub, page, tmp_path
):
    ada = hub.person("Ada Okafor")
    page.open_tab("newsletter")
    page.newsletter.add_button.click()
    assert "May we send you our newsletter?" in page.newsletter.wording.text()
    page.newsletter.email.setText("ada at example")
    page.newsletter.save_button.click()
    assert "does not look like an e-mail" in page.newsletter.form.fields["email"].words()
    page.newsletter.email.setText("ada@example.org")
    page.newsletter.save_button.click()
    assert at_desk.said == "They get the newsletter from now on."
    button(page.newsletter, "It is somebody in People").click()
    page.newsletter.person.chosen.emit(ada, "Ada Okafor")
    (reader,) = hub.look(readers)
    assert (reader.person_id, reader.agreed_how) == (ada, How.SPOKEN)
    asked = []
    at_desk.open.records.doors.announcer.passphrase_asked.connect(lambda v, _t: asked.append(v))
    page.newsletter.take_button.click()
    assert asked == ["take addresses"]

    def save(make, name, *_words, done, refused):
        (tmp_path / name).write_bytes(make())
        done()

    page._press.save_file = save
    at_desk.open.records.at_desk.prove()
    page.ask_addresses()
    assert "ada@example.org" in (tmp_path / "Newsletter addresses.csv").read_text("utf-8-sig")
    (noted,) = [a for a in hub.look(access_window) if a.what == Watched.LIST_FILE]
    assert noted.why == "Addresses for the newsletter"


def test_the_poster_is_shown_and_the_pages_are_saved_below_a_folder(
    at_desk, hub, page, tmp_path, qtbot
):
    add(hub, title="Help desk")
    page.open_tab("poster")
    qtbot.waitUntil(lambda: not page.poster.view.paper.picture.isNull(), timeout=10_000)
    page.poster.address.setText("not an address")
    page.poster.keep_address()
    assert "no address of a page" in page.poster.field.words()
    page.poster.address.setText("riverside.example.org/this-week")
    page.poster.keep_address()
    assert at_desk.said == "Saved: where the pages are read."
    assert week(hub).hub.pages == "https://riverside.example.org/this-week"
    page.poster.save_pages(str(tmp_path))
    there = tmp_path / "this-week" / "index.html"
    qtbot.waitUntil(lambda: "The pages are in the folder" in at_desk.said, timeout=10_000)
    assert "Help desk" in there.read_text("utf-8")
    page.poster.print_button.click()
    assert at_desk.open.printing.waiting()[-1].title == "Poster of this week"


def test_a_volunteer_reads_the_board_and_sees_no_addresses(at_desk, hub):
    add(hub, title="Help desk")
    signed(hub, "ren@example.org")
    rosa = hub.do("add staff", lambda db, now: add_staff(db, name="Rosa", roles=["volunteer"]))
    at_desk.open.act_as(rosa.id)
    at_desk.settle()
    at_desk.shell.go("this-week", tab="newsletter")
    at_desk.settle()
    page = at_desk.shell.page
    texts = [b.text() for b in page.newsletter.findChildren(QPushButton)]
    assert "Take off" not in texts
    assert not page.newsletter.take_button.isEnabled()
    assert page.newsletter.add_button.isEnabled()
    page.open_tab("board")
    at_desk.settle()
    assert not button(page.board, "Close: Help desk").isEnabled()
    page.open_tab("poster")
    at_desk.settle()
    assert not page.poster.pages_button.isEnabled()


def test_every_tab_fits_where_there_is_least_room(qapp, look, at_desk, hub, page):
    add(hub)
    hub.session("Open door", kind="drop-in", held_on=in_days(1))
    signed(hub, "ren@example.org")
    for tab in ("board", "newsletter", "poster"):
        page.open_tab(tab)
        if tab == "board":
            page.board.add_button.click()
        for choice, scale, size in (("dark", 100, (1024, 600)), ("contrast", 200, (1366, 768))):
            walks.put_on(qapp, at_desk.window, look, choice, scale, size)
            assert walks.clipped(at_desk.window) == []
            assert walks.low_contrast(at_desk.window) == []
            assert walks.unnamed(at_desk.window) == []
            assert walks.unreachable(at_desk.window) == []
