"""For how long who was in the building is kept: a year, or as long as the hub's own rule says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.errors.records import NothingToUndo
from hubdesk.models import Presence
from hubdesk.operations.presence import come_in, come_in_visitor, leave
from hubdesk.operations.requests import receive_request
from hubdesk.operations.restricting import restrict_use
from hubdesk.operations.retention import change_rule, forget_presence, put_on_hold
from hubdesk.queries.presence_due import presence_due
from hubdesk.queries.retention import PRESENCE
from hubdesk.store.database import Database
from hubdesk.store.proof import prove_all
from tests.conftest import TODAY, Clock, HubBuilder
from tests.rebuilt import check_rebuilt


def day(hub: HubBuilder, clock: Clock, person: str) -> None:
    """Somebody comes and leaves, and a day goes by."""
    hub.do("come in", lambda db, now: come_in(db, person_id=person, now=now), person_id=person)
    hub.do("leave", lambda db, now: leave(db, now=now, person_id=person), person_id=person)
    clock.forward(days=1)


def visitor(hub: HubBuilder, name: str) -> str:
    came = hub.do("come in", lambda db, now: come_in_visitor(db, name=name, now=now), what=name)
    return str(came.id)


def due(hub: HubBuilder) -> Any:
    return hub.look(lambda db: presence_due(db, hub.clock().date()))


def forget(hub: HubBuilder) -> int:
    return int(hub.do("forget presence", lambda db, now: forget_presence(db, now=now)))


def rows(hub: HubBuilder) -> list[tuple[str | None, str, bool]]:
    table = Presence.__table__
    return [
        (row.person_id, row.visitor, row.left_at is not None)
        for row in hub.look(lambda db: db.execute(select(table).order_by(table.c.id)).all())
    ]


def test_who_was_in_the_building_is_forgotten_after_a_year_and_that_somebody_came_is_not(
    hub: HubBuilder, clock: Clock, database: Database
):
    samira = hub.person("Samira Haddad")
    for _ in range(2):
        day(hub, clock, samira)
    came = visitor(hub, "Zyxaquorn Veldimarsh")
    hub.do("leave", lambda db, now: leave(db, now=now, presence_id=came), what="Veldimarsh")
    clock.forward(days=364)
    assert due(hub).many == 1
    clock.forward(days=2)
    assert (due(hub).many, due(hub).before) == (2, TODAY + timedelta(days=3))
    assert forget(hub) == 2
    # who last came stays: the rule for people counts from it
    assert rows(hub) == [(None, "", True), (samira, "", True), (None, "", True)]
    assert due(hub).many == 0
    with database.reading() as db:
        raw: Any = db.connection().connection.driver_connection
        assert all(proof.holds for proof in prove_all(raw))
        kept = "SELECT group_concat(coalesce(body, '')) FROM journal_op UNION ALL"
        notes = " SELECT group_concat(coalesce(about, '')) FROM journal_txn"
        written = " ".join(text for (text,) in raw.execute(kept + notes).fetchall())
    assert "Veldimarsh" not in written
    check_rebuilt(database)
    with pytest.raises(NothingToUndo):
        hub.undo()


def test_of_whom_a_law_a_wish_or_a_request_keeps_nothing_is_forgotten(
    hub: HubBuilder, clock: Clock
):
    held, unused, asking = (hub.person(f"{name} Okafor") for name in ("Ada", "Bo", "Cy"))
    for person in (held, unused, asking):
        for _ in range(2):
            day(hub, clock, person)
    clock.forward(days=400)
    hub.do("hold", lambda db, now: put_on_hold(db, person_id=held, why="Police", now=now))
    hub.do(
        "restrict use",
        lambda db, now: restrict_use(
            db, person_id=unused, ground="they need it for a claim", now=now
        ),
    )
    hub.do(
        "rights request",
        lambda db, now: receive_request(db, person_id=asking, asked="access", now=now),
    )
    assert due(hub).many == 0
    assert forget(hub) == 0


def test_a_hub_may_choose_another_time_for_it(hub: HubBuilder, clock: Clock):
    hub.do("change rule", lambda db, now: change_rule(db, record=PRESENCE, months=1, now=now))
    visitor(hub, "The electrician")
    clock.forward(days=32)
    assert forget(hub) == 1
