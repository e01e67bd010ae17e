"""A person's page shows what they came to and have booked; a session has a history of its own."""

from __future__ import annotations

from datetime import time, timedelta

from PySide6.QtWidgets import QLabel

from hubdesk.operations.attending import mark, walk_in
from hubdesk.operations.booking import book_session
from hubdesk.operations.sessions import move_session
from hubdesk.queries.attendances import person_sessions
from hubdesk.queries.history import RecordKind, history
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row
from tests.conftest import TODAY, in_days


def came(hub, session, person, how="present"):
    hub.do(
        "mark",
        lambda db, now: mark(db, session_id=session, person_id=person, mark=how, now=now),
        person_id=person,
        what="Digital basics",
    )


def book(hub, session, person):
    hub.do(
        "book place",
        lambda db, now: book_session(db, person_id=person, session_id=session, now=now),
    )


def rows_of(page):
    names = [row.objectName() for row in page.sessions.findChildren(Row) if row.isVisible()]
    return [name.partition(":")[0] for name in names]


def words_of(widget):
    parts = [label.text() for label in widget.findChildren(QLabel)]
    return " | ".join([*parts, *(chip.accessibleName() for chip in widget.findChildren(Chip))])


def test_a_persons_page_shows_what_is_booked_and_what_they_came_to(at_desk, hub):
    earlier = hub.session("Digital basics", held_on=in_days(-7))
    [ada] = hub.book(earlier, "Ada Okafor")
    came(hub, earlier, ada)
    missed = hub.session("Digital basics", held_on=in_days(-1))
    hub.do(
        "book place", lambda db, now: book_session(db, person_id=ada, session_id=missed, now=now)
    )
    came(hub, missed, ada, "told us")
    coming = hub.session("Job club", held_on=in_days(2))
    hub.do(
        "book place", lambda db, now: book_session(db, person_id=ada, session_id=coming, now=now)
    )
    at_desk.shell.go("person", id=ada)
    at_desk.settle()
    page = at_desk.shell.page
    said = words_of(page.sessions)
    assert "Sessions: came 1 time, 2 hours" in said
    for words in ("Job club", "Booked", "Present", "Told us"):
        assert words in said
    assert rows_of(page) == ["booked", "came", "came"]
    page.sessions.findChildren(Row)[0].click()
    at_desk.settle()
    assert (at_desk.shell.current, at_desk.shell.page._id) == ("register", coming)


def test_somebody_who_came_to_nothing_has_no_card_of_sessions_until_they_walk_in(at_desk, hub):
    ada = hub.person("Ada Okafor")
    at_desk.shell.go("person", id=ada)
    at_desk.settle()
    page = at_desk.shell.page
    assert not page.sessions.isVisible()
    session = hub.session()
    at_desk.open.records.do(
        "mark", lambda db, now: walk_in(db, session_id=session, person_id=ada, now=now)
    )
    at_desk.settle()
    assert page.sessions.isVisible()


def test_a_regular_is_shown_four_and_then_twenty_more_at_a_time(at_desk, hub):
    ada = hub.person("Ada Okafor")
    for days in range(1, 31):
        came(hub, hub.session(held_on=TODAY - timedelta(days=days)), ada)
    at_desk.shell.go("person", id=ada)
    at_desk.settle()
    page = at_desk.shell.page
    assert len(rows_of(page)) == 4
    page.sessions._more()
    at_desk.settle()
    assert len(rows_of(page)) == 24
    assert page.sessions.findChild(Button, "sessions").text() == "Show 6 more"
    other = hub.person("Bo Li")
    at_desk.shell.go("person", id=other)
    at_desk.shell.go("person", id=ada)
    at_desk.settle()
    assert len(rows_of(page)) == 4


def test_two_people_at_one_session_each_see_their_own(hub):
    session = hub.session()
    ada, bo = hub.book(session, "Ada Okafor", "Bo Li")
    came(hub, session, ada, "late")
    theirs = hub.look(lambda db: person_sessions(db, ada, TODAY, limit=4))
    others = hub.look(lambda db: person_sessions(db, bo, TODAY, limit=4))
    assert [row.mark for row in theirs.newest] == ["late"]
    assert (others.newest, others.sums.on_register) == ((), 0)


def test_a_session_has_a_history_of_what_was_planned_changed_and_marked(at_desk, hub):
    session = hub.session()
    hub.do(
        "move session",
        lambda db, now: move_session(
            db, session_id=session, held_on=TODAY, starts=time(11), ends=time(12), now=now, room="4"
        ),
        what="Digital basics",
    )
    [ada] = hub.book(session, "Ada Okafor")
    came(hub, session, ada)
    came(hub, session, ada, "late")
    other = hub.session("Job club", starts=time(14), ends=time(16))
    [bo] = hub.book(other, "Bo Li")
    came(hub, other, bo)
    told = hub.look(lambda db: history(db, RecordKind.SESSION, session))
    assert [row.action.verb for row in told] == [
        *("mark", "mark", "book place", "move session", "plan session"),
    ]
    at_desk.shell.go("sessions", id=session)
    at_desk.settle()
    at_desk.shell.page.panel.history.click()
    at_desk.settle()
    page = at_desk.shell.page
    assert page.whose.text() == "What happened to “Digital basics”"
    lines = " ".join(f"{line.words} {line.more}" for line in page.list.lines())
    assert "Room is now 4" in lines
