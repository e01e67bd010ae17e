"""Somebody who has the printed tables, knows every rule, and tries to work out what is hidden.

Integer programming (HiGHS): the least and the most that each hidden number can be while every sum
that a reader knows of holds, with rounding taken into account. It shares no line with the code
that hides: it reads the cells as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

import highspy

from hubdesk.queries.disclosure import Profile, Sum
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable, WhyHidden
from tests.disclosure_hubs import Together

MOST = 100_000.0
KEYS = "figures"  # the list of key figures, which is no table of anything
# Hidden for what their average would tell, which is no sum: no attack of this reader needs them.
HOURS = frozenset({"learning_hours", "session_hours", "session_volunteer_hours"})


@dataclass
class Found:
    """What one attack came to."""

    small: int = 0  # cells hidden for themselves
    others: int = 0  # cells hidden for another, zeros among them
    worked_out: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)  # tables with a number worked out


@dataclass
class Tally:
    """Attacks on many hubs, with all that is hidden and with the small numbers hidden alone."""

    with_small: int = 0  # tables in which a number is hidden for itself
    guarded: int = 0  # those in which others are hidden with it
    broken_of_small: int = 0  # without the others
    broken_of_guarded: int = 0
    small: int = 0
    others: int = 0
    worked_out: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.small:,} small numbers in {self.with_small:,} tables, {self.others:,} others"
            f" hidden with them in {self.guarded:,}; worked out: {len(self.worked_out)}. Without"
            f" the others: {self.broken_of_guarded:,} of those {self.guarded:,} tables broken, and"
            f" {self.broken_of_small:,} of all {self.with_small:,}."
        )


def attack(together: Together, tally: Tally) -> None:
    """Try a set of tables as they leave, and the same without secondary suppression."""
    profile, truly, sums = together.profile, together.tables, together.sums
    kept = together.leave(profile)
    weak = together.leave(replace(profile, secondary=False))
    found = attacked(kept, profile, sums=sums, truly=truly, same=together.same)
    without = attacked(weak, profile, sums=sums, truly=truly, same=together.same)
    counted_up(tally, together.name, kept, weak, found, without)


def counted_up(
    tally: Tally,
    of: str,
    kept: Sequence[CountTable],
    weak: Sequence[CountTable],
    found: Found,
    without: Found,
) -> None:
    """What two attacks came to: on the tables as they leave, and on those with less hidden.

    A table and those of its quarters, of one name after the stroke, count as one. A key figure that
    stands in a table too is that table's.
    """
    lines = [(t, row.code) for t, table in enumerate(kept) for _r, row in _lines(table)]
    twice = {code for t, code in lines if any(code == c and t != at for at, c in lines)}
    tally.small += found.small
    tally.others += found.others
    tally.worked_out += [f"{of}: {each}" for each in found.worked_out]
    names = {table.code: table.code.rpartition("/")[2] for table in weak}
    broken = {names[code] for code in without.broken}
    small = {names[bare.code] for bare in weak if None in _numbers(bare)}
    pairs = zip(kept, weak, strict=True)
    guarded = {
        names[bare.code]
        for strong, bare in pairs
        if _hides_more(strong, bare, twice | HOURS if bare.code == KEYS else frozenset())
    }
    tally.with_small += len(small)
    tally.broken_of_small += len(small & broken)
    tally.guarded += len(guarded & small)
    tally.broken_of_guarded += len(guarded & small & broken)


def _hides_more(strong: CountTable, bare: CountTable, elsewhere: Set[str]) -> bool:
    """Whether a number that is shown in one is hidden in the other, in its line or in the rest."""
    lines = {(row.code, c): cell.number for _, row in _lines(strong) for c, cell in _cells(row)}
    rest = {c for _, row in _lines(strong) for c, cell in _cells(row) if cell.number is None}
    return any(
        lines.get((row.code, c), None if c in rest and cell.number else cell.number) is None
        for _, row in _lines(bare)
        for c, cell in _cells(row)
        if cell.number is not None and row.code not in elsewhere
    )


def _cells(row: CountRow) -> Iterable[tuple[int, CountCell]]:
    return enumerate(row.cells)


def _numbers(table: CountTable) -> list[int | None]:
    return [cell.number for _r, row in _lines(table) for cell in row.cells]


class Reader:
    """One reader's model of a set of tables."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._ranges: list[list[float]] = []
        self._same: dict[tuple[str, str], int] = {}
        self._asked: list[int] = []
        self._seen: dict[int, tuple[int, int]] = {}

    def number(self, low: float, high: float, known_as: tuple[str, str] | None = None) -> int:
        """A number within a range; the one already known by this name, which both then narrow."""
        if known_as in self._same and known_as is not None:
            number = self._same[known_as]
            before = self._ranges[number]
            before[0], before[1] = max(before[0], low), min(before[1], high)
            self._solver.changeColBounds(number, *before)
            return number
        number = len(self._ranges)
        self._ranges.append([low, high])
        self._solver.addCol(0.0, low, high, 0, [], [])
        if known_as is not None:
            self._same[known_as] = number
        return number

    def adds_up(self, whole: int, parts: Sequence[int]) -> None:
        signs = {whole: 1.0}
        for part in parts:
            signs[part] = signs.get(part, 0.0) - 1.0
        kept = {number: sign for number, sign in signs.items() if sign}
        self._solver.addRow(0.0, 0.0, len(kept), list(kept), list(kept.values()))

    def so_many(self, whole: int, times: int, part: int) -> None:
        """So many times one number is no less than another."""
        signs = [float(times), -1.0]
        self._solver.addRow(0.0, highspy.kHighsInf, 2, [whole, part], signs)

    def any_of(self, people: int, rows: Sequence[int]) -> None:
        """There are rows only where there is somebody: 0 of one is 0 of the other."""
        signs = [MOST, *(-1.0 for _ in rows)]
        self._solver.addRow(0.0, highspy.kHighsInf, len(signs), [people, *rows], signs)

    def ranges(self, asked: Iterable[int], width: int) -> dict[int, tuple[int, int]]:
        """The least and the most of each; as soon as a range is wide enough, it is left."""
        self._asked, self._seen = list(asked), {}
        for number in self._asked:
            for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
                low, high = self._seen.get(number, (0, -1))
                if high - low < width:
                    self._look(number, sense)
        return self._seen

    def _look(self, number: int, sense: highspy.ObjSense) -> None:
        """One end of a range. Fractions are quicker, and do where the answer is whole anyway."""
        self._solver.changeColCost(number, 1.0)
        self._solver.changeObjectiveSense(sense)
        values = self._solved()
        if any(abs(value - round(value)) > 1e-6 for value in values):
            self._whole(highspy.HighsVarType.kInteger)
            values = self._solved()
            self._whole(highspy.HighsVarType.kContinuous)
        self._solver.changeColCost(number, 0.0)
        for other in self._asked:
            value = round(values[other])
            low, high = self._seen.get(other, (value, value))
            self._seen[other] = (min(low, value), max(high, value))

    def _solved(self) -> list[float]:
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise AssertionError(f"no numbers fit: {self._solver.getModelStatus()}")
        return list(self._solver.getSolution().col_value)

    def _whole(self, kind: highspy.HighsVarType) -> None:
        for number in range(len(self._ranges)):
            self._solver.changeColIntegrality(number, kind)


def attacked(
    tables: Sequence[CountTable],
    profile: Profile,
    *,
    sums: Sequence[Sum] = (),
    truly: Sequence[CountTable],
    same: Set[str] = frozenset(),
    within: Iterable[tuple[str, Sequence[str]]] = (),
    listed: Set[tuple[str, str]] = frozenset(),
    among: Iterable[tuple[str, str, Set[str]]] = (),
    rests: Set[str] = frozenset(),
    noughts: Set[tuple[str, str]] = frozenset(),
    somebody: Iterable[tuple[str, str]] = (),
    no_more: Iterable[tuple[tuple[str, str], tuple[str, str]]] = (),
    of_nobody: Set[tuple[str, str]] = frozenset(),
    so_many: Iterable[tuple[str, int, tuple[str, str]]] = (),
) -> Found:
    """What a reader of `tables` works out. `truly` says which sums hold, and what was small.

    Lines of one code that is among the `same` are one number; `within` are lines that are no more
    than another, together. Those that are `listed`, by the code of their table and their own, are
    known to hold something: else they would not stand there. `noughts` are known to hold nothing:
    no session of their kind was held. Of `somebody`, people and what is told of them, none is 0
    alone. A figure `among` some lines of a table is no more than they are together. Of `no_more`,
    lines by table and code, the first is no more than the second; those `of_nobody` are sessions:
    whatever of them is hidden may be small. Of `so_many`, a figure times a number is no less than a
    line: nobody is twice at one session. In tables that are `rests` what holds nothing is one
    number, "(the rest)", which is hidden with its column and 0 where it is not printed.
    """
    reader = Reader(profile)
    at: dict[tuple[int, int, int], int] = {}
    totals = {table.total.code for table in truly if table.total}
    agreed = _agreeing(truly, totals | same)
    for t, table in enumerate(tables):
        for r, row in _lines(table):
            for c, cell in enumerate(row.cells):
                true, whole = _true(truly[t], r, c), _is_whole(table, c, cell, rests)
                low, high = _range(cell, true, profile, whole=whole)
                if cell.number is None and (table.code, row.code) in of_nobody:
                    low = 0
                if cell.number is None and (table.code, row.code) in listed:
                    low = max(low, 1)
                if (table.code, row.code) in noughts:
                    high = 0
                name = (row.code, table.columns[c])
                at[t, r, c] = reader.number(low, high, name if name in agreed else None)
    _sums(reader, at, truly, sums)
    _within(reader, at, truly, within)
    _among(reader, at, truly, among)
    _somebody(reader, at, truly, somebody)
    _no_more(reader, at, truly, no_more)
    _so_many(reader, at, truly, so_many)
    return _counted(reader, at, tables, truly, profile)


def _lines(table: CountTable) -> list[tuple[int, CountRow]]:
    return [*enumerate(table.rows), *([(-1, table.total)] if table.total else [])]


def _true(table: CountTable, r: int, c: int) -> int:
    row = table.total if r == -1 else table.rows[r]
    assert row is not None
    number = row.cells[c].number
    assert number is not None
    return number


def _agreeing(truly: Sequence[CountTable], totals: set[str]) -> set[tuple[str, str]]:
    """Names of totals that stand in several tables, with one number wherever they do."""
    found: dict[tuple[str, str], set[int]] = {}
    for table in truly:
        for r, row in _lines(table):
            for c, heading in enumerate(table.columns):
                if row.code in totals:
                    found.setdefault((row.code, heading), set()).add(_true(table, r, c))
    return {name for name, numbers in found.items() if len(numbers) == 1}


def _is_whole(table: CountTable, c: int, cell: CountCell, rests: Set[str]) -> bool:
    """Whether this hidden cell may be one of a column that was hidden whole, noughts as well."""
    if table.code in rests:
        rest = next((row.cells[c] for row in table.rows if row.code == "(the rest)"), None)
        if rest is None or rest.number is not None:
            return False
    return {row.cells[c].hidden for row in table.rows if row.cells[c].number != 0} == {cell.hidden}


def _range(cell: CountCell, true: int, profile: Profile, *, whole: bool) -> tuple[float, float]:
    """What the printed cell alone tells. Whoever reads is thought to know more, never less."""
    if cell.number is not None:
        if cell.number == 0 or profile.rounding == 1:
            return cell.number, cell.number
        half = profile.rounding // 2
        return max(cell.number - half, profile.threshold), cell.number + half
    if cell.hidden is WhyHidden.SMALL:
        return 1, profile.threshold - 1
    if cell.hidden is WhyHidden.SMALL_BASE:
        return 0, MOST
    return (0 if whole or true < profile.threshold else profile.threshold), MOST


def _sums(
    reader: Reader,
    at: dict[tuple[int, int, int], int],
    truly: Sequence[CountTable],
    sums: Sequence[Sum],
) -> None:
    for t, table in enumerate(truly):
        columns, rows = range(len(table.columns)), range(len(table.rows))
        if table.total is not None and all(
            sum(_true(table, r, c) for r in rows) == _true(table, -1, c) for c in columns
        ):
            for c in columns:
                reader.adds_up(at[t, -1, c], [at[t, r, c] for r in rows])
        last = len(table.columns) - 1
        lines = [r for r, _row in _lines(table)]
        if last >= 2 and all(
            sum(_true(table, r, c) for c in range(last)) == _true(table, r, last) for r in lines
        ):
            for r in lines:
                reader.adds_up(at[t, r, last], [at[t, r, c] for c in range(last)])
    places = {
        (table.code, heading): (t, c)
        for t, table in enumerate(truly)
        for c, heading in enumerate(table.columns)
    }
    for said in sums:
        (whole_t, whole_c), *parts = [places[place] for place in (said.whole, *said.parts)]
        for r, _row in _lines(truly[whole_t]):
            reader.adds_up(at[whole_t, r, whole_c], [at[t, r, c] for t, c in parts])


def _within(
    reader: Reader,
    at: dict[tuple[int, int, int], int],
    tables: Sequence[CountTable],
    within: Iterable[tuple[str, Sequence[str]]],
) -> None:
    every = [(row.code, (t, r)) for t, one in enumerate(tables) for r, row in _lines(one)]
    lines = dict(reversed(every))  # a figure before a line of its code
    for whole, parts in within:
        there = [lines[part] for part in parts if part in lines]
        if not there or whole not in lines:
            continue
        most = _true(tables[lines[whole][0]], lines[whole][1], 0)
        if sum(_true(tables[t], r, 0) for t, r in there) <= most:  # random hubs are not always so
            numbers = [at[t, r, 0] for t, r in (lines[whole], *there)]
            reader.adds_up(numbers[0], [*numbers[1:], reader.number(0, MOST)])


def _among(
    reader: Reader,
    at: dict[tuple[int, int, int], int],
    tables: Sequence[CountTable],
    among: Iterable[tuple[str, str, Set[str]]],
) -> None:
    """People are no more than what is told of them, line by line; a line not listed is 0."""
    every = [(row.code, (t, r)) for t, one in enumerate(tables) for r, row in _lines(one)]
    figures, places = dict(reversed(every)), {table.code: t for t, table in enumerate(tables)}
    for figure, code, lines in among:
        if figure not in figures or code not in places:
            continue
        t = places[code]
        those = [r for r, row in _lines(tables[t]) if row.code in {*lines, "(the rest)"}]
        told = sum(_true(tables[t], r, 0) for r in those)
        if tables[t].rows and told >= _true(tables[figures[figure][0]], figures[figure][1], 0):
            number = at[(*figures[figure], 0)]
            most = reader.number(0, MOST)
            reader.adds_up(most, [number, reader.number(0, MOST)])
            reader.adds_up(most, [at[t, r, 0] for r in those])
            reader.any_of(number, [at[t, r, 0] for r in those if _row(tables[t], r) != REST])


REST = "(the rest)"


def _row(table: CountTable, r: int) -> str:
    return table.rows[r].code


def _somebody(
    reader: Reader,
    at: dict[tuple[int, int, int], int],
    tables: Sequence[CountTable],
    somebody: Iterable[tuple[str, str]],
) -> None:
    every = [(row.code, (t, r)) for t, one in enumerate(tables) for r, row in _lines(one)]
    figures = dict(reversed(every))
    for people, rows in somebody:
        if people in figures and rows in figures:
            reader.any_of(at[(*figures[people], 0)], [at[(*figures[rows], 0)]])


def _no_more(
    reader: Reader,
    at: dict[tuple[int, int, int], int],
    tables: Sequence[CountTable],
    no_more: Iterable[tuple[tuple[str, str], tuple[str, str]]],
) -> None:
    lines = {(one.code, row.code): (t, r) for t, one in enumerate(tables) for r, row in _lines(one)}
    for part, whole in no_more:
        if part in lines and whole in lines:
            assert _true(tables[lines[part][0]], lines[part][1], 0) <= _true(
                tables[lines[whole][0]], lines[whole][1], 0
            ), f"more at {part} than at {whole}"
            reader.adds_up(at[(*lines[whole], 0)], [at[(*lines[part], 0)], reader.number(0, MOST)])


def _so_many(
    reader: Reader,
    at: dict[tuple[int, int, int], int],
    tables: Sequence[CountTable],
    so_many: Iterable[tuple[str, int, tuple[str, str]]],
) -> None:
    lines = {(one.code, row.code): (t, r) for t, one in enumerate(tables) for r, row in _lines(one)}
    for figure, times, part in so_many:
        whole = lines.get((KEYS, figure))
        if whole is not None and part in lines:
            (t, r), (p, q) = whole, lines[part]
            if _true(tables[t], r, 0) * times >= _true(tables[p], q, 0):  # hours are rounded
                reader.so_many(at[t, r, 0], times, at[p, q, 0])


def _counted(
    reader: Reader,
    at: dict[tuple[int, int, int], int],
    tables: Sequence[CountTable],
    truly: Sequence[CountTable],
    profile: Profile,
) -> Found:
    hidden: dict[int, str] = {}
    stands_in: dict[int, set[str]] = {}  # a number may stand in several tables
    found = Found()
    for t, table in enumerate(tables):
        for r, row in _lines(table):
            for c, cell in enumerate(row.cells):
                if cell.number is not None:
                    continue
                number = _true(truly[t], r, c)
                if 0 < number < profile.threshold:
                    found.small += 1
                else:
                    found.others += 1
                name = f"{table.code}/{row.code}/{table.columns[c]} = {number} ({cell.hidden})"
                hidden.setdefault(at[t, r, c], name)
                stands_in.setdefault(at[t, r, c], set()).add(table.code)
    width = profile.threshold - 2
    for number, (low, high) in reader.ranges(hidden, width).items():
        if high - low < width:
            found.broken |= stands_in[number]
            found.worked_out.append(f"{hidden[number]} is {low} to {high}")
    return found
