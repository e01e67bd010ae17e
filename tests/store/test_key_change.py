"""A new key for the records: whole, proved, for everybody who stays, and for nobody else."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from hubdesk.errors.store import DiskFull, FileDamaged, KeyFileOfOther, WrongPassphrase
from hubdesk.paths import Paths
from hubdesk.store import key_change
from hubdesk.store.connections import open_raw
from hubdesk.store.key_change import change_key, finish_key_change
from hubdesk.store.keys import (
    KeySlots,
    find_passphrase,
    find_pins,
    open_with_passphrase,
    read_slots,
    with_new_passphrase,
    with_new_pin,
    write_slots,
)
from hubdesk.store.opening import close_hub, open_hub, slots_of
from hubdesk.store.proof import prove_all
from hubdesk.store.ways_in import keep_ways
from tests.conftest import CHEAP, PASSPHRASE, Clock, HubBuilder, opened
from tests.counting import Counted
from tests.cutting_keys import Hub, cut_at

BEN = "ben likes long walks home"
LEAVER = "the one who went away angry"
SECRET = bytes(range(32))


@pytest.fixture
def hub_of_three(paths: Paths, clock: Clock) -> Hub:
    """Amira, Ben with a PIN too, and somebody who leaves; two people, one device out."""
    database = opened(paths, clock)
    hub = HubBuilder(database, clock)
    ada = hub.person("Ada Okafor")
    hub.person("Bilal Aziz")
    hub.lend(ada, hub.device())
    slots = read_slots(paths)
    key = open_with_passphrase(slots, PASSPHRASE)
    slots = with_new_passphrase(slots, key, BEN, CHEAP, account="ben")
    slots = with_new_passphrase(slots, key, LEAVER, CHEAP, account="lee")
    slots = replace(slots, recovery_proved=True)
    slots = with_new_pin(slots, key, "274951", SECRET, CHEAP, account="ben")
    keep_ways(paths, database, slots)
    close_hub(paths, database)
    return Hub(paths.home, (PASSPHRASE, BEN), LEAVER, "lee", 2)


def staying(slots: KeySlots) -> KeySlots:
    return replace(slots, slots=tuple(slot for slot in slots.slots if slot.account != "lee"))


def test_everybody_who_stays_opens_the_new_file_and_the_leaver_does_not(
    hub_of_three: Hub, paths: Paths, clock: Clock
):
    before = slots_of(paths)
    old_key = open_with_passphrase(before, PASSPHRASE)
    old_file = paths.database.read_bytes()
    new = change_key(paths, staying(before), old_key)
    slots = slots_of(paths)
    assert new.data_key != old_key
    assert slots.sequence == before.sequence + 1
    for words in hub_of_three.stays:
        assert find_passphrase(slots, words).data_key == new.data_key
    assert [w.slot.account for w in find_pins(slots, "274951", SECRET)] == ["ben"]
    with pytest.raises(WrongPassphrase):
        find_passphrase(slots, LEAVER)
    assert not slots.of("recovery")
    assert not slots.recovery_proved  # so the hub is told to print a new sheet
    assert paths.database.read_bytes()[:16] != old_file[:16]
    found = open_hub(paths, slots, new.data_key, opened_by="passphrase", clock=clock)
    assert found.remarks == ()
    close_hub(paths, found.database)
    raw = open_raw(paths.database, new.data_key)
    assert all(proof.holds for proof in prove_all(raw))
    raw.close()


def test_the_old_slots_and_the_old_key_open_nothing_any_more(
    hub_of_three: Hub, paths: Paths, clock: Clock
):
    before = slots_of(paths)
    old_key = open_with_passphrase(before, LEAVER)
    change_key(paths, staying(before), old_key)
    write_slots(paths, before)  # from a copy the leaver kept
    paths.first_page.unlink()
    with pytest.raises(KeyFileOfOther):
        open_hub(paths, before, old_key, opened_by="passphrase", clock=clock)


@pytest.mark.skipif(os.name != "posix", reason="the old file is held open, as Windows forbids")
def test_the_old_file_is_overwritten_before_it_goes(hub_of_three: Hub, paths: Paths):
    slots = slots_of(paths)
    old = paths.database.read_bytes()
    with paths.database.open("rb") as held:
        change_key(paths, staying(slots), open_with_passphrase(slots, PASSPHRASE))
        held.seek(0)
        now = held.read()
    assert len(now) >= len(old)
    pages = [old[at : at + 64] for at in range(0, len(old), 4096)]
    assert not [page for page in pages if page in now]


def test_a_full_disk_or_somebody_who_leaves_it_changes_nothing(
    hub_of_three: Hub, paths: Paths, monkeypatch: pytest.MonkeyPatch
):
    slots = slots_of(paths)
    key = open_with_passphrase(slots, PASSPHRASE)
    before = sorted((p.name, p.read_bytes()) for p in paths.home.iterdir() if p.is_file())

    def leave(percent: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change_key(paths, staying(slots), key, leave)

    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(key_change, "write_whole", full)
        with pytest.raises(DiskFull):
            change_key(paths, staying(slots), key)
    assert sorted((p.name, p.read_bytes()) for p in paths.home.iterdir() if p.is_file()) == before


def test_a_new_file_that_holds_less_is_never_put_in_place(
    hub_of_three: Hub, paths: Paths, monkeypatch: pytest.MonkeyPatch
):
    slots = slots_of(paths)
    key = open_with_passphrase(slots, PASSPHRASE)
    prove = key_change._prove

    def lose_first(paths: Paths, new: bytes, wanted: object) -> None:
        raw = open_raw(paths.next_database, new)
        raw.execute("DELETE FROM person_find")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        prove(paths, new, wanted)

    monkeypatch.setattr(key_change, "_prove", lose_first)
    with pytest.raises(FileDamaged) as trouble:
        change_key(paths, staying(slots), key)
    assert trouble.value.reference == "D-111"
    assert open_with_passphrase(slots_of(paths), LEAVER) == key
    assert not paths.next_database.exists()


def test_new_slots_that_were_damaged_on_the_way_bring_the_old_records_back(
    hub_of_three: Hub, paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    slots = slots_of(paths)
    key = open_with_passphrase(slots, PASSPHRASE)
    with monkeypatch.context() as patch:  # the power goes between the rename and the slots
        patch.setattr(key_change, "finish_key_change", lambda _paths: None)
        change_key(paths, staying(slots), key)
    paths.next_slots.write_bytes(paths.next_slots.read_bytes()[:-30])
    again = slots_of(paths)
    found = open_hub(paths, again, open_with_passphrase(again, LEAVER), clock=clock)
    close_hub(paths, found.database)
    assert not paths.next_slots.exists()
    finish_key_change(paths)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no kill -9")
def test_killed_at_any_point_exactly_one_whole_set_opens(
    hub_of_three: Hub, tmp_path: Path, counted: Counted
):
    whole = cut_at(hub_of_three, tmp_path / "cut", 0)
    assert whole.is_new
    last_old, first_new, kills = 1, whole.lines - 1, 0
    while first_new - last_old > 1:  # the line where the two sets change places
        middle, kills = (last_old + first_new) // 2, kills + 1
        if cut_at(hub_of_three, tmp_path / "cut", middle).is_new:
            first_new = middle
        else:
            last_old = middle
    around = range(first_new - 8, first_new + 12)
    elsewhere = random.Random(3).sample(range(1, whole.lines), 10)
    ends = [cut_at(hub_of_three, tmp_path / "cut", line).is_new for line in (*around, *elsewhere)]
    assert ends[:8] == [False] * 8
    assert ends[8:20] == [True] * 12
    counted(f"kills while the key was changed: {kills + len(ends)}")
    assert kills + len(ends) >= 35
