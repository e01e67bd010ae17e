"""The key file and the records beside it: the newest wins, and nothing taken away comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from hubdesk.errors.store import DiskFull, KeyCopyMended, OldKeyFile, WayRemoved, WrongPassphrase
from hubdesk.messages import explain
from hubdesk.models import JournalTxn, WayIn
from hubdesk.paths import Paths
from hubdesk.store import ways_in
from hubdesk.store.keys import (
    new_recovery,
    open_with_passphrase,
    open_with_recovery,
    read_copies,
    read_slots,
    with_new_passphrase,
    with_new_recovery,
    write_slots,
)
from hubdesk.store.opening import Opened, close_hub, open_hub
from hubdesk.store.ways_in import keep_ways
from tests.conftest import CHEAP, PASSPHRASE, Clock

NEW = "otter kettle plum lantern"


def remarks(paths: Paths, clock: Clock, passphrase: str = PASSPHRASE) -> tuple[object, ...]:
    """Open with a passphrase, close again; what opening said about the lock."""
    found = _open(paths, clock, passphrase)
    close_hub(paths, found.database)
    return found.remarks


def _open(paths: Paths, clock: Clock, passphrase: str = PASSPHRASE) -> Opened:
    slots = read_slots(paths)
    key = open_with_passphrase(slots, passphrase)
    return open_hub(paths, slots, key, opened_by="passphrase", clock=clock)


def change_passphrase(paths: Paths, clock: Clock, old: str = PASSPHRASE, new: str = NEW) -> None:
    found = _open(paths, clock, old)
    slots = read_slots(paths)
    fresh = with_new_passphrase(slots, open_with_passphrase(slots, old), new, CHEAP)
    keep_ways(paths, found.database, fresh)
    close_hub(paths, found.database)


def new_sheet(paths: Paths, clock: Clock) -> tuple[str, ...]:
    found = _open(paths, clock)
    slots = read_slots(paths)
    slot, groups = new_recovery(slots.hub, open_with_passphrase(slots, PASSPHRASE))
    keep_ways(paths, found.database, with_new_recovery(slots, slot))
    close_hub(paths, found.database)
    return groups


def test_the_records_remember_the_slots_and_their_number(paths: Paths, clock: Clock):
    assert remarks(paths, clock) == ()
    found = _open(paths, clock)
    with found.database.reading() as db:
        known = {(way.kind, way.sequence) for way in db.scalars(select(WayIn))}
        verbs = set(db.scalars(select(JournalTxn.verb)))
    assert known == {("passphrase", 1), ("recovery", 1)}
    assert "note ways in" not in verbs  # nothing about the lock travels to other computers
    close_hub(paths, found.database)


def test_a_damaged_copy_is_made_again_and_said(paths: Paths, clock: Clock):
    for copy in paths.key_slots:
        content = copy.read_bytes()
        copy.write_bytes(content[:-40])
        [said] = remarks(paths, clock)
        assert isinstance(said, KeyCopyMended)
        assert explain(said).what == "One of the two copies of the lock was damaged."
        assert copy.read_bytes() == content
    assert remarks(paths, clock) == ()


def test_a_copy_that_is_gone_is_made_again_and_said(paths: Paths, clock: Clock):
    paths.key_slots[0].unlink()
    [said] = remarks(paths, clock)
    assert isinstance(said, KeyCopyMended)
    assert read_copies(paths)[0] == read_copies(paths)[1]


def test_of_two_copies_the_newest_wins_and_the_older_is_made_again(paths: Paths, clock: Clock):
    old = paths.key_slots[1].read_bytes()
    change_passphrase(paths, clock)
    paths.key_slots[1].write_bytes(old)
    with pytest.raises(WrongPassphrase):
        remarks(paths, clock)
    [said] = remarks(paths, clock, NEW)
    assert isinstance(said, KeyCopyMended)
    assert explain(said).what == "One of the two copies of the lock was older."
    assert paths.key_slots[0].read_bytes() == paths.key_slots[1].read_bytes() != old


def test_an_old_file_put_back_never_brings_a_removed_passphrase_back(paths: Paths, clock: Clock):
    old = read_slots(paths)
    change_passphrase(paths, clock)
    newest = read_slots(paths)
    write_slots(paths, old)
    before = [path.read_bytes() for path in paths.key_slots]
    with pytest.raises(WayRemoved) as refusal:
        remarks(paths, clock)
    assert "that passphrase was taken away" in explain(refusal.value).text
    assert [path.read_bytes() for path in paths.key_slots] == before
    write_slots(paths, newest)
    assert remarks(paths, clock, NEW) == ()


def test_a_higher_number_written_over_an_old_file_does_not_help(paths: Paths, clock: Clock):
    old = read_slots(paths)
    change_passphrase(paths, clock)
    write_slots(paths, replace(old, sequence=99))
    with pytest.raises(WayRemoved):
        remarks(paths, clock)


def test_whoever_cannot_say_which_slot_opened_is_refused_with_an_old_file(
    paths: Paths, clock: Clock
):
    old = read_slots(paths)
    key = open_with_passphrase(old, PASSPHRASE)
    change_passphrase(paths, clock)
    write_slots(paths, old)
    with pytest.raises(WayRemoved):
        open_hub(paths, old, key, clock=clock)


def test_an_old_file_still_opens_with_what_was_never_taken_away(paths: Paths, clock: Clock):
    """Or a hub whose newest file is lost would be locked out with the right sheet in its hand."""
    first = new_sheet(paths, clock)
    old = read_slots(paths)
    change_passphrase(paths, clock)
    write_slots(paths, old)
    key = open_with_recovery(old, first)
    found = open_hub(paths, old, key, opened_by="recovery", clock=clock)
    [said] = found.remarks
    assert isinstance(said, OldKeyFile)
    assert said.taken_out == ("passphrase",)
    assert "still opens nothing: that passphrase." in explain(said).next
    close_hub(paths, found.database)
    mended = read_slots(paths)
    assert [slot.kind for slot in mended.slots] == ["recovery"]
    assert mended.recovery_proved
    assert read_copies(paths) == (mended, mended)
    with pytest.raises(WrongPassphrase):
        remarks(paths, clock)


def test_an_old_sheet_put_back_opens_nothing_and_has_to_be_printed_again(
    paths: Paths, clock: Clock
):
    first = new_sheet(paths, clock)
    old = read_slots(paths)
    new_sheet(paths, clock)
    write_slots(paths, old)
    with pytest.raises(WayRemoved) as refusal:
        open_hub(paths, old, open_with_recovery(old, first), opened_by="recovery", clock=clock)
    assert "that recovery sheet was taken away" in explain(refusal.value).text
    [said] = remarks(paths, clock)
    assert isinstance(said, OldKeyFile)
    assert not read_slots(paths).recovery_proved  # so the hub is reminded to print a new one
    assert [slot.kind for slot in read_slots(paths).slots] == ["passphrase"]


def test_an_old_file_with_the_same_slots_is_accepted_and_said(paths: Paths, clock: Clock):
    old = read_slots(paths)
    found = _open(paths, clock)
    keep_ways(paths, found.database, replace(old, sequence=4, recovery_proved=True))
    close_hub(paths, found.database)
    write_slots(paths, old)
    [said] = remarks(paths, clock)
    assert isinstance(said, OldKeyFile)
    assert said.taken_out == ()
    assert read_slots(paths).sequence == 5
    assert remarks(paths, clock) == ()


def test_a_power_cut_after_the_file_and_before_the_records_loses_no_way_in(
    paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    old = read_slots(paths)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ways_in, "_note", cut)
        with pytest.raises(KeyboardInterrupt):
            _change_and_cut(paths)
    assert remarks(paths, clock, NEW) == ()
    write_slots(paths, old)
    with pytest.raises(WayRemoved):
        remarks(paths, clock)


def _change_and_cut(paths: Paths) -> None:
    """The file is written, then the power goes before the records note it."""
    slots = read_slots(paths)
    key = open_with_passphrase(slots, PASSPHRASE)
    write_slots(paths, with_new_passphrase(slots, key, NEW, CHEAP))
    ways_in._note(None, slots, None)  # type: ignore[arg-type]


def test_a_disk_with_no_room_to_mend_a_copy_keeps_nobody_out(
    paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    paths.key_slots[1].unlink()

    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(ways_in, "write_slots", full)
        mended, trouble = remarks(paths, clock)
    assert isinstance(mended, KeyCopyMended)
    assert isinstance(trouble, DiskFull)
    assert [type(said) for said in remarks(paths, clock)] == [KeyCopyMended]
