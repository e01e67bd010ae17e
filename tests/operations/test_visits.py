"""Dropping in: one visit, one row; minutes nobody told; drop-ins that do not go on; questions."""

from __future__ import annotations

from datetime import time

import pytest

from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.ids import pair_id
from hubdesk.models import NOT_TOLD, Mark
from hubdesk.operations import attending, visits
from hubdesk.operations.presence import come_in
from hubdesk.operations.sessions import cancel_session
from hubdesk.queries.attendances import attendances_of, attended
from hubdesk.queries.enquiries import enquiry_counts
from hubdesk.queries.sessions import session_row, sessions_of_day
from tests.conftest import TODAY
from tests.operations.test_registers import Room, visit


def test_dropping_in_makes_the_days_drop_in_once_and_the_same_on_every_desk(hub):
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    first, second = visit(hub, ada), visit(hub, bo, about="scam worry", next_step="Bring the phone")
    assert first.session_id == second.session_id
    assert first.session_id == pair_id("learning_session", "drop-in", TODAY.isoformat())
    (row,) = hub.look(lambda db: sessions_of_day(db, TODAY))
    assert (row.kind, row.here) == ("drop-in", 2)
    (seen,) = hub.look(lambda db: attendances_of(db, bo))
    assert (seen.about, seen.result, seen.minutes) == ("scam worry", "done", 15)
    assert seen.next_step == "Bring the phone"


def test_who_comes_twice_on_a_day_has_two_visits_and_is_one_person(hub):
    ada = hub.person("Ada Okafor")
    visit(hub, ada)
    hub.clock.forward(minutes=90)
    visit(hub, ada, about="print", minutes=5)
    assert [one.about for one in hub.look(lambda db: attendances_of(db, ada))] == [
        "print",
        "device",
    ]
    assert hub.look(lambda db: attended(db, ada)).minutes == 20
    (row,) = hub.look(lambda db: sessions_of_day(db, TODAY))
    assert row.here == 1


def test_minutes_of_a_drop_in_that_nobody_told_are_not_guessed(hub):
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    first = visit(hub, ada, minutes=NOT_TOLD)
    come = {"person_id": bo, "session_id": first.session_id}
    hub.do("sign in", lambda db, now: come_in(db, now=now, **come))
    for who in (ada, bo):
        sums = hub.look(lambda db, w=who: attended(db, w))
        assert (sums.came, sums.minutes) == (1, 0)


def test_whoever_signs_in_to_the_drop_in_and_is_logged_then_has_one_visit(hub, clock):
    session = hub.session("Open door", kind="drop-in", starts=time(9), ends=time(13))
    ada, came_at = hub.person("Ada Okafor"), clock.now
    come = {"person_id": ada, "session_id": session}
    hub.do("sign in", lambda db, now: come_in(db, now=now, **come))
    clock.forward(minutes=30)
    logged = visit(hub, ada, minutes=15)
    sums = hub.look(lambda db: attended(db, ada))
    assert (sums.came, sums.minutes, logged.nth) == (1, 15, 1)
    assert logged.came_at == came_at
    hub.undo()
    (row,) = hub.look(lambda db: attendances_of(db, ada))
    assert (row.about, row.mark) == ("", "late"), "the sign-in stays"


@pytest.mark.parametrize("how", ["finished", "cancelled"])
def test_a_drop_in_that_does_not_go_on_stays_so_and_a_new_one_takes_the_visit(hub, how):
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    first = visit(hub, ada).session_id
    if how == "finished":
        end = lambda db, now: attending.finish_register(db, session_id=first, now=now)  # noqa: E731
        hub.do("finish register", end)
    else:
        Room(hub, first).mark(ada, Mark.NONE)  # it was somebody else, and not here
        hub.do("cancel session", lambda db, _: cancel_session(db, session_id=first, why="Flood"))
    second = visit(hub, bo).session_id
    assert second == pair_id("learning_session", "drop-in", TODAY.isoformat(), "2")
    row = hub.look(lambda db: session_row(db, first))
    assert (row.is_finished, row.is_cancelled) == (how == "finished", how == "cancelled")


def test_a_planned_drop_in_takes_the_visits_of_its_day(hub):
    planned = hub.session("Open door", kind="drop-in", starts=time(9), ends=time(13))
    assert visit(hub, hub.person("Ada Okafor")).session_id == planned


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"about": "gossip"}, ChoiceUnknown),
        ({"result": "maybe"}, ChoiceUnknown),
        ({"minutes": -5}, NumberNotRight),
        ({"minutes": 3000}, NumberNotRight),
    ],
)
def test_a_visit_that_says_nothing_sensible_is_refused_and_leaves_nothing(hub, more, refusal):
    ada = hub.person("Ada Okafor")
    with pytest.raises(refusal):
        visit(hub, ada, **more)
    assert hub.look(lambda db: sessions_of_day(db, TODAY)) == []


def test_questions_at_the_desk_are_counted_without_a_name(hub):
    for about in ("print", "print", "job"):
        hub.do("enquiry", lambda db, now, a=about: visits.tally_enquiry(db, about=a, now=now))
    assert hub.look(lambda db: enquiry_counts(db, TODAY, TODAY)) == {"print": 2, "job": 1}
