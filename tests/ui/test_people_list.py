"""The list of people: found as one types, counted by tab, sorted by header, opened by Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hubdesk.operations.people import assign_card

ENTER, DOWN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def people(at_desk, hub, clock):
    """Three people: one has nothing, one a laptop, one something late. The list is open."""
    clock.forward(days=-40)
    ids = {"Samira Haddad": hub.person("Samira Haddad", known_as="Sam", phone="07700 900318")}
    clock.forward(days=1)
    ids["Tomasz Wójcik"] = hub.person("Tomasz Wójcik")
    hub.lend(ids["Tomasz Wójcik"], hub.device())
    clock.forward(days=38)
    ids["Ọláńrewájú"] = hub.person("Ọláńrewájú")
    hub.lend(ids["Ọláńrewájú"], hub.device())
    clock.forward(days=1)
    hub.do("assign card", lambda db, now: assign_card(db, person_id=ids["Samira Haddad"]))
    at_desk.press(Qt.Key.Key_3, CTRL)
    return ids


def page(at_desk):
    return at_desk.shell.page


def names(at_desk):
    model = page(at_desk).model
    return [model.row(at).name for at in range(model.rowCount())]


def narrow(at_desk, text):
    at_desk.write(text)
    page(at_desk)._load()
    at_desk.settle()


def test_each_tab_says_how_many_it_holds(at_desk, people):
    tabs = page(at_desk).tabs
    assert [tabs.words_of(value) for value in ("everybody", "has something out", "overdue")] == [
        "Everybody (3)",
        "Something on loan (2)",
        "Overdue (1)",
    ]
    tabs.segments.button("overdue").click()
    assert names(at_desk) == ["Tomasz Wójcik"]
    assert page(at_desk).model.sentence(0).startswith("Tomasz Wójcik, 1 overdue, joined Fri")


def test_part_of_a_name_without_its_accents_narrows_the_list_and_enter_opens_it(at_desk, people):
    narrow(at_desk, "wojc")
    assert names(at_desk) == ["Tomasz Wójcik"]
    assert page(at_desk).found.text() == "1 person"
    at_desk.press(ENTER)
    assert at_desk.shell.current == "person"
    assert at_desk.shell.page.head.name.text() == "Tomasz Wójcik"


def test_escape_empties_the_filter_before_it_leaves_the_page(at_desk, people):
    narrow(at_desk, "sam")
    at_desk.press(ESC)
    assert names(at_desk) == ["Ọláńrewájú", "Samira Haddad", "Tomasz Wójcik"]
    assert at_desk.shell.current == "people"
    at_desk.press(ESC)
    assert at_desk.shell.current == "desk"


def test_arrows_and_enter_open_somebody_without_a_mouse(at_desk, people):
    at_desk.press(DOWN)
    at_desk.press(DOWN)
    at_desk.press(ENTER)
    assert at_desk.shell.page.head.name.text() == "Samira Haddad"


def test_ctrl_f_goes_to_the_filter_from_anywhere_on_the_page(at_desk, people):
    at_desk.shell.search.edit.setFocus()
    at_desk.press(Qt.Key.Key_F, CTRL)
    assert at_desk.window.focusWidget() is page(at_desk).filter


def test_a_header_sorts_by_the_day_people_joined(at_desk, people):
    header = page(at_desk).list.horizontalHeader()
    at = next(n for n, c in enumerate(page(at_desk).model.columns) if c.heading == "Joined")
    where = header.sectionViewportPosition(at) + 20
    from PySide6.QtCore import QPoint

    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where, 10))
    first = names(at_desk)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where, 10))
    assert first == names(at_desk)[::-1]
    assert first in (
        ["Samira Haddad", "Tomasz Wójcik", "Ọláńrewájú"],
        ["Ọláńrewájú", "Tomasz Wójcik", "Samira Haddad"],
    )


def test_who_is_not_found_can_be_added_with_the_name_that_was_typed(at_desk, people):
    narrow(at_desk, "Grace Okafor")
    assert page(at_desk).empty.words.text().startswith("Nobody fits “Grace Okafor”.")
    at_desk.press(ENTER)
    assert at_desk.shell.current == "new-person"
    assert at_desk.shell.page.form.name.text() == "Grace Okafor"


def test_a_hub_without_people_says_what_to_do_first(at_desk):
    at_desk.press(Qt.Key.Key_3, CTRL)
    empty = page(at_desk).empty
    assert empty.words.text() == (
        "No people yet. Add the first, or bring them in from a spreadsheet."
    )
    empty.buttons[0].click()
    assert at_desk.shell.current == "new-person"


def test_the_list_follows_what_happens_and_keeps_the_chosen_row(at_desk, hub, people):
    page(at_desk).list.choose(people["Tomasz Wójcik"])
    hub.person("Aoife O'Brien")
    at_desk.settle()
    assert names(at_desk)[0] == "Aoife O'Brien"
    assert page(at_desk).list.chosen() == people["Tomasz Wójcik"]
    assert page(at_desk).tabs.words_of("everybody") == "Everybody (4)"


def test_the_list_does_not_read_the_records_while_another_page_is_open(at_desk, hub, people):
    opened = page(at_desk)
    at_desk.shell.go("desk")
    at_desk.settle()
    hub.person("Aoife O'Brien")
    assert opened.model.rowCount() == 3
    at_desk.shell.go("people")
    assert opened.model.rowCount() == 4


def test_at_midnight_what_is_due_becomes_overdue(at_desk, hub, people, clock):
    clock.forward(days=30)
    page(at_desk)._doors.announcer.day_turned.emit()
    assert page(at_desk).tabs.words_of("overdue") == "Overdue (2)"
