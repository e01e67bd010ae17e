"""Whether paper, workbook and lines say of a published report what it says, to the digit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Set

from python_calamine import CalamineWorkbook

from hubdesk.queries.figure_rows import CountCell
from hubdesk.queries.report_rows import PublishedFigure, PublishedReport, PublishedTarget
from hubdesk.reports.period_report import report_pdf
from hubdesk.reports.report_sheet import defused, report_csv
from hubdesk.reports.report_workbook import report_xlsx
from hubdesk.reports.words import figure_words, target_words
from tests.reports.papers_read import opened, text_of


def disagreements(report: PublishedReport, *, printed: PublishedReport | None = None) -> list[str]:
    """What a reader of one form would be told otherwise than a reader of another.

    With `printed` the paper is of another report, so that a test can see that it is noticed.
    """
    found = []
    with opened(report_pdf(printed or report)) as document:
        paper = re.sub(r"\s+", " ", " ".join(text_of(page) for page in document))
    lines = _lines(report)
    sheet = _sheet(report)
    for label, _, cell in shown(report):
        number = "c" if cell.number is None else str(cell.number)
        if (defused(label), number, cell.hidden.value) not in lines:
            found.append(f"{label}: no line says {number}")
        if (defused(label), number) not in sheet:
            found.append(f"{label}: no cell says {number}")
    for label, unit, cell in shown(report, without=_lists_of_noughts(report, paper)):
        number = "c" if cell.number is None else str(cell.number)
        if not _stands_by(paper, label, figure_words(cell, unit, report.threshold)):
            found.append(f"{label}: the paper does not say {number}")
    return found + [
        f"{figure.label}: {where} says its target otherwise"
        for figure, target in _targets(report)
        for where, agrees in (
            ("the paper", target_words(figure) in paper),
            ("a line", _line_of_target(figure.code, target) in _lines_of_targets(report)),
            ("a cell", all((figure.label, text) in sheet for text in _numbers(target))),
        )
        if not agrees
    ]


def _targets(report: PublishedReport) -> Iterator[tuple[PublishedFigure, PublishedTarget]]:
    for figure in (*report.headlines, *(f for s in report.sections for f in s.figures)):
        if figure.target is not None:
            yield figure, figure.target


def _numbers(target: PublishedTarget) -> list[str]:
    numbers = (target.amount, target.reached.number, target.percent, target.pace, target.behind)
    return ["c" if number is None else str(number) for number in numbers]


def _line_of_target(code: str, target: PublishedTarget) -> tuple[str, ...]:
    return (code, *_numbers(target))


def _lines_of_targets(report: PublishedReport) -> set[tuple[str, ...]]:
    """What the lines say of each target, by the code of its figure."""
    text = io.StringIO(report_csv(report).decode("utf-8-sig"), newline="")
    told = ("", "_reached", "_percent", "_due", "_behind")
    return {
        (one["code"], *(one[f"target{name}"] for name in told))
        for one in csv.DictReader(text)
        if one["target"]
    }


def _lists_of_noughts(report: PublishedReport, paper: str) -> set[str]:
    """Codes of tables the paper leaves out because nothing is in them, now or before.

    Weeks in which nobody came, say, of a part that the paper tells of in one line.
    """
    return {
        table.code
        for section in report.sections
        for table in section.tables
        if table.title not in paper
        and all(cell.number == 0 for row in table.rows for cell in row.cells)
    }


def shown(
    report: PublishedReport, *, without: Set[str] = frozenset()
) -> Iterator[tuple[str, str, CountCell]]:
    """Every number a reader sees, with its label and unit, but those of tables left out."""
    for figure in (*report.headlines, *(f for s in report.sections for f in s.figures)):
        yield figure.label, figure.unit, figure.now
    for section in report.sections:
        for table in section.tables:
            for row in table.lines if table.code not in without else ():
                yield row.label, table.unit, row.cells[0]


def _lines(report: PublishedReport) -> set[tuple[str, str, str]]:
    text = io.StringIO(report_csv(report).decode("utf-8-sig"), newline="")
    return {(one["label"], one["number"], one["hidden"]) for one in csv.DictReader(text)}


def _sheet(report: PublishedReport) -> set[tuple[str, str]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report)))
    return {
        (str(row[0]), cell if isinstance(cell, str) else str(int(cell)))
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row[1:]
        if cell == "c" or isinstance(cell, (int, float))
    }


def _stands_by(paper: str, label: str, number: str) -> bool:
    """In a table a number follows its label, in a tile at the top it stands above."""
    words, digits = re.escape(label), re.escape(number)
    return bool(re.search(rf"{words} {digits}(?![\d,])|(?<![\d,]){digits} {words}", paper))
