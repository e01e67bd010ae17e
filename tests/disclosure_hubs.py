"""A year of equality forms of a random hub: its tables as they are read together.

Small hubs and large ones, with one big ward and many small ones, one language spoken by two
people, a quarter in which nobody came: where small numbers are, and what stands beside them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hubdesk.queries.disclosure import COUNTED, MONITORING, Profile, Sum, disclosed
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable

QUARTERS = ("Q1", "Q2", "Q3", "Q4")


@dataclass(frozen=True)
class Together:
    """Tables that one reader has in hand."""

    name: str
    profile: Profile
    tables: tuple[CountTable, ...]
    sums: tuple[Sum, ...] = ()
    before: tuple[tuple[CountTable, ...], ...] = ()  # sets that were published one by one, first
    same: frozenset[str] = frozenset()  # codes of lines that are one number in all their tables

    def leave(self, profile: Profile) -> tuple[CountTable, ...]:
        """All tables as they leave."""
        same = {(table.code, code): code for table in self.tables for code in self.same}
        out = [table for one in self.before for table in disclosed(one, profile, same=same)]
        return disclosed(self.tables, profile, sums=self.sums, published=out, same=same)


def tables_of_hub(seed: int, *, harder: bool = False) -> Iterator[Together]:
    """What one random hub gives away in a year; `harder` to the digit too, as nobody publishes."""
    dice = random.Random(seed)
    people = _people(dice, dice.choice((9, 20, 40, 60, 90, 150, 400)))
    yield from _forms(people, dice, harder=harder)


def tables_by_age(seed: int) -> Together:
    """Age, and a question that the young are not asked: one number stands in both tables."""
    dice = random.Random(seed)
    people = _people(dice, dice.choice((20, 40, 60, 90, 150, 400)))
    for person in people:
        person["gender"] = 0 if person["age"] == 0 else dice.choice((1, 1, 1, 1, 1, 2, 3, 4))
    sizes = {"age": WAYS["age"], "gender": 5}
    quarters = {name: [p for p in people if dice.random() < 0.35] for name in QUARTERS}
    groups = {**quarters, "Year": [person for group in quarters.values() for person in group]}
    sets = [
        tuple(
            _with_young(counted(f"{name}/{way}", way, size, [(name, group)], "forms"))
            for way, size in sizes.items()
        )
        for name, group in groups.items()
    ]
    sums = tuple(
        Sum((f"Year/{way}", "Year"), tuple((f"{name}/{way}", name) for name in QUARTERS))
        for way in sizes
    )
    every = tuple(table for one in sets for table in one)
    young = frozenset({YOUNG})
    return Together("who is not asked", MONITORING, every, sums, tuple(sets[:-1]), young)


def _with_young(table: CountTable) -> CountTable:
    return replace(table, rows=(replace(table.rows[0], code=YOUNG), *table.rows[1:]))


YOUNG = "young"
Person = dict[str, int]
WAYS = {"age": 8, "ward": 7, "sex": 3, "group": 19, "main": 6, "reduced": 5, "care": 6, "faith": 9}


def _people(dice: random.Random, count: int) -> list[Person]:
    lean = {way: dice.uniform(0.4, 2.0) for way in WAYS}
    weights = {way: [1 / (n + 1) ** lean[way] for n in range(size)] for way, size in WAYS.items()}
    for each in weights.values():
        dice.shuffle(each)
    return [
        {way: dice.choices(range(size), weights[way])[0] for way, size in WAYS.items()}
        for _ in range(count)
    ]


def counted(
    code: str,
    way: str,
    size: int,
    columns: Sequence[tuple[str, Sequence[Person]]],
    total: str,
) -> CountTable:
    """People by one thing about them, a column for each group of people."""
    rows = []
    for value in range(size):
        cells = [sum(person[way] == value for person in group) for _name, group in columns]
        rows.append(CountRow(f"{way}-{value}", f"{way} {value}", _cells(cells)))
    whole = CountRow(total, "All", _cells([len(group) for _name, group in columns]))
    names = tuple(name for name, _group in columns)
    return CountTable(code, code, "people", way, names, tuple(rows), whole)


def _cells(numbers: Sequence[int]) -> tuple[CountCell, ...]:
    return tuple(CountCell(number) for number in numbers)


def _forms(people: list[Person], dice: random.Random, *, harder: bool) -> Iterator[Together]:
    """One-way tables of four quarters, each published by itself, and of the year after them."""
    quarters = {name: [p for p in people if dice.random() < 0.35] for name in QUARTERS}
    year = [person for group in quarters.values() for person in group]
    ways = ("group", "sex", "reduced", "faith", *(("care", "age") if harder else ()))
    groups = {**quarters, "Year": year}
    sets = [
        tuple(counted(f"{name}/{way}", way, WAYS[way], [(name, group)], "forms") for way in ways)
        for name, group in groups.items()
    ]
    sums = tuple(
        Sum((f"Year/{way}", "Year"), tuple((f"{name}/{way}", name) for name in QUARTERS))
        for way in ways
    )
    every = tuple(table for one in sets for table in one)
    yield Together("year after its quarters", MONITORING, every, sums, tuple(sets[:-1]))
    if harder:
        beside = [*quarters.items(), ("Year", year)]
        tables = tuple(counted(f"by-{way}", way, WAYS[way], beside, "forms") for way in ways)
        yield Together("year beside its quarters", MONITORING, tables)
        yield Together("year to the digit", COUNTED, tables)
