"""The front desk with text at 200 %, and by keys alone: nothing it does is out of reach."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from hubdesk.ids import CodeKind, make_code
from hubdesk.ui.widgets.buttons import Button, Pill
from hubdesk.ui.widgets.choices import Combo
from tests.ui import walks
from tests.ui.conftest import at_rest
from tests.ui.test_front_desk import card_of, label

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
LARGE = ((1366, 768), (1024, 600))


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam")


@pytest.fixture(params=LARGE, ids=["1366", "1024"])
def large(request, look):
    """The desk at 200 %, put on before there is a window to dress anew."""
    look.wear("light", 200)
    at_desk = request.getfixturevalue("at_desk")
    walks.put_on(QApplication.instance(), at_desk.window, look, "light", 200, request.param)
    return at_desk


def called(at_desk, words):
    """The button of the desk that is heard by these words."""
    page = at_desk.open.window.desk_page
    found = [b for b in page.findChildren(QPushButton) if walks.said(b) == words and b.isVisible()]
    every = [walks.said(b) for b in page.findChildren(QPushButton) if b.isVisible()]
    assert len(found) == 1, every
    return found[0]


def press_space(at_desk, button):
    """A key of somebody who has tabbed to a button."""
    button.setFocus(Qt.FocusReason.TabFocusReason)
    at_desk.press(SPACE)
    at_desk.open.window.scans.flush()
    at_desk.settle()


def is_seen(window, widget):
    """Whether all of it stands in sight."""
    return widget.visibleRegion().boundingRect() == QRect(QPoint(0, 0), widget.size())


def test_in_large_text_the_charger_can_stay_here_and_the_condition_be_said(large, hub, samira):
    large.scan(card_of(hub, samira))
    large.scan(label(hub, hub.device()))
    press_space(large, called(large, "What goes with Lenovo ThinkPad L390, HD-0001"))
    press_space(large, called(large, "Charger goes with HD-0001"))
    (line,) = large.state.basket.lines
    assert len(line.without) == 1
    page = large.open.window.desk_page
    (condition,) = [
        c for c in page.lend_panel.findChildren(Combo) if "Condition" in c.accessibleName()
    ]
    condition.setFocus()
    QTest.keyClick(condition, Qt.Key.Key_Down)
    large.settle()
    assert large.state.basket.lines[0].condition == "worn"
    assert walks.clipped(large.window) == []
    assert walks.unreachable(large.window) == []


def test_in_large_text_somebody_chooses_whether_to_print(large, hub, samira):
    large.scan(card_of(hub, samira))
    large.scan(label(hub, hub.device()))
    page = large.open.window.desk_page
    assert page.print_box.isVisible()
    before = large.desk.handing.prints
    page.print_box.setFocus()
    large.press(SPACE)
    large.open.window.scans.flush()
    assert large.desk.handing.prints is not before
    assert walks.clipped(large.window) == []
    assert walks.unreachable(large.window) == []


def test_in_large_text_what_was_scanned_last_comes_into_sight_and_the_next_person_too(
    at_desk, look, hub, samira
):
    walks.put_on(QApplication.instance(), at_desk.window, look, "light", 200, (1366, 768))
    at_desk.scan(card_of(hub, samira))
    for _ in range(4):
        at_desk.scan(label(hub, hub.device()))
    at_desk.settle()
    assert is_seen(at_desk.window, called(at_desk, "Take Lenovo ThinkPad L390, HD-0004 out"))
    at_desk.press(ENTER)
    at_desk.scan(card_of(hub, hub.person("Tom Reed")))
    at_desk.settle()
    assert is_seen(at_desk.window, at_desk.open.window.desk_page.person.name)
    at_desk.desk.start_again()
    at_desk.settle()
    assert is_seen(at_desk.window, at_desk.shell.side_button), "Today is in reach with nobody here"


def test_in_large_text_a_list_that_was_left_is_seen_whole_with_its_buttons(large, hub, samira):
    large.scan(card_of(hub, samira))
    large.scan(label(hub, hub.device()))
    large.scan(card_of(hub, hub.person("Tom Reed")))
    assert "not lent yet" in large.said
    large.open.window.scans._scan_ended = None
    large.settle()
    assert all(is_seen(large.window, button) for button in large.shell.strip.buttons())
    assert walks.clipped(large.window) == []
    assert walks.unreachable(large.window) == []


def test_in_large_text_the_keys_under_the_search_list_are_whole_or_left_out(large, hub, samira):
    large.write("sam")
    assert large.shell.search.list_is_open()
    assert walks.clipped(large.window) == []


def test_in_large_text_what_one_does_to_a_device_is_told_in_sight(large, hub):
    large.shell.go("device", id=hub.device())
    large.settle()
    bar = large.shell.page.columns.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    large.shell.page.columns.state.lost.click()
    at_rest(large.window)
    assert large.said == "HD-0001 is marked lost."
    assert is_seen(large.window, large.shell.strip)


def test_in_large_text_the_big_button_says_its_verb_whole_and_is_heard_with_the_name(
    large, hub, samira
):
    large.scan(card_of(hub, samira))
    for _ in range(2):
        large.scan(label(hub, hub.device()))
    big = large.open.window.desk_page.big
    whole = "Lend 2 devices to Sam and print agreement"
    assert big.text() == ("Lend 2 devices" if large.window.width() == 1024 else whole)
    assert walks.said(big) == whole
    assert big.fontMetrics().horizontalAdvance(big.text()) < big.width()


def test_the_focus_stays_where_a_key_ticked_something(at_desk, hub, samira):
    at_desk.scan(card_of(hub, samira))
    at_desk.scan(label(hub, hub.device()))
    for name in ("Charger goes with HD-0001", "Bag goes with HD-0001"):
        press_space(at_desk, called(at_desk, name))
        assert walks.said(QApplication.focusWidget()) == name
    assert len(at_desk.state.basket.lines[0].without) == 2


def test_the_focus_stays_where_a_key_said_what_did_not_come_back(at_desk, hub, samira):
    laptop = hub.device()
    hub.lend(samira, laptop)
    at_desk.scan(label(hub, laptop))
    page = at_desk.open.window.desk_page
    first = next(p for p in page.returned.findChildren(Pill) if p.isVisible())
    name = walks.said(first)
    press_space(at_desk, first)
    assert walks.said(QApplication.focusWidget()) == name
    assert at_desk.state.returned[0].missing


def test_in_large_text_the_window_asks_for_no_more_than_the_screen(large, hub, samira):
    out = hub.device()
    hub.lend(samira, out)
    hub.clock.forward(days=30)
    size = large.window.size()
    shelf = hub.device()
    for page, (to, facts) in {
        "devices": ("devices", {}),
        "link": ("devices", {"link": "5012345678900"}),
        "to wipe": ("devices", {"show": "to wipe"}),
        "loans": ("loans", {}),
        "add": ("add-devices", {}),
        "device": ("device", {"id": out}),
        "shelf": ("device", {"id": shelf}),
        "edit": ("device", {"id": shelf}),
    }.items():
        large.shell.go(to, **facts)
        at_rest(large.shell.page)
        if page == "loans":
            large.shell.page.bar.call.click()
        if page == "add":
            large.shell.page.what.choose_kind(hub.kind("Laptop"))
            large.shell.page.scanned(make_code(CodeKind.DEVICE, 0, 701).text)
        if page == "shelf":
            large.shell.page.columns.codes.link_button.click()
        if page == "edit":
            large.shell.page.columns.details.open_form()
        large.settle()
        assert large.window.size() == size, f"{page}: it grew beyond the screen"
        assert (page, walks.clipped(large.window)) == (page, [])
        assert (page, walks.unreachable(large.window)) == (page, [])


def test_in_large_text_what_a_manager_may_allow_comes_into_sight(large, hub, samira):
    large.scan(card_of(hub, samira))
    for _ in range(4):
        large.scan(label(hub, hub.device()))
    large.press(ENTER)
    at_rest(large.window)
    rule = large.open.window.desk_page.rule
    assert rule.isVisible()
    assert is_seen(large.window, rule.question)


def test_in_large_text_somebody_who_is_here_already_comes_into_sight(large, hub, samira):
    large.shell.go("new-person")
    large.shell.page.form.set_name("Samira Haddad")
    large.shell.page.save()
    at_rest(large.window)
    here = QApplication.focusWidget()
    assert walks.said(here) == "Open Samira Haddad"
    assert is_seen(large.window, here)


def test_in_large_text_what_is_asked_again_stands_at_the_top_as_the_lock_does(at_desk, look):
    look.wear("light", 200)
    ask = at_desk.open.window.ask_again
    for page, (width, height) in product(("desk", "new-person", "settings"), LARGE):
        at_desk.shell.go(page)
        at_desk.window.resize(width, height)
        at_desk.settle()
        ask.ask("change roles", lambda: None)
        at_desk.settle()
        top = at_desk.shell.top.geometry()
        assert top.y() < look.px(20), "nothing moved down"
        gap = ask.mapTo(at_desk.shell, ask.rect().topLeft()).y() - top.bottom()
        assert look.px(8) <= gap < look.px(40)
        assert ask.height() <= ask.sizeHint().height(), "no part of it is empty"
        assert ask.passphrase.y() > ask.words.geometry().bottom()
        assert ask.go_button.y() > ask.passphrase.geometry().bottom()
        assert ask.passphrase.hasFocus()
        assert not walks.clipped(at_desk.window)
        assert at_desk.window.size() == QSize(width, height), "the window stays as large"
        ask.leave()
        at_desk.settle()
        assert at_desk.shell.page.isVisible()
        assert at_desk.window.size() == QSize(width, height), page


def test_in_large_text_it_is_said_that_the_page_waits_below_what_is_asked_again(at_desk, look):
    """Nothing but empty ground was below the card, as if the page were gone."""
    ask, waits = at_desk.open.window.ask_again, at_desk.open.window.page_waits
    at_desk.shell.go("equality")
    for scale, (width, height), says in (
        (200, (1366, 768), True), (200, (1024, 600), False), (100, (1366, 768), False),
    ):  # fmt: skip
        look.wear("light", scale)
        at_desk.window.resize(width, height)
        at_desk.settle()
        ask.ask("open equality forms", lambda: None)
        at_desk.settle()
        assert waits.said.isVisible() is says, (scale, height)
        if says:
            assert waits.words.text().startswith("Your page is still here.")
            below = ask.mapTo(at_desk.shell, ask.rect().bottomLeft()).y()
            assert waits.mapTo(at_desk.shell, waits.rect().topLeft()).y() > below
        assert not walks.clipped(at_desk.window)
        assert at_desk.window.size() == QSize(width, height), "the window stays as large"
        ask.leave()
        at_desk.settle()


def test_lists_left_unfinished_say_whose_they_are_in_large_text(at_desk, hub, look):
    names = ("Samira Haddad", "Grace Okafor", "Alan Pryce")
    people = [hub.person(name) for name in names]
    for person in people:
        at_desk.desk.show_person(person)
        at_desk.desk.put_in(hub.device("MiFi"))
    at_desk.desk.hide_person()
    look.wear("light", 200)
    at_desk.settle()
    tabs = at_desk.shell.page.parked.findChildren(Button)
    assert [tab.text() for tab in tabs if tab.isVisible()] == [
        "Samira H.: 1", "Grace O.: 1", "Alan P.: 1"
    ]  # fmt: skip
    assert tabs[0].accessibleName() == "Samira H.: 1 device not lent"
    look.wear("light", 100)
    at_desk.settle()
    tabs = [tab for tab in at_desk.shell.page.parked.findChildren(Button) if tab.isVisible()]
    assert tabs[0].text() == "Samira H.: 1 device not lent"


def test_the_day_something_really_happened_is_typed_as_on_paper(at_desk, hub, samira):
    """Key by key, while each of them is saved: the day before a year's end is of last year."""
    at_desk.scan(card_of(hub, samira))
    at_desk.scan(label(hub, hub.device("MiFi")))
    at_desk.settle()
    at_desk.open.window.desk_page.lend_panel.when_button.click()
    at_desk.settle()
    box = at_desk.open.window.desk_page.lend_panel.when_edit
    assert box.hasFocus()
    for typed, meant in (
        ("20/11/2026", date(2026, 11, 20)),
        ("5 3 2026", date(2026, 3, 5)),
        ("20.12", date(2025, 12, 20)),
        ("31 12 2025", date(2025, 12, 31)),
        ("1 Nov 2026", date(2026, 11, 1)),
    ):
        at_desk.shell.focus_search()
        box.setFocus(Qt.FocusReason.TabFocusReason)
        at_desk.write(typed)
        assert at_desk.state.basket.happened_on == meant, typed
