"""Lending is two scans and one key, a return one scan, from every page there is (ux.md 9.3).

The pages of each part are walked beside its own tests; a new page is the front desk's until it is
named here.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt

from hubdesk.models import LoanState
from hubdesk.queries.loans import loans_of_device
from tests.ui.test_front_desk import card_of, label, loans

ENTER = Qt.Key.Key_Return
OF_LEARNING = frozenset(
    (
        *("sessions", "register", "class-skills", "skills", "self-check", "drop-in", "visit"),
        *("plan-session", "paper-hub", "appointments", "here-now", "my-shift", "award"),
        *("certificate", "write-down"),
    )
)
OF_FIGURES = frozenset(
    (
        *("reports", "past-report", "told", "equality", "equality-form", "clearer"),
        "report-rows",
    )
)
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


def about_each(hub):
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


def lend_from(pages, at_desk, hub):
    """Two scans and one key on each of the pages."""
    about = about_each(hub)
    walked = [name for name in pages if name not in NOT_LENT_FROM | SEALED]
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


def return_from(pages, at_desk, hub):
    """One scan and no key on each of them."""
    about, samira = about_each(hub), hub.person("Samira Haddad", known_as="Sam")
    walked = [name for name in pages if name not in NO_RETURN_FROM | SEALED]
    for many, page in enumerate(walked, 1):
        laptop = hub.device()
        hub.lend(samira, laptop)
        begin_on(at_desk, page, about)
        at_desk.scan(label(hub, laptop))
        assert loans(hub, LoanState.RETURNED) == many, page
        assert at_desk.keys == 0
        assert f"HD-{many + 1:04}" in at_desk.said, page
        assert re.search(r"Samira Haddad|Sam H\.", at_desk.said), page  # short on a register
