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
Where = tuple[str, str]  # the code of a table and that of its line
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
# Of the same rows there are no more of one than of another: whoever came has a visit each.
_NO_MORE: Final[Mapping[str, frozenset[str]]] = {
    "people": frozenset(("rows", "skills")),
    "homes": frozenset(("people",)),
    **dict.fromkeys(("girls", "pupil_premium", "send"), frozenset(("heads",))),
}


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
        """Whether it can be no more than another, by what the two count."""
        if (whole in _HOLDS) and (self.of, self.what) in _HOLDS[whole]:
            return True
        if self.of != whole.of:
            return False
        if self.what == whole.what:
            return self.only > whole.only
        return self.only >= whole.only and whole.what in _NO_MORE.get(self.what, ())

    def is_beside(self, other: Counts) -> bool:
        """Whether no row of it can be one of another's."""
        theirs = dict(other.only)
        return any(not values & theirs.get(column, values) for column, values in self.only)


HANDED_OVER: Final = Counts("contacts", "rows", frozenset({("what", frozenset({"handed over"}))}))
_EVERYBODY: Final = Counts("people", "people", frozenset())
# Whoever came or was handed something is somebody with a contact, however it is narrowed.
_HOLDS: Final[Mapping[Counts, frozenset[tuple[str, str]]]] = {
    _EVERYBODY: frozenset((of, "people") for of in ("visits", "loans", "gifts")),
    Counts("contacts", "rows", frozenset()): frozenset({("people", "people")}),
    HANDED_OVER: frozenset((of, "people") for of in ("loans", "gifts")),
}


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


def lines_above(table: TableOf, figure: Indicator) -> tuple[str, ...]:
    """The lines of a table that a figure is no more than, together: visits of whoever learned."""
    one, those = counts_of(table.indicator), counts_of(figure)
    only = dict(those.only)
    is_no_more = one.what in _NO_MORE.get(those.what, ())
    if one.of != those.of or one.only or not is_no_more or only.keys() != {table.by}:
        return ()
    return tuple(sorted(only[table.by]))


def wholes(those: Sequence[tuple[Where, Counts]]) -> Iterator[tuple[Where, tuple[Where, ...]]]:
    """Of what is counted at some places: each whole, and parts of it that share no row.

    Where people are counted in both, or of a source beside the whole's, each part stands alone.
    """
    for where, whole in those:
        inside = [(part, one) for part, one in those if one.is_within(whole)]
        apart: list[tuple[Where, Counts]] = []
        for part, one in inside if whole.what in ADDED_UP else ():
            if one.of == whole.of and all(one.is_beside(other) for _, other in apart):
                apart.append((part, one))
        if apart:
            yield where, tuple(part for part, _ in apart)
        yield from ((where, (part,)) for part, one in inside if (part, one) not in apart)


def _counts(of: str, what: str, only: dict[str, frozenset[str]]) -> Counts:
    of = (SOURCES[of].counted_with or of) if of in SOURCES else of
    if of in _OF_ANOTHER:
        of, narrowed = _OF_ANOTHER[of]
        only = {**narrowed, **only}
    return Counts(of, what, frozenset(only.items()))
