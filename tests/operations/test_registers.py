"""Registers, places, visits and head-counts: what counts as coming, and what is refused."""

from __future__ import annotations

from datetime import time

import pytest

from hubdesk.errors.learning import (
    CountNotANumber,
    NoPlaceFree,
    NotCounted,
    NotMarked,
    NotWaiting,
    OnlyCounted,
    OnRegister,
    PlaceTaken,
    RegisterFinished,
    RegisterOpen,
    SessionCancelled,
    SessionNotYet,
)
from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.errors.records import BuiltOn, TextTooLong
from hubdesk.ids import pair_id
from hubdesk.messages import explain
from hubdesk.models import NOT_TOLD, Attendance, Enrolment, LearningSession, Mark
from hubdesk.operations import attending, booking, head_counts, visits
from hubdesk.operations.consents import record_consent
from hubdesk.operations.contacts import set_emergency_contact
from hubdesk.operations.merging import merge_people
from hubdesk.operations.people import set_needs
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import cancel_session, plan_series
from hubdesk.queries.attendances import attendances_of, attended, booked_sessions
from hubdesk.queries.register import emergency_contacts, register
from hubdesk.queries.register import head_counts as counted
from hubdesk.queries.sessions import session_row
from tests.conftest import TODAY, ZONE, in_days


class Room:
    """One session with its register, each verb in a sentence."""

    def __init__(self, hub, session_id):
        self.hub, self.id = hub, session_id

    def mark(self, person_id, mark="present", **more):
        return self.hub.do(
            "mark",
            lambda db, now: attending.mark(
                db, session_id=self.id, person_id=person_id, mark=mark, now=now, **more
            ),
        )

    def _do(self, verb, work, **more):
        return self.hub.do(verb, lambda db, now: work(db, session_id=self.id, now=now, **more))

    def rest(self, mark="present"):
        return self._do("mark rest", attending.mark_rest, mark=mark)

    def walk_in(self, person_id):
        return self._do("mark", attending.walk_in, person_id=person_id)

    def sign_in(self, person_id):
        return self._do("sign in", attending.sign_in, person_id=person_id)

    def finish(self):
        return self._do("finish register", attending.finish_register)

    def book(self, person_id):
        self.hub.clock.forward(seconds=1)  # who asks later waits behind who asked before
        return self._do("book place", booking.book_session, person_id=person_id)

    @property
    def rows(self):
        return self.hub.look(lambda db: register(db, self.id, self.hub.clock().date())).rows

    @property
    def row(self):
        return self.hub.look(lambda db: session_row(db, self.id))


@pytest.fixture
def room(hub):
    return Room(hub, hub.session())


def test_a_blank_is_never_an_absence(hub, room):
    ada, bo = hub.book(room.id, "Ada Okafor", "Bo Li")
    room.mark(ada)
    assert [row.mark for row in room.rows] == ["present", ""]
    assert (room.row.here, room.row.marked, room.row.unmarked) == (1, 1, 1)
    assert hub.look(lambda db: attended(db, bo)).on_register == 0
    with pytest.raises(NotMarked) as refusal:
        room.finish()
    assert explain(refusal.value).what == "1 person is not marked."
    assert [row.mark for row in room.rows] == ["present", ""]


def test_the_rest_are_marked_in_one_and_undone_in_one(hub, room):
    people = hub.book(room.id, "Ada", "Bo", "Cy", "Dee")
    room.mark(people[1], "absent")
    assert set(room.rest()) == {people[0], people[2], people[3]}
    assert [row.mark for row in room.rows] == ["present", "absent", "present", "present"]
    hub.undo()
    assert [row.mark for row in room.rows] == ["", "absent", "", ""]


@pytest.mark.parametrize("mark", ["late", "told us", "absent", "left early", "remote"])
def test_each_mark_stands_and_the_same_key_again_takes_it_away(hub, room, mark):
    (ada,) = hub.book(room.id, "Ada Okafor")
    room.mark(ada, mark)
    assert room.rows[0].mark == mark
    assert room.rows[0].came == (mark in ("late", "left early", "remote"))
    room.mark(ada, Mark.NONE)
    assert room.rows[0].mark == ""


def test_two_desks_that_mark_the_same_person_make_the_same_row(hub, room):
    (ada,) = hub.book(room.id, "Ada Okafor")
    assert room.mark(ada).id == pair_id("attendance", room.id, ada)


def test_who_walks_in_stands_below_those_with_a_place_and_goes_when_unmarked(hub, room):
    hub.book(room.id, "Zoe Last")
    anna = hub.person("Anna First")
    assert room.walk_in(anna).is_walk_in
    assert [row.name for row in room.rows] == ["Zoe Last", "Anna First"]
    assert not room.rows[1].has_place
    room.mark(anna, Mark.NONE)
    assert [row.name for row in room.rows] == ["Zoe Last"]


def test_the_same_person_twice_is_told_with_their_row(hub, room):
    _, rosa = hub.book(room.id, "Ada Okafor", "Rosa Silva")
    room.walk_in(rosa)  # typed although she has a place: she is here
    assert len(room.rows) == 2
    with pytest.raises(OnRegister) as refusal:
        room.walk_in(rosa)
    assert explain(refusal.value).text == "Rosa Silva is already on this register (row 2)."


def test_a_card_signs_in_and_is_late_after_ten_minutes(hub, clock, room):
    ada, bo = hub.book(room.id, "Ada Okafor", "Bo Li")
    clock.now = clock.now.replace(hour=10, minute=10)
    assert room.sign_in(ada).mark == "present"
    clock.now = clock.now.replace(minute=25)
    late = room.sign_in(bo)
    assert (late.mark, late.late_minutes, late.came_at) == ("late", 25, clock.now)
    with pytest.raises(OnRegister):
        room.sign_in(bo)


def test_nobody_is_marked_after_the_register_was_finished_until_it_is_opened_again(hub, room):
    (ada,) = hub.book(room.id, "Ada Okafor")
    room.rest()
    room.finish()
    for late in (lambda: room.mark(ada, "absent"), lambda: room.walk_in(ada), room.finish):
        with pytest.raises(RegisterFinished):
            late()
    hub.do("reopen register", lambda db, _: attending.reopen_register(db, session_id=room.id))
    room.mark(ada, "absent")
    with pytest.raises(RegisterOpen):
        hub.do("reopen register", lambda db, _: attending.reopen_register(db, session_id=room.id))


def test_a_mark_is_not_undone_under_a_finished_register(hub, room):
    hub.book(room.id, "Ada Okafor")
    room.rest()
    marked = hub.last_txn
    room.finish()
    with pytest.raises(BuiltOn) as refusal:
        hub.undo(marked)
    assert "the register of “Digital basics” is finished since" in explain(refusal.value).text


def test_a_session_in_the_future_is_not_marked_but_for_who_told_us(hub):
    room = Room(hub, hub.session(held_on=in_days(3)))
    (ada,) = hub.book(room.id, "Ada Okafor")
    for ahead in (lambda: room.mark(ada), room.rest, room.finish, lambda: room.mark(ada, "absent")):
        with pytest.raises(SessionNotYet):
            ahead()
    room.mark(ada, "told us", why="health")
    assert room.rows[0].why == "health"


def test_a_register_is_typed_in_days_later_without_a_time_nobody_knows(hub, clock, room):
    (ada,) = hub.book(room.id, "Ada Okafor")
    clock.forward(days=4)
    assert room.mark(ada).came_at is None


def test_a_cancelled_session_has_no_register(hub, room):
    (ada,) = hub.book(room.id, "Ada Okafor")
    hub.do("cancel session", lambda db, _: cancel_session(db, session_id=room.id, why="Snow"))
    with pytest.raises(SessionCancelled):
        room.mark(ada)
    with pytest.raises(SessionCancelled):
        room.book(hub.person("Bo Li"))


def test_a_note_a_reason_and_minutes_stand_beside_a_mark(hub, room):
    (ada,) = hub.book(room.id, "Ada Okafor")
    say = {"session_id": room.id, "person_id": ada}
    hub.do(
        "note attendance",
        lambda db, now: attending.note_attendance(db, now=now, note="Own phone", minutes=45, **say),
    )
    room.mark(ada, "left early")
    assert (room.rows[0].note, room.rows[0].minutes) == ("Own phone", 45)
    assert hub.look(lambda db: attended(db, ada)).minutes == 45
    room.finish()
    hub.do(
        "note attendance",
        lambda db, now: attending.note_attendance(db, now=now, note="Told later", **say),
    )
    for more, refusal in (
        ({"minutes": 50}, RegisterFinished),
        ({"note": "x" * 1001}, TextTooLong),
    ):
        with pytest.raises(refusal):
            hub.do(
                "note attendance",
                lambda db, now, m=more: attending.note_attendance(db, now=now, **say, **m),
            )


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"mark": "asleep"}, ChoiceUnknown),
        ({"mark": "late", "late_minutes": -3}, NumberNotRight),
        ({"mark": "absent", "why": "the dog"}, ChoiceUnknown),
    ],
)
def test_a_mark_that_is_none_is_refused(hub, room, more, refusal):
    (ada,) = hub.book(room.id, "Ada Okafor")
    with pytest.raises(refusal):
        room.mark(ada, **more)


def test_what_helps_somebody_stands_on_the_register(hub, room):
    ada, bo = hub.book(room.id, "Ada Okafor", "Bo Li")
    hub.do("needs", lambda db, _: set_needs(db, person_id=ada, needs=["hearing loop"]))
    for given, day in ((True, 2), (False, 1)):
        said = {"purpose": "photos", "how": "spoken", "is_given": given}
        hub.do(
            "consent",
            lambda db, now, s=said, d=day: record_consent(
                db, person_id=ada, given_on=in_days(-d), now=now, **s
            ),
        )
    loan = {"due_on": in_days(1)}
    hub.lend(bo, hub.device(), **loan)
    hub.clock.forward(days=3)
    first, second = room.rows
    assert (first.needs, first.photos, first.is_first) == (("hearing loop",), False, True)
    assert (second.overdue, second.photos) == (1, None)


def test_whom_to_ring_is_one_and_a_carer_counts(hub):
    ada = hub.person("Ada Okafor", more={"guardian_name": "Chi", "guardian_phone": "0121 496 0009"})
    for name in ("Obi Okafor", "Eze Okafor"):
        hub.do(
            "emergency contact",
            lambda db, _, n=name: set_emergency_contact(
                db, person_id=ada, name=n, relation="brother", phone="0121 496 0007"
            ),
        )
    found = hub.look(lambda db: emergency_contacts(db, ada))
    assert [(one.name, one.phone) for one in found] == [
        ("Eze Okafor", "0121 496 0007"),
        ("Chi", "0121 496 0009"),
    ]


# Places


def test_the_last_place_is_given_and_who_comes_after_waits_in_order(hub):
    room = Room(hub, hub.session(places=1))
    ada, bo, cy = (hub.person(name) for name in ("Ada", "Bo", "Cy"))
    assert [room.book(id).waits_at for id in (ada, bo, cy)] == [0, 1, 2]
    assert (room.row.booked, room.row.waiting, room.row.is_full) == (1, 2, True)
    with pytest.raises(PlaceTaken):
        room.book(bo)
    give = lambda id: hub.do(  # noqa: E731
        "give place",
        lambda db, now: booking.give_place(
            db, enrolment_id=pair_id("enrolment", room.id, id), now=now
        ),
    )
    with pytest.raises(NoPlaceFree):
        give(bo)
    place = pair_id("enrolment", room.id, ada)
    left = hub.do(
        "give back place", lambda db, now: booking.give_back(db, enrolment_id=place, now=now)
    )
    assert left.next.name == "Bo"
    gave_back = hub.last_txn
    give(bo)
    with pytest.raises(NotWaiting):
        give(bo)
    assert [row.name for row in room.rows] == ["Bo"]
    with pytest.raises(BuiltOn):
        hub.undo(gave_back)  # the place is Bo's now


def test_a_place_in_a_course_is_on_every_register_until_it_is_given_back(hub, clock):
    facts = SessionFacts("Basics", "course", TODAY, time(10), time(12))
    made = hub.do(
        "plan session",
        lambda db, now: plan_series(db, facts=facts, repeats="weekly", times=3, now=now),
    )
    ada = hub.person("Ada Okafor")
    hub.do(
        "book place",
        lambda db, now: booking.book_series(db, person_id=ada, series_id=made.series_id, now=now),
    )
    with pytest.raises(PlaceTaken):
        Room(hub, made.session_ids[1]).book(ada)
    assert len(hub.look(lambda db: booked_sessions(db, ada, TODAY))) == 3
    came = {"session_id": made.session_ids[0], "person_id": ada, "mark": "present"}
    hub.do("mark", lambda db, now: attending.mark(db, **came, now=now))
    assert len(hub.look(lambda db: booked_sessions(db, ada, TODAY))) == 2, "one is no more to come"
    clock.forward(days=7)
    place = pair_id("enrolment", made.series_id, ada)
    hub.do("give back place", lambda db, now: booking.give_back(db, enrolment_id=place, now=now))
    on_them = [len(Room(hub, id).rows) for id in made.session_ids]
    assert on_them == [1, 0, 0]


def test_nobody_is_booked_onto_a_register_that_is_finished(hub, room):
    (ada,) = hub.book(room.id, "Ada Okafor")
    room.mark(ada)
    room.finish()
    with pytest.raises(RegisterFinished):
        room.book(hub.person("Bo Li"))


def test_a_place_given_back_does_not_return_to_a_register_that_is_finished_since(hub, room):
    (ada,) = hub.book(room.id, "Ada Okafor")
    place = pair_id("enrolment", room.id, ada)
    hub.do("give back place", lambda db, now: booking.give_back(db, enrolment_id=place, now=now))
    gave_back = hub.last_txn
    room.finish()
    with pytest.raises(BuiltOn):
        hub.undo(gave_back)


# Heads


def count(hub, session_id, **said):
    return hub.do(
        "count heads",
        lambda db, now: head_counts.count_heads(db, session_id=session_id, now=now, **said),
    )


def test_pupils_are_counted_by_year_and_kept_apart_from_people(hub):
    session = hub.session("Visit", kind="school visit")
    count(hub, session, year_group="8", planned="30", came="28")
    count(hub, session, year_group="7", came="25")
    assert [(one.year_group, one.came) for one in hub.look(lambda db: counted(db, session))] == [
        ("7", 25),
        ("8", 28),
    ]
    row = hub.look(lambda db: session_row(db, session))
    assert (row.heads, row.here, row.booked) == (53, 0, 0)


@pytest.mark.parametrize("name", ["Aisha Khan", "7b", "12 or so", "-3", "²", "٣"])
def test_a_pupils_name_is_never_taken_for_a_number_and_is_kept_nowhere(hub, name):
    session = hub.session("Visit", kind="school visit")
    with pytest.raises(CountNotANumber) as refusal:
        count(hub, session, year_group="7", came=name)
    assert name not in explain(refusal.value).text
    assert hub.look(lambda db: counted(db, session)) == ()


def test_nobody_is_written_down_by_name_where_pupils_are_counted(hub):
    session = hub.session("Visit", kind="school visit")
    ada, room = hub.person("Ada Okafor"), Room(hub, session)
    for named in (room.book, room.walk_in, room.mark):
        with pytest.raises(OnlyCounted):
            named(ada)


def test_nobody_came_yet_to_a_stall_of_tomorrow_and_how_many_are_planned_can_be_said(hub):
    stall = hub.session("Stall", kind="outreach stall", held_on=in_days(1))
    with pytest.raises(SessionNotYet):
        count(hub, stall, came="30")
    count(hub, stall, planned="30", came="")
    assert [one.planned for one in hub.look(lambda db: counted(db, stall))] == [30]


def test_a_course_counts_nobody_without_a_name(hub, room):
    with pytest.raises(NotCounted):
        count(hub, room.id, came="3")


@pytest.mark.parametrize("said", [{"came": "9999999999"}, {"came": 5001}])
def test_more_heads_than_a_stadium_are_refused(hub, said):
    with pytest.raises(NumberNotRight):
        count(hub, hub.session("Stall", kind="outreach stall"), **said)


# One person, two records


def visit(hub, person_id, **more):
    said = {"about": "device", "result": "done", "minutes": 15} | more
    return hub.do(
        "visit", lambda db, now: visits.log_visit(db, person_id=person_id, now=now, **said)
    )


def test_of_two_records_in_one_person_each_session_is_counted_once(hub, room):
    one, two = hub.person("Ada Okafor"), hub.person("Ada Okafur")
    other = Room(hub, hub.session("Job club", kind="job club", starts=time(13), ends=time(14)))
    for each in (one, two):
        room.book(each)
    room.mark(one, "absent")
    room.mark(two, "present")
    other.walk_in(two)
    visit(hub, one)
    visit(hub, two, about="print")
    hub.do("merge people", lambda db, now: merge_people(db, from_id=two, to_id=one, now=now))
    merged = hub.last_txn
    assert [(row.person_id, row.mark) for row in room.rows] == [(one, "present")]
    assert [row.person_id for row in other.rows] == [one]
    assert hub.look(lambda db: attended(db, one)).came == 4  # two sessions and two visits
    left = hub.look(
        lambda db: [
            row
            for kind in (Attendance, Enrolment)
            for row in db.query(kind).filter_by(person_id=two, deleted=0)
        ]
    )
    assert left == []
    hub.undo(merged)
    assert {(row.person_id, row.mark) for row in room.rows} == {(one, "absent"), (two, "present")}


def test_minutes_are_those_of_the_session_without_its_breaks_unless_told(hub):
    session = hub.session(break_minutes=15)
    (ada,) = hub.book(session, "Ada Okafor")
    Room(hub, session).mark(ada)
    sums = hub.look(lambda db: attended(db, ada))
    assert (sums.minutes, sums.came, sums.last_on) == (105, 1, TODAY)
    (row,) = hub.look(lambda db: attendances_of(db, ada))
    assert row.minutes == NOT_TOLD
    assert row.starts_at.astimezone(ZONE).time() == time(10)


def test_the_row_of_a_session_never_holds_who_came(hub, room):
    columns = {column.name for column in LearningSession.__table__.columns}
    assert not {name for name in columns if "person" in name}
