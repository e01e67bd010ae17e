"""The hub on paper in the real window: one button prints, and slips are typed in by scan."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hubdesk.operations.paper_hub import make_paper_pack
from hubdesk.queries.loans import open_loan_of_device
from hubdesk.queries.paper_hub import pack_of
from tests.conftest import TODAY, in_days
from tests.ui.test_front_desk import label
from tests.ui.test_register_page import card_of

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TOMORROW = in_days(1)


@pytest.fixture
def slips(hub):
    made = hub.do("make paper pack", lambda db, _now: make_paper_pack(db, for_on=TODAY))
    return [slip.code for slip in made]


def on_paper(at_desk):
    at_desk.press(KEY.Key_K, CTRL | SHIFT)
    assert at_desk.shell.current == "paper-hub"
    return at_desk.shell.page


def test_one_button_makes_the_pack_for_tomorrow_and_puts_it_to_the_printer(at_desk, hub):
    page = on_paper(at_desk)
    assert page.pack_button.hasFocus()
    at_desk.press(KEY.Key_Return)
    assert hub.look(lambda db: pack_of(db, TOMORROW)).blank == 18
    assert [paper.kind for paper in at_desk.open.printing.waiting()] == ["paper-pack"]
    assert at_desk.open.records.paper("paper-pack", TOMORROW.isoformat()).startswith(b"%PDF")


def test_a_slip_is_typed_in_with_three_scans_and_enter(at_desk, hub, slips):
    laptop, card = hub.device(), card_of(hub, "Kofi Mensah")
    page = on_paper(at_desk)
    at_desk.scan(slips[0])
    assert page.form.isVisible()
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop))
    at_desk.press(KEY.Key_Return)
    assert hub.look(lambda db: open_loan_of_device(db, laptop)).borrower == "Kofi Mensah"
    assert at_desk.said.endswith("to Kofi Mensah. 1 of 18 slips entered")
    assert page.slip.hasFocus()
    at_desk.press(KEY.Key_Z, CTRL)
    assert hub.look(lambda db: open_loan_of_device(db, laptop)) is None
    assert hub.look(lambda db: pack_of(db, TODAY)).blank == 18


def test_a_slip_is_typed_in_without_a_scanner_on_the_day_and_at_the_time_it_happened(
    at_desk, hub, slips
):
    hub.person("Kofi Mensah")
    laptop = hub.device()
    page = on_paper(at_desk)
    at_desk.write("p1")
    at_desk.press(KEY.Key_Return)
    assert page.form.who.edit.hasFocus()
    at_desk.write("kofi")
    at_desk.press(KEY.Key_Return)
    assert page.form.device.hasFocus()
    at_desk.write("1")
    at_desk.press(KEY.Key_Return)
    page.form.day.set_day(in_days(-3))
    page.form.at.setText("9.30am")
    page.form.due.set_day(in_days(20))
    at_desk.press(KEY.Key_Return)
    loan = hub.look(lambda db: open_loan_of_device(db, laptop))
    assert loan.lent_at.astimezone(at_desk.clock().tzinfo).strftime("%d %H:%M") == "21 09:30"
    assert loan.due_on == in_days(20), "as it was promised on the slip"


def test_a_slip_scanned_twice_is_said_where_the_eyes_are(at_desk, hub, slips):
    laptop, card = hub.device(), card_of(hub, "Kofi Mensah")
    page = on_paper(at_desk)
    for code in (slips[0], card, label(hub, laptop)):
        at_desk.scan(code)
    at_desk.press(KEY.Key_Return)
    at_desk.scan(slips[0])
    assert at_desk.said.startswith("Slip P-00001 was entered on")
    assert page.slip_field.words() == at_desk.said
    assert not page.form.isVisible()


def test_the_rest_are_ticked_off_with_one_button_and_undone_with_one_key(at_desk, hub, slips):
    page = on_paper(at_desk)
    [off] = [b for b in page.findChildren(type(page.pack_button)) if b.verb == "tick off slips"]
    off.click()
    at_desk.settle()
    assert at_desk.said.startswith("18 slips of Tue 24 Nov ticked off")
    assert hub.look(lambda db: pack_of(db, TODAY)).unused == 18
    at_desk.press(KEY.Key_Z, CTRL)
    assert hub.look(lambda db: pack_of(db, TODAY)).blank == 18


def test_a_slip_scanned_at_the_desk_leads_to_its_form(at_desk, hub, slips):
    at_desk.scan(slips[3])
    assert at_desk.shell.current == "paper-hub"
    assert at_desk.shell.page.form.isVisible()
    assert "P-00004" in at_desk.shell.page.enter_button.text()


def test_another_slip_does_not_throw_away_the_one_in_hand(at_desk, hub, slips):
    card = card_of(hub, "Kofi Mensah")
    page = on_paper(at_desk)
    at_desk.scan(slips[0])
    at_desk.scan(card)
    at_desk.scan(slips[1])
    assert at_desk.said == "Enter or leave slip P-00001 first."
    assert page.form.person[1] == "Kofi Mensah"


def test_nothing_is_entered_before_somebody_and_something_are_there(at_desk, hub, slips):
    page = on_paper(at_desk)
    at_desk.scan(slips[0])
    assert not page.enter_button.isEnabled()
    page.form.device.setText("HD-9999")
    page.form.device.setFocus()
    at_desk.press(KEY.Key_Return)
    assert page.form.device_field.words() == "No device has the label HD-9999."


def test_somebody_new_on_a_slip_is_added_with_it(at_desk, hub, slips):
    laptop = hub.device()
    on_paper(at_desk)
    at_desk.scan(slips[0])
    at_desk.write("Zed Newman")
    at_desk.press(KEY.Key_Return)
    at_desk.scan(label(hub, laptop))
    at_desk.press(KEY.Key_Return)
    assert hub.look(lambda db: open_loan_of_device(db, laptop)).borrower == "Zed Newman"


def test_the_day_it_happened_may_not_be_to_come(at_desk, hub, slips):
    laptop, card = hub.device(), card_of(hub, "Kofi Mensah")
    page = on_paper(at_desk)
    for code in (slips[0], card, label(hub, laptop)):
        at_desk.scan(code)
    page.form.day.set_day(in_days(2))
    at_desk.press(KEY.Key_Return)
    assert hub.look(lambda db: open_loan_of_device(db, laptop)) is None
    assert page.form.isVisible()
