"""The rows of a file with what will happen to each, and what is to be said of the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.bringing_in import remarks_said
from hubdesk.ui.bring_in.planned import (
    Planned,
    Which,
    columns,
    of_the_file,
    planned,
    sentence,
)
from hubdesk.ui.bring_in.words import DEVICES, summary
from hubdesk.ui.bring_in.work import Forecast
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column, sized
from hubdesk.ui.widgets.cards import Card, Well
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_model import Calls, ListModel
from hubdesk.ui.widgets.list_view import ListView
from hubdesk.ui.widgets.text import ElidedLabel, WrappedLabel

MOST_NOTES = 6  # about the whole file; more of them help nobody


def _t(text: str) -> str:
    return translate("BringIn", text)


class ShownCard(Card):
    """`show_forecast` shows what would be, or with `is_done` what came of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((0, 14, 0, 8), 0, parent)
        self._rows: list[Planned] = []
        self._shown: list[Planned] = []
        self._what, self._is_done, self._is_folded = DEVICES, False, False
        self.name = ElidedLabel("", "h2")
        self.counts = WrappedLabel("", "body", "2")
        self.about = WrappedLabel("", "small", "2")
        self.tabs = CountTabs(_tabs(), Which.ALL, _t("Which rows"))
        source: Calls[Planned] = Calls(self._count, self._window)
        self.model = ListModel(
            source,
            columns(DEVICES),
            sentence=lambda row: sentence(row, is_done=self._is_done),
        )
        self.list = ListView(self.model, _t("Rows of the file"), Empty(_t("No row is like that.")))
        self.why = WrappedLabel("", "body")
        self._build()
        self.tabs.chosen.connect(lambda _value: self._load())
        self.list.chosen_changed.connect(lambda _id: self._say_why())

    def _build(self) -> None:
        top = QWidget()
        head = column(top, (20, 0, 20, 10), 4)
        head.addWidget(self.name)
        head.addWidget(self.counts)
        self.body.addWidget(top)
        self._about = QWidget()
        well = Well((14, 8, 14, 8), 0)
        well.body.addWidget(self.about)
        column(self._about, (16, 0, 16, 12)).addWidget(well)
        self.body.addWidget(self._about)
        bar = QWidget()
        flow = Flow(bar, margins=(16, 0, 16, 10), gap=12)
        flow.addWidget(self.tabs)
        self.body.addWidget(bar)
        sized(self.list, least_height=150)
        self.body.addWidget(self.list, 1)
        bottom = QWidget()
        column(bottom, (20, 8, 20, 4)).addWidget(self.why)
        self._bottom = bottom
        self.body.addWidget(bottom)

    def show_forecast(
        self, forecast: Forecast, today: date, *, is_done: bool = False, said: str = ""
    ) -> None:
        """Show every row, those that stay out first. `said` is about the file as a whole."""
        self._is_done, self._what = is_done, forecast.what
        self._rows = planned(forecast, today)
        self.name.setText(forecast.name)
        self.counts.setText(summary(forecast, is_done=is_done))
        told = remarks_said(of_the_file(forecast))
        more = len(told) - MOST_NOTES
        if more > 0:
            told = [*told[:MOST_NOTES], i18n.count(more, _t("more remark"), _t("more remarks"))]
        told = [said, *told] if said else told
        self.about.setText("\n".join(told))
        self._about.setVisible(bool(told))
        self.tabs.set_counts({which: self._number(which) for which in Which})
        self.tabs.choose(Which.ALL)
        self._load()

    def fold(self, folded: bool) -> None:
        """One drop-down for the tabs, and no column for the reason: it stands under the list."""
        self._is_folded = folded
        self.tabs.fold(folded)
        self._load()

    def _load(self) -> None:
        which = Which(self.tabs.value())
        self._shown = [row for row in self._rows if row.is_in(which)]
        self.model.columns = tuple(
            columns(self._what, is_done=self._is_done, is_folded=self._is_folded)
        )
        self.model.reload()
        self.list.hide_columns(*((3,) if self._is_folded else ()))
        self.list.clearSelection()
        self.list.choose_first()
        self._say_why()

    def _say_why(self) -> None:
        row = self.model.row(self.list.currentIndex().row())
        words = row.why if row is not None else ""
        if words and row is not None:
            words = _t("Line {line}: {why}").format(line=f"{row.line:,}", why=words)
        self.why.setText(words)
        self._bottom.setVisible(bool(words))

    def _number(self, which: Which) -> int:
        return sum(row.is_in(which) for row in self._rows)

    def _count(self, _filters: object) -> int:
        return len(self._shown)

    def _window(
        self, offset: int, limit: int, _sort: str, _descending: bool, _filters: object
    ) -> Sequence[Planned]:
        return self._shown[offset : offset + limit]


def _tabs() -> list[tuple[str, str]]:
    return [
        (Which.ALL, _t("All")),
        (Which.REFUSED, _t("Staying out")),
        (Which.ODD, _t("Worth a look")),
        (Which.ADDED, _t("New")),
        (Which.UPDATED, _t("Updated")),
        (Which.UNCHANGED, _t("No change")),
    ]
