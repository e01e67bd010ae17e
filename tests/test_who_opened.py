"""Who acts once something opened the records, and whose passphrase gives no right to any of it."""

from __future__ import annotations

import pytest

from hubdesk.app.opening import VARIABLE, opened
from hubdesk.app.who_opened import act_as_opener
from hubdesk.errors.rights import NotAllowed
from hubdesk.operations.staff import add_staff, change_roles, put_away_staff
from hubdesk.paths import Paths
from hubdesk.queries.lock import founder_id
from hubdesk.store.database import Actor, Database
from hubdesk.store.keys import find_passphrase, read_slots, with_new_passphrase
from hubdesk.store.ways_in import change_ways
from tests.conftest import CHEAP, PASSPHRASE

OTHERS = "otter kettle plum lantern"


def gives_passphrase(paths: Paths, database: Database, account: str) -> None:
    change_ways(
        paths,
        database,
        lambda slots: with_new_passphrase(slots, database.data_key, OTHERS, CHEAP, account=account),
    )


def acting(paths: Paths, database: Database, passphrase: str) -> Actor:
    slots = read_slots(paths)
    return act_as_opener(database, find_passphrase(slots, passphrase).slot, slots)


def test_a_command_of_whoever_the_records_do_not_know_is_told_whom_to_ask(
    paths: Paths, database: Database, monkeypatch: pytest.MonkeyPatch
):
    gives_passphrase(paths, database, "came later")
    assert acting(paths, database, OTHERS) == Actor()
    assert acting(paths, database, PASSPHRASE).role == "manager"
    database.close()
    monkeypatch.setenv(VARIABLE, OTHERS)
    for right in ("make copy", "bring back copy"):  # of everybody, of a manager
        said: list[str] = []
        with pytest.raises(NotAllowed) as refusal, opened(paths, say=said.append, right=right):
            pytest.fail("they have no right to anything")
        assert refusal.value.verb == right


def test_the_passphrase_of_who_left_is_the_managers_only_while_nothing_else_opens_them(
    paths: Paths, database: Database
):
    with database.reading() as db:
        founder = founder_id(db)
    with database.changing("add staff") as db:
        ben = add_staff(db, name="Ben Okoro", roles=("volunteer",)).id
        change_roles(db, account_id=ben, roles=("manager",), by=founder)
        put_away_staff(db, account_id=founder, by=ben)
    assert acting(paths, database, PASSPHRASE) == Actor(ben, "manager")
    gives_passphrase(paths, database, ben)
    assert acting(paths, database, PASSPHRASE) == Actor()
    assert acting(paths, database, OTHERS) == Actor(ben, "manager")
