"""The frame holds at every size and text size, leads everywhere by keys, and knows no page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QLineEdit,
    QMainWindow,
    QWidget,
)

from hubdesk.ui.actions import ACTIONS, KeysFirst, bind, groups, shown_key
from hubdesk.ui.page import Frame, Page, PageSpec, frame_of
from hubdesk.ui.rail import Status
from hubdesk.ui.shell import Shell
from hubdesk.ui.space import add_all, column, line, scroller
from hubdesk.ui.theme import Look
from hubdesk.ui.tokens import LEAST_WINDOW
from hubdesk.ui.widgets.buttons import BigButton, Button, IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.rows import person_row
from hubdesk.ui.widgets.strip import Offer, Result
from hubdesk.ui.widgets.text import ElidedLabel, WrappedLabel
from tests.ui.walks import (
    SCALES,
    SIZES,
    THEMES,
    clipped,
    focus_walk,
    low_contrast,
    put_on,
    ringless,
    small_targets,
    unnamed,
    unreachable,
)

Show = Callable[..., QMainWindow]


class Desk(Page):
    """A page with everything a page may have."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[Frame] = []
        self.arrived: list[dict[str, object]] = []
        self.left = 0
        self.inside = True
        whole = column(self, 0, 12)
        self.slot = column()
        whole.addLayout(self.slot)
        body = QWidget()
        cards = column(body, 0, 12)
        card = Card()
        card.body.addWidget(ElidedLabel("Samira Haddad Constantinopoulou", "h1"))
        card.body.addWidget(WrappedLabel("Card L-00318 · likes to be called Sam", ink="2"))
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Note")
        card.body.addWidget(self.edit)
        cards.addWidget(card)
        cards.addStretch(1)
        whole.addWidget(scroller(body), 1)
        bar = line(gap=16)
        self.again, self.big = Button("Start again"), BigButton("Lend 2 devices")
        self.pressed: list[str] = []
        self.big.clicked.connect(lambda: self.pressed.append("big"))
        self.again.clicked.connect(lambda: self.pressed.append("again"))
        bar.addWidget(self.again)
        bar.addWidget(self.big, 1)
        whole.addLayout(bar)
        self.today = Card((16, 12, 16, 12), 0)
        row = person_row("Kofi Mensah", "iPad 9 · HD-0097", opens=True)
        row.tail.addWidget(IconButton("phone", "Call Kofi Mensah, 6 days overdue"))
        add_all(self.today.body, SectionHead("Overdue", 1, "bad"), row, None)

    def strip_place(self) -> QBoxLayout | None:
        return self.slot

    def side(self) -> QWidget | None:
        return self.today

    def side_words(self) -> str:
        return "Today: 1 overdue"

    def arrive(self, **facts: object) -> None:
        self.arrived.append(facts)

    def leave(self) -> None:
        self.left += 1

    def set_frame(self, frame: Frame) -> None:
        self.frames.append(frame)

    def primary(self) -> Button | None:
        return self.big

    def step_back(self) -> bool:
        stepped, self.inside = self.inside, False
        return stepped


class People(Page):
    """A page with its own focus and a button in the title row."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Filter")
        self.add = Button("New person", "primary", "user-plus")
        add_all(column(self), self.edit, None)

    def first_focus(self) -> QWidget | None:
        return self.edit

    def head_buttons(self) -> list[QWidget]:
        return [self.add]


def specs(built: list[str]) -> list[PageSpec]:
    def of(name: str, factory: Callable[[], Page]) -> Callable[[], Page]:
        def make() -> Page:
            built.append(name)
            return factory()

        return make

    return [
        PageSpec("desk", "Front desk", "scan-barcode", "desk", of("desk", Desk)),
        PageSpec("people", "People", "users", "people", of("people", People)),
        PageSpec("devices", "Devices", "laptop", "devices", of("devices", Page)),
        PageSpec("loans", "Loans", "clipboard-list", "loans", of("loans", Page)),
        PageSpec("settings", "Settings", "settings", "settings", of("settings", Page), "bottom"),
        PageSpec("help", "Help", "life-buoy", "help", of("help", Page), "bottom"),
        PageSpec("person", "Person", "user", "", of("person", Page), "", "people"),
    ]


@pytest.fixture
def built() -> list[str]:
    return []


@pytest.fixture
def shell(show: Show, built: list[str]) -> Shell:
    made = Shell(specs(built), "Riverside Hub")
    show(made)
    made.set_person("Amira Khan", "Volunteer")
    made.set_now("Tuesday 11 November, 10:42am", "Tue 11 Nov, 10:42am")
    made.set_status(Status(more=("Last copy 8:55am",)))
    made.go("desk")
    QApplication.processEvents()
    return made


def desk_of(shell: Shell) -> Desk:
    page = shell.page
    assert isinstance(page, Desk)
    return page


def test_a_page_is_built_at_its_first_visit_and_once(shell: Shell, built: list[str]) -> None:
    assert built == ["desk"]
    shell.go("people")
    shell.go("desk")
    shell.go("people")
    assert built == ["desk", "people"]


def test_pages_nobody_came_back_to_are_let_go_of_and_built_again(
    shell: Shell, built: list[str], qapp: QApplication
) -> None:
    for name in ("people", "devices", "loans", "settings", "help"):
        shell.go(name)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    assert not shell.findChildren(People), "the one opened longest ago is gone"
    shell.go("help")
    shell.go("desk")
    assert built.count("help") == built.count("desk") == 1, "those opened lately are kept"
    shell.go("people")
    assert built.count("people") == 2
    assert isinstance(shell.page, People)
    assert shell.page.add.isVisible()


def test_a_page_with_something_unsaved_is_never_let_go_of(
    shell: Shell, built: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(People, "has_unsaved", lambda page: bool(page.edit.text()))
    shell.go("people")
    page = shell.page
    assert isinstance(page, People)
    page.edit.setText("half a name")
    for name in ("devices", "loans", "settings", "help", "person", "people"):
        shell.go(name)
    assert shell.page is page
    assert page.edit.text() == "half a name"
    assert built.count("people") == 1


def test_facts_reach_the_page_and_the_page_left_is_told(shell: Shell) -> None:
    desk = desk_of(shell)
    desk.go.emit("person", {"person_id": "p1"})
    assert shell.current == "person"
    assert desk.left == 1
    assert shell.rail.current == "people", "a person's page stands under People"
    shell.go("desk", device_id="d1")
    assert desk.arrived == [{}, {"device_id": "d1"}]
    with pytest.raises(LookupError):
        shell.go("nowhere")


@pytest.mark.parametrize(
    ("key", "modifier", "page"),
    [
        (Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier, "people"),
        (Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier, "devices"),
        (Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier, "loans"),
        (Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier, "settings"),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help"),
        (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier, "desk"),
    ],
)
def test_keys_lead_to_the_pages(
    shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier, page: str
) -> None:
    QTest.keyClick(shell.window(), key, modifier)
    assert shell.current == page
    assert shell.rail.current == page
    assert shell.window().windowTitle().endswith("HubDesk")


def test_escape_goes_back_step_by_step_to_the_first_page(shell: Shell) -> None:
    desk = desk_of(shell)
    shell.go("people")
    shell.go("person", person_id="p1")
    QTest.keyClick(shell.search.edit, Qt.Key.Key_Escape)
    assert shell.current == "people"
    QTest.keyClick(shell.search.edit, Qt.Key.Key_Escape)
    assert shell.current == "desk"
    assert desk.inside
    QTest.keyClick(shell.search.edit, Qt.Key.Key_Escape)
    assert not desk.inside, "the page may have steps of its own"
    QTest.keyClick(shell.search.edit, Qt.Key.Key_Escape)
    assert shell.current == "desk"


def test_enter_presses_the_filled_button_wherever_the_focus_is(shell: Shell) -> None:
    desk = desk_of(shell)
    QTest.keyClick(shell.search.edit, Qt.Key.Key_Return)
    desk.edit.setFocus()
    QTest.keyClick(desk.edit, Qt.Key.Key_Return)
    desk.again.setFocus()
    QTest.keyClick(desk.again, Qt.Key.Key_Return)
    assert desk.pressed == ["big"] * 3
    QTest.keyClick(desk.again, Qt.Key.Key_Space)
    assert desk.pressed[-1] == "again"
    desk.big.setEnabled(False)
    QTest.keyClick(shell.search.edit, Qt.Key.Key_Return)
    assert len(desk.pressed) == 4


def test_the_focus_starts_where_the_page_says(shell: Shell) -> None:
    assert shell.search.edit.hasFocus()
    shell.go("people")
    assert isinstance(shell.page, People)
    assert shell.page.edit.hasFocus()


def test_f2_and_ctrl_k_lead_to_the_box_even_out_of_a_text_field(
    shell: Shell, qapp: QApplication
) -> None:
    guard = KeysFirst()
    guard.watch(qapp)
    desk = desk_of(shell)
    for key, modifier in (
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
    ):
        desk.edit.setText("a note")
        desk.edit.setFocus()
        desk.edit.setCursorPosition(0)
        QTest.keyClick(desk.edit, key, modifier)
        assert shell.search.edit.hasFocus()
        assert desk.edit.text() == "a note"
    guard.stop()


def test_undo_in_the_empty_box_is_the_last_action_and_in_a_note_it_is_the_text(
    shell: Shell,
) -> None:
    done: list[int] = []
    bind(shell, "undo", lambda: done.append(1))
    ctrl = Qt.KeyboardModifier.ControlModifier
    shell.search.edit.setFocus()
    QTest.keyClick(shell.search.edit, Qt.Key.Key_Z, ctrl)
    assert done == [1]
    desk = desk_of(shell)
    desk.edit.setFocus()
    QTest.keyClicks(desk.edit, "abc")
    QTest.keyClick(desk.edit, Qt.Key.Key_Z, ctrl)
    assert desk.edit.text() == ""
    assert done == [1]


def test_tab_goes_in_reading_order_once_round(shell: Shell) -> None:
    names = focus_walk(shell.search.edit)
    assert names == [
        "Scan a card or a device, or type a name",
        "Lock",
        "Note",
        "Start again",
        "Lend 2 devices",
        "Kofi Mensah, iPad 9 · HD-0097",
        "Call Kofi Mensah, 6 days overdue",
        "Front desk",
        "People",
        "Devices",
        "Loans",
        "Settings",
        "Help",
        "Saved on this computer. Last copy 8:55am",
    ]


def test_shift_tab_goes_the_other_way(shell: Shell) -> None:
    shell.search.edit.setFocus()
    QTest.keyClick(shell.search.edit, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Saved on this computer")


def test_a_widget_added_later_is_reached_where_it_stands(shell: Shell) -> None:
    desk = desk_of(shell)
    late = Button("Late")
    desk.slot.addWidget(late)
    QApplication.processEvents()
    names = focus_walk(shell.search.edit)
    assert names.index("Late") < names.index("Note")


def test_the_layouts_change_at_the_widths_of_the_design() -> None:
    assert frame_of(1366, 100) is Frame.WIDE
    assert frame_of(1270, 100) is Frame.WIDE
    assert frame_of(1269, 100) is Frame.MIDDLE
    assert frame_of(1366, 150) is Frame.MIDDLE
    assert frame_of(1366, 200) is Frame.NARROW
    assert frame_of(1024, 125) is Frame.NARROW


def test_the_panel_becomes_a_drawer_whose_button_carries_its_count(shell: Shell) -> None:
    desk = desk_of(shell)
    assert desk.today.isVisible()
    assert not shell.side_button.isVisible()
    shell.window().resize(1100, 700)
    QApplication.processEvents()
    assert not desk.today.isVisible()
    assert shell.side_button.text() == "Today: 1 overdue"
    shell.search.edit.setFocus()
    shell.side_button.click()
    QApplication.processEvents()
    assert desk.today.isVisible()
    names = focus_walk(shell.drawer.close_button)
    assert names == [
        "Close the panel",
        "Kofi Mensah, iPad 9 · HD-0097",
        "Call Kofi Mensah, 6 days overdue",
    ], "an open drawer keeps the focus"
    QTest.keyClick(shell.drawer.close_button, Qt.Key.Key_Escape)
    assert not shell.drawer.isVisible()
    assert shell.search.edit.hasFocus(), "the focus returns to where it came from"
    assert shell.current == "desk"
    shell.window().resize(1366, 700)
    QApplication.processEvents()
    assert desk.today.isVisible()


def test_a_result_stands_where_the_page_wants_it(shell: Shell) -> None:
    desk = desk_of(shell)
    desk.told.emit(Result("ok", "Added: Huawei MiFi", (Offer("Undo", lambda: None, "Ctrl+Z"),)))
    assert shell.strip.isVisible()
    assert desk.slot.indexOf(shell.strip) == 0
    shell.go("people")
    assert shell.strip.isVisible(), "it stays until the next action"
    assert desk.slot.indexOf(shell.strip) < 0


def test_what_only_said_how_to_go_on_stays_on_its_page(shell: Shell) -> None:
    """Hidden. Scan the card to carry on: on somebody's page it would be wrong."""
    desk = desk_of(shell)
    desk.told.emit(Result("info", "Hidden. Scan the card to carry on."))
    assert shell.strip.isVisible()
    shell.go("people")
    assert not shell.strip.isVisible()


def test_a_page_may_put_buttons_into_the_title_row(shell: Shell) -> None:
    shell.go("people")
    assert isinstance(shell.page, People)
    people = shell.page
    assert people.add.isVisible()
    shell.go("desk")
    shell.go("devices")
    assert not people.add.isVisible()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_frame_is_whole_at_every_size_and_text_size(
    shell: Shell, look: Look, qapp: QApplication, size: tuple[int, int], scale: int
) -> None:
    shell.tell(Result("ok", "Added: Huawei MiFi", (Offer("Undo", lambda: None, "Ctrl+Z"),)))
    window = shell.window()
    put_on(qapp, window, look, "light", scale, size)
    assert (window.width(), window.height()) == size, "the window could not be made so small"
    assert not clipped(window)
    assert not small_targets(window)
    assert not unnamed(window)
    assert not unreachable(window)
    assert shell.frame is frame_of(size[0], scale)


@pytest.mark.parametrize("choice", THEMES)
@pytest.mark.parametrize("scale", [100, 200])
def test_everything_in_the_frame_can_be_read_and_shows_the_focus(
    shell: Shell, look: Look, qapp: QApplication, choice: str, scale: int
) -> None:
    window = shell.window()
    put_on(qapp, window, look, choice, scale, (1366, 697))  # type: ignore[arg-type]
    assert not low_contrast(window)
    assert not ringless(window)


def test_what_does_not_fit_in_the_narrow_rail_is_behind_more(
    shell: Shell, look: Look, qapp: QApplication
) -> None:
    put_on(qapp, shell.window(), look, "light", 200, (1024, 600))
    slim = shell.rail._slim
    assert slim is not None
    shown = [name for name, button in slim._buttons.items() if button.isVisible()]
    assert shown[:1] == ["desk"]
    assert slim._more.isVisible()
    shell.go("loans")
    qapp.processEvents()
    assert slim._buttons["loans"].isVisible(), "where one is, is always shown"


def test_the_window_can_be_as_small_as_promised(shell: Shell) -> None:
    hint = shell.window().minimumSizeHint()
    assert hint.width() <= LEAST_WINDOW[0]
    assert hint.height() <= LEAST_WINDOW[1]


def test_no_two_actions_share_a_key_where_both_can_be_pressed() -> None:
    places = {action.where for action in ACTIONS.values()} - {"anywhere"}
    for place in places:
        seen: dict[str, str] = {}
        for action in ACTIONS.values():
            if action.where in (place, "anywhere"):
                for key in action.keys:
                    assert key not in seen, f"{key}: {action.name} and {seen[key]}"
                    seen[key] = action.name


def test_every_action_has_words_a_tip_and_a_group() -> None:
    for action in ACTIONS.values():
        assert action.words
        assert action.tip
        assert action.group in groups()
    assert sum(len(actions) for actions in groups().values()) == len(ACTIONS)
    assert shown_key("undo") == "Ctrl+Z"
    assert shown_key("lend") == "Enter"


def test_enter_is_never_a_shortcut_that_would_take_it_from_a_list(shell: Shell) -> None:
    made = bind(shell, "lend", lambda: None)
    assert made.shortcuts() == []


def test_a_page_that_is_not_shown_does_not_hear_its_keys(shell: Shell) -> None:
    heard: list[int] = []
    bind(desk_of(shell), "start-again", lambda: heard.append(1))
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(shell.window(), Qt.Key.Key_Z, alt)
    shell.go("people")
    QTest.keyClick(shell.window(), Qt.Key.Key_Z, alt)
    assert heard == [1]
