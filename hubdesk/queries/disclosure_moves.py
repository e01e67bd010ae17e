"""How far a hidden number can move while every sum still holds: what a reader must think possible.

A move changes one number and mends each sum it upsets by changing another in it, until all hold
again. Each move found is a proof: other numbers that fit all that is printed. What is not found
counts as not possible, so a search that gives up hides more, never less.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from hubdesk.queries.disclosure_numbers import System

TRIES: Final = 3_000

Move = Mapping[int, int]  # by number: how much it changes
Ways = Sequence[tuple[int, int, int]]  # in one equation: number, change, price


@dataclass(frozen=True, slots=True)
class Room:
    """Where every number may go, and what it costs to hide the shown ones; None: cannot be."""

    system: System
    point: list[int]
    prices: Sequence[int | None]
    least: Sequence[int]  # from which value on each may be hidden

    def price(self, number: int, change: int) -> int | None:
        """0 where it may change so as it is shown, else what hiding it costs."""
        low, high = self.system.ranges[number]
        there = self.point[number] + change
        if low <= there <= high:
            return 0
        return self.prices[number] if self.least[number] <= there else None


def room_of(system: System, prices: Sequence[int | None] = ()) -> Room:
    """From the true numbers, with what hiding costs; without prices nothing more is hidden."""
    point = [number.value for number in system.numbers]
    least = [system.may_be_hidden(n) for n in range(len(point))]
    return Room(system, point, prices or [None] * len(point), least)


def reached(system: System, number: int, low: int, high: int) -> Iterator[Mapping[int, int]]:
    """What else this number and others with it can be, from the true ones to `low` and `high`."""
    for goal in (low, high):
        yield from _walk(room_of(system), number, goal)


def farthest(system: System, number: int, goal: int) -> list[int]:
    """Numbers that fit what is printed, with this one as near to its goal as it was brought."""
    room = room_of(system)
    for _ in _walk(room, number, goal):
        pass
    return room.point


def _walk(room: Room, number: int, goal: int) -> Iterator[Mapping[int, int]]:
    step = 1 if goal > room.point[number] else -1
    while (left := (goal - room.point[number]) * step) > 0:
        move = cheapest_move(room, number, left * step)
        if not move and left > 1:
            move = cheapest_move(room, number, step)
        if not move:
            break
        for other, change in move.items():
            room.point[other] += change
        yield {other: room.point[other] for other in move}


def cheapest_move(room: Room, number: int, change: int) -> Move | None:
    """A move of this number, with the least to hide for it; None where none was found."""
    if room.price(number, change) is None:
        return None
    turn = count()
    first: dict[int, int] = {number: change}
    line = [(0, 0, next(turn), first, _upset(room.system, {}, number, change))]
    for _ in range(TRIES):
        if not line:
            return None
        cost, _depth, _turn, move, upset = heapq.heappop(line)
        if not upset:
            return move
        for other, by, more in _fewest_ways(room, move, upset):
            then = _upset(room.system, upset, other, by)
            depth = len(then) * 2 + len(move)
            heapq.heappush(line, (cost + more, depth, next(turn), {**move, other: by}, then))
    return None


def _fewest_ways(room: Room, move: Move, upset: Mapping[int, int]) -> Ways:
    """How the sum that is hardest to mend can be mended; none if any cannot be."""
    system, point, prices = room.system, room.point, room.prices
    ranges, least = system.ranges, room.least
    fewest: list[tuple[int, int, int]] | None = None
    # a sum of so many times a number is mended last, by its rest: it is upset by all the others
    first = [one for one in upset if one not in system.so_many] or upset
    for equation in first:  # spelled out: all the time of a search is spent here
        ways, off = [], upset[equation]
        for other, sign in system.equations[equation]:
            if other in move:
                continue
            if sign not in (1, -1) and off % sign:
                continue
            by = -off // sign
            there = point[other] + by
            low, high = ranges[other]
            if low <= there <= high:
                ways.append((other, by, 0))
            elif (price := prices[other]) is not None and there >= least[other]:
                ways.append((other, by, price))
        if fewest is None or len(ways) < len(fewest):
            fewest = ways
        if len(ways) < 2:
            break
    return fewest or ()


def _upset(system: System, before: Mapping[int, int], number: int, change: int) -> dict[int, int]:
    """What the sums are out by after this change; those that hold are left out."""
    after = dict(before)
    for equation, sign in system.signs_of[number]:
        off = after.pop(equation, 0) + sign * change
        if off:
            after[equation] = off
    return after
