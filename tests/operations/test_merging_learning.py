"""What two records of one person had booked and came to is theirs once, and none of it is lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.models import Attendance, Base, Enrolment
from hubdesk.operations import attending, booking, visits
from hubdesk.operations.merging import merge_people
from hubdesk.operations.taking_apart import take_apart
from hubdesk.queries.register import register
from tests.conftest import TODAY, HubBuilder

COLUMNS = {kind: [c.name for c in kind.__table__.columns] for kind in (Attendance, Enrolment)}


def do(hub: HubBuilder, verb: str, work: Any, **facts: Any) -> Any:
    return hub.do(verb, lambda db, now: work(db, now=now, **facts))


def merged(hub: HubBuilder, from_id: str, to_id: str) -> str:
    return str(
        hub.do(
            "merge people",
            lambda db, now: merge_people(db, from_id=from_id, to_id=to_id, now=now).id,
        )
    )


def living(hub: HubBuilder, kind: type[Base]) -> list[dict[str, Any]]:
    """Each row that is not taken back, with all it says."""

    def rows(db: Any) -> list[dict[str, Any]]:
        found = db.scalars(select(kind).where(kind.deleted == 0).order_by(kind.id))  # type: ignore[attr-defined]
        return [{name: getattr(row, name) for name in COLUMNS[kind]} for row in found]  # type: ignore[index]

    return hub.look(rows)


def all_living(hub: HubBuilder) -> list[Any]:
    return [living(hub, kind) for kind in (Attendance, Enrolment)]


def twice_booked(hub: HubBuilder) -> tuple[str, str, str]:
    """A session with one place: the record that goes has it, the one that stays waits."""
    session = hub.session(places=1)
    (goes,) = hub.book(session, "Samira Hadad")
    stays = hub.person("Samira Haddad")
    do(hub, "book place", booking.book_session, person_id=stays, session_id=session)
    return session, stays, goes


def twice_here(hub: HubBuilder) -> tuple[str, str]:
    """One record is marked present and no more; on the other it is said what for."""
    session = hub.session(kind="drop-in")
    stays, goes = hub.person("Samira Haddad"), hub.person("Samira Hadad")
    here = {"session_id": session, "person_id": stays}
    do(hub, "mark", attending.mark, mark="present", **here)
    do(hub, "note attendance", attending.note_attendance, note="Came with her son", **here)
    do(
        hub, "visit", visits.log_visit, person_id=goes, session_id=session, about="scam worry",
        minutes=20, next_step="Ring the bank", note="Bring the letter",
    )  # fmt: skip
    return stays, goes


def test_whoever_waits_on_one_record_and_is_booked_on_the_other_is_booked(hub: HubBuilder):
    session, stays, goes = twice_booked(hub)
    merged(hub, goes, stays)
    found = hub.look(lambda db: register(db, session, TODAY))
    assert [(row.person_id, row.has_place) for row in found.rows] == [(stays, True)]
    assert found.waiting == ()


def test_of_two_who_wait_whoever_asked_first_keeps_their_turn(hub: HubBuilder, clock: Any):
    session = hub.session(places=1)
    hub.book(session, "Ada Okafor")
    goes, between, stays = (hub.person(name) for name in ("Bo Li", "Cy Rees", "Bo Lee"))
    for person in (goes, between, stays):
        clock.forward(minutes=1)
        do(hub, "book place", booking.book_session, person_id=person, session_id=session)
    merged(hub, goes, stays)
    found = hub.look(lambda db: register(db, session, TODAY))
    assert [row.person_id for row in found.waiting] == [stays, between]


def test_what_a_visit_was_for_survives_where_the_other_record_was_only_marked(hub: HubBuilder):
    stays, goes = twice_here(hub)
    merged(hub, goes, stays)
    (row,) = living(hub, Attendance)
    said = ("person_id", "mark", "about", "minutes", "next_step", "note")
    assert [row[name] for name in said] == [
        stays, "present", "scam worry", 20, "Ring the bank", "Came with her son; Bring the letter",
    ]  # fmt: skip


def test_who_was_absent_on_one_record_and_here_on_the_other_came(hub: HubBuilder):
    session = hub.session()
    stays, goes = hub.book(session, "Samira Haddad", "Samira Hadad")
    told = {"session_id": session, "person_id": stays}
    do(hub, "mark", attending.mark, mark="told us", why="health", **told)
    do(hub, "note attendance", attending.note_attendance, note="Rang at nine", **told)
    do(hub, "sign in", attending.sign_in, session_id=session, person_id=goes)
    merged(hub, goes, stays)
    (row,) = living(hub, Attendance)
    assert (row["person_id"], row["mark"], row["why"]) == (stays, "late", "")
    assert row["note"] == "Rang at nine"
    assert not row["is_walk_in"]


def test_two_visits_of_one_day_stay_two(hub: HubBuilder):
    stays, goes = twice_here(hub)
    session = living(hub, Attendance)[0]["session_id"]
    again = {"person_id": stays, "session_id": session}
    do(hub, "visit", visits.log_visit, about="print", minutes=5, **again)
    merged(hub, goes, stays)
    rows = sorted(living(hub, Attendance), key=lambda row: row["nth"])
    assert [(row["nth"], row["about"], row["minutes"]) for row in rows] == [
        (1, "print", 5),  # what the kept record came for, and was signed in for before
        (2, "scam worry", 20),
    ]


@pytest.mark.parametrize("make", [twice_booked, twice_here])
@pytest.mark.parametrize("back", ["undo", "take apart"])
def test_both_records_have_their_place_and_visit_again_afterwards(hub: HubBuilder, make, back):
    *_, stays, goes = make(hub)
    before = all_living(hub)
    merge = merged(hub, goes, stays)
    assert all_living(hub) != before
    if back == "undo":
        hub.undo()
    else:
        hub.do("take apart", lambda db, _: take_apart(db, merge_id=merge))
    assert all_living(hub) == before
