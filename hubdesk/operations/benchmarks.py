"""Bringing in the numbers of public bodies: each once, the newest of a measure before the older."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.models import Benchmark
from hubdesk.operations.lending import found

# What a number may not come in without.
NEEDED = {
    "title": "What is counted",
    "source": "Source",
    "year": "Year",
    "geography": "Place",
    "base": "Population base",
    "method": "Method note",
}
_SAME = (
    *("title", "amount", "places", "hidden", "unit", "geography", "base"),
    *("source", "source_url", "method", "doubt", "beside"),
)


_AT_ONCE = 500  # names in one question


class NumberSaid(Protocol):
    """What a line of a file says: `BenchmarkLine` of the imports does."""

    @property
    def measure(self) -> str: ...
    @property
    def year(self) -> str: ...


@dataclass(frozen=True, slots=True)
class BroughtNumbers:
    """What became of the numbers of a file."""

    added: int
    newer: int  # of those added, they stand before an older number of the same measure
    unchanged: int


def bring_in_benchmarks(
    db: Session, lines: Sequence[NumberSaid], *, file_name: str, now: datetime
) -> BroughtNumbers:
    """Keep each number that is not here already. None is ever changed: a corrected one is newer.

    Refuses FieldMissing where a number does not say what it rests on.
    """
    here = _here(db, {line.measure for line in lines})
    added = newer = unchanged = 0
    for line in lines:
        for field, words in NEEDED.items():
            if not getattr(line, field):
                raise FieldMissing(words)
        earlier = here.setdefault(line.measure, {})
        same = earlier.get(line.year)
        if same is not None and all(getattr(same, one) == getattr(line, one) for one in _SAME):
            unchanged += 1
            continue
        made = Benchmark(
            measure=line.measure,
            year=line.year,
            file_name=file_name,
            brought_at=now,
            **{field: getattr(line, field) for field in _SAME},
        )
        db.add(made)
        added += 1
        newer += bool(earlier) and line.year >= max(earlier)
        earlier[line.year] = made
    db.flush()
    return BroughtNumbers(added, newer, unchanged)


def put_away_benchmark(db: Session, *, benchmark_id: str) -> Benchmark:
    """It is shown no more; an older one of its measure stands first again. Refuses NotFound."""
    benchmark = found(db, Benchmark, benchmark_id)
    benchmark.deleted = True
    db.flush()
    return benchmark


def _here(db: Session, measures: set[str]) -> dict[str, dict[str, Benchmark]]:
    """By measure and year the number that stands."""
    found: dict[str, dict[str, Benchmark]] = {}
    wanted = sorted(measures)
    for begin in range(0, len(wanted), _AT_ONCE):
        these = Benchmark.measure.in_(wanted[begin : begin + _AT_ONCE])
        rows = select(Benchmark).where(these, Benchmark.deleted == 0).order_by(Benchmark.id)
        for row in db.scalars(rows):
            found.setdefault(row.measure, {})[row.year] = row
    return found
