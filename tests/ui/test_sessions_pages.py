"""Sessions in the real window: the week, planning, moving, booking, dropping in."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel

from hubdesk.app.calendars import calendar_bytes
from hubdesk.operations.people import assign_card
from hubdesk.operations.session_parts import add_action
from hubdesk.operations.staff import add_staff
from hubdesk.queries.attendances import attendances_of
from hubdesk.queries.enquiries import enquiry_counts
from hubdesk.queries.session_card import session_card
from hubdesk.queries.sessions import session_row, sessions_between, sessions_of_day
from hubdesk.ui.widgets.rows import Row
from tests.conftest import TODAY, in_days
from tests.ui.test_register_page import card_of

KEY = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MONDAY = TODAY - timedelta(days=TODAY.weekday())


def sessions(at_desk):
    at_desk.press(KEY.Key_2, CTRL)
    return at_desk.shell.page


def titles(page):
    return [page.model.row(at).title for at in range(page.model.rowCount())]


def words_of(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_the_week_opens_on_what_is_on_now_and_enter_opens_its_register(at_desk, hub):
    hub.session("Yesterday", held_on=in_days(-1))
    hub.session("Job club", kind="job club", starts=time(14), ends=time(16))
    on_now = hub.session("Digital basics")
    hub.session("Next week", held_on=in_days(7))
    page = sessions(at_desk)
    assert titles(page) == ["Yesterday", "Digital basics", "Job club"]
    assert page.list.chosen() == on_now
    at_desk.press(KEY.Key_Return)
    assert at_desk.shell.current == "register"
    assert at_desk.shell.page.title() == "Digital basics"


def test_of_two_that_are_on_the_week_opens_on_mine_and_else_on_the_newest(at_desk, hub):
    me = at_desk.open.records.doors.acting().id
    hub.session("Digital basics")
    newest = hub.session("Job club", kind="job club", starts=time(10, 30), ends=time(12))
    assert sessions(at_desk).list.chosen() == newest
    mine = hub.session("Online for work", starts=time(9), ends=time(12), tutor_id=me)
    at_desk.shell.go("desk")
    page = sessions(at_desk)
    assert page._rows[page._best()].id == mine


def test_two_keys_turn_the_week_and_one_button_comes_back(at_desk, hub):
    hub.session("Next week", held_on=in_days(7))
    page = sessions(at_desk)
    at_desk.press(KEY.Key_PageDown, CTRL)
    assert titles(page) == ["Next week"]
    at_desk.press(KEY.Key_PageUp, CTRL)
    at_desk.press(KEY.Key_PageUp, CTRL)
    assert titles(page) == []
    assert page.empty.isVisible()
    page.this_week.click()
    assert page.week.text() == "Mon 23 Nov to Sun 29 Nov"


def test_registers_nobody_finished_have_a_tab_with_their_number(at_desk, hub):
    hub.session("Forgotten", held_on=in_days(-9))
    page = sessions(at_desk)
    assert page.tabs.words_of("unfinished") == "Not finished (1)"
    at_desk.shell.go("sessions", show="unfinished")
    assert titles(at_desk.shell.page) == ["Forgotten"]


def test_a_course_of_six_weeks_is_planned_by_keys_and_says_which_days_are_left_out(at_desk, hub):
    sessions(at_desk)
    at_desk.press(KEY.Key_P, ALT)
    page = at_desk.shell.page
    assert page.form.title.hasFocus()
    at_desk.write("Get online")
    page.form.day.set_day(in_days(7))
    page.form.room.setText("Room 1")
    page.form.repeats.choose("weekly")
    page.form.times.setValue(6)
    page._edited()
    assert page.save_button.text() == "Plan 6 sessions"
    assert "Fri 25 Dec: Christmas Day" not in words_of(page.days)
    at_desk.press(KEY.Key_S, CTRL)
    assert at_desk.said == "Planned 6 sessions of “Get online”."
    assert at_desk.shell.current == "sessions"
    assert titles(at_desk.shell.page) == ["Get online"]
    at_desk.press(KEY.Key_Z, CTRL)
    assert hub.look(lambda db: sessions_between(db, TODAY, in_days(90))) == []


def test_a_bank_holiday_is_shown_before_the_series_is_planned(at_desk, hub):
    sessions(at_desk)
    at_desk.press(KEY.Key_P, ALT)
    page = at_desk.shell.page
    at_desk.write("Friday club")
    page.form.day.set_day(in_days(24))  # Friday 18 December
    page.form.repeats.choose("weekly")
    page.form.times.setValue(3)
    page._edited()
    at_desk.settle()
    shown = words_of(page.days)
    assert any(words.startswith("Fri 25 Dec: Christmas") for words in shown)
    assert page.save_button.text() == "Plan 3 sessions"


def test_what_is_wrong_with_a_plan_stands_by_its_field_and_nothing_is_lost(at_desk, hub):
    sessions(at_desk)
    at_desk.press(KEY.Key_P, ALT)
    page = at_desk.shell.page
    page.form.starts.setText("half past")
    page.form.ends.setText("9am")
    at_desk.press(KEY.Key_S, CTRL)
    problems = page.form.problems
    assert problems.hasFocus()
    assert problems.lines()[0].text() == "Enter a title, like Digital basics."
    assert page.form.starts.text() == "half past"
    assert page.form.fields["starts"].words()


def test_a_half_made_plan_is_there_after_a_walk_away(at_desk, hub):
    sessions(at_desk)
    at_desk.press(KEY.Key_P, ALT)
    at_desk.write("Evening class")
    at_desk.shell.go("desk")
    at_desk.shell.go("plan-session")
    at_desk.settle()
    assert at_desk.shell.page.form.title.text() == "Evening class"


def test_a_room_that_is_taken_is_said_and_can_be_wanted_all_the_same(at_desk, hub, monkeypatch):
    monkeypatch.setattr(QDialog, "open", lambda _self: pytest.fail("a dialog"))
    hub.session("Digital basics", room="Hall", held_on=in_days(1))
    sessions(at_desk)
    at_desk.press(KEY.Key_P, ALT)
    page = at_desk.shell.page
    at_desk.write("Open day")
    page.form.day.set_day(in_days(1))
    page.form.room.setText("Hall")
    at_desk.press(KEY.Key_S, CTRL)
    assert at_desk.said.startswith("Hall has “Digital basics” from 10am to midday")
    assert at_desk.shell.current == "plan-session"
    at_desk.shell.strip.buttons()[0].click()
    assert len(hub.look(lambda db: sessions_of_day(db, in_days(1)))) == 2
    assert at_desk.shell.current == "sessions"


def test_a_session_is_changed_on_the_same_form(at_desk, hub):
    hub.session("Basics", room="Room 2", places=8)
    page = sessions(at_desk)
    page.panel.edit_button.click()
    form = at_desk.shell.page.form
    assert (form.title.text(), form.room.text(), form.places.value()) == ("Basics", "Room 2", 8)
    form.title.setText("Digital basics")
    form.breaks.setValue(15)
    at_desk.press(KEY.Key_S, CTRL)
    assert at_desk.said == "“Digital basics” is changed."
    (row,) = hub.look(lambda db: sessions_of_day(db, TODAY))
    assert (row.title, row.places) == ("Digital basics", 8)
    assert hub.look(lambda db: session_card(db, row.id)).break_minutes == 15


def test_a_session_is_cancelled_with_a_reason_by_keys_and_comes_back(at_desk, hub):
    session = hub.session("Job club", kind="job club")
    page = sessions(at_desk)
    at_desk.press(KEY.Key_X, ALT)
    at_desk.press(KEY.Key_Return)
    assert at_desk.said == "Write down: why it is cancelled."
    page.panel.ask_cancel.edit.setFocus()
    at_desk.write("Burst pipe")
    at_desk.press(KEY.Key_Return)
    assert hub.look(lambda db: session_row(db, session)).cancelled_why == "Burst pipe"
    assert page.open_button.toolTip() == "It is cancelled."
    at_desk.press(KEY.Key_Z, CTRL)
    assert not hub.look(lambda db: session_row(db, session)).is_cancelled


def test_a_session_is_moved_to_another_day_and_the_list_follows(at_desk, hub):
    session = hub.session("Job club", kind="job club")
    page = sessions(at_desk)
    at_desk.press(KEY.Key_M, ALT)
    ask = page.panel.ask_move
    ask.day.set_day(in_days(8))
    ask.starts.setText("2pm")
    ask.ends.setText("3.30pm")
    ask.room.setText("Hall")
    ask.do_button.click()
    assert at_desk.said == "“Job club” is moved to Wed 2 Dec, 2pm."
    row = hub.look(lambda db: session_row(db, session))
    assert (row.held_on, row.room) == (in_days(8), "Hall")
    assert page.list.chosen() == session


def test_another_tutor_takes_it_over(at_desk, hub):
    tutor = hub.do("add staff", lambda db, _: add_staff(db, name="Priya Nair", roles=["tutor"])).id
    session = hub.session("Job club", kind="job club")
    page = sessions(at_desk)
    at_desk.press(KEY.Key_T, ALT)
    page.panel.ask_tutor.who.choose(tutor)
    page.panel.ask_tutor.do_button.click()
    assert hub.look(lambda db: session_row(db, session)).tutor == "Priya Nair"


def test_a_place_is_booked_by_name_and_the_next_waits_and_gets_it(at_desk, hub):
    session = hub.session("Taster", kind="workshop", places=1, held_on=in_days(1))
    hub.person("Ada Okafor")
    hub.person("Bo Li")
    page = sessions(at_desk)
    for name in ("ada", "bo li"):
        at_desk.press(KEY.Key_B, ALT)
        at_desk.write(name)
        at_desk.press(KEY.Key_Return)
    assert at_desk.said == "“Taster” is full. Bo Li is number 1 on the waiting list."
    row = hub.look(lambda db: session_row(db, session))
    assert (row.booked, row.waiting) == (1, 1)
    assert "Bo Li" in words_of(page.panel.waiting)


def test_the_calendar_file_holds_what_is_planned_and_nobodys_name(at_desk, hub):
    session = hub.session("Basics; part 1, “Wi-Fi”", room="Room 2")
    hub.book(session, "Ada Okafor")
    text = calendar_bytes(at_desk.open.records, TODAY).decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "SUMMARY:Basics\\; part 1\\, “Wi-Fi”\r\n" in text
    assert "DTSTART:20261124T100000Z\r\n" in text
    assert "Ada" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


# Dropping in


def test_dropping_in_takes_at_most_ten_keys(at_desk, hub):
    samira = hub.person("Samira Haddad")
    hub.person("Samuel Oyelaran")
    at_desk.keys = 0
    at_desk.press(KEY.Key_D, CTRL)
    at_desk.write("had")
    at_desk.press(KEY.Key_Return)
    at_desk.press(KEY.Key_7, ALT)
    at_desk.press(KEY.Key_Return)
    assert at_desk.keys <= 10
    (visit,) = hub.look(lambda db: attendances_of(db, samira))
    assert (visit.about, visit.result, visit.minutes) == ("scam worry", "done", 15)
    assert at_desk.said == "Samira Haddad dropped in: Scam worry."
    assert at_desk.shell.page.finder.edit.hasFocus(), "ready for the next"
    at_desk.press(KEY.Key_Z, CTRL)
    assert hub.look(lambda db: attendances_of(db, samira)) == []


def test_a_card_and_two_keys_log_a_visit(at_desk, hub):
    ada = hub.person("Ada Okafor")
    hub.do("assign card", lambda db, now: assign_card(db, person_id=ada))
    card = card_of(hub, "Bo Li")
    at_desk.keys = 0
    at_desk.press(KEY.Key_D, CTRL)
    at_desk.scan(card)
    at_desk.press(KEY.Key_Return)
    assert at_desk.keys == 2
    (row,) = hub.look(lambda db: sessions_of_day(db, TODAY))
    assert (row.kind, row.here) == ("drop-in", 1)


def test_minutes_that_are_no_number_are_said_and_nothing_is_lost(at_desk, hub):
    hub.person("Ada Okafor")
    at_desk.press(KEY.Key_D, CTRL)
    at_desk.write("ada")
    at_desk.press(KEY.Key_Return)
    page = at_desk.shell.page
    page.minutes.setText("a while")
    page.next_step.setText("Bring the charger")
    at_desk.press(KEY.Key_Return)
    assert page._minutes.words() == "Enter a number of minutes, like 15."
    assert page.next_step.text() == "Bring the charger"
    assert hub.look(lambda db: sessions_of_day(db, TODAY)) == []


def test_a_question_is_counted_with_one_button_and_names_nobody(at_desk, hub):
    at_desk.press(KEY.Key_D, CTRL)
    page = at_desk.shell.page
    page._tallies["print"].click()
    page._tallies["print"].click()
    assert hub.look(lambda db: enquiry_counts(db, TODAY, TODAY)) == {"print": 2}
    assert page._tallies["print"].text() == "Print  2"
    at_desk.press(KEY.Key_Z, CTRL)
    assert hub.look(lambda db: enquiry_counts(db, TODAY, TODAY)) == {"print": 1}


def test_what_was_promised_at_a_meeting_stays_in_today_until_it_is_ticked(at_desk, hub):
    meeting = hub.session("Partners", kind="meeting", held_on=in_days(-3))
    hub.do(
        "add action",
        lambda db, _: add_action(
            db, session_id=meeting, text="Ring the school", owner="Mrs Ali", due_on=in_days(2)
        ),
    )
    at_desk.settle()
    panel = at_desk.open.window.desk_page.today
    rows = lambda: [  # noqa: E731
        row for row in panel.findChildren(Row) if row.isVisible() and "Ring" in row.title.text()
    ]
    assert [row.detail.text() for row in rows()] == ["Mrs Ali · Thu 26 Nov"]
    rows()[0].findChildren(type(panel.new_button))[0].click()
    at_desk.settle()
    assert rows() == []
