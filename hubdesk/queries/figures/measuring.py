"""Measuring: every figure of a template over a period, out of one pass through each source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.queries.figure_rows import CountTable, Period, WhyHidden
from hubdesk.queries.figures import borrowing, contacts, teaching
from hubdesk.queries.figures.counting import counted, in_unit
from hubdesk.queries.figures.definitions import Indicator, Template
from hubdesk.queries.figures.scope import (
    EVERYTHING,
    Cut,
    Scope,
    before,
    fund_name,
    scope_before,
    scope_of,
)
from hubdesk.queries.figures.sources import Chosen, Source
from hubdesk.queries.figures.tables import count_table
from hubdesk.queries.figures.told import (
    CommentRow,
    StoryRow,
    UnfinishedRow,
    comments_of,
    stories_of,
    unfinished_of,
)
from hubdesk.queries.hub import hub_facts

SOURCES: Final = {
    source.name: source for source in (*contacts.SOURCES, *teaching.SOURCES, *borrowing.SOURCES)
}


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached by the end of the target's own days. `pace` is what was due by now."""

    amount: int
    period: Period
    pace: int
    reached: int  # from the target's first day to the end of the report's


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report, in the unit of its indicator.

    `number` is None only with a reason in `hidden`; `before` is the period before, None where it
    is not compared or nothing was written down in it.
    """

    indicator: Indicator
    number: int | None
    before: int | None = None
    target: Target | None = None
    hidden: WhyHidden = WhyHidden.NOT_HIDDEN


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of a report as it is shown: key figures, then its tables."""

    code: str
    title: str
    figures: tuple[Figure, ...]
    tables: tuple[CountTable, ...]


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """All that a report says, before anything is hidden: for who may see raw figures.

    `unfinished` come first on screen and paper, of `unfinished_count` in all. `notes` are
    sentences about gaps: days still to come, a fund that loans do not carry.
    """

    hub_name: str
    template: Template
    period: Period
    before: Period
    cut: Cut
    fund: str
    made_at: datetime
    sections: tuple[ReportSection, ...]
    unfinished: tuple[UnfinishedRow, ...]
    unfinished_count: int
    stories: tuple[StoryRow, ...]
    comments: tuple[CommentRow, ...]
    notes: tuple[str, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in order."""
        return tuple(figure for section in self.sections for figure in section.figures)

    def figure(self, code: str) -> Figure:
        """The figure of an indicator. LookupError where the template does not have it."""
        for figure in self.figures:
            if figure.indicator.code == code:
                return figure
        raise LookupError(code)


def figures_of(
    db: Session,
    period: Period,
    *,
    template: Template,
    now: datetime,
    cut: Cut = EVERYTHING,
) -> ReportFigures:
    """What a template tells of a period. Days still to come are left out, and said in a note.

    Refuses PeriodBackwards and PeriodNotBegun.
    """
    scope = scope_of(db, period, cut, now)
    earlier = scope_before(db, period, cut)
    numbers = numbers_of(db, template.indicators, scope)
    numbers_before = numbers_of(db, template.indicators, earlier)
    facts = hub_facts(db)
    unfinished, unfinished_count = unfinished_of(db, scope)
    return ReportFigures(
        hub_name=facts.name if facts else "",
        template=template,
        period=period,
        before=before(period),
        cut=cut,
        fund=fund_name(db, cut.fund_id) if cut.fund_id else "",
        made_at=now,
        sections=tuple(
            ReportSection(
                section.code,
                section.title,
                tuple(_figure(one, numbers, numbers_before) for one in section.indicators),
                tuple(
                    count_table(db, table, SOURCES, scope, earlier)
                    for table in section.tables
                    if cut.by <= SOURCES[table.indicator.of].cuts
                ),
            )
            for section in template.sections
        ),
        unfinished=unfinished,
        unfinished_count=unfinished_count,
        stories=stories_of(db, scope) if "stories" in template.lists else (),
        comments=comments_of(db, scope) if "comments" in template.lists else (),
        notes=(),
    )


def numbers_of(db: Session, indicators: Iterable[Indicator], scope: Scope) -> dict[str, int | None]:
    """The number of each indicator by its code; None where it cannot be narrowed so."""
    by_source: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        by_source.setdefault(indicator.of, []).append(indicator)
    found: dict[str, int | None] = {}
    for name, those in by_source.items():
        source = SOURCES[name]
        if scope.cut.by <= source.cuts:
            found |= _measured(db, source, those, scope)
        else:
            found |= dict.fromkeys((one.code for one in those), None)
    return found


def _measured(
    db: Session, source: Source, indicators: Sequence[Indicator], scope: Scope
) -> dict[str, int | None]:
    """All of one source in one pass: ten years of a city are a million visits."""
    rows = source.rows(scope).subquery("rows_of")
    columns = [counted(rows.c, one).label(one.code) for one in indicators]
    # beside a plain count SQLite reads the rows as they come, and not by an index of people
    query: Chosen = select(func.count().label("all_rows"), *columns).select_from(rows)
    answer = db.execute(query).one()._mapping
    return {one.code: in_unit(one, answer[one.code]) for one in indicators}


def _figure(
    indicator: Indicator,
    numbers: dict[str, int | None],
    numbers_before: dict[str, int | None],
) -> Figure:
    number = numbers[indicator.code]
    hidden = WhyHidden.NOT_KNOWN if number is None else WhyHidden.NOT_HIDDEN
    return Figure(indicator, number, numbers_before[indicator.code], None, hidden)
