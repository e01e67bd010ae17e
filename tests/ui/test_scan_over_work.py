"""Scans while a page holds work: it stays, what is out comes back, and Alt+G saves and goes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from hubdesk.ids import DeskAction, action_code
from hubdesk.models import ClosedDay, Device, Loan, LoanState, Person, PersonNote
from hubdesk.operations.people import assign_card
from hubdesk.operations.returning import declare_lost
from hubdesk.queries.policies import policies
from tests.ui.test_front_desk import label, loans

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam")


@pytest.fixture
def card(hub, samira):
    return hub.do("assign card", lambda db, now: assign_card(db, person_id=samira)).text


@pytest.fixture
def bo(hub):
    return hub.person("Bo Ng")


def go(at_desk, name, **facts):
    at_desk.shell.go(name, **facts)
    at_desk.settle()
    return at_desk.shell.page


def new_person(at_desk, hub, bo):
    page = go(at_desk, "new-person")
    page.form.name.setText("Ada Okafor")
    page.form.contact.setText("07700 900318")
    return page


def edit_person(at_desk, hub, bo):
    page = go(at_desk, "edit-person", id=bo)
    page.form.fields["known_as"].editor.setText("Bobby")
    return page


def a_note(at_desk, hub, bo):
    page = go(at_desk, "person", id=bo)
    page.notes.open_editor()
    page.notes.edit.setPlainText("Bring the charger")
    return page


def device_details(at_desk, hub, bo):
    page = go(at_desk, "device", id=hub.device(make="Acer", model="Swift"))
    page.columns.details.open_form()
    page.columns.details.form.place.setText("Cupboard B")
    return page


def a_part(at_desk, hub, bo):
    page = go(at_desk, "device", id=hub.device(make="Acer", model="Swift"))
    page.columns.kit.edit.setText("Sleeve")
    return page


def to_repair(at_desk, hub, bo):
    page = go(at_desk, "device", id=hub.device(make="Acer", model="Swift"))
    page.columns.state.repair.click()
    page.columns.state.ask_repair.edit.setText("The hinge")
    return page


def a_rule(at_desk, hub, bo):
    page = go(at_desk, "settings", group="lending")
    page.cards["lending"][1].begin(None)
    return page


def a_wording(at_desk, hub, bo):
    page = go(at_desk, "settings", group="agreements")
    page.cards["agreements"][1].begin()
    return page


def closed_days(at_desk, hub, bo):
    page = go(at_desk, "settings", group="hub")
    for box, text in zip(page.cards["hub"][2].first.boxes, ("24", "12", "2026"), strict=True):
        box.setText(text)
    return page


FORMS = (new_person, edit_person, a_note, device_details, a_part, to_repair, a_rule, a_wording)
WORK = [*FORMS, closed_days]


def saved(hub, work):
    """Whether the records hold what that piece of work was about."""

    def look(db):
        match work.__name__:
            case "new_person":
                return db.scalar(select(Person.id).where(Person.display_name == "Ada Okafor"))
            case "edit_person":
                return db.scalar(select(Person.id).where(Person.known_as == "Bobby"))
            case "a_note":
                return db.scalar(select(PersonNote.id))
            case "device_details":
                return db.scalar(select(Device.id).where(Device.place == "Cupboard B"))
            case "to_repair":
                return db.scalar(select(Device.id).where(Device.stage == "repair"))
            case "a_rule":
                return len(policies(db)) == 3
            case "closed_days":
                return db.scalar(select(func.count(ClosedDay.id)))
            case _:
                return True

    return bool(hub.look(look))


@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_what_is_out_is_returned_and_a_card_waits_until_alt_g_saves_and_opens_that_person(
    at_desk, hub, card, samira, bo, work
):
    laptop = hub.device()
    hub.lend(samira, laptop)
    page = work(at_desk, hub, bo)
    assert page.has_unsaved()
    at_desk.scan(label(hub, laptop))
    assert loans(hub) == 0
    assert at_desk.shell.page is page
    assert page.has_unsaved()
    assert "is back from Samira Haddad." in at_desk.said
    at_desk.scan(card)
    assert at_desk.shell.page is page
    assert at_desk.said == "Card scanned: Sam. Save this first."
    assert [b.text().strip() for b in at_desk.shell.strip.buttons()] == ["Save and go"]
    at_desk.press(Qt.Key.Key_G, ALT)
    assert saved(hub, work)
    assert not page.has_unsaved()
    assert at_desk.shell.current == "desk"
    assert at_desk.state.card.id == samira


def test_a_device_on_the_shelf_waits_for_the_form_and_is_in_no_list(at_desk, hub, card, samira, bo):
    at_desk.scan(card)
    page = new_person(at_desk, hub, bo)
    laptop = hub.device()
    at_desk.scan(label(hub, laptop))
    assert at_desk.shell.page is page
    assert at_desk.said == "HD-0001 is on the shelf. Save this first."
    assert not at_desk.state.basket.lines
    at_desk.press(Qt.Key.Key_G, ALT)
    assert at_desk.shell.current == "desk"
    assert at_desk.state.basket.holds(laptop)


def test_a_form_that_cannot_be_saved_says_why_and_keeps_all_of_it(at_desk, hub, card, bo):
    page = new_person(at_desk, hub, bo)
    page.form.contact.setText("0770")
    at_desk.scan(card)
    at_desk.press(Qt.Key.Key_G, ALT)
    assert at_desk.shell.page is page
    assert page.form.fields["contact"].words()
    assert page.form.name.text() == "Ada Okafor"
    assert at_desk.state.card is None
    assert page.has_unsaved()
    page.form.contact.setText("07700 900318")  # mended: the offer still stands
    at_desk.press(Qt.Key.Key_G, ALT)
    assert at_desk.shell.current == "desk"


def test_a_rule_that_cannot_be_saved_stays(at_desk, hub, card, bo):
    page = closed_days(at_desk, hub, bo)
    page.cards["hub"][2].first.boxes[0].setText("31")
    page.cards["hub"][2].first.boxes[1].setText("2")
    at_desk.scan(card)
    at_desk.press(Qt.Key.Key_G, ALT)
    assert at_desk.shell.page is page
    assert page.cards["hub"][2].fields["first"].words()


def test_the_lend_code_never_lends_behind_a_form(at_desk, hub, card, samira, bo):
    laptop = hub.device()
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop))
    page = new_person(at_desk, hub, bo)
    at_desk.scan(action_code(DeskAction.LEND).text)
    assert loans(hub) == 0
    assert at_desk.shell.page is page
    assert at_desk.said == "That code is for the front desk. Save this first."


def test_a_lost_device_and_an_unknown_code_are_told_on_the_page(at_desk, hub, bo):
    laptop = hub.device()
    hub.do("lost", lambda db, now: declare_lost(db, device_id=laptop, now=now))
    page = new_person(at_desk, hub, bo)
    at_desk.scan(label(hub, laptop))
    assert "marked lost" in at_desk.said
    at_desk.open.window.scanned("5012345678900")  # in a field, such a burst is typing
    assert "We do not know the code" in at_desk.said
    assert at_desk.shell.page is page
    assert page.has_unsaved()


def test_an_open_form_with_nothing_changed_lets_a_card_through(at_desk, hub, card, samira):
    page = go(at_desk, "device", id=hub.device())
    page.columns.details.open_form()
    at_desk.scan(card)
    assert at_desk.shell.current == "desk"
    assert at_desk.state.card.id == samira


def test_what_was_typed_about_a_device_is_there_when_somebody_comes_back(at_desk, hub, bo):
    page = device_details(at_desk, hub, bo)
    device_id = page._id
    go(at_desk, "help")
    go(at_desk, "device", id=hub.device())
    go(at_desk, "device", id=device_id)
    assert page.columns.details.form.place.text() == "Cupboard B"
    assert "not saved yet" in at_desk.said
    at_desk.press(Qt.Key.Key_S, CTRL)
    assert saved(hub, device_details)


def test_no_label_of_a_form_takes_the_key_of_save_and_go():
    texts = [path.read_text("utf-8") for path in Path("hubdesk/ui").rglob("*.py")]
    letters = {
        found.lower() for text in texts for found in re.findall(r"[ \"a-z]&([A-Za-z])", text)
    }
    assert "n" in letters  # labels do have letters of their own
    assert "g" not in letters


def test_no_loan_is_made_by_any_of_it(at_desk, hub, card, bo):
    new_person(at_desk, hub, bo)
    at_desk.scan(card)
    at_desk.press(Qt.Key.Key_G, ALT)
    assert hub.look(lambda db: db.scalar(select(func.count(Loan.id)))) == 0
    assert loans(hub, LoanState.RETURNED) == 0
