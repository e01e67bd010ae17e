"""The safety copy: what was said to be saved is there twice, whatever happens to the records."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from sqlalchemy import select

from hubdesk.errors.safety import (
    OtherComputer,
    RecordsOlder,
    SafetyCopyHole,
    SafetyCopyMended,
    SafetyCopyMissing,
    SavedOnce,
    TwoLines,
    WorkBroughtBack,
    WorkMissing,
)
from hubdesk.errors.store import DiskFull, DiskTrouble
from hubdesk.messages import explain
from hubdesk.models import Device, JournalTxn, Person
from hubdesk.paths import Paths
from hubdesk.queries.activity import recent_activity
from hubdesk.queries.search import search
from hubdesk.store import machine, settling, tail
from hubdesk.store.opening import close_hub
from hubdesk.store.proof import prove_all
from hubdesk.store.replay import BEGUN_AGAIN, FOLDED, tables_with_local_columns
from hubdesk.store.tail import Damage
from tests.conftest import NOW, Clock, HubBuilder, opened
from tests.random_work import RandomWork
from tests.rebuilt import check_rebuilt
from tests.store.pulled import (
    cut_log,
    every_table,
    flip,
    journal,
    log_of,
    pulled,
    started,
    statements,
    tail_of,
)


def a_day(hub: HubBuilder) -> tuple[str, str]:
    """Somebody borrows a laptop; the other one came back."""
    ada, laptop, tablet = hub.person("Ada Okafor"), hub.device(), hub.device("Tablet")
    hub.lend(ada, laptop, tablet)
    hub.bring_back(tablet)
    return ada, laptop


def test_each_action_is_in_the_safety_copy_when_it_is_said_to_be_saved(
    hub: HubBuilder, paths: Paths
):
    for name in ("Ada Okafor", "Bilal Aziz", "Nguyễn Thị Lành"):
        hub.person(name)
        with hub.database.reading() as db:
            newest = db.scalars(select(JournalTxn).order_by(JournalTxn.seq.desc())).first()
        found = tail_of(paths)
        assert (found.frames[-1].seq, found.damage) == (newest.seq, Damage.NONE)
    assert [frame.seq for frame in found.frames] == list(range(1, newest.seq + 1))


def test_nobody_without_the_key_reads_a_name_in_it(hub: HubBuilder, paths: Paths):
    hub.person("Ada Okafor")
    content = paths.tail.read_bytes()
    for how in ("utf-8", "utf-16-le", "utf-16-be"):
        assert "Okafor".encode(how) not in content


def test_what_the_records_lost_with_their_log_is_brought_back_whole(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_day(hub)
    hub.undo()
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    found = started(there, clock)
    [said] = found.remarks
    assert isinstance(said, WorkBroughtBack)
    assert said.count == 6
    assert "Nothing is lost" in explain(said).text
    assert journal(found.database) == journal(hub.database)
    ours, theirs = every_table(hub.database), every_table(found.database)
    assert {name for name in ours if ours[name] != theirs[name]} == set()
    check_rebuilt(found.database)
    with found.database.reading() as db:
        assert [hit.name for hit in search(db, "okaf").people] == ["Ada Okafor"]
    close_hub(there, found.database)


def test_work_goes_on_where_it_was_brought_back_and_no_number_is_given_twice(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    tags = {_new_tag(hub) for _ in range(3)}
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    again = HubBuilder(started(there, clock).database, clock)
    more = {_new_tag(again) for _ in range(3)}
    assert not tags & more
    check_rebuilt(again.database)
    close_hub(there, again.database)


def _new_tag(hub: HubBuilder) -> str:
    device_id = hub.device()
    return str(hub.look(lambda db: db.get(Device, device_id).tag))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_done_comes_back_the_same(
    paths: Paths, clock: Clock, tmp_path: Path, seed: int
):
    database = opened(paths, clock)
    work = RandomWork(database, random.Random(seed), NOW)
    work.begin()
    database.tidy()
    for _ in range(60):
        work.act()
        if work.done and work.dice.random() < 0.2:
            work.undo_last()
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    found = started(there, clock)
    ours, theirs = every_table(database), every_table(found.database)
    differing = {name for name in ours if ours[name] != theirs[name]}
    assert differing <= {"draft"}, [(ours[n], theirs[n]) for n in differing]
    check_rebuilt(found.database)
    close_hub(there, found.database)
    close_hub(paths, database)


def test_a_log_cut_anywhere_loses_nothing(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_day(hub)
    wanted = journal(hub.database)
    size = log_of(paths).stat().st_size
    for part in range(1, 6):
        there = pulled(paths, tmp_path / f"pulled{part}")
        os.truncate(log_of(there), size * part // 6)
        found = started(there, clock)
        assert journal(found.database) == wanted
        close_hub(there, found.database)


def test_a_last_frame_cut_short_is_cut_off_said_and_written_again(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_day(hub)
    there = pulled(paths, tmp_path / "pulled")
    os.truncate(there.tail, there.tail.stat().st_size - 7)
    assert tail_of(there).damage is Damage.TORN
    found = started(there, clock)
    assert [type(said) for said in found.remarks] == [SafetyCopyMended]
    assert (there.tail.stat().st_size, tail_of(there).damage) == (paths.tail.stat().st_size, "")
    close_hub(there, found.database)


def test_damage_in_the_middle_is_told_from_a_cut_end_and_mended_from_the_records(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_day(hub)
    there = pulled(paths, tmp_path / "pulled")
    second = tail_of(there).frames[1]
    flip(there.tail, second.offset + second.size // 2)
    assert tail_of(there).damage is Damage.MIDDLE
    found = started(there, clock)
    assert [type(said) for said in found.remarks] == [SafetyCopyMended]
    assert [frame.seq for frame in tail_of(there).frames] == [
        frame.seq for frame in tail_of(paths).frames
    ]
    close_hub(there, found.database)


def test_a_safety_copy_with_a_hole_where_the_records_end_says_how_much_is_lost(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    hub.database.tidy()
    a_day(hub)
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    third = tail_of(there).frames[-3]
    flip(there.tail, third.offset + 90)
    found = started(there, clock)
    brought, hole = found.remarks
    assert isinstance(brought, WorkBroughtBack)
    assert isinstance(hole, SafetyCopyHole)
    assert (brought.count, hole.count) == (2, 3)
    assert (there.home / hole.aside).exists()
    assert all(proof.holds for proof in prove_all_of(found.database))
    HubBuilder(found.database, clock).person("Bilal Aziz")
    close_hub(there, found.database)
    assert started_again(there, clock) == []


def prove_all_of(database: object) -> object:
    with database.reading() as db:  # type: ignore[attr-defined]
        return prove_all(db.connection().connection.driver_connection)


def started_again(paths: Paths, clock: Clock) -> list[type]:
    found = started(paths, clock)
    close_hub(paths, found.database)
    return [type(said) for said in found.remarks]


def test_a_safety_copy_taken_away_begins_anew_and_is_said(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_day(hub)
    there = pulled(paths, tmp_path / "pulled")
    there.tail.unlink()
    assert started_again(there, clock) == [SafetyCopyMissing]
    assert started_again(there, clock) == []


def test_log_and_safety_copy_both_gone_are_noticed_by_the_mark(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    hub.database.tidy()
    before = paths.tail.read_bytes()
    ada, _ = a_day(hub)
    hub.database.keep_anchor()
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    there.tail.write_bytes(before)
    found = started(there, clock)
    [said] = found.remarks
    assert isinstance(said, WorkMissing)
    assert (said.count, said.saved_at) == (5, "24/11/2026 10:42")
    assert "5 things that were saved cannot be found" in explain(said).text
    again = HubBuilder(found.database, clock)
    assert again.look(lambda db: db.get(Person, ada)) is None
    again.person("Bilal Aziz")
    assert [row.verb for row in again.look(recent_activity)] == ["register person"]
    close_hub(there, found.database)
    assert started_again(there, clock) == []


def test_an_old_file_put_in_the_place_of_the_records_is_refused_with_a_way_out(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    hub.database.tidy()
    old = paths.database.read_bytes()
    a_day(hub)
    hub.database.begin_anew(4)
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    there.database.write_bytes(old)
    kept = there.tail.read_bytes()
    with pytest.raises(RecordsOlder) as error:
        started(there, clock)
    assert "Bring the newest copy back" in explain(error.value).text
    assert there.tail.read_bytes() == kept


def test_two_twins_of_one_laptop_are_told_apart(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    """The folder was copied; both went on. Then one's file came into the other's folder."""
    hub.person("Ada Okafor")
    twin = pulled(paths, tmp_path / "twin")
    other = HubBuilder(started(twin, clock).database, clock)
    other.person("Bilal Aziz")
    hub.person("Carys Rees")
    close_hub(twin, other.database)
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    there.database.write_bytes(twin.database.read_bytes())
    found = started(there, clock)
    said = found.remarks[0]
    assert isinstance(said, TwoLines)
    assert said.aside in explain(said).text
    with found.database.reading() as db:
        assert set(db.scalars(select(Person.display_name))) == {"Ada Okafor", "Bilal Aziz"}
    assert (there.home / said.aside).exists()
    close_hub(there, found.database)
    assert started_again(there, clock) == []


def test_a_folder_that_wakes_up_on_another_computer_says_so_once_and_opens_a_new_line(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    hub.device()
    there = pulled(paths, tmp_path / "moved")
    monkeypatch.setattr(machine, "_number", lambda: "another computer")
    found = started(there, clock)
    assert [type(said) for said in found.remarks] == [OtherComputer]
    with found.database.reading() as db:
        streams = db.connection().exec_driver_sql("SELECT count(*) FROM stream").scalar()
        txn = db.scalars(select(JournalTxn).where(JournalTxn.verb == "open stream")).one()
    assert (streams, txn.seq, txn.reason) == (2, 1, "other computer")
    assert all(proof.holds for proof in prove_all_of(found.database))
    again = HubBuilder(found.database, clock)
    assert _new_tag(again) == "HD-1001"
    verbs = [row.verb for row in again.look(recent_activity)]
    assert verbs == ["add device", "add device"]  # work before the move is still to be seen
    close_hub(there, found.database)
    assert started_again(there, clock) == []
    cut = pulled(there, tmp_path / "cut")
    assert started_again(cut, clock) == []


def test_damaged_marks_are_made_again(hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path):
    hub.person("Ada Okafor")
    there = pulled(paths, tmp_path / "pulled")
    for path in there.anchors:
        flip(path, 40)
    assert [kind.__name__ for kind in started_again(there, clock)] == ["MarkMended"]
    assert started_again(there, clock) == []


def test_after_a_backup_the_safety_copy_forgets_what_the_backup_holds(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_day(hub)
    with hub.database.reading() as db:
        newest = db.scalars(select(JournalTxn.seq).order_by(JournalTxn.seq.desc())).first()
    hub.database.begin_anew(newest - 1)
    assert [frame.seq for frame in tail_of(paths).frames] == [newest]
    hub.database.tidy()
    hub.person("Bilal Aziz")
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    found = started(there, clock)
    assert journal(found.database) == journal(hub.database)
    close_hub(there, found.database)


@pytest.mark.parametrize(("refused", "is_full"), [(DiskFull, True), (DiskTrouble, False)])
def test_a_safety_copy_the_disk_refuses_is_said_and_nothing_more_is_saved_until_it_is_written(
    hub: HubBuilder, paths: Paths, monkeypatch: pytest.MonkeyPatch, refused: type, is_full: bool
):
    import errno

    def refuse(handle: int) -> None:
        raise OSError(errno.ENOSPC if is_full else errno.EIO, "refused")

    told: list[SavedOnce] = []
    hub.database.saved_once.append(told.append)
    with monkeypatch.context() as disk:
        disk.setattr(tail, "make_durable", refuse)
        hub.person("Ada Okafor")
        assert [said.is_full for said in told] == [is_full]
        assert "This is saved" in explain(told[0]).text
        with pytest.raises(refused):
            hub.person("Bilal Aziz")
    hub.person("Carys Rees")
    with hub.database.reading() as db:
        assert set(db.scalars(select(Person.display_name))) == {"Ada Okafor", "Carys Rees"}
        newest = db.scalars(select(JournalTxn.seq).order_by(JournalTxn.seq.desc())).first()
    assert (tail_of(paths).frames[-1].seq, tail_of(paths).damage) == (newest, "")


def test_a_change_nobody_sealed_is_no_entry_and_a_hole_in_the_journal_is_named(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_day(hub)
    hub.database.tidy()
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    statements(there, "DELETE FROM journal_txn WHERE seq = 3")
    found = started(there, clock)
    faults = [proof.fault for proof in prove_all_of(found.database)]
    assert faults == ["transaction 3 is missing"]
    close_hub(there, found.database)


def test_no_column_the_journal_leaves_out_is_forgotten_when_work_is_brought_back():
    assert tables_with_local_columns() == FOLDED | BEGUN_AGAIN


def test_a_file_moved_aside_is_never_moved_over_another(tmp_path: Path):
    for text in ("one", "two", "three"):
        (tmp_path / "safety.hubdesk").write_text(text)
        settling.set_aside(tmp_path / "safety.hubdesk", NOW)
    assert {path.read_text() for path in tmp_path.iterdir()} == {"one", "two", "three"}
