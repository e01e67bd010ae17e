"""The clock of the journal: it always grows, and no stamp from elsewhere drags it along."""

from __future__ import annotations

import json

from sqlalchemy import select, text

from hubdesk.models import JournalTxn, Person
from hubdesk.store.seal import DAY_AHEAD, next_clock
from tests.conftest import Clock, HubBuilder

MINUTE = 60_000 << 16


def clocks(hub: HubBuilder) -> list[int]:
    with hub.database.reading() as db:
        return list(db.scalars(select(JournalTxn.hlc).order_by(JournalTxn.seq)))


def desk_clock(hub: HubBuilder) -> int:
    with hub.database.reading() as db:
        return int(db.scalar(text("SELECT hlc FROM stream WHERE is_mine = 1")) or 0)


def rename(hub: HubBuilder, person_id: str, name: str) -> None:
    with hub.database.changing("edit person") as db:
        db.get_one(Person, person_id).display_name = name


def wall(clock: Clock) -> int:
    return int(clock().timestamp() * 1000) << 16


def test_a_clock_follows_the_wall_the_last_one_and_what_is_overwritten():
    assert next_clock(5, 0, 0) == 5 << 16
    assert next_clock(5, 9 << 16, 0) == (9 << 16) + 1
    assert next_clock(5, 9 << 16, 11 << 16) == (11 << 16) + 1


def test_within_one_millisecond_each_change_is_later_than_the_one_before(hub: HubBuilder):
    for name in ("Ada", "Bo", "Cy"):
        hub.person(name)
    first, second, third = clocks(hub)[-3:]
    assert first < second < third < first + 10


def test_a_clock_that_went_back_still_grows(hub: HubBuilder, clock: Clock):
    hub.person("Ada")
    before = clocks(hub)[-1]
    clock.forward(days=-400)
    hub.person("Bo")
    assert clocks(hub)[-1] == before + 1


def test_a_change_is_later_than_what_it_overwrites_but_keeps_the_desks_own_time(
    hub: HubBuilder, clock: Clock
):
    ada, bo = hub.person("Ada"), hub.person("Bo")
    far = wall(clock) + 900 * DAY_AHEAD
    stamp = json.dumps({"_": f"{far}.aaaaaaaaaaaa"})
    raw = "UPDATE row_clock SET clocks = ? WHERE tbl = 'person' AND pk = ?"
    with hub.database.changing("edit person") as db:
        db.connection().exec_driver_sql(raw, (stamp, ada))
    clock.forward(minutes=1)
    rename(hub, ada, "Adaeze")
    assert clocks(hub)[-1] == far + 1
    assert desk_clock(hub) <= wall(clock)
    clock.forward(minutes=1)
    rename(hub, bo, "Bola")
    assert clocks(hub)[-1] == wall(clock)


def test_a_stamp_of_today_from_a_faster_clock_is_followed(hub: HubBuilder, clock: Clock):
    ada = hub.person("Ada")
    ahead = wall(clock) + 30 * MINUTE
    with hub.database.changing("edit person") as db:
        db.connection().exec_driver_sql(
            "UPDATE row_clock SET clocks = ? WHERE tbl = 'person' AND pk = ?",
            (json.dumps({"_": f"{ahead}.aaaaaaaaaaaa"}), ada),
        )
    rename(hub, ada, "Adaeze")
    assert clocks(hub)[-1] == desk_clock(hub) == ahead + 1


def test_a_change_names_the_clock_of_what_it_replaced(hub: HubBuilder):
    ada = hub.person("Ada")
    born = clocks(hub)[-1]
    rename(hub, ada, "Adaeze")
    with hub.database.reading() as db:
        body = db.scalar(
            text("SELECT body FROM journal_op WHERE pk = :ada AND kind = 'U'"), {"ada": ada}
        )
        known = db.scalar(text("SELECT clocks FROM row_clock WHERE pk = :ada"), {"ada": ada})
    assert json.loads(body)["b"]["display_name"].startswith(f"{born}.")
    assert json.loads(known)["display_name"].startswith(f"{clocks(hub)[-1]}.")
    assert json.loads(known)["_"].startswith(f"{born}.")
