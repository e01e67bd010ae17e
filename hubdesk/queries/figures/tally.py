"""Counting the rows of a source in one pass: equal rows together, each with how many there are.

A figure then adds up what it wants of them. Ten years of a city are a million visits: to read
them once takes about a second, and each pass more would take another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.queries.figures.definitions import Indicator, TableOf
from hubdesk.queries.figures.scope import Scope
from hubdesk.queries.figures.sources import Source

_COLUMN: Final = {"people": "person_id", "homes": "home"}
_OF_HOURS: Final = 60 * 100  # minutes, of which a fund has some per cent
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of a source by some of its columns, and how many there are of each."""

    columns: tuple[str, ...]
    counts: Mapping[Row, int]

    def of(self, indicator: Indicator) -> int:
        """The number of an indicator."""
        return self._of(indicator, self._chosen(indicator))

    def by(self, table: TableOf) -> dict[str, int]:
        """The same by the code of each row of a table."""
        at = self.columns.index(table.by)
        groups: dict[str, list[tuple[Row, int]]] = {}
        for row, many in self._chosen(table.indicator):
            groups.setdefault(str(row[at] or ""), []).append((row, many))
        return {code: self._of(table.indicator, rows) for code, rows in groups.items()}

    def distinct(self, column: str) -> set[Any]:
        """Each value of a column once."""
        at = self.columns.index(column)
        return {row[at] for row in self.counts}

    def _chosen(self, indicator: Indicator) -> list[tuple[Row, int]]:
        tests = [(self.columns.index(name), frozenset(some)) for name, some in indicator.only]
        if not tests:
            return list(self.counts.items())
        return [
            (row, many)
            for row, many in self.counts.items()
            if all(str(row[at]) in some for at, some in tests)
        ]

    def _of(self, indicator: Indicator, rows: Iterable[tuple[Row, int]]) -> int:
        what = indicator.counts
        if what == "rows":
            return sum(many for _, many in rows)
        if what == "hours":
            minutes, share = self.columns.index("minutes"), self.columns.index("share")
            worked = sum(int(row[minutes]) * int(row[share]) * many for row, many in rows)
            return (worked + _OF_HOURS // 2) // _OF_HOURS
        if what == "skills":
            of = self.columns.index("person_id"), self.columns.index("statement_id")
            return len({(row[of[0]], row[of[1]]) for row, _ in rows})
        at = self.columns.index(_COLUMN.get(what, what))
        if what in ("people", "homes") or what.endswith("_id"):
            return len({row[at] for row, _ in rows if row[at] is not None})
        return sum(int(row[at] or 0) * many for row, many in rows)


def columns_for(indicator: Indicator, by: str = "") -> set[str]:
    """The columns of a source that an indicator, or a table of it, looks at."""
    what = indicator.counts
    several = {"hours": {"minutes", "share"}, "skills": {"person_id", "statement_id"}}
    wanted = several.get(what, {_COLUMN.get(what, what)} - {"rows"})
    return wanted | {name for name, _ in indicator.only} | ({by} if by else set())


def tallied(db: Session, source: Source, scope: Scope, columns: Iterable[str]) -> Tally:
    """One pass through a source. What is looked up in Python is read under its key."""
    wanted = tuple(sorted(columns))
    rows = source.rows(scope).subquery("rows_of").c
    keys = [source.looked_up[name].key if name in source.looked_up else name for name in wanted]
    query = select(*(rows[key].label(f"c{at}") for at, key in enumerate(keys)))
    found = db.connection().execute(query if keys else select(rows.id))
    if not keys:
        return Tally((), {(): sum(1 for _ in found)})
    counts: Mapping[Row, int] = Counter(tuple(row) for row in found)
    for at, name in enumerate(wanted):
        if name in source.looked_up:
            counts = _replaced(counts, at, source.looked_up[name].read(db))
    return Tally(wanted, counts)


def _replaced(counts: Mapping[Row, int], at: int, words: Mapping[str, str]) -> Mapping[Row, int]:
    found: Counter[Row] = Counter()
    for row, many in counts.items():
        found[(*row[:at], words.get(row[at], ""), *row[at + 1 :])] += many
    return found


Tallies = Callable[[str], Tally]
