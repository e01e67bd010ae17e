"""Numbers of public bodies that a hub may hold its own beside, each with all that it rests on.

HubDesk ships some of them, in `resources/clearer-numbers/`: what was guessed in 2021 beside what
can be said today. A hub brings in others. The newest of a measure stands first and older ones stay.
A number without source, year, place, people and method is none: its row says none was found.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from typing import Final

from hubdesk.paths import resource_text

FOLDER: Final = "clearer-numbers"
PUBLISHER, ELSEWHERE, NOWHERE = "publisher", "elsewhere", "none"


@dataclass(frozen=True, slots=True)
class Guess:
    """What somebody took for true in 2021, and what can be said of it today."""

    code: str
    question: str
    guess: str
    said_by: str
    found: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One number of a public body. `amount` is None where it is hidden or was not found.

    The number is `amount` with its last `places` digits behind the point, so that it is kept as
    exactly as it was written. `beside` is the table and line of the hub's own equality monitoring.
    """

    id: str
    measure: str
    guess: str
    title: str
    amount: int | None
    places: int
    unit: str
    year: str
    geography: str
    base: str
    source: str
    source_url: str
    method: str
    doubt: str
    hidden: str = ""
    read: str = PUBLISHER
    beside: str = ""


@cache
def guesses() -> tuple[Guess, ...]:
    """What was guessed in 2021, in the order of the strategy."""
    return tuple(
        Guess(row["code"], row["question"], row["guess"], row["said_to_be_from"], row["found"])
        for row in _rows("guesses.csv")
    )


@cache
def shipped_benchmarks() -> tuple[Benchmark, ...]:
    """What comes with HubDesk, guess by guess, with those that nothing was found for."""
    return tuple(
        Benchmark(
            id=row["code"],
            measure=row["measure"],
            guess=row["guess"],
            title=row["title"],
            amount=int(row["value"].replace(".", "")) if row["value"] else None,
            places=len(row["value"].partition(".")[2]),
            unit=row["unit"],
            year=row["year"],
            geography=row["geography"],
            base=row["population_base"],
            source=row["source"],
            source_url=row["source_url"],
            method=row["method_note"],
            doubt=row["doubt"],
            read=row["read"],
            beside=row["beside"],
        )
        for row in _rows("numbers.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(resource_text(f"{FOLDER}/{name}"))))
