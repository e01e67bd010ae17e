"""The figures of a report as a list: Enter opens the list each one was counted out of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.figure_rows import REST, CountCell, CountTable
from hubdesk.queries.figures import Indicator, Template
from hubdesk.queries.figures.definitions import TableOf
from hubdesk.queries.report_rows import PublishedFigure, PublishedReport
from hubdesk.reports.words import figure_words, target_words
from hubdesk.ui.space import column
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_model import Calls, Column, ListModel
from hubdesk.ui.widgets.list_view import ListView

NOT_TOLD: Final = "not told"  # the code of a line of a table without an answer


def _t(text: str) -> str:
    return translate("Reports", text)


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure, or one line of a table. `indicator` counts exactly what the line says."""

    id: str
    words: str
    part: str
    indicator: Indicator
    now: str
    before: str
    target: str = ""
    has_share: bool = False  # its target stands as a share of these days, which takes the line
    is_figure: bool = True


class FiguresList(QWidget):
    """`opened` carries the line whose rows somebody wants to see."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[FigureLine] = []
        calls: Calls[FigureLine] = Calls(lambda _f: len(self._lines), self._window)
        columns = [
            Column[FigureLine](_t("Figure"), lambda row: row.words, strong=True, detail=_detail),
            Column[FigureLine](_t("Now"), lambda row: row.now, width=130, align="right"),
            Column[FigureLine](
                _t("Before"), lambda row: row.before, width=130, align="right", ink="2"
            ),
        ]
        self.model = ListModel(calls, columns, sentence=_sentence)
        self.empty = Empty(_t("Nothing was counted for these days."), "chart-column")
        self.list = ListView(self.model, _t("Figures; Enter opens the list behind"), self.empty)
        card = Card((0, 0, 0, 8), 0)
        card.body.addWidget(self.list, 1)
        column(self).addWidget(card, 1)
        self.setFocusProxy(self.list)
        self.list.opened.connect(self._open)

    def show_report(self, report: PublishedReport, template: Template) -> None:
        """The lines of a report, of this very template."""
        self._lines = lines_of(report, template)
        self.model.reload()

    def show_nothing(self) -> None:
        """No report, no lines."""
        self._lines = []
        self.model.reload()

    def line(self, id: str) -> FigureLine | None:
        """One line by its id."""
        return next((line for line in self._lines if line.id == id), None)

    def hide_details(self, narrow: bool) -> None:
        """What there is no room for."""
        self.list.hide_columns(*((2,) if narrow else ()))

    def _window(self, offset: int, limit: int, *_how: Any) -> Sequence[FigureLine]:
        return self._lines[offset : offset + limit]

    def _open(self, id: str) -> None:
        if (line := self.line(id)) is not None:
            self.opened.emit(line)


def lines_of(report: PublishedReport, template: Template) -> list[FigureLine]:
    """Every figure, then every line of each table, in the order of the paper."""
    indicators = {one.code: one for one in template.indicators}
    tables = {one.code: one for section in template.sections for one in section.tables}
    key = next((one.title for one in template.sections if one.code == "key"), "")
    found = [_line(one, key, indicators[one.code], report) for one in report.headlines]
    for section in report.sections:
        for figure in section.figures:
            found.append(_line(figure, section.title, indicators[figure.code], report))
        for table in section.tables:
            found += _lines_of_table(table, tables[table.code], report)
    return found


def _lines_of_table(table: CountTable, of: TableOf, report: PublishedReport) -> list[FigureLine]:
    """Its lines; one for all of them opens the whole list, one for the rest has no list."""
    found = []
    for row in table.rows:
        one = of.indicator
        said = table.lines[0] if table.lists_nothing else row
        if row.code != REST:
            one = replace(one, only=(*one.only, (of.by, _stored(row.code))))
        elif not table.lists_nothing:
            continue
        numbers = [figure_words(cell, table.unit, report.threshold) for cell in said.cells]
        before = numbers[1] if len(numbers) > 1 else ""
        id = f"{table.code} {row.code}"
        found.append(
            FigureLine(id, said.label, table.title, one, numbers[0], before, is_figure=False)
        )
    return found


def finding_of(report: PublishedReport) -> str:
    """The key figures in one sentence, for who hears the paper."""
    said = [
        f"{one.label}: {figure_words(one.now, one.unit, report.threshold)}"
        for one in report.headlines
    ]
    return "; ".join(said)


def _stored(code: str) -> tuple[str, ...]:
    """A code as the rows have it: what was not told is empty there, or says so."""
    return ("", code) if code == NOT_TOLD else (code,)


def _line(
    figure: PublishedFigure, part: str, indicator: Indicator, report: PublishedReport
) -> FigureLine:
    def said(cell: CountCell | None) -> str:
        return figure_words(cell, figure.unit, report.threshold) if cell is not None else ""

    return FigureLine(
        f"{part} {figure.code}",
        figure.label,
        part,
        indicator,
        said(figure.now),
        said(figure.before),
        target_words(figure),
        figure.target is not None and figure.target.whole is not None,
    )


def _detail(row: FigureLine) -> str:
    """The part it is in and how far its target is, whole: a column of its own cut it off.

    A share says so much that the part has no room beside it.
    """
    return row.target if row.has_share else " · ".join(filter(None, (row.part, row.target)))


def _sentence(row: FigureLine) -> str:
    parts = [row.words, row.now, row.part]
    if row.before:
        parts.append(_t("before: {number}").format(number=row.before))
    return ", ".join(filter(None, (*parts, row.target)))
