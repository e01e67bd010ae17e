"""`python -m tools.bench`: the table of docs/benchmarks.md, on a large hub and a tenth of it."""

from __future__ import annotations

import gc
import platform
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from hubdesk.paths import Paths
from hubdesk.store.opening import close_hub
from tools.bench import records, window
from tools.bench.big_hub import FULL, PASSPHRASE, TENTH, copy_of, kept_hub
from tools.bench.bundles import SIZES, Cost, bundles
from tools.bench.bundles import records as bundle_records
from tools.bench.figures import figure_times
from tools.bench.journal import Journal, journal, unclean_start
from tools.bench.morango import VERSION, morango
from tools.bench.package import rows_a_second
from tools.bench.papers import MANY, certificates
from tools.bench.sending import MANY as MANY_CHANGES
from tools.bench.sending import first_send
from tools.bench.timing import median, p95

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
MB = 1024 * 1024


@dataclass(frozen=True)
class Line:
    """One row: what was measured, what was found, the floor beside it, and the bound."""

    measure: str
    found: str
    floor: str
    bound: str
    holds: bool


def main() -> int:
    """Measure both sizes, tell each table when known, write the page. 0 if every bound holds."""
    gc.freeze()  # as the app does before the desk: what is loaded is not looked through for waste
    tables = []
    for title, lines in _tables():
        print("\n".join(_text_of(title, lines)), flush=True)
        tables.append((title, lines))
    PAGE.write_text(_page(tables), "utf-8")
    return 0 if all(line.holds for _, lines in tables for line in lines) else 1


def _tables() -> Iterator[tuple[str, list[Line]]]:
    """Each table, when it has been measured."""
    for name, size in (("", FULL), ("A tenth of it", TENTH)):
        with tempfile.TemporaryDirectory() as folder:
            paths = copy_of(kept_hub(size, say=print), Path(folder) / "hub")
            title = name or "The hub of the goals"
            sizes = (
                f"{size.people:,} people, {size.devices:,} devices, {size.loans:,} loans,"
                f" {size.sessions:,} sessions, {size.attendances:,} attendances,"
                f" {size.judgements:,} judgements"
            )
            yield f"{title}: {sizes}", measured(paths, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        yield "The journal, on a new hub", _kept(journal(Path(folder)))
    costs = []
    for many in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            costs.append(bundles(Path(folder), many))
    yield "Bundles of the journal, ten loans a transaction", _bundled(costs)
    yield "The same loans through Morango, which is plain SQLite", _beside(costs)
    yield "A class of a thousand", [_class_of_a_thousand()]
    with tempfile.TemporaryDirectory() as folder:
        yield "Sending", [_first_send(first_send(Path(folder)))]


def _first_send(seen: dict[str, Any]) -> Line:
    """The window while the whole journal leaves for the first time."""
    return _ms(
        f"from a key to the list painted while a first send of {MANY_CHANGES:,} changes is packed"
        " and sent, p99",
        seen["p99"],
        100,
        f"{seen['answers']:,} keys, median {seen['median']:.0f} ms, longest {seen['worst']:.0f},"
        f" alone {seen['alone']:.0f} and p99 {seen['alone_p99']:.0f};"
        f" {seen['files']} files in {seen['took']:.0f} s beside it",
    )


def measured(paths: Paths, folder: Path) -> list[Line]:
    """Every row of the table for one hub."""
    bare, unlock = window.start_ms(paths.home)
    seen = window.in_own_process(paths.home)
    bare_memory, opened_memory, seen_memory = window.memory(paths.home, PASSPHRASE)
    database = records.opened(paths)
    floor = records.Floor(folder)
    try:
        searches = [
            ms
            for ms, _ in records.search_times(
                database, records.typed_texts(database, random.Random(5), 300)
            )
        ]
        lends, commits = records.lend_times(database, floor, 100)
        undos = records.undo_times(database, 60)
        package, speed = rows_a_second(database, folder)
        figures = figure_times(database)
    finally:
        floor.close()
        close_hub(paths, database)
    lend_ratio = median(lends) / median(commits)
    unclean, megabytes = unclean_start(paths)
    lines = [
        _ratio("process start to unlock painted", unlock, bare, 2.5, "a bare QMainWindow"),
        _ms("unlock to front desk painted, key derivation left out", seen["to_desk"], 400),
        _ms("from a scan's Enter to its result painted, p95", p95(seen["scans"]), 50),
        _ms(
            "from a search key released to the list painted, p95",
            p95(seen["keys"]),
            30,
            f"the search itself {p95(searches):.1f} ms; keys are held {seen['hold']} ms",
        ),
        Line(
            "lend with its durable commit and journal, median",
            f"{median(lends):.2f} ms = {lend_ratio:.1f} ×",
            f"one bare durable row {median(commits):.2f} ms",
            "25 ×",
            lend_ratio <= 25,
        ),
        _ms("undo, p95", p95(undos), 100),
        Line(
            "all records written into open files",
            f"{speed:,.0f} rows a second",
            f"{package:,} rows",
            "50,000 a second",
            speed >= 50_000,
        ),
        _ms("all figures of a month, beside the month before", figures.month, 500),
        _ms("all figures of ten years", figures.ten_years, 5000),
        Line(
            "ten years beside one",
            f"{figures.ten_years / figures.year:.1f} ×",
            f"all figures of a year {figures.year:,.0f} ms",
            "10 ×",
            figures.ten_years <= 10 * figures.year,
        ),
        _ms("the report of a month as paper, counted and drawn", figures.paper, 1500),
        _ms(
            "the window answers and paints while ten years are counted, p95",
            p95(seen["figures"]["turns"]),
            50,
            f"the longest {max(seen['figures']['turns']):.0f} ms;"
            f" counted and drawn in {seen['figures']['took']:.1f} s beside it",
        ),
        _ms("history of a record with 1,000 changes painted", seen["history"], 150),
        *(_ms(f"all loans {what}", ms, 250) for what, ms in seen["lists"].items()),
        *_learning(seen["learning"], seen["hold"]),
        *_skills(seen["skills"]),
        _ms(
            "from the key to open records after a hard end, for 500 MB",
            unclean * 1000 * 500 / megabytes,
            5000,
            f"{unclean:.1f} s for these {megabytes:.0f} MB: every page is read and proved first",
        ),
    ]
    backup = seen["backup"]
    lines.append(
        _ms(
            f"a verified backup of {backup['megabytes']:.0f} MB: the window's longest stall",
            backup["stall"],
            100,
            f"the backup took {backup['took']:.1f} s beside it",
        )
    )
    lines.append(
        Line(
            "memory with the records open and no page made yet",
            f"{opened_memory / MB:.0f} MB = {opened_memory / bare_memory:.1f} ×",
            "libraries, fonts, the lock and the open file",
            "",
            True,
        )
    )
    memory = seen_memory / bare_memory
    lines.append(
        Line(
            "memory after every screen was opened twice",
            f"{seen_memory / MB:.0f} MB = {memory:.1f} ×",
            f"a bare QMainWindow {bare_memory / MB:.0f} MB",
            "2.5 ×",
            memory <= 2.5,
        )
    )
    growth = seen["growth"] / MB
    lines.append(
        Line("growth over 500 lend and return cycles", f"{growth:.1f} MB", "", "5 MB", growth <= 5)
    )
    return lines


def _learning(seen: dict[str, Any], hold: int) -> list[Line]:
    """Sessions and registers."""
    found = f"today's sessions found in {seen['today']:.1f} ms"
    return [
        _ms("the week of today's sessions painted", seen["week"], 150, found),
        _ms("a register of 30 opened and painted, the slowest", max(seen["opened"]), 100),
        _ms(
            "from a mark's key released to it saved durably and painted, p95",
            p95(seen["marks"]),
            50,
            f"keys are held {hold} ms",
        ),
        _ms("all that somebody came to, summed, and the newest of it", seen["theirs"], 150),
    ]


def _skills(seen: dict[str, list[float]]) -> list[Line]:
    """What people can do: each page is opened several times, and its first opening counts too."""
    named = {
        "learner": "a learner's page with ten years opened and painted, the slowest",
        "theirs": "the skills of that learner opened and painted, the slowest",
        "class": "a class of 30 by 60 skills opened and painted, the slowest",
    }
    return [_ms(words, max(seen[which]), 150) for which, words in named.items()]


def _kept(cost: Journal) -> list[Line]:
    """What the journal costs, beside the same loans put into a file without it."""
    shares = (
        ("capture and seal of 10,000 loans in one commit", cost.batch, 0.10),
        ("capture and seal of loans in a commit each", cost.single, 0.25),
        ("the same by the store's door, with the safety copy", cost.whole, 0.0),
    )
    lines = [
        Line(
            what,
            f"{share:.2f} × the speed of bare inserts",
            "the same rows in a file without triggers",
            f"{bound:.2f} ×" if bound else "",
            share >= bound,
        )
        for what, share, bound in shares
    ]
    size = f"{cost.in_records:.0f} B in the records, {cost.in_safety_copy:.0f} B in the safety copy"
    return [*lines, Line("an edit of two columns takes", size, "", "", True)]


def _bundled(costs: list[Cost]) -> list[Line]:
    """What it costs to seal and to read the journal, beside the same rows put into a file."""
    lines = []
    for cost in costs:
        floor = f"{cost.bare:,.0f} bare inserts a second of the same twelve columns"
        for what, speed, share in (
            ("sealed and written", cost.out, cost.out_share),
            ("verified and read", cost.read, cost.read_share),
        ):
            lines.append(
                Line(
                    f"{cost.records:,} changes {what}, in {cost.bundles} bundles",
                    f"{speed:,.0f} a second = {share:.2f} × bare inserts",
                    floor,
                    "0.15 ×",
                    share >= 0.15,
                )
            )
        size = f"{cost.size:.0f} B"
        lines.append(
            Line(f"a change of {cost.records:,} takes", size, "", "250 B", cost.size <= 250)
        )
    return lines


def _beside(costs: list[Cost]) -> list[Line]:
    """Kolibri's own way of sending the same twelve columns, in the same run."""
    cost = costs[0]
    peer = morango(bundle_records(cost.records))
    if peer is None:
        missing = "not measured: it could not be installed"
        return [Line("sealed, against Morango", missing, "", "8 ×", False)]
    floor = f"Morango {VERSION}: {peer.out:,.0f} out, {peer.read:,.0f} in, {peer.size:,.0f} B each"
    out, read = cost.out / peer.out, cost.read / peer.read
    return [
        Line(f"{cost.records:,} changes sealed", f"{out:.1f} × Morango", floor, "8 ×", out >= 8),
        Line("verified and read (not put into tables)", f"{read:.1f} × Morango", "", "", True),
    ]


def _class_of_a_thousand() -> Line:
    """Certificates in one file, beside ReportLab pages with the same words and fonts."""
    ours, bare = certificates()
    what = f"{MANY:,} bare ReportLab pages"
    return _ratio(f"{MANY:,} certificates in one file", ours, bare, 4, what)


def _ratio(measure: str, found: float, floor: float, bound: float, what: str) -> Line:
    ratio = found / floor
    return Line(
        measure,
        f"{found:.0f} ms = {ratio:.2f} ×",
        f"{what} {floor:.0f} ms",
        f"{bound} ×",
        ratio <= bound,
    )


def _ms(measure: str, found: float, bound: float, floor: str = "") -> Line:
    return Line(measure, f"{found:.1f} ms", floor, f"{bound:.0f} ms", found <= bound)


def _processor() -> str:
    """The model of the processor, as the system names it."""
    there = Path("/proc/cpuinfo")
    if there.exists():
        for line in there.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "processor not named"


def _page(tables: list[tuple[str, list[Line]]]) -> str:
    memory = psutil.virtual_memory().total / 1024**3
    cores = psutil.cpu_count()
    loads = psutil.getloadavg()
    text = [
        "# How fast, how large",
        "",
        f"Measured {date.today():%d %B %Y} by `make bench` on {platform.system()}"
        f" {platform.machine()}, {_processor()}, {cores} cores, {memory:.0f} GB,"
        f" Python {platform.python_version()}, offscreen. Load of the machine when it ended:"
        f" {loads[0]:.1f}. The journal is on. Ratios are bounds; milliseconds are goals.",
        "",
    ]
    for title, lines in tables:
        text += _text_of(title, lines)
    return "\n".join(text)


def _text_of(title: str, lines: list[Line]) -> list[str]:
    text = [f"## {title}", "", "| measure | found | floor in the same run | bound | |"]
    text.append("| --- | --- | --- | --- | --- |")
    for line in lines:
        held = ("holds" if line.holds else "**missed**") if line.bound else ""
        text.append(f"| {line.measure} | {line.found} | {line.floor} | {line.bound} | {held} |")
    return [*text, ""]


if __name__ == "__main__":
    sys.exit(main())
