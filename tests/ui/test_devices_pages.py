"""The stock on screen: the list, one device whole, and adding by scanning, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from hubdesk.ids import CodeKind, DeskAction, action_code, make_code
from hubdesk.models import Stage
from hubdesk.operations.people import assign_card
from hubdesk.operations.returning import declare_lost
from hubdesk.queries.activity import last_to_undo
from hubdesk.queries.device_page import device_page
from hubdesk.queries.devices import device_window
from hubdesk.queries.finding import Sort, find_code
from tests.conftest import PASSPHRASE, TODAY, in_days

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def kofi(hub):
    return hub.person("Kofi Mensah", phone="07700 900137")


def whole(hub, device_id):
    return hub.look(lambda db: device_page(db, device_id))


def label_of(number, desk=0):
    return make_code(CodeKind.DEVICE, desk, number).text


def page(at_desk):
    return at_desk.shell.page


def tags(at_desk):
    model = page(at_desk).model
    return [model.row(at).tag for at in range(model.rowCount())]


def open_device(at_desk, device_id):
    at_desk.shell.go("device", id=device_id)
    at_desk.settle()
    return page(at_desk)


def words_in(widget):
    """What a card says, from top to bottom."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def last_verb(hub):
    return hub.look(last_to_undo).verb


# The list


@pytest.fixture
def stock(hub, clock, kofi):
    """A laptop out and late, one to wipe, one on the shelf, a MiFi out, a SIM, one lost."""
    ids = {}
    clock.forward(days=-30)
    ids["late"] = hub.device(label=label_of(97))
    ids["wipe"] = hub.device(label=label_of(120))
    hub.lend(kofi, ids["late"])
    hub.lend(hub.person("Samira Haddad", known_as="Sam"), ids["wipe"])
    clock.forward(days=29)
    hub.bring_back(ids["wipe"])
    clock.forward(days=1)
    ids["shelf"] = hub.device(label=label_of(142), serial="PF1X2Y3Z")
    ids["mifi"] = hub.device("MiFi", make="Huawei", model="E5576", label=label_of(301))
    hub.lend(hub.person("Tomasz Wójcik"), ids["mifi"])
    ids["lost"] = hub.device(label=label_of(400))
    hub.do("lost", lambda db, now: declare_lost(db, device_id=ids["lost"], now=now))
    return ids


def test_each_tab_says_how_many_devices_stand_there(at_desk, stock):
    at_desk.press(Qt.Key.Key_4, CTRL)
    tabs = page(at_desk).top.tabs
    assert [tabs.words_of(tab) for tab in ("on shelf", "out", "to wipe", "lost", "all")] == [
        "On shelf (1)",
        "Out (2)",
        "To wipe (1)",
        "Lost (1)",
        "All (5)",
    ]
    tabs.segments.button("out").click()
    assert tags(at_desk) == ["HD-0097", "HD-0301"]


def test_who_has_a_device_is_shown_shortly_and_with_the_day(at_desk, stock):
    at_desk.press(Qt.Key.Key_4, CTRL)
    said = page(at_desk).model.sentence(0)
    assert "Kofi M., " in said
    assert "days late" in said
    assert "Mensah" not in said


def test_a_serial_number_narrows_the_list_and_enter_opens_the_device(at_desk, stock):
    at_desk.press(Qt.Key.Key_4, CTRL)
    at_desk.press(Qt.Key.Key_F, CTRL)
    page(at_desk).top.filter.setText("pf1x")
    at_desk.press(ENTER)
    assert at_desk.shell.current == "device"
    assert page(at_desk)._id == stock["shelf"]


def test_one_key_makes_the_chosen_device_ready_and_undo_takes_it_back(at_desk, hub, stock):
    at_desk.shell.go("devices", show="to wipe")
    at_desk.settle()
    assert tags(at_desk) == ["HD-0120"]
    at_desk.press(Qt.Key.Key_M, ALT)
    assert whole(hub, stock["wipe"]).stage == Stage.READY
    assert at_desk.said == "HD-0120 is ready to lend."
    assert tags(at_desk) == []
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert whole(hub, stock["wipe"]).stage == Stage.TO_WIPE
    assert tags(at_desk) == ["HD-0120"]


def test_making_ready_by_scanning_starts_at_the_desk(at_desk, stock):
    at_desk.shell.go("devices", show="to wipe")
    page(at_desk).start_ready.click()
    assert at_desk.shell.current == "desk"
    assert at_desk.state.making_ready


def test_an_unknown_code_is_linked_to_the_next_device_opened(at_desk, hub, stock):
    at_desk.shell.go("devices", link="5012345678900")
    at_desk.settle()
    assert "5012345678900" in page(at_desk).banner.words.text()
    page(at_desk).list.choose(stock["shelf"])
    at_desk.press(ENTER)
    assert at_desk.shell.current == "devices"
    assert not page(at_desk).banner.isVisible()
    assert at_desk.said == "HD-0142 now answers to 5012345678900."
    found = hub.look(lambda db: find_code(db, "5012345678900"))
    assert (found.sort, found.id) == (Sort.DEVICE, stock["shelf"])


def test_a_scan_picks_the_device_that_gets_the_code_and_nothing_is_returned(at_desk, hub, stock):
    at_desk.shell.go("devices", link="5012345678900")
    at_desk.scan(label_of(97))
    found = hub.look(lambda db: find_code(db, "5012345678900"))
    assert found.id == stock["late"]
    assert whole(hub, stock["late"]).loan is not None


def test_esc_lets_the_code_go(at_desk, hub, stock):
    at_desk.shell.go("devices", link="5012345678900")
    at_desk.press(ESC)
    assert at_desk.shell.current == "devices"
    page(at_desk).list.setFocus()
    at_desk.press(ENTER)
    assert at_desk.shell.current == "device"
    assert hub.look(lambda db: find_code(db, "5012345678900")).sort is Sort.UNKNOWN


def test_an_empty_stock_says_how_to_begin(at_desk):
    at_desk.press(Qt.Key.Key_4, CTRL)
    assert page(at_desk).empty.isVisible()
    words = "No devices yet. Print a sheet of labels, stick, then scan them in."
    assert page(at_desk).empty.words.text() == words
    page(at_desk).empty.buttons[0].click()
    assert at_desk.shell.current == "add-devices"


# One device


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
    assert rule.problem.text() == "That passphrase does not match."
    rule.reason.setText("Exam week")
    rule.passphrase.setText(PASSPHRASE)
    rule.allow_button.click()
    assert whole(hub, laptop).loan.renewals == 3
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


# Adding


@pytest.fixture
def adding(at_desk, hub):
    at_desk.press(Qt.Key.Key_N, CTRL | SHIFT)
    assert at_desk.shell.current == "add-devices"
    shown = page(at_desk)
    shown.what.choose_kind(hub.kind("Laptop"))
    shown.what.make.setText("Lenovo")
    shown.what.model.setText("ThinkPad L390")
    return shown


def added(hub):
    """The tags and titles of the stock."""
    rows = hub.look(lambda db: device_window(db, today=TODAY))
    return [(row.tag, row.title) for row in rows]


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


def test_no_dialog_opens_while_devices_are_added(at_desk, adding):
    at_desk.scan(label_of(142))
    assert QApplication.activeModalWidget() is None
