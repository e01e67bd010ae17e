"""Folders for a moment's work with records in them: gone afterwards, or somebody is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from hubdesk.app.erasures import finish_erasures
from hubdesk.errors.copies import CopyStopped, ScratchLeft
from hubdesk.messages import explain
from hubdesk.models import Erasure
from hubdesk.operations.erasing import erase_person
from hubdesk.paths import Paths
from hubdesk.store.backup import Halt, make_copy
from hubdesk.store.opening import slots_of
from hubdesk.store.scratch import forget_scratch, scratch
from hubdesk.store.trying import Trial, try_copy
from tests.conftest import NOW, Clock, HubBuilder

Held = Callable[[str], None]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """A file of this name is held by another program, as Windows has it."""
    unlink = Path.unlink

    def hold(name: str) -> None:
        def refused(path: Path, missing_ok: bool = False) -> None:
            if path.name == name:
                raise PermissionError(13, "held")
            unlink(path, missing_ok=missing_ok)

        monkeypatch.setattr(Path, "unlink", refused)

    return hold


def left(folder: Path, hours: float = 0) -> Path:
    """What a trial that was cut short leaves behind."""
    folder.mkdir(parents=True)
    (folder / "hub.hubdesk").write_bytes(b"sealed")
    at = (NOW - timedelta(hours=hours)).timestamp()
    for path in (folder / "hub.hubdesk", folder):
        os.utime(path, (at, at))
    return folder


def test_a_copy_that_was_tried_is_told_of_though_its_folder_stays(
    paths: Paths, hub: HubBuilder, clock: Clock, held: Held
):
    copy = make_copy(hub.database, paths.copies, slots_of(paths), now=NOW)
    whole = try_copy(copy, hub.database, paths, Halt(), clock)
    assert not paths.trying.exists()
    held("hub.hubdesk")
    assert try_copy(copy, hub.database, paths, Halt(), clock) == Trial(
        whole.rows, "", str(paths.trying)
    )
    assert sorted(path.name for path in paths.trying.iterdir()) == ["hub.hubdesk"]
    with pytest.raises(ScratchLeft) as told:
        try_copy(copy, hub.database, paths, Halt(), clock)  # over what is left nothing is tried
    assert explain(told.value).text == (
        f"A folder with a copy of the records cannot be removed: {paths.trying}. "
        "No erasure reaches it. Close what uses it; HubDesk tries again each day."
    )


def test_what_went_wrong_in_it_is_told_and_not_that_it_stays(tmp_path: Path, held: Held):
    held("hub.hubdesk")

    def work() -> None:
        with scratch(tmp_path / "trying") as folder:
            left(folder.home)
            raise CopyStopped

    with pytest.raises(CopyStopped) as wrong:
        work()
    assert isinstance(wrong.value.__cause__, ScratchLeft)


def test_at_the_start_all_that_is_left_goes_and_later_only_what_is_not_at_work(paths: Paths):
    left(paths.trying)
    left(paths.looking, hours=2)
    forget_scratch(paths, NOW)
    assert (paths.trying.exists(), paths.looking.exists()) == (True, False)
    forget_scratch(paths)
    assert not paths.trying.exists()


def test_a_copy_that_is_fetched_for_hours_is_at_work(paths: Paths):
    left(paths.joining, hours=2)
    [file] = [path for path in paths.joining.rglob("*") if path.is_file()]
    minute_ago = (NOW - timedelta(minutes=1)).timestamp()
    os.utime(file, (minute_ago, minute_ago))
    forget_scratch(paths, NOW)
    assert file.exists()


def test_an_erasure_is_not_finished_while_a_folder_with_a_copy_stays(
    paths: Paths, hub: HubBuilder, monkeypatch: pytest.MonkeyPatch, held: Held
):
    samira = hub.person("Samira Haddad")
    hub.do(
        "erase person",
        lambda db, now: erase_person(
            db, person_id=samira, typed_name="Samira Haddad", ground="asked", now=now
        ),
    )
    left(paths.trying, hours=3)
    swept = lambda: hub.look(lambda db: db.scalar(select(Erasure.is_swept)))  # noqa: E731
    with monkeypatch.context():
        held("hub.hubdesk")
        with pytest.raises(ScratchLeft):
            finish_erasures(paths, hub.database)
    monkeypatch.undo()
    assert not swept()
    finish_erasures(paths, hub.database)
    assert swept()
    assert not paths.trying.exists()
