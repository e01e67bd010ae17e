"""Numbers of public bodies that a hub may hold its own beside, each with all that it rests on.

HubDesk ships some of them, in `resources/clearer-numbers/`: what was guessed in 2021 beside what
can be said today. A hub brings in others. The newest of a measure stands first and older ones stay.
A number without source, year, place, people and method is none: its row says none was found.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from hubdesk.errors.equality import BenchmarkBare
from hubdesk.models import Benchmark
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
class BenchmarkRow:
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
def shipped_benchmarks() -> tuple[BenchmarkRow, ...]:
    """What comes with HubDesk, guess by guess, with those that nothing was found for."""
    return tuple(
        BenchmarkRow(
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


def beside_guesses(db: Session) -> dict[str, list[BenchmarkRow]]:
    """By guess what can be said of it today: of each measure the newest first, ours among them."""
    shipped = shipped_benchmarks()
    named = {one.measure for one in shipped}
    brought: dict[str, list[BenchmarkRow]] = {}
    here = select(Benchmark).where(Benchmark.measure.in_(named), Benchmark.deleted == 0)
    for row in db.scalars(here.order_by(Benchmark.id.desc())):
        brought.setdefault(row.measure, []).append(_row(row))
    found: dict[str, list[BenchmarkRow]] = {guess.code: [] for guess in guesses()}
    seen = set()
    for one in shipped:
        if one.measure in seen:
            continue
        seen.add(one.measure)
        alike = [each for each in shipped if each.measure == one.measure]
        found[one.guess] += newest_first(brought.get(one.measure, []) + alike)
    return found


def newest_beside(db: Session) -> list[BenchmarkRow]:
    """What may stand beside the hub's own tables: of each measure the newest, if it is shown."""
    known = or_(Benchmark.beside != "", Benchmark.measure.in_(_besides()))
    here = select(Benchmark).where(known, Benchmark.deleted == 0)
    brought = [_row(one) for one in db.scalars(here.order_by(Benchmark.id.desc()))]
    return newest([*brought, *shipped_benchmarks()])


def newest(rows: Sequence[BenchmarkRow]) -> list[BenchmarkRow]:
    """Of each measure that has a line of ours the newest number; of one year the first of these."""
    found: dict[str, BenchmarkRow] = {}
    for row in rows:
        if not row.beside or row.amount is None or row.unit != "percent":
            continue
        if row.measure not in found or row.year > found[row.measure].year:
            found[row.measure] = row
    return list(found.values())


def captioned(row: BenchmarkRow) -> BenchmarkRow:
    """The same, if it says all that it rests on. BenchmarkBare if not: then it is not drawn."""
    if row.amount is not None and not all(
        (row.source, row.year, row.geography, row.base, row.method)
    ):
        raise BenchmarkBare
    return row


def newest_first(rows: list[BenchmarkRow]) -> list[BenchmarkRow]:
    """Of a measure the newest year first; of one year what was brought in last."""
    return sorted(rows, key=lambda row: row.year, reverse=True)


def brought_count(db: Session) -> int:
    """How many numbers the hub brought in."""
    here = select(func.count()).select_from(Benchmark).where(Benchmark.deleted == 0)
    return db.scalar(here) or 0


def brought_window(db: Session, *, offset: int, limit: int) -> list[BenchmarkRow]:
    """Some of them, measure by measure, of each the newest first."""
    here = select(Benchmark).where(Benchmark.deleted == 0)
    order = (Benchmark.measure, Benchmark.year.desc(), Benchmark.id.desc())
    return [_row(one) for one in db.scalars(here.order_by(*order).offset(offset).limit(limit))]


def benchmark_row(db: Session, benchmark_id: str) -> BenchmarkRow | None:
    """One that was brought in, or None."""
    one = db.get(Benchmark, benchmark_id)
    return _row(one) if one is not None and not one.deleted else None


def _row(one: Benchmark) -> BenchmarkRow:
    return BenchmarkRow(
        id=one.id,
        measure=one.measure,
        guess="",
        title=one.title,
        amount=one.amount,
        places=one.places,
        unit=one.unit,
        year=one.year,
        geography=one.geography,
        base=one.base,
        source=one.source,
        source_url=one.source_url,
        method=one.method,
        doubt=one.doubt,
        hidden=one.hidden,
        beside=one.beside or _besides().get(one.measure, ""),
    )


@cache
def _besides() -> dict[str, str]:
    """By measure the line of ours that stands beside it, whoever counts it."""
    return {one.measure: one.beside for one in shipped_benchmarks() if one.beside}


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(resource_text(f"{FOLDER}/{name}"))))
