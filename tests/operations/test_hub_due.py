"""What the hub lets go of besides people: losses, staff who left, and what Undo took back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.errors.records import NothingToUndo
from hubdesk.models import Account, Breach, Device, Erasure, Person, Shift
from hubdesk.models.staff import WHO_LEFT
from hubdesk.operations.erasing import WasErased, erase_again
from hubdesk.operations.merging import merge_people
from hubdesk.operations.requests import (
    answer_complaint,
    decide_breach,
    note_breach,
    receive_complaint,
)
from hubdesk.operations.retention import (
    change_rule,
    forget_breaches,
    forget_complaints,
    forget_staff,
    forget_stories,
    forget_taken_back,
    put_on_hold,
)
from hubdesk.operations.shifts import begin_shift, end_shift
from hubdesk.operations.staff import add_staff, put_away_staff
from hubdesk.operations.stock import edit_device
from hubdesk.operations.stories import tell_story
from hubdesk.queries.hub_due import (
    breaches_due,
    complaints_due,
    others_due,
    staff_due,
    taken_back_due,
)
from hubdesk.queries.retention import STAFF, TAKEN_BACK
from hubdesk.store.database import Actor, Database
from hubdesk.store.proof import prove_all
from tests.conftest import Clock, HubBuilder
from tests.rebuilt import check_rebuilt

YEARS = 6 * 365 + 2  # days, with those of leap years
NAME = "Zyxaquorn Veldimarsh"


def written(database: Database) -> str:
    """Every word of the journal and of the tables it is about, the chain proved before."""
    with database.reading() as db:
        raw: Any = db.connection().connection.driver_connection
        assert all(proof.holds for proof in prove_all(raw))
        names = [t for (t,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        plain = [name for name in names if "_fts" not in name and not name.startswith("sqlite_")]
        return " ".join(str(raw.execute(f"SELECT * FROM {t}").fetchall()) for t in plain)


def lost(hub: HubBuilder, what: str, *, decided: bool) -> str:
    id = hub.do("breach", lambda db, now: note_breach(db, what=what, people=3, now=now)).id
    if decided:
        hub.do(
            "decide breach",
            lambda db, now: decide_breach(
                db, breach_id=id, risk="none", tells_ico=False, decision=f"{what} came back",
                now=now,
            ),
        )  # fmt: skip
    return str(id)


def test_what_a_loss_was_about_is_forgotten_six_years_after_it_was_decided(
    hub: HubBuilder, clock: Clock, database: Database
):
    over, open_ = lost(hub, "Zyxastick", decided=True), lost(hub, "Open one", decided=False)
    clock.forward(days=YEARS - 3)
    newer = lost(hub, "A letter", decided=True)
    assert hub.look(lambda db: breaches_due(db, clock().date())).ids == ()
    clock.forward(days=4)
    assert hub.look(lambda db: breaches_due(db, clock().date())).ids == (over,)
    assert hub.do("forget breaches", lambda db, now: forget_breaches(db, now=now)) == 1
    said = hub.look(lambda db: dict(db.execute(select(Breach.id, Breach.what)).all()))
    assert said == {over: "", open_: "Open one", newer: "A letter"}
    kept = hub.look(lambda db: db.execute(select(Breach.people, Breach.risk)).all())
    assert (3, "none") in kept
    assert "Zyxastick" not in written(database)
    check_rebuilt(database)
    with pytest.raises(NothingToUndo):
        hub.undo()
    assert hub.look(lambda db: breaches_due(db, clock().date())).ids == ()


def test_a_loss_that_was_taken_back_before_it_was_decided_is_let_go_of_too(
    hub: HubBuilder, clock: Clock, database: Database
):
    id = lost(hub, "Zyxastick", decided=False)
    hub.undo()
    clock.forward(days=YEARS + 1)
    assert hub.look(lambda db: breaches_due(db, clock().date())).ids == (id,)
    hub.do("forget breaches", lambda db, now: forget_breaches(db, now=now))
    assert "Zyxastick" not in written(database)


def test_somebody_whose_record_was_taken_back_is_let_go_of_after_a_month(
    hub: HubBuilder, clock: Clock, database: Database
):
    """Taken in twice, say: nothing brings the second record back, and no page shows it."""
    stays, twin = hub.person(NAME), hub.person(NAME, phone="0121 496 0733", email="qorn@lane.org")
    hub.undo()
    device, merged = hub.device(), hub.person("Ada Okafor")
    note: Any = {"note": f"{NAME} has the charger"}
    hub.do("edit device", lambda db, _: edit_device(db, device_id=device, facts=note))
    other = hub.person("Ada Okafor")
    hub.do("merge people", lambda db, now: merge_people(db, from_id=merged, to_id=other, now=now))
    assert hub.look(lambda db: taken_back_due(db, clock().date())).ids == ()
    clock.forward(days=32)
    assert hub.look(lambda db: taken_back_due(db, clock().date())).ids == (twin,)
    assert hub.do("forget taken back", lambda db, now: forget_taken_back(db, now=now)) == 1
    left = written(database)
    assert "496 0733" not in left
    assert "qorn@lane" not in left
    names = hub.look(lambda db: dict(db.execute(select(Person.id, Person.display_name)).all()))
    assert (names[stays], names[twin], names[merged]) == (NAME, "", "Ada Okafor")
    assert hub.look(lambda db: db.scalar(select(Device.note))) == note["note"]
    assert hub.look(lambda db: db.execute(select(Erasure.was, Erasure.ground)).all()) == [
        (twin, TAKEN_BACK)
    ]
    check_rebuilt(database)
    with pytest.raises(NothingToUndo):
        hub.undo()
    assert hub.look(lambda db: taken_back_due(db, clock().date())).ids == ()


def test_an_older_copy_that_still_has_them_loses_them_and_no_name_of_somebody_else(
    hub: HubBuilder, clock: Clock
):
    twin = hub.person(NAME, phone="0121 496 0733")
    device = hub.device()
    note: Any = {"note": f"{NAME} has the charger"}
    hub.do("edit device", lambda db, _: edit_device(db, device_id=device, facts=note))
    one = WasErased("an id", twin, TAKEN_BACK, clock())
    assert hub.do("erase again", lambda db, _now: erase_again(db, [one])) == 1
    found = select(Person.display_name, Person.phone, Person.deleted)
    assert hub.look(lambda db: db.execute(found).all()) == [("", "", 1)]
    assert hub.look(lambda db: db.scalar(select(Device.note))) == note["note"]


def test_complaints_and_stories_of_nobody_are_let_go_of_and_those_of_people_go_with_them(
    hub: HubBuilder, clock: Clock, database: Database
):
    ada = hub.person("Ada Okafor")
    hub.do("hold", lambda db, now: put_on_hold(db, person_id=ada, why="A claim", now=now))
    for whose in ("", ada):
        said = "Zyxanobody" if not whose else "Adas own"
        id = hub.do(
            "complaint",
            lambda db, now, one=whose, text=said: receive_complaint(
                db, about=text, person_id=one or None, now=now
            ),
        ).id
        hub.do(
            "answer complaint",
            lambda db, now, one=id, text=said: answer_complaint(
                db, complaint_id=one, finding=text, now=now
            ),
        )
        hub.do(
            "tell story",
            lambda db, now, one=whose, text=said: tell_story(
                db, text=f"{text} learned", who=text, person_id=one, now=now
            ),
        )
    hub.do("complaint", lambda db, now: receive_complaint(db, about="Not answered", now=now))
    clock.forward(days=YEARS - 2)
    assert hub.look(lambda db: complaints_due(db, clock().date())).ids == ()
    clock.forward(days=3)
    assert hub.do("forget complaints", lambda db, now: forget_complaints(db, now=now)) == 1
    assert hub.do("forget stories", lambda db, now: forget_stories(db, now=now)) == 1
    left = written(database)
    assert "Zyxanobody" not in left
    assert "Adas own learned" in left
    assert "Not answered" in left
    check_rebuilt(database)
    assert hub.look(lambda db: others_due(db, clock().date())) == 0


def test_the_name_of_who_left_the_staff_is_forgotten_and_what_they_did_is_not(
    hub: HubBuilder, clock: Clock, database: Database
):
    ben = hub.do("add staff", lambda db, _: add_staff(db, name=NAME, roles=["tutor"]), what=NAME).id
    device = hub.device()
    note: Any = {"note": f"{NAME} has the charger"}
    hub.do("edit device", lambda db, _: edit_device(db, device_id=device, facts=note))
    hub.database.actor = Actor(ben, "tutor")
    begun = hub.do("begin shift", lambda db, now: begin_shift(db, account_id=ben, now=now))
    clock.forward(hours=4)
    hub.do("end shift", lambda db, now: end_shift(db, shift_id=begun.id, minutes=240, now=now))
    hub.database.actor = Actor("manager", "manager")
    hub.do("put away staff", lambda db, _: put_away_staff(db, account_id=ben, by=""), what=NAME)
    clock.forward(days=YEARS - 1)
    assert hub.look(lambda db: staff_due(db, clock().date())).ids == ()
    clock.forward(days=2)
    assert hub.look(lambda db: staff_due(db, clock().date())).ids == (ben,)
    assert NAME in written(database)
    assert hub.do("forget staff", lambda db, now: forget_staff(db, now=now)) == 1
    assert NAME not in written(database)
    assert "Veldimarsh" not in written(database)
    assert hub.look(lambda db: db.scalar(select(Account.name).where(Account.id == ben))) == WHO_LEFT
    assert hub.look(lambda db: db.scalars(select(Shift.minutes)).all()) == [240]
    check_rebuilt(database)
    with pytest.raises(NothingToUndo):
        hub.undo()
    assert hub.look(lambda db: staff_due(db, clock().date())).ids == ()


def test_who_works_here_is_never_proposed_and_a_hub_may_choose_another_time(
    hub: HubBuilder, clock: Clock
):
    ben = hub.do("add staff", lambda db, _: add_staff(db, name="Ben Low", roles=["tutor"])).id
    hub.do("change rule", lambda db, now: change_rule(db, record=STAFF, months=1, now=now))
    clock.forward(days=400)
    assert hub.look(lambda db: staff_due(db, clock().date())).ids == ()
    hub.do("put away staff", lambda db, _: put_away_staff(db, account_id=ben, by=""))
    clock.forward(days=33)
    assert hub.look(lambda db: staff_due(db, clock().date())).ids == (ben,)
