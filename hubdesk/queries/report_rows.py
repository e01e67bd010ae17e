"""The rows a report is published from: what paper, poster, screen and frozen copy all read.

They come from the figures of a period after disclosure control, so that nothing in them has to be
hidden any more. A report kept in Past reports is these rows again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hubdesk.i18n import translate
from hubdesk.messages.periods import report_words
from hubdesk.queries.figure_rows import CountCell, CountTable, Period

ROUNDING: Final = 5  # of what a target has reached over other days than the report's


def _t(text: str) -> str:
    return translate("Figures", text)


def about_words(funder: str, narrowed: str) -> str:
    """Of whose money and of which part of the hub's work something is; empty is all of it."""
    only = _t("only {what}").format(what=narrowed) if narrowed else ""
    return " · ".join(filter(None, (funder, only)))


@dataclass(frozen=True, slots=True)
class PublishedTarget:
    """What is to be reached, what was due by now, and how far it is.

    Of a target that began before the report it is the share of these days, of `whole` by `until`:
    what was reached since it began would tell, month after month, each hidden month.
    """

    amount: int
    pace: int
    reached: CountCell
    is_rounded: bool = False  # in copies of older versions, which told it to the nearest five
    since: date | None = None  # where other days are counted than the report's
    whole: int | None = None
    until: date | None = None

    @property
    def to_nearest(self) -> int:
        """How exactly `reached` is told."""
        return ROUNDING if self.is_rounded else 1

    @property
    def percent(self) -> int | None:
        """What share of it is reached, half up; None where that is hidden, or of a target of 0."""
        reached = self.reached.number
        if reached is None or not self.amount:
            return None
        return (200 * reached + self.amount) // (2 * self.amount)

    @property
    def behind(self) -> int | None:
        """How much less is reached than was due by now; None where that is hidden."""
        reached = self.reached.number
        return None if reached is None else max(self.pace - reached, 0)


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure as a reader may see it. `before` is that of the period it is compared with."""

    code: str
    label: str
    unit: str
    now: CountCell
    before: CountCell | None = None
    target: PublishedTarget | None = None


@dataclass(frozen=True, slots=True)
class PublishedSection:
    """A part of a report: its figures, its tables, and what has to be said with them."""

    code: str
    title: str
    figures: tuple[PublishedFigure, ...] = ()
    tables: tuple[CountTable, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnfinishedRegister:
    """A register nobody has finished: who is not marked in it is not counted yet."""

    title: str
    held_on: date
    tutor: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words somebody let the hub print: a story with consent, or a tutor's comment."""

    words: str
    whose: str = ""
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Consulted:
    """Who was asked about what the hub does, and what came of it."""

    held_on: date
    who: str
    method: str
    how_many: int
    said: str
    changed: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How a figure is counted, so that a reader can check it."""

    code: str
    version: int
    name: str
    rule: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """Everything that stands in a report. `disclosure` says what was hidden, and by which rule."""

    hub: str
    template: str
    period: Period
    compared: Period | None
    made_on: date
    reader: str = ""
    is_over: bool = True
    funder: str = ""
    disclosure: tuple[str, ...] = ()
    profile: str = ""
    threshold: int = 5
    headlines: tuple[PublishedFigure, ...] = ()
    sections: tuple[PublishedSection, ...] = ()
    unfinished: tuple[UnfinishedRegister, ...] = ()
    unfinished_count: int = 0  # of which the newest are named
    some_unfinished: bool = False  # how many would tell how many sessions there were
    stories: tuple[Quoted, ...] = ()
    comments: tuple[Quoted, ...] = ()
    consulted: tuple[Consulted, ...] = ()
    counted: tuple[Counted, ...] = ()
    notes: tuple[str, ...] = ()
    logo: str = ""  # the hash of a picture
    narrowed: str = ""  # to what, in words; a fund stands in `funder`
    rules_apart: bool = False  # `counted` stands in the sheets alone, not on paper
    title: str = ""  # with its days; of a copy from before it was kept, see `called`

    @property
    def nameless(self) -> PublishedReport:
        """Without names of staff and what they teach, and who was asked: as it leaves by itself.

        A story keeps the name that somebody chose for it.
        """
        said = tuple(replace(one, whose="") for one in self.comments)
        many = max(self.unfinished_count, len(self.unfinished))
        return replace(self, comments=said, consulted=(), unfinished=(), unfinished_count=many)

    @property
    def called(self) -> str:
        """Monthly report, October 2026."""
        return self.title or report_words(self.period.first_on, self.period.last_on)

    @property
    def about(self) -> str:
        """Of whose money and of which part of the hub's work it is; empty is all of it."""
        return about_words(self.funder, self.narrowed)

    @property
    def shown(self) -> frozenset[str]:
        """The codes of the figures whose number a reader sees."""
        return frozenset(one.code for one in self.figures if one.now.number is not None)

    @property
    def figures(self) -> tuple[PublishedFigure, ...]:
        """Every figure, the key figures first."""
        return (*self.headlines, *(one for part in self.sections for one in part.figures))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was recorded in these days."""
        cells = [one.now for one in self.figures]
        cells += [c for s in self.sections for t in s.tables for r in t.rows for c in r.cells]
        return all(cell.number == 0 for cell in cells)
