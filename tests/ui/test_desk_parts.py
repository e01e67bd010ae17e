"""The search box, the result strip, choices in a row, and the line for work that takes long."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from hubdesk.ui import widgets
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import add_all, column
from hubdesk.ui.theme import Look
from hubdesk.ui.widgets import strip as strip_module
from hubdesk.ui.widgets.busy_line import DELAY_MS, BusyLine
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.result_list import Found, Group
from hubdesk.ui.widgets.rows import device_row, person_row
from hubdesk.ui.widgets.search_box import SearchBox
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.strip import Offer, Result, Strip
from tests.ui.walks import clipped, said

Show = Callable[..., QMainWindow]
PEOPLE = Group("People", [Found("p1", "Samira Haddad", "Card L-00318"), Found("p2", "Samuel Oye")])
THINGS = Group("Devices", [Found("d1", "Samsung Tab", "6 on the shelf", "tablet")])


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What a screen reader was given to say, and whether it had to be at once."""
    said_: list[tuple[str, bool]] = []

    def note(event: object) -> None:
        politeness = event.politeness()  # type: ignore[attr-defined]
        urgent = politeness == QAccessible.AnnouncementPoliteness.Assertive
        said_.append((event.message(), urgent))  # type: ignore[attr-defined]

    class Spy:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness
        updateAccessibility = staticmethod(note)

    monkeypatch.setattr(strip_module, "QAccessible", Spy)
    return said_


@pytest.fixture
def box(show: Show, qapp: QApplication) -> Iterator[SearchBox]:
    made = SearchBox()
    page = QWidget()
    body = column(page, 20)
    add_all(body, made, None)
    show(page, 700, 600)
    made.edit.setFocus()
    yield made
    made.clear()


def test_several_keys_in_one_go_ask_once(box: SearchBox, qapp: QApplication) -> None:
    asked: list[str] = []
    box.typed.connect(asked.append)
    box.edit.insert("s")
    box.edit.insert("a")
    box.edit.insert("m")
    qapp.processEvents()
    assert asked == ["sam"]


def test_the_list_drops_inside_the_window_and_keeps_the_focus_in_the_box(
    box: SearchBox, qapp: QApplication
) -> None:
    box.edit.insert("sam")
    qapp.processEvents()
    box.show_groups([PEOPLE, THINGS], "sam")
    qapp.processEvents()
    results = box.results()
    assert box.list_is_open()
    assert results.window() is box.window()
    assert not results.isWindow()
    assert box.edit.hasFocus()
    assert results.width() == box.width()
    current = results.current()
    assert current is not None
    assert current.title == "Samira Haddad"


def test_arrows_skip_the_headings_and_enter_opens_the_row(
    box: SearchBox, qapp: QApplication
) -> None:
    chosen: list[object] = []
    box.chosen.connect(chosen.append)
    box.edit.insert("sam")
    qapp.processEvents()
    box.show_groups([PEOPLE, THINGS], "sam")
    for _ in range(2):
        QTest.keyClick(box.edit, Qt.Key.Key_Down)
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert chosen == ["d1"]
    assert box.text() == ""
    assert not box.list_is_open()


def test_moving_through_the_list_is_heard(
    box: SearchBox, qapp: QApplication, heard: list[tuple[str, bool]]
) -> None:
    box.edit.insert("sam")
    qapp.processEvents()
    box.show_groups([PEOPLE], "sam")
    QTest.keyClick(box.edit, Qt.Key.Key_Down)
    assert heard == [("Samuel Oye", False)]


def test_a_click_on_a_row_opens_it(box: SearchBox, qapp: QApplication) -> None:
    chosen: list[object] = []
    box.chosen.connect(chosen.append)
    box.edit.insert("sam")
    qapp.processEvents()
    box.show_groups([PEOPLE], "sam")
    qapp.processEvents()
    view = box.results().view
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["p2"]


def test_escape_empties_the_box_once_and_is_then_left_to_the_page(
    box: SearchBox, qapp: QApplication
) -> None:
    box.edit.insert("sam")
    qapp.processEvents()
    box.show_groups([PEOPLE], "sam")
    QTest.keyClick(box.edit, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert not box.list_is_open()


def test_an_answer_to_an_older_question_is_dropped(box: SearchBox, qapp: QApplication) -> None:
    box.edit.insert("samu")
    qapp.processEvents()
    box.show_groups([PEOPLE], "sam")
    assert not box.list_is_open()


def test_enter_right_after_the_last_key_asks_about_it_first(box: SearchBox) -> None:
    chosen: list[object] = []
    box.chosen.connect(chosen.append)
    box.typed.connect(lambda text: box.show_groups([PEOPLE], text))
    box.edit.insert("sam")
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert chosen == ["p1"]


def test_where_several_fit_enter_does_not_guess(box: SearchBox, qapp: QApplication) -> None:
    chosen: list[object] = []
    box.chosen.connect(chosen.append)
    box.edit.insert("142")
    qapp.processEvents()
    box.show_groups([PEOPLE], "142", choose_first=False)
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert not chosen
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert chosen == ["p1"], "the first Enter pointed at it, the second takes it"


def test_enter_with_nothing_found_tells_what_was_typed(box: SearchBox) -> None:
    entered: list[str] = []
    box.entered.connect(entered.append)
    box.typed.connect(lambda text: box.show_groups([], text))
    box.edit.insert("5012345678900")
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    box.clear()
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert entered == ["5012345678900", ""]


def test_the_list_never_leaves_the_window(box: SearchBox, qapp: QApplication) -> None:
    box.edit.insert("s")
    qapp.processEvents()
    many = [Found(str(n), f"Person {n}", "Card") for n in range(100)]
    box.show_groups([Group("People", many)], "s")
    drop = box.results()
    assert drop.geometry().bottom() <= box.window().height()
    box.window().resize(500, 300)
    qapp.processEvents()
    qapp.processEvents()
    assert drop.geometry().bottom() <= 300
    assert drop.width() == box.width()


@pytest.mark.parametrize(
    ("sort", "urgent"), [("ok", False), ("info", False), ("warn", True), ("bad", True)]
)
def test_a_result_is_announced_once_and_problems_at_once(
    show: Show, heard: list[tuple[str, bool]], sort: strip_module.Sort, urgent: bool
) -> None:
    made = Strip()
    show(made, 700, 60)
    made.show_result(Result(sort, "Added: Huawei MiFi, HD-0304"))
    assert heard == [("Added: Huawei MiFi, HD-0304", urgent)]
    assert made.words() == said(made) == "Added: Huawei MiFi, HD-0304"


def test_a_result_offers_undo_with_its_key_and_the_next_result_replaces_it(show: Show) -> None:
    done: list[str] = []
    made = Strip()
    show(made, 900, 60)
    undo = Offer("Undo", lambda: done.append("undo"), "Ctrl+Z", "undo-2")
    made.show_result(Result("ok", "Lent 1 device to Samira", (undo,)))
    (button,) = made.buttons()
    assert button.accessibleDescription() == "Ctrl+Z"
    button.click()
    assert done == ["undo"]
    made.show_result(Result("info", "HD-0142 is on the shelf."))
    assert made.buttons() == []
    made.clear()
    assert not made.isVisible()
    assert made.words() == ""


def test_choices_in_a_row_take_arrows_and_one_stop_of_tab(show: Show) -> None:
    told: list[str] = []
    row = Segments((("1", "1 week"), ("2", "2 weeks"), ("4", "4 weeks")), "2", "Due back")
    row.chosen.connect(told.append)
    show(row, 400, 60)
    stops = [row.button(v).focusPolicy() == Qt.FocusPolicy.StrongFocus for v in "124"]
    assert stops == [False, True, False]
    row.button("2").setFocus()
    QTest.keyClick(row.button("2"), Qt.Key.Key_Right)
    assert row.value() == "4"
    assert row.button("4").hasFocus()
    QTest.keyClick(row.button("4"), Qt.Key.Key_Right)
    assert row.value() == "1", "round the corner"
    row.choose("2")
    assert told == ["4", "1"], "only what a person chose is told"
    assert said(row.button("2")) == "Due back: 2 weeks"


def test_alt_and_a_number_picks_a_choice(show: Show) -> None:
    row = Segments((("t", "Today"), ("1", "1 week")), "t", "Due back", alt_numbers=True)
    window = show(row, 400, 60)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert row.value() == "1"
    row.set_reason("t", "Closed today")
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert row.value() == "1", "what is off cannot be picked"


def test_choices_break_into_lines_where_there_is_no_room(show: Show) -> None:
    options = [(str(n), f"{n} weeks") for n in range(6)]
    row = Segments(options, "1", "Due back")
    page = QWidget()
    add_all(column(page), row, None)
    window = show(page, 900, 200)
    one_line = row.height()
    window.resize(260, 200)
    QApplication.processEvents()
    assert row.height() > one_line
    assert all(row.button(v).geometry().right() <= row.width() for v, _ in options)


def test_a_big_button_shows_its_key_while_there_is_room(show: Show) -> None:
    big = BigButton("Lend 2 devices to Samira")
    window = show(big, 600, 80)
    wide = window.grab().toImage()
    big.set_words("Lend 2 devices to Samira Constantinopoulou-Achterberg of Birmingham")
    window.resize(300, 80)
    window.grab()
    assert big.toolTip().startswith("Lend 2 devices to Samira Const")
    assert big.sizeHint().height() == 56
    assert not wide.isNull()


def test_rows_say_both_their_lines_and_only_those_that_open_take_the_focus(show: Show) -> None:
    page = QWidget()
    body = column(page)
    shows, opens = device_row("ThinkPad L390", "HD-0142"), person_row("Kofi", "iPad", opens=True)
    add_all(body, shows, opens)
    show(page, 400, 200)
    assert said(opens) == "Kofi, iPad"
    assert shows.focusPolicy() == Qt.FocusPolicy.NoFocus
    pressed: list[int] = []
    opens.clicked.connect(lambda: pressed.append(1))
    shows.clicked.connect(lambda: pressed.append(2))
    opens.setFocus()
    QTest.keyClick(opens, Qt.Key.Key_Space)
    QTest.mouseClick(shows, Qt.MouseButton.LeftButton)
    QTest.mouseClick(opens, Qt.MouseButton.LeftButton)
    assert pressed == [1, 1]


def test_work_that_takes_long_is_named_and_can_be_stopped(show: Show) -> None:
    line = BusyLine()
    show(line, 500, 80)
    line.hide()
    stopped: list[int] = []
    line.cancelled.connect(lambda: stopped.append(1))
    line.begin("Working out October…")
    assert not line.isVisible(), "short work does not flicker"
    QTest.qWait(DELAY_MS + 60)
    assert line.isVisible()
    line.cancel.click()
    line.end()
    assert stopped == [1]
    assert not line.isVisible()


def test_parts_made_and_shown_open_no_window_of_their_own(qapp: QApplication, show: Show) -> None:
    page = QWidget()
    body = column(page)
    add_all(body, SectionHead("Overdue", 2), SectionHead("No count"), Note("Words"), Card(),
            Strip(), BusyLine(), person_row("Kofi"), SearchBox())  # fmt: skip
    window = show(page, 500, 500)
    strays = [w for w in qapp.topLevelWidgets() if w.isVisible() and w is not window]
    assert not strays
    assert widgets.__doc__


def test_chips_and_buttons_flow_onto_the_next_line(show: Show, look: Look) -> None:
    page = QWidget()
    flow = Flow(page, 0, 8)
    buttons = [Button(f"Button {n}") for n in range(6)]
    for button in buttons:
        flow.addWidget(button)
    show(page, 260, 300)
    assert len({button.y() for button in buttons}) > 1
    assert flow.heightForWidth(2000) == buttons[0].height()
    assert max(button.geometry().right() for button in buttons) <= 260


def test_a_main_button_whose_words_are_cut_is_noticed_though_it_is_heard_whole(show: Show):
    big = BigButton("Save as PDF", "file-down")
    place = QWidget()
    column(place).addWidget(big)
    window = show(place)
    big.setFixedWidth(big.sizeHint().width())
    QApplication.processEvents()
    assert clipped(window) == []
    big.setFixedWidth(big.sizeHint().width() // 2)
    big.repaint()  # its words become its tool tip
    assert said(big) == "Save as PDF"
    assert clipped(window) == ["BigButton 'Save as PDF' is cut, and is the main button"]
    assert clipped(place) == clipped(window)  # a part of a window is looked at as well


def test_the_words_a_big_button_was_given_stay_on_it_when_its_size_changes(show):
    big = BigButton("")
    show(big)
    big.set_words("Bring back the copy of Mon 23 Nov")
    big.resize(big.width() + 40, big.height())
    QApplication.processEvents()
    assert big.text() == "Bring back the copy of Mon 23 Nov"
    big.set_either("Log the visit of Zoe Last", "Log visit")
    big.set_either("Log visit", "Log visit")
    assert big.text() == "Log visit"


@pytest.mark.parametrize("scale", [100, 200])
def test_the_ring_of_a_row_leaves_air_around_what_it_holds(show: Show, look: Look, scale: int):
    look.wear("light", scale)
    rows = [person_row("Samira Haddad", "2 on loan", opens=True), device_row("MiFi", "HD-0304")]
    place = QWidget()
    whole = column(place)
    for row in rows:
        row.tail.addWidget(Chip("late", "warn"))
        whole.addWidget(row)
    show(place, 400 * scale // 100, 200 * scale // 100)
    for row in rows:
        chip = row.findChild(Chip)
        assert chip is not None
        assert row.lead.geometry().left() >= 2 + look.px(3)
        assert row.width() - 1 - chip.geometry().right() >= 2 + look.px(3)
    assert len({row.lead.geometry().left() for row in rows}) == 1, "they stand below each other"
