"""The list behind a figure: the very rows it was counted out of, for who may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.periods import period_words
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Cut, Indicator, RowBehind, rows_behind
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_model import Column, ListModel
from hubdesk.ui.widgets.list_view import ListView
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

ROWS: Final = "see figure rows"


def _t(text: str) -> str:
    return translate("Reports", text)


@dataclass(frozen=True, slots=True)
class Behind:
    """Which figure, of which days."""

    words: str
    indicator: Indicator
    period: Period
    cut: Cut


class _Source:
    """Counts and windows through the doors, for whoever may see figures."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def count(self, of: Behind) -> int:
        now = self._doors.now()
        return self._doors.look(
            lambda db: rows_behind(db, of.indicator, of.period, now=now, cut=of.cut, limit=0).count,
            right=ROWS,
        )

    def read_window(
        self, offset: int, limit: int, sort: str, descending: bool, of: Behind
    ) -> Sequence[RowBehind]:
        now = self._doors.now()
        return self._doors.look(
            lambda db: (
                rows_behind(
                    db, of.indicator, of.period, now=now, cut=of.cut, offset=offset, limit=limit
                ).rows
            ),
            right=ROWS,
        )


class BehindPage(Page):
    """The fact `behind` of `arrive` says which list. Enter opens whom or what a row is about."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._of: Behind | None = None
        self._narrow = False
        columns = [
            Column[RowBehind](_t("Who"), lambda row: row.who, width=230, person=True),
            Column[RowBehind](_t("What"), lambda row: row.what, strong=True),
            Column[RowBehind](_t("Day"), self._day, width=150, ink="2"),
            Column[RowBehind](_t("Counts"), lambda row: f"{row.amount:,}", width=90, align="right"),
            Column[RowBehind](
                _t("Who"), lambda row: row.who or row.what, person=True, detail=self._detail
            ),
        ]
        self.model: ListModel[RowBehind] = ListModel(
            _Source(doors), columns, sentence=self._sentence
        )
        self.empty = Empty(_t("Nothing was counted here."), "list")
        self.list = ListView(self.model, _t("Rows behind the figure"), self.empty)
        self.rule = WrappedLabel("", "small", "2")
        self._whole = column(self, 0, 10)
        self._whole.addWidget(self.rule)
        card = Card((0, 0, 0, 8), 0)
        card.body.addWidget(self.list, 1)
        self._whole.addWidget(card, 1)
        self.list.opened.connect(self._open)
        self.model.failed.connect(self._failed)

    def title(self) -> str:
        if self._of is None:
            return ""
        days = period_words(self._of.period.first_on, self._of.period.last_on)
        return _t("{figure}, {days}").format(figure=self._of.words, days=days)

    def meta(self) -> str:
        if self._of is None:
            return " "
        return i18n.count(self.model.rowCount(), _t("row"), _t("rows"))

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def first_focus(self) -> QWidget:
        return self.list

    def set_frame(self, frame: Frame) -> None:
        self._narrow = frame is Frame.NARROW
        self._show_columns()

    def _show_columns(self) -> None:
        """Of people there is nothing to say but who; where there is little room, all in one."""
        once = self._of is not None and self._of.indicator.counts in ("people", "homes")
        self.list.hide_columns(*((0, 1, 2, 3) if once or self._narrow else (4,)))

    def arrive(self, **facts: Any) -> None:
        of = facts.get("behind")
        if isinstance(of, Behind):
            self._of = of
        if self._of is None:
            return
        self.rule.setText(self._of.indicator.rule)
        self._show_columns()
        kept = self.list.chosen()
        self.model.load(self._of)
        if not (kept and self.list.choose(kept)):
            self.list.choose_first()
        self.retitled.emit()

    def _open(self, id: str) -> None:
        at = self.model.find(id, max(0, self.list.currentIndex().row()))
        row = self.model.row(at) if at is not None else None
        if row is None:
            return
        if row.person_id:
            self.go.emit("person", {"id": row.person_id})
        elif row.session_id:
            self.go.emit("register", {"id": row.session_id})

    def _failed(self, error: Exception) -> None:
        if isinstance(error, HubDeskError):
            self.told.emit(Result("bad", explain(error).text))

    def _day(self, row: RowBehind) -> str:
        return i18n.short_day(row.on, self._doors.today()) if row.on is not None else ""

    def _detail(self, row: RowBehind) -> str:
        parts = (row.what if row.who else "", self._day(row))
        return " · ".join(part for part in parts if part)

    def _sentence(self, row: RowBehind) -> str:
        parts = (row.who, row.what, self._day(row))
        return ", ".join(part for part in parts if part)
