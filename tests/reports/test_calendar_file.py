"""The calendar file, read back by a library that others read calendars with."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, vText

from hubdesk.app.calendars import MOST
from hubdesk.operations.hub import close_days
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import cancel_session, move_session, plan_series
from hubdesk.queries.sessions import SessionRow, sessions_between
from hubdesk.reports.calendar_file import MOST_OCTETS, calendar_file
from tests.conftest import NOW, TODAY, in_days

LONDON = ZoneInfo("Europe/London")
AWKWARD = (
    *("Tea, cake; and a chat", "C:\\Users\\new", 'Say "hello"', "Line one\nline two"),
    *("کمپیوٹر کی بنیادی باتیں", "ਕੰਪਿਊਟਰ ਦੀ ਸ਼ੁਰੂਆਤ", "電腦入門班"),
    *("👩🏽‍💻 Code club", "Żółć, łódź; ﬁn"),
    "A title so long that it goes over many lines, with ж and 電 and é wherever it breaks " * 4,
)


def row(title="Digital basics", **facts):
    usual = {
        "id": "01a", "series_id": "", "kind": "course", "title": title, "held_on": TODAY,
        "starts_at": datetime(2026, 11, 24, 10, tzinfo=LONDON),
        "ends_at": datetime(2026, 11, 24, 12, tzinfo=LONDON), "room": "Room 2", "venue": "",
        "tutor_id": "", "tutor": "Amira Khan", "places": 12, "interpreter": "", "has_bsl": False,
        "is_cancelled": False, "cancelled_why": "", "is_finished": False,
    }  # fmt: skip
    return SessionRow(**(usual | facts))


def events(data):
    """What another program finds; whatever it could not read is an error."""
    calendar = Calendar.from_ical(data)
    found = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not [one.errors for one in found if one.errors]
    return found


def of_hub(hub, first_on=TODAY, days=400):
    rows = hub.look(
        lambda db: sessions_between(db, first_on, first_on + timedelta(days=days), most=MOST)
    )
    return events(calendar_file(rows, hub="Riverside Hub", now=NOW))


def at(event, name="DTSTART"):
    return event[name].dt.astimezone(LONDON)


def test_ten_in_the_morning_is_ten_on_either_side_of_a_change_of_the_clocks(hub):
    for held_on in (date(2027, 3, 25), date(2027, 3, 30), date(2027, 10, 29), date(2027, 11, 1)):
        hub.session(held_on=held_on, starts=time(10), ends=time(12))
    found = of_hub(hub)
    assert {(at(one).time(), at(one, "DTEND").time()) for one in found} == {(time(10), time(12))}
    assert [one["DTSTART"].dt.astimezone(UTC).hour for one in found] == [10, 9, 9, 10]


def test_a_course_is_one_entry_for_each_day_it_is_held_and_none_for_a_closed_one(hub):
    closed = in_days(7)
    hub.do(
        "close days",
        lambda db, _: close_days(db, first_on=closed, last_on=closed, why="Repairs"),
    )
    facts = SessionFacts("Basics", "course", TODAY, time(10), time(12))
    hub.do(
        "plan session",
        lambda db, now: plan_series(db, facts=facts, repeats="weekly", times=3, now=now),
    )
    found = of_hub(hub)
    assert [at(one).date() for one in found] == [TODAY, in_days(14), in_days(21)]
    assert not any("RRULE" in one for one in found), "a closed day would come back"
    assert len({one["UID"] for one in found}) == len(found)


def test_what_was_cancelled_says_so_twice_and_what_was_moved_keeps_its_id(hub):
    off, moved = hub.session("Evening class"), hub.session("Job club", room="Hall")
    before = {one["SUMMARY"]: one["UID"] for one in of_hub(hub)}
    hub.do("cancel session", lambda db, _: cancel_session(db, session_id=off, why="Snow"))
    to = {"held_on": in_days(1), "starts": time(14), "ends": time(15)}
    hub.do("move session", lambda db, now: move_session(db, session_id=moved, now=now, **to))
    after = {one["SUMMARY"]: one for one in of_hub(hub)}
    gone, later = after["Cancelled: Evening class"], after["Job club"]
    assert (gone["STATUS"], gone["UID"]) == ("CANCELLED", before["Evening class"])
    assert gone["DESCRIPTION"].startswith("Snow")
    assert (later["STATUS"], later["UID"]) == ("CONFIRMED", before["Job club"])
    assert at(later) == datetime(2026, 11, 25, 14, tzinfo=LONDON)


@pytest.mark.parametrize("title", AWKWARD)
def test_any_title_comes_back_as_it_was_typed(title):
    data = calendar_file([row(title, room=title)], hub=title, now=NOW)
    [found] = events(data)
    assert found["SUMMARY"] == title
    assert found["LOCATION"] == f"{title}, {title}"
    calendar = Calendar.from_ical(data)
    for name in ("NAME", "X-WR-CALNAME"):  # the library leaves both as they stand in the file
        assert str(calendar[name]) == vText(title).to_ical().decode()


@pytest.mark.parametrize("title", AWKWARD)
def test_no_line_is_longer_than_75_octets_and_none_breaks_a_letter(title):
    data = calendar_file([row(title)], hub="Riverside Hub", now=NOW)
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")[:-1]
    assert b"\n" not in b"".join(lines)
    assert max(len(one) for one in lines) <= MOST_OCTETS
    for one in lines:
        one.decode()  # each piece by itself


def test_half_a_year_of_a_busy_hub_is_whole(hub):
    hub.session("The first")
    [one] = hub.look(lambda db: sessions_between(db, TODAY, TODAY))
    many = [row(f"Session {at}", id=f"{one.id}-{at}") for at in range(1200)]
    assert len(events(calendar_file(many, hub="Riverside Hub", now=NOW))) == 1200


def test_equal_rows_give_equal_bytes():
    assert calendar_file([row()], hub="A", now=NOW) == calendar_file([row()], hub="A", now=NOW)
