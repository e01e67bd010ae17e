"""A list put back by a slip comes again, by the key that takes every slip back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hubdesk.models import DraftKind
from hubdesk.operations.erasing import erase_person
from hubdesk.queries.drafts import drafts
from tests.ui.test_front_desk import ALT, CTRL, ENTER, card_of, label, loans


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam")


@pytest.fixture
def begun(at_desk, hub, samira):
    """One device is lent to Tom; then two are in a list for Samira, due in 4 weeks."""
    at_desk.scan(card_of(hub, hub.person("Tom Reed")))
    at_desk.scan(label(hub, hub.device()))
    at_desk.press(ENTER)
    at_desk.scan(card_of(hub, samira))
    for _ in range(2):
        at_desk.scan(label(hub, hub.device()))
    at_desk.press(Qt.Key.Key_4, ALT)
    return at_desk.state.basket


def offered(at_desk):
    return [button.text() for button in at_desk.shell.strip.buttons()]


def test_start_again_by_slip_is_taken_back_and_no_loan_is(at_desk, hub, samira, begun):
    at_desk.press(Qt.Key.Key_Z, ALT)
    assert (at_desk.state.card, at_desk.state.basket.lines) == (None, ())
    assert offered(at_desk) == ["Bring it back"]
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert (at_desk.state.card.id, at_desk.state.basket, loans(hub)) == (samira, begun, 1)
    at_desk.press(ENTER)
    assert at_desk.said == "Lent 2 devices to Sam until Tue 22 Dec."


def test_what_was_taken_out_by_slip_is_in_the_list_again(at_desk, hub, begun):
    at_desk.desk.take_out(begun.lines[0].thing.id)
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert (at_desk.state.basket, loans(hub)) == (begun, 1)
    at_desk.desk.take_out(begun.lines[0].thing.id)
    at_desk.press(Qt.Key.Key_2, ALT)
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert at_desk.state.basket.lines == begun.lines
    assert at_desk.state.basket.due_choice == 2, "a day that was chosen since stays"


def test_the_list_of_somebody_erased_since_does_not_come_back(at_desk, hub, samira, begun):
    at_desk.press(Qt.Key.Key_Z, ALT)
    hub.do(
        "erase person",
        lambda db, now: erase_person(
            db, person_id=samira, typed_name="Samira Haddad", ground="asked", now=now
        ),
    )
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert at_desk.said == "That person is not here any more."
    assert hub.look(lambda db: drafts(db, DraftKind.BASKET)) == []


def test_a_list_that_waited_and_was_put_back_waits_again_also_after_a_restart(
    at_desk, hub, samira, begun
):
    at_desk.scan(card_of(hub, hub.person("Bo Li")))
    at_desk.press(Qt.Key.Key_B, ALT)
    assert at_desk.state.parked == ()
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert [basket.lines for basket in at_desk.state.parked] == [begun.lines]
    at_desk.state.parked = ()
    at_desk.desk.lists.load()
    assert [basket.person_id for basket in at_desk.state.parked] == [samira]


def test_once_something_else_happened_undo_means_that(at_desk, hub, begun):
    at_desk.press(Qt.Key.Key_Z, ALT)
    hub.person("Bo Li")  # on another page
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert at_desk.said.startswith("Undone: Added")
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert at_desk.state.basket.lines == (), "and never again the list"
