"""Rows of figures: one table that feeds screen, paper, spreadsheet and disclosure control.

Everything that publishes a number hands one of these on. A hidden number is `None` together with
the reason, never 0: a reader who sees 0 must be able to trust that it is one (domain.md 5.7, 6.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

REST: Final = "(the rest)"  # the code of the line for all that is in none of its own


class WhyHidden(StrEnum):
    """Why a cell shows no number."""

    NOT_HIDDEN = ""
    SMALL = "small"  # below the threshold itself
    WITH_ANOTHER = "with another"  # shown, it would let a reader work out a small one
    SMALL_BASE = "small base"  # a percentage of too few, or a line of a total that is itself small
    ALL_ALIKE = "all alike"  # everybody in the group has the same answer
    NOT_KNOWN = "not known"  # the source itself hides it or never asked


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included, in the hub's time zone."""

    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class CountCell:
    """One number, or the reason why it is not shown."""

    number: int | None
    hidden: WhyHidden = WhyHidden.NOT_HIDDEN


@dataclass(frozen=True, slots=True)
class CountRow:
    """One line of a table: a code that stays, a label to read, and a cell for each column."""

    code: str
    label: str
    cells: tuple[CountCell, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of one thing in one unit, with the total a reader could subtract from."""

    code: str
    title: str
    unit: str
    row_heading: str
    columns: tuple[str, ...]
    rows: tuple[CountRow, ...]
    total: CountRow | None
    notes: tuple[str, ...] = ()
    about_people: bool = True  # False for devices, sessions, rooms: nobody can be picked out of it
    is_trait: bool = True  # a line says of each in it who they are; False for what the hub did

    @property
    def lines(self) -> tuple[CountRow, ...]:
        """What is printed, the total last. Where no line is listed, the one for all is the total's.

        Both said the same: "All of them: too few to say" above "All: fewer than 5".
        """
        if self.total is None:
            return self.rows
        return (*(() if self.lists_nothing else self.rows), self.total)

    @property
    def lists_nothing(self) -> bool:
        """Whether what it holds is in none of its lines, so that one stands for all of them."""
        return [row.code for row in self.rows] == [REST]
