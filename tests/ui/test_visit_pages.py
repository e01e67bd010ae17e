"""Visits, meetings and events in the real window: speakers, the school's answer, promises."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hubdesk.errors.rights import NotAllowed
from hubdesk.models.session_details import Event, SchoolVisit
from hubdesk.operations.session_parts import add_action
from hubdesk.operations.staff import add_staff
from hubdesk.queries.actions_due import actions_of, open_actions
from hubdesk.queries.checks import checks
from hubdesk.queries.register import head_counts
from hubdesk.queries.session_card import session_card
from hubdesk.queries.speakers import speakers_of
from hubdesk.ui.widgets.buttons import Button, IconButton
from tests.conftest import TODAY, in_days

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def visit(hub):
    return hub.session(
        "Careers in tech",
        kind="school visit",
        starts=time(9),
        ends=time(10),
        organisations=(("Hillside School", "123456"),),
        details=SchoolVisit(contact="Ms Patel", benchmarks=("5",)),
    )


@pytest.fixture
def meeting(hub):
    return hub.session("Partners", kind="meeting", organisations=(("Library", ""),))


def opened(at_desk, session):
    at_desk.shell.go("visit", id=session)
    at_desk.settle()
    return at_desk.shell.page


def words_of(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_sessions_page_leads_to_what_a_visit_has_besides_its_register(at_desk, hub, visit):
    at_desk.press(KEY.Key_2, CTRL)
    button = at_desk.shell.page.panel.more_button
    assert button.text() == "Speakers, benchmarks and summary"
    button.click()
    at_desk.settle()
    assert at_desk.shell.current == "visit"
    assert "Hillside School (URN 123456)" in words_of(at_desk.shell.page)


def test_a_course_has_no_such_page(at_desk, hub):
    hub.session("Digital basics")
    at_desk.press(KEY.Key_2, CTRL)
    assert at_desk.shell.page.panel.more_button.isHidden()


def with_speaker(at_desk, visit):
    page = opened(at_desk, visit)
    page.speakers.part.choose("role model")
    page.speakers.finder.ask()
    at_desk.write("Ngozi Eze")
    at_desk.press(KEY.Key_Return)
    return page


def check_button(page):
    return next(
        one
        for one in page.speakers.findChildren(IconButton)
        if one.accessibleName() == "Write down the check of Ngozi Eze"
    )


def test_a_role_model_is_added_and_their_check_written_down_each_with_its_own_undo(
    at_desk, hub, visit
):
    page = with_speaker(at_desk, visit)
    check_button(page).click()
    page.speakers.check.day.set_day(in_days(-90))
    page.speakers.check.save_button.click()
    at_desk.settle()
    [one] = hub.look(lambda db: speakers_of(db, visit))
    assert (one.name, one.part, one.checked_on) == ("Ngozi Eze", "role model", in_days(-90))
    assert any("check of 26 August 2026" in words for words in words_of(page))
    at_desk.press(KEY.Key_Z, CTRL)
    assert hub.look(lambda db: speakers_of(db, visit))[0].checked_on is None
    at_desk.press(KEY.Key_Z, CTRL)
    assert hub.look(lambda db: speakers_of(db, visit)) == ()


def test_a_check_may_not_be_of_a_day_to_come(at_desk, hub, visit):
    page = with_speaker(at_desk, visit)
    check_button(page).click()
    page.speakers.check.day.set_day(in_days(1))
    page.speakers.check.save_button.click()
    assert page.speakers.check.day_field.words()
    assert hub.look(checks) == []


def test_a_tutor_puts_a_speaker_on_the_list_and_asks_a_manager_about_the_check(at_desk, hub, visit):
    tutor = hub.do("add staff", lambda db, _: add_staff(db, name="Tom Reed", roles=["tutor"])).id
    at_desk.open.act_as(str(tutor))
    page = with_speaker(at_desk, visit)
    assert [one.name for one in hub.look(lambda db: speakers_of(db, visit))] == ["Ngozi Eze"]
    assert not check_button(page).isEnabled()


def test_the_date_of_a_check_is_for_those_who_plan_visits_on_the_page_and_on_paper(
    at_desk, hub, visit
):
    page = with_speaker(at_desk, visit)
    assert any("no check written down" in words for words in words_of(page))
    helper = hub.do("add staff", lambda db, _: add_staff(db, name="Vi", roles=["volunteer"])).id
    at_desk.open.act_as(str(helper))
    page = opened(at_desk, visit)
    assert "Role model" in words_of(page)
    assert any(words.endswith("to see the date of a background check.") for words in words_of(page))
    assert not any("no check written down" in words for words in words_of(page))
    assert not page.print_button.isEnabled()
    with pytest.raises(NotAllowed):
        at_desk.open.records.paper("visit-summary", visit)


def test_a_speaker_is_taken_off_the_list(at_desk, hub, visit):
    page = opened(at_desk, visit)
    page.speakers.finder.ask()
    at_desk.write("Ngozi Eze")
    at_desk.press(KEY.Key_Return)
    page._take_away(hub.look(lambda db: speakers_of(db, visit))[0])
    assert hub.look(lambda db: speakers_of(db, visit)) == ()


def test_the_school_says_yes_after_the_register_was_finished(at_desk, hub, visit):
    page = opened(at_desk, visit)
    page.says.choose("yes")
    page.benchmarks["4"].setChecked(True)
    page.answer_button.click()
    details = hub.look(lambda db: session_card(db, visit)).details
    assert (details.school_says, details.benchmarks) == ("yes", ("4", "5"))
    assert details.contact == "Ms Patel"


def test_a_name_of_a_pupil_where_a_number_belongs_is_refused_kindly(at_desk, hub, visit):
    at_desk.shell.go("register", id=visit)
    at_desk.settle()
    heads = at_desk.shell.page.counting.heads
    box = heads.boxes["7", "came"]
    box.setFocus()
    box.setText("Jamie Smith")
    at_desk.press(KEY.Key_Return)
    assert heads.wrong.text() == ("Enter a number here. The name of a pupil is never written down.")
    assert hub.look(lambda db: head_counts(db, visit)) == ()


def test_the_summary_for_the_school_holds_numbers_and_goes_to_the_printer(at_desk, hub, visit):
    page = opened(at_desk, visit)
    page.print_button.click()
    assert [paper.kind for paper in at_desk.open.printing.waiting()] == ["visit-summary"]
    assert at_desk.open.records.paper("visit-summary", visit).startswith(b"%PDF")


def test_an_action_with_owner_and_day_stays_in_today_until_it_is_done(at_desk, hub, meeting):
    page = opened(at_desk, meeting)
    page.promises.text.setText("Ring the school")
    page.promises.owner.choose("outside")
    page.promises.outside.setText("Mrs Ali")
    page.promises.day.set_day(in_days(7))
    page.promises.button.click()
    at_desk.settle()
    [action] = hub.look(open_actions)
    assert (action.text, action.who, action.due_on) == ("Ring the school", "Mrs Ali", in_days(7))
    at_desk.shell.go("desk")
    at_desk.settle()
    assert "Ring the school" in words_of(at_desk.window)
    page = opened(at_desk, meeting)
    page._tick(hub.look(lambda db: actions_of(db, meeting))[0])
    assert hub.look(open_actions) == ()
    at_desk.shell.strip.buttons()[-1].click()  # Ctrl+Z belongs to the words being written here
    assert len(hub.look(open_actions)) == 1


def test_all_there_is_to_do_opens_on_the_front_desk(at_desk, hub, meeting):
    for number in range(7):
        said = {"session_id": meeting, "text": f"Action {number}"}
        hub.do("add action", lambda db, _now, s=said: add_action(db, **s))
    at_desk.shell.go("desk")
    at_desk.settle()
    today = at_desk.open.window.desk_page.today
    assert "Action 2" in words_of(today)
    assert "Action 3" not in words_of(today)
    next(one for one in today.findChildren(Button) if one.text() == "4 more").click()
    at_desk.settle()
    assert "Action 6" in words_of(today)
    next(one for one in today.findChildren(Button) if one.text() == "Show fewer").click()
    at_desk.settle()
    assert "Action 3" not in words_of(today)


def test_an_action_without_words_is_told_by_its_field(at_desk, hub, meeting):
    page = opened(at_desk, meeting)
    page.promises.button.click()
    assert page.promises.text_field.words() == "Enter what will be done."
    assert hub.look(open_actions) == ()


def test_decisions_are_kept_and_what_is_half_typed_is_not_lost(at_desk, hub, meeting):
    page = opened(at_desk, meeting)
    at_desk.write("Open on Saturdays")
    assert page.has_unsaved()
    assert page.save_unsaved()
    assert hub.look(lambda db: session_card(db, meeting)).details.decisions == (
        "Open on Saturdays",
    )
    assert not page.has_unsaved()


def test_the_programme_of_an_event_is_shown_and_printed(at_desk, hub):
    parts = (("10:00", "Welcome"), ("14:00", "Awards"))
    event = hub.session("Open day", kind="event", held_on=TODAY, details=Event(parts))
    page = opened(at_desk, event)
    assert "10:00  Welcome" in words_of(page)
    assert page.print_button.text() == "Print the programme"
    page.print_button.click()
    assert [paper.title for paper in at_desk.open.printing.waiting()] == ["Programme for Open day"]
    assert at_desk.open.records.paper("programme", event).startswith(b"%PDF")
