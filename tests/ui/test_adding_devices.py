"""Adding devices: what they are is picked once, then label after label is scanned."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hubdesk.ids import DeskAction, action_code
from hubdesk.operations.people import assign_card
from tests.ui.stock import added, label_of, page, whole

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def kofi(hub):
    return hub.person("Kofi Mensah", phone="07700 900137")


@pytest.fixture
def adding(at_desk, hub):
    at_desk.press(Qt.Key.Key_N, CTRL | SHIFT)
    assert at_desk.shell.current == "add-devices"
    shown = page(at_desk)
    shown.what.choose_kind(hub.kind("Laptop"))
    shown.what.make.setText("Lenovo")
    shown.what.model.setText("ThinkPad L390")
    return shown


def test_each_scan_of_a_fresh_label_adds_one_more_device(at_desk, hub, adding):
    for number in (142, 143, 144):
        at_desk.scan(label_of(number))
    assert [one.tag for one in adding.added.added()] == ["HD-0144", "HD-0143", "HD-0142"]
    assert adding.added.head.count.text() == "3"
    assert at_desk.said == "Added: Lenovo ThinkPad L390, HD-0144"
    assert at_desk.shell.current == "add-devices"
    one = whole(hub, adding.added.newest().device_id)
    assert [name for _, name in one.kit] == ["Charger", "Bag"]


def test_each_row_has_its_own_undo(at_desk, hub, adding):
    for number in (142, 143, 144):
        at_desk.scan(label_of(number))
    middle = adding.added.added()[1]
    adding.added.undone.emit(middle)
    assert [one.tag for one in adding.added.added()] == ["HD-0144", "HD-0142"]
    assert whole(hub, middle.device_id) is None
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert [one.tag for one in adding.added.added()] == ["HD-0142"]


def test_a_known_code_says_what_it_is_already_and_opens_it(at_desk, hub, adding):
    laptop = hub.device(label=label_of(142))
    at_desk.scan(label_of(142))
    assert at_desk.said == "HD-0142 is already a Lenovo ThinkPad L390. Open it?"
    assert adding.added.newest() is None
    at_desk.shell.strip.buttons()[0].click()
    assert page(at_desk)._id == laptop


def test_a_device_out_is_not_returned_by_a_scan_while_devices_are_added(at_desk, hub, kofi, adding):
    laptop = hub.device(label=label_of(142))
    hub.lend(kofi, laptop)
    at_desk.scan(label_of(142))
    assert whole(hub, laptop).loan is not None


def test_an_unknown_code_becomes_a_device_that_answers_to_it(at_desk, hub, adding):
    at_desk.scan("5012345678900")
    one = whole(hub, adding.added.newest().device_id)
    assert [code.shown for code in one.codes] == [one.tag, "5012345678900"]


def test_a_card_is_no_label(at_desk, hub, kofi, adding):
    card = hub.do("assign card", lambda db, now: assign_card(db, person_id=kofi)).text
    at_desk.scan(card)
    assert at_desk.said == "That is a person's card. Scan a device label."
    assert at_desk.shell.current == "add-devices"


def test_the_undo_code_of_the_desk_card_works_here_too(at_desk, hub, adding):
    at_desk.scan(label_of(142))
    at_desk.scan(action_code(DeskAction.UNDO).text)
    assert added(hub) == []


def test_a_serial_number_is_scanned_for_a_device_just_added(at_desk, hub, adding):
    at_desk.scan(label_of(142))
    adding.added.serial_asked.emit(adding.added.newest())
    at_desk.scan("PF1X2Y3Z")
    one = whole(hub, adding.added.newest().device_id)
    assert one.serial == "PF1X2Y3Z"
    assert len(adding.added.added()) == 1
    adding.added.undone.emit(adding.added.newest())
    assert adding.added.added() == (), "its own Undo takes the number back with it"


def test_one_without_a_label_gets_a_number(at_desk, hub, adding):
    adding.unlabelled.click()
    assert [one.tag for one in adding.added.added()] == ["HD-0001"]


def test_a_code_waits_until_somebody_says_what_it_is(at_desk, hub):
    at_desk.shell.go("add-devices", code=label_of(142))
    at_desk.settle()
    shown = page(at_desk)
    assert shown.waiting.words() == "HD-0142 waits. Choose what it is, then press Enter."
    at_desk.press(ENTER)
    assert shown.what.kind_field.words() == "Choose what it is."
    at_desk.press(Qt.Key.Key_Right)
    assert shown.what.kind().name == "Laptop"
    at_desk.press(ENTER)
    assert added(hub) == [("HD-0142", "Laptop")]
    assert not shown.waiting.isVisible()


def test_a_scan_before_the_kind_is_chosen_is_not_lost(at_desk, hub):
    at_desk.shell.go("add-devices")
    at_desk.scan(label_of(142))
    assert at_desk.said == "Say first what HD-0142 is: choose its kind."
    page(at_desk).what.choose_kind(hub.kind("Tablet"))
    page(at_desk).done.click()
    assert added(hub) == [("HD-0142", "Tablet")]


def test_enter_leaves_only_once_something_was_added(at_desk, hub, adding):
    at_desk.press(ENTER)
    assert at_desk.shell.current == "add-devices"
    at_desk.scan(label_of(142))
    at_desk.press(ENTER)
    assert at_desk.shell.current == "devices"


def test_makes_and_models_typed_before_are_offered(at_desk, hub):
    hub.device(make="Dell", model="Latitude 3420")
    hub.device("Tablet", make="Apple", model="iPad 9")
    at_desk.shell.go("add-devices")
    what = page(at_desk).what
    what.choose_kind(hub.kind("Laptop"))
    assert what.make.suggestions() == ["Dell"]
    what.make.setText("dell")
    assert what.model.suggestions() == ["Latitude 3420"]


def test_a_sheet_of_fresh_labels_waits_to_be_printed_and_none_is_used_twice(at_desk, hub, adding):
    sheets = []
    adding._to_print = lambda paper, about: sheets.append((paper, about.split(",")))
    adding.sheet.click()
    adding.sheet.click()
    assert [paper for paper, _ in sheets] == ["fresh-sheet", "fresh-sheet"]
    codes = [code for _, sheet in sheets for code in sheet]
    assert len(codes) == len(set(codes)) == 48
    assert at_desk.said == "A sheet of 24 fresh labels waits in To print."
    assert [offer.words for offer in at_desk.shell.strip.result.offers] == ["Open To print"]


def test_no_dialog_opens_while_devices_are_added(at_desk, adding):
    at_desk.scan(label_of(142))
    assert QApplication.activeModalWidget() is None
