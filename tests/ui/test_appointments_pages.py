"""Appointments in the real window, by keys: next free, book, book again, did not come."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from PySide6.QtCore import Qt

from hubdesk.models import Birth, Mark
from hubdesk.operations.appointments import book_appointment, set_helper_hours
from hubdesk.operations.staff import add_staff
from hubdesk.queries.appointments import appointment, day_of_helpers
from tests.conftest import NOW, TODAY, in_days
from tests.ui.test_register_page import card_of

KEY = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def owen(hub):
    made = hub.do("add staff", lambda db, _now: add_staff(db, name="Owen Price", roles=("tutor",)))
    hub.do(
        "set helper hours",
        lambda db, _now: set_helper_hours(
            db, account_id=made.id, weekdays=(1, 3), starts=time(10), ends=time(12),
            slot_minutes=20,
        ),
    )  # fmt: skip
    return str(made.id)


@pytest.fixture
def ada(hub):
    return hub.person("Ada Okafor")


def book(hub, person, helper, hour, minute=0):
    at = datetime.combine(TODAY, time(hour, minute), NOW.tzinfo)
    made = hub.do(
        "book appointment",
        lambda db, now: book_appointment(
            db, person_id=person, helper_id=helper, starts_at=at, minutes=20, now=now
        ),
    )
    return made.session_id


def opened(at_desk):
    at_desk.press(KEY.Key_B, CTRL)
    assert at_desk.shell.current == "appointments"
    return at_desk.shell.page


def chosen(page):
    return page._chosen()


def clock_of(row):
    return f"{row.starts_at.astimezone(NOW.tzinfo):%a %d %H:%M}"


def test_the_next_free_slot_is_shown_in_two_keys(at_desk, hub, owen):
    before = at_desk.keys
    page = opened(at_desk)
    at_desk.press(KEY.Key_F, ALT)
    assert at_desk.keys - before == 2
    assert chosen(page).is_free
    assert chosen(page).starts_at > NOW


def test_the_same_key_again_goes_to_the_one_after_and_over_to_the_next_day(at_desk, hub, owen):
    page = opened(at_desk)
    seen = []
    for _ in range(6):
        at_desk.press(KEY.Key_F, ALT)
        seen.append(chosen(page).starts_at)
    assert seen == sorted(set(seen))
    assert clock_of(chosen(page)).startswith("Thu 26")


def test_somebody_new_is_booked_by_keys_alone_and_undone_with_one(at_desk, hub, owen):
    page = opened(at_desk)
    at_desk.press(KEY.Key_F, ALT)
    at_desk.press(KEY.Key_Return)
    assert page.panel.finder.edit.hasFocus()
    at_desk.write("Zed Newman")
    at_desk.press(KEY.Key_Return)
    at_desk.press(KEY.Key_Return)
    assert at_desk.said.startswith("Zed Newman sees Owen Price on Tue 24 Nov, ")
    assert chosen(page).person == "Zed Newman"
    at_desk.press(KEY.Key_Z, CTRL)
    rows = hub.look(lambda db: day_of_helpers(db, TODAY, NOW))
    assert all(row.is_free for row in rows)


def test_a_card_says_whom_the_slot_is_for(at_desk, hub, owen, ada):
    page = opened(at_desk)
    at_desk.press(KEY.Key_F, ALT)
    at_desk.scan(card_of(hub, person_id=ada))
    at_desk.press(KEY.Key_Return)
    assert chosen(page).person == "Ada Okafor"


def test_a_child_alone_with_somebody_without_a_check_is_said_and_booked(at_desk, hub, owen):
    young = hub.person("Kofi Mensah", more={"birth": Birth.of_year(2015)})
    opened(at_desk)
    at_desk.press(KEY.Key_F, ALT)
    at_desk.scan(card_of(hub, person_id=young))
    at_desk.press(KEY.Key_Return)
    assert at_desk.said.endswith(
        "Kofi Mensah is under 18, and no check is written down for Owen Price."
    )


def test_book_again_from_a_note_takes_at_most_four_keys_and_keeps_the_note(at_desk, hub, owen, ada):
    session = book(hub, ada, owen, 11)
    at_desk.shell.go("appointments", id=session)
    at_desk.settle()
    page = at_desk.shell.page
    page.panel.note.setFocus()
    at_desk.write("Email works now")
    before = at_desk.keys
    at_desk.press(KEY.Key_A, ALT)
    at_desk.press(KEY.Key_Return)
    assert at_desk.keys - before <= 4
    assert hub.look(lambda db: appointment(db, session)).note == "Email works now"
    again = hub.look(lambda db: day_of_helpers(db, in_days(7), NOW))
    [theirs] = [row for row in again if row.person == "Ada Okafor"]
    assert clock_of(theirs) == "Tue 01 11:00"


def test_one_key_says_that_somebody_did_not_come(at_desk, hub, owen, ada):
    session = book(hub, ada, owen, 11)
    at_desk.shell.go("appointments", id=session)
    at_desk.settle()
    at_desk.shell.page.list.setFocus()
    at_desk.press(KEY.Key_X)
    at_desk.open.window.scans.flush()
    at_desk.settle()
    assert at_desk.said == "Ada Okafor did not come."
    assert hub.look(lambda db: appointment(db, session)).mark == Mark.ABSENT
    at_desk.press(KEY.Key_Z, CTRL)
    assert hub.look(lambda db: appointment(db, session)).mark == Mark.NONE


def test_x_on_a_free_slot_marks_nobody(at_desk, hub, owen):
    page = opened(at_desk)
    page.list.setFocus()
    at_desk.press(KEY.Key_X)
    at_desk.open.window.scans.flush()
    at_desk.settle()
    assert at_desk.said == ""


def test_an_overlap_is_said_and_can_be_wanted(at_desk, hub, owen):
    course = hub.session("Digital basics", starts=time(11), ends=time(12))
    [ada] = hub.book(course, "Ada Okafor")
    page = opened(at_desk)
    at_desk.press(KEY.Key_F, ALT)
    page.list.choose(next(row.id for row in page._rows if clock_of(row).endswith("11:00")))
    page.panel.choose_person(ada, "Ada Okafor")
    at_desk.press(KEY.Key_Return)
    assert at_desk.said.startswith("Ada Okafor has “Digital basics” from 11am to midday")
    at_desk.shell.strip.buttons()[0].click()
    at_desk.settle()
    assert chosen(page).person == "Ada Okafor"


def test_the_slip_goes_to_the_printer_in_large_print(at_desk, hub, owen, ada):
    session = book(hub, ada, owen, 11)
    at_desk.shell.go("appointments", id=session)
    at_desk.settle()
    at_desk.press(KEY.Key_P, ALT)
    assert [paper.title for paper in at_desk.open.printing.waiting()] == [
        "Appointment slip for One-to-one"
    ]


def test_a_cancelled_appointment_is_free_again(at_desk, hub, owen, ada):
    session = book(hub, ada, owen, 11)
    at_desk.shell.go("appointments", id=session)
    at_desk.settle()
    page = at_desk.shell.page
    page._cancel("Bus strike")
    at_desk.settle()
    assert all(row.is_free for row in page._rows)


def test_hours_are_said_at_the_right_and_the_day_fills(at_desk, hub):
    made = hub.do("add staff", lambda db, _now: add_staff(db, name="Owen Price", roles=("tutor",)))
    page = opened(at_desk)
    hours = page.panel.hours
    hours.who.choose(made.id)
    hours.days[1].setChecked(True)
    hours.starts.setText("2pm")
    hours.ends.setText("3pm")
    hours.save_button.click()
    at_desk.settle()
    assert [clock_of(row)[-5:] for row in page._rows] == ["14:00", "14:20", "14:40"]
    hours.ends.setText("one")
    hours.save_button.click()
    assert hours._fields[1].words()
