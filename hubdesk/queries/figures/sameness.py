"""What a number counts, so that one asked for in two ways is known to be one.

"Drop-in visits" of the key figures, the line "Drop-in" of visits by kind and the total of drop-ins
by what about are one number: to hide it in one place and show it in another hides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hubdesk.queries.figures.definitions import Indicator, TableOf
from hubdesk.queries.figures.measured import SOURCES

Only = Mapping[str, frozenset[str]]
# The same rows under another name: what a source is of another, or what one of its lines is.
_OF_ANOTHER: Final[Mapping[str, tuple[str, Only]]] = {
    "drop-ins": ("visits", {"kind": frozenset(("drop-in",))}),
}
_LINES: Final[Mapping[tuple[str, str, str], tuple[str, Only]]] = {
    ("contacts", "what", "visit"): ("visits", {}),
    ("contacts", "what", "renewed"): ("loan events", {"event": frozenset(("renewed",))}),
    ("contacts", "what", "returned"): ("loan events", {"event": frozenset(("returned",))}),
}
# How many rows or heads: what is left over of a whole is a number too. People may be in two parts.
ADDED_UP: Final = frozenset(("rows", "heads"))


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of which source, narrowed to what, and what of them is counted."""

    of: str
    what: str
    only: frozenset[tuple[str, frozenset[str]]]

    @property
    def name(self) -> str:
        """The same for the same number, and for no other."""
        only = sorted(f"{column}={'|'.join(sorted(values))}" for column, values in self.only)
        return "/".join((self.of, self.what, *only))

    def is_within(self, whole: Counts) -> bool:
        """Whether each of its rows is one of another's, which has more."""
        return (self.of, self.what) == (whole.of, whole.what) and self.only > whole.only

    def is_beside(self, other: Counts) -> bool:
        """Whether no row of it can be one of another's."""
        theirs = dict(other.only)
        return any(not values & theirs.get(column, values) for column, values in self.only)


def counts_of(one: Indicator) -> Counts:
    """What a figure counts."""
    return _counts(one.of, one.counts, {name: frozenset(values) for name, values in one.only})


def counts_of_line(table: TableOf, code: str) -> Counts:
    """What a line of a table counts."""
    one = table.indicator
    if (one.of, table.by, code) in _LINES and not one.only:
        of, narrowed = _LINES[one.of, table.by, code]
        return _counts(of, one.counts, dict(narrowed))
    only = {name: frozenset(values) for name, values in one.only}
    return _counts(one.of, one.counts, only | {table.by: frozenset((code,))})


def figures_among(table: TableOf, figures: Iterable[Indicator]) -> dict[str, Indicator]:
    """The lines of a table, by their code, that are figures as well."""
    one = table.indicator
    every = list(figures)
    by = {counts_of(figure): figure for figure in every}
    codes = [code for of, column, code in _LINES if (of, column) == (one.of, table.by)]
    for figure in every:
        for column, values in figure.only:
            codes += values if column == table.by and len(values) == 1 else ()
    lines = {code: counts_of_line(table, code) for code in codes}
    found = {code: by[counts] for code, counts in lines.items() if counts in by}
    return dict(sorted(found.items()))


def wholes(those: Sequence[tuple[str, Counts]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Of what is counted under some names: each whole, and parts of it that share no row."""
    for name, whole in those:
        inside = [(part, one) for part, one in those if one.is_within(whole)]
        apart: list[tuple[str, Counts]] = []
        for part, one in inside:
            if all(one.is_beside(other) for _, other in apart):
                apart.append((part, one))
        if whole.what in ADDED_UP and apart:
            yield name, tuple(part for part, _ in apart)
        alone = inside if whole.what not in ADDED_UP else [i for i in inside if i not in apart]
        yield from ((name, (part,)) for part, _ in alone)


def _counts(of: str, what: str, only: dict[str, frozenset[str]]) -> Counts:
    of = (SOURCES[of].counted_with or of) if of in SOURCES else of
    if of in _OF_ANOTHER:
        of, narrowed = _OF_ANOTHER[of]
        only = {**narrowed, **only}
    return Counts(of, what, frozenset(only.items()))
