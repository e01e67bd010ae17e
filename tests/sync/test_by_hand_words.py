"""What is done by hand is tried again by nobody else, and no sentence says that it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.carrying import save_waiting
from hubdesk.app.opening import VARIABLE
from hubdesk.app.place_trying import trying
from hubdesk.app.sending_work import SendingWork
from hubdesk.cli import main
from hubdesk.errors import HubDeskError
from hubdesk.messages import explain
from hubdesk.models import PlaceSort
from hubdesk.operations.erasing import erase_person
from hubdesk.paths import Paths
from hubdesk.queries.leaving_log import log_window
from hubdesk.queries.parcels import parcels_that_left
from hubdesk.queries.what_leaves import BACKUP, JOURNAL, title_of, title_of_sent
from hubdesk.store.backup import make_copy
from hubdesk.store.database import Database
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import close_hub
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.place_setup import Wanted
from hubdesk.sync.sending import Line
from hubdesk.sync.server_line import never
from hubdesk.ui.sending.words import title_words
from tests.conftest import PASSPHRASE, HubBuilder
from tests.sending_hub import SendingHub

DRIVE = "Council drive"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def sends(paths: Paths, database: Database, hub: HubBuilder, tmp_path: Path) -> SendingHub:
    made = SendingHub(paths, database, hub.do, hub.look, tmp_path / "places")
    made.place(DRIVE)
    return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)

    def go(*argv: object) -> tuple[int, str]:
        code = main([*map(str, argv)])
        out, err = capsys.readouterr()
        return code, out + err

    return go


def lies(monkeypatch: pytest.MonkeyPatch, below: Path) -> None:
    """A worn stick: what is read back there is something else."""
    real = FolderStorage._read

    def read(self: FolderStorage, at: Path, most: int) -> bytes | None:
        content = real(self, at, most)
        if content and at.is_relative_to(below):
            return content[:-1] + bytes((content[-1] ^ 1,))
        return content

    monkeypatch.setattr(FolderStorage, "_read", read)


def said(act: Callable[[], object]) -> str:
    with pytest.raises(HubDeskError) as caught:
        act()
    return explain(caught.value).text


def test_a_stick_that_gives_back_something_else_is_not_said_to_be_tried_again(
    sends: SendingHub, hub: HubBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    work = SendingWork(sends.paths, sends.database, hub.clock)
    (stick := tmp_path / "stick").mkdir()
    lies(monkeypatch, stick)
    words = said(lambda: save_waiting(work, sends.database, stick, hub.clock))
    assert words == (
        "stick gave back something else than was written. "
        "Try once more, or use another one. What waits is still saved here."
    )


def test_a_place_that_is_tried_and_lies_is_not_said_to_be_tried_again(
    paths: Paths, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (share := tmp_path / "share").mkdir()
    place = Wanted("1", "The share", PlaceSort.FOLDER, str(share))
    with monkeypatch.context() as worn:
        lies(worn, share)
        words = said(lambda: trying(paths, database)(place, never))
    assert words.startswith("The share gave back something else than was written. Try once more,")
    monkeypatch.setattr(FolderStorage, "remove", lambda *_: None)
    words = said(lambda: trying(paths, database)(place, never))
    assert "by itself" not in words


def test_send_without_a_place_says_what_to_do_and_ends_so_that_a_script_notices(
    run: Run, paths: Paths, database: Database
):
    close_hub(paths, database)
    code, words = run("send", "--home", paths.home)
    assert code == 2
    assert words == (
        "No place is set up to send to, so nothing was sent. "
        "Open HubDesk, set one up in Settings under Places, and agree there to what leaves.\n"
    )


def test_the_list_of_the_erased_is_called_what_it_is_and_not_a_copy(
    sends: SendingHub, hub: HubBuilder, run: Run
):
    sends.agree(BACKUP, DRIVE, rhythm="daily")
    bo = hub.person("Bo Rees")
    work = SendingWork(sends.paths, sends.database, hub.clock)
    make_copy(sends.database, sends.paths.copies, read_slots(sends.paths), now=hub.clock())
    work.round(Line())

    def erase(db: Any, now: Any) -> object:
        return erase_person(db, person_id=bo, typed_name="Bo Rees", ground="asked", now=now)

    hub.do("erase person", erase)
    hub.clock.forward(minutes=5)
    work.round(Line())
    listed, copy = hub.look(lambda db: parcels_that_left(db))
    assert title_words(listed).startswith("List of who was erased to ")
    assert title_words(copy).startswith("Locked copy of all records to ")
    first, second = hub.look(log_window)
    names = [[name for name, _ in row.files] for row in (first, second)]
    assert title_of_sent(first.what, names[0]) == "List of who was erased"
    assert title_of_sent(second.what, names[1]) == title_of(BACKUP)
    assert "erased" not in first.came_of, "its title says so"


def test_a_folder_or_an_address_in_place_of_a_copy_is_told_about_from(
    run: Run, paths: Paths, tmp_path: Path
):
    for given in (tmp_path, "https://cloud.example.org/dav"):
        for verb in ("restore", "verify"):
            code, words = run(verb, given, "--home", paths.home)
            assert code == 2
            assert "is not one copy, but a place for several." in words
            assert "hubdesk restore --from" in words
            assert "--list" in words
