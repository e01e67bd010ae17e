"""What our hub's reach is held beside: other people's figures, each with all that they rest on.

A benchmark without its source, year, place, people and doubt is no benchmark, and is refused: a
bar without a caption would say that two figures can be compared, and mostly they cannot quite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hubdesk.queries.benchmarks import BenchmarkRow, captioned
from hubdesk.queries.disclosure import MONITORING, Share, share
from hubdesk.queries.equality_questions import STATES
from hubdesk.queries.figure_rows import CountCell, CountTable


@dataclass(frozen=True, slots=True)
class Reach:
    """A line of our own beside a benchmark for it."""

    label: str
    ours: Share
    benchmark: BenchmarkRow


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


def reach(table: CountTable, benchmarks: Sequence[BenchmarkRow]) -> list[Reach]:
    """The lines of a table that somebody else's figure stands beside. BenchmarkBare as `captioned`.

    A figure says in `beside` which line of ours it may stand beside.
    """
    ours = shares(table)
    labels = {row.code: row.label for row in table.rows}
    code = table.code.rpartition("/")[2]
    found = []
    for each in benchmarks:
        of, _, line = each.beside.partition(":")
        if of == code and line in ours:
            found.append(Reach(labels[line], ours[line], captioned(each)))
    return found
