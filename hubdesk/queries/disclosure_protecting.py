"""Secondary suppression: others are hidden until no hidden number can be worked out.

It hides what is missed least: the search for moves (`disclosure_moves`) says what would have to be
hidden for a number to be anything it must seem able to be.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hubdesk.queries.disclosure_moves import Room, cheapest_move, farthest, reached, room_of
from hubdesk.queries.disclosure_numbers import TOTAL, Number, System
from hubdesk.queries.figure_rows import WhyHidden

__all__ = ["protect"]

ROW_COST: Final = 100
TOTAL_COST: Final = 300  # a total is missed more than a line


def protect(system: System) -> None:
    """Hide others until every hidden number can be anything from 1 to 4, or as many others."""
    seen = [(number.value, number.value) for number in system.numbers]
    waiting = [n for n, number in enumerate(system.numbers) if number.is_secret]
    for n in waiting:  # grows while it is gone through: what is hidden for another is looked at too
        while (goal := _missing(system, n, seen)) is not None:
            before, number = list(system.ranges), system.numbers[n]
            _hide_another(system, n, goal)
            if before == system.ranges:  # what is out already, and all around it is hidden
                if number.blank:
                    break
                system.hide(n, WhyHidden.SMALL_BASE, blank=True)  # nor whether it is from 1 to 4
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
    prices = [_price(system, n) for n in range(len(system.numbers))]
    room = room_of(system, prices)
    change = goal - system.numbers[n].value
    needed = _needed(room, n, change)
    if not needed or any(_is_of_all_sessions(system, m) for m in needed):
        there = replace(room, point=farthest(system, n, goal))  # and on, by one: a line may do
        needed = _needed(there, n, 1 if change > 0 else -1) or needed
    cost = sum(prices[other] or 0 for other in needed)
    column = _cheapest_column(system, n)
    if column and (not needed or column[0] < cost):
        system.hide_column(column[1], column[2], WhyHidden.WITH_ANOTHER)
    elif needed:
        for other in needed:
            system.hide(other, WhyHidden.WITH_ANOTHER)
    elif not _hide_line(system, n):
        _hide_all_around(system, n)


def _needed(room: Room, n: int, change: int) -> list[int]:
    move = cheapest_move(room, n, change) or {}
    return [other for other, by in move.items() if room.price(other, by)]


def _is_of_all_sessions(system: System, n: int) -> bool:
    number = system.numbers[n]
    return number.is_of_nobody and any(r == TOTAL for _t, r, _c in number.cells)


def _price(system: System, n: int) -> int | None:
    """What is missed if this shown number is hidden too. 0 stays shown, as everybody expects."""
    number = system.numbers[n]
    if number.is_hidden or number.stays or number.value < system.may_be_hidden(n):
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
        shown = sum(ROW_COST * len(each.cells) for each in numbers if not each.is_hidden)
        found.append((shown + ROW_COST, t, c))
    return min(found, default=None)


def _is_settled(system: System, n: int) -> bool:
    """Whether to hide its column does nothing more to it."""
    number = system.numbers[n]
    return number.blank or number.stays or (number.is_hidden and not system.can_be_blank(n))


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
            system.hide_column(t, c, WhyHidden.WITH_ANOTHER)
    if _price(system, n) is not None:
        system.hide(n, WhyHidden.WITH_ANOTHER)
