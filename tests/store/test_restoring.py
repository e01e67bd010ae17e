"""Bringing a copy back: proved first, nothing written over, and never cut short half-way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from hubdesk.app.bringing_back import bring_back
from hubdesk.app.erasures import without_the_erased
from hubdesk.errors.copies import (
    CopyDamaged,
    CopyFromNewer,
    CopyOfOtherHub,
    RecordsAreNewer,
)
from hubdesk.errors.store import DiskFull, FileDamaged, RecordsMissing, WrongPassphrase
from hubdesk.models import Person
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.queries.search import search
from hubdesk.store import copies, restoring, scratch
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy, copy_at
from hubdesk.store.database import Database
from hubdesk.store.erased import Listed, keep_erased, list_in
from hubdesk.store.keys import (
    open_with_passphrase,
    read_slots,
    with_new_passphrase,
    write_slots,
)
from hubdesk.store.opening import close_hub, make_hub_file, open_hub, slots_of
from hubdesk.store.proof import prove_all
from hubdesk.store.restoring import Key, key_of_copy, part_of, put_back, since_copy
from tests.conftest import CHEAP, NOW, PASSPHRASE, Clock, HubBuilder, opened


@pytest.fixture
def copy(paths: Paths, clock: Clock) -> Copy:
    """A copy of a hub where Samira has a laptop. The hub goes on: Kofi comes later."""
    database = opened(paths, clock)
    hub = HubBuilder(database, clock)
    hub.lend(hub.person("Samira Haddad"), hub.device())
    made = make_copy(database, paths.copies, slots_of(paths), now=clock())
    clock.forward(hours=3)
    hub.person("Kofi Mensah")
    close_hub(paths, database)
    return made


BOTH = ["Kofi Mensah", "Samira Haddad"]


def key(paths: Paths, copy: Copy) -> Key:
    return key_of_copy(paths, copy, PASSPHRASE)


def damage(paths: Paths) -> bytes:
    content = bytearray(paths.database.read_bytes())
    for page in range(3, len(content) // 4096, 4):
        content[page * 4096 + 50] ^= 8
    paths.database.write_bytes(content)
    return bytes(content)


def people(database: Database) -> list[str]:
    with database.reading() as db:
        return sorted(db.scalars(db.query(Person.display_name).statement))


def put_and_open(paths: Paths, copy: Copy, clock: Clock, **more: object) -> list[str]:
    back = bring_back(paths, copy, key(paths, copy), clock=clock, **more)  # type: ignore[arg-type]
    found = people(back.opened.database)
    close_hub(paths, back.opened.database)
    return found


# What comes back


def test_damaged_records_are_set_aside_as_they_were_and_nothing_that_was_saved_is_lost(
    paths: Paths, copy: Copy, clock: Clock
):
    """The copy has what was there when it was made, the safety copy all that came after."""
    damaged = damage(paths)
    assert since_copy(paths, copy, key(paths, copy).data_key).changes is None
    back = bring_back(paths, copy, key(paths, copy), clock=clock)
    database = back.opened.database
    assert people(database) == BOTH
    assert back.report.aside is not None
    assert (back.report.aside / "hub.hubdesk").read_bytes() == damaged
    assert (back.report.lost, back.report.brought) == (0, 1)
    words = back.written.read_text("utf-8")
    assert "1 change since then was put back from the safety copy.\nNothing is lost." in words
    with database.reading() as db:
        assert search(db, "haddad").people
    close_hub(paths, database)
    reopened = opened(paths, clock)
    assert people(reopened) == BOTH
    close_hub(paths, reopened)


def test_without_the_safety_copy_the_report_says_that_what_came_after_is_missing(
    paths: Paths, copy: Copy, clock: Clock
):
    damage(paths)
    paths.tail.unlink()
    back = bring_back(paths, copy, key(paths, copy), clock=clock)
    assert people(back.opened.database) == ["Samira Haddad"]
    assert back.report.lost is None
    assert "What was done after Tue 24 Nov 2026, 10:42am is not in it." in back.written.read_text()
    close_hub(paths, back.opened.database)


def test_a_copy_older_than_the_safety_copy_begins_comes_back_without_it(
    paths: Paths, copy: Copy, clock: Clock
):
    database = opened(paths, clock)
    with database.apart() as raw:
        database.begin_anew(raw.execute("SELECT max(seq) FROM stream").fetchone()[0])
    close_hub(paths, database)
    damage(paths)
    assert put_and_open(paths, copy, clock) == ["Samira Haddad"]
    assert list(paths.set_aside.glob("*/safety.hubdesk")), "kept with the records it speaks of"


def test_the_report_says_what_was_done_what_is_missing_and_where_the_old_records_are(
    paths: Paths, copy: Copy, clock: Clock
):
    back = bring_back(paths, copy, key(paths, copy), accept_loss=True, clock=clock)
    close_hub(paths, back.opened.database)
    words = back.written.read_text("utf-8")
    assert f"The copy: {copy.name}, made on Tue 24 Nov 2026, 10:42am." in words
    assert "It holds 1 person, 1 device, 1 out on loan." in words
    assert "1 change since then is not in it." in words
    assert "compared with the history: all the same." in words
    assert f"set aside, not deleted: {back.report.aside}." in words


def test_work_goes_on_in_a_new_stream_and_no_label_is_printed_twice(
    paths: Paths, copy: Copy, clock: Clock
):
    before = copy.manifest.facts.streams[0]
    back = bring_back(paths, copy, key(paths, copy), accept_loss=True, clock=clock)
    hub = HubBuilder(back.opened.database, clock)
    device = hub.device()
    with hub.database.apart() as raw:
        streams = raw.execute("SELECT id, seq FROM stream ORDER BY opened_at").fetchall()
        proofs = prove_all(raw)
        tag = raw.execute("SELECT tag FROM device WHERE id = ?", (device,)).fetchone()[0]
        counters = dict(raw.execute("SELECT id, next FROM counter").fetchall())
    assert streams[0] == (before.id, before.seq)
    assert streams[1][1] == 3, "its opening, a line of who brought it back, and the device"
    assert [proof.holds for proof in proofs] == [True, True]
    assert tag == "HD-1001"
    assert {next % 1000 for kind, next in counters.items() if kind != "HDD"} == {1}
    assert min(counters.values()) > 1000
    hub.undo()
    close_hub(paths, hub.database)


def test_a_missing_file_comes_back_and_so_does_a_hub_on_another_computer(
    paths: Paths, copy: Copy, clock: Clock, tmp_path: Path
):
    paths.database.unlink()
    assert put_and_open(paths, copy, clock) == BOTH
    other = Paths(tmp_path / "new laptop")
    assert put_and_open(other, copy, clock) == ["Samira Haddad"]
    assert read_slots(other).hub == read_slots(paths).hub
    assert open_with_passphrase(read_slots(other), PASSPHRASE)


def test_a_copy_from_before_a_new_passphrase_opens_with_todays(
    paths: Paths, copy: Copy, clock: Clock
):
    slots = read_slots(paths)
    data_key = open_with_passphrase(slots, PASSPHRASE)
    write_slots(paths, with_new_passphrase(slots, data_key, "otter kettle plum lantern", CHEAP))
    assert key_of_copy(paths, copy, "otter kettle plum lantern").is_ours
    assert not key_of_copy(paths, copy, PASSPHRASE).is_ours, "that of the day it was made, too"
    with pytest.raises(WrongPassphrase):
        key_of_copy(paths, copy, "not this one at all")


def test_whoever_was_erased_since_is_erased_again_before_anybody_looks(
    paths: Paths, copy: Copy, clock: Clock
):
    database = opened(paths, clock)
    with database.reading() as db:
        person = db.scalars(select(Person.id).order_by(Person.id)).first()
    close_hub(paths, database)
    assert person is not None
    keep_erased(paths.erased, [Listed("e-1", person, "asked", NOW)])
    back = bring_back(paths, copy, key(paths, copy), accept_loss=True, clock=clock)
    assert people(back.opened.database) == [""]
    with back.opened.database.reading() as db:
        assert search(db, "samira").people == ()
    report = back.written.read_text("utf-8")
    assert "Erased since the copy was made, so erased again: 1 person." in report
    close_hub(paths, back.opened.database)


# What is refused, with nothing changed


def test_whole_records_that_are_newer_are_kept_until_somebody_says_yes(
    paths: Paths, copy: Copy, clock: Clock
):
    before = paths.database.read_bytes()
    with pytest.raises(RecordsAreNewer) as refused:
        bring_back(paths, copy, key(paths, copy), clock=clock)
    assert refused.value.changes == 1
    assert paths.database.read_bytes() == before
    assert put_and_open(paths, copy, clock, accept_loss=True) == ["Samira Haddad"]


def test_a_copy_of_another_hub_is_refused(paths: Paths, copy: Copy, tmp_path: Path, clock: Clock):
    other = Paths(tmp_path / "other")
    database, _ = make_hub_file(other, name="Hilltop", passphrase=PASSPHRASE, cost=CHEAP)
    with database.changing("set up hub") as db:
        set_up_hub(db, name="Hilltop", manager="Bo", now=NOW)
    close_hub(other, database)
    before = other.database.read_bytes()
    with pytest.raises(CopyOfOtherHub) as refused:
        bring_back(other, copy, key_of_copy(other, copy, PASSPHRASE), clock=clock)
    assert refused.value.hub == "Riverside Hub"
    assert other.database.read_bytes() == before


def test_a_copy_of_a_newer_hubdesk_and_a_damaged_one_are_refused(
    paths: Paths, copy: Copy, clock: Clock
):
    data_key = key(paths, copy).data_key
    newer = replace(copy.manifest, revision="9999", app_version="9.0").signed(data_key)
    copies.write_papers(copy.path, newer)
    with pytest.raises(CopyFromNewer):
        bring_back(paths, copy_at(copy.path), key(paths, copy), accept_loss=True, clock=clock)
    copies.write_papers(copy.path, copy.manifest)
    before = paths.database.read_bytes()
    content = bytearray(copy.path.read_bytes())
    content[len(content) // 2] ^= 1
    copy.path.write_bytes(content)
    with pytest.raises(CopyDamaged):
        bring_back(paths, copy_at(copy.path), key(paths, copy), accept_loss=True, clock=clock)
    assert paths.database.read_bytes() == before
    assert not part_of(paths).exists()
    assert not paths.set_aside.exists()


def test_a_disk_without_room_changes_nothing(
    paths: Paths, copy: Copy, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    before = paths.database.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring.shutil, "copyfile", full)
    with pytest.raises(DiskFull):
        bring_back(paths, copy, key(paths, copy), accept_loss=True, clock=clock)
    assert paths.database.read_bytes() == before
    assert not part_of(paths).exists()


# Cut short


class Cut(BaseException):
    """The computer is switched off here."""


def _cut_after(steps: int) -> Callable[..., object]:
    rename, done = Path.replace, [0]

    def replaced(self: Path, target: Path) -> object:
        if done[0] == steps:
            raise Cut
        done[0] += 1
        return rename(self, target)

    return replaced


def test_switched_off_while_a_copy_is_fetched_half_of_it_never_becomes_the_records(
    paths: Paths, copy: Copy, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    paths.database.unlink()

    def half(source: Path, to: Path) -> None:
        to.write_bytes(source.read_bytes()[:100_000])
        raise Cut

    with monkeypatch.context() as power:
        power.setattr(restoring.shutil, "copyfile", half)
        power.setattr(scratch, "clear", lambda _folder: None)
        with pytest.raises(Cut):
            put_back(paths, copy, key(paths, copy), now=NOW)
    with pytest.raises(RecordsMissing):
        slots_of(paths)
    back = bring_back(paths, copy, key(paths, copy), clock=clock)
    assert people(back.opened.database) == BOTH
    close_hub(paths, back.opened.database)
    assert not paths.joining.exists()


def test_switched_off_before_the_records_have_their_name_whoever_was_erased_does_not_come_back(
    paths: Paths, copy: Copy, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Where only the list beside the copy knew of it: on a new computer, or after a broken disk."""
    database = opened(paths, clock)
    with database.reading() as db:
        samira = db.scalars(select(Person.id).where(Person.display_name == "Samira Haddad")).one()
    close_hub(paths, database)
    (stick := tmp_path / "stick").mkdir()
    for path in (copy.path, copy.papers):
        path.rename(stick / path.name)
    keep_erased(list_in(stick, copy.manifest.hub), [Listed("e-1", samira, "asked", NOW)])
    for path in (paths.database, paths.tail):
        path.unlink()
    there = copy_at(stick / copy.name)
    with monkeypatch.context() as power:
        power.setattr(Path, "replace", _cut_after(3))
        with pytest.raises(Cut):
            bring_back(paths, there, key(paths, there), clock=clock)
    slots = slots_of(paths)
    found = open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    assert people(without_the_erased(paths, found).database) == [""]
    close_hub(paths, found.database)


def test_what_was_fetched_and_never_took_its_name_is_gone_at_the_next_opening(
    paths: Paths, copy: Copy, clock: Clock
):
    shutil.copyfile(copy.path, part_of(paths))
    close_hub(paths, opened(paths, clock))
    assert not part_of(paths).exists()


@pytest.mark.parametrize("log", [False, True], ids=["closed", "with its log"])
@pytest.mark.parametrize("steps", range(11))
def test_cut_short_at_any_step_either_the_old_or_the_brought_back_records_open(
    steps: int, log: bool, paths: Paths, copy: Copy, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    """A log left where the records get another file would be folded into the wrong one."""
    if log:
        database = opened(paths, clock)
        HubBuilder(database, clock).person("Ada Okafor")
        beside = paths.database.with_name("hub.hubdesk-wal")
        left = beside.read_bytes()
        close_hub(paths, database)
        beside.write_bytes(left)
    with monkeypatch.context() as power:
        power.setattr(Path, "replace", _cut_after(steps))
        try:
            put_back(paths, copy, key(paths, copy), now=NOW)
        except Cut:
            cut = True
        else:
            cut = False
    has_tail = paths.tail.exists()  # what it holds is applied again
    slots = slots_of(paths)
    found = open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    there = people(found.database)
    found.database.check_whole()
    close_hub(paths, found.database)
    old = ["Ada Okafor", *BOTH] if log else BOTH
    assert there == (old if has_tail else ["Samira Haddad"])
    if steps > 2 or not cut:
        [aside] = paths.set_aside.iterdir()
        kept = Database(aside / "hub.hubdesk", open_with_passphrase(slots, PASSPHRASE))
        for path in aside.glob("left-*"):
            path.rename(aside / path.name.removeprefix("left-"))
        assert people(kept) == old
        kept.let_go()


def test_what_is_damaged_beyond_opening_says_so_first(paths: Paths, copy: Copy, clock: Clock):
    damage(paths)
    slots = slots_of(paths)
    (paths.home / "open.mark").write_bytes(b"open\n")
    with pytest.raises(FileDamaged):
        open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
