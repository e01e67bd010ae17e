"""The numbers this hub brought in itself: a list, and all that the chosen one rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.messages.benchmarks import amount_words, of_whom
from hubdesk.operations.benchmarks import put_away_benchmark
from hubdesk.queries.benchmarks import (
    BenchmarkRow,
    benchmark_row,
    brought_count,
    brought_window,
)
from hubdesk.queries.ours_beside import Ours
from hubdesk.ui.clearer.number_lines import NumberLines
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.people.section import Section
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.list_model import Calls, Column, ListModel
from hubdesk.ui.widgets.list_view import ListView

SEE = "see figures"
PUT_AWAY = "put away benchmark"


def _t(text: str) -> str:
    return translate("Clearer", text)


class BroughtPart(QWidget):
    """Arrows choose; the card below says what the chosen one rests on."""

    def __init__(self, gestures: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gestures, self._doors = gestures, gestures.doors
        self._ours: Mapping[str, Ours] = {}
        self._id = ""
        columns = [
            Column[BenchmarkRow](_t("What"), lambda row: row.title, strong=True, detail=_caption),
            Column[BenchmarkRow](_t("Number"), _number, width=210, align="right"),
        ]
        calls: Calls[BenchmarkRow] = Calls(self._count, self._window)
        self.model = ListModel(calls, columns, sentence=_sentence)
        empty = Empty(_t("No numbers were brought in yet."), "chart-column")
        self.list = ListView(self.model, _t("Numbers this hub brought in"), empty)
        self.card = Section(_t("What it rests on"))
        self.away_button = Button(_t("Put away"), "", "archive", verb=PUT_AWAY)
        self.card.head.row.addWidget(self.away_button)
        inside = Leaf()  # scrolls as one where there is little room
        whole = column(inside, (0, 0, 8, 8), 12)
        around = Card((0, 0, 0, 8), 0)
        around.body.addWidget(self.list, 1)
        sized(around, least_height=220)
        whole.addWidget(around, 1)
        whole.addWidget(self.card)
        column(self).addWidget(scroller(inside), 1)
        self.setFocusProxy(self.list)
        self.list.chosen_changed.connect(self._choose)
        self.away_button.clicked.connect(lambda _on=False: self.put_away())

    def show_now(self, ours: Mapping[str, Ours]) -> int:
        """Read the list again; how many there are."""
        self._ours = ours
        kept = self.list.chosen()
        self.model.reload()
        if not (kept and self.list.choose(kept)):
            self.list.choose_first()
        self._choose(self.list.chosen())
        return self.model.rowCount()

    def put_away(self) -> None:
        """Show the chosen one no more."""
        id = self._id
        row = self._doors.look(lambda db: benchmark_row(db, id), right=SEE)
        if row is None:
            return
        self._gestures.act(
            PUT_AWAY,
            lambda db, _now: put_away_benchmark(db, benchmark_id=id),
            _t("{what} is put away.").format(what=row.title),
            about={"what": row.title},
        )

    def _choose(self, id: str) -> None:
        self._id = id
        self.card.clear()
        row = self._doors.look(lambda db: benchmark_row(db, id), right=SEE) if id else None
        self.card.setVisible(row is not None)
        if row is not None:
            self.card.put(NumberLines(row, self._ours))

    def _count(self, _filters: object) -> int:
        return self._doors.look(brought_count, right=SEE)

    def _window(self, offset: int, limit: int, *_how: Any) -> Sequence[BenchmarkRow]:
        return self._doors.look(
            lambda db: brought_window(db, offset=offset, limit=limit), right=SEE
        )


def _number(row: BenchmarkRow) -> str:
    return amount_words(row.amount, row.places, row.unit, row.hidden)


def _caption(row: BenchmarkRow) -> str:
    return of_whom(row.base, row.geography, row.year)


def _sentence(row: BenchmarkRow) -> str:
    return f"{row.title}, {_number(row)}, {_caption(row)}"
