"""Today is asked again in part after each change, and is never another than asked as a whole."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.orm import Session

from hubdesk.queries.requests import what_waits
from hubdesk.queries.today import PARTS, today_row
from hubdesk.store.database import Database
from hubdesk.ui.front_desk.today_watch import OF_REQUESTS
from tests.conftest import NOW, TODAY, HubBuilder
from tests.random_work import TAKEN_BACK, RandomWork

OF_SQLITE = {"sqlite_master", "sqlite_schema", "sqlite_stat1", "sqlite_stat4"}


def tables_read(database: Database, ask: Callable[[Session], Any]) -> set[str]:
    """The tables SQLite itself reads for an answer."""
    read: set[str] = set()

    def noted(action: int, table: str | None, *_more: object) -> int:
        if action == sqlcipher.SQLITE_READ and table:
            read.add(table)
        return int(sqlcipher.SQLITE_OK)

    with database.reading() as db:
        raw: Any = db.connection().connection.driver_connection
        raw.set_authorizer(noted)
        try:
            ask(db)
        finally:
            raw.set_authorizer(None)
    return read - OF_SQLITE


@pytest.mark.parametrize("half", range(len(PARTS)))
def test_each_half_of_today_names_every_table_it_rests_on(hub: HubBuilder, half: int):
    rests_on, ask = PARTS[half]
    hub.lend(hub.person("Ada Okafor"), hub.device(), due_on=TODAY)
    hub.book(hub.session(), "Samira Haddad")
    read = tables_read(hub.database, lambda db: ask(db, TODAY, NOW))
    assert {"person"} < read <= rests_on


def test_what_waits_in_privacy_names_every_table_it_rests_on(hub: HubBuilder):
    read = tables_read(hub.database, lambda db: what_waits(db, NOW.tzinfo))
    assert {"rights_request", "complaint", "breach"} <= read <= OF_REQUESTS


def test_asked_in_part_after_any_work_it_is_what_asked_as_a_whole_it_would_be(database: Database):
    work = RandomWork(database, random.Random(11), NOW)
    changed: set[str] = set()
    database.changed.append(changed.update)
    work.begin(people=4, devices=6)
    kept = 0
    for _ in range(60):
        changed.clear()
        then, before = work.now, _whole(database, work.now)
        if work.done and work.dice.random() < 0.25:
            work.undo_last()
        else:
            work.act(work.dice.choice(TAKEN_BACK))
        with database.reading() as db:
            row = today_row(db, then.date(), then, before=before, changed=frozenset(changed))
        assert row == _whole(database, then), changed
        kept += not all(rests_on & changed for rests_on, _ in PARTS)
    assert kept > 30  # or nothing would have been kept of what was asked before


def _whole(database: Database, now: Any) -> Any:
    with database.reading() as db:
        return today_row(db, now.date(), now)
