"""The one place where figures leave for a reader: disclosure control, then rows to publish.

What paper, poster, sheet and frozen copy say went through here once. The figures of a period and
those of the one before are hidden each by themselves (`report_hiding`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from hubdesk.i18n import translate
from hubdesk.messages.periods import period_words, report_words
from hubdesk.messages.report_words import target_alone_words
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
    definitions,
    figures_of,
)
from hubdesk.queries.figures.cuts import checked, cut_words
from hubdesk.queries.figures.scope import EVERYTHING
from hubdesk.queries.figures.tables import OF_TIME
from hubdesk.queries.figures.told import ConsultationRow
from hubdesk.queries.report_hiding import Hidden
from hubdesk.queries.report_lines import printed_lines
from hubdesk.queries.report_parts import KEY, without
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

HUBS_OWN: Final = "hub"  # the key of the template


def _t(text: str) -> str:
    return translate("Figures", text)


def published(
    figures: ReportFigures, *, made_on: date, profile: Profile = COUNTED
) -> PublishedReport:
    """The report as it may leave. What is hidden is said in it, by the words of the profile."""
    now, before = (Hidden(figures, at, profile) for at in (0, 1))
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
        unfinished=()
        if now.hides_sessions
        else tuple(
            UnfinishedRegister(row.title, row.held_on, row.tutor) for row in figures.unfinished
        ),
        unfinished_count=0 if now.hides_sessions else figures.unfinished_count,
        some_unfinished=now.hides_sessions and figures.unfinished_count > 0,
        stories=tuple(Quoted(row.text, row.who, row.told_on) for row in figures.stories),
        comments=tuple(
            Quoted(row.text, ", ".join(filter(None, (row.who, row.about))), row.on)
            for row in figures.comments
        ),
        consulted=_consulted(figures.consultations, profile),
        counted=tuple(
            Counted(one.code, one.version, one.name, one.rule, one.evidence)
            for one in figures.template.indicators
        ),
        notes=figures.notes,
        narrowed=cut_words(figures.cut),
        rules_apart=figures.template.rules_apart,
        title=title_of(figures.template, figures.period),
    )


def title_of(template: Template, period: Period) -> str:
    """The hub's own is called by its days; another reader's by its name."""
    if template.key == HUBS_OWN:
        return report_words(period.first_on, period.last_on)
    return f"{template.title}, {period_words(period.first_on, period.last_on)}"


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it may leave, and the numbers it was made of, before any was hidden.

    The numbers stay in the records: they say later whether a figure has changed since. What its
    targets have reached since they began, and how many registers are not finished, is for who may
    see the lists behind.
    """

    report: PublishedReport
    template: Template
    cut: Cut
    numbers: Mapping[str, int | None]
    profile: Profile = COUNTED
    targets: Mapping[str, Target] = field(default_factory=dict)
    unfinished_count: int = 0


def told(
    db: Session,
    *,
    template: Template,
    period: Period,
    cut: Cut = EVERYTHING,
    left_out: Collection[str] | None = None,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Told:
    """Count a period and publish it. Refuses PeriodBackwards, PeriodNotBegun and DayUnclear.

    `left_out` are the parts it is printed without; None is what its reader is told.
    `progress` is told how far it is, of how much; what it raises ends the work.
    Refuses CutUnknown, too.
    """
    cut = checked(db, cut)
    figures = figures_of(db, period, template=template, now=now, cut=cut, progress=progress)
    logo = current_look(db, AwardSort.ATTENDANCE).look.logo
    report = replace(published(figures, made_on=now.date()), logo=logo)
    if left_out is not None:
        report = without(report, left_out)
    targets = {one.indicator.code: one.target for one in figures.figures if one.target}
    report = replace(report, notes=(*report.notes, *_target_notes(report, figures)))
    many = figures.unfinished_count
    return Told(report, template, cut, figures.numbers, targets=targets, unfinished_count=many)


def _target_notes(report: PublishedReport, figures: ReportFigures) -> list[str]:
    """Why a target that is printed has no per cent, where the same people come in two months."""
    printed = {one.code for one in report.figures}
    names = {
        one.indicator.name: None
        for one in figures.figures
        if one.target is not None and one.indicator.code in printed
        if not one.indicator.adds_up and one.target.period.first_on < figures.period.first_on
    }
    return [target_alone_words(list(names))] if names else []


def _consulted(log: Sequence[ConsultationRow], profile: Profile) -> tuple[Consulted, ...]:
    """The lines of the log; how many were asked is left out where it or the figure tells of few."""
    lines = tuple(CountRow(row.id, "", (CountCell(row.how_many),)) for row in log)
    whole = CountRow("consulted", "", (CountCell(sum(row.how_many for row in log)),))
    of = CountTable("log", "", "heads", "", ("these days",), lines, whole, is_trait=False)
    [told] = disclosed([of], profile)
    # people asked are a figure of the report, so what needs their sum hidden tells nothing at all
    is_hidden = told.total is None or told.total.cells[0].number is None
    many = [0 if is_hidden else row.cells[0].number or 0 for row in told.rows]
    return tuple(
        Consulted(row.held_on, row.who, row.method, number, row.said, row.changed)
        for row, number in zip(log, many, strict=True)
    )


def _disclosure_words(profile: Profile) -> tuple[str, ...]:
    said = [
        _t("Numbers from 1 to {most} that tell of people are hidden.").format(
            most=profile.threshold - 1
        )
    ]
    if profile.secondary:
        said.append(_t("So is any other, even 0, that would give one away."))
    if profile.rounding > 1:
        said.append(_t("The rest are rounded to {base}.").format(base=profile.rounding))
    return tuple(said)


def _target(figure: Figure, target: Target, now: Hidden, period: Period) -> PublishedTarget:
    """How far it is, by the figure of these very days as it is shown.

    Counted since a target began, it would tell a hidden month by its difference from the month
    before. So of a target that began earlier it is the share of these days, where months add up;
    how far all of it is stands in the report of its own days. Of so little that nothing is due in
    these days the target alone is told.
    """
    shown, since, until = now.figure(figure), target.period.first_on, target.period.last_on
    if since == period.first_on:
        later = until if until != period.last_on else None
        return PublishedTarget(target.amount, target.pace, shown, until=later)
    if since < period.first_on and figure.indicator.adds_up and target.share:
        share, by_now = target.share, target.share_by_now
        return PublishedTarget(share, by_now, shown, whole=target.amount, until=until)
    unknown = CountCell(None, WhyHidden.NOT_KNOWN)
    return PublishedTarget(target.amount, target.pace, unknown, since=since, until=until)


def _figures(
    figures: Iterable[Figure], now: Hidden, before: Hidden, period: Period
) -> tuple[PublishedFigure, ...]:
    made = []
    for figure in figures:
        if figure.number is None:  # it cannot be narrowed so: a note names it
            continue
        target = None
        if figure.target is not None:
            target = _target(figure, figure.target, now, period)
        one: Indicator = figure.indicator
        then = before.figure(figure) if figure.before is not None else None
        made.append(PublishedFigure(one.code, one.name, one.unit, now.figure(figure), then, target))
    return tuple(made)


def _both(table: CountTable, now: Hidden, before: Hidden, figures: ReportFigures) -> CountTable:
    """The columns of both periods beside each other, each called by its days."""
    sides = (now, before)[: len(table.columns)]
    periods = (figures.period, figures.before)[: len(sides)]
    total, of = table.total, definitions().tables.get(table.code)
    if total is not None:
        cells = [side.total(table) for side in sides]
        code = of.indicator.code if of is not None else total.code
        total = replace(total, code=code, cells=tuple(cell for cell in cells if cell is not None))
    notes = [note for side in sides for note in side.tables[table.code].notes]
    if of is not None and of.by in OF_TIME and _cuts_weeks(figures.period):
        notes.append(_t("A week that is not all in these days is counted in part."))
    return replace(
        table,
        columns=tuple(period_words(one.first_on, one.last_on) for one in periods),
        rows=printed_lines(table, sides),
        total=total,
        about_people=now.tables[table.code].about_people,
        notes=tuple(dict.fromkeys(notes)),
    )


def _cuts_weeks(period: Period) -> bool:
    """Whether a week, Monday to Sunday, is only in part in it."""
    return period.first_on.weekday() != 0 or period.last_on.weekday() != 6
