"""Counting the rows of a source in one pass: equal rows together, each with how many there are.

A figure then adds up what it wants of them. Ten years of a city are a million visits: to read
them once takes about a second, and each pass more would take another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hubdesk.queries.figures.definitions import Indicator, TableOf
from hubdesk.queries.figures.scope import Scope
from hubdesk.queries.figures.sources import Source, Words

AT_ONCE: Final = 10_000
_COLUMN: Final = {"people": "person_id", "homes": "home"}
_SEVERAL: Final = {
    "rows": frozenset[str](),
    "hours": frozenset(("minutes", "share")),
    "skills": frozenset(("person_id", "statement_id")),
}
_OF_HOURS: Final = 60 * 100  # minutes, of which a fund has some per cent
Row = tuple[Any, ...]
Lookup = Callable[[Words], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of a source by some of its columns, and how many there are of each."""

    columns: tuple[str, ...]
    counts: Mapping[Row, int]
    _narrower: dict[frozenset[str], Tally] = field(default_factory=dict, compare=False)

    def of(self, indicator: Indicator) -> int:
        """The number of an indicator."""
        seen = self.over(columns_for(indicator))
        return seen._number(indicator.counts, seen._chosen(indicator))

    def by(self, table: TableOf) -> dict[str, int]:
        """The same by the code of each row of a table."""
        seen = self.over(columns_for(table.indicator) | {table.by})
        at = seen.columns.index(table.by)
        groups: dict[str, list[tuple[Row, int]]] = {}
        for row, many in seen._chosen(table.indicator):
            groups.setdefault(str(row[at] or ""), []).append((row, many))
        what = table.indicator.counts
        return {code: seen._number(what, rows) for code, rows in groups.items()}

    def distinct(self, column: str) -> set[Any]:
        """Each value of a column once."""
        return {value for (value,) in self.over(frozenset((column,))).counts}

    def among(self, ids: Set[str]) -> Tally:
        """The rows about some people alone."""
        at = self.columns.index("person_id")
        return Tally(self.columns, {row: n for row, n in self.counts.items() if row[at] in ids})

    def over(self, wanted: frozenset[str]) -> Tally:
        """The same rows by fewer columns. Most figures do not ask who it was, so most are short."""
        if wanted == set(self.columns):
            return self
        if wanted not in self._narrower:
            whole = self._shortest_with(wanted)
            names = tuple(name for name in whole.columns if name in wanted)
            places = [whole.columns.index(name) for name in names]
            self._narrower[wanted] = Tally(names, _by_fewer(whole.counts, places))
        return self._narrower[wanted]

    def _shortest_with(self, wanted: frozenset[str]) -> Tally:
        fitting = [one for names, one in self._narrower.items() if wanted < names]
        return min([self, *fitting], key=lambda one: len(one.counts))

    def _chosen(self, indicator: Indicator) -> Iterable[tuple[Row, int]]:
        tests = [(self.columns.index(name), frozenset(some)) for name, some in indicator.only]
        if not tests:
            return self.counts.items()
        return [
            (row, many)
            for row, many in self.counts.items()
            if all(str(row[at]) in some for at, some in tests)
        ]

    def _number(self, what: str, rows: Iterable[tuple[Row, int]]) -> int:
        if what == "rows":
            return sum(many for _, many in rows)
        if what in _SEVERAL:
            one, other = (self.columns.index(name) for name in sorted(_SEVERAL[what]))
            if what == "skills" and len(self.columns) == 2:
                return sum(1 for _ in rows)
            if what == "skills":
                return len({(row[one], row[other]) for row, _ in rows})
            worked = sum(int(row[one]) * int(row[other]) * many for row, many in rows)
            return (worked + _OF_HOURS // 2) // _OF_HOURS
        at = self.columns.index(_COLUMN.get(what, what))
        if what in _COLUMN or what.endswith("_id"):
            return len({row[at] for row, _ in rows if row[at] is not None})
        return sum(int(row[at] or 0) * many for row, many in rows)


def columns_for(indicator: Indicator) -> frozenset[str]:
    """The columns of a source that an indicator looks at."""
    what = indicator.counts
    wanted = _SEVERAL.get(what, frozenset((_COLUMN.get(what, what),)))
    return wanted | {name for name, _ in indicator.only}


def tallied(
    db: Session, source: Source, scope: Scope, columns: Iterable[str], looked_up: Lookup
) -> Tally:
    """One pass through a source. What is looked up in Python is read under its key."""
    wanted = tuple(sorted(columns))
    rows = source.rows(scope).subquery("rows_of").c
    keys = [source.looked_up[name].key if name in source.looked_up else name for name in wanted]
    chosen: list[Any] = [rows[key].label(f"c{at}") for at, key in enumerate(keys)] or [rows.id]
    rows_of = raw_rows(db, select(*chosen))
    if not keys:
        return Tally(wanted, Counter(() for _ in rows_of))
    words = [
        looked_up(source.looked_up[name].read) if name in source.looked_up else None
        for name in wanted
    ]
    return Tally(wanted, Counter(_said(rows_of, words) if _any_of(words) else rows_of))


def _any_of(words: Sequence[Mapping[str, str] | None]) -> bool:
    """Whether any column is looked up. An empty list of words is one, too."""
    return any(one is not None for one in words)


def _said(rows: Iterable[Row], words: Sequence[Mapping[str, str] | None]) -> Iterator[Row]:
    """Rows with what is looked up in place of its key, and each text once in memory.

    Of half a million rows that name two thousand people each name would be kept half a million
    times.
    """
    once: dict[Any, Any] = {}
    for row in rows:
        yield tuple(
            [
                once.setdefault(value, value) if said is None else said.get(value, "")
                for value, said in zip(row, words, strict=True)
            ]
        )


def _by_fewer(counts: Mapping[Row, int], places: Sequence[int]) -> Mapping[Row, int]:
    """The same rows by some of their values."""
    if not places:
        return {(): sum(counts.values())}
    # where no two rows are the same, and those are the long ones, all of it is done in C
    if len(counts) == sum(counts.values()):
        if len(places) > 1:
            return Counter(map(itemgetter(*places), counts))
        return Counter(zip(map(itemgetter(*places), counts), strict=False))
    found: dict[Row, int] = {}
    for row, many in counts.items():
        key = tuple([row[at] for at in places])
        found[key] = found.get(key, 0) + many
    return found


def raw_rows(db: Session, query: Select[*tuple[Any, ...]]) -> Iterator[Row]:
    """Rows as the database hands them out: to wrap a million took longer than to read them."""
    result = db.connection().execute(query)
    while part := result.cursor.fetchmany(AT_ONCE) if result.cursor else []:
        yield from part
    result.close()


Tallies = Callable[[str], Tally]
