"""A copy of the records is verified before it is kept, and what goes wrong costs no older one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hubdesk.errors import Trouble
from hubdesk.errors.copies import (
    CopyDamaged,
    CopyHasOtherKey,
    CopyNotProved,
    CopyPartMissing,
    CopyStopped,
    NoRoomForCopy,
    NoSuchCopy,
    NotACopy,
)
from hubdesk.errors.store import DiskFull
from hubdesk.paths import Paths
from hubdesk.store import backup, copies, places
from hubdesk.store.backup import Halt, check_copy, facts_of, make_copy, open_copy
from hubdesk.store.copies import Copy, copies_in, copy_at, spare_copies
from hubdesk.store.keys import Slot, open_with_passphrase
from hubdesk.store.opening import slots_of
from hubdesk.store.proof import prove_all
from hubdesk.store.rebuilding import rebuild
from tests.conftest import NOW, PASSPHRASE, ZONE, Clock, HubBuilder
from tests.flips import flip_one

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such limits and signals")


@pytest.fixture
def copy(hub: HubBuilder, paths: Paths) -> Copy:
    """A copy of a hub with a person, a device and a loan."""
    hub.lend(hub.person("Samira Haddad"), hub.device())
    return copied(hub, paths)


def copied(hub: HubBuilder, paths: Paths, **more: object) -> Copy:
    now = hub.clock()
    return make_copy(hub.database, paths.copies, slots_of(paths), now=now, **more)


def key_of(paths: Paths) -> bytes:
    return open_with_passphrase(slots_of(paths), PASSPHRASE)


# Making


def test_a_copy_holds_every_row_and_the_whole_proved_history(copy: Copy, hub: HubBuilder):
    key = hub.database.data_key
    check_copy(copy, key)
    with open_copy(copy.path, key) as raw, hub.database.apart() as live:
        assert facts_of(raw) == facts_of(live) == copy.manifest.facts
        assert all(proof.holds and proof.seq for proof in prove_all(raw))
        assert rebuild(raw).is_same
    holds = copy.manifest.holds
    assert (holds.people, holds.devices, holds.loans_out) == (1, 1, 1)
    assert holds.newest.startswith("2026-11-24T10:42")


def test_a_copy_is_two_files_that_name_nobody(copy: Copy, paths: Paths):
    assert copy.name.startswith("copy-2026-11-24-104200-")
    assert {p.name for p in paths.copies.iterdir()} == {copy.papers.name, copy.name}
    assert "Samira" not in copy.papers.read_text("utf-8")
    assert b"Samira" not in copy.path.read_bytes()


def test_a_copy_opens_with_the_passphrase_and_with_no_pin(hub: HubBuilder, paths: Paths):
    slots = slots_of(paths)
    pin = Slot("a", "pin", "", "", "")
    made = make_copy(
        hub.database,
        paths.copies,
        replace(slots, slots=(*slots.slots, pin)),
        now=NOW,
    )
    kept = copy_at(made.path).manifest.slots
    assert {slot.kind for slot in kept.slots} == {"passphrase", "recovery"}
    check_copy(made, open_with_passphrase(kept, PASSPHRASE))


def test_a_copy_made_while_the_desk_lends_is_of_one_moment(hub: HubBuilder, paths: Paths):
    person, done = hub.person("Samira Haddad"), threading.Event()

    def lends() -> None:
        while not done.is_set():
            device = hub.device()
            hub.lend(person, device)
            hub.bring_back(device)
            time.sleep(0.02)

    desk = threading.Thread(target=lends)
    desk.start()
    try:
        made = [copied(hub, paths) for _ in range(4)]
    finally:
        done.set()
        desk.join()
    for one in made:
        check_copy(one, hub.database.data_key)
        with open_copy(one.path, hub.database.data_key) as raw:
            assert rebuild(raw).is_same
            assert all(proof.holds for proof in prove_all(raw))


def test_a_change_that_falls_between_the_two_looks_is_no_reason_to_give_up(
    hub: HubBuilder, paths: Paths, monkeypatch: pytest.MonkeyPatch
):
    look, left = backup.streams_of, [1]

    def changed_after(raw: object) -> object:
        found = look(raw)
        if left:
            left.pop()
            hub.person("Ada Okafor")
        return found

    monkeypatch.setattr(backup, "streams_of", changed_after)
    made = copied(hub, paths)
    assert made.manifest.holds.people == 1
    check_copy(made, hub.database.data_key)


def test_a_copy_that_is_not_the_same_is_not_kept(
    hub: HubBuilder, paths: Paths, monkeypatch: pytest.MonkeyPatch
):
    first = copied(hub, paths)
    count = backup._count

    def one_less(raw: object, name: str) -> int:
        is_copy = raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)  # type: ignore[attr-defined]
        return count(raw, name) - (name == "account" and is_copy)

    monkeypatch.setattr(backup, "_count", one_less)
    hub.clock.forward(days=1)
    with pytest.raises(CopyNotProved):
        copied(hub, paths)
    assert [c.name for c in copies_in(paths.copies)] == [first.name]
    assert len(list(paths.copies.iterdir())) == 2


def test_two_copies_of_one_second_have_two_names(hub: HubBuilder, paths: Paths):
    assert copied(hub, paths).name != copied(hub, paths).name
    assert len(copies_in(paths.copies)) == 2


# Reading back


def test_a_flipped_bit_is_always_noticed(copy: Copy, paths: Paths):
    """20 here, 20,000 in the soak."""
    dice = random.Random(24)
    for _ in range(20):
        flip_one(copy, key_of(paths), dice)


def test_a_page_that_was_changed_with_its_sum_is_noticed_by_its_seal(copy: Copy, paths: Paths):
    """Whoever writes the papers anew has no key to prove them with, nor for the page."""
    content = bytearray(copy.path.read_bytes())
    content[5 * 4096 + 100] ^= 1
    copy.path.write_bytes(content)
    digest = backup.sha256_of(copy.path, Halt())
    forged = replace(copy.manifest, sha256=digest)
    copies.write_papers(copy.path, forged)
    with pytest.raises(CopyHasOtherKey):
        check_copy(copy_at(copy.path), key_of(paths))
    copies.write_papers(copy.path, forged.signed(key_of(paths)))
    with pytest.raises(CopyDamaged) as found:
        check_copy(copy_at(copy.path), key_of(paths))
    assert found.value.part == "cipher_integrity_check"


def test_a_copy_without_its_papers_and_what_is_no_copy_are_said(copy: Copy, tmp_path: Path):
    copy.papers.rename(tmp_path / "papers")
    with pytest.raises(CopyPartMissing) as found:
        copy_at(copy.path)
    assert found.value.missing == copy.papers.name
    assert copies_in(copy.path.parent) == []
    (tmp_path / "holiday.jpg").write_bytes(b"a picture")
    with pytest.raises(NotACopy):
        copy_at(tmp_path / "holiday.jpg")
    with pytest.raises(NoSuchCopy):
        copy_at(tmp_path / "not-there.hubdesk")


def test_a_copy_cut_short_on_its_way_is_no_copy(copy: Copy):
    copy.path.write_bytes(copy.path.read_bytes()[:-4096])
    assert copies_in(copy.path.parent) == []
    assert copy_at(copy.path).manifest.size == copy.path.stat().st_size + 4096


def test_another_key_does_not_open_it(copy: Copy):
    with pytest.raises(CopyHasOtherKey):
        check_copy(copy, bytes(32))


# Going wrong


def test_a_copy_that_would_not_fit_is_not_begun(
    copy: Copy, hub: HubBuilder, paths: Paths, monkeypatch: pytest.MonkeyPatch
):
    usage = type("Usage", (), {"free": 10 * places.MB})
    monkeypatch.setattr(places.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(NoRoomForCopy):
        copied(hub, paths)
    assert [c.name for c in copies_in(paths.copies)] == [copy.name]


@POSIX
def test_a_disk_that_fills_at_any_write_costs_no_older_copy(copy: Copy, paths: Paths, clock: Clock):
    """A limit on the size of files stands for the disk: at the first page, in the middle, late."""
    size = copy.manifest.size
    limits = [0, 512, 4096, size // 3, size // 2, size - 4096, size - 1]
    told = _in_another_process(paths, FULL, *map(str, limits))
    assert len(told) == len(limits)
    assert set(told) <= {"DiskFull", "DiskTrouble"}
    check_copy(copy, key_of(paths))
    assert {p.name for p in paths.copies.iterdir()} == {copy.papers.name, copy.name}


FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for limit in sys.argv[3:]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    try:
        make_copy(database, paths.copies, slots, now=NOW)
    except Trouble as trouble:
        print(type(trouble).__name__)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""
OPEN = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from hubdesk.errors import Trouble
from hubdesk.paths import Paths
from hubdesk.store.backup import make_copy
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import slots_of
paths, NOW = Paths(Path(sys.argv[1])), datetime.now(UTC)
slots = slots_of(paths)
database = Database(paths.database, open_with_passphrase(slots, sys.argv[2]))
"""


def _in_another_process(paths: Paths, code: str, *more: str) -> list[str]:
    command = [sys.executable, "-c", textwrap.dedent(OPEN + code), str(paths.home), PASSPHRASE]
    return subprocess.run(
        [*command, *more],
        check=True,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    ).stdout.split()


@pytest.mark.parametrize("step", ["fsync", "papers", "rename", "read"])
def test_whatever_the_disk_refuses_the_older_copies_stay(
    step: str, copy: Copy, hub: HubBuilder, paths: Paths, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    hub.clock.forward(days=1)
    with monkeypatch.context() as disk:
        if step == "fsync":
            disk.setattr(backup.os, "fsync", full)
        elif step == "papers":
            disk.setattr(backup, "write_papers", lambda *_: (_ for _ in ()).throw(DiskFull()))
        elif step == "rename":
            disk.setattr(backup, "sync_folder", full)
            disk.setattr(Path, "replace", _only_papers(full))
        else:
            disk.setattr(backup, "sha256_of", lambda *_: (_ for _ in ()).throw(DiskFull()))
        with pytest.raises(Trouble):
            copied(hub, paths)
    check_copy(copy, key_of(paths))
    assert [c.name for c in copies_in(paths.copies)] == [copy.name]
    assert len(list(paths.copies.iterdir())) == 2


def _only_papers(full: Callable[..., None]) -> Callable[..., object]:
    rename = Path.replace

    def replaced(self: Path, target: Path) -> object:
        return rename(self, target) if self.name.endswith(".json.part") else full()

    return replaced


KILLED = """
print("ready", flush=True)
while True:
    make_copy(database, paths.copies, slots, now=NOW)
"""


@POSIX
def test_a_kill_in_the_middle_leaves_the_older_copies_whole(
    copy: Copy, hub: HubBuilder, paths: Paths
):
    dice = random.Random(5)
    command = [sys.executable, "-c", textwrap.dedent(OPEN + KILLED), str(paths.home), PASSPHRASE]
    for _ in range(4):
        with subprocess.Popen(
            command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True
        ) as copying:
            assert copying.stdout is not None
            copying.stdout.readline()
            time.sleep(dice.uniform(0.0, 0.12))
            os.kill(copying.pid, signal.SIGKILL)
    check_copy(copy, key_of(paths))
    for one in copies_in(paths.copies):
        check_copy(one, key_of(paths))
    copied(hub, paths)
    assert copy.name in {one.name for one in copies_in(paths.copies)}
    assert not list(paths.copies.glob("*.part"))


def test_a_copy_can_be_stopped_while_it_is_written_and_while_it_is_read(
    hub: HubBuilder, paths: Paths, monkeypatch: pytest.MonkeyPatch
):
    halt = Halt()
    halt.ask()
    with pytest.raises(CopyStopped):
        copied(hub, paths, halt=halt)
    later = Halt()
    read = backup.read_back
    monkeypatch.setattr(backup, "read_back", lambda *a: (later.ask(), read(*a))[1])
    with pytest.raises(CopyStopped):
        copied(hub, paths, halt=later)
    assert list(paths.copies.iterdir()) == []


def test_a_copy_in_the_middle_of_a_long_statement_is_stopped(hub: HubBuilder):
    halt = Halt()
    with hub.database.apart() as raw:
        threading.Timer(0.1, halt.ask).start()
        with pytest.raises(CopyStopped), halt.over(raw):
            raw.execute(
                "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"
                " SELECT count(*) FROM c WHERE n < 0"
            ).fetchone()


# Which are kept


def made_on(copy: Copy, *days_ago: float) -> list[Copy]:
    return [
        Copy(
            Path(f"copy-{ago}.hubdesk"),
            replace(copy.manifest, made_at=NOW - timedelta(days=ago), size=100),
        )
        for ago in days_ago
    ]


def left(all_: list[Copy], room: int = 10**9) -> list[str]:
    spare = {copy.name for copy in spare_copies(all_, room, ZONE)}
    return [copy.name for copy in all_ if copy.name not in spare]


def test_three_newest_seven_daily_and_four_weekly_are_kept(copy: Copy):
    made = made_on(copy, *range(60))
    assert left(made) == [f"copy-{ago}.hubdesk" for ago in (0, 1, 2, 3, 4, 5, 6, 9, 16)]


def test_several_of_a_day_count_as_one_but_for_the_three_newest(copy: Copy):
    made = made_on(copy, 0, 0.01, 0.02, 0.03, 0.04, 1, 1.01)
    assert left(made) == [f"copy-{ago}.hubdesk" for ago in (0, 0.01, 0.02, 1)]


def test_copies_take_a_tenth_of_the_disk_but_two_are_always_kept(copy: Copy):
    made = made_on(copy, *range(8))
    assert len(left(made, room=350)) == 3
    assert left(made, room=50) == ["copy-0.hubdesk", "copy-1.hubdesk"]


def test_a_hub_that_was_closed_for_months_keeps_its_old_copies(copy: Copy):
    assert left(made_on(copy, 200, 201)) == ["copy-200.hubdesk", "copy-201.hubdesk"]


def test_what_a_copy_cut_short_left_is_tidied_and_nothing_else(copy: Copy, paths: Paths):
    for name in ("copy-x.hubdesk.part", "copy-x.json", "copy-x.json.part"):
        (paths.copies / name).write_bytes(b"half")
    upgrade = paths.copies / "before-0004-from-0003.hubdesk"
    foreign = paths.copies / "copy-from-a-friend.hubdesk"
    for other in (upgrade, foreign):
        other.write_bytes(b"whole")
    copies.tidy(paths.copies)
    assert sorted(p.name for p in paths.copies.iterdir()) == sorted(
        (copy.name, copy.papers.name, upgrade.name, foreign.name)
    )
