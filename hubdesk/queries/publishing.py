"""The one place where figures leave for a reader: disclosure control, then rows to publish.

What paper, poster, sheet and frozen copy say went through here once. The figures of a period and
those of the one before are hidden each by themselves, so that September beside October shows what
September's own report showed, and no two reports differ by a hidden number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from hubdesk.i18n import translate
from hubdesk.messages.periods import period_words
from hubdesk.models import AwardSort
from hubdesk.queries.certificate_looks import current_look
from hubdesk.queries.disclosure import COUNTED, Profile, disclosed
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable, Period, WhyHidden
from hubdesk.queries.figures import (
    Cut,
    Figure,
    Indicator,
    ReportFigures,
    Target,
    Template,
    figures_of,
)
from hubdesk.queries.figures.scope import EVERYTHING
from hubdesk.queries.report_rows import (
    Consulted,
    Counted,
    PublishedFigure,
    PublishedReport,
    PublishedSection,
    PublishedTarget,
    Quoted,
    UnfinishedRegister,
)

KEY: Final = "key"  # the section whose figures stand large at the top
# A session or a sum of money is nobody: its number may be small.
NOT_PEOPLE: Final = frozenset({"sessions", "£", "pounds", "days", "registers"})
ROUNDING: Final = 5  # of what a target has reached over other days than the report's
_PEOPLE, _OTHERS, _TARGETS = "figures", "other figures", "targets"


def _t(text: str) -> str:
    return translate("Figures", text)


def published(
    figures: ReportFigures, *, made_on: date, profile: Profile = COUNTED
) -> PublishedReport:
    """The report as it may leave. What is hidden is said in it, by the words of the profile."""
    tables = _tables_of(figures)
    now = _Hidden(disclosed(_sheet(figures, tables, 0), profile))
    before = _Hidden(disclosed(_sheet(figures, tables, 1), profile))
    sections = tuple(
        PublishedSection(
            section.code,
            section.title,
            () if section.code == KEY else _figures(section.figures, now, before, figures.period),
            tuple(_both(table, now, before, figures) for table in section.tables),
        )
        for section in figures.sections
    )
    return PublishedReport(
        hub=figures.hub_name,
        template=figures.template.title,
        reader=figures.template.reader,
        period=figures.period,
        compared=figures.before,
        made_on=made_on,
        is_over=figures.period.last_on < made_on,
        funder=figures.fund,
        disclosure=_disclosure_words(profile),
        profile=f"{profile.code} {profile.version}",
        threshold=profile.threshold,
        headlines=tuple(
            one
            for section in figures.sections
            if section.code == KEY
            for one in _figures(section.figures, now, before, figures.period)
        ),
        sections=sections,
        unfinished=tuple(
            UnfinishedRegister(row.title, row.held_on, row.tutor) for row in figures.unfinished
        ),
        unfinished_count=figures.unfinished_count,
        stories=tuple(Quoted(row.text, row.who, row.told_on) for row in figures.stories),
        comments=tuple(
            Quoted(row.text, ", ".join(filter(None, (row.who, row.about))), row.on)
            for row in figures.comments
        ),
        consulted=tuple(
            Consulted(row.held_on, row.who, row.method, row.how_many, row.said, row.changed)
            for row in figures.consultations
        ),
        counted=tuple(
            Counted(one.code, one.version, one.name, one.rule, one.evidence)
            for one in figures.template.indicators
        ),
        notes=figures.notes,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it may leave, and the numbers it was made of, before any was hidden.

    The numbers stay in the records: they say later whether a figure has changed since.
    """

    report: PublishedReport
    template: Template
    cut: Cut
    numbers: Mapping[str, int | None]
    profile: Profile = COUNTED


def told(
    db: Session,
    *,
    template: Template,
    period: Period,
    cut: Cut = EVERYTHING,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Told:
    """Count a period and publish it. Refuses PeriodBackwards and PeriodNotBegun.

    `progress` is told how far it is, of how much; what it raises ends the work.
    """
    figures = figures_of(db, period, template=template, now=now, cut=cut, progress=progress)
    logo = current_look(db, AwardSort.ATTENDANCE).look.logo
    report = replace(published(figures, made_on=now.date()), logo=logo)
    return Told(report, template, cut, figures.numbers)


def _disclosure_words(profile: Profile) -> tuple[str, ...]:
    said = [_t("Numbers under {threshold} are hidden.").format(threshold=profile.threshold)]
    if profile.secondary:
        said.append(_t("So is any number that would give a hidden one away."))
    if profile.rounding > 1:
        said.append(_t("The rest are rounded to {base}.").format(base=profile.rounding))
    return tuple(said)


class _Hidden:
    """What disclosure control left of the figures of one period, by code."""

    def __init__(self, tables: Sequence[CountTable]) -> None:
        self.tables = {table.code: table for table in tables}
        self.cells: dict[tuple[str, str], CountCell] = {
            (table.code, row.code): row.cells[0] for table in tables for row in table.rows
        }

    def figure(self, figure: Figure) -> CountCell:
        sheet = _OTHERS if figure.indicator.unit in NOT_PEOPLE else _PEOPLE
        return self.cells[sheet, figure.indicator.code]

    def target(self, figure: Figure) -> CountCell:
        return self.cells[_TARGETS, figure.indicator.code]


def _tables_of(figures: ReportFigures) -> list[CountTable]:
    """Every table, its total under the code of its indicator: a key figure may be the same."""
    of = {
        table.code: table.indicator
        for section in figures.template.sections
        for table in section.tables
    }
    found = []
    for section in figures.sections:
        for table in section.tables:
            about = table.about_people and table.unit not in NOT_PEOPLE
            total = table.total
            if total is not None and table.code in of:
                total = replace(total, code=of[table.code].code)
            found.append(replace(table, total=total, about_people=about))
    return found


def _sheet(figures: ReportFigures, tables: Iterable[CountTable], at: int) -> list[CountTable]:
    """All that a reader sees of one period, as tables of one column."""
    heading = _t("This period")
    found = [_column(table, at, heading) for table in tables if at < len(table.columns)]
    rows: dict[str, dict[str, CountRow]] = {_PEOPLE: {}, _OTHERS: {}, _TARGETS: {}}
    for figure in figures.figures:
        one = figure.indicator
        sheet = _OTHERS if one.unit in NOT_PEOPLE else _PEOPLE
        number = figure.number if at == 0 else figure.before
        rows[sheet][one.code] = CountRow(one.code, one.name, (_cell(number),))
        if figure.target is not None and at == 0:
            reached = _cell(figure.target.reached)
            rows[_TARGETS][one.code] = CountRow(one.code, one.name, (reached,))
    for code, those in rows.items():
        # what a target has reached since its own first day is another number than the period's
        head = heading if code != _TARGETS else _t("Towards the target")
        people = code != _OTHERS
        made = tuple(those.values())
        found.append(CountTable(code, "", "", "", (head,), made, None, about_people=people))
    return found


def _cell(number: int | None) -> CountCell:
    return CountCell(number, WhyHidden.NOT_KNOWN if number is None else WhyHidden.NOT_HIDDEN)


def _column(table: CountTable, at: int, heading: str) -> CountTable:
    rows = tuple(replace(row, cells=(row.cells[at],)) for row in table.rows)
    total = replace(table.total, cells=(table.total.cells[at],)) if table.total else None
    return replace(table, columns=(heading,), rows=rows, total=total)


def _target(figure: Figure, target: Target, now: _Hidden, period: Period) -> PublishedTarget:
    """How far it is: this very figure over the same days, else to the nearest five of people."""
    shown = now.figure(figure)
    if target.period == period:
        return PublishedTarget(target.amount, target.pace, shown)
    reached = now.target(figure)
    if reached.number is None or figure.indicator.unit in NOT_PEOPLE:
        return PublishedTarget(target.amount, target.pace, reached)
    near = (reached.number + ROUNDING // 2) // ROUNDING * ROUNDING
    return PublishedTarget(target.amount, target.pace, CountCell(near), is_rounded=True)


def _figures(
    figures: Iterable[Figure], now: _Hidden, before: _Hidden, period: Period
) -> tuple[PublishedFigure, ...]:
    made = []
    for figure in figures:
        target = None
        if figure.target is not None:
            target = _target(figure, figure.target, now, period)
        one: Indicator = figure.indicator
        then = before.figure(figure) if figure.before is not None else None
        made.append(PublishedFigure(one.code, one.name, one.unit, now.figure(figure), then, target))
    return tuple(made)


def _both(table: CountTable, now: _Hidden, before: _Hidden, figures: ReportFigures) -> CountTable:
    """The columns of both periods beside each other again, each called by its days."""
    left, right = now.tables[table.code], before.tables.get(table.code)
    columns = tuple(period_words(p.first_on, p.last_on) for p in (figures.period, figures.before))
    if right is None:
        return replace(left, columns=columns[:1])
    rows = tuple(
        replace(row, cells=(*row.cells, *other.cells))
        for row, other in zip(left.rows, right.rows, strict=True)
    )
    total = left.total
    if total is not None and right.total is not None:
        total = replace(total, cells=(*total.cells, *right.total.cells))
    notes = tuple(dict.fromkeys((*left.notes, *right.notes)))
    return replace(left, columns=columns, rows=rows, total=total, notes=notes)
