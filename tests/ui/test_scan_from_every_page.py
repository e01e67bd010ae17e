"""Lending is two scans and one key, a return one scan, from every page there is (ux.md 9.3)."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt

from hubdesk.models import LoanState
from hubdesk.queries.loans import loans_of_device
from tests.ui.test_front_desk import card_of, label, loans

ENTER = Qt.Key.Key_Return
# Where a scan is for something else, and why. Every other page is walked.
NOT_LENT_FROM = {
    "register": "a card marks its owner present, and a device on the shelf does not leave the page",
    "add-devices": "a scan is a device that is added or counted, and a card is only named",
}
NO_RETURN_FROM = {"add-devices": "a device that is out is counted there"}
SEALED = {"concerns": "nobody opens it before the safeguarding lead has a passphrase for it"}
OF_A_PERSON = (
    *("person", "skills", "self-check", "edit-person", "held", "their-file", "erase-person"),
    *("restrict", "withdraw", "history"),
)
OF_A_SESSION = ("register", "visit", "class-skills", "sessions", "plan-session")


@pytest.fixture
def about(hub):
    """What each page is about, where it is about something."""
    ada, other, session = hub.person("Ada Okafor"), hub.person("Ada Okafo"), hub.session()
    facts = {page: {"id": ada} for page in OF_A_PERSON}
    facts |= {page: {"id": session} for page in OF_A_SESSION}
    facts["merge-people"] = {"id": ada, "other": other}
    facts["award"] = {"person_id": ada}
    facts["device"] = {"id": hub.device()}
    return facts


def begin_on(at_desk, page, about):
    """Nobody is at the desk, nothing is said, and this page is open."""
    at_desk.desk.start_again()
    at_desk.shell.strip.clear()
    at_desk.shell.go(page, **about.get(page, {}))
    at_desk.settle()
    assert at_desk.shell.current == page


def test_lending_takes_two_scans_and_one_key_from_every_page(at_desk, hub, about):
    walked = [name for name in at_desk.shell.names if name not in NOT_LENT_FROM | SEALED]
    for many, page in enumerate(walked, 1):
        somebody = hub.person("Samira Haddad", known_as="Sam")
        card, laptop = card_of(hub, somebody), hub.device()
        begin_on(at_desk, page, about)
        at_desk.scan(card)
        at_desk.scan(label(hub, laptop))
        at_desk.press(ENTER)
        rows = hub.look(lambda db, device=laptop: loans_of_device(db, device))
        assert [row.borrower_id for row in rows] == [somebody], page
        assert at_desk.keys == many, page
        assert "Lent 1 device to Sam until" in at_desk.said, page


def test_a_return_takes_one_scan_and_no_key_from_every_page(at_desk, hub, about):
    samira = hub.person("Samira Haddad", known_as="Sam")
    walked = [name for name in at_desk.shell.names if name not in NO_RETURN_FROM | SEALED]
    for many, page in enumerate(walked, 1):
        laptop = hub.device()
        hub.lend(samira, laptop)
        begin_on(at_desk, page, about)
        at_desk.scan(label(hub, laptop))
        assert loans(hub, LoanState.RETURNED) == many, page
        assert at_desk.keys == 0
        assert f"HD-{many + 1:04}" in at_desk.said, page
        assert re.search(r"Samira Haddad|Sam H\.", at_desk.said), page  # short on a register


def test_a_card_a_page_took_is_not_meant_for_whoever_comes_later(at_desk, hub, about):
    """Two minutes after, or once it was used, a device waits at the desk for a card."""
    samira, one, two = hub.person("Samira Haddad"), hub.device(), hub.device()
    begin_on(at_desk, "here-now", about)
    at_desk.scan(card_of(hub, samira))
    assert at_desk.shell.current == "here-now"
    at_desk.scan(label(hub, one), gap_s=121)
    assert at_desk.shell.current == "desk"
    assert at_desk.state.card is None
    begin_on(at_desk, "here-now", about)
    at_desk.scan(label(hub, two))
    assert at_desk.state.card is None
