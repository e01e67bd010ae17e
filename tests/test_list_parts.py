"""A long list comes in beside the work: whole or not at all, and no gesture waits for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hubdesk.app.bringing_in import read_lines
from hubdesk.app.list_parts import ListParts, take_back
from hubdesk.errors.bringing_in import ListHalfIn
from hubdesk.errors.records import BuiltOn
from hubdesk.messages.activity import Said, action_words
from hubdesk.models import CodeOf, Device, Loan, Person
from hubdesk.operations.people import add_note, register_person
from hubdesk.queries.activity import activity, history_of_person, recent_activity
from hubdesk.queries.lists import half_lists, standing_parts
from hubdesk.store.database import Database
from hubdesk.ui.bring_in.work import Stopped
from tests.conftest import NOW, PASSPHRASE
from tests.rebuilt import check_rebuilt

KINDS = (Person, Device, Loan, CodeOf)


def people(folder: Path, number: int) -> Path:
    path = folder / "people.csv"
    rows = "".join(f"Ada{i} Okafor,0121 496 {i:04d}\n" for i in range(number))
    path.write_text(f"name,phone\n{rows}", "utf-8")
    return path


def devices(folder: Path, number: int) -> Path:
    """Things that are out, to fewer people than things: the same borrower in many pieces."""
    path = folder / "devices.csv"
    rows = "".join(f"RIV-{i:04d},Laptop,Lenovo,Kofi{i % 20} Mensah\n" for i in range(number))
    path.write_text(f"asset tag,kind,make,borrower\n{rows}", "utf-8")
    return path


def parts_of(database: Database, path: Path) -> ListParts:
    what = path.stem
    return ListParts(database, what, read_lines(path, what, today=NOW.date()), NOW)


def counts(database: Database) -> list[int]:
    with database.reading() as db:
        return [
            db.scalar(select(func.count()).select_from(kind).where(kind.deleted == 0)) or 0
            for kind in KINDS
        ]


def halves(database: Database) -> list[str]:
    with database.reading() as db:
        return [half.name for half in half_lists(db)]


class Desk:
    """Somebody at the desk who writes a note every now and then, and how long each took."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.changing("register person") as db:
            self._samira = register_person(db, display_name="Samira Haddad", now=NOW).id
        self.waits: list[float] = []

    def during(self, work: Callable[[], object]) -> int:
        """Answers with how many notes were saved while the work ran."""
        over = threading.Event()

        def gestures() -> None:
            while not over.is_set():
                began = time.monotonic()
                with self._database.changing("note") as db:
                    add_note(db, person_id=self._samira, text="A note", now=NOW)
                self.waits.append(time.monotonic() - began)
                over.wait(0.05)

        hands = threading.Thread(target=gestures)
        hands.start()
        try:
            work()
            return len(self.waits)
        finally:
            over.set()
            hands.join()


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)  # as while any job runs
    yield Desk(database)
    sys.setswitchinterval(usual)


def test_the_desk_goes_on_while_three_thousand_people_come_in(
    database: Database, desk: Desk, tmp_path: Path
):
    before, path = counts(database), people(tmp_path, 3000)
    assert desk.during(lambda: parts_of(database, path).plan()) > 0
    desk.waits.clear()
    began = time.monotonic()
    assert desk.during(lambda: parts_of(database, path).store()) > 5
    took = time.monotonic() - began
    assert counts(database)[0] == before[0] + 3000
    # one transaction for all would have held the last note for most of the time
    assert max(desk.waits) < took / 10


def test_the_desk_goes_on_while_a_list_is_taken_back(
    database: Database, desk: Desk, tmp_path: Path
):
    before = counts(database)
    parts_of(database, people(tmp_path, 400)).store()
    (about,) = _closing(database)
    began = time.monotonic()
    assert desk.during(lambda: take_back(database, about["list"], about["draft_id"], now=NOW)) > 1
    assert max(desk.waits) < (time.monotonic() - began) / 3
    assert counts(database) == before


@pytest.mark.parametrize("make", [people, devices])
def test_many_pieces_are_one_action_with_one_undo(
    database: Database, tmp_path: Path, make: Callable[[Path, int], Path]
):
    before, path = counts(database), make(tmp_path, 120)
    brought, txn_id = parts_of(database, path).store()
    assert brought.added == 120
    after = counts(database)
    with database.reading() as db:
        shown = [row for row in recent_activity(db) if row.verb == f"import {path.stem}"]
        assert [row.txn_id for row in shown] == [txn_id]
        assert shown[0].about["what"] == "120 added"
        parts = standing_parts(db, shown[0].about["list"])
        assert len(parts) > 2
        someone = db.scalars(select(Person.id).where(Person.deleted == 0)).all()[-1]
        assert [row.verb for row in history_of_person(db, someone)] == [f"import {path.stem}"] * (
            len(history_of_person(db, someone))
        )
        told = {action_words(r.verb, Said(about=r.about)) for r in history_of_person(db, someone)}
        assert told == {"Brought in from a list"}
    again, nothing = parts_of(database, path).store()
    assert (again.unchanged, nothing, counts(database)) == (120, "", after)
    about = shown[0].about
    take_back(database, about["list"], about["draft_id"], now=NOW)
    assert counts(database) == before
    assert halves(database) == []
    with database.reading() as db:
        rows = recent_activity(db)
        assert [row.is_undo for row in rows[:2]] == [True, False]
        assert activity(db, txn_id).is_undone
    assert parts_of(database, path).store()[0].added == 120
    assert counts(database) == after
    assert check_rebuilt(database) > 100


def test_a_list_stopped_in_the_middle_leaves_nothing(database: Database, tmp_path: Path):
    before = counts(database)

    def told(done: int) -> None:
        if done > 50:
            raise Stopped

    with pytest.raises(Stopped):
        parts_of(database, people(tmp_path, 200)).store(told)
    assert counts(database) == before
    assert halves(database) == []
    with database.reading() as db:
        assert [row.verb for row in recent_activity(db) if row.verb.startswith("import")] == []


def test_what_somebody_worked_with_meanwhile_is_not_taken_from_them(
    database: Database, tmp_path: Path
):
    path = people(tmp_path, 200)

    def told(done: int) -> None:
        if done > 50:
            with database.changing("note") as db:
                ada = db.scalars(
                    select(Person.id).where(Person.display_name == "Ada3 Okafor")
                ).one()
                add_note(db, person_id=ada, text="Was here today", now=NOW)
            raise Stopped

    with pytest.raises(ListHalfIn):
        parts_of(database, path).store(told)
    assert counts(database)[0] > 50  # all of what was in still is
    (half,) = database_halves(database)
    with pytest.raises(BuiltOn):
        take_back(database, half.id, half.draft_id, now=NOW)
    brought, txn_id = parts_of(database, path).store()
    assert (brought.added + brought.unchanged, bool(txn_id)) == (200, True)
    assert counts(database)[0] == 200
    assert halves(database) == []


def database_halves(database: Database) -> list:
    with database.reading() as db:
        return half_lists(db)


KILLED = """
import os, signal, sys
from pathlib import Path
from hubdesk.app.bringing_in import read_lines
from hubdesk.app.list_parts import ListParts
from hubdesk.paths import Paths
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import open_hub, slots_of
from tests.conftest import NOW
home, file, passphrase = sys.argv[1:]
paths = Paths(Path(home))
slots = slots_of(paths)
database = open_hub(paths, slots, open_with_passphrase(slots, passphrase)).database
file = Path(file)
lines = read_lines(file, file.stem, today=NOW.date())
def told(done):
    if done > 60:
        os.kill(os.getpid(), signal.SIGKILL)
ListParts(database, file.stem, lines, NOW).store(told)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no kill -9")
@pytest.mark.parametrize("then", ["taken back", "carried on"])
@pytest.mark.parametrize("make", [people, devices])
def test_a_list_cut_off_by_a_power_cut_can_be_taken_back_or_carried_on(
    hub, paths, tmp_path: Path, make: Callable[[Path, int], Path], then: str
):
    from hubdesk.store.opening import close_hub
    from tests.conftest import opened

    before, path = counts(hub.database), make(tmp_path, 150)
    close_hub(paths, hub.database)
    cut = [sys.executable, "-c", KILLED, os.fspath(paths.home), os.fspath(path), PASSPHRASE]
    ended = subprocess.run(cut, cwd=Path(__file__).parents[1], capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    database = opened(paths, hub.clock)
    try:
        assert halves(database) == [path.name]
        with database.reading() as db:
            assert not any(row.verb.startswith("import") for row in recent_activity(db))
        if then == "carried on":
            brought, _ = parts_of(database, path).store()
            assert brought.added < 150
            assert counts(database)[KINDS.index(Device if make is devices else Person)] >= 150
            (txn,) = _closing(database)
            take_back(database, txn["list"], txn["draft_id"], now=NOW)
        else:
            (half,) = database_halves(database)
            take_back(database, half.id, half.draft_id, now=NOW)
        assert counts(database) == before
        assert halves(database) == []
        assert check_rebuilt(database) > 50
    finally:
        close_hub(paths, database)


def _closing(database: Database) -> list[dict]:
    with database.reading() as db:
        return [row.about for row in recent_activity(db) if "list" in row.about]


def test_two_lines_with_one_serial_are_one_device_also_within_a_piece(
    database: Database, tmp_path: Path
):
    path = tmp_path / "devices.csv"
    path.write_text("asset tag,kind,make\nRIV-1,Laptop,Lenovo\n", "utf-8")
    parts_of(database, path).store()
    path.write_text(
        "asset tag,kind,make,serial\nRIV-1,Laptop,Lenovo,PF3X9K2\n,Laptop,Lenovo,PF3X9K2\n", "utf-8"
    )
    brought, _ = parts_of(database, path).store()
    assert (brought.added, brought.updated, brought.refused) == (0, 1, 1)
