"""What our hub's reach is held beside: other people's figures, each with all that they rest on.

A benchmark without its source, year, place, people and doubt is no benchmark, and is refused: a
bar without a caption would say that two figures can be compared, and mostly they cannot quite.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from hubdesk.errors.equality import BenchmarkBare
from hubdesk.paths import resource_text
from hubdesk.queries.disclosure import MONITORING, Share, share
from hubdesk.queries.equality_questions import STATES
from hubdesk.queries.figure_rows import CountCell, CountTable


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One figure of somebody else, in tenths of a per cent."""

    table: str
    row: str
    tenths: int
    of: str
    geography: str
    year: int
    source: str
    source_url: str
    licence: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Reach:
    """A line of our own beside a benchmark for it."""

    label: str
    ours: Share
    benchmark: Benchmark


def benchmark_of(found: Mapping[str, Any]) -> Benchmark:
    """Read one. BenchmarkBare where any part of its caption is missing."""
    names = [each.name for each in fields(Benchmark)]
    if any(not found.get(name) for name in names):
        raise BenchmarkBare
    return Benchmark(**{name: found[name] for name in names})


def shipped_benchmarks() -> tuple[Benchmark, ...]:
    """Those that come with HubDesk."""
    found = json.loads(resource_text("equality/benchmarks.json"))
    return tuple(benchmark_of(each) for each in found["benchmarks"])


def shares(table: CountTable) -> dict[str, Share]:
    """What part of those who answered each line is, out of what is shown and of nothing else.

    Where a line is hidden nobody knows how many answered, so that no part is shown at all.
    """
    lines = {row.code: row.cells[0] for row in table.rows if row.code not in STATES}
    numbers = [cell.number for cell in lines.values()]
    if any(number is None for number in numbers):
        hidden = next(cell.hidden for cell in lines.values() if cell.number is None)
        return {code: Share(None, cell.hidden or hidden) for code, cell in lines.items()}
    base = CountCell(sum(number or 0 for number in numbers))
    return {code: share(cell, base, MONITORING) for code, cell in lines.items()}


def reach(table: CountTable, benchmarks: Sequence[Benchmark]) -> list[Reach]:
    """The lines of a table that somebody else's figure stands beside."""
    ours = shares(table)
    labels = {row.code: row.label for row in table.rows}
    code = table.code.rpartition("/")[2]
    return [
        Reach(labels[each.row], ours[each.row], each)
        for each in benchmarks
        if each.table == code and each.row in ours
    ]
