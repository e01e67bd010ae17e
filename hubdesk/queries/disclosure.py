"""Disclosure control: nobody can be picked out of the tables that leave for a reader.

One pure function, used once, where figures leave. It takes all tables that are read together,
since what one hides another may give away: a total that is also a key figure, a year and its
quarters. It hides no more than it must: another number goes only where the hidden one could be
worked out without it. What it did stands in the notes of each table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hubdesk.messages.disclosure import notes_of
from hubdesk.queries.disclosure_moves import cheapest_move, reached, room_of
from hubdesk.queries.disclosure_numbers import (
    TOTAL,
    Equation,
    Number,
    Rules,
    Sum,
    System,
    Where,
    Within,
    system_of,
)
from hubdesk.queries.disclosure_out import as_published
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable, WhyHidden

__all__ = ["COUNTED", "MONITORING", "Profile", "Share", "Sum", "Within", "disclosed", "share"]

ROW_COST, TOTAL_COST = 100, 300  # a total is missed more than a line
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
) -> tuple[CountTable, ...]:
    """These tables as they may leave. `tables` hold the true numbers, those out already too.

    Lines that add up to their total, and a last column that adds up the others, are noticed;
    `sums` says what else adds up, `within` what is part of what. A total, and any line of another
    table that bears its code in a column of the same heading, are one number; so are lines that
    `same` gives one name, by the code of their table and their own. Lines that are `noughts` are
    known to be 0 by what is not hidden, and stay shown. What is `published` stays as
    it is, and what comes after it is hidden around it.
    """
    system = system_of(tables, profile.rules, sums, same or {}, within)
    as_published(system, published)
    system.find_known(noughts)
    system.find_empty()
    _hide_small(system)
    _hide_few(system, profile.least_total)
    if profile.all_alike:
        _hide_all_alike(system)
    if profile.secondary:
        _protect(system)
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
    """1 to 4; and of a total of so few every line, since each would say something of them.

    So it is with figures that are parts of one figure, if there are two: one can be all of it.
    What is a part of such a line says something of it again.
    """
    for n, number in enumerate(system.numbers):
        if 0 < number.value < system.rules.threshold and not number.is_rest:
            system.hide(n, WhyHidden.SMALL)
    before: list[tuple[int, int]] = []
    while before != system.ranges:
        before = list(system.ranges)
        for equation in system.equations:
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
            _blank(system, t, c, WhyHidden.SMALL_BASE)
            system.hide(n, WhyHidden.SMALL_BASE, blank=True)


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
                _blank(system, t, c, WhyHidden.ALL_ALIKE)


def _value(system: System, where: Where) -> int | None:
    number = system.at.get(where)
    return None if number is None else system.numbers[number].value


def _blank(system: System, table: int, column: int, why: WhyHidden) -> None:
    """Hide a whole column, but for its total, with one reason: no line stands out."""
    for n in system.column(table, column):
        system.hide(n, why, blank=why is WhyHidden.SMALL_BASE or _can_be_blank(system, n))


def _can_be_blank(system: System, n: int) -> bool:
    """Whether a reader cannot tell it from the others of its column, of which some may be 0.

    Where it stands in another table too, as a key figure does, it is told there that it is not
    small. One that is small stands for any.
    """
    number = system.numbers[n]
    apart = len({(t, c) for t, _r, c in number.cells}) > 1
    return number.value < system.rules.threshold or not apart


def _protect(system: System) -> None:
    """Hide others until every hidden number can be anything from 1 to 4, or as many others."""
    seen = [(number.value, number.value) for number in system.numbers]
    waiting = [n for n, number in enumerate(system.numbers) if number.is_secret]
    for n in waiting:  # grows while it is gone through: what is hidden for another is looked at too
        while (goal := _missing(system, n, seen)) is not None:
            before = list(system.ranges)
            _hide_another(system, n, goal)
            if before == system.ranges:  # what is out already, and all around it is hidden
                if system.numbers[n].why is not WhyHidden.SMALL:
                    break
                system.hide(n, WhyHidden.SMALL_BASE, blank=True)  # nor that it is from 1 to 4
                if before == system.ranges:
                    break
            hidden = (m for m, number in enumerate(system.numbers) if number.is_secret)
            waiting += [m for m in hidden if m not in waiting]


def _missing(system: System, n: int, seen: list[tuple[int, int]]) -> int | None:
    """What this number cannot be seen to reach, though it must; None where it is safe.

    `seen` holds the least and the most that each number was proved to be able to be. It stays
    true: what is hidden later only leaves more room.
    """
    low, high = _wanted(system, n)
    number = system.numbers[n]
    if not system.signs_of[n] or _is_safe(number, seen[n], low, high):
        return None
    for numbers in reached(system, n, low, high):
        for other, value in numbers.items():
            seen[other] = (min(seen[other][0], value), max(seen[other][1], value))
        if _is_safe(number, seen[n], low, high):
            return None
    return low if number.why is WhyHidden.SMALL and seen[n][1] >= high else high


def _is_safe(number: Number, seen: tuple[int, int], low: int, high: int) -> bool:
    if number.why is WhyHidden.SMALL and not number.blank:
        return seen[0] <= low and seen[1] >= high
    return seen[1] - seen[0] >= high - number.value


def _wanted(system: System, n: int) -> tuple[int, int]:
    """From the least to the most that a reader must think possible."""
    number, width = system.numbers[n], system.rules.threshold - 2  # 1 to 4 is four numbers
    if number.why is WhyHidden.SMALL and not number.blank:
        return 1, 1 + width
    return max(0, number.value - width), number.value + width


def _hide_another(system: System, n: int, goal: int) -> None:
    """Hide the least that lets a number reach its goal."""
    prices = [_price(number, system.rules.threshold) for number in system.numbers]
    room = room_of(system, prices)
    change = goal - system.numbers[n].value
    move = cheapest_move(room, n, change) or cheapest_move(room, n, 1 if change > 0 else -1) or {}
    needed = [other for other, by in move.items() if room.price(other, by)]
    cost = sum(prices[other] or 0 for other in needed)
    column = _cheapest_column(system, n)
    if column and (not needed or column[0] < cost):
        _blank(system, column[1], column[2], WhyHidden.WITH_ANOTHER)
    elif needed:
        for other in needed:
            system.hide(other, WhyHidden.WITH_ANOTHER)
    elif not _hide_line(system, n):
        _hide_all_around(system, n)


def _price(number: Number, threshold: int) -> int | None:
    """What is missed if this shown number is hidden too. 0 stays shown, as everybody expects."""
    if number.is_hidden or number.stays or number.value < threshold:
        return None
    total = any(r == TOTAL for _t, r, _c in number.cells)
    return ROW_COST * len(number.cells) + (TOTAL_COST if total else 0) + min(number.value, 50)


def _cheapest_column(system: System, n: int) -> tuple[int, int, int] | None:
    """The column of this number that could be hidden whole: what is missed, table, column.

    A list of figures of all sorts is no column: they have nothing in common but their paper.
    """
    found = []
    for t, r, c in system.numbers[n].cells:
        if system.tables[t].total is None:
            continue
        column = system.column(t, c)
        numbers = [system.numbers[other] for other in column]
        open_ones = [m for m in column if m not in system.empty]
        settled = all(_is_settled(system, m) for m in open_ones)
        if r == TOTAL or settled or len(numbers) < 2:
            continue
        shown = sum(ROW_COST for each in numbers if not each.is_hidden)
        found.append((shown + ROW_COST, t, c))
    return min(found, default=None)


def _is_settled(system: System, n: int) -> bool:
    """Whether to hide its column does nothing more to it."""
    number = system.numbers[n]
    return number.blank or number.stays or (number.is_hidden and not _can_be_blank(system, n))


def _hide_line(system: System, n: int) -> bool:
    """Hide all of one sum that this number is in and no total; whether there was such a sum."""
    for e, _sign in system.signs_of[n]:
        numbers = [m for m, _ in system.equations[e] if m != n]
        if any(r == TOTAL for m in numbers for _t, r, _c in system.numbers[m].cells):
            continue
        before = list(system.ranges)
        for m in numbers:
            if not system.numbers[m].is_hidden:
                small = system.numbers[m].value < system.rules.threshold
                why = WhyHidden.SMALL_BASE if small else WhyHidden.WITH_ANOTHER
                system.hide(m, why, blank=small)
        if before != system.ranges:
            return True
    return False


def _hide_all_around(system: System, n: int) -> None:
    """The last resort: every column and every total that this number can be reckoned from.

    Where all of those are hidden or out already, what they can be reckoned from, and so on.
    """
    seen, ring = {n}, {n}
    before = list(system.ranges)
    while ring and before == system.ranges:
        equations = {e for m in ring for e, _sign in system.signs_of[m]}
        ring = {other for e in equations for other, _sign in system.equations[e]} - seen
        seen |= ring
        for other in sorted(ring):
            _hide_with_its_columns(system, other)


def _hide_with_its_columns(system: System, n: int) -> None:
    number = system.numbers[n]
    for t, r, c in number.cells:
        if r != TOTAL and system.tables[t].total and len(system.tables[t].rows) > 1:
            _blank(system, t, c, WhyHidden.WITH_ANOTHER)
    if _price(number, system.rules.threshold) is not None:
        system.hide(n, WhyHidden.WITH_ANOTHER)


def _shown(system: System, t: int, profile: Profile) -> CountTable:
    """A table as it leaves, with the notes that say what was done to it."""
    table = system.tables[t]
    if not table.about_people:
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
