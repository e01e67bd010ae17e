"""Tab goes through the pages of every day in one order, which stands here (ux.md 18, 14)."""

from __future__ import annotations

import re

from tests.ui import walks
from tests.ui.test_front_desk import card_of, label

TOP = ["Scan a card or a device, or type a name", "Lock"]
RAIL = [
    "Front desk",
    "Sessions",
    "People",
    "Devices",
    "Loans",
    "Reports",
    "Activity",
    "Settings",
    "Help",
    "Saved on this computer",
]
ORDERS = {
    "desk": [
        "Take out",
        "Sign in",
        "Open page",
        "Hide this person",
        "This happened on another day",
        "Charger goes with HD-0001",
        "Bag goes with HD-0001",
        "Good",
        "Take Lenovo ThinkPad L390, HD-0001 out",
        "Due back: 2 weeks",
        "Print agreement",
        "Start again",
        "Lend 1 device to Sam and print agreement",
        "Digital basics, 10am to midday · 0 of 1 here",
        "All loans",
        "New person",
    ],
    "person": [
        "Take out",
        "Lend a device",
        "Add note",
        "Edit details",
        "More about Samira Haddad",
        "Add a note",
        "Ask what is at home",
        "Renew HD-0002",
        "Write down a call about HD-0002",
        "More about HD-0002",
        "Award a certificate",
        "History",
    ],
    "register": [
        "Print the register",
        "Skills",
        "Take out",
        "Mark the rest present",
        "Register",
        "Someone walked in?",
        "Note",
        "Whom to ring",
        "Gives the place back",
        "Choose skills",
        "Session note",
        "Finish register",
    ],
    "loans": [
        "Show full names",
        "Print call list",
        "Take out",
        "Which loans: Out, 1",
        "Loans",
        "Log a call to Sam H.",
        "Renew HD-0002",
        "Sam H., Since Tue 24 Nov",
        "Lenovo ThinkPad L390, HD-0002",
        "Text Sam H.",
        "Take HD-0002 back from Sam H.",
        "Mark HD-0002 lost",
        "What happened to it",
    ],
}


def test_tab_visits_each_page_of_every_day_in_the_order_that_is_recorded(at_desk, hub):
    """Whoever works by keys knows where they are going; a button that moved is seen here."""
    samira, laptop, out = hub.person("Samira Haddad", known_as="Sam"), hub.device(), hub.device()
    hub.lend(samira, out)
    session = hub.session()
    hub.book(session, "Ada Okafor")
    at_desk.scan(card_of(hub, samira))
    at_desk.scan(label(hub, laptop))
    at_desk.beat.now += 1000  # Tab right after a scan is the scanner's
    facts = {"person": {"id": samira}, "register": {"id": session}}
    found = {}
    for page in ("desk", "person", "register", "loans"):
        at_desk.shell.go(page, **facts.get(page, {}))
        at_desk.settle()
        names = walks.focus_walk(at_desk.shell.search.edit)
        found[page] = [re.sub(r"\s+", " ", name) for name in names]
    assert found == {page: [*TOP, *names, *RAIL] for page, names in ORDERS.items()}
