"""The frame of the long tests: it ends on time, and says how far it came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from tools import soak


def row(rounds: object, figure: int = 100) -> soak.Row:
    return soak.Row("loans", "Loans are counted.", figure, "loans", rounds)  # type: ignore[arg-type]


def tens(seed: int) -> Iterator[int]:
    while True:
        yield 10


def a_minute_a_look() -> object:
    return count(0, 60).__next__


def test_a_row_that_reaches_its_figure_says_so_and_ends_before_its_time():
    outcome = soak.run(row(tens), minutes=1_000, seed=1, clock=a_minute_a_look())
    assert (outcome.reached, outcome.verdict, outcome.exit_code) == (100, "reached", 0)


def test_a_row_ends_on_time_and_says_that_it_came_short():
    outcome = soak.run(row(tens), minutes=3, seed=1, clock=a_minute_a_look())
    assert (outcome.reached, outcome.exit_code) == (30, 3)
    assert outcome.verdict == "short: 70 loans missing"


def test_a_row_that_is_ended_early_says_how_far_it_came():
    asked = iter((False, False, True))
    outcome = soak.run(row(tens), minutes=1_000, seed=1, ended=asked.__next__)
    assert (outcome.reached, outcome.verdict) == (30, "short: 70 loans missing")


def test_a_row_that_finds_something_wrong_is_written_down_with_its_seed(tmp_path: Path):
    def rounds(seed: int) -> Iterator[int]:
        yield 10
        raise AssertionError("two loans | of one device")

    outcome = soak.run(row(rounds), minutes=1, seed=77)
    record = tmp_path / "soak.md"
    soak.write_down(outcome, date(2026, 11, 24), record)
    soak.write_down(outcome, date(2026, 11, 25), record)
    lines = record.read_text("utf-8").splitlines()
    assert outcome.exit_code == 1
    assert lines[-2].startswith("| 2026-11-24 | loans | 10 loans | 100 |")
    assert "SEED=77" in lines[-1]
    assert lines[-1].endswith("| stopped: AssertionError two loans / of one device |")


def test_runs_of_a_row_add_up_by_seed_since_something_was_last_wrong(tmp_path: Path):
    def wrong(seed: int) -> Iterator[int]:
        yield 10
        raise AssertionError("a loan too many")

    record = tmp_path / "soak.md"

    def told(rounds: object, *, minutes: int, seed: int, adds_up: bool = True) -> str:
        ran = soak.Row("loans", "Loans are counted.", 1_200, "loans", rounds, "", adds_up)  # type: ignore[arg-type]
        outcome = soak.run(ran, minutes=minutes, seed=seed, clock=a_minute_a_look())
        soak.write_down(outcome, date(2026, 11, 24), record)
        return next(x for x in record.read_text("utf-8").splitlines() if x.startswith("| loans |"))

    assert told(tens, minutes=90, seed=1) == "| loans | 1 | 900 | 1,200 | 300 loans missing |"
    assert told(wrong, minutes=9, seed=2) == "| loans | 0 | 0 | 1,200 | 1,200 loans missing |"
    assert told(tens, minutes=60, seed=3) == "| loans | 1 | 600 | 1,200 | 600 loans missing |"
    assert told(tens, minutes=60, seed=3) == "| loans | 1 | 600 | 1,200 | 600 loans missing |"
    assert told(tens, minutes=60, seed=4, adds_up=False).endswith("600 loans missing |")
    assert told(tens, minutes=60, seed=5) == "| loans | 3 | 1,800 | 1,200 | reached |"
    assert record.read_text("utf-8").count("| 2026-11-24 |") == 6


def test_every_row_says_what_it_proves_and_does_a_round(capsys: pytest.CaptureFixture[str]):
    for known in soak.rows().values():
        assert known.proves.endswith("."), known.name
        assert known.figure > 0
        if known.is_possible:
            assert next(known.rounds(1)) > 0, known.name
        else:  # a program of Linux: elsewhere the row says so
            assert soak.main(["--row", known.name]) == 2
            assert f"needs the program {known.needs}" in capsys.readouterr().out


def test_a_row_whose_program_is_not_here_says_so_and_writes_nothing_down(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    there = row(tens)
    lacking = soak.Row(there.name, there.proves, there.figure, there.unit, there.rounds, "no-such")
    monkeypatch.setattr(soak, "rows", lambda: {"loans": lacking})
    monkeypatch.setattr(soak, "write_down", lambda *_: pytest.fail("nothing was run"))
    assert soak.main(["--row", "loans"]) == 2
    assert "loans needs the program no-such, which is not here." in capsys.readouterr().out
