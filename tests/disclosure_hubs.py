"""Tables of random hubs as they are read together: a month's report, and a year of equality forms.

Small hubs and large ones, with one big ward and many small ones, one language spoken by two
people, a quarter in which nobody came: where small numbers are, and what stands beside them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hubdesk.queries.disclosure import COUNTED, MONITORING, Profile, Sum
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable

QUARTERS = ("Q1", "Q2", "Q3", "Q4")


@dataclass(frozen=True)
class Together:
    """Tables that one reader has in hand."""

    name: str
    profile: Profile
    tables: tuple[CountTable, ...]
    sums: tuple[Sum, ...] = ()


def tables_of_hub(seed: int) -> Iterator[Together]:
    """What one random hub gives away in a year."""
    dice = random.Random(seed)
    people = _people(dice, dice.choice((9, 20, 40, 60, 90, 150, 400)))
    yield _month(people, dice)
    yield from _forms(people, dice)


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


def _month(people: list[Person], dice: random.Random) -> Together:
    """This month and the one before, new people, and the same totals among the key figures."""
    now = [person for person in people if dice.random() < 0.5]
    before = [person for person in people if dice.random() < 0.4]
    new = [person for person in now if dice.random() < 0.3]
    both = [("This month", now), ("Month before", before)]
    keys = CountTable(
        "key-figures",
        "Key figures",
        "people",
        "Figure",
        ("This month", "Month before"),
        (
            CountRow("people", "People", _cells([len(now), len(before)])),
            CountRow("homes", "Homes", _cells([len(now) * 4 // 5, len(before) * 4 // 5])),
        ),
        None,
    )
    tables = [keys]
    for way in ("age", "ward", "sex", "main"):
        tables.append(counted(f"people-by-{way}", way, WAYS[way], both, "people"))
    split = [("New", new), ("Seen before", [p for p in now if p not in new]), ("All", now)]
    tables.append(counted("new-by-age", "age", WAYS["age"], split[:2], "people-split"))
    return Together("month", COUNTED, tuple(tables))


def _forms(people: list[Person], dice: random.Random) -> Iterator[Together]:
    """One-way tables of a year: its quarters beside it, and the year after its quarters."""
    quarters = {name: [p for p in people if dice.random() < 0.35] for name in QUARTERS}
    year = [person for group in quarters.values() for person in group]
    beside = [*quarters.items(), ("Year", year)]
    ways = ("group", "sex", "reduced", "care", "faith", "age")
    for name, profile in (("year", MONITORING), ("year to the digit", COUNTED)):
        tables = tuple(counted(f"by-{way}", way, WAYS[way], beside, "forms") for way in ways)
        yield Together(name, profile, tables)
