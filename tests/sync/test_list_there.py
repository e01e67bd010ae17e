"""Whatever lies where the list of the erased should be: nobody comes back without a word."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app import fetch_command
from hubdesk.app.fetch_command import VARIABLE as PLACE_VARIABLE
from hubdesk.app.opening import VARIABLE
from hubdesk.app.opening import held as folder_held
from hubdesk.cli import main
from hubdesk.errors.privacy import ErasedListDamaged
from hubdesk.errors.store import HubOpenElsewhere
from hubdesk.paths import Paths
from hubdesk.store import erased
from hubdesk.store.erased import list_in, locked_in, read_erased, read_locked
from hubdesk.sync.copies_there import copies_there
from hubdesk.sync.folder_storage import FolderStorage
from tests.conftest import PASSPHRASE, Clock
from tests.sync.place_servers import PASSWORD, USER, webdav_server
from tests.sync.test_two_hubs_there import Lost, held, lost

DAMAGED = "The list of who was erased, beside this copy, cannot be read."
MISSING = "No list of who was erased lies beside this copy."
COMES = "they come back with it: erase them again."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (folder := tmp_path / "cloud").mkdir()
    return folder


@pytest.fixture
def there(tmp_path: Path, root: Path, clock: Clock) -> Lost:
    return lost(tmp_path / "lost", root, clock, "Northgate", PASSPHRASE, "Samira Haddad")


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv(PLACE_VARIABLE, PASSWORD)

    def typed(*more: object) -> tuple[int, str]:
        code = main(["restore", "--from", *map(str, more)])
        out, err = capsys.readouterr()
        return code, out + err

    return typed


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


def _turned(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes((content[-1] ^ 1,)))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut": (_cut, DAMAGED),
    "turned": (_turned, DAMAGED),
    "empty": (lambda path: path.write_bytes(b""), DAMAGED),
    "a page": (lambda path: path.write_bytes(b"<html>sign in</html>"), DAMAGED),
    "open": (lambda path: path.write_bytes(b'{"format": 1, "erased": []}'), DAMAGED),
    "a folder": (_folder, DAMAGED),
    "missing": (lambda path: path.unlink(), MISSING),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_by_command_it_is_said_before_and_whoever_was_erased_comes_back_with_a_word(
    spoilt: str, there: Lost, root: Path, run: Any, tmp_path: Path
):
    spoil, words = SPOILT[spoilt]
    spoil(locked_in(there.folder, there.copy.manifest.hub))
    new = Paths(tmp_path / "new laptop")
    code, said = run(root, "--home", new.home)
    assert code == 0, said
    lines = said.splitlines()
    (at,) = [n for n, line in enumerate(lines) if line.startswith(words)]
    assert COMES in lines[at]
    assert at < next(n for n, line in enumerate(lines) if "was brought back on" in line)
    assert "so erased again" not in said
    assert sorted(held(new, PASSPHRASE)[0]) == ["Samira Haddad", "Samira Haddad Gone"]


def test_over_a_line_a_damaged_list_is_said_and_a_whole_one_is_applied(
    there: Lost, root: Path, run: Any, tmp_path: Path
):
    listed = locked_in(there.folder, there.copy.manifest.hub)
    content = listed.read_bytes()
    with webdav_server(root) as server:
        asked = (f"http://127.0.0.1:{server.host[1]}", "--user", USER)
        _cut(listed)
        code, said = run(*asked, "--home", tmp_path / "one")
        assert (code, DAMAGED in said, COMES in said) == (0, True, True), said
        listed.write_bytes(content)
        code, said = run(*asked, "--home", tmp_path / "two")
        assert (code, "cannot be read" in said, "erased again: 1 person." in said) == (
            *(0, False, True),
        ), said
    assert held(Paths(tmp_path / "two"), PASSPHRASE)[0] == ["Samira Haddad"]


def test_a_list_without_end_is_none_and_fills_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(erased, "MOST", 1000)
    for path, read in (
        (locked_in(tmp_path, "hub"), lambda path: read_locked(path, "hub", b"k" * 32)),
        (list_in(tmp_path, "hub"), read_erased),
    ):
        path.write_bytes(b" " * 1001)
        with pytest.raises(ErasedListDamaged):
            read(path)


def test_a_name_of_the_place_without_end_is_not_read_to_its_end(
    there: Lost, root: Path, run: Any, tmp_path: Path
):
    target = there.folder.parent / "target.json"
    with target.open("wb") as file:
        os.truncate(file.fileno(), 8 << 30)  # of noughts: it takes no room, and would take memory
    new = Paths(tmp_path / "new laptop")
    code, said = run(root, "--home", new.home)
    assert code == 0, said
    assert held(new, PASSPHRASE)[0] == ["Samira Haddad"]


def test_while_it_is_fetched_no_window_opens_the_folder_and_no_second_command_either(
    there: Lost, root: Path, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    new, met = Paths(tmp_path / "new laptop"), list[object]()
    fetch = fetch_command.fetch_copy

    def meanwhile(*given: Any) -> None:
        def other() -> None:
            try:
                with folder_held(new, "backup"):
                    met.append("came in")
            except HubOpenElsewhere as said:
                met.append(said.doing)

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        fetch(*given)

    monkeypatch.setattr(fetch_command, "fetch_copy", meanwhile)
    with webdav_server(root) as server:
        asked = (f"http://127.0.0.1:{server.host[1]}", "--user", USER, "--home", new.home)
        code, said = run(*asked)
    assert (code, met) == (0, ["bring back copy"]), said
    (found,) = copies_there(FolderStorage(root, "cloud"), "cloud")
    with folder_held(new, "backup"), webdav_server(root) as server:
        asked = (f"http://127.0.0.1:{server.host[1]}", "--user", USER, "--home", new.home)
        code, said = run(*asked, "--copy", found.stem)
    assert code == 2
    assert "HubDesk is busy in this folder." in said
