"""The register in the real window: one key a person, the rest in one, who walks in, by card too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from sqlalchemy import event

from hubdesk.ids import CodeKind, make_code
from hubdesk.models import CodeOf
from hubdesk.operations.contacts import set_emergency_contact
from hubdesk.operations.people import assign_card
from hubdesk.operations.staff import add_staff
from hubdesk.queries.register import head_counts, register
from hubdesk.queries.sessions import session_row, sessions_of_day
from hubdesk.ui.register.cell import RegisterCell
from hubdesk.ui.widgets.rows import Row
from tests.conftest import TODAY, in_days

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
NAMES = (
    *("Alan Pryce", "Bilal Rahman", "David Oyelaran", "Ewa Nowak", "Grace Okafor", "Hodan Abdi"),
    *("Jean Whitlock", "Kofi Mensah", "Mei Lin Chen", "Rosa Silva", "Samira Haddad"),
    "Tomasz Wójcik",
)


@pytest.fixture
def course(at_desk, hub):
    """Digital basics is on now, with twelve people on its register."""
    session = hub.session(room="Room 2", places=20)
    hub.book(session, *NAMES)
    return session


def marks(hub, session):
    rows = hub.look(lambda db: register(db, session, TODAY)).rows
    return {row.name: row.mark for row in rows}


def opened(at_desk, session):
    at_desk.shell.go("register", id=session)
    at_desk.settle()
    return at_desk.shell.page


def tap(at_desk, letter):
    """One letter of a person: no more keys come, so it is no scan."""
    at_desk.press(getattr(KEY, f"Key_{letter}"))
    at_desk.open.window.scans.flush()
    at_desk.settle()


def card_of(hub, name="", person_id=""):
    person = person_id or hub.person(name)
    hub.do("assign card", lambda db, now: assign_card(db, person_id=person))
    return hub.look(
        lambda db: db.query(CodeOf.value).filter_by(person_id=person, origin="card").scalar()
    )


def test_a_class_of_twelve_is_marked_and_finished_in_sixteen_keys(at_desk, hub, course):
    at_desk.keys = 0
    at_desk.press(KEY.Key_2, CTRL)
    at_desk.press(KEY.Key_Return)
    for key in "PPLPPTPPAPPP":
        tap(at_desk, key)
    at_desk.press(KEY.Key_S, CTRL)
    assert at_desk.keys <= 16
    assert hub.look(lambda db: session_row(db, course)).is_finished
    assert list(marks(hub, course).values()) == [
        *("present", "present", "late", "present", "present", "told us"),
        *("present", "present", "absent", "present", "present", "present"),
    ]
    assert at_desk.said == "Register finished. 10 here."


def test_everybody_here_takes_four_keys(at_desk, hub, course):
    at_desk.keys = 0
    at_desk.press(KEY.Key_2, CTRL)
    at_desk.press(KEY.Key_Return)
    at_desk.press(KEY.Key_Return, CTRL)
    at_desk.press(KEY.Key_S, CTRL)
    assert at_desk.keys <= 5
    assert set(marks(hub, course).values()) == {"present"}
    assert hub.look(lambda db: session_row(db, course)).is_finished


def test_a_mark_is_saved_with_few_questions_and_draws_two_rows(at_desk, hub, course):
    """The row that was marked, and the one the ring went to. `make bench` measures the time."""
    drawn, asked = set(), []

    class Watched(RegisterCell):
        def paint(self, painter, option, index):
            drawn.add(index.row())
            super().paint(painter, option, index)

    def counted(_connection, _cursor, statement, *_):
        asked.append(statement)

    page = opened(at_desk, course)
    page.table.setItemDelegate(Watched(page.table))
    tap(at_desk, "P")
    drawn.clear()
    database = at_desk.open.database
    event.listen(database._read, "before_cursor_execute", counted)
    event.listen(database._write, "before_cursor_execute", counted)
    tap(at_desk, "L")
    assert drawn == {1, 2}
    marking = [statement for statement in asked if not statement.startswith("BEGIN")]
    assert len(marking) <= 7, marking
    assert [mark for mark in marks(hub, course).values() if mark] == ["present", "late"]
    assert page.table.chosen().name == list(marks(hub, course))[2]


def test_the_same_key_again_takes_a_mark_away_and_backspace_goes_up(at_desk, hub, course):
    page = opened(at_desk, course)
    tap(at_desk, "P")
    assert page.table.chosen().name == "Bilal Rahman"
    at_desk.press(KEY.Key_Backspace)
    tap(at_desk, "P")
    assert marks(hub, course)["Alan Pryce"] == ""
    assert page.table.chosen().name == "Alan Pryce", "nobody is skipped by a mark taken away"


def test_undo_takes_back_the_last_mark_and_no_more(at_desk, hub, course):
    opened(at_desk, course)
    tap(at_desk, "P")
    tap(at_desk, "A")
    assert at_desk.said == "Bilal Rahman: absent."
    at_desk.press(KEY.Key_Z, CTRL)
    assert marks(hub, course)["Bilal Rahman"] == ""
    assert marks(hub, course)["Alan Pryce"] == "present"
    assert at_desk.said.startswith("Undone: Bilal R. at Digital basics: absent")


def test_finishing_with_somebody_unmarked_asks_and_never_takes_a_blank_for_absent(
    at_desk, hub, course, monkeypatch
):
    monkeypatch.setattr(QDialog, "open", lambda _self: pytest.fail("a dialog"))
    opened(at_desk, course)
    tap(at_desk, "P")
    at_desk.press(KEY.Key_S, CTRL)
    assert at_desk.said == "11 people are not marked."
    assert marks(hub, course)["Bilal Rahman"] == ""
    _absent, later = at_desk.shell.strip.buttons()
    later.click()
    assert at_desk.shell.current == "sessions"
    opened(at_desk, course)
    at_desk.press(KEY.Key_S, CTRL)
    at_desk.shell.strip.buttons()[0].click()
    assert marks(hub, course)["Bilal Rahman"] == "absent"
    assert hub.look(lambda db: session_row(db, course)).is_finished


def test_a_finished_register_is_marked_only_after_it_is_opened_again(at_desk, hub, course):
    page = opened(at_desk, course)
    at_desk.press(KEY.Key_Return, CTRL)
    at_desk.press(KEY.Key_S, CTRL)
    tap(at_desk, "A")
    assert at_desk.said == (
        "The register of “Digital basics” is finished. Open it again to change it."
    )
    assert set(marks(hub, course).values()) == {"present"}
    assert page.reopen_button.isVisible()
    page.reopen_button.click()
    page.table.setFocus()
    tap(at_desk, "A")
    assert "absent" in marks(hub, course).values()


def test_who_walks_in_is_typed_and_present_with_enter(at_desk, hub, course):
    hub.person("Zainab Yusuf")
    page = opened(at_desk, course)
    tap(at_desk, "W")
    assert page.walk_in.edit.hasFocus()
    at_desk.write("zain")
    at_desk.press(KEY.Key_Return)
    assert marks(hub, course)["Zainab Yusuf"] == "present"
    assert page.walk_in.edit.hasFocus(), "the box stays ready for the next"
    assert list(marks(hub, course))[-1] == "Zainab Yusuf"


def test_somebody_nobody_knows_walks_in_with_a_name_alone(at_desk, hub, course):
    page = opened(at_desk, course)
    tap(at_desk, "W")
    at_desk.write("Xolani Dube")
    at_desk.press(KEY.Key_Return)
    assert marks(hub, course)["Xolani Dube"] == "present"
    assert at_desk.said == "Xolani Dube is new here and present. Fill in the details later."
    at_desk.press(KEY.Key_Escape)
    assert page.table.hasFocus()


def test_the_same_person_twice_is_told_with_their_row(at_desk, hub, course):
    opened(at_desk, course)
    for _ in range(2):
        tap(at_desk, "W")
        at_desk.write("rosa silva")
        at_desk.press(KEY.Key_Return)
    assert at_desk.said == "Rosa Silva is already on this register (row 10)."
    assert len(marks(hub, course)) == 12


def test_a_scanned_card_marks_and_never_types_or_leaves_the_register(at_desk, hub, clock, course):
    clock.now = clock.now.replace(hour=10, minute=5)
    rosa = hub.look(lambda db: register(db, course, TODAY)).rows[9]
    page = opened(at_desk, course)
    at_desk.scan(card_of(hub, person_id=rosa.person_id))
    assert at_desk.shell.current == "register"
    found = marks(hub, course)
    assert found.pop("Rosa Silva") == "present"
    assert set(found.values()) == {""}, "no letter of a scan marks anybody"
    clock.now = clock.now.replace(minute=30)
    at_desk.scan(card_of(hub, "Yusuf Ali"))
    assert marks(hub, course)["Yusuf Ali"] == "late"
    assert page.table.chosen().name == "Yusuf Ali"


def test_a_device_comes_back_over_a_register_and_one_on_the_shelf_stays_there(at_desk, hub, course):
    out, shelf = hub.device(), hub.device()
    hub.lend(hub.person("Sam Reed"), out)
    opened(at_desk, course)
    code = lambda id: hub.look(  # noqa: E731
        lambda db: db.query(CodeOf.value).filter_by(device_id=id, origin="label").scalar()
    )
    at_desk.scan(code(out))
    assert at_desk.said.endswith("is back from Sam R.")
    at_desk.scan(code(shelf))
    assert at_desk.said.endswith("is on the shelf.")
    assert at_desk.shell.current == "register"
    at_desk.scan(make_code(CodeKind.DEVICE, 0, 777777).text)
    assert set(marks(hub, course).values()) == {""}


def test_a_note_is_one_key_and_gives_the_list_back(at_desk, hub, course):
    page = opened(at_desk, course)
    tap(at_desk, "N")
    at_desk.write("Own phone")
    at_desk.press(KEY.Key_Return)
    rows = hub.look(lambda db: register(db, course, TODAY)).rows
    assert (rows[0].note, rows[0].mark) == ("Own phone", "")
    assert page.table.hasFocus()


def test_letters_do_nothing_outside_the_list(at_desk, hub, course):
    page = opened(at_desk, course)
    page.note.setFocus()
    at_desk.write("PLTA")
    assert page.note.toPlainText() == "PLTA"
    assert set(marks(hub, course).values()) == {""}
    at_desk.shell.go("sessions")  # what was written is kept on leaving
    at_desk.settle()
    page = opened(at_desk, course)
    assert page.note.toPlainText() == "PLTA"


def test_whom_to_ring_is_shown_on_asking_until_the_next_person(at_desk, hub, course):
    ada = hub.look(lambda db: register(db, course, TODAY)).rows[0].person_id
    ring = {"name": "Bronwen Pryce", "relation": "sister", "phone": "0121 496 0007"}
    hub.do(
        "emergency contact",
        lambda db, _: set_emergency_contact(db, person_id=ada, **ring),
    )
    page = opened(at_desk, course)
    page.person.ring.click()
    words = [label.text() for label in page.person.findChildren(QLabel)]
    assert "Bronwen Pryce (sister): 0121 496 0007" in words
    at_desk.press(KEY.Key_Down)
    assert page.person._contacts.isHidden(), "it goes with the next person"


def test_a_volunteer_sees_the_register_but_not_whom_to_ring_and_marks_nobody(at_desk, hub, course):
    volunteer = hub.do("add staff", lambda db, _: add_staff(db, name="Vi", roles=["volunteer"])).id
    at_desk.open.act_as(volunteer)
    page = opened(at_desk, course)
    assert not page.person.ring.isEnabled()
    assert page.person.ring.toolTip().startswith("Ask ")
    assert page.person.note.isHidden()
    words = "to see what helps the people on a register."
    assert page.person.barred.text().endswith(words)
    tap(at_desk, "P")
    assert at_desk.said.startswith("Ask the front desk or a manager to mark a register")
    assert set(marks(hub, course).values()) == {""}


def test_pupils_are_counted_in_numbers_and_a_name_is_refused_in_words(at_desk, hub):
    session = hub.session("Moor End Academy", kind="school visit")
    page = opened(at_desk, session)
    box = page.counting.heads.boxes["7", "came"]
    box.setFocus()
    at_desk.write("Aisha Khan")
    at_desk.press(KEY.Key_Return)
    assert page.counting.heads.wrong.text().startswith("Enter a number here.")
    assert hub.look(lambda db: head_counts(db, session)) == ()
    box.setFocus()
    box.selectAll()
    at_desk.write("28")
    at_desk.press(KEY.Key_Return)
    (row,) = hub.look(lambda db: head_counts(db, session))
    assert (row.year_group, row.came) == ("7", 28)
    assert page.counting.heads.wrong.isHidden()


def test_more_about_pupils_is_folded_and_takes_only_numbers(at_desk, hub):
    session = hub.session("Moor End Academy", kind="school visit")
    more = opened(at_desk, session).counting.heads.more
    assert more.boxes == {}
    more.button.click()
    at_desk.settle()
    more.boxes["7", "girls"].setFocus()
    for typed in ("Aisha Khan", "14"):
        more.boxes["7", "girls"].selectAll()
        at_desk.write(typed)
        at_desk.press(KEY.Key_Return)
        more.boxes["7", "girls"].setFocus()
    (row,) = hub.look(lambda db: head_counts(db, session))
    assert (row.year_group, row.came, row.girls, row.boys) == ("7", -1, 14, -1)


def test_how_late_somebody_came_is_typed_beside_the_list(at_desk, hub, course):
    page = opened(at_desk, course)
    tap(at_desk, "L")
    page.table.choose(0)
    at_desk.settle()
    page.person.late.setFocus()
    at_desk.write("15")
    at_desk.press(KEY.Key_Return)
    found = hub.look(lambda db: register(db, course, TODAY))
    assert (found.rows[0].mark, found.rows[0].late_minutes) == ("late", 15)


def test_a_session_in_the_future_says_so_and_takes_who_told_us(at_desk, hub):
    session = hub.session(held_on=in_days(2))
    hub.book(session, "Ada Okafor")
    opened(at_desk, session)
    tap(at_desk, "P")
    assert at_desk.said.startswith("“Digital basics” is on Thu 26 Nov")
    tap(at_desk, "T")
    assert marks(hub, session) == {"Ada Okafor": "told us"}


# At the front desk


def entry(panel, title):
    """A row of the panel as it is now."""
    rows = [row for row in panel.findChildren(Row) if row.isVisible()]
    return next(row for row in rows if row.title.text() == title)


def test_today_at_the_desk_lists_the_sessions_and_opens_a_register(at_desk, hub, course):
    at_desk.shell.go("desk")
    at_desk.settle()
    panel = at_desk.open.window.desk_page.today
    row = next(
        r for r in panel.findChildren(Row) if r.isVisible() and r.title.text() == "Digital basics"
    )
    assert row.detail.text() == "10am to midday · 0 of 12 here"
    row.click()
    assert at_desk.shell.current == "register"
    at_desk.press(KEY.Key_Return, CTRL)
    at_desk.shell.go("desk")
    at_desk.settle()
    row = next(
        r for r in panel.findChildren(Row) if r.isVisible() and r.title.text() == "Digital basics"
    )
    assert row.detail.text() == "10am to midday · 12 of 12 here"


def test_one_scan_and_one_key_sign_somebody_in_at_the_desk(at_desk, hub, course):
    rosa = hub.look(lambda db: register(db, course, TODAY)).rows[9].person_id
    card = card_of(hub, person_id=rosa)
    at_desk.scan(card)
    at_desk.keys = 0
    at_desk.press(KEY.Key_S, Qt.KeyboardModifier.AltModifier)
    assert at_desk.keys == 1
    assert marks(hub, course)["Rosa Silva"] in ("present", "late")


def test_with_two_sessions_on_the_desk_asks_which_and_with_none_it_is_a_drop_in(at_desk, hub):
    at_desk.scan(card_of(hub, "Ada Okafor"))
    at_desk.press(KEY.Key_S, Qt.KeyboardModifier.AltModifier)
    assert at_desk.shell.current == "drop-in"
    assert at_desk.shell.page.who.text() == "Ada Okafor"
    hub.session("Basics", room="1")
    hub.session("Job club", kind="job club", room="2")
    at_desk.scan(card_of(hub, "Bo Li"))
    at_desk.shell.go("desk")
    at_desk.scan(card_of(hub, "Cy Brown"))
    at_desk.press(KEY.Key_S, Qt.KeyboardModifier.AltModifier)
    assert [b.text() for b in at_desk.shell.strip.buttons()] == ["Basics", "Job club"]
    at_desk.shell.strip.buttons()[1].click()
    here = {row.title: row.here for row in hub.look(lambda db: sessions_of_day(db, TODAY))}
    assert here["Job club"] == 1
