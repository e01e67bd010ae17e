"""Who is in the building, shifts, and what one hands over to the next."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.people import NumberNotRight
from hubdesk.errors.presence import HereAlready, NotHere, ShiftEnded, TickedOff
from hubdesk.errors.records import BuiltOn, TextTooLong
from hubdesk.messages import explain
from hubdesk.models import NOT_TOLD
from hubdesk.operations import attending, presence, shifts, visits
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.head_counts import count_heads
from hubdesk.operations.merging import merge_people
from hubdesk.operations.sessions import cancel_session
from hubdesk.operations.staff import add_staff
from hubdesk.queries.held import held_on
from hubdesk.queries.here_now import HereSort, here_now
from hubdesk.queries.kiosk import at_door
from hubdesk.queries.register import register
from hubdesk.queries.shifts import (
    handed_over,
    handed_over_count,
    hours_of_month,
    my_shift,
    proposed_minutes,
    shifts_not_ended,
)
from hubdesk.queries.staff import managers
from hubdesk.queries.today import today_row
from tests.conftest import TODAY, ZONE


class House:
    """The building, each verb in a sentence."""

    def __init__(self, hub):
        self.hub = hub
        self.amira = hub.look(managers)[0].id

    def come(self, person_id, session_id=""):
        return self.hub.do(
            "come in",
            lambda db, now: presence.come_in(
                db, person_id=person_id, session_id=session_id, now=now
            ),
        )

    def visitor(self, name):
        return self.hub.do(
            "come in", lambda db, now: presence.come_in_visitor(db, name=name, now=now)
        )

    def leave(self, **who):
        return self.hub.do("leave", lambda db, now: presence.leave(db, now=now, **who))

    def begin(self, account_id=""):
        whose = account_id or self.amira
        return self.hub.do(
            "begin shift", lambda db, now: shifts.begin_shift(db, account_id=whose, now=now)
        )

    def end(self, shift, **said):
        return self.hub.do(
            "end shift", lambda db, now: shifts.end_shift(db, shift_id=shift.id, now=now, **said)
        )

    def mark(self, session_id, person_id, mark="present"):
        return self.hub.do(
            "mark",
            lambda db, now: attending.mark(
                db, session_id=session_id, person_id=person_id, mark=mark, now=now
            ),
        )

    @property
    def now(self):
        return self.hub.look(lambda db: here_now(db, self.hub.clock()))

    @property
    def names(self):
        return [row.name for row in self.now.here]

    @property
    def perhaps(self):
        return [row.name for row in self.now.perhaps]


@pytest.fixture
def house(hub):
    return House(hub)


@pytest.fixture
def basics(hub):
    """Digital basics, today from 10am to midday in Room 2; it is 10:42am."""
    return hub.session("Digital basics", room="Room 2")


# Here now


def test_everybody_in_the_building_is_here_staff_and_visitors_too(hub, house, basics):
    (ada,) = hub.book(basics, "Ada Okafor")
    house.begin()
    house.mark(basics, ada)
    house.come(hub.person("Bo Li"))
    house.visitor("Fire inspector")
    assert house.names == ["Ada Okafor", "Amira Khan", "Bo Li", "Fire inspector"]
    sorts = {row.name: row.sort for row in house.now.here}
    assert sorts["Amira Khan"] is HereSort.STAFF
    assert sorts["Fire inspector"] is HereSort.VISITOR
    assert house.now.here[0].room == "Room 2"


def test_whoever_joins_from_elsewhere_left_early_or_did_not_come_is_not_here(hub, house, basics):
    marks = {"remote": "Ada", "left early": "Bo", "absent": "Cy", "told us": "Di", "late": "Eli"}
    people = hub.book(basics, *marks.values())
    for mark, person in zip(marks, people, strict=True):
        house.mark(basics, person, mark)
    assert house.names == ["Eli"]


def test_one_key_takes_somebody_off_the_list_however_they_came_onto_it(hub, house, basics):
    (ada,) = hub.book(basics, "Ada Okafor")
    bo = hub.person("Bo Li")
    house.mark(basics, ada)
    house.come(bo)
    visitor = house.visitor("Fire inspector")
    house.leave(person_id=ada, session_id=basics)
    house.leave(person_id=bo)
    house.leave(presence_id=visitor.id)
    assert house.names == []
    hub.undo()
    assert house.names == ["Fire inspector"]


def test_somebody_who_comes_back_after_lunch_is_here_again(hub, house):
    ada = hub.person("Ada Okafor")
    house.come(ada)
    house.leave(person_id=ada)
    hub.clock.forward(hours=1)
    house.come(ada)
    assert house.names == ["Ada Okafor"]


def test_whoever_left_a_session_and_is_marked_at_a_later_one_is_here(hub, house, basics):
    later = hub.session("Job club", starts=time(11), ends=time(13))
    ada, *_ = hub.book(later, "Ada Okafor")
    house.come(ada, basics)
    house.leave(person_id=ada)
    hub.clock.forward(minutes=30)
    house.mark(later, ada)
    assert [row.session for row in house.now.here] == ["Job club"]


def test_after_a_session_its_people_are_here_perhaps_and_an_hour_later_gone(hub, house, basics):
    (ada,) = hub.book(basics, "Ada Okafor")
    house.mark(basics, ada)
    house.come(hub.person("Bo Li"), basics)
    hub.clock.forward(hours=1, minutes=20)  # 12:02
    assert (house.names, house.perhaps) == ([], ["Ada Okafor", "Bo Li"])
    hub.clock.forward(hours=1)
    assert house.now.rows == ()


def test_whoever_leaves_by_card_just_after_a_session_is_gone_and_not_signed_in_again(hub, house):
    hub.clock.now = hub.clock.now.replace(hour=9, minute=58)
    basics = hub.session("Digital basics")
    (ada,) = hub.book(basics, "Ada Okafor")
    house.come(ada, basics)
    hub.clock.now = hub.clock.now.replace(hour=12, minute=2)
    assert house.perhaps == ["Ada Okafor"]
    door = hub.look(lambda db: at_door(db, ada, hub.clock()))
    assert (door.is_in, door.is_over, door.session_in) == (True, True, basics)
    house.leave(person_id=ada, session_id=door.session_in)
    assert house.now.rows == ()


def test_whoever_left_early_is_off_the_list_and_a_slip_puts_them_back(hub, house, basics):
    (ada,) = hub.book(basics, "Ada Okafor")
    house.come(ada, basics)
    hub.clock.forward(minutes=20)
    house.mark(basics, ada, "left early")
    assert house.now.rows == ()
    hub.undo()
    assert house.names == ["Ada Okafor"]
    house.mark(basics, ada, "left early")
    house.mark(basics, ada, "present")
    assert house.names == ["Ada Okafor"], "the wrong key was pressed"


def test_whoever_left_a_session_early_and_came_in_again_is_here(hub, house, basics):
    (ada,) = hub.book(basics, "Ada Okafor")
    house.come(ada, basics)
    hub.clock.forward(minutes=20)
    house.come(ada)
    house.mark(basics, ada, "left early")
    assert [row.session for row in house.now.here] == [""]


def test_heads_of_what_is_on_are_here_without_a_name_and_never_added(hub, house):
    event = hub.session("Open day", kind="event", room="Hall")
    away = hub.session("Stall", kind="outreach stall", venue="Market")
    for id in (event, away):
        heads = {"session_id": id, "came": "15"}
        hub.do("count heads", lambda db, now, h=heads: count_heads(db, now=now, **h))
    found = house.now
    assert [(one.session, one.room, one.heads) for one in found.nameless] == [
        ("Open day", "Hall", 15)
    ]
    assert found.rows == ()
    hub.clock.forward(hours=5)
    assert house.now.nameless == ()


def test_nobody_of_yesterday_is_here_today(hub, house):
    house.come(hub.person("Ada Okafor"))
    house.begin()
    hub.clock.forward(days=1)
    assert house.now.rows == ()


def test_a_cancelled_session_or_one_elsewhere_holds_nobody_in_the_building(hub, house, basics):
    away = hub.session("Library stall", kind="workshop", venue="Aston library")
    (ada,) = hub.book(away, "Ada Okafor")
    house.mark(away, ada)
    hub.do(
        "cancel session",
        lambda db, _: cancel_session(db, session_id=basics, why="Snow"),
    )
    assert house.now.rows == ()


def test_nobody_called_or_visited_at_home_or_counted_at_a_stall_is_in_the_building(hub, house):
    for kind in ("phone support", "home visit"):
        session = hub.session(kind, kind=kind)
        (ada,) = hub.book(session, "Ada Okafor")
        house.mark(session, ada)
    stall = hub.session("Stall", kind="outreach stall")
    hub.do("count heads", lambda db, now: count_heads(db, session_id=stall, came="15", now=now))
    assert (house.now.rows, house.now.nameless) == ((), ())


def test_a_visit_that_was_logged_is_over(hub, house):
    ada = hub.person("Ada Okafor")
    hub.do(
        "visit",
        lambda db, now: visits.log_visit(db, person_id=ada, about="print", minutes=5, now=now),
    )
    assert house.now.rows == ()


# Coming in


def test_signing_in_to_a_session_marks_it_on_the_register(hub, house, basics):
    (ada,) = hub.book(basics, "Ada Okafor")
    house.come(ada, basics)
    row = hub.look(lambda db: register(db, basics, TODAY)).rows[0]
    assert (row.mark, row.late_minutes) == ("late", 42)
    hub.undo()
    assert not hub.look(lambda db: register(db, basics, TODAY)).rows[0].mark
    assert house.names == []


def test_whoever_the_tutor_marked_before_signs_in_all_the_same(hub, house, basics):
    (ada,) = hub.book(basics, "Ada Okafor")
    house.mark(basics, ada)
    house.come(ada, basics)
    assert hub.look(lambda db: register(db, basics, TODAY)).rows[0].mark == "present"
    assert house.names == ["Ada Okafor"]


def test_signing_in_twice_changes_nothing(hub, house, basics):
    (ada,) = hub.book(basics, "Ada Okafor")
    house.come(ada, basics)
    with pytest.raises(HereAlready) as wrong:
        house.come(ada, basics)
    assert explain(wrong.value).text == "Ada O. is signed in already. Nothing changed."


def test_whoever_goes_on_from_the_drop_in_to_a_session_is_here_once(hub, house, basics):
    ada = hub.person("Ada Okafor")
    house.come(ada)
    house.come(ada, basics)
    assert [row.session for row in house.now.here] == ["Digital basics"]


def test_a_visitor_needs_a_name_and_not_a_novel(house):
    with pytest.raises(FieldMissing):
        house.visitor("   ")
    with pytest.raises(TextTooLong):
        house.visitor("x" * 101)


def test_who_is_not_here_cannot_leave(hub, house):
    ada = hub.person("Ada Okafor")
    with pytest.raises(NotHere):
        house.leave(person_id=ada)
    visitor = house.visitor("Fire inspector")
    house.leave(presence_id=visitor.id)
    with pytest.raises(NotHere):
        house.leave(presence_id=visitor.id)


def test_two_records_of_one_person_are_here_once(hub, house):
    ada, twin = hub.person("Ada Okafor"), hub.person("Ada Okafor", phone="0121 496 0003")
    house.come(ada)
    house.come(twin)
    hub.do("merge people", lambda db, now: merge_people(db, from_id=twin, to_id=ada, now=now))
    assert house.names == ["Ada Okafor"]


def test_coming_and_going_is_in_what_is_held_on_somebody_and_an_erasure_keeps_the_time_alone(
    hub, house
):
    ada = hub.person("Ada Okafor")
    house.come(ada)
    house.leave(person_id=ada)
    held = hub.look(lambda db: held_on(db, ada))
    (row,) = held.of(["presence"])
    assert {fact.column for fact in row.facts} >= {"came_at", "left_at"}
    hub.do(
        "erase person",
        lambda db, now: erase_person(
            db, person_id=ada, typed_name="Ada Okafor", ground="asked", now=now
        ),
    )
    assert house.names == []


def test_a_finished_register_keeps_its_marks_when_a_sign_in_is_taken_back(hub, house, basics):
    (ada,) = hub.book(basics, "Ada Okafor")
    house.come(ada, basics)
    signed = hub.last_txn
    hub.do(
        "finish register",
        lambda db, now: attending.finish_register(db, session_id=basics, now=now),
    )
    with pytest.raises(BuiltOn):
        hub.undo(signed)


# Shifts


def test_unlocking_twice_on_a_day_is_one_shift(hub, house):
    first = house.begin()
    hub.clock.forward(hours=1)
    assert house.begin().id == first.id


def test_the_end_of_a_shift_proposes_what_it_lasted_to_five_minutes(hub, house):
    shift = house.begin()
    hub.clock.forward(hours=3, minutes=52)
    assert proposed_minutes(shift.began_at, hub.clock()) == 230
    assert house.end(shift).minutes == 230


def test_whoever_ends_their_shift_says_their_hours_and_the_true_times_stay(hub, house):
    shift = house.begin()
    began = hub.clock()
    hub.clock.forward(hours=3)
    ended = house.end(shift, minutes=240)
    assert (ended.minutes, ended.began_at, ended.ended_at) == (240, began, hub.clock())


@pytest.mark.parametrize("minutes", [-5, 24 * 60 + 1])
def test_nobody_works_less_than_nothing_or_more_than_a_day(house, minutes):
    with pytest.raises(NumberNotRight):
        house.end(house.begin(), minutes=minutes)


def test_a_shift_ends_once(hub, house):
    shift = house.begin()
    house.end(shift)
    with pytest.raises(ShiftEnded):
        house.end(shift)


def test_a_new_shift_begins_on_the_next_day_and_the_old_one_asks_for_its_hours(hub, house):
    shift = house.begin()
    hub.clock.forward(days=1)
    assert house.begin().id != shift.id
    (left,) = hub.look(lambda db: shifts_not_ended(db, house.amira, hub.clock()))
    assert left.id == shift.id
    with pytest.raises(NumberNotRight):
        house.end(shift, minutes=NOT_TOLD)
    ended = house.end(shift, minutes=60)
    assert ended.ended_at == datetime(2026, 11, 24, 11, 42, tzinfo=ZONE)


def test_managers_see_the_hours_of_a_month_by_name(hub, house):
    ben = hub.do(
        "add staff", lambda db, _: add_staff(db, name="Ben Okoro", roles=("volunteer",))
    ).id
    shift = house.begin(ben)
    hub.clock.forward(hours=2)
    house.end(shift)
    hub.clock.forward(days=1)
    house.begin(ben)
    hub.clock.forward(days=1)
    rows = hub.look(lambda db: hours_of_month(db, TODAY, hub.clock()))
    assert [(r.name, r.shifts, r.minutes, r.not_ended) for r in rows] == [("Ben Okoro", 2, 120, 1)]
    assert hub.look(lambda db: hours_of_month(db, date(2026, 10, 3), hub.clock())) == []


def test_a_shift_after_midnight_belongs_to_its_own_day(hub, house):
    hub.clock.now = datetime(2026, 11, 24, 23, 50, tzinfo=ZONE)
    shift = house.begin()
    hub.clock.forward(minutes=20)
    assert hub.look(lambda db: my_shift(db, house.amira, hub.clock())) is None
    assert house.begin().id != shift.id


# What is handed over


def test_what_is_handed_over_waits_until_somebody_ticks_it(hub, house):
    house.end(house.begin(), note="The printer is out of paper\nRing the council")
    (note,) = hub.look(handed_over)
    assert (note.who, note.text) == ("Amira Khan", "The printer is out of paper\nRing the council")
    tick = {"note_id": note.id}
    hub.do("tick off handover", lambda db, _: shifts.tick_off_handover(db, **tick))
    assert hub.look(handed_over) == ()
    with pytest.raises(TickedOff):
        hub.do("tick off handover", lambda db, _: shifts.tick_off_handover(db, **tick))
    hub.undo()
    assert len(hub.look(handed_over)) == 1


def test_the_newest_note_is_shown_first_and_all_that_wait_are_counted(hub, house):
    for number in range(7):
        hub.clock.forward(minutes=1)
        note = {"account_id": house.amira, "text": f"Note {number}"}
        hub.do("hand over", lambda db, now, n=note: shifts.hand_over(db, now=now, **n))
    shown = [note.text for note in hub.look(handed_over)]
    assert shown == [f"Note {number}" for number in (6, 5, 4, 3, 2)]
    assert hub.look(handed_over_count) == 7
    assert [note.text for note in hub.look(lambda db: handed_over(db, 20))][-1] == "Note 0"
    row = hub.look(lambda db: today_row(db, TODAY))
    assert (row.handed_over_count, row.handed_over[0].text) == (7, "Note 6")


def test_ending_a_shift_without_a_note_hands_nothing_over(hub, house):
    house.end(house.begin(), note="  ")
    assert hub.look(handed_over) == ()
