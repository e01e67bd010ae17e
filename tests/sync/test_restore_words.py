"""What `hubdesk restore` says of what was typed in another way than it should have been."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.fetch_command import VARIABLE as PLACE_VARIABLE
from hubdesk.app.fetching import how_far_words
from hubdesk.app.opening import VARIABLE
from hubdesk.cli import main
from hubdesk.paths import Paths
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy
from hubdesk.store.database import Database
from hubdesk.store.opening import slots_of
from hubdesk.sync.copies_there import Fetched
from tests.conftest import PASSPHRASE, Clock, HubBuilder
from tests.sync.places_with_copies import sent


@pytest.fixture
def copy(paths: Paths, database: Database, hub: HubBuilder, clock: Clock) -> Copy:
    hub.person("Samira Haddad")
    return make_copy(database, paths.copies, slots_of(paths), now=clock())


@pytest.fixture
def stick(copy: Copy, tmp_path: Path) -> Path:
    """A small copy, as the two files it is."""
    (folder := tmp_path / "stick").mkdir()
    for path in (copy.path, copy.papers):
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv(PLACE_VARIABLE, "secret")

    def typed(*more: object) -> tuple[int, str]:
        code = main(["restore", *map(str, more), "--home", str(tmp_path / "new laptop")])
        out, err = capsys.readouterr()
        return code, out + err

    return typed


def test_an_answer_that_is_missing_is_named_with_the_word_that_gives_it(run: Any):
    code, said = run("--from", "https://cloud.example.org")
    assert (code, said) == (
        2,
        "Give the name there as well: hubdesk restore --help says how.\nName there is empty.\n",
    )
    code, said = run("--from", " ")
    assert (code, said) == (
        2, "Give an address or a folder after --from.\nAddress is empty.\n"
    )  # fmt: skip


def test_one_file_of_a_copy_after_from_is_that_copy(run: Any, stick: Path, copy: Copy):
    code, said = run("--from", stick / copy.name)
    assert (code, f"{copy.path.stem} is taken." in said) == (0, True), said


def test_a_copy_of_one_file_that_is_cut_or_gone_is_told_without_pieces(
    run: Any, stick: Path, copy: Copy
):
    there = stick / copy.name
    there.write_bytes(there.read_bytes()[:-1])
    when = "Tue 24 Nov, 10:42am"
    _, said = run("--from", stick, "--list")
    assert f"{when} is not whole: it is not as long as it was when it was made." in said
    there.unlink()
    _, said = run("--from", stick, "--list")
    assert f"{when} is not whole: only its papers are there." in said


def test_the_papers_that_a_cloud_drive_called_otherwise_are_told_from_what_they_lack(
    run: Any, copy: Copy, tmp_path: Path
):
    folder = sent(copy, tmp_path / "cloud")
    other = folder / f"{copy.path.stem} (1).json"
    shutil.copy(copy.papers, other)
    code, said = run(other)
    assert code == 2
    missing = f"{copy.path.stem} (1).hubdesk"
    assert said.startswith(f"A copy is two files, and {missing} is not beside {other.name}.")


def test_before_the_first_piece_nothing_is_said_to_be_here():
    assert how_far_words(Fetched(0, 96_000_000)) == "Nothing of 96.0 MB is here yet."
    assert how_far_words(Fetched(24_000_000, 96_000_000)) == "24.0 MB of 96.0 MB are here."
    words = how_far_words(Fetched(0, 96_000_000, waits=True))
    assert words == "The line is gone, and is tried again. Nothing of 96.0 MB is here yet."
