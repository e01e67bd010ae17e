"""The pages of people in every look: legible, named, within reach, nothing clipped."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from hubdesk.ids import CodeKind, make_code
from hubdesk.models import Birth
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.lending import Item
from hubdesk.operations.people import add_note, assign_card, join_household, set_needs
from tests.ui import walks
from tests.ui.conftest import desk_of_a_file

LOOKS = [
    ("light", 100, (1366, 697)),
    ("contrast", 150, (1366, 697)),
    ("dark", 100, (1024, 600)),
    ("light", 200, (1024, 600)),
]
STATES = (
    *("list", "nobody found"),
    *("person", "text", "card", "writing", "bare person", "gone"),
    *("new", "new wrong", "new twin"),
    *("edit", "edit wrong"),
)
LONG = "María del Carmen Fernández-Iglesias y Rodríguez de la Cruz Hernández-Montgomery"


class Stage:
    """Brings the window into one of the states."""

    def __init__(self, at_desk, hub) -> None:
        self.at_desk, self.hub, self.shell = at_desk, hub, at_desk.shell

    def fill(self) -> None:
        hub = self.hub
        hub.clock.forward(days=-40)
        self.sam = hub.person(
            "Samira Haddad-Featherstonehaugh de la Cruz",
            known_as="Sam",
            phone="07700 900318",
            email="samira.haddad-featherstonehaugh@community.example.org",
            heard_from="Library",
            privacy_given=True,
            roles=("borrower", "volunteer"),
            more={
                "birth": Birth.of_day(date(1979, 3, 14)),
                "language": "Arabic",
                "wants_interpreter": True,
                "address": "12 Moseley Road\nBirmingham",
                "postcode": "B12 0XX",
                "guardian_name": "Omar Haddad-Featherstonehaugh",
            },
        )
        omar = hub.person(LONG)
        do = hub.do
        do("needs", lambda db, now: set_needs(db, person_id=self.sam, needs=["large print"]))
        do("assign card", lambda db, now: assign_card(db, person_id=self.sam))
        do("household", lambda db, now: join_household(db, person_id=omar, other_id=self.sam))
        words = "Hospital visit on Thursday. Call in the morning."
        do("note", lambda db, now: add_note(db, person_id=self.sam, text=words, now=now))
        laptop, sim = hub.device(), hub.device("SIM card", make="Vodafone", model="20 GB")
        old = hub.device()
        self.lend(old)
        hub.bring_back(old, missing=("Charger",))
        self.lend(laptop, sim)
        hub.clock.forward(days=40)
        self.bare = hub.person(LONG)

    def lend(self, *ids) -> None:
        self.hub.do(
            "lend",
            lambda db, now: lend_basket(
                db, borrower_id=self.sam, items=[Item(id) for id in ids], now=now
            ),
            person_id=self.sam,
            device_ids=list(ids),
        )

    def bring(self, state: str) -> None:
        self.at_desk.shell.go("desk")
        self.at_desk.shell.strip.clear()
        noun = state.split()[0]
        if noun in ("list", "nobody"):
            self.shell.go("people")
            self.shell.page.filter.setText("Grace Okafor" if state == "nobody found" else "")
            self.shell.page._load()
        elif noun == "new":
            self.new(state)
        elif noun == "edit":
            self.shell.go("edit-person", id=self.sam)
            if state == "edit wrong":
                self.shell.page.form.inputs["display_name"].setText("")
                self.shell.page.form.inputs["postcode"].setText("ZZZ")
                self.shell.page.save()
        else:
            self.person(state)
        self.at_desk.settle()

    def person(self, state: str) -> None:
        ids = {"bare person": self.bare, "gone": "nobody"} if state != "person" else {}
        self.shell.go("person", id=ids.get(state, self.sam))
        page = self.shell.page
        if state == "text":
            page.head.chosen.emit("text")
        elif state == "card":
            page.panels.offer_card(make_code(CodeKind.PERSON, 0, 412).text)
        elif state == "writing":
            page.notes.open_editor()
            page.home.change.click()

    def new(self, state: str) -> None:
        self.shell.go("new-person")
        page = self.shell.page
        if state == "new wrong":
            page.save()
        elif state == "new twin":
            page.form.set_name(LONG)
            page.card.take(make_code(CodeKind.PERSON, 0, 412).text)
            page.form.heard.choose("else")
            page.save()


@pytest.fixture(scope="module")
def stage(empty_hub, tmp_path_factory, qapp):
    """One window for all of them: a look is put on once, and each state shown in it."""
    with desk_of_a_file(empty_hub, tmp_path_factory.mktemp("looks") / "hub", qapp) as at_desk:
        found = Stage(at_desk, at_desk.hub)
        found.fill()
        at_desk.settle()
        yield found


def faults(at_desk, size):
    """What is wrong in the look of now."""
    window = at_desk.window
    wrong = [
        *walks.clipped(window),
        *walks.small_targets(window),
        *walks.unnamed(window),
        *walks.low_contrast(window),
        *walks.unreachable(window),
    ]
    least = window.minimumSizeHint()
    if least.width() > size[0] or least.height() > size[1]:
        wrong.append(f"the window needs {least.toTuple()}")
    return [words for words in wrong if not words.startswith("RailButton")]  # not of the page


@pytest.mark.parametrize(("theme", "scale", "size"), LOOKS)
def test_every_state_is_legible_and_within_reach_in_every_look(look, stage, theme, scale, size):
    at_desk = stage.at_desk
    walks.put_on(QApplication.instance(), at_desk.window, look, theme, scale, size)
    found = {}
    for state in STATES:
        stage.bring(state)
        found[state] = faults(at_desk, size)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_the_page_without_anybody_is_legible_in_every_look(at_desk, look):
    at_desk.shell.go("people")
    at_desk.settle()
    for theme, scale, size in LOOKS:
        walks.put_on(QApplication.instance(), at_desk.window, look, theme, scale, size)
        at_desk.settle()
        assert faults(at_desk, size) == [], (theme, scale, size)


@pytest.mark.parametrize("state", ["list", "person", "card", "new twin", "edit wrong"])
def test_tab_goes_round_once_and_is_seen_everywhere(stage, state):
    at_desk = stage.at_desk
    at_desk.window.resize(1366, 768)
    at_desk.window.activateWindow()  # another test had a window of its own
    at_desk.settle()
    stage.bring(state)
    names = walks.focus_walk(at_desk.shell.search.edit)
    stops = walks.focusable(at_desk.window)
    assert len(names) == len(stops), set(map(walks.said, stops)) - set(names)
    assert walks.ringless(at_desk.window) == []
