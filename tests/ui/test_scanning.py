"""A scanner is told from a person who types, whatever has the focus (criteria 5, 6 and 7).

Keys go in at the window, as the system sends them, with the time stamped on each; the filter's
clock and alarm are handed in, so that seconds of typing take no seconds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hubdesk.ids import CodeKind, make_code, read_code
from hubdesk.ui.scanning import (
    LEAST_HOLD,
    MOST_KEYS,
    ScanFilter,
    hold_for,
    looks_like_wrong_layout,
    read_wrong_layout,
)
from hubdesk.ui.widgets.search_box import SearchBox

OURS = make_code(CodeKind.DEVICE, 0, 142).text
KNOWN = "5012345678900"
PROSE = "Bring the charger back on Friday, ask for Priya: she knows."
KEYS = {"\r": Qt.Key.Key_Return, "\n": Qt.Key.Key_Enter, "\t": Qt.Key.Key_Tab}


class Hands:
    """A keyboard with a clock of its own, and the alarm the filter waits on."""

    def __init__(self, window: QMainWindow, *, stamped: bool = True) -> None:
        self.window = window
        self.stamped = stamped
        self.now = 1_000_000
        self.stamp: int | None = None  # instead of now
        self.due: int | None = None
        self.wake: Callable[[], None] = lambda: None

    def clock(self) -> int:
        return self.now

    def alarm(self, wake: Callable[[], None]) -> Hands:
        self.wake = wake
        return self

    def start(self, ms: int, /) -> None:
        self.due = self.now + ms

    def stop(self) -> None:
        self.due = None

    def wait(self, ms: int) -> None:
        end = self.now + ms
        while self.due is not None and self.due <= end:
            self.now = max(self.now, self.due)
            self.due = None
            self.wake()
        self.now = end

    def key(self, sign: str, *, repeat: bool = False) -> None:
        key = KEYS.get(sign) or Qt.Key(ord(sign.upper()))
        shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier(0)
        self.send(key, shift, sign, repeat=repeat)

    def send(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str = "", *, repeat: bool = False
    ) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text, repeat)
            event.setTimestamp((self.stamp or self.now) if self.stamped else 0)
            handle = self.window.windowHandle()
            QCoreApplication.sendEvent(handle, event)

    def type(self, text: str, gap: Callable[[], int] | int) -> None:
        for sign in text:
            self.key(sign)
            self.wait(gap if isinstance(gap, int) else gap())

    def scan(self, code: str, gap: int = 5, ending: str = "\r") -> None:
        self.type(code + ending, gap)
        self.wait(400)


class Row(QPushButton):
    """A row of a register: single letters mark, and anything it gets is noted."""

    def __init__(self) -> None:
        super().__init__("Row")
        self.got: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.got.append(event.text())
        super().keyPressEvent(event)


class Desk(QWidget):
    """One of each kind of thing that can have the focus."""

    def __init__(self) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        self.line, self.note, self.row = QLineEdit(), QPlainTextEdit(), Row()
        self.combo, self.editable, self.button = QComboBox(), QComboBox(), QPushButton("Erase")
        self.list, self.search = QListView(), SearchBox()
        self.combo.addItems(["Good", "Worn", "Damaged", "H"])
        self.editable.setEditable(True)
        self.list.setModel(QStringListModel(["Devices", "H", "0", "1"]))
        self.pressed: list[str] = []
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        self.row.clicked.connect(lambda: self.pressed.append("row"))
        self.combo.currentIndexChanged.connect(lambda: self.pressed.append("combo"))
        for widget in (self.line, self.note, self.row, self.combo, self.editable, self.button,
                       self.list, self.search):  # fmt: skip
            body.addWidget(widget)

    def left_behind(self) -> str:
        edit = self.editable.lineEdit()
        assert edit is not None
        texts = (self.line.text(), self.note.toPlainText(), edit.text(), self.search.text())
        return "".join(texts) + "".join(self.row.got) + "".join(self.pressed)


class Told:
    """What the filter told."""

    def __init__(self, scan_filter: ScanFilter) -> None:
        self.scanned: list[str] = []
        self.half: list[str] = []
        self.unknown: list[str] = []
        scan_filter.scanned.connect(self.scanned.append)
        scan_filter.half_read.connect(self.half.append)
        scan_filter.unknown.connect(self.unknown.append)

    def nothing(self) -> bool:
        return not (self.scanned or self.half or self.unknown)


class Bench:
    """Desk, hands, filter and what it told."""

    def __init__(self, app: QApplication, show: Callable[..., QMainWindow], hold: int = 35) -> None:
        self.desk = Desk()
        self.hands = Hands(show(self.desk, 600, 700))
        self.filter = ScanFilter(
            lambda text: read_code(text) is not None or text == KNOWN,
            hold,
            clock=self.hands.clock,
            alarm=self.hands.alarm,
        )
        self.filter.watch(app)
        self.told = Told(self.filter)

    def focus(self, name: str) -> QWidget:
        widget: QWidget = getattr(self.desk, name)
        (widget.focusProxy() or widget).setFocus()
        QApplication.processEvents()
        return widget


@pytest.fixture
def bench(qapp: QApplication, show: Callable[..., QMainWindow]) -> Iterator[Bench]:
    made = Bench(qapp, show)
    yield made
    made.filter.stop()


TEXT_FIELDS = ("line", "note", "editable", "search")
OTHERS = ("row", "combo", "button", "list")


@pytest.mark.parametrize("gap", [1, 5, 10, 20, 30])
@pytest.mark.parametrize("name", TEXT_FIELDS + OTHERS)
def test_a_scan_leaves_nothing_behind_and_presses_nothing(
    bench: Bench, name: str, gap: int
) -> None:
    bench.focus(name)
    rng = random.Random(gap)
    codes = [make_code(CodeKind.PERSON, 0, rng.randrange(1_000_000)).text for _ in range(5)]
    for code in codes:
        bench.hands.scan(code, gap)
    assert bench.told.scanned == codes
    assert bench.desk.left_behind() == ""


def test_a_scan_while_the_search_list_is_open_chooses_nothing_in_it(bench: Bench) -> None:
    from hubdesk.ui.widgets.result_list import Found, Group

    bench.focus("search")
    chosen: list[object] = []
    bench.desk.search.chosen.connect(chosen.append)
    bench.hands.type("sa", 120)
    bench.hands.wait(100)
    bench.desk.search.show_groups([Group("People", [Found("p1", "Samira Haddad")])], "sa")
    assert bench.desk.search.list_is_open()
    bench.hands.scan(OURS)
    assert bench.told.scanned == [OURS]
    assert bench.desk.search.text() == "sa"
    assert not chosen


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_what_a_person_types_arrives_as_typed(bench: Bench, name: str) -> None:
    widget = bench.focus(name)
    rng = random.Random(7)
    text = (PROSE + " ") * 8
    bench.hands.type(text, lambda: rng.choice([20, 28, 36, 45, 60, 90, 140, 200]))
    bench.hands.wait(100)
    assert _text(widget) == text
    assert bench.told.nothing()


def test_two_thousand_keys_of_a_person_make_no_scan(bench: Bench) -> None:
    widget = bench.focus("note")
    rng = random.Random(3)
    text = "".join(rng.choice("abcdefghij HDL0123456789,.") for _ in range(2000))
    bench.hands.type(text, lambda: rng.randint(20, 200))
    bench.hands.wait(100)
    assert _text(widget) == text
    assert bench.told.nothing()


@pytest.mark.parametrize("gap", range(1, 11))
def test_prose_from_a_macro_arrives_whole_with_its_enter(bench: Bench, gap: int) -> None:
    widget = bench.focus("note")
    short, long = "Nice to see you again\r", PROSE * 3 + "\r"
    bench.hands.type(short + long + "and\tso on\r", gap)
    bench.hands.wait(200)
    assert _text(widget) == (short + long + "and\tso on\r").replace("\r", "\n")
    assert len(PROSE * 3) > MOST_KEYS
    assert bench.told.nothing()


def test_a_macro_in_the_search_box_is_entered_once_and_whole(bench: Bench) -> None:
    bench.focus("search")
    entered: list[str] = []
    bench.desk.search.entered.connect(entered.append)
    bench.hands.type("samira haddad\r", 3)
    bench.hands.wait(200)
    assert entered == ["samira haddad"]
    assert bench.told.nothing()


def test_a_code_known_here_is_a_scan_in_a_text_field(bench: Bench) -> None:
    widget = bench.focus("line")
    bench.hands.scan(KNOWN)
    assert bench.told.scanned == [KNOWN]
    assert _text(widget) == ""


def test_an_unknown_code_is_typed_in_a_text_field_and_offered_elsewhere(bench: Bench) -> None:
    widget = bench.focus("line")
    bench.hands.scan("4006381333931")
    assert _text(widget) == "4006381333931"
    assert bench.told.nothing()
    bench.focus("button")
    bench.hands.scan("4006381333931")
    assert bench.told.unknown == ["4006381333931"]
    assert not bench.desk.pressed


def test_half_a_code_is_told_where_it_cannot_be_typed(bench: Bench) -> None:
    bench.focus("button")
    bench.hands.scan(OURS[:-1])
    assert bench.told.half == [OURS[:-1]]
    assert not bench.desk.pressed


def test_keys_pressed_slowly_reach_a_register_row(bench: Bench) -> None:
    row = bench.focus("row")
    assert isinstance(row, Row)
    bench.hands.type("PPLPATPPPPPP", 70)
    bench.hands.wait(100)
    assert "".join(row.got) == "PPLPATPPPPPP"
    assert bench.told.nothing()


@pytest.mark.parametrize("ending", ["\r", "\n", "\t", "\r\n", "\r\r", ""])
def test_every_ending_a_scanner_can_be_set_to_is_swallowed(bench: Bench, ending: str) -> None:
    row = bench.focus("row")
    assert isinstance(row, Row)
    for _ in range(5):
        bench.hands.scan(OURS, 6, ending)
    assert bench.told.scanned == [OURS] * 5
    assert not row.got
    assert row.hasFocus()


def test_enter_counts_again_after_300_ms(bench: Bench) -> None:
    row = bench.focus("row")
    assert isinstance(row, Row)
    bench.hands.type(OURS + "\r", 5)
    bench.hands.wait(100)
    bench.hands.key("\r")
    assert row.got == []
    bench.hands.wait(250)
    bench.hands.key("\r")
    assert row.got == ["\r"]


def test_caps_lock_and_shift_change_nothing(bench: Bench) -> None:
    bench.focus("line")
    for sign in OURS.lower() + "\r":
        if sign.isalpha():
            bench.hands.send(Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
        bench.hands.key(sign)
        bench.hands.wait(5)
    assert bench.told.scanned == [OURS]
    assert bench.desk.left_behind() == ""


def test_keys_with_ctrl_or_alt_and_keys_kept_down_are_left_alone(bench: Bench) -> None:
    widget = bench.focus("line")
    bench.hands.type("ab", 5)
    bench.hands.send(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, "\x01")
    assert _text(widget) == "ab", "what was held comes first"
    assert isinstance(widget, QLineEdit)
    assert widget.selectedText() == "ab"
    for _ in range(10):
        bench.hands.key("x", repeat=True)
        bench.hands.wait(1)
    assert _text(widget) == "x" * 10
    assert bench.told.nothing()


def test_backspace_after_fast_keys_takes_the_last_of_them(bench: Bench) -> None:
    widget = bench.focus("line")
    bench.hands.type("abc", 5)
    bench.hands.send(Qt.Key.Key_Backspace, Qt.KeyboardModifier(0), "\b")
    assert _text(widget) == "ab"


def test_the_time_stamped_on_the_keys_decides_and_not_a_busy_moment(bench: Bench) -> None:
    widget = bench.focus("line")
    hands = bench.hands
    start = hands.now
    for at, sign in enumerate(OURS + "\r"):
        hands.stamp = start + 5 * at
        hands.key(sign)
        if at == 4:
            hands.now += (
                500  # the app was busy: the alarm comes first, and the rest waits behind it
            )
            hands.wake()
    assert bench.told.scanned == [OURS]
    assert _text(widget) == ""


def test_keys_far_apart_are_typing_even_if_they_come_to_us_together(bench: Bench) -> None:
    widget = bench.focus("line")
    for at, sign in enumerate(OURS + "\r"):
        bench.hands.stamp = bench.hands.now + 120 * at
        bench.hands.key(sign)
    assert bench.told.nothing()
    assert _text(widget) == OURS


def test_without_time_stamps_our_own_clock_decides(bench: Bench) -> None:
    bench.hands.stamped = False
    widget = bench.focus("line")
    bench.hands.scan(OURS, 8)
    bench.hands.type("hello", 60)
    bench.hands.wait(100)
    assert bench.told.scanned == [OURS]
    assert _text(widget) == "hello"


def test_a_scan_in_a_window_opened_later_is_seen(
    bench: Bench, qapp: QApplication, show: Callable[..., QMainWindow]
) -> None:
    edit = QLineEdit()
    bench.hands.window = show(edit, 300, 200)
    edit.setFocus()
    qapp.processEvents()
    bench.hands.scan(OURS)
    assert bench.told.scanned == [OURS]
    assert edit.text() == ""


def test_the_facts_of_a_scan_are_told_for_setting_up(bench: Bench) -> None:
    facts: list[object] = []
    bench.filter.measured.connect(facts.append)
    bench.focus("button")
    bench.hands.scan(OURS, 17, "\t")
    (scan,) = facts
    assert (scan.text, scan.slowest_gap, scan.ending) == (OURS, 17, "Tab")  # type: ignore[attr-defined]
    assert hold_for(17) == 35
    assert hold_for(40) == 80
    assert hold_for(70) == 90


def test_a_slow_scanner_is_read_once_the_hold_was_set(bench: Bench) -> None:
    widget = bench.focus("line")
    bench.hands.scan(OURS, 40)
    assert bench.told.nothing()
    assert isinstance(widget, QLineEdit)
    widget.clear()
    bench.filter.set_hold(hold_for(40))
    bench.hands.scan(OURS, 40)
    assert bench.told.scanned == [OURS]
    assert widget.text() == ""


def test_a_scanner_set_to_another_countrys_keyboard_is_noticed() -> None:
    french = OURS.translate(str.maketrans("1234567890AQZWM", "&é\"'(-è_çàqawz,"))
    assert looks_like_wrong_layout(french)
    assert read_wrong_layout(french) == OURS
    assert not looks_like_wrong_layout(OURS)
    assert not looks_like_wrong_layout("4006381333931")


def test_a_single_key_waits_35_ms_and_no_more(bench: Bench) -> None:
    field, typed = bench.desk.line, ""
    field.setFocus()
    for sign in "Priya":
        bench.hands.key(sign)
        bench.hands.wait(LEAST_HOLD - 1)
        assert field.text() == typed, "a scanner's next key may still come"
        bench.hands.wait(1)
        typed += sign
        assert field.text() == typed
        bench.hands.wait(100)


def _text(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    text: str = widget.text()  # type: ignore[attr-defined]
    return text
