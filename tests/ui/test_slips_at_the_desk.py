"""What somebody new at the desk does by mistake, and what is said or kept from happening then."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt

from hubdesk.models import LoanState
from tests.ui.test_front_desk import card_of, label, loans

KEY, ENTER = Qt.Key, Qt.Key.Key_Return
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def two_of_one_name(hub):
    first = hub.person("Samira Haddad", phone="0121 496 0318")
    second = hub.person("Samira Haddad", phone="0121 496 0999")
    return first, second


def test_of_two_people_of_one_name_it_is_said_which_one_enter_opened(at_desk, hub, two_of_one_name):
    cards = {person: card_of(hub, person) for person in two_of_one_name}
    at_desk.write("samira")
    at_desk.press(ENTER)
    found = at_desk.state.card
    assert at_desk.said == (
        f"Samira Haddad. Somebody else has this name, so check: card {found.card} · "
        f"phone ends {found.phone[-3:]} · here since 24 November 2026. No agreement yet."
    )
    assert at_desk.shell.strip.result.sort == "warn"
    at_desk.scan(cards[two_of_one_name[0]])
    at_desk.scan(cards[two_of_one_name[1]])
    assert at_desk.said == "Samira Haddad. No agreement yet.", "a card says who it is"


def test_one_person_of_a_name_is_greeted_as_ever(at_desk, hub):
    hub.person("Samira Haddad")
    hub.person("Samir Haddad")
    at_desk.write("samira")
    at_desk.press(ENTER)
    assert at_desk.said == "Samira Haddad. No agreement yet."


@pytest.mark.skipif(sys.platform == "darwin", reason="on macOS Alt and a letter write")
def test_alt_and_a_letter_nobody_offers_types_nothing_so_undo_still_means_what_was_done(
    at_desk, hub
):
    samira, mifi = hub.person("Samira Haddad"), hub.device("MiFi")
    hub.lend(samira, mifi)
    at_desk.scan(label(hub, mifi))
    at_desk.press(KEY.Key_M, ALT)
    assert at_desk.shell.search.edit.text() == ""
    at_desk.press(KEY.Key_Z, CTRL)
    assert loans(hub) == 1
    assert loans(hub, LoanState.RETURNED) == 0


def test_what_the_desk_asked_for_does_not_stand_on_another_page(at_desk):
    at_desk.desk.lend()
    assert at_desk.said == "Scan a card and a device first."
    at_desk.press(KEY.Key_D, CTRL)
    assert at_desk.shell.current == "drop-in"
    assert at_desk.shell.strip.isHidden()


def test_a_space_in_the_empty_box_types_nothing_and_one_between_names_does(at_desk, hub):
    samira, mifi = hub.person("Samira Haddad"), hub.device("MiFi")
    hub.lend(samira, mifi)
    at_desk.scan(label(hub, mifi))
    at_desk.write(" ")
    assert at_desk.shell.search.edit.text() == ""
    at_desk.press(KEY.Key_Z, CTRL)
    assert loans(hub) == 1
    at_desk.write(" samira h")
    assert at_desk.shell.search.edit.text() == "samira h"
