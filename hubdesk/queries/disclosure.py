"""Disclosure control: nobody can be picked out of the tables that leave for a reader.

One pure function, used once, where figures leave. It takes all tables that are read together,
since what one hides another may give away: a total that is also a key figure, a year and its
quarters. It hides no more than it must: another number goes only where the hidden one could be
worked out without it. What it did stands in the notes of each table.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hubdesk.messages.disclosure import notes_of
from hubdesk.queries.disclosure_numbers import (
    TOTAL,
    Equation,
    Rules,
    Sum,
    System,
    Where,
    Within,
    system_of,
)
from hubdesk.queries.disclosure_out import as_published
from hubdesk.queries.disclosure_protecting import protect
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable, WhyHidden

__all__ = ["COUNTED", "MONITORING", "Profile", "Share", "Sum", "Within", "disclosed", "share"]

SAYS_NOTHING: Final = frozenset({"not-asked", "no-answer", "not-said", "not told", "not known"})


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules by which figures leave; what was published under one version stays under it."""

    code: str
    version: int
    threshold: int = 5  # the least number that is shown
    rounding: int = 5  # to the nearest; 1 for not at all
    least_total: int = 0  # of fewer nothing is shown at all, their number neither
    secondary: bool = True
    least_base: int = 10  # a percentage of fewer is hidden
    doubtful_base: int = 30  # a percentage of fewer is marked
    all_alike: bool = True  # hide a group in which everybody is the same

    @property
    def rules(self) -> Rules:
        return Rules(self.threshold, self.rounding)


COUNTED: Final = Profile("counted", 1, rounding=1)  # reports of the hub's own work, to the digit
MONITORING: Final = Profile("monitoring", 1, least_total=10)  # equality answers


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage in tenths, or the reason why it is not shown."""

    tenths: int | None
    hidden: WhyHidden = WhyHidden.NOT_HIDDEN
    doubtful: bool = False


def disclosed(
    tables: Sequence[CountTable],
    profile: Profile,
    *,
    sums: Iterable[Sum] = (),
    published: Sequence[CountTable] = (),
    same: Mapping[tuple[str, str], str] | None = None,
    within: Iterable[Within] = (),
    noughts: Iterable[tuple[str, str]] = (),
    of_nobody: Container[str] = (),
) -> tuple[CountTable, ...]:
    """These tables as they may leave. `tables` hold the true numbers, those out already too.

    Lines that add up to their total, and a last column that adds up the others, are noticed;
    `sums` says what else adds up, `within` what is part of what. A total, and any line of another
    table that bears its code in a column of the same heading, are one number; so are lines that
    `same` gives one name, by the code of their table and their own. Lines that are `noughts` are
    known to be 0 by what is not hidden, and stay shown. Tables that are `of_nobody`, by code, count
    sessions: their numbers may be small, and are hidden only where they tell of others. What is
    `published` stays as it is, and what comes after it is hidden around it.
    """
    system = system_of(tables, profile.rules, sums, same or {}, within, of_nobody)
    as_published(system, published)
    system.find_known(noughts)
    system.find_empty()
    _hide_small(system)
    if profile.secondary:
        _hide_few_who_come_often(system)
    _hide_lines_of_few(system)
    _hide_few(system, profile.least_total)
    if profile.all_alike:
        _hide_all_alike(system)
    if profile.secondary:
        _hide_what_bounds_small(system)
        protect(system)
    out = {table.code: table for table in published}
    return tuple(
        out.get(table.code) or _shown(system, t, profile) for t, table in enumerate(tables)
    )


def share(part: CountCell, base: CountCell, profile: Profile) -> Share:
    """A percentage of what is shown: of the true numbers it would undo the rounding."""
    for cell in (part, base):
        if cell.number is None:
            return Share(None, cell.hidden)
    assert part.number is not None
    assert base.number is not None
    if base.number < profile.least_base:
        return Share(None, WhyHidden.SMALL_BASE)
    tenths = min(1000, (part.number * 2000 + base.number) // (base.number * 2))
    return Share(tenths, doubtful=base.number < profile.doubtful_base)


def _hide_small(system: System) -> None:
    """1 to 4."""
    for n, number in enumerate(system.numbers):
        is_small = 0 < number.value < system.rules.threshold
        if is_small and not (number.is_rest or number.is_of_nobody):
            system.hide(n, WhyHidden.SMALL)


def _hide_few_who_come_often(system: System) -> None:
    """Few people who come to many sessions: forty visits to ten of them tell that they are four.

    That they are fewer than 5 is not said then. Nor is it where they are up to 3 more than what is
    told: else whoever knows the rule would know it.
    """
    for whole, times, part in system.so_many.values():
        number, many = system.numbers[whole], system.numbers[part]
        least = -(-many.value // times)
        is_told = not many.is_hidden and 1 < least < system.rules.threshold
        if is_told and number.value < least + system.rules.threshold - 1:
            system.hide(whole, WhyHidden.SMALL_BASE, blank=True)


def _hide_lines_of_few(system: System) -> None:
    """Of a total of 1 to 4 every line, since each would say something of them.

    So it is with figures that are parts of one figure, if there are two: one can be all of it.
    What is a part of such a line says something of it again.
    """
    before: list[tuple[int, int]] = []
    while before != system.ranges:
        before = list(system.ranges)
        for e, equation in enumerate(system.equations):
            if e not in system.so_many:  # of few people there can be many visits
                _hide_lines_of_small(system, equation)


def _hide_lines_of_small(system: System, equation: Equation) -> None:
    wholes = [n for n, sign in equation if sign > 0]
    if len(wholes) != 1:
        return
    whole = system.numbers[wholes[0]]
    if whole.why not in (WhyHidden.SMALL, WhyHidden.SMALL_BASE) or whole.is_rest:
        return
    every = [n for n, sign in equation if sign < 0]
    parts = [n for n in every if not system.numbers[n].is_rest]
    is_one = len(parts) < len(every) and sum(system.numbers[n].value > 0 for n in parts) < 2
    if is_one and whole.why is WhyHidden.SMALL:
        return
    told = {n for n in parts if n in system.known or _is_part_of_nought(system, n)}
    system.empty.difference_update({*parts} - told)  # shown, it would tell of those that are not
    for n in parts:
        system.hide(n, WhyHidden.SMALL_BASE, blank=True)
    if any(system.numbers[n].stays for n in parts):  # it is out that they are small
        system.hide(wholes[0], WhyHidden.SMALL_BASE, blank=True)


def _is_part_of_nought(system: System, n: int) -> bool:
    """Whether something it is no more than is 0, and shown."""
    equations = [system.equations[e] for e, sign in system.signs_of[n] if sign < 0]
    return any(m in system.empty for each in equations for m, sign in each if sign > 0)


def _hide_few(system: System, least: int) -> None:
    """A column of too few in all, as if it were not there; a reader may still reckon with it."""
    for (t, r, c), n in system.at.items():
        if r == TOTAL and 0 < system.numbers[n].value < least:
            system.hide_column(t, c, WhyHidden.SMALL_BASE)
            system.hide(n, WhyHidden.SMALL_BASE, blank=True)


def _hide_what_bounds_small(system: System) -> None:
    """Sessions for one person each, beside few visits to them.

    Not just up to 3 of them, which alone would tell of 1 to 4 visits: then whoever knows the rule
    would know from the hidden line that there were no more than 3.
    """
    for n, number in enumerate(system.numbers):
        if number.is_of_nobody and number.value < 2 * system.rules.threshold - 2:
            equations = [system.equations[e] for e, sign in system.signs_of[n] if sign > 0]
            parts = [m for each in equations if len(each) == 3 for m, sign in each if sign < 0]
            if any(system.numbers[m].why is WhyHidden.SMALL for m in parts):
                system.hide(n, WhyHidden.WITH_ANOTHER)


def _hide_all_alike(system: System) -> None:
    """Where everybody in a column is in one line, that line says it of each of them."""
    for t, table in enumerate(system.tables):
        if table.total is None or len(table.rows) < 2 or not table.is_trait:
            continue
        for c in range(len(table.columns)):
            filled = [r for r in range(len(table.rows)) if _value(system, (t, r, c))]
            if len(filled) != 1 or table.rows[filled[0]].code in SAYS_NOTHING:
                continue
            whole = system.at.get((t, TOTAL, c))
            if whole is None or system.numbers[whole].is_hidden:
                continue
            if _value(system, (t, filled[0], c)) == system.numbers[whole].value:
                system.hide_column(t, c, WhyHidden.ALL_ALIKE)


def _value(system: System, where: Where) -> int | None:
    number = system.at.get(where)
    return None if number is None else system.numbers[number].value


def _shown(system: System, t: int, profile: Profile) -> CountTable:
    """A table as it leaves, with the notes that say what was done to it."""
    table = system.tables[t]
    if not any(at == t for at, _r, _c in system.at):
        return table

    def row_of(r: int, row: CountRow) -> CountRow:
        return replace(
            row, cells=tuple(_cell(system, (t, r, c), cell) for c, cell in enumerate(row.cells))
        )

    rows = tuple(row_of(r, row) for r, row in enumerate(table.rows))
    total = row_of(TOTAL, table.total) if table.total else None
    lines = [*rows, *([total] if total else [])]
    why = {cell.hidden for line in lines for cell in line.cells}
    notes = notes_of(why, threshold=profile.threshold, rounding=profile.rounding)
    return replace(table, rows=rows, total=total, notes=(*table.notes, *notes))


def _cell(system: System, where: Where, cell: CountCell) -> CountCell:
    if (n := system.at.get(where)) is None:
        return cell
    number = system.numbers[n]
    if number.is_hidden:
        return CountCell(None, number.why)
    return CountCell(system.rules.shown(number.value))
