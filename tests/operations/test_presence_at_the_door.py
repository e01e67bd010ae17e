"""What the sign-in screen may know: names as they are shown, and what somebody can sign in to."""

from __future__ import annotations

from datetime import time

import pytest

from hubdesk.models import RestrictedFor
from hubdesk.operations.appointments import book_appointment
from hubdesk.operations.restricting import restrict_use
from hubdesk.queries.kiosk import at_door, labels_called
from hubdesk.queries.register import register
from tests.conftest import TODAY, in_days
from tests.operations.test_presence import House


@pytest.fixture
def house(hub):
    return House(hub)


@pytest.fixture
def basics(hub):
    return hub.session("Digital basics", room="Room 2")


def labels(hub, typed):
    return [label.words for label in hub.look(lambda db: labels_called(db, typed))]


def test_the_sign_in_screen_shows_a_first_name_and_an_initial_and_never_more(hub):
    for name in ("Grace Okafor", "Grace Hall", "Gracie Young", "Margrace Bell", "Bo Grace"):
        hub.person(name)
    assert labels(hub, "grace") == ["Grace H.", "Grace O."]
    assert labels(hub, "GRACE o") == ["Grace O."]


def test_no_surname_can_be_spelled_out_at_the_sign_in_screen(hub):
    hub.person("Grace Okafor")
    assert labels(hub, "grace okaf") == labels(hub, "grace oz") == ["Grace O."]


def test_a_record_that_is_not_used_is_not_offered_by_name_and_its_card_signs_in(hub, house):
    ada = hub.person("Ada Quiet")
    hub.do(
        "restrict use",
        lambda db, now: restrict_use(db, person_id=ada, ground=RestrictedFor.ACCURACY, now=now),
    )
    assert labels(hub, "ada") == []
    assert hub.look(lambda db: at_door(db, ada, hub.clock())).words == "Ada Q."
    house.come(ada)
    assert house.names == ["Ada Quiet"]


@pytest.mark.parametrize("typed", ["g", "gra", "", "  ", "okafor", "0121 496 0318", "%", '"*'])
def test_a_part_of_a_name_a_surname_or_a_phone_number_shows_nobody(hub, typed):
    hub.person("Grace Okafor", phone="0121 496 0318")
    assert labels(hub, typed) == []


def test_somebody_is_found_by_the_name_they_like_too(hub):
    hub.person("Samira Haddad", known_as="Sam")
    hub.person("Łukasz Żak")
    hub.person("Cher")
    assert labels(hub, "sam") == labels(hub, "samira") == ["Sam H."]
    assert labels(hub, "lukasz") == ["Łukasz Ż."]
    assert labels(hub, "cher") == ["Cher"]


def test_two_who_are_called_the_same_cannot_be_told_apart_there(hub):
    hub.person("Grace Okafor")
    hub.person("Grace Oliver")
    (label,) = hub.look(lambda db: labels_called(db, "grace"))
    assert (label.words, len(label.person_ids), label.is_one) == ("Grace O.", 2, False)


def test_at_the_door_somebody_signs_in_to_their_own_appointment_near_its_time(hub, house):
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    hub.clock.now = hub.clock.now.replace(hour=12, minute=10)
    one_pm = hub.clock.now.replace(hour=13, minute=0)
    said = {"person_id": ada, "helper_id": house.amira, "starts_at": one_pm, "minutes": 20}
    made = hub.do("book appointment", lambda db, now: book_appointment(db, now=now, **said))
    door = lambda who: hub.look(lambda db: at_door(db, who, hub.clock()))  # noqa: E731
    assert door(ada).booked == (), "it is too early"
    hub.clock.forward(minutes=45)
    (mine,) = door(ada).booked
    assert (mine.session_id, mine.is_appointment) == (made.session_id, True)
    assert door(bo).booked == door(bo).others == ()
    house.come(ada, made.session_id)
    assert hub.look(lambda db: register(db, made.session_id, TODAY)).rows[0].mark == "present"


def test_at_the_door_somebody_sees_their_sessions_of_now_and_nobody_elses_appointment(
    hub, house, basics
):
    (ada,) = hub.book(basics, "Ada Okafor")
    hub.session("Job club", kind="job club", starts=time(11), ends=time(13))
    hub.session("Debt advice", kind="one-to-one", places=1)
    hub.session("Evening class", starts=time(18), ends=time(20))
    hub.session("Stall", venue="Aston library")
    hub.session("Tomorrow", held_on=in_days(1))
    door = hub.look(lambda db: at_door(db, ada, hub.clock()))
    assert [one.title for one in door.booked] == ["Digital basics"]
    assert [one.title for one in door.others] == ["Job club"]
    assert not door.is_in
    house.come(ada, basics)
    door = hub.look(lambda db: at_door(db, ada, hub.clock()))
    assert (door.is_in, door.session_in) == (True, basics)
