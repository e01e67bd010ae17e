"""One device on screen: what it is, where it stands, and everything that is done to it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hubdesk.models import Stage
from hubdesk.operations.funds import add_fund
from hubdesk.operations.people import assign_card
from tests.conftest import PASSPHRASE, in_days
from tests.ui.alone import until
from tests.ui.stock import label_of, last_verb, open_device, whole, words_in

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def kofi(hub):
    return hub.person("Kofi Mensah", phone="07700 900137")


def test_a_hub_with_funds_says_which_paid_for_a_device_and_one_without_is_not_asked(at_desk, hub):
    laptop = hub.device()
    shown = open_device(at_desk, laptop)
    shown.columns.details.open_form()
    assert shown.columns.details.form.fields["fund_id"].isHidden()
    shown.columns.details.close_form()
    ward = hub.do("add fund", lambda db, now: add_fund(db, name="Ward grant")).id
    shown.columns.details.open_form()
    form = shown.columns.details.form
    form.fund.choose(ward)
    at_desk.press(ENTER)
    assert whole(hub, laptop).fund == "Ward grant"
    assert "Ward grant" in words_in(shown.columns.details)


def test_a_device_that_is_out_comes_back_with_enter(at_desk, hub, kofi):
    laptop = hub.device(label=label_of(142))
    hub.lend(kofi, laptop)
    shown = open_device(at_desk, laptop)
    assert shown.head.chip.text() == "Out"
    at_desk.press(ENTER)
    assert whole(hub, laptop).loan is None
    assert at_desk.said == "HD-0142 is back from Kofi M."
    assert shown.head.primary_button.text() == "Make HD-0142 ready"
    at_desk.press(ENTER)
    assert whole(hub, laptop).stage == Stage.READY


def test_a_return_typed_in_later_happened_on_its_own_day(at_desk, hub, kofi, clock):
    clock.forward(days=-10)
    laptop = hub.device(label=label_of(142))
    hub.lend(kofi, laptop)
    clock.forward(days=10)
    shown = open_device(at_desk, laptop)
    shown.columns.state.earlier.click()
    shown.columns.state.ask_day.days.set_day(in_days(-3))
    at_desk.press(ENTER)
    (loan,) = whole(hub, laptop).loans
    assert loan.returned_at.date() == in_days(-3)
    assert at_desk.said == "HD-0142 came back from Kofi M. on Sat 21 Nov."


def test_a_day_before_it_was_lent_is_refused_by_the_field(at_desk, hub, kofi):
    laptop = hub.device()
    hub.lend(kofi, laptop)
    shown = open_device(at_desk, laptop)
    shown.columns.state.earlier.click()
    ask = shown.columns.state.ask_day
    ask.days.set_day(in_days(-3))
    at_desk.press(ENTER)
    assert "Pick the day it really happened." in ask.field.words()
    assert whole(hub, laptop).loan is not None
    at_desk.press(ESC)
    assert not ask.isVisible()
    assert at_desk.shell.current == "device"


def test_a_loan_typed_in_later_begins_on_its_own_day(at_desk, hub, kofi):
    laptop = hub.device(label=label_of(142))
    shown = open_device(at_desk, laptop)
    shown.columns.state.lend_earlier.click()
    earlier = shown.columns.earlier
    QTest.keyClicks(earlier.who, "mens")
    earlier._find()
    at_desk.press(ENTER)
    at_desk.press(ENTER)
    earlier.day.set_day(in_days(-7))
    at_desk.press(ENTER)
    loan = whole(hub, laptop).loan
    assert (loan.borrower_id, loan.lent_at.date()) == (kofi, in_days(-7))
    assert "went out on Tue 17 Nov and is due on Tue 1 Dec" in at_desk.said
    assert not earlier.isVisible()


def test_a_loan_typed_in_without_a_person_asks_who(at_desk, hub):
    shown = open_device(at_desk, hub.device())
    shown.columns.state.lend_earlier.click()
    shown.columns.earlier.do_button.click()
    assert shown.columns.earlier.who_field.words() == "Choose who took it."


def test_renewing_once_too_often_needs_a_manager_and_a_reason(at_desk, hub, kofi):
    laptop = hub.device()
    hub.lend(kofi, laptop)
    shown = open_device(at_desk, laptop)
    for _ in range(3):
        at_desk.press(Qt.Key.Key_R, ALT)
    rule = shown.columns.rule
    assert rule.isVisible()
    rule.reason.setText("Exam week")
    rule.passphrase.setText("not this one")
    rule.allow_button.click()
    until(lambda: not rule.is_busy)
    assert rule.problem.text() == "That passphrase does not match."
    rule.reason.setText("Exam week")
    rule.passphrase.setText(PASSPHRASE)
    rule.allow_button.click()
    until(lambda: whole(hub, laptop).loan.renewals == 3)
    assert not rule.isVisible()


def test_a_device_goes_to_repair_with_a_note_and_comes_back(at_desk, hub):
    laptop = hub.device(label=label_of(142))
    shown = open_device(at_desk, laptop)
    shown.columns.state.repair.click()
    QTest.keyClicks(shown.columns.state.ask_repair.edit, "Hinge is loose")
    at_desk.press(ENTER)
    assert (whole(hub, laptop).stage, whole(hub, laptop).stage_note) == (
        Stage.REPAIR,
        "Hinge is loose",
    )
    assert shown.head.primary_button.text() == "Put HD-0142 back"
    shown.head.primary_button.click()
    assert whole(hub, laptop).stage == Stage.TO_WIPE


def test_keys_take_a_device_back_and_mark_it_lost(at_desk, hub, kofi):
    laptop = hub.device()
    hub.lend(kofi, laptop)
    shown = open_device(at_desk, laptop)
    assert shown.columns.state.lost.key == "Alt+O"
    at_desk.press(Qt.Key.Key_U, ALT)
    assert whole(hub, laptop).loan is None
    at_desk.press(Qt.Key.Key_U, ALT)  # it is here: nothing to take back
    at_desk.press(Qt.Key.Key_O, ALT)
    assert whole(hub, laptop).stage == Stage.LOST
    at_desk.press(Qt.Key.Key_O, ALT)
    assert last_verb(hub) == "lost"


def test_what_is_lost_is_found_from_its_page(at_desk, hub, kofi):
    laptop = hub.device(label=label_of(142))
    hub.lend(kofi, laptop)
    shown = open_device(at_desk, laptop)
    shown.columns.state.lost.click()
    assert whole(hub, laptop).stage == Stage.LOST
    assert shown.head.chip.text() == "Lost"
    shown.head.primary_button.click()
    assert whole(hub, laptop).stage == Stage.TO_WIPE
    assert whole(hub, laptop).loan is None


def test_something_withdrawn_cannot_be_lent_until_it_is_put_back(at_desk, hub):
    laptop = hub.device()
    shown = open_device(at_desk, laptop)
    shown.columns.state.withdraw.click()
    at_desk.press(ENTER)
    assert whole(hub, laptop).stage == Stage.WITHDRAWN
    assert not shown.columns.state.withdraw.isVisible()


def test_lend_puts_the_device_in_the_list_at_the_desk(at_desk, hub, kofi):
    laptop = hub.device(label=label_of(142))
    open_device(at_desk, laptop)
    at_desk.press(ENTER)
    assert at_desk.shell.current == "desk"
    assert [line.thing.id for line in at_desk.state.basket.lines] == [laptop]


def test_going_back_to_the_desk_never_returns_what_was_lent_there(at_desk, hub, kofi):
    laptop = hub.device()
    card = hub.do("assign card", lambda db, now: assign_card(db, person_id=kofi)).text
    open_device(at_desk, laptop)
    at_desk.press(ENTER)
    at_desk.scan(card)
    at_desk.press(ENTER)
    assert whole(hub, laptop).loan is not None
    at_desk.shell.go("people")
    at_desk.shell.back()
    at_desk.settle()
    assert at_desk.shell.current == "desk"
    assert whole(hub, laptop).loan is not None


def test_the_facts_of_a_device_are_changed_on_its_page(at_desk, hub):
    laptop = hub.device(label=label_of(142))
    shown = open_device(at_desk, laptop)
    at_desk.press(Qt.Key.Key_E, ALT)
    form = shown.columns.details.form
    form.serial.setText("PF1X2Y3Z")
    form.place.setText("Cupboard 2")
    assert shown.primary() is form.save_button
    at_desk.press(Qt.Key.Key_S, CTRL)
    assert (whole(hub, laptop).serial, whole(hub, laptop).place) == ("PF1X2Y3Z", "Cupboard 2")
    assert not shown.columns.details.is_open
    assert last_verb(hub) == "edit device"


def test_a_serial_number_of_another_device_is_refused_by_its_field(at_desk, hub):
    hub.device(serial="PF1X2Y3Z", label=label_of(120))
    shown = open_device(at_desk, hub.device())
    shown.columns.details.open_form()
    form = shown.columns.details.form
    form.serial.setText("PF1X2Y3Z")
    form.imei.setText("123")
    form.save_button.click()
    assert form.fields["imei"].words()
    form.imei.clear()
    form.save_button.click()
    assert "HD-0120" in form.fields["serial"].words()
    assert form.serial.text() == "PF1X2Y3Z", "what was typed is kept"
    at_desk.press(ESC)
    assert not shown.columns.details.is_open


def test_parts_are_added_renamed_and_taken_away(at_desk, hub):
    laptop = hub.device(contents=["Charger"])
    shown = open_device(at_desk, laptop)
    kit = shown.columns.kit
    kit.edit.setFocus()
    QTest.keyClicks(kit.edit, "Mouse")
    at_desk.press(ENTER)
    assert sorted(name for _, name in whole(hub, laptop).kit) == ["Charger", "Mouse"]
    assert at_desk.shell.current == "device", "Enter in the line adds the part and nothing else"
    kit._rename(kit._names.index("Charger"), "USB-C charger")
    kit._remove(kit._names.index("Mouse"))
    assert [name for _, name in whole(hub, laptop).kit] == ["USB-C charger"]
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert len(whole(hub, laptop).kit) == 2


def test_a_part_that_is_out_stays_and_the_strip_says_why(at_desk, hub, kofi):
    laptop = hub.device(contents=["Charger"])
    hub.lend(kofi, laptop)
    shown = open_device(at_desk, laptop)
    shown.columns.kit._remove(0)
    assert len(whole(hub, laptop).kit) == 1
    assert at_desk.said.startswith("The Charger of ")


def test_a_code_is_linked_by_scanning_it_and_taken_away_again(at_desk, hub):
    laptop = hub.device(label=label_of(142))
    shown = open_device(at_desk, laptop)
    shown.columns.codes.link_button.click()
    at_desk.scan("5012345678900")
    assert at_desk.shell.current == "device"
    assert [code.shown for code in whole(hub, laptop).codes] == ["HD-0142", "5012345678900"]
    row = whole(hub, laptop).codes[1]
    shown.columns.codes.unlinked.emit(row.id, row.shown)
    assert [code.shown for code in whole(hub, laptop).codes] == ["HD-0142"]


def test_a_code_of_another_device_is_refused_by_the_field(at_desk, hub):
    hub.device(label=label_of(120))
    laptop = hub.device(label=label_of(142))
    codes = open_device(at_desk, laptop).columns.codes
    codes.link_button.click()
    at_desk.scan(label_of(120))
    assert "HD-0120" in codes.ask.field.words()
    assert codes.waits_for_scan
    at_desk.press(ESC)
    assert not codes.waits_for_scan


def test_a_given_thing_says_to_whom_and_when_it_ends(at_desk, hub, kofi):
    sim = hub.device("SIM card", make="O2", model="20 GB")
    hub.lend(kofi, sim)
    shown = open_device(at_desk, sim)
    words = words_in(shown.columns.state)
    assert "Kofi M." in words
    assert "It ends on Sunday 23 May 2027." in words
    shown.head.primary_button.click()
    assert at_desk.shell.current == "person"


def test_what_happened_is_told_in_words_by_day(at_desk, hub, kofi):
    laptop = hub.device(label=label_of(142))
    hub.lend(kofi, laptop)
    hub.bring_back(laptop)
    shown = open_device(at_desk, laptop)
    words = words_in(shown.columns.happened)
    assert words[:2] == ["What happened", "Today"]
    assert "HD-0142 came back from somebody" in words
    assert "Lent HD-0142 to Kofi M." in words
    assert "Added a device" in words


def test_the_label_waits_to_be_printed(at_desk, hub):
    laptop = hub.device(label=label_of(142))
    shown = open_device(at_desk, laptop)
    asked = []
    shown._to_print = lambda paper, about: asked.append((paper, about))
    shown.head.print_button.click()
    assert asked == [("device-labels", laptop)]
    assert at_desk.said == "The label of HD-0142 waits in To print."


def test_a_device_that_is_gone_says_so(at_desk, hub):
    laptop = hub.device()
    shown = open_device(at_desk, laptop)
    hub.undo()
    at_desk.settle()
    assert shown.gone.isVisible()
    shown.gone.buttons[0].click()
    assert at_desk.shell.current == "devices"
