"""Opening a hub: what start-up notices, puts right, says, and never makes worse."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select, text

from hubdesk.errors import Trouble
from hubdesk.errors.store import FileDamaged, LibraryTooOld, WrongPassphrase
from hubdesk.messages import explain
from hubdesk.models import JournalOp, JournalTxn, Person
from hubdesk.paths import Paths
from hubdesk.store import opening
from hubdesk.store.capture import put_triggers, triggers
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import (
    Opened,
    check_library,
    close_hub,
    make_hub_file,
    open_hub,
    slots_of,
)
from hubdesk.store.places import check_place
from tests.conftest import CHEAP, PASSPHRASE, Clock, HubBuilder, opened


def reopened(paths: Paths, clock: Clock) -> Opened:
    slots = slots_of(paths)
    return open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)


def raw_work(paths: Paths, *statements: str) -> None:
    """What another tool, which has the key, does to the file."""
    from hubdesk.store.connections import open_raw

    slots = slots_of(paths)
    raw = open_raw(paths.database, open_with_passphrase(slots, PASSPHRASE))
    for statement in statements:
        raw.execute(statement)
    raw.close()


ADA = "INSERT INTO person (id, display_name) VALUES ('ada', 'Ada Okafor')"


def test_a_hub_closed_well_opens_without_a_remark(paths: Paths, clock: Clock):
    found = reopened(paths, clock)
    assert (found.was_unclean, found.mended_triggers, found.clock_went_back) == (False, False, None)
    close_hub(paths, found.database)
    assert not (paths.home / "open.mark").exists()
    assert not paths.database.with_name("hub.hubdesk-wal").exists()


def test_triggers_somebody_took_away_are_put_back(paths: Paths, clock: Clock):
    raw_work(paths, "DROP TRIGGER person_inserted", "DROP TRIGGER person_kept")
    found = reopened(paths, clock)
    assert found.mended_triggers
    [said] = found.remarks
    assert "missing or altered" in explain(said).text
    with found.database.changing("register person") as db:
        db.connection().exec_driver_sql(ADA)
    assert db.info["txn_id"]
    close_hub(paths, found.database)
    assert not closed_again(paths, clock).mended_triggers


def test_a_trigger_somebody_changed_or_added_is_put_right(paths: Paths, clock: Clock):
    idle = "CREATE TRIGGER {} AFTER INSERT ON person BEGIN SELECT 1; END"
    raw_work(
        paths,
        "DROP TRIGGER person_inserted",
        idle.format("person_inserted"),
        idle.format("person_spied"),
    )
    found = reopened(paths, clock)
    assert found.mended_triggers
    with found.database.reading() as db:
        rows = db.execute(text("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
        assert {row.name: row.sql for row in rows} == triggers()
    close_hub(paths, found.database)


def closed_again(paths: Paths, clock: Clock) -> Opened:
    found = reopened(paths, clock)
    close_hub(paths, found.database)
    return found


def test_capture_somebody_switched_off_is_on_again(paths: Paths, clock: Clock):
    for statement in ("UPDATE capturing SET mode = 'apply'", "DELETE FROM capturing"):
        raw_work(paths, statement)
        database = opened(paths, clock)
        with database.changing("register person") as db:
            db.add(Person(display_name="Ada Okafor"))
        assert db.info["txn_id"], statement
        close_hub(paths, database)


def test_what_another_tool_wrote_is_sealed_at_the_next_start_as_nobodys(paths: Paths, clock: Clock):
    raw_work(paths, ADA)
    found = reopened(paths, clock)
    with found.database.reading() as db:
        txn = db.scalars(select(JournalTxn).order_by(JournalTxn.seq.desc())).first()
        assert (txn.verb, txn.actor_id, txn.ops) == ("unattributed", "", 1)
        assert db.scalars(select(JournalOp.pk).where(JournalOp.id == txn.id)).all() == ["ada"]
        assert db.scalar(text("SELECT count(*) FROM captured")) == 0
        assert db.scalar(text("SELECT count(*) FROM person_find WHERE pk = 'ada'")) == 1
    close_hub(paths, found.database)


def test_putting_triggers_twice_changes_nothing(database):
    with database.changing("unattributed") as db:
        assert not put_triggers(db.connection())
        db.connection().exec_driver_sql("DROP TRIGGER loan_kept")
        assert put_triggers(db.connection())
        assert not put_triggers(db.connection())


KILLED = """
import os, signal, sys
from pathlib import Path
from hubdesk.models import Person
from hubdesk.paths import Paths
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import open_hub, slots_of
paths = Paths(Path(sys.argv[1]))
slots = slots_of(paths)
database = open_hub(paths, slots, open_with_passphrase(slots, sys.argv[2])).database
with database.changing("register person") as db:
    db.add(Person(id="kept", display_name="Kept"))
with database.changing("register person") as db:
    db.add(Person(id="lost", display_name="Lost"))
    db.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on Windows")
def test_a_start_after_a_power_cut_looks_twice_and_has_all_that_was_saved(
    paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    command = [sys.executable, "-c", textwrap.dedent(KILLED), os.fspath(paths.home), PASSPHRASE]
    ended = subprocess.run(command, check=False, cwd=Path(__file__).parents[2])
    assert ended.returncode == -signal.SIGKILL
    looked = []
    check = opening.Database.check
    monkeypatch.setattr(opening.Database, "check", lambda db: (looked.append(1), check(db)))
    found = reopened(paths, clock)
    assert found.was_unclean
    assert looked == [1]
    with found.database.reading() as db:
        assert set(db.scalars(select(Person.id))) == {"kept"}
        assert db.scalar(text("SELECT count(*) FROM captured")) == 0
    close_hub(paths, found.database)
    close_hub(paths, reopened(paths, clock).database)
    assert looked == [1]


def test_a_clock_that_went_back_is_said_with_both_days(hub: HubBuilder, paths: Paths, clock: Clock):
    hub.person("Ada Okafor")
    hub.database.close()
    clock.forward(minutes=-59)
    assert closed_again(paths, clock).clock_went_back is None
    clock.forward(days=-300)
    behind = closed_again(paths, clock).clock_went_back
    assert behind is not None
    said = explain(behind).text
    assert "24/11/2026" in said
    assert "28/01/2026" in said


def test_a_wrong_passphrase_changes_nothing(paths: Paths):
    before = {path.name: path.read_bytes() for path in paths.home.iterdir()}
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(slots_of(paths), "not the right one")
    assert {path.name: path.read_bytes() for path in paths.home.iterdir()} == before


def test_a_library_that_can_lose_work_is_refused(monkeypatch: pytest.MonkeyPatch):
    check_library()
    monkeypatch.setattr(opening.sqlcipher, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(LibraryTooOld):
        check_library()


def damaged(paths: Paths, clock: Clock) -> FileDamaged:
    """What opening and reading every page of a damaged file says."""
    with pytest.raises(FileDamaged) as trouble:
        _open_and_check(paths, clock)
    assert "Nothing was changed" in explain(trouble.value).text
    return trouble.value


def _open_and_check(paths: Paths, clock: Clock) -> None:
    database = reopened(paths, clock).database
    try:
        database.check()
    finally:
        database.close()


def test_one_flipped_bit_in_any_page_is_noticed(paths: Paths, clock: Clock):
    content = paths.database.read_bytes()
    for page in range(0, len(content) // 4096, 9):
        place = page * 4096 + (page * 131 + 40) % 4000
        spoilt = bytearray(content)
        spoilt[place] ^= 1 << page % 8
        paths.database.write_bytes(spoilt)
        damaged(paths, clock)
        assert paths.database.read_bytes() == spoilt, page
    paths.database.write_bytes(content)
    _open_and_check(paths, clock)


def test_a_damaged_first_page_is_told_from_a_file_of_others(paths: Paths, clock: Clock):
    content = bytearray(paths.database.read_bytes())
    content[100] ^= 1
    paths.database.write_bytes(content)
    assert damaged(paths, clock).reference == "D-104"


@pytest.mark.parametrize("kept", [4096 * 3, 4096 * 20, 4096 * 20 + 17, 4096, 100])
def test_a_file_cut_short_is_damaged_and_not_somebody_elses(paths: Paths, clock: Clock, kept: int):
    with paths.database.open("r+b") as file:
        file.truncate(kept)
    damaged(paths, clock)
    assert paths.database.stat().st_size == kept


@pytest.mark.parametrize("content", [b"", bytes(4096)], ids=["empty", "noughts"])
def test_an_emptied_file_is_damaged_and_no_new_one_takes_its_place(
    paths: Paths, clock: Clock, content: bytes
):
    paths.database.write_bytes(content)
    damaged(paths, clock)
    assert paths.database.read_bytes() == content


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps folders apart by lists of its own")
def test_the_folder_of_a_new_hub_is_for_this_account_alone_and_an_old_one_stays_as_it_is(
    tmp_path: Path,
):
    """Who could copy the records with their key file could guess at the passphrase for ever."""
    check_place(tmp_path / "in" / "hub")
    assert (tmp_path / "in" / "hub").stat().st_mode & 0o777 == 0o700
    old = tmp_path / "old"
    old.mkdir()
    old.chmod(0o755)
    check_place(old)
    assert old.stat().st_mode & 0o777 == 0o755


def test_setting_up_cut_short_at_any_moment_can_be_done_again(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    paths = Paths(tmp_path / "hub")
    for step in ("upgrade", "open_raw", "write_slots"):
        with monkeypatch.context() as patch:
            patch.setattr(opening, step, cut)
            with pytest.raises(PowerCut):
                make_hub_file(paths, name="Riverside", passphrase=PASSPHRASE, cost=CHEAP)
    database, _ = make_hub_file(
        paths, name="Riverside", passphrase=PASSPHRASE, cost=CHEAP, clock=clock
    )
    close_hub(paths, database)
    assert not closed_again(paths, clock).was_unclean


def test_setting_up_cut_short_at_the_very_end_opens_at_the_next_start(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    class PowerCut(BaseException):
        pass

    write_slots = opening.write_slots

    def write_and_cut(*facts: object) -> None:
        write_slots(*facts)
        raise PowerCut

    paths = Paths(tmp_path / "hub")
    with monkeypatch.context() as patch:
        patch.setattr(opening, "write_slots", write_and_cut)
        with pytest.raises(PowerCut):
            make_hub_file(paths, name="Riverside", passphrase=PASSPHRASE, cost=CHEAP, clock=clock)
    slots = read_slots(paths)
    found = open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    close_hub(paths, found.database)
    assert paths.database.exists()


def test_a_trouble_while_opening_lets_go_of_the_file(paths: Paths, clock: Clock):
    content = paths.database.read_bytes()
    paths.database.write_bytes(content[:8192] + bytes(len(content) - 8192))
    with pytest.raises(Trouble):
        _open_and_check(paths, clock)
    paths.database.write_bytes(content)
    _open_and_check(paths, clock)


def test_a_part_that_would_not_lock_the_records_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A plain SQLite takes a key without a word, and writes the names of people unlocked."""
    import sqlite3

    from hubdesk.errors.store import LockMissing

    monkeypatch.setattr(opening.sqlcipher, "connect", sqlite3.connect)
    with pytest.raises(LockMissing):
        make_hub_file(Paths(tmp_path / "hub"), name="x", passphrase=PASSPHRASE, cost=CHEAP)
    assert not (tmp_path / "hub").exists()


def test_once_a_week_every_page_is_proved_and_every_row_has_its_parent(paths: Paths, clock: Clock):
    database = opened(paths, clock)
    database.check_whole()
    close_hub(paths, database)
    raw_work(
        paths,
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO kit_item (id, device_id) VALUES ('orphan', 'nobody')",
    )
    database = opened(paths, clock)
    with pytest.raises(FileDamaged) as trouble:
        database.check_whole()
    assert trouble.value.reference == "D-110"
    close_hub(paths, database)


def test_the_weekly_look_finds_a_bit_that_flipped_while_the_records_were_open(
    paths: Paths, clock: Clock
):
    database = opened(paths, clock)
    database.check_whole()
    database.tidy()
    content = bytearray(paths.database.read_bytes())
    content[4096 * 40 + 300] ^= 1
    paths.database.write_bytes(content)
    with pytest.raises(FileDamaged) as trouble:
        database.check_whole()
    assert trouble.value.reference == "D-109"
    database.let_go()


def test_records_opened_again_after_the_lock_work_with_the_statements_there_are(
    paths: Paths, clock: Clock
):
    """Or every lock and unlock would keep them all once more beside the others."""
    compiled = []

    def keep(connection, cursor, statement, parameters, context, many):
        if context is not None and context.compiled is not None and " person" in statement:
            compiled.append(context.compiled)

    event.listen(Engine, "before_cursor_execute", keep)
    try:
        for _ in range(2):
            database = opened(paths, clock)
            HubBuilder(database, clock).person("Samira Haddad")
            with database.reading() as db:
                db.scalars(select(Person.id)).all()
            close_hub(paths, database)
    finally:
        event.remove(Engine, "before_cursor_execute", keep)
    first, again = compiled[: len(compiled) // 2], compiled[len(compiled) // 2 :]
    assert {id(one) for one in again} <= {id(one) for one in first}
