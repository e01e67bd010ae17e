"""An older copy than the newest comes back: what then happens to what lies at its place."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from hubdesk.app.fetching import look_there, newer_words
from hubdesk.app.opening import VARIABLE
from hubdesk.app.sending_work import SendingWork
from hubdesk.cli import main
from hubdesk.paths import Paths
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import copy_at
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, open_hub
from hubdesk.sync.sending import Line
from tests.conftest import PASSPHRASE
from tests.sync.test_place_copies import wanted
from tests.sync.test_sending_pieces import DRIVE, Sends, large

__all__ = ["large"]


@pytest.fixture
def stems(large: Sends) -> tuple[str, str]:
    """An older copy and a newer one at the place."""
    older = large.copy()
    large.round()
    large.hub.clock.forward(days=1)
    newer = large.copy()
    large.round()
    return older.path.stem, newer.path.stem


def test_it_is_said_before_and_no_newer_copy_is_ever_taken_away_by_what_is_sent_later(
    large: Sends, stems: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    older, newer = stems
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    new, clock = Paths(tmp_path / "new laptop"), large.hub.clock
    place = large.sends.root / DRIVE
    assert main(["restore", "--from", str(place), "--home", str(new.home), "--copy", older]) == 0
    said = capsys.readouterr().out
    words = f"HubDesk will not know of 1 newer copy at {DRIVE}. Remove it there by hand."
    assert said.index(words) < said.index("was brought back on")
    clock.forward(days=1)
    slots = read_slots(new)
    database = open_hub(new, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock).database
    try:
        known = list[set[str]]()
        for _ in range(3):
            clock.forward(days=1)
            made = make_copy(database, new.copies, slots, now=clock())
            SendingWork(new, database, clock).round(Line(), anew=True)
            assert copy_at(large.folder / made.papers.name).manifest == made.manifest
            assert copy_at(large.folder / f"{newer}.json").pieces, "the newer one lost a piece"
            known.append(large.stems_there() - {newer, made.path.stem})
        assert known[0] == {older}, "the one that came back stays until two newer ones are there"
        assert older not in known[1] | known[2]
        assert [len(one) for one in known] == [1, 1, 1], "two at a time, and the one nobody knows"
    finally:
        close_hub(new, database)


def test_of_the_newest_nothing_is_said(large: Sends, stems: tuple[str, str], tmp_path: Path):
    there = wanted(str(large.sends.root / DRIVE), sort="folder")
    place = look_there(Paths(tmp_path / "new"), there, threading.Event())
    newest, older = place.copies
    assert (newest.stem, newer_words(place, newest)) == (stems[1], "")
    assert newer_words(place, older).startswith("HubDesk will not know of 1 newer copy at ")
