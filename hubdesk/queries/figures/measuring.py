"""Measuring: every figure and table of a template over a period, beside the period before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from hubdesk.i18n import plain_day, translate
from hubdesk.messages.report_words import nothing_words
from hubdesk.models.learning import ONLY_COUNTED
from hubdesk.queries.figure_rows import CountTable, Period, WhyHidden
from hubdesk.queries.figures.definitions import (
    CutBy,
    Indicator,
    TableOf,
    Template,
    TemplateSection,
    definitions,
)
from hubdesk.queries.figures.learning import areas_of_skills
from hubdesk.queries.figures.measured import Measured, Progress, cuts_of
from hubdesk.queries.figures.scope import (
    EVERYTHING,
    Cut,
    Scope,
    before,
    fund_name,
    scope_before,
    scope_between,
    scope_of,
)
from hubdesk.queries.figures.tables import MOST_DAYS, OF_TIME, count_table
from hubdesk.queries.figures.tally import Tally
from hubdesk.queries.figures.targets import Target, TargetRow, pace_of, share_of, targets_for
from hubdesk.queries.figures.told import (
    CommentRow,
    ConsultationRow,
    StoryRow,
    UnfinishedRow,
    comments_of,
    consultations_of,
    stories_of,
    unfinished_of,
)
from hubdesk.queries.hub import hub_facts


def _t(text: str) -> str:
    return translate("Figures", text)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report, in the unit of its indicator.

    `number` is None only with a reason in `hidden`; `before` is the period before, None where it
    cannot be counted either.
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
    sentences about gaps: days still to come, what a fund cannot be asked of. What it does not
    tell is `beside`: whatever there is to count decides together what is hidden.
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
    consultations: tuple[ConsultationRow, ...] = ()
    beside: tuple[ReportSection, ...] = ()
    weeks_before: tuple[CountTable, ...] = ()
    skills_in: Mapping[str, int] = field(default_factory=dict)  # by area, how many there are

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in order."""
        return tuple(figure for section in self.sections for figure in section.figures)

    @property
    def numbers(self) -> dict[str, int | None]:
        """The number of each indicator by its code, as a frozen copy keeps it."""
        return {figure.indicator.code: figure.number for figure in self.figures}

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
    progress: Progress | None = None,
) -> ReportFigures:
    """What a template tells of a period. Days still to come are left out, and said in a note.

    `progress` is told how far it is, of how much; what it raises ends the counting.

    Refuses PeriodBackwards, PeriodNotBegun and DayUnclear.
    """
    scope, earlier = scope_of(db, period, cut, now), scope_before(db, period, cut)
    whole = (*template.sections, beside(template))
    indicators = [one for section in whole for one in section.indicators]
    was = Measured(db, earlier, indicators, _tables(whole, earlier), progress=progress)
    tables = _tables(whole, scope)
    measured = Measured(db, scope, indicators, tables, before=was)
    reached = _reached(db, template, period, scope, measured)
    facts = hub_facts(db)
    told = [one for one in template.lists if cut.by <= cuts_of(one)]
    unfinished, unfinished_count = unfinished_of(db, scope)
    *sections, others = (
        ReportSection(
            section.code,
            section.title,
            tuple(_figure(one, measured, was, reached) for one in section.indicators),
            tuple(
                count_table(
                    one,
                    measured.tally(one.indicator.of),
                    was.tally(one.indicator.of),
                    scope,
                    also=_lines_of(one, tables, measured, was),
                )
                for one in section.tables
                if one in tables
            ),
        )
        for section in whole
    )
    return ReportFigures(
        hub_name=facts.name if facts else "",
        template=template,
        period=period,
        before=before(period),
        cut=cut,
        fund=fund_name(db, cut.fund_id) if cut.fund_id else "",
        made_at=now,
        sections=tuple(sections),
        unfinished=unfinished,
        unfinished_count=unfinished_count,
        stories=stories_of(db, scope) if "stories" in told else (),
        comments=comments_of(db, scope) if "comments" in told else (),
        notes=_notes(tuple(sections), period, scope, set(template.lists).difference(told)),
        consultations=consultations_of(db, scope) if "consultations" in told else (),
        beside=(others,),
        skills_in=Counter(areas_of_skills(db).values()),
        weeks_before=tuple(
            count_table(one, was.tally(one.indicator.of), Tally(()), earlier)
            for one in _tables(whole, earlier)
            if one.by in OF_TIME
        ),
    )


def _lines_of(table: TableOf, tables: Sequence[TableOf], *periods: Measured) -> set[str]:
    """The lines that it has of another table: those that hold something in one of the periods.

    None for what is only counted: no names are taken there, so a nought would mislead.
    """
    return {
        code
        for of in tables
        if of.code == table.lines_of
        for each in periods
        for code, number in each.tally(of.indicator.of).by(of).items()
        if number and code not in ONLY_COUNTED
    }


def beside(template: Template) -> TemplateSection:
    """Whatever else there is to count: what is hidden hangs on it, so that it is the same for all.

    It is counted out of what is read anyhow, but for a few rows.
    """
    known = definitions()
    shown = {table.code for section in template.sections for table in section.tables}
    figures = {one.code for one in template.indicators}
    return TemplateSection(
        "beside",
        "",
        tuple(one for code, one in known.indicators.items() if code not in figures),
        tuple(one for code, one in known.tables.items() if code not in shown),
    )


def _tables(sections: Sequence[TemplateSection], scope: Scope) -> list[TableOf]:
    """Those that can be narrowed so, and weeks where there are not too many."""
    few = (scope.last_on - scope.first_on).days < MOST_DAYS
    return [
        table
        for section in sections
        for table in section.tables
        if scope.cut.by <= cuts_of(table.indicator.of) and (few or table.by not in OF_TIME)
    ]


def _reached(
    db: Session, template: Template, period: Period, scope: Scope, measured: Measured
) -> Mapping[str, Target]:
    """Each target of the template's figures, counted from its own first day on.

    A target is of the whole hub or of a fund: beside some of its people it would say nothing.
    """
    if not scope.cut.by <= {CutBy.FUND}:
        return {}
    rows = targets_for(db, Period(period.first_on, scope.last_on), scope.cut.fund_id)
    wanted = [one for one in template.indicators if one.code in rows]
    by_first: dict[date, list[tuple[Indicator, TargetRow]]] = {}
    for one in wanted:
        row = rows[one.code]
        by_first.setdefault(row.period.first_on, []).append((one, row))
    found = {}
    for those in by_first.values():
        first_on = those[0][1].period.first_on
        whole = measured
        if first_on != scope.first_on:
            days = scope_between(db, first_on, scope.last_on, scope.cut)
            whole = Measured(db, days, [one for one, _ in those])
        for one, row in those:
            found[one.code] = Target(
                row.amount,
                row.period,
                pace_of(row, scope.last_on),
                whole.number(one),
                share_of(row, period.first_on, period.last_on),
                share_of(row, period.first_on, scope.last_on),
            )
    return found


def _figure(
    indicator: Indicator,
    measured: Measured,
    measured_before: Measured,
    reached: Mapping[str, Target],
) -> Figure:
    number = measured.number(indicator)
    return Figure(
        indicator,
        number,
        measured_before.number(indicator),
        reached.get(indicator.code),
        WhyHidden.NOT_KNOWN if number is None else WhyHidden.NOT_HIDDEN,
    )


def _notes(
    sections: tuple[ReportSection, ...], period: Period, scope: Scope, untold: Set[str]
) -> tuple[str, ...]:
    """What has to be said with the figures, in sentences. `untold` are lists that are left out."""
    found = []
    figures = [figure for section in sections for figure in section.figures]
    if scope.last_on < period.last_on:
        days = _t("These days are not over. Counted up to {day}.")
        found.append(days.format(day=plain_day(scope.last_on)))
    if figures and not any(figure.number for figure in figures):
        found.append(nothing_words())
    left_out = dict.fromkeys(one.indicator.name for one in figures if one.number is None)
    told = (one.name for one in definitions().indicators.values() if one.code in untold)
    left_out |= dict.fromkeys(told)
    if left_out:
        names = (
            _t("Left out, since the records do not say what of it belongs to this fund: {names}.")
            if scope.cut.by == {CutBy.FUND}
            else _t("Left out, since it cannot be narrowed so: {names}.")
        )
        found.append(names.format(names=", ".join(_t(name) for name in left_out)))
    return tuple(found)
