"""Skills in the real window: a class by one key, one person's page, and who is to be asked."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hubdesk.models import Seen
from hubdesk.operations import judging, progress
from hubdesk.operations.attending import mark, mark_rest
from hubdesk.queries.awards import awards_of
from hubdesk.queries.class_grid import class_grid
from hubdesk.queries.finished_area import finished_area
from hubdesk.queries.progress import follow_ups_due, follow_ups_of, goals_of, outcomes_of
from hubdesk.queries.skills import judged, skills_of
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import WrappedLabel
from tests.conftest import TODAY
from tests.skills_verbs import Of, bring_in, judge, of_person

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
NAMES = ("Alan Pryce", "Bilal Rahman", "Ewa Nowak", "Grace Okafor", "Samira Haddad")


@pytest.fixture
def eds(at_desk, hub):
    return Of(bring_in(hub))


@pytest.fixture
def session(at_desk, hub, eds):
    made = hub.session(room="Room 2", places=20)
    hub.book(made, *NAMES)
    hub.do("mark rest", lambda db, now: mark_rest(db, session_id=made, now=now))
    return made


def opened(at_desk, name, id):
    at_desk.shell.go(name, id=id)
    at_desk.settle()
    return at_desk.shell.page


def tap(at_desk, key):
    """One key of a person: no more come, so it is no scan."""
    at_desk.press(key)
    at_desk.open.window.scans.flush()
    at_desk.settle()


def steps_of(hub, session, eds, code):
    grid = hub.look(lambda db: class_grid(db, session, only_covered=False))
    return [grid.places.get((one.id, eds.skill(code)), 0) for one in grid.people]


def test_a_class_is_judged_with_one_key_a_person(at_desk, hub, eds, session):
    page = opened(at_desk, "class-skills", session)
    assert at_desk.window.focusWidget() is page.table
    for number in (KEY.Key_4, KEY.Key_4, KEY.Key_3, KEY.Key_5, KEY.Key_2):
        tap(at_desk, number)
    assert steps_of(hub, session, eds, "EDS18-F1") == [3, 3, 2, 4, 1]
    assert at_desk.said == "Samira Haddad, Switch a device on: Working on it."
    at_desk.press(KEY.Key_Z, CTRL)
    assert steps_of(hub, session, eds, "EDS18-F1") == [3, 3, 2, 4, 0]


def test_who_was_not_there_is_not_judged_with_the_rest(at_desk, hub, eds, session):
    absent = hub.look(lambda db: class_grid(db, session)).people[1].id
    hub.do("mark", lambda db, now: mark(
        db, session_id=session, person_id=absent, mark="absent", now=now
    ))  # fmt: skip
    opened(at_desk, "class-skills", session)
    at_desk.press(KEY.Key_Return, CTRL)
    at_desk.settle()
    assert steps_of(hub, session, eds, "EDS18-F1") == [3, 0, 3, 3, 3]


def test_the_rest_of_a_column_takes_one_key_and_takes_nobody_back(at_desk, hub, eds, session):
    opened(at_desk, "class-skills", session)
    tap(at_desk, KEY.Key_5)
    at_desk.press(KEY.Key_Return, CTRL)
    at_desk.settle()
    assert steps_of(hub, session, eds, "EDS18-F1") == [4, 3, 3, 3, 3]
    assert at_desk.said == "Switch a device on: 4 people now Alone."


def test_the_page_says_in_words_what_the_ring_is_on(at_desk, hub, eds, session):
    page = opened(at_desk, "class-skills", session)
    tap(at_desk, KEY.Key_Right)
    assert page.now.text() == "Work the controls of a device · Alan Pryce: Not yet"


def test_everybody_of_a_class_can_be_asked_later_with_one_button(at_desk, hub, eds, session):
    page = opened(at_desk, "class-skills", session)
    page.ask_button.click()
    at_desk.settle()
    assert hub.look(lambda db: follow_ups_due(db, TODAY))[1] == 5
    page.ask_button.click()
    assert at_desk.said == "The days to ask are all set already. Nothing changed."


def test_who_is_to_be_asked_stands_in_today_and_opens_their_page(at_desk, hub, eds):
    ada = hub.person("Ada Okafor")
    hub.do(
        "plan follow-ups",
        lambda db, _now: progress.plan_follow_ups(db, person_ids=[ada], ended_on=TODAY),
    )
    at_desk.shell.go("desk")
    at_desk.settle()
    rows = [row for row in at_desk.window.findChildren(Row) if row.isVisible()]
    [asked] = [row for row in rows if "Ada O." in row.accessibleName()]
    asked.click()
    at_desk.settle()
    assert at_desk.shell.current == "skills"
    page = at_desk.shell.page
    page.outcomes.what.choose("NPE1")
    page.outcomes.add_button.click()
    at_desk.settle()
    assert [one.outcome for one in hub.look(lambda db: outcomes_of(db, ada))] == ["NPE1"]
    done = [one.is_done for one in hub.look(lambda db: follow_ups_of(db, ada))]
    assert done == [True, False, False]


def test_a_person_is_judged_skill_by_skill_and_the_history_is_said(at_desk, hub, eds):
    ada = hub.person("Ada Okafor")
    page = opened(at_desk, "skills", ada)
    for number in (KEY.Key_4, KEY.Key_3):
        tap(at_desk, number)
    assert of_person(hub, ada, eds.id).done == 1
    page.table.choose(1, 0)
    assert page.now.text() == "Work the controls of a device"
    assert page.history.text().startswith("With help · Tue 24 Nov · seen · ")
    assert "Amira Khan" in page.history.text()
    unread = "Nobody has compared its words with the source yet."
    assert page.count.text() == f"1 skill can be done alone. {unread}"


def test_what_was_seen_on_an_earlier_day_is_kept_with_that_day_and_the_words(at_desk, hub, eds):
    ada = hub.person("Ada Okafor")
    page = opened(at_desk, "skills", ada)
    page.how.day_button.click()
    page.how.ask_day.days.set_day(date(2026, 11, 17))
    at_desk.press(KEY.Key_Return)
    assert page.how.day_button.text() == "Seen on Tue 17 Nov"
    tap(at_desk, KEY.Key_4)
    page.table.choose(0, 0)
    page.how.note_button.click()
    at_desk.write("Did it on her own phone")
    at_desk.press(KEY.Key_Return)
    at_desk.settle()
    rows = hub.look(lambda db: judged(db, ada, eds.skill("EDS18-F1")))
    assert [(row.judged_on.day, row.step, row.note) for row in rows] == [
        (17, "Alone", "Did it on her own phone"),
        (17, "Alone", ""),
    ]
    assert page.history.text().endswith("· “Did it on her own phone”")
    opened(at_desk, "skills", ada)
    assert page.how.on is None, "the next visit begins with today"


def test_what_somebody_says_themselves_is_kept_as_such_and_the_way_is_said(
    at_desk, hub, eds, clock
):
    ada = hub.person("Ada Okafor")
    page = opened(at_desk, "skills", ada)
    page.how.whose.choose(Seen.SELF)
    for number in (KEY.Key_1, KEY.Key_3):
        tap(at_desk, number)
    [said] = hub.look(lambda db: judged(db, ada, eds.skill("EDS18-F2")))
    assert said.method == "said themselves"
    clock.forward(days=30)
    judge(hub, eds, ada, "EDS18-F2", 3)
    page._look()
    assert page.way.text() == "On 24 November 2026 they said 0 of 2. Now it is 1 of 2."
    page.table.choose(4, 0)
    tap(at_desk, KEY.Key_4)
    assert page.count.text().startswith("2 skills can be done alone. 1 of them by their own word. ")


def test_a_goal_is_written_down_and_reached(at_desk, hub, eds):
    ada = hub.person("Ada Okafor")
    page = opened(at_desk, "skills", ada)
    page.goals.edit.setText("Call my sister")
    assert page.has_unsaved()
    page.goals.add_button.click()
    at_desk.settle()
    assert not page.has_unsaved()
    [goal] = hub.look(lambda db: goals_of(db, ada))
    page.goals.findChild(QWidget, f"goal:{goal.id}").click()
    at_desk.settle()
    assert hub.look(lambda db: goals_of(db, ada))[0].reached_on == TODAY


def test_without_a_list_one_button_takes_those_into_use_that_ship(at_desk, hub):
    ada = hub.person("Ada Okafor")
    page = opened(at_desk, "skills", ada)
    assert page.empty.isVisible()
    page.use_button.click()
    at_desk.settle()
    assert len(hub.look(lambda db: skills_of(db, ada))) == 3
    assert page.table.isVisible()


def test_a_page_of_thirty_people_and_sixty_skills_has_no_widget_for_a_cell(at_desk, hub, eds):
    session = hub.session(places=40)
    people = hub.book(session, *(f"Person {n:02}" for n in range(30)))
    for person in people:
        answers = {eds.skill(f"EDS18-F{n}"): eds.step(n % 5) for n in range(1, 10)}
        hub.do(
            "self-check",
            lambda db, now, p=person, a=answers: judging.check_self(
                db, person_id=p, answers=a, now=now
            ),
        )
    page = opened(at_desk, "class-skills", session)
    at_desk.shell.go("class-skills", id=session)
    page.table.viewport().repaint()
    assert len(page.table.rows) * len(page.table.columns) == 30 * 59
    assert len(page.findChildren(QWidget)) < 120


def test_what_a_session_covered_is_ticked_beside_its_register_and_said_in_words(
    at_desk, hub, eds, session
):
    page = opened(at_desk, "register", session)
    page.covered.choose_button.setFocus()
    tap(at_desk, KEY.Key_Space)
    assert at_desk.window.focusWidget() is page.covered.areas
    tick = page.covered.ticks[eds.skill("EDS18-F6")]
    tick.box.setFocus()
    tap(at_desk, KEY.Key_Space)
    assert at_desk.said == "Covered: Join a Wi-Fi network safely."
    assert page.covered.said.text() == "Join a Wi-Fi network safely"
    assert steps_of(hub, session, eds, "EDS18-F6") == [1] * 5, "and nobody can do it by a tick"
    at_desk.shell.go("sessions")
    at_desk.settle()
    lines = [label.text() for label in at_desk.shell.page.panel.findChildren(WrappedLabel)]
    assert "Skills covered: Join a Wi-Fi network safely" in lines
    at_desk.press(KEY.Key_Z, CTRL)
    assert steps_of(hub, session, eds, "EDS18-F6") == [0] * 5


def test_with_the_last_skill_of_an_area_its_certificate_is_one_key_away(at_desk, hub, eds):
    ada = hub.person("Ada Okafor")
    for n in range(2, 10):
        judge(hub, eds, ada, f"EDS18-F{n}", 3)
    opened(at_desk, "skills", ada)
    tap(at_desk, KEY.Key_4)
    assert "Print the certificate for Getting started" in [
        button.text() for button in at_desk.shell.strip.buttons()
    ]
    at_desk.press(KEY.Key_W, Qt.KeyboardModifier.AltModifier)
    assert at_desk.shell.current == "award"
    page = at_desk.shell.page
    assert page.form.what.text() == "Getting started"
    assert page.form.skills.toPlainText().splitlines()[0] == "Switch a device on"
    page.award_button.click()
    at_desk.settle()
    [award] = hub.look(lambda db: awards_of(db, ada))
    assert (award.sort, award.what) == ("achievement", "Getting started")
    assert hub.look(lambda db: finished_area(db, ada, eds.skill("EDS18-F1"))) is None


def test_what_somebody_says_themselves_signs_no_area_off(hub, at_desk, eds):
    ada = hub.person("Ada Okafor")
    for n in range(1, 9):
        judge(hub, eds, ada, f"EDS18-F{n}", 3, method=Seen.SELF)
    judge(hub, eds, ada, "EDS18-F9", 3)
    assert hub.look(lambda db: finished_area(db, ada, eds.skill("EDS18-F9"))) is None


def test_a_class_that_finishes_an_area_together_is_awarded_together(at_desk, hub, eds, session):
    grid = hub.look(lambda db: class_grid(db, session))
    for one in grid.people[:2]:
        for n in range(2, 10):
            judge(hub, eds, one.id, f"EDS18-F{n}", 3)
    opened(at_desk, "class-skills", session)
    at_desk.press(KEY.Key_Return, CTRL)
    at_desk.settle()
    offered = [button.text() for button in at_desk.shell.strip.buttons()]
    assert "Print 2 certificates for Getting started" in offered
    at_desk.press(KEY.Key_W, Qt.KeyboardModifier.AltModifier)
    chosen = [one.row.person_id for one in at_desk.shell.page.people.chosen()]
    assert chosen == [one.id for one in grid.people[:2]]
