"""What a public body's file says, number by number, and what whoever brings it in says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hubdesk.errors.bringing_in import Problem

NEEDED: Final = {
    "title": "what is counted",
    "source": "source",
    "year": "year",
    "geography": "place",
    "base": "population base",
    "method": "method note",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What whoever brings a file in says of it, and which of its columns and places they want."""

    source: str = ""
    source_url: str = ""
    year: str = ""
    geography: str = ""
    base: str = ""
    method: str = ""
    doubt: str = ""
    unit: str = ""
    title: str = ""  # what is counted, where the one column that is wanted does not say it well
    columns: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BenchmarkLine:
    """One number of one line. `problems` keep it out; `hidden` says why there is no number."""

    line: int
    measure: str = ""
    title: str = ""
    amount: int | None = None
    places: int = 0
    unit: str = ""
    year: str = ""
    geography: str = ""
    base: str = ""
    source: str = ""
    source_url: str = ""
    method: str = ""
    doubt: str = ""
    hidden: str = ""
    beside: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BenchmarkLines:
    """All numbers of a file, and what is to be said about it as a whole."""

    name: str
    rows: tuple[BenchmarkLine, ...]
    remarks: tuple[Problem, ...] = ()
    empty: int = 0  # cells in which nothing stood

    @property
    def good(self) -> list[BenchmarkLine]:
        """Those that come in."""
        return [row for row in self.rows if not row.problems]

    @property
    def refused(self) -> list[BenchmarkLine]:
        """Those that stay out, each with its reasons."""
        return [row for row in self.rows if row.problems]
