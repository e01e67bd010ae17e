"""Sessions, register, planning and drop-in in every look: legible, named, within reach, whole."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtWidgets import QApplication

from hubdesk.operations.booking import book_session
from hubdesk.operations.people import set_needs
from hubdesk.operations.sessions import cancel_session
from tests.conftest import in_days
from tests.ui import walks

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
        people = hub.book(self.course, LONG, "Ada Okafor", "Bo Li", "Cy Brown")
        needs = ["large print", "hearing loop", "quiet seat"]
        hub.do("needs", lambda db, _: set_needs(db, person_id=people[0], needs=needs))
        waits = hub.person(f"{LONG} the second")
        hub.do(
            "book place",
            lambda db, now: book_session(db, person_id=waits, session_id=self.course, now=now),
        )
        self.empty = hub.session("Job club", kind="job club", starts=time(14), ends=time(16))
        self.school = hub.session("Moor End Academy", kind="school visit", held_on=in_days(-1))
        off = hub.session("Evening class", held_on=in_days(1))
        hub.do("cancel session", lambda db, _: cancel_session(db, session_id=off, why="Snow"))

    def show(self, state: str) -> None:
        go = self.shell.go
        match state:
            case "week":
                go("sessions", id=self.course)
            case "empty week":
                go("sessions", day=in_days(60))
            case "asking":
                go("sessions", id=self.course)
                self.shell.page.panel.open_ask(self.shell.page.panel.ask_move)
            case "register":
                go("register", id=self.course)
            case "marked":
                go("register", id=self.course)
                for mark in ("present", "late", "told us", "absent"):
                    row = self.shell.page.table.chosen()
                    self.shell.page.table.marked.emit(row.person_id, mark)
                    self.shell.page.table.choose(self.shell.page.table.currentIndex().row() + 1)
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
                go("drop-in", person_id=self.hub.person("Zoe Last"))
        self.at_desk.settle()


@pytest.fixture
def stage(at_desk, hub):
    found = Stage(at_desk, hub)
    found.fill()
    at_desk.settle()
    return found


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_legible_and_within_reach_in_every_look(at_desk, look, stage, state):
    stage.show(state)
    window, app = at_desk.window, QApplication.instance()
    for theme, scale, size in LOOKS:
        walks.put_on(app, window, look, theme, scale, size)
        at_desk.settle()
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
        assert here == [], (theme, scale, size)


@pytest.mark.parametrize("state", ["week", "register", "plan", "drop-in", "visit"])
def test_tab_goes_round_once_and_is_seen_everywhere(at_desk, stage, state):
    stage.show(state)
    names = walks.focus_walk(at_desk.shell.search.edit)
    stops = walks.focusable(at_desk.window)
    assert len(names) == len(stops), set(map(walks.said, stops)) - set(names)
    assert walks.ringless(at_desk.window) == []
