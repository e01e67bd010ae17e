"""The self-check in the real window: by keys alone, one question at a time, nothing lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hubdesk.queries.self_check import self_check, way_by_area
from hubdesk.queries.skills import judged
from tests.skills_verbs import Of, bring_in, judge
from tests.ui import walks

KEY = Qt.Key


@pytest.fixture
def eds(at_desk, hub):
    return Of(bring_in(hub))


@pytest.fixture
def ada(hub):
    return hub.person("Ada Okafor")


def begun(at_desk, person):
    at_desk.shell.go("self-check", id=person)
    at_desk.settle()
    return at_desk.shell.page


def tap(at_desk, key):
    """One key of a person: no more come, so it is no scan."""
    at_desk.press(key)
    at_desk.open.window.scans.flush()
    at_desk.settle()


def said(hub, person):
    return hub.look(lambda db: self_check(db, person)).said


def test_a_learner_answers_an_area_by_number_keys_and_sees_nothing_else(at_desk, hub, eds, ada):
    page = begun(at_desk, ada)
    assert page.welcome.hello.text() == "Hello Ada"
    around = (at_desk.shell.rail, at_desk.shell.top)
    assert [part.isVisible() for part in around] == [False, False]
    tap(at_desk, KEY.Key_Return)
    assert page.question.text.text() == "Switch a device on"
    assert page.question.where.text() == "Getting started · question 1 of 9"
    tap(at_desk, KEY.Key_4)
    tap(at_desk, KEY.Key_0)  # skipped
    tap(at_desk, KEY.Key_1)
    tap(at_desk, KEY.Key_Backspace)
    for _ in range(7):
        tap(at_desk, KEY.Key_2)
    assert page.pause.words.text().startswith("Getting started is done.")
    assert len(said(hub, ada)) == 8, "an area is saved when it is done"
    at_desk.press(KEY.Key_Escape)
    assert at_desk.shell.current == "skills"
    assert at_desk.shell.rail.isVisible()
    assert at_desk.said == "Ada O., Getting started: 8 answers written down."
    [row] = hub.look(lambda db: judged(db, ada, eds.skill("EDS18-F1")))
    assert (row.step, row.method) == ("Alone", "said themselves")
    at_desk.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said(hub, ada) == {}


def test_what_was_answered_is_kept_wherever_somebody_turned_away_and_goes_on_from_there(
    at_desk, hub, eds, ada
):
    begun(at_desk, ada)
    for key in (KEY.Key_Return, KEY.Key_4, KEY.Key_3):
        tap(at_desk, key)
    assert at_desk.shell.page.has_unsaved()
    at_desk.shell.go("desk")
    assert len(said(hub, ada)) == 2
    page = begun(at_desk, ada)
    assert page.welcome.begin_button.text() == "Go on with Getting started"
    tap(at_desk, KEY.Key_Return)
    assert page.question.where.text() == "Getting started · question 3 of 9"


def test_the_way_since_is_told_area_by_area(hub, at_desk, eds, ada, clock):
    begun(at_desk, ada)
    for key in (KEY.Key_Return, KEY.Key_1, KEY.Key_4):
        tap(at_desk, key)
    at_desk.press(KEY.Key_Escape)
    clock.forward(days=30)
    judge(hub, eds, ada, "EDS18-F1", 3)
    [area] = hub.look(lambda db: way_by_area(db, ada, eds.id))
    assert (area.title, area.asked, area.then, area.now) == ("Getting started", 2, 1, 2)


@pytest.mark.parametrize(("theme", "scale"), [("light", 100), ("dark", 200)])
def test_a_question_fits_where_there_is_little_room(
    at_desk, hub, eds, ada, look, qapp, theme, scale
):
    begun(at_desk, ada)
    tap(at_desk, KEY.Key_Return)
    walks.put_on(qapp, at_desk.window, look, theme, scale, (1024, 600))
    assert walks.clipped(at_desk.window) == []
    assert walks.unnamed(at_desk.window) == []
    assert walks.low_contrast(at_desk.window) == []
    assert walks.unreachable(at_desk.window) == []
