"""The keys of a hub: the ways in, the two copies of the slots, and what a damaged one says."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from hubdesk.errors.store import (
    FileNotOurs,
    HubAlreadyHere,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileOfOther,
    NoHubHere,
    PassphraseTooShort,
    RecordsMissing,
    WrongPassphrase,
    WrongRecoveryKey,
)
from hubdesk.messages import explain
from hubdesk.paths import Paths
from hubdesk.store.keys import (
    KeyCost,
    KeySlots,
    NewKeys,
    make_keys,
    open_with_passphrase,
    open_with_recovery,
    read_slots,
    recovery_groups,
    recovery_secret,
    with_new_passphrase,
    write_slots,
)
from hubdesk.store.opening import is_hub, make_hub_file, open_hub, slots_of
from tests.conftest import CHEAP, PASSPHRASE, Clock


@pytest.fixture(scope="module")
def keys() -> NewKeys:
    return make_keys(hub="hub-1", name="Riverside", passphrase=PASSPHRASE, cost=CHEAP)


@pytest.fixture
def written(keys: NewKeys, tmp_path: Path) -> Paths:
    write_slots(Paths(tmp_path), keys.slots)
    return Paths(tmp_path)


def test_the_passphrase_and_the_recovery_key_open_the_same_records(keys: NewKeys):
    assert open_with_passphrase(keys.slots, PASSPHRASE) == keys.data_key
    assert open_with_recovery(keys.slots, keys.recovery) == keys.data_key
    assert len(keys.data_key) == 32


@pytest.mark.parametrize("typed", ["", PASSPHRASE.upper(), PASSPHRASE + " ", "пароль" * 40])
def test_another_passphrase_opens_nothing(keys: NewKeys, typed: str):
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(keys.slots, typed)


@pytest.mark.parametrize("typed", ["", "three words only"[:11], "one two six"])
def test_a_short_passphrase_is_refused(typed: str):
    with pytest.raises(PassphraseTooShort):
        make_keys(hub="x", name="x", passphrase=typed, cost=CHEAP)


def test_the_recovery_key_is_read_as_people_copy_it(keys: NewKeys):
    typed = tuple(f" {g[:2]}-{g[2:]} ".lower().replace("0", "o") for g in keys.recovery)
    assert open_with_recovery(keys.slots, typed) == keys.data_key


@pytest.mark.parametrize("place", range(1, 9))
def test_a_group_that_cannot_be_one_is_named(keys: NewKeys, place: int):
    typed = list(keys.recovery)
    typed[place - 1] = "UU!U"
    with pytest.raises(WrongRecoveryKey) as wrong:
        open_with_recovery(keys.slots, tuple(typed))
    assert wrong.value.group == place
    assert f"Group {place} " in explain(wrong.value).what


def test_a_recovery_key_with_a_slip_or_of_another_hub_opens_nothing(keys: NewKeys):
    groups = list(keys.recovery)
    groups[2] = ("1" if groups[2][0] != "1" else "2") + groups[2][1:]
    other = recovery_groups(bytes(range(19)))
    for typed in (tuple(groups), other, groups[:7], (*keys.recovery, "0000")):
        with pytest.raises(WrongRecoveryKey):
            open_with_recovery(keys.slots, tuple(typed))


def test_a_recovery_key_is_its_own_check():
    secret = bytes(range(19))
    assert recovery_secret(recovery_groups(secret)) == secret


def test_a_new_passphrase_takes_the_place_of_the_old_one(keys: NewKeys):
    slots = with_new_passphrase(keys.slots, keys.data_key, "quite another one", CHEAP)
    assert open_with_passphrase(slots, "quite another one") == keys.data_key
    assert open_with_recovery(slots, keys.recovery) == keys.data_key
    assert slots.sequence == 2
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(slots, PASSPHRASE)


def test_one_guess_costs_what_a_real_hub_asks():
    keys = make_keys(hub="hub-2", name="Real", passphrase=PASSPHRASE, cost=KeyCost())
    slot = keys.slots.slots[0]
    assert (slot.memory_kib, slot.passes, slot.lanes) == (65536, 3, 4)
    assert open_with_passphrase(keys.slots, PASSPHRASE) == keys.data_key


def test_a_slot_moved_to_another_hub_does_not_open(keys: NewKeys):
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(replace(keys.slots, hub="hub-9"), PASSPHRASE)


def test_the_newest_copy_wins(written: Paths, keys: NewKeys):
    newer = with_new_passphrase(keys.slots, keys.data_key, "quite another one", CHEAP)
    written.key_slots[1].write_text(newer.as_text(), "utf-8")
    assert read_slots(written) == newer


@pytest.mark.parametrize("lost", [0, 1])
@pytest.mark.parametrize("how", ["gone", "empty", "half", "noughts", "other"])
def test_with_one_copy_lost_the_other_is_used(written: Paths, keys: NewKeys, lost: int, how: str):
    spoil(written.key_slots[lost], how)
    assert read_slots(written) == keys.slots


def spoil(path: Path, how: str) -> None:
    content = path.read_bytes()
    spoilt = {
        "empty": b"",
        "half": content[: len(content) // 2],
        "noughts": bytes(len(content)),
        "other": b"[1, 2]",
    }
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(spoilt[how])


def test_a_copy_with_any_byte_changed_is_never_believed(written: Paths, keys: NewKeys):
    first = written.key_slots[0]
    content = first.read_bytes()
    for place in range(0, len(content), 7):
        first.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        slots = read_slots(written)
        assert open_with_passphrase(slots, PASSPHRASE) == keys.data_key, place


def test_slots_with_one_value_wrong_are_damaged_and_never_a_bug(written: Paths, keys: NewKeys):
    for field, value in {"sequence": "two", "slots": 7, "hub": None, "passes": 0}.items():
        body = json.loads(keys.slots.as_text())
        (body["slots"][0] if field == "passes" else body)[field] = value
        for path in written.key_slots:
            path.write_text(json.dumps(body), "utf-8")
        with pytest.raises(KeyFileDamaged):
            read_slots(written)


def test_both_copies_damaged_are_said_and_nothing_is_made_instead(paths: Paths):
    before = paths.database.read_bytes()
    for path in paths.key_slots:
        spoil(path, "half")
    with pytest.raises(KeyFileDamaged) as trouble:
        slots_of(paths)
    assert "K-103" in explain(trouble.value).text
    unchanged(paths, before)


def test_lost_slots_are_said_and_nothing_is_made_instead(paths: Paths):
    before = paths.database.read_bytes()
    for path in paths.key_slots:
        path.unlink()
    with pytest.raises(KeyFileMissing):
        slots_of(paths)
    with pytest.raises(KeyFileMissing):
        is_hub(paths)
    with pytest.raises(KeyFileMissing):
        make_hub_file(paths, name="New", passphrase=PASSPHRASE, cost=CHEAP)
    assert not paths.key_slots[0].exists()
    unchanged(paths, before)


def test_no_hub_is_made_over_another(paths: Paths):
    before = paths.database.read_bytes()
    with pytest.raises(HubAlreadyHere):
        make_hub_file(paths, name="New", passphrase=PASSPHRASE, cost=CHEAP)
    unchanged(paths, before)


def test_slots_whose_records_are_gone_are_never_written_over(paths: Paths):
    before = [path.read_bytes() for path in paths.key_slots]
    paths.database.unlink()
    with pytest.raises(RecordsMissing):
        slots_of(paths)
    slots = read_slots(paths)
    with pytest.raises(RecordsMissing):
        open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE))
    with pytest.raises(HubAlreadyHere):
        make_hub_file(paths, name="New", passphrase=PASSPHRASE, cost=CHEAP)
    assert [path.read_bytes() for path in paths.key_slots] == before
    assert not paths.database.exists()


def unchanged(paths: Paths, before: bytes) -> None:
    assert paths.database.read_bytes() == before


def test_an_empty_folder_holds_no_hub(tmp_path: Path):
    assert not is_hub(Paths(tmp_path))
    with pytest.raises(NoHubHere):
        slots_of(Paths(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_the_slots_of_another_hub_are_said(paths: Paths, tmp_path: Path, clock: Clock):
    other = Paths(tmp_path / "other")
    database, _ = make_hub_file(other, name="Other", passphrase=PASSPHRASE, cost=CHEAP, clock=clock)
    database.close()
    for ours, theirs in zip(paths.key_slots, other.key_slots, strict=True):
        shutil.copy(theirs, ours)
    (paths.home / "first-page.mark").unlink()  # as if the records alone were copied here
    slots = slots_of(paths)
    before = paths.database.read_bytes()
    with pytest.raises(KeyFileOfOther):
        open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    unchanged(paths, before)


@pytest.mark.parametrize(
    "content",
    [b"hello", b"SQLite format 3\0" + bytes(8176), b"PK\x03\x04" + bytes(8188)],
    ids=["text", "plain SQLite", "a zip"],
)
def test_a_file_that_is_not_ours_is_said_and_left_alone(paths: Paths, clock: Clock, content: bytes):
    slots = slots_of(paths)
    paths.database.write_bytes(content)
    with pytest.raises(FileNotOurs):
        open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    unchanged(paths, content)


def test_slots_are_the_same_when_written_and_read(written: Paths, keys: NewKeys):
    assert isinstance(read_slots(written), KeySlots)
    assert read_slots(written) == keys.slots
