"""Copies of two hubs at one place are kept apart, and what strangers put there holds nobody up."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.erasures import erasures_in
from hubdesk.app.fetch_command import VARIABLE as PLACE_VARIABLE
from hubdesk.app.fetching import hub_names
from hubdesk.app.opening import VARIABLE
from hubdesk.cli import main
from hubdesk.errors.copies import TooMuchThere
from hubdesk.messages import explain
from hubdesk.models import Erasure, Person
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy
from hubdesk.store.erased import locked_in
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import close_hub, make_hub_file, open_hub, slots_of
from hubdesk.sync import copies_there as looking
from hubdesk.sync.copies_there import CopyThere, copies_there
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.place_identity import hub_folder
from tests.conftest import CHEAP, PASSPHRASE, Clock, HubBuilder
from tests.sync.place_servers import PASSWORD, USER, webdav_server
from tests.sync.places_with_copies import sent, with_list

OTHERS = "river boat seven lamps"
CLOUD = "cloud.example.org"


@dataclass
class Lost:
    """A hub whose computer is gone, and what of it lies at the place."""

    paths: Paths
    copy: Copy
    folder: Path


def lost(at: Path, root: Path, clock: Clock, name: str, word: str, person: str) -> Lost:
    """A hub of one who stays and one who was erased after the copy was made."""
    paths = Paths(at)
    database, _ = make_hub_file(paths, name=name, passphrase=word, cost=CHEAP, clock=clock)
    hub = HubBuilder(database, clock)
    hub.do("set up hub", lambda db, now: set_up_hub(db, name=name, manager="Amira Khan", now=now))
    hub.person(person)
    gone = hub.person(f"{person} Gone")
    copy = make_copy(database, paths.copies, slots_of(paths), now=clock())
    hub.do(
        "erase person",
        lambda db, now: erase_person(
            db, person_id=gone, typed_name=f"{person} Gone", ground="asked", now=now
        ),
    )
    folder = sent(copy, root)
    with_list(folder, copy, erasures_in(database), database.data_key)
    close_hub(paths, database)
    return Lost(paths, copy, folder)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (folder := tmp_path / "cloud").mkdir()
    return folder


@pytest.fixture
def north(tmp_path: Path, root: Path, clock: Clock) -> Lost:
    return lost(tmp_path / "north", root, clock, "Northgate", PASSPHRASE, "Samira Haddad")


@pytest.fixture
def south(tmp_path: Path, root: Path, north: Lost, clock: Clock) -> Lost:
    """Its copy is the newer one."""
    clock.forward(days=1)
    return lost(tmp_path / "south", root, clock, "Southgate", OTHERS, "Kofi Mensah")


@pytest.fixture
def new(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "new laptop")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv(PLACE_VARIABLE, PASSWORD)

    def typed(word: str, *more: object) -> tuple[int, str]:
        monkeypatch.setenv(VARIABLE, word)
        code = main(["restore", *map(str, more)])
        out, err = capsys.readouterr()
        return code, out + err

    return typed


def held(paths: Paths, word: str) -> tuple[list[str], int]:
    """Who is in the records, and how many they know to be erased."""
    slots = slots_of(paths)
    database = open_hub(paths, slots, open_with_passphrase(slots, word)).database
    with database.reading() as db:
        names = [row[0] for row in db.query(Person.display_name) if row[0]]
        erased = db.query(Erasure).count()
    close_hub(paths, database)
    return names, erased


def test_by_command_nothing_is_taken_of_the_one_where_the_other_was_meant(
    run: Any, north: Lost, south: Lost, root: Path, new: Paths
):
    with webdav_server(root) as server:
        there = ("--from", f"http://127.0.0.1:{server.host[1]}", "--user", USER, "--home", new.home)
        code, said = run(PASSPHRASE, *there)
        assert code == 2
        first, second, why = said.splitlines()
        assert first.startswith(f"{south.copy.path.stem}: Southgate, Wed 25 Nov, 10:42am, ")
        assert second.startswith(f"{north.copy.path.stem}: Northgate, Tue 24 Nov, 10:42am, ")
        assert why.startswith("Copies of several hubs lie at 127.0.0.1: Southgate and Northgate.")
        assert not new.home.exists(), "a copy was fetched that nobody asked for"
        code, said = run(PASSPHRASE, *there, "--copy", south.copy.path.stem)
        assert (code, not new.fetching.exists()) == (2, True)
        assert "That passphrase does not open the copy of Southgate." in said
        code, said = run(PASSPHRASE, *there, "--copy", north.copy.path.stem)
        assert code == 0, said
        assert held(new, PASSPHRASE) == (["Samira Haddad"], 1), "the list of the other was applied"
        code, said = run(PASSPHRASE, *there, "--list")
    assert said.splitlines()[0].startswith(f"{north.copy.path.stem}: Tue 24 Nov, "), (
        "of a hub that is here only its own copies are listed"
    )
    assert "Southgate" not in said + south.copy.path.stem
    assert len(said.splitlines()) == 1


def test_a_list_of_the_erased_of_the_other_hub_is_never_applied(
    run: Any, north: Lost, south: Lost, root: Path, new: Paths
):
    """Also where somebody put all files of both into one folder, and the lists are swapped."""
    mixed = root / "all of it"
    mixed.mkdir()
    for path in (*north.folder.iterdir(), *south.folder.iterdir()):
        shutil.copy(path, mixed)
    listed = [locked_in(mixed, one.copy.manifest.hub) for one in (north, south)]
    content = [path.read_bytes() for path in listed]
    for path, other in zip(listed, reversed(content), strict=True):
        path.write_bytes(other)
    there = ("--from", mixed, "--home", new.home, "--copy", north.copy.path.stem)
    code, said = run(PASSPHRASE, *there)
    assert code == 0, said
    assert "The list of who was erased, beside this copy, cannot be read." in said
    assert sorted(held(new, PASSPHRASE)[0]) == ["Samira Haddad", "Samira Haddad Gone"]
    assert held(new, PASSPHRASE)[1] == 0


def test_of_a_hub_that_is_here_no_half_copy_of_another_is_listed(
    north: Lost, south: Lost, root: Path
):
    (south.folder / south.copy.papers.name).unlink()
    storage, hub = FolderStorage(root, CLOUD), north.copy.manifest.hub
    assert [one.stem for one in copies_there(storage, CLOUD, hub)] == [north.copy.path.stem]
    both = copies_there(storage, CLOUD)
    assert [one.hub for one in both] == [south.copy.manifest.hub, hub]
    names = hub_names(both)
    assert names[hub] == "Northgate"
    assert names[south.copy.manifest.hub] == hub_folder(south.copy.manifest.hub)


def test_two_hubs_of_one_name_and_names_of_strangers_are_told_apart(
    north: Lost, south: Lost, root: Path
):
    def called(one: CopyThere) -> CopyThere:
        assert one.papers is not None
        slots = replace(one.papers.slots, name="My\x1b[2J\nhub " + "x" * 200)
        return replace(one, papers=replace(one.papers, slots=slots))

    both = copies_there(FolderStorage(root, CLOUD), CLOUD)
    first, second = hub_names([called(one) for one in both]).values()
    assert first != second
    for name in (first, second):
        assert name.startswith("My [2J hub xxx")
        assert len(name) < 120


def test_a_copy_that_lies_there_twice_is_listed_once(north: Lost, root: Path):
    for path in north.folder.iterdir():
        shutil.copy(path, root)
    (one,) = copies_there(FolderStorage(root, CLOUD), CLOUD)
    assert one.where.startswith("hubdesk-"), "from where the place can be known again"
    next(north.folder.glob("*.0002-*")).unlink()
    (one,) = copies_there(FolderStorage(root, CLOUD), CLOUD)
    assert (one.where, one.is_whole) == ("", True)


def test_more_folders_or_files_than_anybody_waits_for_are_said_and_not_looked_through(
    north: Lost, root: Path, monkeypatch: pytest.MonkeyPatch
):
    storage = FolderStorage(root, CLOUD)
    for number in range(looking.MOST_HUBS):
        (root / f"hubdesk-{number}" / "backup").mkdir(parents=True)
    with pytest.raises(TooMuchThere) as many:
        copies_there(storage, CLOUD)
    assert explain(many.value).text == (
        "The folders of more than 20 hubs lie at cloud.example.org. "
        "Give the address of the folder of your hub itself: its name begins with hubdesk-."
    )
    hub = north.copy.manifest.hub
    assert len(copies_there(storage, CLOUD, hub)) == 1, "of a hub that is here one is looked into"
    assert len(copies_there(FolderStorage(root / hub_folder(hub), CLOUD), CLOUD)) == 1
    monkeypatch.setattr(looking, "MOST_FILES", 3)
    with pytest.raises(TooMuchThere) as files:
        copies_there(storage, CLOUD, hub)
    assert explain(files.value).what == ("More than 3 files lie in a folder at cloud.example.org.")
