"""Appointments: a free slot is found, booked, booked again, and never twice at one time."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from hubdesk.errors.appointments import InThePast, PersonBusy
from hubdesk.errors.learning import EndsBeforeStart, HubClosed, SessionClashes
from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.errors.records import BuiltOn
from hubdesk.ids import pair_id
from hubdesk.messages import explain
from hubdesk.models import Mark
from hubdesk.operations.appointments import book_appointment, set_helper_hours
from hubdesk.operations.attending import mark
from hubdesk.operations.booking import give_back
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.sessions import cancel_session
from hubdesk.operations.staff import add_staff
from hubdesk.queries.appointments import (
    appointment,
    day_of_helpers,
    next_free,
    person_busy,
    slot_again,
)
from tests.conftest import NOW, TODAY, in_days


def at(hour, minute=0, on=TODAY):
    return datetime.combine(on, time(hour, minute), NOW.tzinfo)


def staff(hub, name="Owen Price"):
    made = hub.do("add staff", lambda db, _now: add_staff(db, name=name, roles=("tutor",)))
    return str(made.id)


def see_people(hub, who, *days, starts=time(13), ends=time(15), slot=20):
    hub.do(
        "set helper hours",
        lambda db, _now: set_helper_hours(
            db, account_id=who, weekdays=days, starts=starts, ends=ends, slot_minutes=slot
        ),
    )


@pytest.fixture
def owen(hub):
    who = staff(hub)
    see_people(hub, who, 1, 3)  # Tuesdays and Thursdays
    return who


def book(hub, person, helper, when, minutes=20, **more):
    return hub.do(
        "book appointment",
        lambda db, now: book_appointment(
            db, person_id=person, helper_id=helper, starts_at=when, minutes=minutes, now=now, **more
        ),
    )


def times(rows):
    return [f"{row.starts_at.astimezone(NOW.tzinfo):%a %H:%M}" for row in rows]


def free(hub, after=None, helper=""):
    return hub.look(lambda db: next_free(db, NOW, helper_id=helper, after=after))


def test_the_day_of_a_helper_shows_every_slot_that_is_not_over(hub, owen):
    rows = hub.look(lambda db: day_of_helpers(db, TODAY, at(13, 10)))
    assert times(rows) == ["Tue 13:20", "Tue 13:40", "Tue 14:00", "Tue 14:20", "Tue 14:40"]
    assert all(row.is_free for row in rows)


def test_the_next_free_slot_is_after_what_is_booked(hub, owen):
    ada = hub.person("Ada Okafor")
    assert times([free(hub)]) == ["Tue 13:00"]
    book(hub, ada, owen, at(13))
    assert times([free(hub)]) == ["Tue 13:20"]
    assert times([free(hub, after=at(14, 50))]) == ["Thu 13:00"]


def test_a_session_the_helper_teaches_takes_their_slots(hub, owen):
    hub.session("Job club", starts=time(13, 30), ends=time(14, 30), tutor_id=owen)
    rows = hub.look(lambda db: day_of_helpers(db, TODAY, NOW))
    assert times(row for row in rows if row.is_free) == ["Tue 13:00", "Tue 14:40"]


def test_nothing_is_free_on_a_bank_holiday(hub, owen):
    see_people(hub, owen, 4)
    christmas = TODAY.replace(month=12, day=25)
    assert hub.look(lambda db: day_of_helpers(db, christmas, NOW)) == []
    found = free(hub, after=at(9, on=christmas))
    assert found.starts_at.date() > christmas


def test_who_sees_nobody_has_nothing_free(hub):
    assert free(hub) is None


def test_two_people_at_one_time_with_one_helper_are_said(hub, owen):
    book(hub, hub.person("Ada Okafor"), owen, at(13))
    with pytest.raises(SessionClashes) as refused:
        book(hub, hub.person("Kofi Mensah"), owen, at(13, 10))
    assert explain(refused.value).what.startswith("Owen Price has “One-to-one” from 1pm")


def test_one_person_at_two_places_at_one_time_is_said(hub, owen):
    course = hub.session("Digital basics", starts=time(13), ends=time(15))
    [ada] = hub.book(course, "Ada Okafor")
    with pytest.raises(PersonBusy) as refused:
        book(hub, ada, owen, at(13, 20))
    assert explain(refused.value).text == (
        "Ada Okafor has “Digital basics” from 1pm to 3pm on Tue 24 Nov 2026. Choose another time."
    )


def test_an_overlap_that_somebody_knows_of_is_booked_all_the_same(hub, owen):
    book(hub, hub.person("Ada Okafor"), owen, at(13))
    book(hub, hub.person("Kofi Mensah"), owen, at(13, 10), overlap_ok=True)
    rows = hub.look(lambda db: day_of_helpers(db, TODAY, NOW))
    assert [row.person for row in rows if not row.is_free] == ["Ada Okafor", "Kofi Mensah"]


def test_no_appointment_is_booked_in_the_past_or_on_a_closed_day(hub, owen):
    ada = hub.person("Ada Okafor")
    with pytest.raises(InThePast):
        book(hub, ada, owen, at(9))
    with pytest.raises(HubClosed):
        book(hub, ada, owen, at(10, on=TODAY.replace(month=12, day=25)))


@pytest.mark.parametrize("minutes", [0, 4, 241, -20])
def test_an_appointment_lasts_from_5_minutes_to_4_hours(hub, owen, minutes):
    with pytest.raises(NumberNotRight):
        book(hub, hub.person("Ada Okafor"), owen, at(13), minutes)


def test_a_course_is_no_appointment(hub, owen):
    with pytest.raises(ChoiceUnknown):
        book(hub, hub.person("Ada Okafor"), owen, at(13), kind="course")


def test_booking_again_is_the_same_time_a_week_later(hub, owen):
    made = book(hub, hub.person("Ada Okafor"), owen, at(13, 40))
    again = hub.look(lambda db: slot_again(db, made.session_id, NOW))
    assert again.starts_at == at(13, 40, on=in_days(7))
    assert again.helper == "Owen Price"


def test_booking_again_takes_the_next_slot_where_that_one_is_taken(hub, owen):
    made = book(hub, hub.person("Ada Okafor"), owen, at(13, 40))
    book(hub, hub.person("Kofi Mensah"), owen, at(13, 40, on=in_days(7)))
    again = hub.look(lambda db: slot_again(db, made.session_id, NOW))
    assert again.starts_at == at(14, on=in_days(7))


def test_who_did_not_come_is_marked_and_it_shows_in_the_day(hub, owen):
    ada = hub.person("Ada Okafor")
    made = book(hub, ada, owen, at(13))
    hub.do(
        "mark",
        lambda db, now: mark(
            db, session_id=made.session_id, person_id=ada, mark=Mark.ABSENT, now=now
        ),
    )
    assert hub.look(lambda db: appointment(db, made.session_id)).mark == Mark.ABSENT
    hub.undo()
    assert hub.look(lambda db: appointment(db, made.session_id)).mark == Mark.NONE


def test_undo_of_a_booking_frees_the_slot(hub, owen):
    book(hub, hub.person("Ada Okafor"), owen, at(13))
    hub.undo()
    assert times([free(hub)]) == ["Tue 13:00"]


def test_a_cancelled_appointment_frees_the_slot(hub, owen):
    made = book(hub, hub.person("Ada Okafor"), owen, at(13))
    hub.do(
        "cancel session",
        lambda db, _now: cancel_session(db, session_id=made.session_id, why="Bus strike"),
    )
    assert times([free(hub)]) == ["Tue 13:00"]
    assert hub.look(lambda db: appointment(db, made.session_id)) is None


def gives_back(hub, made):
    place = pair_id("enrolment", made.session_id, made.person_id)
    return hub.do("give back place", lambda db, now: give_back(db, enrolment_id=place, now=now))


def test_an_appointment_whose_person_gives_it_back_frees_the_slot_and_undo_brings_both(hub, owen):
    made = book(hub, hub.person("Ada Okafor"), owen, at(13))
    assert gives_back(hub, made).is_cancelled
    assert times([free(hub)]) == ["Tue 13:00"]
    hub.undo()
    assert times([free(hub)]) == ["Tue 13:20"]
    assert hub.look(lambda db: appointment(db, made.session_id)).person == "Ada Okafor"
    gives_back(hub, made)
    gave_back = hub.last_txn
    book(hub, hub.person("Bo Li"), owen, at(13))
    with pytest.raises(BuiltOn):
        hub.undo(gave_back)  # the slot is Bo's now


def test_an_appointment_that_took_place_is_not_cancelled_by_giving_it_back(hub, owen):
    made = book(hub, hub.person("Ada Okafor"), owen, at(13))
    who = {"session_id": made.session_id, "person_id": made.person_id, "mark": Mark.PRESENT}
    hub.do("mark", lambda db, now: mark(db, now=now, **who))
    assert not gives_back(hub, made).is_cancelled


def test_the_appointment_of_somebody_who_is_erased_frees_the_slot(hub, owen):
    ada = hub.person("Ada Okafor")
    book(hub, ada, owen, at(13))
    said = {"person_id": ada, "typed_name": "Ada Okafor", "ground": "asked"}
    hub.do("erase person", lambda db, now: erase_person(db, now=now, **said))
    assert times([free(hub)]) == ["Tue 13:00"]


def test_hours_are_replaced_as_a_whole_and_undone_as_a_whole(hub, owen):
    see_people(hub, owen, 0, 3, starts=time(9), ends=time(10), slot=30)
    assert times([free(hub)]) == ["Thu 09:00"]
    hub.undo()
    assert times([free(hub)]) == ["Tue 13:00"]


def test_hours_must_end_after_they_start(hub, owen):
    with pytest.raises(EndsBeforeStart):
        see_people(hub, owen, 1, starts=time(15), ends=time(13))


def test_the_title_of_an_appointment_names_nobody(hub, owen):
    made = book(hub, hub.person("Ada Okafor"), owen, at(13))
    assert hub.look(lambda db: appointment(db, made.session_id)).title == "One-to-one"


def test_who_is_busy_is_known_from_a_course_too(hub):
    course = hub.session("Digital basics", starts=time(10), ends=time(12))
    [ada] = hub.book(course, "Ada Okafor")
    ends = at(10) + timedelta(minutes=20)
    assert hub.look(lambda db: person_busy(db, ada, at(10), ends)).title == "Digital basics"
    assert hub.look(lambda db: person_busy(db, ada, at(12), at(13))) is None
