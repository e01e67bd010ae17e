"""What may come wrong, each with the sentence somebody reads: nothing is changed by any of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.bringing_back import bring_back
from hubdesk.errors import HubDeskError
from hubdesk.messages import explain
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.hub import set_up_hub
from hubdesk.operations.merging import merge_people
from hubdesk.operations.staff import add_staff, put_away_staff
from hubdesk.paths import Paths
from hubdesk.queries.staff import managers
from hubdesk.store.anchor import write_anchor
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy, copy_at, write_papers
from hubdesk.store.entries import newest_point
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import close_hub, make_hub_file, slots_of
from hubdesk.store.restoring import key_of_copy
from hubdesk.store.settling import anchor_of
from tests.conftest import CHEAP, NOW, PASSPHRASE, Clock, HubBuilder, opened
from tests.store.pulled import cut_log, key_of, pulled, started, statements


def refused(work: Callable[[], object]) -> str:
    """The sentence with which something is refused."""
    with pytest.raises(HubDeskError) as caught:
        work()
    return explain(caught.value).text


def another_hub(to: Path) -> Paths:
    paths = Paths(to)
    database, _ = make_hub_file(paths, name="Hilltop", passphrase=PASSPHRASE, cost=CHEAP)
    with database.changing("set up hub") as db:
        set_up_hub(db, name="Hilltop", manager="Bo", now=NOW)
    close_hub(paths, database)
    return paths


@pytest.fixture
def copy(paths: Paths, hub: HubBuilder, clock: Clock) -> Copy:
    hub.person("Ada Okafor")
    return make_copy(hub.database, paths.copies, slots_of(paths), now=clock())


def test_a_copy_of_another_hub(copy: Copy, tmp_path: Path, clock: Clock):
    other = another_hub(tmp_path / "other")
    before = other.database.read_bytes()
    key = key_of_copy(other, copy, PASSPHRASE)
    said = refused(lambda: bring_back(other, copy, key, clock=clock))
    assert said == (
        "That copy is of another hub: Riverside Hub. "
        "Choose a copy of this hub. Nothing was changed."
    )
    assert other.database.read_bytes() == before


def test_a_copy_of_a_newer_hubdesk(paths: Paths, copy: Copy, clock: Clock, tmp_path: Path):
    key = key_of_copy(paths, copy, PASSPHRASE)
    newer = replace(copy.manifest, revision="9999", app_version="9.0").signed(key.data_key)
    write_papers(copy.path, newer)
    new = Paths(tmp_path / "new")
    said = refused(lambda: bring_back(new, copy_at(copy.path), key, clock=clock))
    assert said == (
        "A newer HubDesk made that copy: 9.0. "
        "Install the newest HubDesk on this computer. Nothing was changed."
    )
    assert not new.database.exists()


def test_the_slot_file_of_another_database(paths: Paths, tmp_path: Path, clock: Clock):
    other = another_hub(tmp_path / "other")
    before = paths.database.read_bytes()
    for theirs, ours in zip(other.key_slots, paths.key_slots, strict=True):
        shutil.copyfile(theirs, ours)
    said = refused(lambda: opened(paths, clock))
    assert said == (
        "The lock in this folder belongs to another hub's records. "
        "Nothing was changed. Call your coordinator and read out: K-104."
    )
    assert paths.database.read_bytes() == before


def remarks_of(paths: Paths, clock: Clock) -> list[str]:
    """What a start says, and then that the next has nothing to say any more."""
    found = started(paths, clock)
    said = [explain(remark).text for remark in found.remarks]
    close_hub(paths, found.database)
    again = started(paths, clock)
    assert again.remarks == ()
    close_hub(paths, again.database)
    return said


def test_a_safety_copy_cut_short(hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path):
    hub.person("Ada Okafor")
    there = pulled(paths, tmp_path / "pulled")
    there.tail.write_bytes(there.tail.read_bytes()[:-7])
    assert remarks_of(there, clock) == [
        "Part of the safety copy was damaged. "
        "HubDesk made it again from the records. Nothing is lost."
    ]


def test_a_mark_from_the_future(hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path):
    """It names work that nobody did yet, on a day that is still to come."""
    hub.person("Ada Okafor")
    there = pulled(paths, tmp_path / "pulled")
    with hub.database.alone() as raw:
        here = newest_point(raw)
    ahead = replace(here, seq=here.seq + 5)
    future = datetime(2031, 1, 1, 12, tzinfo=UTC)
    write_anchor(there, key_of(paths), anchor_of(ahead, read_slots(paths).hub, future))
    [said] = remarks_of(there, clock)
    assert said.startswith(
        "5 things that were saved cannot be found. The last was saved at 01/01/2031"
    )
    assert said.endswith("Check the last lends and returns, or bring a newer copy back.")


def test_a_journal_with_a_hole(hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path):
    for name in ("Ada Okafor", "Bo Li", "Carys Rees"):
        hub.person(name)
    hub.database.tidy()
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    statements(there, "DELETE FROM journal_txn WHERE seq = 3")
    found = started(there, clock)
    assert refused(found.database.prove) == (
        "The history of the records has a hole at number 3. "
        "Nothing was changed. Bring the newest copy back: Settings, Copies."
    )
    close_hub(there, found.database)


def test_two_twins_of_one_laptop(hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path):
    hub.person("Ada Okafor")
    twin = pulled(paths, tmp_path / "twin")
    other = HubBuilder(started(twin, clock).database, clock)
    other.person("Bilal Aziz")
    hub.person("Carys Rees")
    close_hub(twin, other.database)
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    there.database.write_bytes(twin.database.read_bytes())
    said = remarks_of(there, clock)
    [kept] = there.home.glob("safety-aside-*")
    assert said == [
        "These records and the safety copy were worked with apart. HubDesk goes on with the "
        f"records. The other work is kept in {kept.name}."
    ]


def do(hub: HubBuilder, verb: str, work: Callable[[Any, datetime], object]) -> str:
    return refused(lambda: hub.do(verb, work))


def test_a_staff_name_that_exists(hub: HubBuilder):
    said = do(hub, "add staff", lambda db, _: add_staff(db, name="amira khan ", roles=["tutor"]))
    assert said == (
        "Amira Khan works here already. Add a second name or a letter, so that nobody is mixed up."
    )


def test_the_last_manager_leaving(hub: HubBuilder):
    [first] = hub.look(managers)
    said = do(
        hub, "put away staff", lambda db, _: put_away_staff(db, account_id=first.id, by="another")
    )
    assert said == "Amira Khan is the only manager. Make somebody else a manager first."


def test_an_erasure_of_somebody_with_a_device_out(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    hub.lend(ada, hub.device())
    said = do(
        hub,
        "erase person",
        lambda db, now: erase_person(
            db, person_id=ada, typed_name="Ada Okafor", ground="asked", now=now
        ),
    )
    assert said == "Ada Okafor still has HD-0001. Return it first, or mark it lost."


def test_a_merge_of_a_person_with_herself(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    said = do(
        hub, "merge people", lambda db, now: merge_people(db, from_id=ada, to_id=ada, now=now)
    )
    assert said == "That is one record already: Ada Okafor. Choose somebody else."
