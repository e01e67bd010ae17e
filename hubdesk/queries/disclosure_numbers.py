"""The numbers behind a set of tables, and the sums that a reader can do with them.

A number may stand in several cells: as the total of one table and as a key figure beside it. What
a reader may think of each number is a range; what binds the ranges together are the sums.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from hubdesk.queries.figure_rows import CountTable, WhyHidden

ENDLESS: Final = 1_000_000_000
TOTAL: Final = -1  # the row of a table's total

Where = tuple[int, int, int]  # table, row, column


@dataclass(frozen=True, slots=True)
class Sum:
    """One column, line by line, is the sum of others: a year and its quarters."""

    whole: tuple[str, str]  # code of the table, heading of the column
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Lines that are parts of another, with a rest that nobody is told: pupils, of all heads.

    Each is named by the code of its table and its own. The whole can be several lines together:
    who learned is no more than the visits to a course and those to a workshop. Or so many `times`
    itself: of four people no more than forty visits are at ten sessions.
    """

    whole: tuple[str, str]
    parts: tuple[tuple[str, str], ...]
    and_whole: tuple[tuple[str, str], ...] = ()
    times: int = 0


@dataclass(slots=True)
class Number:
    """One number, the cells that show it, and why its reader does not see it."""

    value: int
    cells: list[Where]
    stays: bool = False  # published already: it cannot be hidden any more
    why: WhyHidden = WhyHidden.NOT_HIDDEN
    blank: bool = False  # hidden with its whole column: a reader cannot even tell that it is not 0
    is_rest: bool = False  # what is left over of a whole: in no cell, and nobody's secret
    is_of_nobody: bool = False  # sessions: it may be small, and is hidden for others alone

    @property
    def is_hidden(self) -> bool:
        return self.why is not WhyHidden.NOT_HIDDEN

    @property
    def is_secret(self) -> bool:
        """Whether it is hidden, and must not be worked out."""
        return self.is_hidden and not self.is_rest


@dataclass(frozen=True, slots=True)
class Rules:
    """What a reader knows of how numbers are hidden and rounded."""

    threshold: int
    rounding: int

    def shown(self, value: int) -> int:
        """As it is printed: halves go up, and nothing but 0 is rounded to 0."""
        return (
            value
            if self.rounding <= 1
            else (value + self.rounding // 2) // self.rounding * self.rounding
        )

    def range_of(self, number: Number) -> tuple[int, int]:
        """From the least to the most that a reader must think possible, before any sum."""
        if number.blank:
            return int(number.is_of_nobody), ENDLESS  # which kinds were held is told
        if number.why is WhyHidden.SMALL:
            return 1, self.threshold - 1
        if number.is_hidden:
            return self.threshold, ENDLESS
        if number.value == 0 or self.rounding <= 1:
            return number.value, number.value
        shown = self.shown(number.value)
        low, high = shown - self.rounding // 2, shown + (self.rounding - 1) // 2
        return (low if number.value < self.threshold else max(low, self.threshold)), high


# (index of the number, sign); the signed sum is 0. A whole counted so many times has that as sign.
Equation = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class System:
    """All numbers of a set of tables, and all sums."""

    tables: Sequence[CountTable]
    rules: Rules
    numbers: list[Number] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)
    at: dict[Where, int] = field(default_factory=dict)
    signs_of: list[list[tuple[int, int]]] = field(default_factory=list)  # by number: its sums
    ranges: list[tuple[int, int]] = field(default_factory=list)  # what a reader thinks of each
    empty: set[int] = field(default_factory=set)  # 0 like all that it is counted with: no secret
    known: set[int] = field(default_factory=set)  # of these, what is known to be 0 anyhow
    # By sum: what is no less so many times than another, how many times, and the other.
    so_many: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def find_known(self, noughts: Iterable[tuple[str, str]]) -> None:
        """What a reader knows to be 0 anyhow."""
        named = set(noughts)
        for (t, r, _c), n in self.at.items():
            table = self.tables[t]
            row = table.total if r == TOTAL else table.rows[r]
            if row is not None and (table.code, row.code) in named and not self.numbers[n].value:
                self.known.add(n)
        self.empty |= self.known

    def find_empty(self) -> None:
        """Zeros that are counted with zeros alone, none of which is hidden already."""
        for equation in self.equations:
            numbers = [self.numbers[n] for n, _sign in equation]
            if not any(number.value or number.is_secret for number in numbers):
                self.empty |= {n for n, _sign in equation}

    def hide(self, n: int, why: WhyHidden, *, blank: bool = False) -> None:
        """Hide a number, unless it is out already."""
        number = self.numbers[n]
        if not number.stays and n not in self.empty:
            number.why = why
            number.blank = number.blank or blank or number.is_of_nobody
            self.ranges[n] = self.rules.range_of(number)

    def hide_column(self, table: int, column: int, why: WhyHidden) -> None:
        """Hide a whole column, but for its total, with one reason: no line stands out."""
        for n in self.column(table, column):
            self.hide(n, why, blank=why is WhyHidden.SMALL_BASE or self.can_be_blank(n))

    def can_be_blank(self, n: int) -> bool:
        """Whether a reader cannot tell it from the others of its column, of which some may be 0.

        Where it stands in another table too, as a key figure does, it is told there that it is not
        small. One that is small stands for any.
        """
        number = self.numbers[n]
        apart = len({(t, c) for t, _r, c in number.cells}) > 1
        return number.value < self.rules.threshold or not apart

    def may_be_hidden(self, n: int) -> int:
        """From which value on it may be hidden for another: a reader expects 0 to be shown."""
        return 1 if self.numbers[n].is_of_nobody else self.rules.threshold

    def column(self, table: int, column: int) -> list[int]:
        """The numbers of the lines of one column, without its total."""
        rows = range(len(self.tables[table].rows))
        return [self.at[table, row, column] for row in rows if (table, row, column) in self.at]


def system_of(
    tables: Sequence[CountTable],
    rules: Rules,
    sums: Iterable[Sum],
    same: Mapping[tuple[str, str], str],
    within: Iterable[Within],
    of_nobody: Container[str] = (),
) -> System:
    """The numbers and sums of the tables about people, and of those that are `of_nobody`.

    Cells without a number take no part.
    """
    system = System(tables, rules)
    _number_the_cells(system, same, of_nobody)
    found = [*_sums_of_columns(system), *_sums_of_lines(system), *_sums_said(system, sums)]
    often: dict[Equation, tuple[int, int, int]] = {}
    found += _wholes_said(system, within, often)
    system.equations = sorted({_in_order(equation) for equation in found if len(equation) > 1})
    system.so_many = {e: often[one] for e, one in enumerate(system.equations) if one in often}
    system.signs_of = [[] for _ in system.numbers]
    for place, equation in enumerate(system.equations):
        for number, sign in equation:
            system.signs_of[number].append((place, sign))
    system.ranges = [rules.range_of(number) for number in system.numbers]
    return system


def _in_order(equation: Equation) -> Equation:
    return tuple(sorted(equation))


def _number_the_cells(
    system: System, same: Mapping[tuple[str, str], str], of_nobody: Container[str]
) -> None:
    """A total, and any line that bears its code, are one number where they agree in a column.

    So are lines that are said to be the same.
    """
    named: dict[tuple[str, str], int] = {}
    shared = {table.total.code for table in system.tables if table.total}
    for t, table in enumerate(system.tables):
        is_of_nobody = table.code in of_nobody
        if not (table.about_people or is_of_nobody):
            continue
        lines = [(TOTAL, table.total)] if table.total else []
        for r, row in [*lines, *enumerate(table.rows)]:
            name = same.get((table.code, row.code), row.code if row.code in shared else "")
            for c, cell in enumerate(row.cells):
                if cell.number is None:
                    continue
                known = named.get((name, table.columns[c])) if name else None
                if known is None or system.numbers[known].value != cell.number:
                    known = len(system.numbers)
                    system.numbers.append(Number(cell.number, [], is_of_nobody=is_of_nobody))
                    if name:
                        named[name, table.columns[c]] = known
                system.at[t, r, c] = known
                system.numbers[known].cells.append((t, r, c))


def _sums_of_columns(system: System) -> Iterable[Equation]:
    """Lines that add up to the total, in every column: if they do in all, a reader may know it."""
    for t, table in enumerate(system.tables):
        if table.total is None:
            continue
        equations = []
        for c in range(len(table.columns)):
            parts, whole = system.column(t, c), system.at.get((t, TOTAL, c))
            if whole is None or not parts or len(parts) < len(table.rows):
                continue
            if sum(system.numbers[n].value for n in parts) != system.numbers[whole].value:
                break  # people may be in several lines, or in none
            equations.append(_sum(whole, parts))
        else:
            yield from equations


def _sums_of_lines(system: System) -> Iterable[Equation]:
    """A last column that is the sum of the others in every line: all quarters and the year."""
    for t, table in enumerate(system.tables):
        if len(table.columns) < 3:
            continue
        last, equations = len(table.columns) - 1, []
        for r in [*range(len(table.rows)), *([TOTAL] if table.total else [])]:
            line = [system.at.get((t, r, c)) for c in range(len(table.columns))]
            known = [number for number in line if number is not None]
            if len(known) < len(line):
                continue
            values = [system.numbers[number].value for number in known]
            if sum(values[:last]) != values[last]:
                break
            equations.append(_sum(known[last], known[:last]))
        else:
            yield from equations


def _sums_said(system: System, sums: Iterable[Sum]) -> Iterable[Equation]:
    """What the caller says of columns of different tables, where it is true of the numbers."""
    places = {
        (table.code, heading): (t, c)
        for t, table in enumerate(system.tables)
        for c, heading in enumerate(table.columns)
    }
    for said in sums:
        named = [said.whole, *said.parts]
        if not all(place in places for place in named):
            continue
        lines = [_line_codes(system, *places[place]) for place in named]
        for code, whole in lines[0].items():
            parts = [line.get(code) for line in lines[1:]]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts) and _adds_up(system, whole, known):
                yield _sum(whole, known)


def _wholes_said(
    system: System, within: Iterable[Within], often: dict[Equation, tuple[int, int, int]]
) -> Iterable[Equation]:
    """A whole is its parts and a rest that can be anything from 0 on; `often`, so many times it."""
    places = {
        (table.code, row.code): (t, r, 0)
        for t, table in enumerate(system.tables)
        for r, row in enumerate(table.rows)
    }
    for said in within:
        wholes, parts = (
            {n for one in those if (n := system.at.get(places[one])) is not None}
            for those in ((said.whole, *said.and_whole), said.parts)
        )
        if not wholes or not parts or wholes & parts:
            continue
        times = said.times or 1
        rest = sum(
            sign * system.numbers[n].value
            for sign, those in ((times, wholes), (-1, parts))
            for n in those
        )
        if rest >= 0:
            system.numbers.append(
                Number(rest, [], why=WhyHidden.SMALL_BASE, blank=True, is_rest=True)
            )
            equation = (
                *((n, times) for n in wholes),
                *((n, -1) for n in (*parts, len(system.numbers) - 1)),
            )
            if said.times:
                often[_in_order(equation)] = min(wholes), times, min(parts)
            yield equation


def _line_codes(system: System, table: int, column: int) -> Mapping[str, int]:
    shown = system.tables[table]
    lines = [(r, row.code) for r, row in enumerate(shown.rows)]
    lines += [(TOTAL, "(total)")] if shown.total else []
    return {
        code: system.at[table, r, column] for r, code in lines if (table, r, column) in system.at
    }


def _adds_up(system: System, whole: int, parts: Sequence[int]) -> bool:
    return sum(system.numbers[part].value for part in parts) == system.numbers[whole].value


def _sum(whole: int, parts: Sequence[int]) -> Equation:
    """Numbers that stand on both sides cancel each other out."""
    signs: dict[int, int] = {whole: 1}
    for part in parts:
        signs[part] = signs.get(part, 0) - 1
    return tuple((number, sign) for number, sign in signs.items() if sign)
