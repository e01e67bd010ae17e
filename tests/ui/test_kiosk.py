"""The sign-in screen: by card or first name, nothing more of anybody, and no way past the PIN."""

from __future__ import annotations

import shutil
from datetime import date, time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select, update

from hubdesk.app.starting import Window
from hubdesk.models import (
    Attendance,
    Birth,
    CodeOf,
    EqualityKey,
    LearningSession,
    Person,
    Presence,
    Shift,
)
from hubdesk.operations.own_keys import keep_key
from hubdesk.operations.pins import set_pin
from hubdesk.operations.staff import add_staff
from hubdesk.paths import Paths
from hubdesk.queries.activity import recent_activity
from hubdesk.queries.equality import holders, keys_for_forms, waiting_count
from hubdesk.queries.here_now import here_now
from hubdesk.queries.own_keys import KeyRow
from hubdesk.queries.register import register
from hubdesk.queries.shifts import my_shift
from hubdesk.store.computer import read_choices
from hubdesk.store.concern_seal import new_key
from hubdesk.store.opening import Opened, close_hub
from hubdesk.store.pins import hash_pin
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.buttons import Button
from tests.conftest import CHEAP, NOW, TODAY, Clock, HubBuilder, opened
from tests.ui.alone import until
from tests.ui.before_lock import everything_said
from tests.ui.test_register_page import card_of

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BEN_PIN = "274951"


class Door:
    """The screen, and somebody who stands before it."""

    def __init__(self, paths, hub, database) -> None:
        self.hub = hub
        ben = hub.do("add staff", lambda db, _: add_staff(db, name="Ben Okoro", roles=("tutor",)))
        self.ben = ben.id
        hub.do(
            "set PIN",
            lambda db, _: set_pin(db, account_id=ben.id, pin_hash=hash_pin(BEN_PIN, CHEAP)),
        )
        self.window = Window(paths, read_choices(paths.computer))
        self.window.show_records(Opened(database, False, False, None))
        self.window.show()
        self.begin()

    def begin(self) -> None:
        self.window.desk.records.announcer.kiosk_asked.emit()
        QTest.qWaitForWindowActive(self.screen)
        self.settle()

    @property
    def screen(self):
        return self.window.kiosk.screen

    @property
    def said(self) -> str:
        answer = self.screen.answer
        return answer.words.text() if answer.isVisible() else ""

    @property
    def title(self) -> str:
        return self.screen.title.text()

    @property
    def offered(self) -> list[str]:
        return [b.text() for b in self._choices()]

    @property
    def here(self) -> list[str]:
        return [r.name for r in self.hub.look(lambda db: here_now(db, self.hub.clock())).here]

    def _choices(self) -> list[Button]:
        return [b for b in self.screen.choices.findChildren(Button) if b.isVisible()]

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()

    def scan(self, code: str) -> None:
        """A scanner fires into whatever has the focus."""
        target = self.screen.focusWidget() or self.screen
        for letter in code:
            QTest.keyClick(target, letter)
        QTest.keyClick(target, KEY.Key_Return)
        self.window.desk.window.scans._scan_ended = None  # a second later
        self.settle()

    def write(self, name: str) -> None:
        """A first name and Enter, typed by a person."""
        for letter in name:
            QTest.keyClick(self.screen.focusWidget(), letter)
            self.window.desk.window.scans.flush()
        self.press(KEY.Key_Return)

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.screen.focusWidget() or self.screen, key, modifiers)
        self.settle()

    def touch(self, words: str) -> None:
        next(b for b in self._choices() if b.text() == words).click()
        self.settle()

    def close(self) -> None:
        desk, self.window.desk = self.window.desk, None
        self.window._end_kiosk()
        desk.stop()  # the records are the fixture's
        desk.window.deleteLater()
        desk.deleteLater()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.settle()


def label_of(hub, device_id):
    return hub.look(lambda db: db.scalar(select(CodeOf.value).where(CodeOf.device_id == device_id)))


@pytest.fixture
def basics(hub):
    return hub.session("Digital basics", room="Room 2")


@pytest.fixture(scope="module")
def one_door(empty_hub, tmp_path_factory, _one_look):
    """The window is built once: what stands before each test is emptied below."""
    home = tmp_path_factory.mktemp("kiosk") / "hub"
    shutil.copytree(empty_hub.home, home)
    paths, clock = Paths(home), Clock()
    database = opened(paths, clock)
    found = Door(paths, HubBuilder(database, clock), database)
    yield found
    found.close()
    close_hub(paths, database)


@pytest.fixture
def door(one_door):
    yield one_door
    if one_door.window.kiosk is None:
        one_door.begin()
    one_door.screen.showFullScreen()
    one_door.hub.do("undo", _nobody_and_nothing)
    one_door.screen.begin_again()


@pytest.fixture
def hub(door):
    return door.hub


def _nobody_and_nothing(db, _now):
    for table in (Person, Presence, LearningSession, Attendance, Shift):
        db.execute(update(table).values(deleted=1))


def test_a_card_signs_somebody_in_to_the_session_they_have_a_place_at(hub, basics, door):
    (ada,) = hub.book(basics, "Ada Okafor")
    door.scan(card_of(hub, person_id=ada))
    assert door.said == "Welcome, Ada O. You are signed in to Digital basics, Room 2."
    assert hub.look(lambda db: register(db, basics, TODAY)).rows[0].mark == "late"
    assert door.here == ["Ada Okafor"]
    assert door.screen.ask.edit.text() == ""


def test_that_is_not_me_takes_it_back_and_the_history_keeps_both(hub, basics, door):
    hub.book(basics, "Ada Okafor")
    door.write("ada")
    assert door.here == ["Ada Okafor"]
    door.screen.answer.not_me.click()
    door.settle()
    assert door.here == []
    assert not hub.look(lambda db: register(db, basics, TODAY)).rows[0].mark
    assert [row.verb for row in hub.look(recent_activity)[:2]] == ["undo", "sign in"]


def test_without_a_place_it_asks_which_session_or_just_dropping_in(hub, basics, door):
    hub.session("Job club", kind="job club", starts=time(11), ends=time(13))
    hub.person("Bo Li")
    door.write("bo")
    assert (door.title, door.screen.hint.text()) == ("Hello, Bo L.", "What have you come to?")
    wanted = ["Digital basics, Room 2", "Job club", "Just dropping in", "None of these"]
    assert door.offered == wanted
    door.touch("Just dropping in")
    assert door.said == "Welcome, Bo L. You are signed in."
    assert hub.look(lambda db: here_now(db, hub.clock())).here[0].session == ""


def test_where_nothing_is_on_a_name_is_enough(hub, door):
    hub.person("Cher")
    door.write("Cher")
    assert door.said == "Welcome, Cher. You are signed in."


def test_several_of_one_first_name_choose_by_initial_and_see_no_more(hub, door):
    for name in ("Grace Okafor", "Grace Hall"):
        hub.person(name, phone="0121 496 0318")
    door.write("grace")
    assert door.title == "Which one are you?"
    assert door.offered == ["Grace H.", "Grace O.", "None of these"]
    said = everything_said(door.screen)
    assert "Okafor" not in said
    assert "Hall" not in said
    assert "0318" not in said
    door.press(KEY.Key_Return)  # by keyboard alone: the ring is on the first
    assert door.said == "Welcome, Grace H. You are signed in."


def test_two_who_are_called_the_same_are_sent_to_the_desk(hub, door):
    hub.person("Grace Okafor")
    hub.person("Grace Oliver")
    door.write("grace")
    door.touch("Grace O.")
    assert door.said == "Several people are called Grace O. Scan your card, or ask at the desk."
    assert door.here == []


def test_two_who_are_called_the_same_are_told_apart_by_their_birthdays(hub, door):
    hub.person("Grace Okafor", more={"birth": Birth.of_day(date(1979, 3, 14))})
    hub.person("Grace Oliver", more={"birth": Birth.of_day(date(1988, 11, 2))})
    door.write("grace")
    door.touch("Grace O.")
    assert door.title == "When is your birthday?"
    days = door.offered[:-1]
    assert len(days) == 3, "a day of nobody among them, so that it does not say how many there are"
    assert {"14 March", "2 November"} < set(days)
    assert "1979" not in everything_said(door.screen)
    door.touch(next(day for day in days if day not in ("14 March", "2 November")))
    assert door.here == [], "whoever does not know the day is sent to the desk"
    door.write("grace")
    door.touch("Grace O.")
    door.touch("2 November")
    assert door.here == ["Grace Oliver"]


@pytest.mark.parametrize("typed", ["zzz", "g", "okafor"])
def test_a_name_nobody_has_or_a_part_of_one_says_so_kindly(hub, door, typed):
    hub.person("Grace Okafor")
    door.write(typed)
    assert door.said.startswith(f"We did not find “{typed}”.")
    assert door.window.desk.notices.words("door") == (
        "Somebody at the sign-in screen was asked to come to the desk, 10:42am."
    ), "the desk reads so when it is unlocked"
    assert "Grace" not in everything_said(door.screen)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("5012345678900", "We do not know this card. Ask at the desk."),
        ("STAFFCARD77", "We do not know this card. Ask at the desk."),
        ("HDL000318Q9", "The scanner missed part of the card. Scan it again."),
    ],
)
def test_a_card_nobody_knows_is_answered_kindly_whatever_step_is_open(hub, door, code, said):
    hub.person("Grace Okafor")
    hub.person("Grace Hall")
    door.write("grace")
    door.window.kiosk.scanned(code)
    assert door.said == said
    assert "Grace" not in everything_said(door.screen)


def test_a_device_scanned_there_is_neither_lent_nor_returned(hub, door):
    device = hub.device()
    hub.lend(hub.person("Ada Okafor"), device)
    before = len(hub.look(recent_activity))
    door.scan(label_of(hub, device))
    assert door.said == "We do not know this card. Ask at the desk."
    assert len(hub.look(recent_activity)) == before


def test_a_second_scan_asks_whether_somebody_is_leaving(hub, basics, door):
    (ada,) = hub.book(basics, "Ada Okafor")
    code = card_of(hub, person_id=ada)
    door.scan(code)
    door.scan(code)  # the trigger bounced
    assert door.said.startswith("Welcome, Ada O.")
    door.screen.begin_again()
    door.scan(code)
    assert door.title == "Hello again, Ada O."
    door.touch("Yes, I am leaving")
    assert door.said == "Goodbye, Ada O."
    assert door.here == []


def test_after_the_session_a_card_says_goodbye(hub, basics, door, monkeypatch):
    (ada,) = hub.book(basics, "Ada Okafor")
    code = card_of(hub, person_id=ada)
    door.scan(code)
    door.screen.begin_again()
    monkeypatch.setattr(hub.clock, "now", hub.clock.now.replace(hour=12, minute=2))
    door.scan(code)
    assert door.title == "Hello again, Ada O."
    door.press(KEY.Key_Return)
    assert door.said == "Goodbye, Ada O."
    assert "Ada Okafor" not in [
        row.name for row in hub.look(lambda db: here_now(db, hub.clock())).rows
    ]


def test_the_next_scan_takes_over_whatever_somebody_left_open(hub, basics, door):
    hub.person("Bo Li")
    (ada,) = hub.book(basics, "Ada Okafor")
    door.write("bo")
    assert door.title == "Hello, Bo L."
    door.scan(card_of(hub, person_id=ada))
    assert door.said.startswith("Welcome, Ada O.")


def test_the_screen_forgets_whoever_walked_away(hub, door):
    hub.person("Grace Okafor")
    hub.person("Grace Hall")
    door.write("grace")
    door.screen._clear.timeout.emit()
    door.settle()
    assert door.title == "Hello. Scan your card to sign in."
    assert "Grace" not in everything_said(door.screen)
    assert door.screen.ask.edit.hasFocus()


def test_big_text_stays_for_one_person_and_everything_stays_twice_as_long(hub, door):
    usual = door.screen.stays()
    look().set_scale(175)
    door.screen.bigger.click()
    assert look().scale == 200
    assert door.screen.stays() == 2 * usual == 16
    door.screen._clear.timeout.emit()
    assert look().scale == 100


def test_letters_can_be_touched(hub, door):
    hub.person("Bo Li")
    door.screen.ask.touch.click()
    door.settle()
    letters = {b.text(): b for b in door.screen.ask.letters.findChildren(Button)}
    for letter in ("B", "O", "X"):
        letters[letter].click()
    letters[""].click()
    assert door.screen.ask.edit.text() == "Bo"
    door.screen.ask.next.click()
    assert door.said == "Welcome, Bo L. You are signed in."


def test_everything_to_touch_is_big_and_nothing_is_cut_at_any_size(hub, basics, door):
    hub.person("Bo Li")
    for scale, size in ((100, (1366, 768)), (100, (1024, 600)), (200, (1366, 768))):
        look().set_scale(scale)
        door.screen.showNormal()
        door.screen.resize(*size)
        door.screen._ask()
        door.settle()
        for button in door.screen.findChildren(Button):
            if button.isVisible() and button is not door.screen.staff:
                assert button.height() >= 54, button.text()
        for label in door.screen.findChildren(QLabel):
            if label.isVisible():
                assert label.sizeHint().height() <= label.height() + 1 or label.wordWrap()
                assert label.mapTo(door.screen, label.rect().topRight()).x() <= size[0]
        assert door.screen.ask.next.isVisible()
    look().set_scale(100)


def test_the_desk_is_locked_behind_it_and_its_scans_are_not_acted_on(hub, door):
    desk = door.window.desk
    assert door.window.unlock is not None
    assert door.window.stack.indexOf(desk.window) < 0
    assert door.window.windowTitle() == "HubDesk"
    assert not desk._closing.isActive(), "the records would close by themselves after an hour"


def test_closing_the_window_or_ctrl_shift_q_leads_to_the_lock_and_no_further(hub, door):
    screen = door.screen
    screen.close()
    door.settle()
    assert not screen.isVisible()
    assert door.window.unlock is not None
    assert door.window.unlock.why.text() == "Unlock to leave the sign-in screen"
    door.window.unlock._back.click()
    door.settle()
    assert screen.isVisible()
    door.press(KEY.Key_Q, CTRL | SHIFT)
    assert not screen.isVisible()
    door.window.kiosk._back.timeout.emit()  # nobody typed a PIN
    assert screen.isVisible()


def test_a_pin_of_the_staff_ends_it_and_they_act_from_then_on(hub, door):
    screen = door.screen
    door.press(KEY.Key_Q, CTRL | SHIFT)
    page = door.window.unlock
    page.choose_account(door.ben)
    page.pin.edit.setText(BEN_PIN)
    page.pin.give()
    until(lambda: door.window.kiosk is None)
    assert not screen.isVisible()
    assert door.window.stack.currentWidget() is door.window.desk.window
    assert door.window.desk.records.at_desk.acting.name == "Ben Okoro"
    until(lambda: hub.look(lambda db: my_shift(db, door.ben, hub.clock())) is not None)


def test_a_wrong_pin_does_not(hub, door):
    door.press(KEY.Key_Q, CTRL | SHIFT)
    page = door.window.unlock
    page.choose_account(door.ben)
    page.pin.edit.setText("000001")
    page.pin.give()
    until(lambda: page.problem.isVisible())
    assert door.window.kiosk is not None
    assert door.window.unlock is page


def test_the_screen_goes_with_the_records(hub, door):
    screen = door.screen
    door.window._end_kiosk()
    door.settle()
    assert not screen.isVisible()
    assert door.window.unlock is not None, "the desk stays locked"


def test_equality_questions_are_answered_by_touch_and_kept_sealed(hub, door):
    can = bool(hub.look(keys_for_forms))
    assert door.screen.about_you.isVisible() == can, "else nobody could open them"
    keep_a_key(hub)
    door.screen.begin_again()
    door.settle()
    door.screen.about_you.click()
    door.settle()
    door.touch("Begin")
    assert door.title == "How old are you?"
    door.touch("15 or younger")
    door.touch("Asian or Asian British")
    door.touch("Choose another group")
    door.touch("Black, Black British, Caribbean or African")
    door.touch("African")
    door.touch("No")
    assert door.title == "What is your sex?"
    door.touch("I prefer not to say")
    assert door.title.startswith("Do you look after"), "a child is not asked about their gender"
    door.touch("Leave this one out")
    door.touch("No religion")
    assert door.title == "That was the last question."
    door.touch("Send my answers")
    assert door.said == "Thank you. Your answers are sealed."
    assert hub.look(waiting_count) == 1


def test_whoever_stops_or_walks_away_sends_nothing(hub, door):
    keep_a_key(hub)
    before = hub.look(waiting_count)
    door.screen.begin_again()
    door.screen.about_you.click()
    door.settle()
    door.touch("Begin")
    door.touch("35 to 44")
    door.touch("Stop, and send nothing")
    assert door.title == "Hello. Scan your card to sign in."
    door.screen.about_you.click()
    door.settle()
    door.touch("Begin")
    door.press(KEY.Key_Escape)
    assert door.screen.ask.isVisible()
    assert hub.look(waiting_count) == before


def keep_a_key(hub) -> None:
    """A manager chose a passphrase for equality forms."""
    account = hub.look(lambda db: holders(db)[0].account_id)
    key, _private = new_key("key-1", account, "nine grey herons wading", CHEAP)
    kept = KeyRow("key-1", account, key.public, key.wrapped, key.salt, key.nonce, 8, 1, 1, NOW)
    if not hub.look(keys_for_forms):
        hub.do("equality key", lambda db, _: keep_key(db, EqualityKey, kept))
