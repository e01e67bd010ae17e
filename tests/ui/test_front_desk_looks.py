"""The front desk in every look: nothing clipped, unnamed, too small, too faint or out of reach."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from hubdesk.operations.people import add_note, assign_card, set_needs
from tests.ui import walks
from tests.ui.test_front_desk import label

STATES = ("start", "today", "choice", "person", "list", "rule", "returned")
LOOKS = [
    ("light", 100, (1366, 697)),
    ("dark", 125, (1280, 720)),
    ("contrast", 150, (1366, 697)),
    ("light", 200, (1366, 697)),
    ("dark", 100, (1024, 600)),
    ("light", 200, (1024, 600)),
]


@pytest.fixture
def desk_in(at_desk, hub):
    """Bring the desk into one of its states, with a long name and much to show."""
    sam = hub.person("Samira Haddad-Featherstonehaugh de la Cruz", known_as="Sam")
    tom = hub.person("Tomasz Wójcik")
    hub.do(
        "needs", lambda db, now: set_needs(db, person_id=sam, needs=["large print", "step-free"])
    )
    hub.do(
        "note",
        lambda db, now: add_note(
            db, person_id=sam, text="Still has the charger for HD-0120. Ask for it back.", now=now
        ),
    )
    card = hub.do("assign card", lambda db, now: assign_card(db, person_id=sam)).text
    laptop, mifi, old, due = hub.device(), hub.device("MiFi"), hub.device(), hub.device()
    hub.device(serial="AA977")
    hub.device(serial="BB977")
    hub.clock.now -= timedelta(days=30)
    hub.lend(hub.person("Kofi Mensah"), old)
    hub.clock.now += timedelta(days=16)
    hub.lend(tom, due)
    hub.clock.now += timedelta(days=14)
    at_desk.open.window.desk_page._changed(frozenset(("loan",)))

    def bring(state: str) -> None:
        if state in ("person", "list", "rule"):
            at_desk.scan(card)
        if state in ("list", "rule"):
            at_desk.scan(label(hub, laptop))
            at_desk.scan(label(hub, mifi))
        if state == "returned":
            at_desk.scan(label(hub, due))
        if state == "choice":
            at_desk.shell.search.entered.emit("977")
        if state == "today":
            at_desk.shell.open_side()
        if state == "rule":
            from hubdesk.errors.lending import HasOverdue

            at_desk.state.refusal = HasOverdue("Samira Haddad", "HD-0003", 16)
            at_desk.open.window.desk_page.draw()
        at_desk.open.window.scans._scan_ended = None  # a while later by the clock
        at_desk.settle()

    return bring


@pytest.mark.parametrize(("theme", "scale", "size"), LOOKS)
def test_every_state_is_legible_and_within_reach(at_desk, look, desk_in, theme, scale, size):
    walks.put_on(QApplication.instance(), at_desk.window, look, theme, scale, size)
    for state in STATES:
        desk_in(state)
        assert is_drawn(at_desk, state)
        assert (state, faults(at_desk.window, size)) == (state, [])
        at_desk.shell.drawer.shut()
        at_desk.state.choices = ()
        at_desk.desk.start_again()
        at_desk.settle()


def is_drawn(at_desk, state):
    """Whether the desk shows what the state is about, and nothing of the one before."""
    page = at_desk.open.window.desk_page
    panels = {
        "choice": {page.choose_card},
        "person": {page.person, page.lend_panel},
        "list": {page.person, page.lend_panel},
        "rule": {page.person, page.lend_panel, page.rule},
        "returned": {page.returned},
    }.get(state, {page.start})
    every = (page.start, page.choose_card, page.person, page.lend_panel, page.rule, page.returned)
    lines = 2 if state in ("list", "rule") else 0
    shown = {panel for panel in every if not panel.isHidden()}
    return shown == panels and len(at_desk.state.basket.lines) == lines


def faults(window, size):
    """What is wrong in the look of now."""
    found = [] if window.minimumSizeHint().width() <= size[0] else ["too wide"]
    for walk in (
        *(walks.clipped, walks.small_targets, walks.unnamed),
        *(walks.low_contrast, walks.unreachable),
    ):
        found += walk(window)
    return found


@pytest.mark.parametrize("state", ["start", "list", "returned"])
def test_tab_goes_round_once_and_is_seen_everywhere(at_desk, desk_in, state):
    desk_in(state)
    names = walks.focus_walk(at_desk.shell.search.edit)
    stops = walks.focusable(at_desk.window)
    assert len(names) == len(stops), set(map(walks.said, stops)) - set(names)
    assert walks.ringless(at_desk.window) == []
