"""A published report as lines for any spreadsheet: CSV with one number a line.

It reads the rows the paper reads, as the workbook does, so they say the same to the digit. A number
that is hidden is `c`, the letter public bodies use for it (Open Geography and Department for
Education tables do too), never 0 and never empty; the reason stands beside it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from hubdesk.i18n import translate
from hubdesk.messages.periods import period_words
from hubdesk.queries.figure_rows import CountCell, CountTable, Period
from hubdesk.queries.report_parts import KEY
from hubdesk.queries.report_rows import (
    PublishedFigure,
    PublishedReport,
    PublishedSection,
    PublishedTarget,
)

HIDDEN: Final = "c"
HEADINGS: Final = (
    *("part", "table", "code", "label", "column", "unit"),
    *("first_on", "last_on", "number", "hidden", "only"),
    *("target", "target_since", "target_reached", "target_to_nearest"),
    *("target_percent", "target_due", "target_behind", "target_whole", "target_until"),
)
_STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def _t(text: str) -> str:
    return translate("Sheet", text)


def defused(words: str) -> str:
    """Words a spreadsheet cannot take for a formula: those that begin like one get an apostrophe.

    Source: OWASP, CSV Injection.
    """
    return f"'{words}" if words.startswith(_STARTS_FORMULA) else words


@dataclass(frozen=True, slots=True)
class _Line:
    """One number of the report, with all that says what it is."""

    part: str
    table: str
    code: str
    label: str
    column: str
    unit: str
    period: Period
    cell: CountCell
    target: PublishedTarget | None = None


def report_csv(report: PublishedReport) -> bytes:
    """Comma-separated, UTF-8 with a mark that Excel needs, lines ended as RFC 4180 says."""
    sheet = io.StringIO()
    lines = csv.writer(sheet, lineterminator="\r\n")
    lines.writerow(HEADINGS)
    for line in _lines(report):
        words = (line.part, line.table, line.code, line.label, line.column, line.unit)
        last_on = min(line.period.last_on, report.made_on)  # no later day is counted
        days = (line.period.first_on.isoformat(), last_on.isoformat())
        shown = (_shown(line.cell), line.cell.hidden.value, defused(report.about))
        lines.writerow((*map(defused, words), *days, *shown, *_of_target(line, report)))
    return sheet.getvalue().encode("utf-8-sig")


def _shown(cell: CountCell) -> str | int:
    return HIDDEN if cell.number is None else cell.number


def _of_target(line: _Line, report: PublishedReport) -> tuple[str | int, ...]:
    """What is to be reached, and how far it is; what tells of a hidden number is hidden too."""
    if (target := line.target) is None:
        return ("",) * (len(HEADINGS) - HEADINGS.index("target"))
    share, behind = target.percent, target.behind
    return (
        target.amount,
        (target.since or report.period.first_on).isoformat(),
        _shown(target.reached),
        target.to_nearest,
        HIDDEN if share is None else share,
        target.pace,
        HIDDEN if behind is None else behind,
        "" if target.until is None else target.whole or target.amount,
        "" if target.until is None else target.until.isoformat(),
    )


def sections_of(report: PublishedReport) -> list[PublishedSection]:
    """The parts of the report, the key figures first and with the tables of their part."""
    found = list(report.sections)
    if not report.headlines:
        return found
    key = next((one for one in found if one.code == KEY), None)
    if key is None:
        return [PublishedSection(KEY, _t("Key figures"), report.headlines), *found]
    found.remove(key)
    return [replace(key, figures=(*report.headlines, *key.figures)), *found]


def _lines(report: PublishedReport) -> Iterator[_Line]:
    for section in sections_of(report):
        for figure in section.figures:
            yield from _of_figure(section.title, figure, report)
        for table in section.tables:
            yield from _of_table(section.title, table, report)


def _of_figure(part: str, figure: PublishedFigure, report: PublishedReport) -> Iterator[_Line]:
    for period, cell in zip(periods_of(report), (figure.now, figure.before), strict=False):
        if cell is not None:
            named = (part, "", figure.code, figure.label)
            days = period_words(period.first_on, period.last_on)
            target = figure.target if period == report.period else None
            yield _Line(*named, days, figure.unit, period, cell, target)


def _of_table(part: str, table: CountTable, report: PublishedReport) -> Iterator[_Line]:
    for row in table.lines:
        for column, cell in zip(table.columns, row.cells, strict=True):
            named = (part, table.title, row.code, row.label, column, table.unit)
            yield _Line(*named, _period_of(column, report), cell)


def _period_of(column: str, report: PublishedReport) -> Period:
    """The days a column is about: those it names, or else those of the report."""
    for period in periods_of(report):
        if column == period_words(period.first_on, period.last_on):
            return period
    return report.period


def periods_of(report: PublishedReport) -> tuple[Period, ...]:
    return (report.period,) if report.compared is None else (report.period, report.compared)
