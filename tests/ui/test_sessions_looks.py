"""Sessions, register, planning and drop-in in every look: legible, named, within reach, whole."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtWidgets import QApplication

from hubdesk.operations.attending import mark
from hubdesk.operations.booking import book_session
from hubdesk.operations.people import set_needs
from hubdesk.operations.sessions import cancel_session
from tests.conftest import in_days
from tests.ui import walks
from tests.ui.conftest import desk_of_a_file

LOOKS = [
    ("light", 100, (1366, 697)),
    ("contrast", 150, (1366, 697)),
    ("dark", 100, (1024, 600)),
    ("light", 200, (1024, 600)),
]
STATES = (
    *("week", "empty week", "asking", "register", "marked", "nobody", "heads", "plan", "wrong"),
    *("school plan", "drop-in", "visit"),
)
LONG = "María del Carmen Fernández-Iglesias y Rodríguez de la Cruz Hernández-Montgomery"


class Stage:
    """Brings the window into one of the states."""

    def __init__(self, at_desk, hub) -> None:
        self.at_desk, self.hub, self.shell = at_desk, hub, at_desk.shell

    def fill(self) -> None:
        hub = self.hub
        self.course = hub.session(
            "Digital basics for people who have never used a computer before",
            room="Room 2",
            venue="Community centre by the canal",
            places=4,
            interpreter="Arabic",
            has_bsl=True,
        )
        self.people = people = hub.book(self.course, LONG, "Ada Okafor", "Bo Li", "Cy Brown")
        needs = ["large print", "hearing loop", "quiet seat"]
        hub.do("needs", lambda db, _: set_needs(db, person_id=people[0], needs=needs))
        waits = hub.person(f"{LONG} the second")
        hub.do(
            "book place",
            lambda db, now: book_session(db, person_id=waits, session_id=self.course, now=now),
        )
        self.empty = hub.session("Job club", kind="job club", starts=time(14), ends=time(16))
        self.school = hub.session("Moor End Academy", kind="school visit", held_on=in_days(-1))
        self.marked = hub.session("Digital basics 2", starts=time(12), ends=time(13))
        marks = zip(people, ("present", "late", "told us", "absent"), strict=True)
        for person_id, how in marks:
            hub.do("mark", lambda db, now, p=person_id, m=how: self._mark(db, p, m, now))
        self.visitor = hub.person("Zoe Last")
        off = hub.session("Evening class", held_on=in_days(1))
        hub.do("cancel session", lambda db, _: cancel_session(db, session_id=off, why="Snow"))

    def _mark(self, db, person_id: str, how: str, now) -> None:
        book_session(db, person_id=person_id, session_id=self.marked, now=now)
        mark(db, session_id=self.marked, person_id=person_id, mark=how, now=now)

    def show(self, state: str) -> None:
        go = self.shell.go
        if self.shell.current == "plan-session":
            self.shell.page.start_again()
        match state:
            case "week":
                go("sessions", id=self.course, day=in_days(0))
            case "empty week":
                go("sessions", day=in_days(60))
            case "asking":
                go("sessions", id=self.course, day=in_days(0))
                self.shell.page.panel.open_ask(self.shell.page.panel.ask_move)
            case "register":
                go("register", id=self.course)
            case "marked":
                go("register", id=self.marked)
            case "nobody":
                go("register", id=self.empty)
            case "heads":
                go("register", id=self.school)
            case "plan":
                go("plan-session")
                self.shell.page.form.repeats.choose("weekly")
            case "wrong":
                go("plan-session")
                self.shell.page.form.starts.setText("soon")
                self.shell.page.save()
            case "school plan":
                go("plan-session")
                self.shell.page.form.kind.choose("school visit")
            case "drop-in":
                go("drop-in")
            case "visit":
                go("drop-in", person_id=self.visitor)
        self.at_desk.settle()


@pytest.fixture(scope="module")
def stage(empty_hub, tmp_path_factory, qapp):
    """One window for all of them: a look is put on once, and each state shown in it."""
    with desk_of_a_file(empty_hub, tmp_path_factory.mktemp("looks") / "hub", qapp) as at_desk:
        found = Stage(at_desk, at_desk.hub)
        found.fill()
        at_desk.settle()
        yield found


@pytest.mark.parametrize(("theme", "scale", "size"), LOOKS)
def test_every_state_is_legible_and_within_reach_in_every_look(look, stage, theme, scale, size):
    at_desk = stage.at_desk
    window, app = at_desk.window, QApplication.instance()
    walks.put_on(app, window, look, theme, scale, size)
    found = {}
    for state in STATES:
        stage.show(state)
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
        here = [words for words in wrong if not words.startswith("RailButton")]  # not of the page
        if here:
            found[state] = here
    assert found == {}


@pytest.fixture
def own_stage(at_desk, hub):
    """A window that nobody had the focus in before."""
    found = Stage(at_desk, hub)
    found.fill()
    at_desk.settle()
    return found


@pytest.mark.parametrize("state", ["week", "register", "plan", "drop-in", "visit"])
def test_tab_goes_round_once_and_is_seen_everywhere(at_desk, own_stage, state):
    own_stage.show(state)
    names = walks.focus_walk(at_desk.shell.search.edit)
    stops = walks.focusable(at_desk.window)
    assert len(names) == len(stops), set(map(walks.said, stops)) - set(names)
    assert walks.ringless(at_desk.window) == []
