"""A round of sending without a window: what is wrong with one thing keeps no other back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app import sending_work
from hubdesk.app.carrying import save_waiting
from hubdesk.app.sending_work import SendingWork
from hubdesk.errors.sending import FaultInMaking, SendingStopped
from hubdesk.messages.sending import trouble_words
from hubdesk.paths import Paths
from hubdesk.queries.parcels import waiting_parcels
from hubdesk.queries.what_leaves import JOURNAL, STATISTICS
from hubdesk.store.database import Database
from hubdesk.sync.exports import MAKERS, Maker, Making
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.sending import Line
from tests.conftest import Clock, HubBuilder
from tests.sending_hub import SendingHub

DRIVE = "Council drive"


@pytest.fixture
def sends(paths: Paths, database: Database, hub: HubBuilder, tmp_path: Path) -> SendingHub:
    made = SendingHub(paths, database, hub.do, hub.look, tmp_path / "places")
    made.place(DRIVE)
    return made


def with_a_bug(what: str, met: list[str]) -> Mapping[str, Maker]:
    def bug(_making: Making) -> Any:
        met.append(what)
        raise ZeroDivisionError

    return {**MAKERS, what: bug}


def test_a_bug_in_making_one_thing_keeps_no_other_back_and_is_not_met_each_minute(
    sends: SendingHub, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[str] = []
    monkeypatch.setattr(sending_work, "MAKERS", with_a_bug(STATISTICS, met))
    broken = sends.agree(STATISTICS, DRIVE)
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    work = SendingWork(sends.paths, sends.database, clock)
    done = work.round(Line())
    assert [type(bug) for bug in done.faults] == [ZeroDivisionError]
    assert isinstance(done.unmade[broken.id], FaultInMaking)
    assert [name for name in sends.there(DRIVE) if name.startswith("d/")]
    again = work.round(Line())
    assert again.faults == []
    assert isinstance(again.unmade[broken.id], FaultInMaking), "it is still said why"
    assert len(met) == 1
    assert work.round(Line(), anew=True).faults, "who asks for it has it tried again"
    clock.forward(days=1)
    assert work.round(Line()).faults


def test_a_bug_in_sending_one_thing_keeps_no_other_back_and_is_told_once(
    sends: SendingHub, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends.agree(STATISTICS, DRIVE)
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    real = FolderStorage.put_over

    def bug(self: FolderStorage, name: str, content: bytes) -> None:
        if "/statistics/" in name:
            raise ZeroDivisionError
        real(self, name, content)

    monkeypatch.setattr(FolderStorage, "put_over", bug)
    work = SendingWork(sends.paths, sends.database, clock)
    done = work.round(Line())
    assert [type(bug) for bug in done.faults] == [ZeroDivisionError]
    assert [name for name in sends.there(DRIVE) if name.startswith("d/")]
    (waits,) = sends.look(waiting_parcels)
    assert waits.trying is not None
    assert trouble_words(waits.trying.trouble, DRIVE).what == "A fault of HubDesk stopped it."
    clock.forward(minutes=5)
    assert work.round(Line()).faults == []
    monkeypatch.undo()
    clock.forward(minutes=5)
    work.round(Line())
    assert sends.look(waiting_parcels) == []


def test_what_is_written_to_a_stick_ends_when_somebody_says_stop(
    sends: SendingHub, clock: Clock, tmp_path: Path
) -> None:
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    work = SendingWork(sends.paths, sends.database, clock)
    work._pack_due(sending_work.Round())
    (stick := tmp_path / "stick").mkdir()
    work.stop()
    with pytest.raises(SendingStopped):
        save_waiting(work, sends.database, stick, clock)
    assert list(stick.rglob("*")) == []
