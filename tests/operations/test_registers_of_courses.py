"""Places in a course: given back, taken again, and registers that are finished."""

from __future__ import annotations

from datetime import time

import pytest

from hubdesk.errors.learning import (
    PlaceTaken,
)
from hubdesk.errors.records import BuiltOn
from hubdesk.operations import booking
from hubdesk.operations.merging import merge_people
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_series
from tests.conftest import TODAY
from tests.operations.test_registers import Room


class Course:
    """Weekly sessions from today on, each verb in a sentence."""

    def __init__(self, hub, times=4):
        self.hub = hub
        facts = SessionFacts("Basics", "course", TODAY, time(10), time(12))
        made = hub.do(
            "plan session",
            lambda db, now: plan_series(db, facts=facts, repeats="weekly", times=times, now=now),
        )
        self.id, self.rooms = made.series_id, [Room(hub, id) for id in made.session_ids]

    def book(self, person_id):
        said = {"person_id": person_id, "series_id": self.id}
        made = self.hub.do("book place", lambda db, now: booking.book_series(db, now=now, **said))
        return made.enrolment_id

    def give_back(self, place):
        self.hub.do(
            "give back place", lambda db, now: booking.give_back(db, enrolment_id=place, now=now)
        )

    @property
    def places(self):
        return [[row.name for row in room.rows if row.has_place] for room in self.rooms]


def test_a_place_in_a_course_changes_nothing_in_a_register_of_today_that_is_finished(hub):
    course = Course(hub, times=2)
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    place = course.book(ada)
    course.rooms[0].mark(ada)
    course.rooms[0].finish()
    course.book(bo)
    course.give_back(place)
    assert course.places == [["Ada Okafor"], ["Bo Li"]]


def test_whoever_leaves_a_course_and_comes_again_keeps_their_place_in_past_registers(hub, clock):
    course, ada = Course(hub), hub.person("Ada Okafor")
    place = course.book(ada)
    clock.forward(days=7)
    course.give_back(place)
    gave_back = hub.last_txn
    clock.forward(days=7)
    course.book(ada)
    assert course.places == [["Ada Okafor"], [], ["Ada Okafor"], ["Ada Okafor"]]
    with pytest.raises(PlaceTaken):
        course.book(ada)
    with pytest.raises(BuiltOn):
        hub.undo(gave_back)  # they would have the place twice
    twin = hub.person("Ada Okafur")
    hub.do("merge people", lambda db, now: merge_people(db, from_id=ada, to_id=twin, now=now))
    assert course.places == [["Ada Okafur"], [], ["Ada Okafur"], ["Ada Okafur"]]
