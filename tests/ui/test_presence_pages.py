"""Who is in the building and shifts, in the real window, by keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hubdesk.operations import presence, shifts
from hubdesk.operations.staff import add_staff
from hubdesk.queries.activity import last_to_undo, recent_activity
from hubdesk.queries.shifts import handed_over, my_shift
from hubdesk.ui.presence.hours import hours_words, minutes_typed
from hubdesk.ui.widgets.buttons import Button
from tests.ui.test_register_page import card_of

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def here(at_desk, hub):
    """Grace and Bo came, Ada has a card and did not."""
    hub.ada = hub.person("Ada Okafor")
    for name in ("Grace Hall", "Bo Li"):
        id = hub.person(name)
        hub.do("come in", lambda db, now, id=id: presence.come_in(db, person_id=id, now=now))
    at_desk.press(KEY.Key_B, CTRL | SHIFT)
    return at_desk.shell.page


def names(page):
    return [page.model.row(at).name for at in range(page.model.rowCount())]


def words_of(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_one_key_opens_here_now_and_one_key_says_who_left(at_desk, here):
    assert names(here) == ["Bo Li", "Grace Hall"]
    assert at_desk.shell.page.title() == "Here now: 2"
    at_desk.press(KEY.Key_Return)
    assert at_desk.said == "Bo Li left."
    assert names(here) == ["Grace Hall"]
    at_desk.press(KEY.Key_Z, CTRL)
    assert names(here) == ["Bo Li", "Grace Hall"]


def test_a_stray_enter_ends_nobodys_shift(at_desk, hub, here):
    mine = at_desk.open.records.at_desk.acting.id
    hub.do("begin shift", lambda db, now: shifts.begin_shift(db, account_id=mine, now=now))
    at_desk.shell.go("desk")
    at_desk.shell.go("here-now")
    assert names(here)[0] == "Amira Khan"
    assert here.left_button.text() == "Bo Li left"
    here.list.choose_first()
    assert here.left_button.text() == "Amira Khan left: end their shift"
    at_desk.press(KEY.Key_Return)
    assert "Amira Khan" not in names(here)


def test_a_visitor_is_here_by_a_name_alone(at_desk, here):
    here.finder.edit.setFocus()
    at_desk.write("Fire inspector")
    at_desk.press(KEY.Key_Return)
    assert at_desk.said == "Fire inspector is here as a visitor."
    assert names(here) == ["Bo Li", "Fire inspector", "Grace Hall"]


def test_a_card_scanned_there_brings_somebody_in_or_finds_them(at_desk, hub, here):
    code = card_of(hub, person_id=hub.ada)
    at_desk.scan(code)
    assert at_desk.said == "Ada Okafor is here."
    assert names(here) == ["Ada Okafor", "Bo Li", "Grace Hall"]
    here.list.choose(names(here)[-1])
    at_desk.scan(code)
    assert here.left_button.text() == "Ada Okafor left"


def test_the_roll_call_waits_to_be_printed(at_desk, here):
    asked = []
    here._to_print = lambda *what: asked.append(what)
    at_desk.press(KEY.Key_P, CTRL)
    assert asked == [("roll-call", "")]
    assert at_desk.open.records.paper("roll-call", "").startswith(b"%PDF")


def test_the_front_desk_leads_to_here_now_with_the_number(at_desk, hub, here):
    at_desk.shell.go("desk")
    at_desk.settle()
    assert "2 people" in words_of(at_desk.open.window.desk_page.today)


# Shifts


def shift_page(at_desk):
    at_desk.press(KEY.Key_E, CTRL | SHIFT)
    return at_desk.shell.page


def test_ending_a_shift_proposes_its_hours_and_takes_what_somebody_says(at_desk, hub):
    page = shift_page(at_desk)
    at_desk.press(KEY.Key_Return)
    assert at_desk.said == "Your shift began."
    at_desk.clock.forward(hours=3, minutes=50)
    page._tick()
    assert page.end_button.text() == "End my shift: 3 h 50 min"
    page.hours.setFocus()
    page.hours.selectAll()
    at_desk.write("4")
    at_desk.press(KEY.Key_Return)
    assert at_desk.said == "Your shift is ended: 4 h."
    at_desk.press(KEY.Key_Z, CTRL)
    mine = at_desk.open.records.at_desk.acting.id
    assert hub.look(lambda db: my_shift(db, mine, hub.clock())) is not None


def test_hours_that_are_no_hours_are_asked_for_again(at_desk, hub):
    page = shift_page(at_desk)
    at_desk.press(KEY.Key_Return)
    page.hours.setFocus()
    page.hours.selectAll()
    at_desk.write("long")
    at_desk.press(KEY.Key_Return)
    assert "Enter hours, like 3:30 or 4." in words_of(page)
    assert page.hours.hasFocus()


def test_what_is_handed_over_stands_on_the_front_desk_until_it_is_ticked(at_desk, hub):
    page = shift_page(at_desk)
    at_desk.press(KEY.Key_Return)
    page.note.setFocus()
    at_desk.write("Ring the council")
    page.end_button.click()
    at_desk.shell.go("desk")
    at_desk.settle()
    today = at_desk.open.window.desk_page.today
    assert "Ring the council" in words_of(today)
    done = next(
        b for b in today.findChildren(Button) if b.accessibleName().startswith("Done: the note of")
    )
    done.click()
    at_desk.settle()
    assert hub.look(handed_over) == ()
    assert "Ring the council" not in words_of(today)


def test_notes_that_have_no_room_on_the_front_desk_are_one_click_away(at_desk, hub):
    mine = at_desk.open.records.doors.acting().id
    for number in range(7):
        note = {"account_id": mine, "text": f"Note {number}"}
        hub.do("hand over", lambda db, now, n=note: shifts.hand_over(db, now=now, **n))
    at_desk.shell.go("desk")
    at_desk.settle()
    today = at_desk.open.window.desk_page.today
    assert "Note 6" in words_of(today)
    assert "Note 0" not in words_of(today)
    next(b for b in today.findChildren(Button) if b.text() == "2 more").click()
    at_desk.settle()
    assert at_desk.shell.current == "my-shift"
    assert {f"Note {number}" for number in range(7)} <= set(words_of(at_desk.shell.page))


def test_an_earlier_day_that_was_not_ended_asks_for_its_hours_once(at_desk, hub):
    mine = at_desk.open.records.at_desk.acting.id
    hub.do(
        "begin shift",
        lambda db, now: shifts.begin_shift(db, account_id=mine, now=now - timedelta(days=1)),
    )
    page = shift_page(at_desk)
    assert "Mon 23 Nov, from 10:42am" in words_of(page)
    (edit,) = page._days.findChildren(type(page.hours))
    edit.setText("3:30")
    next(b for b in page._days.findChildren(Button) if b.text() == "Save hours").click()
    at_desk.settle()
    assert not page._open.isVisible()


def test_managers_see_everybodys_hours_and_a_volunteer_their_own(at_desk, hub):
    ben = hub.do("add staff", lambda db, _: add_staff(db, name="Ben", roles=("volunteer",))).id
    for account in (ben, at_desk.open.records.at_desk.acting.id):
        whose = {"account_id": account}
        shift = hub.do("begin shift", lambda db, now, w=whose: shifts.begin_shift(db, **w, now=now))
        hub.do(
            "end shift",
            lambda db, now, s=shift: shifts.end_shift(db, shift_id=s.id, minutes=90, now=now),
        )
    page = shift_page(at_desk)
    said = [row.accessibleName() for row in page.hours_card._rows.findChildren(Button.__base__)]
    assert said == ["Amira Khan, 1 h 30 min, 1 shift", "Ben, 1 h 30 min, 1 shift"]
    at_desk.open.act_as(ben)
    at_desk.settle()
    shown = [
        row.accessibleName()
        for row in page.hours_card._rows.findChildren(Button.__base__)
        if row.isVisible()
    ]
    assert shown == ["Ben, 1 h 30 min, 1 shift"]


def test_undo_at_the_desk_never_means_a_shift_that_began_by_itself(at_desk, hub):
    hub.person("Ada Okafor")
    at_desk.open._shift.start(0)
    at_desk.settle()
    mine = at_desk.open.records.at_desk.acting.id
    assert hub.look(lambda db: my_shift(db, mine, hub.clock())) is not None
    assert hub.look(recent_activity)[0].verb == "begin shift"
    assert hub.look(last_to_undo).verb == "register person"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("3:50", 230), ("3 h 50 min", 230), ("3h", 180), ("3.5", 210), ("3,5", 210), ("4", 240),
        ("20 min", 20), ("0", 0), ("", None), ("long", None), ("3:75", None), ("-1", None),
        ("٣", None), ("100000", None),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(typed, minutes):
    assert minutes_typed(typed) == minutes
    if minutes:
        assert minutes_typed(hours_words(minutes)) == minutes
