"""Runs one long test for as long as it is given, and writes down how far it came.

`make soak ROW=codes MINUTES=10 SEED=1`. A row that comes short of its figure says so, in
docs/soak.md too. Exit codes: 0 figure reached, 1 something was wrong, 2 no such row or what it
needs is not here, 3 short.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tests.conftest import MEMORY, ROOM
from tools import soak_rows

RECORD = Path(__file__).parent.parent / "docs" / "soak.md"
HEADING = """# Soak

Tests that run for minutes or hours, started by hand with `make soak`. Each line below was
written by the machine that ran it. *Short* means that the time ended before the figure was
reached; *stopped* means that something was wrong.

"""
RUNS = """## Runs

| day | row | reached | wanted | minutes | command | outcome |
| --- | --- | ---: | ---: | ---: | --- | --- |
"""
TOGETHER = """## Together

Another seed is other work, so the runs of a row add up: all since something was last found wrong
in it, each seed once. Where one run must do the whole, as of every write, only the longest counts.

| row | runs | together | wanted | |
| --- | ---: | ---: | ---: | --- |
"""
_RUN = re.compile(
    r"\| [\d-]+ \| (?P<row>\w+) \| (?P<reached>[\d,]+) [^|]+\| [\d,]+ \| [\d.]+ "
    r"\| `.* SEED=(?P<seed>\d+)` \| (?P<verdict>\w+)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One long test: what it proves, how far it must come, and its work."""

    name: str
    proves: str
    figure: int
    unit: str
    rounds: Callable[[int], Iterator[int]]
    needs: str = ""  # a program of the system without which it cannot run
    adds_up: bool = True  # runs of other seeds are other work

    @property
    def is_possible(self) -> bool:
        """Whether what it needs is here."""
        return not self.needs or shutil.which(self.needs) is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one soak ended. `problem` names what was raised, or is empty."""

    row: Row
    seed: int
    minutes: float
    reached: int
    took: float
    problem: str = ""

    @property
    def verdict(self) -> str:
        """In the words of docs/soak.md."""
        if self.problem:
            return f"stopped: {self.problem}"
        if self.reached < self.row.figure:
            return f"short: {self.row.figure - self.reached:,} {self.row.unit} missing"
        return "reached"

    @property
    def exit_code(self) -> int:
        """0 reached, 1 stopped, 3 short."""
        return 1 if self.problem else 3 if self.reached < self.row.figure else 0

    def line(self, on: date) -> str:
        """The outcome as a line of the table in docs/soak.md."""
        command = f"make soak ROW={self.row.name} MINUTES={self.minutes:g} SEED={self.seed}"
        return (
            f"| {on.isoformat()} | {self.row.name} | {self.reached:,} {self.row.unit} "
            f"| {self.row.figure:,} | {self.took / 60:.1f} | `{command}` | {self.verdict} |\n"
        )


def rows() -> dict[str, Row]:
    """Every row of `tools/soak_rows/`, by the name of its file."""
    found = {}
    for module in iter_modules(soak_rows.__path__):
        row = import_module(f"tools.soak_rows.{module.name}")
        needs, adds_up = getattr(row, "NEEDS", ""), getattr(row, "ADDS_UP", True)
        proves = (row.__doc__ or "").partition("\n")[0]
        facts = (module.name, proves, row.FIGURE, row.UNIT, row.rounds, needs, adds_up)
        found[module.name] = Row(*facts)
    return found


def run(
    row: Row,
    *,
    minutes: float,
    seed: int,
    clock: Callable[[], float] = time.monotonic,
    ended: Callable[[], bool] = bool,
) -> Outcome:
    """Go round until the time or the figure is reached, or until `ended` says so.

    The row's rounds decide how exactly.
    """
    began = clock()
    reached = 0
    problem = ""
    try:
        for done in row.rounds(seed):
            reached += done
            if reached >= row.figure or clock() - began >= minutes * 60 or ended():
                break
    except Exception as wrong:  # whatever it was, the record must say how far it came
        traceback.print_exc()
        problem = f"{type(wrong).__name__} {wrong}".replace("|", "/").replace("\n", " ")[:200]
    return Outcome(row, seed, minutes, reached, clock() - began, problem)


def write_down(outcome: Outcome, on: date, record: Path = RECORD) -> None:
    """Add the outcome to docs/soak.md, and say anew what the runs of each row come to."""
    before = record.read_text("utf-8").partition(RUNS)[2] if record.exists() else ""
    runs = before + outcome.line(on)
    known = {**rows(), outcome.row.name: outcome.row}
    record.write_text(f"{HEADING}{TOGETHER}{_together(runs, known)}\n{RUNS}{runs}", "utf-8")


def _together(runs: str, known: Mapping[str, Row]) -> str:
    """What each row has been shown by all its runs, as lines of a table."""
    shown: dict[str, dict[str, int]] = {name: {} for name in sorted(known)}
    for run in _RUN.finditer(runs):
        if run["row"] not in shown:
            continue  # a row of before, which is none now
        if run["verdict"] == "stopped":
            shown[run["row"]].clear()
        else:
            seeds = shown[run["row"]]
            seeds[run["seed"]] = max(
                seeds.get(run["seed"], 0), int(run["reached"].replace(",", ""))
            )
    return "".join(_line_of(known[name], list(each.values())) for name, each in shown.items())


def _line_of(row: Row, runs: Sequence[int]) -> str:
    come_to = sum(runs) if row.adds_up else max(runs, default=0)
    missing = row.figure - come_to
    verdict = f"{missing:,} {row.unit} missing" if missing > 0 else "reached"
    return f"| {row.name} | {len(runs)} | {come_to:,} | {row.figure:,} | {verdict} |\n"


def _work_in_memory() -> None:
    """Let the hubs lie in memory, where the system has a folder for that with room, as for tests.

    No row asks what a disk does by itself: power cuts and refusals are played, and what a killed
    process had written the system keeps.
    """
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        tempfile.tempdir = os.fspath(MEMORY)


def _told_to_end() -> Callable[[], bool]:
    """Whether somebody ended it early, by Ctrl+C or as a system does: what it reached is kept."""
    told = threading.Event()
    for signal_of_end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_of_end, lambda _number, _frame: told.set())
    return told.is_set


def main(asked_for: Sequence[str] | None = None) -> int:
    """Run the row that was asked for. See the top of the file for the exit codes."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--row", default="")
    reader.add_argument("--minutes", type=float, default=10)
    reader.add_argument("--seed", default="", help="a whole number; empty picks one")
    asked = reader.parse_args(asked_for)
    known = rows()
    if asked.row not in known:
        print("Rows: make soak ROW=… MINUTES=… SEED=…")
        for row in known.values():
            print(f"  {row.name:12} {row.figure:>12,} {row.unit}: {row.proves}")
        return 2
    seed = int(asked.seed) if asked.seed else random.SystemRandom().randrange(1_000_000)
    row = known[asked.row]
    if not row.is_possible:
        print(f"{row.name} needs the program {row.needs}, which is not here.")
        return 2
    print(f"{row.name}, seed {seed}, at most {asked.minutes:g} minutes: {row.proves}", flush=True)
    _work_in_memory()
    gc.freeze()  # what is loaded stays, and need not be looked through for waste for hours
    outcome = run(row, minutes=asked.minutes, seed=seed, ended=_told_to_end())
    write_down(outcome, datetime.now(UTC).date())
    print(f"{outcome.reached:,} of {row.figure:,} {row.unit} in {outcome.took:.0f} s")
    print(outcome.verdict)
    return outcome.exit_code


if __name__ == "__main__":
    sys.exit(main())
