"""Slips of the hand in a terminal: each gets a sentence, and leaves nothing behind."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubdesk.app.opening import VARIABLE
from hubdesk.cli import REFUSED, _parser, main
from hubdesk.paths import Paths
from hubdesk.store.opening import close_hub, is_hub
from tests.conftest import PASSPHRASE, Clock, opened


@pytest.fixture(autouse=True)
def somebody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)


@pytest.fixture
def home(paths: Paths, clock: Clock) -> Path:
    """A hub that is closed."""
    close_hub(paths, opened(paths, clock))
    return paths.home


def says(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """What a refused command says."""
    assert main([str(word) for word in words]) == REFUSED
    return capsys.readouterr().err


@pytest.mark.parametrize("what", ["devices", "people", "benchmarks", "everything"])
def test_a_list_that_is_not_there_sets_up_no_hub(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str
):
    said = says(capsys, "import", what, tmp_path / "nothere.csv", "--home", tmp_path / "new")
    assert said.startswith("There is no file called nothere.csv.")
    assert not is_hub(Paths(tmp_path / "new"))


@pytest.mark.parametrize("what", ["devices", "people", "benchmarks"])
def test_a_list_that_cannot_be_read_sets_up_no_hub(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str
):
    (odd := tmp_path / "notes.json").write_text('{"a": 1}', "utf-8")
    said = says(capsys, "import", what, odd, "--home", tmp_path / "new")
    assert said.startswith("notes.json is data for programs (JSON).")
    assert not is_hub(Paths(tmp_path / "new"))


@pytest.mark.parametrize("what", ["devices", "people", "benchmarks", "everything"])
def test_nobody_types_a_passphrase_for_a_list_that_is_not_there(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, what: str
):
    monkeypatch.delenv(VARIABLE)
    said = says(capsys, "import", what, "nothere.zip", "--home", home)
    assert said.startswith("There is no file called nothere.zip.")


def test_a_folder_is_no_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    said = says(capsys, "import", "everything", tmp_path, "--home", tmp_path / "new")
    assert said.startswith(f"{tmp_path.name} ")


def test_what_is_written_has_the_name_of_what_it_is(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for words, said in (
        (("export", tmp_path / "all.txt"), "All records are written as a zip"),
        (("week", "--poster", tmp_path / "week.txt"), "A poster is not written as “week.txt”."),
        (("report", "hub", "--poster", "--out", tmp_path / "a.csv"), "A poster is not written"),
    ):
        assert says(capsys, *words, "--home", home).startswith(said)
    assert list(tmp_path.glob("*.*")) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("export",), "a.zip"),
        (("report", "hub", "--out"), "a.pdf"),
        (("report", "hub", "--poster", "--out"), "a.pdf"),
        (("week", "--poster"), "a.pdf"),
    ],
)
def test_a_file_that_is_there_is_left_as_it_is_unless_it_is_to_be_replaced(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    name: str,
):
    """The one export of last year, or a report that was signed, was written over without a word."""
    (there := tmp_path / name).write_bytes(b"signed")
    monkeypatch.delenv(VARIABLE)  # nobody types a passphrase for it either
    said = says(capsys, *words, there, "--home", home)
    assert said.startswith(f"There is a file called {name} already, and it was left as it is.")
    assert "--replace" in said
    assert there.read_bytes() == b"signed"
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    assert main([*words, str(there), "--replace", "--home", str(home)]) == 0
    assert there.read_bytes().startswith((b"PK", b"%PDF"))
    assert list(tmp_path.glob("*.part")) == []


def test_a_poster_is_called_a_poster(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "poster.pdf"
    assert main(["report", "hub", "--poster", "--out", str(out), "--home", str(home)]) == 0
    assert capsys.readouterr().out.startswith("The poster of “Monthly report, ")


def test_where_no_bundle_lies_it_is_said_what_one_is_called(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (empty := tmp_path / "empty").mkdir()
    for more in ((), ("--list",)):
        assert main(["receive", str(empty), *more, "--home", str(home)]) == 0
        assert capsys.readouterr().out == "No bundle lies there. Their names end in .hdb.\n"


def test_a_place_asks_for_its_password_and_not_for_the_passphrase(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    there = ("--from", "https://cloud.example.org", "--user", "hub", "--list")
    said = says(capsys, "restore", *there, "--home", tmp_path)
    assert said.startswith("The password of the place is needed, and nobody is here to type it.")
    assert "HUBDESK_PLACE_PASSWORD" in said


def test_help_goes_with_a_folder_like_every_command(tmp_path: Path):
    assert main(["help", "--home", str(tmp_path)]) == 0


def below(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield one
                yield from below(one)


def test_each_command_says_what_it_does_and_what_it_is_given():
    commands = list(below(_parser()))
    assert len(commands) >= 15
    for one in commands:
        assert one.description, one.prog
        assert one.description.endswith("."), one.prog
        for action in one._actions:
            assert action.help, f"{one.prog}: {action.dest}"
