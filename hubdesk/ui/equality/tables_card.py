"""The published tables of one period on the screen, as they left, with what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.messages.benchmarks import amount_words
from hubdesk.messages.equality import caption_words, hidden_words, percent_words
from hubdesk.queries.benchmarks import BenchmarkRow
from hubdesk.queries.equality import Published
from hubdesk.queries.equality_benchmarks import reach, shares
from hubdesk.queries.figure_rows import CountRow, CountTable
from hubdesk.ui.people.section import Section
from hubdesk.ui.space import line, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Equality", text)


class TablesCard(Section):
    """Hidden until something was published. `id` is what is shown."""

    def __init__(self) -> None:
        super().__init__("", gap=6)
        self.id = ""
        self.benchmarks: Sequence[BenchmarkRow] = ()
        self.print_button = Button(_t("Print these tables"), "", "printer", verb="see equality")
        self.head.row.addWidget(self.print_button)
        self.hide()

    def show_published(self, published: Published | None) -> None:
        """The tables of one period; None where there are none."""
        self.id = published.id if published else ""
        self.clear()
        self.setVisible(published is not None)
        if published is None:
            return
        self.head.title.setText(published.title)
        for table in published.tables:
            self._add(table)

    def _add(self, table: CountTable) -> None:
        self.put(Label(table.title, "smallstrong"))
        ours = shares(table)
        for row in [*table.rows, *([table.total] if table.total else [])]:
            found = ours.get(row.code)
            part = percent_words(found.tenths, whole=True) if found and found.tenths else ""
            across = QWidget()
            cells = line(across, 0, 12)
            cells.addWidget(WrappedLabel(row.label, "body"), 1)
            for words, width in ((_number(row), 110), (part, 60)):
                label = Label(words, "body")
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                sized(label, least_width=width)
                cells.addWidget(label)
            self.put(across)
        for beside in reach(table, self.benchmarks):
            there = beside.benchmark
            share = amount_words(there.amount, there.places, there.unit)
            said = caption_words(share, there.base, there.geography, there.year)
            words = _t("{line} elsewhere: {figure}. {source}. {doubt}").format(
                line=beside.label, figure=said, source=there.source, doubt=there.doubt
            )
            self.put(WrappedLabel(words, "small"))
        self.put(WrappedLabel(" ".join(table.notes), "small", "2"))


def _number(row: CountRow) -> str:
    cell = row.cells[0]
    return f"{cell.number:,}" if cell.number is not None else hidden_words(cell.hidden)
