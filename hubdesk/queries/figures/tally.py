"""The rows of a source, counted: how many are alike, and whom they are about.

A figure then adds up what it wants of them. Ten years of a city are a million visits of some ten
sorts: of each sort it is kept how many there were, and everybody once, but no visit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final

from hubdesk.queries.figures.definitions import Indicator, TableOf

_COLUMN: Final = {"people": "person_id", "homes": "home"}
_SEVERAL: Final = {
    "rows": frozenset[str](),
    "hours": frozenset(("minutes", "share")),
    "skills": frozenset(("person_id", "statement_id")),
}
# Of these it is asked how many there are, never which: each is kept once.
ONCE: Final = frozenset(
    ("person_id", "home", "home_id", "together", "account_id", "organisation_id")
)
_OF_HOURS: Final = 60 * 100  # minutes, of which a fund has some per cent
Row = tuple[Any, ...]


@dataclass(slots=True)
class Alike:
    """How many rows are alike, and what they have in each column that is kept once."""

    many: int
    once: tuple[set[Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of a source by some of its columns; `kept` are those that are kept once."""

    columns: tuple[str, ...]
    kept: tuple[str, ...] = ()
    rows: Mapping[Row, Alike] = field(default_factory=dict)

    def of(self, indicator: Indicator) -> int:
        """The number of an indicator."""
        return self._narrowed(indicator)._number(indicator.counts)

    def by(self, table: TableOf) -> dict[str, int]:
        """The same by the code of each row of a table."""
        seen = self._narrowed(table.indicator)
        parts = seen._parts(table.by).items()
        return {code: part._number(table.indicator.counts) for code, part in parts}

    def only(self, column: str, values: Collection[str]) -> Tally:
        """The rows that have one of some values in a column."""
        at = self.columns.index(column)
        rows = {row: alike for row, alike in self.rows.items() if str(row[at]) in values}
        return Tally(self.columns, self.kept, rows)

    def many(self) -> int:
        """How many rows there are."""
        return sum(alike.many for alike in self.rows.values())

    def distinct(self, column: str) -> Set[Any]:
        """Each value of a column that is kept once."""
        at = self.kept.index(column)
        found = set[Any]()
        for alike in self.rows.values():
            found |= alike.once[at]
        return found

    def _narrowed(self, indicator: Indicator) -> Tally:
        seen = self
        for column, values in indicator.only:
            seen = seen.only(column, values)
        return seen

    def _parts(self, column: str) -> dict[str, Tally]:
        at = self.columns.index(column)
        found: defaultdict[str, dict[Row, Alike]] = defaultdict(dict)
        for row, alike in self.rows.items():
            found[str(row[at] or "")][row] = alike
        return {value: Tally(self.columns, self.kept, rows) for value, rows in found.items()}

    def _number(self, what: str) -> int:
        if what == "rows":
            return self.many()
        if what == "skills":  # each skill of each person once
            skills = self._parts("statement_id").values()
            return sum(len(skill.distinct("person_id")) for skill in skills)
        if what == "hours":
            return (self._summed("minutes", "share") + _OF_HOURS // 2) // _OF_HOURS
        column = _COLUMN.get(what, what)
        return len(self.distinct(column)) if column in ONCE else self._summed(column)

    def _summed(self, *columns: str) -> int:
        places = [self.columns.index(column) for column in columns]
        total = 0
        for row, alike in self.rows.items():
            amount = alike.many
            for at in places:
                amount *= int(row[at] or 0)
            total += amount
        return total


def columns_for(indicator: Indicator) -> frozenset[str]:
    """The columns of a source that an indicator looks at."""
    what = indicator.counts
    wanted = _SEVERAL.get(what, frozenset((_COLUMN.get(what, what),)))
    return wanted | {name for name, _ in indicator.only}


Tallies = Callable[[str], Tally]
