"""Making people alike who could be picked out: what is told of each, at the steps it can have.

Whoever is one of too few of the same age, area and week is told of less exactly, step by step,
until enough are alike. A pure function of plain facts: equal facts give equal answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

LEAST: Final = 5  # so many have to be alike
OLDEST: Final = 75  # all from this age on are one band: few are so old
_WIDE: Final = ((0, "0-17"), (18, "18-24"), (25, "25-49"), (50, "50-64"), (65, "65+"))
# The wide band of each band the hub asks for; two of them are finer than ours.
_OF_ASKED: Final = {
    "under 13": "0-17",
    "13 to 15": "0-17",
    "16 to 17": "0-17",
    "18 to 24": "18-24",
    "25 to 49": "25-49",
    "50 to 64": "50-64",
    "65 to 74": "65+",
    "75 or over": "65+",
}
Told = tuple[str, str, str]  # age, area, first contact


@dataclass(frozen=True, slots=True)
class Exact:
    """What the hub knows of one person. `years` is -1 where only a band was told, or nothing."""

    years: int
    band: str
    area: str
    first_on: date


def steps(one: Exact) -> tuple[Told, ...]:
    """What can be told of somebody, from the most exact to nothing at all."""
    fine, wide = _ages(one)
    week, quarter, year = _when(one.first_on)
    return (
        (fine, one.area, week),
        (fine, one.area, quarter),
        (wide, one.area, quarter),
        (wide, one.area, year),
        (wide, "", year),
        ("", "", year),
        ("", "", ""),
    )


def alike(people: Mapping[str, Exact], *, least: int = LEAST) -> dict[str, Told]:
    """What is told of each, so that nobody shares it with fewer than `least` - 1 others.

    The last step tells nothing, and is for however many are left.
    """
    left = {id: steps(one) for id, one in people.items()}
    found: dict[str, Told] = {}
    last = len(next(iter(left.values()), ())) - 1
    for step in range(last + 1):
        many = Counter(told[step] for told in left.values())
        enough = {id: t[step] for id, t in left.items() if step == last or many[t[step]] >= least}
        found |= enough
        left = {id: told for id, told in left.items() if id not in enough}
    return found


def picked_out(people: Mapping[str, Exact], *, least: int = LEAST) -> int:
    """How many could be picked out if all were told exactly: what somebody is warned of."""
    many = Counter(steps(one)[0] for one in people.values())
    return sum(number for number in many.values() if number < least)


def is_vaguer(now: Told, before: Told) -> bool:
    """Whether anything is told less exactly than before."""
    return any(_exactness(a) < _exactness(b) for a, b in zip(now, before, strict=True))


def week_of(on: date) -> str:
    """The week of a day: 2026-W48."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02}"


def _ages(one: Exact) -> tuple[str, str]:
    if one.years < 0:
        wide = _OF_ASKED.get(one.band, "")
        return wide, wide
    wide = next(name for least, name in reversed(_WIDE) if one.years >= least)
    if one.years >= OLDEST:
        return f"{OLDEST}+", wide
    begins = one.years // 5 * 5
    return f"{begins}-{begins + 4}", wide


def _when(on: date) -> tuple[str, str, str]:
    return week_of(on), f"{on.year}-Q{(on.month + 2) // 3}", str(on.year)


def _exactness(told: str) -> int:
    """0 for nothing; then by how short a time or how few years it is."""
    if "-W" in told:
        return 4
    if "-Q" in told:
        return 3
    if told in _FINE:
        return 3
    return 2 if told else 0


_FINE: Final = frozenset((*(f"{at}-{at + 4}" for at in range(0, OLDEST, 5)), f"{OLDEST}+"))
