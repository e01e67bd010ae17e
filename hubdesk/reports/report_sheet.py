"""A published report as a spreadsheet: CSV with one number a line, XLSX with a sheet a part.

Both read the rows the paper reads, so they say the same to the digit. A number that is hidden is
`c`, the letter public bodies use for it (Open Geography and Department for Education tables do
too), never 0 and never empty; the reason stands beside it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from hubdesk.i18n import translate
from hubdesk.messages.periods import hidden_reason, period_words
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
_ABOUT_WIDE, _LINE_HIGH = 110, 15  # characters of a remark that stand on one line, and how high
_WIDEST, _SHEET_NAME = 60, 31  # characters: of a column, and what Excel allows a sheet's name


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


@dataclass(frozen=True, slots=True)
class _About:
    """A number that was rounded, and is shown as such."""

    number: int


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


def report_xlsx(report: PublishedReport) -> bytes:
    """A workbook: what it is about, the key figures, and a sheet for each part with its tables.

    Numbers are numbers and days are days. Equal reports give equal bytes.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    moment = datetime(report.made_on.year, report.made_on.month, report.made_on.day)
    book.set_properties({"title": report.called, "author": report.hub, "created": moment})
    pages = _Pages(book, report.threshold)
    pages.about(report)
    for section in _sections(report):
        pages.part(section, report)
    pages.counted(report)
    book.close()
    return out.getvalue()


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
        "" if target.whole is None else target.whole,
        "" if target.until is None else target.until.isoformat(),
    )


def _sections(report: PublishedReport) -> list[PublishedSection]:
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
    for section in _sections(report):
        for figure in section.figures:
            yield from _of_figure(section.title, figure, report)
        for table in section.tables:
            yield from _of_table(section.title, table, report)


def _of_figure(part: str, figure: PublishedFigure, report: PublishedReport) -> Iterator[_Line]:
    for period, cell in zip(_periods(report), (figure.now, figure.before), strict=False):
        if cell is not None:
            named = (part, "", figure.code, figure.label)
            days = period_words(period.first_on, period.last_on)
            target = figure.target if period == report.period else None
            yield _Line(*named, days, figure.unit, period, cell, target)


def _of_table(part: str, table: CountTable, report: PublishedReport) -> Iterator[_Line]:
    rows = (*table.rows, table.total) if table.total is not None else table.rows
    for row in rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            named = (part, table.title, row.code, row.label, column, table.unit)
            yield _Line(*named, _period_of(column, report), cell)


def _period_of(column: str, report: PublishedReport) -> Period:
    """The days a column is about: those it names, or else those of the report."""
    for period in _periods(report):
        if column == period_words(period.first_on, period.last_on):
            return period
    return report.period


def _periods(report: PublishedReport) -> tuple[Period, ...]:
    return (report.period,) if report.compared is None else (report.period, report.compared)


class _Pages:
    """The sheets of a workbook, each laid out from the top, with columns as wide as their words."""

    def __init__(self, book: Any, threshold: int) -> None:
        self._book, self._threshold = book, threshold
        self._strong = book.add_format({"bold": True})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._quiet = book.add_format({"font_color": "#5A6472", "text_wrap": True})
        self._day = book.add_format({"num_format": "d mmm yyyy", "align": "left"})
        self._number = book.add_format({"num_format": "#,##0"})
        about = _t("about {number}").format(number='"#,##0"')
        self._near = book.add_format({"num_format": f'"{about}"'})
        self._hidden = book.add_format({"font_color": "#5A6472", "align": "right"})
        self._taken: set[str] = set()

    def about(self, report: PublishedReport) -> None:
        """The first sheet: what this is, of which days, and what was hidden by which rule."""
        sheet = self._sheet(_t("About"))
        sheet.write_string(0, 0, report.called, self._title)
        facts: list[tuple[str, str | date]] = [
            (_t("Hub"), report.hub),
            (_t("Report"), report.template),
            (_t("First day"), report.period.first_on),
            (_t("Last day"), report.period.last_on),
            (_t("Made on"), report.made_on),
        ]
        if report.compared is not None:
            days = period_words(report.compared.first_on, report.compared.last_on)
            facts.append((_t("Beside"), days))
        if report.funder:
            facts.append((_t("Paid by"), report.funder))
        if report.narrowed:
            facts.append((_t("Only"), report.narrowed))
        row = 2
        for label, value in facts:
            sheet.write_string(row, 0, label, self._strong)
            self._put(sheet, row, 1, value)
            row += 1
        key = _t("Where a number is hidden, its cell says {mark}.").format(mark=HIDDEN)
        for words in (*report.disclosure, key, *report.notes):
            row += 1
            sheet.merge_range(row, 0, row, 5, words, self._quiet)
            # no program makes room by itself for cells that are one
            sheet.set_row(row, _LINE_HIGH * -(-len(words) // _ABOUT_WIDE))
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 5, 22)

    def part(self, section: PublishedSection, report: PublishedReport) -> None:
        """One part: its figures, then each table below the last."""
        sheet, widths = self._sheet(section.title), [0] * _most_columns(section)
        heads = [period_words(p.first_on, p.last_on) for p in _periods(report)]
        row = self._rows(
            sheet, 0, section.title, (_t("Figure"), *heads, *_target_heads(section)),
            ((f.label, *_cells(f, report), *_target(f, report)) for f in section.figures), widths,
        ) if section.figures else 0  # fmt: skip
        for table in section.tables:
            lines = (*table.rows, table.total) if table.total is not None else table.rows
            row = self._rows(
                sheet, row, table.title, (table.row_heading, *table.columns),
                ((line.label, *line.cells) for line in lines), widths,
            )  # fmt: skip
            for note in table.notes:
                sheet.write_string(row - 1, 0, note, self._quiet)
                row += 1
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(max(width, 10), _WIDEST) + 2)

    def counted(self, report: PublishedReport) -> None:
        """The last sheet: by which rule each figure is counted, in which version, on what."""
        if not report.counted:
            return
        sheet, widths = self._sheet(_t("How it is counted")), [0] * 5
        self._rows(
            sheet, 0, _t("How these figures are counted"),
            (_t("Figure"), _t("Code"), _t("Version"), _t("Rule"), _t("Evidence")),
            ((one.name, one.code, one.version, one.rule, one.evidence) for one in report.counted),
            widths,
        )  # fmt: skip
        for at, width in enumerate((max(widths[0], 10) + 2, 22, 9, 90, 60)):
            sheet.set_column(at, at, width)

    def _rows(
        self,
        sheet: Any,
        row: int,
        title: str,
        heads: Iterable[str],
        lines: Iterable[tuple[object, ...]],
        widths: list[int],
    ) -> int:
        """A table from `row` on. Answers with the row after the empty one below it."""
        sheet.write_string(row, 0, title, self._title)
        row += 1
        for at, head in enumerate(heads):
            sheet.write_string(row, at, head, self._strong)
            widths[at] = max(widths[at], len(head))
        for values in lines:
            row += 1
            for at, value in enumerate(values):
                self._put(sheet, row, at, value)
                if at == 0:
                    widths[0] = max(widths[0], len(str(value)))
        return row + 2

    def _put(self, sheet: Any, row: int, column: int, value: object) -> None:
        if isinstance(value, _About):
            sheet.write_number(row, column, value.number, self._near)
            return
        if isinstance(value, CountCell):
            if value.number is None:
                sheet.write_string(row, column, HIDDEN, self._hidden)
                sheet.write_comment(row, column, hidden_reason(value.hidden.value, self._threshold))
            else:
                sheet.write_number(row, column, value.number, self._number)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._number)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(*value.timetuple()[:3]), self._day)
        elif value is not None:
            sheet.write_string(row, column, str(value))

    def _sheet(self, title: str) -> Any:
        """A sheet named as Excel allows it: short, without its seven signs, and only once."""
        clean = "".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip("' ")
        name, number = clean[:_SHEET_NAME] or _t("Part"), 2
        while name.casefold() in self._taken:
            name, number = f"{clean[: _SHEET_NAME - 3]} {number}", number + 1
        self._taken.add(name.casefold())
        return self._book.add_worksheet(name)


def _most_columns(section: PublishedSection) -> int:
    figures = 3 + len(_target_heads(section))
    return max(figures, *(len(table.columns) + 1 for table in section.tables), 0)


def _cells(figure: PublishedFigure, report: PublishedReport) -> tuple[CountCell | None, ...]:
    return (figure.now,) if report.compared is None else (figure.now, figure.before)


def _target_heads(section: PublishedSection) -> tuple[str, ...]:
    if not any(figure.target for figure in section.figures):
        return ()
    is_of_longer = any(figure.target.until for figure in section.figures if figure.target)
    return (
        *(_t("Target"), _t("Since"), _t("Reached")),
        *(_t("% of target"), _t("Due by now"), _t("Behind")),
        *((_t("Whole target"), _t("Its last day")) if is_of_longer else ()),
    )


def _target(figure: PublishedFigure, report: PublishedReport) -> tuple[object, ...]:
    """What is to be reached and how far it is, as the lines say it; about, as on paper."""
    if (target := figure.target) is None:
        return ()
    told = (target.reached.number, target.percent, target.behind)
    reached, share, behind = (
        CountCell(None, target.reached.hidden) if number is None
        else _About(number) if target.is_rounded else number
        for number in told
    )  # fmt: skip
    since = target.since or report.period.first_on
    told_all = () if target.until is None else (target.whole or target.amount, target.until)
    return target.amount, since, reached, share, target.pace, behind, *told_all
