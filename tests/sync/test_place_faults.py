"""Real servers behind a line that does everything wrong: all arrives once and whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from hubdesk.sync.server_storage import ServerStorage
from tests import places_met
from tests.counting import Counted
from tests.places_met import Met, bucket, one_run, s3_runs, webdav_runs
from tests.sync.place_servers import s3_server

RUNS, SEED = 20, 1


@pytest.mark.parametrize("runs", [webdav_runs, s3_runs])
def test_what_counts_as_sent_lies_there_whole_whatever_the_line_does(
    runs: Callable[[int], Iterator[Met]], counted: Counted
) -> None:
    met = Met()
    for _, one in zip(range(RUNS), runs(SEED), strict=False):
        met.add(one)
    counted(f"{runs.__name__}, {RUNS} runs from seed {SEED}: {met.told()}".replace("\n", "; "))
    assert not met.bad
    assert not met.missing()
    assert met.arrived == RUNS * 2
    assert met.removed == RUNS


def test_without_reading_back_the_runs_find_what_was_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """These tests can fail: a place that believes what a server says is found out."""
    monkeypatch.setattr(places_met, "reads_back", lambda *_given: True)
    monkeypatch.setattr(ServerStorage, "_prove", lambda *_given: None)
    monkeypatch.setattr(ServerStorage, "_prove_gone", lambda *_given: None)
    met = Met()
    with s3_server() as server:
        for seed in range(40):
            met.add(one_run(server, *bucket(server), seed, met.faults))
            if any("counted as sent and was not whole" in bad for bad in met.bad):
                return
    pytest.fail("nothing that was lost was found out")
