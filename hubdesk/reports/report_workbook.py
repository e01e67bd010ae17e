"""A published report as a workbook: a sheet for each part, and what people said in words.

It reads the rows the paper reads and says what the paper says: the numbers as numbers, the days as
days, and the lists of the report, such as the consultation log of a CIC, line by line. What is
hidden is `c`, with the reason as a remark on its cell.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hubdesk.i18n import translate
from hubdesk.messages.periods import hidden_reason, period_words
from hubdesk.queries.figure_rows import CountCell, WhyHidden
from hubdesk.queries.report_rows import (
    PublishedFigure,
    PublishedReport,
    PublishedSection,
    PublishedTarget,
)
from hubdesk.reports.report_sheet import HIDDEN, periods_of, sections_of

_ABOUT_WIDE, _LINE_HIGH = 110, 15  # characters of a remark that stand on one line, and how high
_WIDEST, _SHEET_NAME = 60, 31  # characters: of a column, and what Excel allows a sheet's name


def _t(text: str) -> str:
    return translate("Sheet", text)


@dataclass(frozen=True, slots=True)
class _About:
    """A number that was rounded, and is shown as such."""

    number: int


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """How far a target is, where the report is of other days than its own."""


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
    pages.unfinished(report)
    for section in sections_of(report):
        pages.part(section, report)
    pages.said(report)
    pages.counted(report)
    book.close()
    return out.getvalue()


class _Pages:
    """The sheets of a workbook, each laid out from the top, with columns as wide as their words."""

    def __init__(self, book: Any, threshold: int) -> None:
        self._book, self._threshold = book, threshold
        self._strong = book.add_format({"bold": True})
        self._over_numbers = book.add_format({"bold": True, "align": "right"})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._quiet = book.add_format({"font_color": "#5A6472", "text_wrap": True})
        self._remark = book.add_format({"font_color": "#5A6472"})  # runs on over empty cells
        self._day = book.add_format({"num_format": "d mmm yyyy", "align": "left", "valign": "top"})
        self._day_beside = book.add_format({"num_format": "d mmm yyyy", "align": "right"})
        self._number = book.add_format({"num_format": "#,##0", "valign": "top"})
        about = _t("about {number}").format(number='"#,##0"')
        self._near = book.add_format({"num_format": f'"{about}"'})
        self._hidden = book.add_format({"font_color": "#5A6472", "align": "right"})
        self._words = book.add_format({"text_wrap": True, "valign": "top"})
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
            self._put(sheet, row, 1, value, self._day)
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
        heads = [period_words(p.first_on, p.last_on) for p in periods_of(report)]
        row = self._rows(
            sheet, 0, section.title, (_t("Figure"), *heads, *_target_heads(section)),
            ((f.label, *_cells(f, report), *_target(f, report)) for f in section.figures), widths,
        ) if section.figures else 0  # fmt: skip
        for table in section.tables:
            row = self._rows(
                sheet, row, table.title, (table.row_heading, *table.columns),
                ((line.label, *line.cells) for line in table.lines), widths,
            )  # fmt: skip
            for note in table.notes:
                sheet.write_string(row - 1, 0, note, self._remark)
                row += 1
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(max(width, 10), _WIDEST) + 2)

    def unfinished(self, report: PublishedReport) -> None:
        """The registers nobody has finished, before any number they are missing from."""
        many = max(report.unfinished_count, len(report.unfinished))
        if not many and not report.some_unfinished:
            return
        lines: list[tuple[object, ...]] = [
            (one.held_on, one.title, one.tutor) for one in report.unfinished
        ]
        if more := many - len(lines):
            lines.append(("", _t("{more} that are not named here").format(more=more), ""))
        if report.some_unfinished:
            lines.append(("", _t("Some are not finished."), ""))
        title = _t("Registers that are not finished")
        heads = (_t("Day"), _t("Session"), _t("Tutor"))
        self._listed(title, heads, lines, (14, 60, 24))

    def said(self, report: PublishedReport) -> None:
        """What the paper prints in words: stories, comments, and who was asked."""
        for title, quotes in (
            (_t("In their own words"), report.stories),
            (_t("What tutors say"), report.comments),
        ):
            lines = [(one.said_on, one.whose, one.words) for one in quotes]
            self._listed(title, (_t("Day"), _t("Whose"), _t("Words")), lines, (14, 36, 90))
        asked = [
            (one.held_on, one.who, one.method, one.how_many or None, one.said, one.changed)
            for one in report.consulted
        ]
        heads = (_t("Day"), _t("Who"), _t("How"), _t("People"), _t("They said"), _t("What changed"))
        self._listed(_t("Consultation log"), heads, asked, (14, 30, 30, 10, 60, 60))

    def _listed(
        self,
        title: str,
        heads: tuple[str, ...],
        lines: Sequence[tuple[object, ...]],
        widths: tuple[int, ...],
    ) -> None:
        """A sheet of its own for a list, its columns so wide; none where nothing is in it."""
        if not lines:
            return
        sheet = self._sheet(title)
        self._rows(sheet, 0, title, heads, lines, [0] * len(heads))
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width, self._words)

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
        row = top = row + 1
        over_words = {0}
        for values in lines:
            row += 1
            for at, value in enumerate(values):
                self._put(sheet, row, at, value, self._day_beside if at else self._day)
                if isinstance(value, str):
                    over_words.add(at)
                if at == 0:
                    widths[0] = max(widths[0], len(str(value)))
        for at, head in enumerate(heads):
            over = self._strong if at in over_words else self._over_numbers
            sheet.write_string(top, at, head, over)
            widths[at] = max(widths[at], len(head))
        return row + 2

    def _put(self, sheet: Any, row: int, column: int, value: object, day: Any) -> None:
        if isinstance(value, _About):
            sheet.write_number(row, column, value.number, self._near)
            return
        if isinstance(value, _Elsewhere):
            sheet.write_string(row, column, HIDDEN, self._hidden)
            why = _t("How far it is stands in the report of the days it was set for.")
            sheet.write_comment(row, column, why)
        elif isinstance(value, CountCell):
            if value.number is None:
                sheet.write_string(row, column, HIDDEN, self._hidden)
                sheet.write_comment(row, column, hidden_reason(value.hidden.value, self._threshold))
            else:
                sheet.write_number(row, column, value.number, self._number)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._number)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(*value.timetuple()[:3]), day)
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
    numbers = (target.reached.number, target.percent, target.behind)
    reached, share, behind = (_told(target, number) for number in numbers)
    since = target.since or report.period.first_on
    told_all = () if target.until is None else (target.whole or target.amount, target.until)
    return target.amount, since, reached, share, target.pace, behind, *told_all


def _told(target: PublishedTarget, number: int | None) -> object:
    """A number that tells how far it is; about, in older copies; or why there is none."""
    if number is not None:
        return _About(number) if target.is_rounded else number
    if target.reached.hidden is WhyHidden.NOT_KNOWN:
        return _Elsewhere()
    return CountCell(None, target.reached.hidden)
