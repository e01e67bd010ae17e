"""Everything a hub holds leaves in one open file, and comes back to the letter."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from hubdesk.app.packages import bring_everything, take_everything
from hubdesk.cli import main
from hubdesk.errors.packages import (
    NotAPackage,
    PackageDamaged,
    PackageFromNewer,
    PackageFromOlder,
    PackageStopped,
)
from hubdesk.errors.store import DiskFull
from hubdesk.messages import explain
from hubdesk.models import Base, Concern, Person, Watched
from hubdesk.operations.access import note_access
from hubdesk.paths import Paths
from hubdesk.queries.search import search
from hubdesk.store.database import Actor, Database
from hubdesk.store.opening import close_hub
from hubdesk.store.proof import prove_all
from hubdesk.store.rebuilding import rebuild
from hubdesk.sync.package import DESCRIPTOR, GOES_ON, STAYS_HERE, path_of, tables
from hubdesk.sync.package_in import Package
from hubdesk.sync.package_out import write_package
from tests.conftest import CHEAP, NOW, PASSPHRASE, Clock, HubBuilder, opened
from tests.random_work import RandomWork

# Whatever somebody typed: like formulas, like our own marks, quotes, lines, other scripts.
ODD = (
    *("=cmd|' /C calc'!A0", "+44 7700 900123", "-2", "@SUM(A1)", "\\N", "\\\\N", "'quoted", "''"),
    *('say "hello", she', "two\r\nlines", "\ttab", "", " ", "Zażółć", "خالد", "王小明", "00441"),
    *("8944110068012345678", "12E4"),
)


@pytest.fixture
def worked(database: Database) -> Database:
    """A hub in which much was done, with words of every sort in it."""
    work = RandomWork(database, random.Random(4), NOW)
    work.begin(people=len(ODD), devices=8)
    for _ in range(150):
        work.act()
    with database.changing("edit person") as db:
        people = [
            id for (id,) in db.execute(Person.__table__.select().with_only_columns(Person.id))
        ]
        for id, words in zip(people, ODD, strict=False):
            db.execute(update(Person).where(Person.id == id).values(known_as=words, address=words))
    return database


def all_rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.alone() as raw:
        return {
            table.name: sorted(raw.execute(f"SELECT * FROM {table.name}").fetchall(), key=repr)
            for table in Base.metadata.sorted_tables
        }


def test_all_tables_come_back_to_the_letter_and_the_desk_goes_on(
    worked: Database, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    file, there = tmp_path / "all.zip", Paths(tmp_path / "new")
    rows = take_everything(worked, file)
    before = all_rows(worked)
    said: list[str] = []
    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)
    assert bring_everything(there, file, say=said.append, cost=CHEAP) == 0
    assert said[0] == f"Riverside Hub: {rows:,} rows brought into {there.home}."
    again = opened(there, clock)
    try:
        after = all_rows(again)
        assert after["person_find"], "what is found by is made again"
        assert not after["account_lock"], "what opens the lock stays behind"
        for name in STAYS_HERE:
            del before[name], after[name]
        gone_on = {name: (before.pop(name), after.pop(name)) for name in GOES_ON}
        new = [row for row in after["journal_txn"] if row not in before["journal_txn"]]
        assert "open stream" in new[0], "this computer opens a line of work of its own"
        for name in ("journal_txn", "journal_op"):
            left = [row for row in before[name] if row not in after[name]]
            assert all("account_lock" in row for row in left)
            del before[name], after[name]
        assert {name for name in before if before[name] != after[name]} == set()
        assert len(gone_on["stream"][1]) == len(gone_on["stream"][0]) + 1
        with again.alone() as raw:
            assert all(proof.holds for proof in prove_all(raw))
        hub = HubBuilder(again, clock)
        samira = hub.person("Samira Haddad")
        hub.lend(samira, hub.device())
        hub.undo()
        assert [hit.id for hit in hub.look(lambda db: search(db, "Samira")).people] == [samira]
    finally:
        close_hub(there, again)


def test_noughts_of_telephones_and_long_codes_survive_a_spreadsheet(
    worked: Database, tmp_path: Path
):
    """Opened in Excel, 00441 was 441, and the 19 digits of a SIM card ended in noughts."""
    codes = (
        "07700900100",
        "8944110068012345678",
        "447700900100",
        "12E4",
        "0",
        "12345678901",
        "12a",
    )
    with worked.changing("edit person") as db:
        people = db.scalars(select(Person.id).limit(len(codes))).all()
        for id, code in zip(people, codes, strict=True):
            db.execute(update(Person).where(Person.id == id).values(known_as=code))
    take_everything(worked, file := tmp_path / "all.zip")
    text = zipfile.ZipFile(file).read(path_of("person")).decode()
    said = {row["id"]: row["known_as"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert [said[id] for id in people] == [
        *("'07700900100", "'8944110068012345678", "'447700900100", "'12E4"),
        *("0", "12345678901", "12a"),
    ]


def test_no_cell_is_a_formula_and_none_of_the_lock_leaves(worked: Database, tmp_path: Path):
    file = tmp_path / "all.zip"
    take_everything(worked, file)
    with zipfile.ZipFile(file) as package:
        names = package.namelist()
        assert sorted(names) == sorted(
            ["README.txt", DESCRIPTOR, *(path_of(table.name) for table in tables())]
        )
        assert not any(path_of(name) in names for name in STAYS_HERE)
        for table in tables():
            text = io.TextIOWrapper(package.open(path_of(table.name)), "utf-8", newline="")
            numbers = {c.name for c in table.columns if c.type.python_type is int}
            for row in csv.DictReader(text):
                for name, cell in row.items():
                    assert name in numbers or cell[:1] not in tuple("=+-@\t\r\n"), (table, row)
                if row.get("tbl") in STAYS_HERE:
                    assert (row["body"], row["salt"]) == ("\\N", "\\N")


@pytest.fixture
def worry(database: Database, clock: Clock) -> str:
    """Somebody about whom a concern was written down, and whom the lead looked at."""
    hub = HubBuilder(database, clock)
    id = hub.person("Samira Haddad")
    hub.do(
        "record concern",
        lambda db, now: db.add(Concern(person_id=id, written_at=now, sealed="c2VhbGVk")),
        person_id=id,
    )
    hub.do(
        "saw",
        lambda db, now: note_access(db, what=Watched.SAFEGUARDING, person_id=id, now=now),
        person_id=id,
    )
    return str(id)


def test_a_manager_takes_no_concern_along_and_not_whom_it_is_about(
    database: Database, worry: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    file, there = tmp_path / "all.zip", Paths(tmp_path / "new")
    take_everything(database, file)
    found = Package(file)
    ops = [row for row in found._rows(table_of("journal_op")) for row in row]
    about = [row for row in ops if worry in row]
    assert about, "the person themselves leaves"
    assert not [row for row in about if {"concern", "access_event"} & set(row)]
    txns = [row for rows in found._rows(table_of("journal_txn")) for row in rows]
    looked = [row for row in txns if {"record concern", "saw"} & set(row)]
    assert len(looked) == 2, "that something was done stays, or the chain would not hold"
    assert not [row for row in looked if worry in "".join(row)]
    assert list(found._rows(table_of("concern"))) == [[]]
    found.close()
    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)
    assert bring_everything(there, file, say=lambda _: None, cost=CHEAP) == 0
    again = opened(there, clock)
    try:
        rows = all_rows(again)
        assert (rows["concern"], len(rows["access_event"])) == ([], 1)  # that it was taken
        again.prove()
        with again.apart() as raw:
            assert rebuild(raw).is_same
    finally:
        close_hub(there, again)


def test_the_lead_who_is_a_manager_takes_concerns_along_sealed(
    database: Database, worry: str, tmp_path: Path
):
    before = database.actor
    database.actor = Actor(before.id, "manager, safeguarding lead")
    take_everything(database, tmp_path / "all.zip")
    found = Package(tmp_path / "all.zip")
    [row] = [row for rows in found._rows(table_of("concern")) for row in rows]
    assert {worry, "c2VhbGVk"} <= set(row)
    found.close()


def table_of(name: str) -> Any:
    return Base.metadata.tables[name]


def changed(file: Path, to: Path, name: str, change: Any) -> Path:
    """The same package with one part changed, by whoever knows no better."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
    return to


def described(**facts: Any) -> Any:
    return lambda data: json.dumps(json.loads(data) | facts).encode()


def test_what_is_no_package_or_is_damaged_is_refused_in_words(worked: Database, tmp_path: Path):
    file, bad = tmp_path / "all.zip", tmp_path / "bad.zip"
    take_everything(worked, file)

    def refused(kind: type[Exception], name: str, change: Any) -> str:
        path = changed(file, bad, name, change)
        with pytest.raises(kind) as error:
            Package(path).fill(_NoFile(), NOW)
        return explain(error.value).text  # type: ignore[arg-type]

    (tmp_path / "words.zip").write_bytes(b"no zip at all")
    with pytest.raises(NotAPackage):
        Package(tmp_path / "words.zip")
    assert refused(NotAPackage, DESCRIPTOR, lambda _: b"[]") == (
        "bad.zip does not hold a hub. "
        "Choose the .zip that HubDesk wrote with everything in it. Nothing was changed."
    )
    refused(NotAPackage, DESCRIPTOR, described(format="hubdesk package 2"))
    assert "newer HubDesk" in refused(PackageFromNewer, DESCRIPTOR, described(revision="9999"))
    assert "older HubDesk" in refused(PackageFromOlder, DESCRIPTOR, described(revision="0001"))
    assert "person is not as it was written" in refused(
        PackageDamaged, path_of("person"), lambda data: data[:-40]
    )
    refused(PackageDamaged, DESCRIPTOR, described(resources=[]))


class _NoFile:
    """Stands where the new file would: what is refused at the door never reaches it."""

    def execute(self, sql: str) -> None:
        raise AssertionError(sql)


def swapped(data: bytes) -> bytes:
    """One letter of a name, so that the size stays."""
    return data.replace(b"Riverside", b"Liverside", 1)


def test_a_part_that_was_changed_is_found_by_its_hash_and_no_hub_is_made(
    worked: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file, there = tmp_path / "all.zip", Paths(tmp_path / "new")
    take_everything(worked, file)
    bad = changed(file, tmp_path / "bad.zip", path_of("hub"), swapped)
    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)
    with pytest.raises(PackageDamaged) as error:
        bring_everything(there, bad, say=print, cost=CHEAP)
    assert error.value.part == "hub"
    assert bring_everything(there, file, say=print, cost=CHEAP) == 0, "the folder is still free"


def test_stopped_half_way_no_file_is_left(worked: Database, tmp_path: Path):
    file = tmp_path / "all.zip"

    def told(done: int, of: int) -> None:
        assert 0 < done <= of
        raise PackageStopped

    with pytest.raises(PackageStopped):
        take_everything(worked, file, told=told)
    assert [path.name for path in tmp_path.iterdir() if "all" in path.name] == []


def test_a_stick_that_is_full_is_said_to_be_though_it_lets_go_of_nothing(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What it refused last was told: that half a file stays there, and not why it is half."""

    def refuses(number: int) -> Callable[..., None]:
        def done(*_: object, **__: object) -> None:
            raise OSError(number, os.strerror(number))

        return done

    monkeypatch.setattr(Path, "unlink", refuses(errno.EROFS))
    monkeypatch.setattr(os, "fsync", refuses(errno.ENOSPC))
    with database.reading() as db, pytest.raises(DiskFull):
        write_package(db, tmp_path / "all.zip", now=NOW)


def test_by_command_it_leaves_and_comes_back_and_that_it_was_taken_is_written_down(
    paths: Paths, hub: HubBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    file, new = tmp_path / "all.zip", tmp_path / "new"
    close_hub(paths, hub.database)
    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)
    assert main(["export", str(file), "--home", str(paths.home)]) == 0
    assert "Anybody can read that file: keep it safe." in capsys.readouterr().out
    with zipfile.ZipFile(file) as package:
        assert b"file of everything" in package.read(path_of("access_event"))
    assert main(["import", "everything", str(file), "--home", str(new), "--dry-run"]) == 0
    assert "Nothing was saved." in capsys.readouterr().out
    assert not new.exists()
    assert main(["import", "everything", str(file), "--home", str(paths.home)]) == 2
    assert "already" in capsys.readouterr().err
    assert main(["export", str(file), "--home", str(new)]) == 2, "there is no hub yet"


def test_the_package_is_valid_by_the_library_of_the_standard_itself(
    worked: Database, tmp_path: Path
):
    import frictionless  # a second of its own, and needed by nothing else

    take_everything(worked, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as package:
        package.extractall(tmp_path / "open")
    found = frictionless.Package(tmp_path / "open" / DESCRIPTOR).validate()
    assert found.valid, found.flatten(["task", "rowNumber", "fieldName", "type", "note"])[:5]
    assert found.stats["tasks"] == len(tables())
    [people] = [task for task in found.tasks if task.name == "person"]
    with worked.reading() as db:
        assert people.stats["rows"] == len(list(db.scalars(select(Person.id)))) >= len(ODD)
