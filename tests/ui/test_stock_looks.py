"""The stock and the loans in every look: nothing clipped, unnamed, too small, faint or away."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from hubdesk.ids import CodeKind, make_code
from tests.ui import walks
from tests.ui.conftest import at_rest

STATES = ("devices", "link", "to wipe", "out", "shelf", "edit", "earlier", "add", "loans", "text")
LOOKS = [
    ("light", 100, (1366, 697)),
    ("dark", 125, (1280, 720)),
    ("contrast", 150, (1366, 697)),
    ("light", 200, (1366, 697)),
    ("dark", 100, (1024, 600)),
    ("light", 200, (1024, 600)),
]


@pytest.fixture
def stock_in(at_desk, hub, clock):
    """Bring one of the pages into one of its states, with long names and much to show."""
    kofi = hub.person(
        "Kofi Featherstonehaugh-Mensah de la Cruz", known_as="Kofi", phone="07700 900137"
    )
    clock.forward(days=-30)
    late, wipe = hub.device(), hub.device(note="Keys stick a little.", place="Cupboard 2")
    hub.lend(kofi, late)
    hub.lend(hub.person("Samira Haddad"), wipe)
    clock.forward(days=20)
    hub.bring_back(wipe, missing=["Charger"])
    clock.forward(days=10)
    shelf = hub.device(
        model="ThinkPad L390 Yoga with a name as long as makers like it", serial="PF1X2Y3Z"
    )
    go = at_desk.shell.go

    def bring(state: str) -> None:
        if state == "devices":
            go("devices")
        elif state == "link":
            go("devices", link="5012345678900")
        elif state == "to wipe":
            go("devices", show="to wipe")
        elif state == "out":
            go("device", id=late)
            at_desk.shell.page.columns.state.earlier.click()
        elif state in ("shelf", "edit", "earlier"):
            go("device", id=shelf)
            columns = at_desk.shell.page.columns
            if state == "edit":
                columns.details.open_form()
                columns.details.form.imei.setText("123")
                columns.details.form.save_button.click()
            if state == "earlier":
                columns.state.lend_earlier.click()
                columns.earlier.who.setText("sa")
                columns.earlier._find()
            if state == "shelf":
                columns.codes.link_button.click()
        elif state == "add":
            go("add-devices")
            at_desk.shell.page.what.choose_kind(hub.kind("Laptop"))
            for number in (701, 702):
                at_desk.shell.page.scanned(make_code(CodeKind.DEVICE, 0, number).text)
            at_desk.shell.page.scanned(make_code(CodeKind.PERSON, 0, 1).text)
        elif state in ("loans", "text"):
            go("loans")
            at_rest(at_desk.shell.page)
            if state == "loans":
                at_desk.shell.page.bar.call.click()
            else:
                at_desk.shell.page._ask("text")
                at_rest(at_desk.shell.page)
        at_desk.settle()

    return bring


@pytest.mark.parametrize(("theme", "scale", "size"), LOOKS)
def test_every_state_is_legible_and_within_reach(at_desk, look, stock_in, theme, scale, size):
    walks.put_on(QApplication.instance(), at_desk.window, look, theme, scale, size)
    wrong = {state: faults(at_desk, stock_in, state) for state in STATES}
    assert {state: found for state, found in wrong.items() if found} == {}


def faults(at_desk, bring, state):
    """What is wrong with a state in the look of now."""
    bring(state)
    window = at_desk.window
    found = []
    for walk in (
        *(walks.clipped, walks.small_targets, walks.unnamed),
        *(walks.low_contrast, walks.unreachable),
    ):
        found += walk(window)
    at_desk.shell.drawer.shut()
    return found


@pytest.mark.parametrize("state", ["devices", "out", "add", "loans"])
def test_tab_goes_round_once_and_is_seen_everywhere(at_desk, stock_in, state):
    stock_in(state)
    names = walks.focus_walk(at_desk.shell.search.edit)
    stops = walks.focusable(at_desk.window)
    assert len(names) == len(stops), set(map(walks.said, stops)) - set(names)
    assert walks.ringless(at_desk.window) == []
