"""Choosing the days of a report: a month, a quarter, a year, or any days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.messages.periods import period_words
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.periods import PeriodSort, last_full, period_around, sort_of, stepped
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import IconButton
from hubdesk.ui.widgets.calendar import DayPick
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field

BACK: Final = 60  # periods that can be picked from the list; others by their days
_SORTS: Final = (
    (PeriodSort.MONTH, "A month"),
    (PeriodSort.QUARTER, "A quarter"),
    (PeriodSort.YEAR, "A year"),
    (PeriodSort.FINANCIAL, "April to March"),
    (PeriodSort.DAYS, "Any days"),
)


def _t(text: str) -> str:
    return translate("Reports", text)


class PeriodChoice(QWidget):
    """`chosen` tells that other days are wanted."""

    chosen = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._period = last_full(PeriodSort.MONTH, today)
        self._quiet = False
        self.sort = Combo([(sort.value, _t(words)) for sort, words in _SORTS], PeriodSort.MONTH)
        self.which = Combo((), "", _t("Which days"))
        self.before = IconButton("chevron-left", _t("The one before"))
        self.after = IconButton("chevron-right", _t("The next one"))
        self.first = DayPick(self._period.first_on, _t("First day"))
        self.last = DayPick(self._period.last_on, _t("Last day"))
        body = column(self, 0, 8)
        body.addWidget(Field(_t("&Period"), self.sort))
        self._row = QWidget()
        row = line(self._row, 0, 4)
        row.addWidget(self.before)
        row.addWidget(self.which, 1)
        row.addWidget(self.after)
        body.addWidget(self._row)
        self._days = QWidget()
        days = column(self._days, 0, 8)
        self.grant = Combo((), "", _t("Days of a grant"))
        self._grants: dict[str, Period] = {}
        self._grant_field = Field(_t("Days of a grant"), self.grant)
        days.addWidget(self._grant_field)
        days.addWidget(Field(_t("First day"), self.first))
        days.addWidget(Field(_t("Last day"), self.last))
        body.addWidget(self._days)
        self.sort.currentIndexChanged.connect(lambda _at: self._sort_chosen())
        self.which.currentIndexChanged.connect(lambda _at: self._which_chosen())
        self.before.clicked.connect(lambda _on=False: self.step(-1))
        self.after.clicked.connect(lambda _on=False: self.step(1))
        self.grant.currentIndexChanged.connect(lambda _at: self._grant_chosen())
        for pick in (self.first, self.last):
            pick.dateChanged.connect(lambda _day: self._days_chosen())
        self._show()

    @property
    def period(self) -> Period:
        return self._period

    def set_today(self, today: date) -> None:
        """Another day: the newest period can be another one too."""
        self._today = today
        self._show()

    def set_period(self, period: Period) -> None:
        """Choose days without telling anybody."""
        self._period = period
        self._quiet = True
        self.sort.choose(sort_of(period))
        self._quiet = False
        self._show()

    def set_grants(self, grants: Sequence[tuple[str, Period]]) -> None:
        """Days that targets are set for, each with what it is called."""
        self._grants = {f"{p.first_on} {p.last_on} {words}": p for words, p in grants}
        self._quiet = True
        called = zip(self._grants, (words for words, _ in grants), strict=True)
        self.grant.set_options([("", _t("Other days")), *called])
        self._quiet = False
        self._show()

    def step(self, by: int) -> None:
        """One period back, or on: as far as there is anything to count."""
        further = stepped(self._sort(), self._period, by)
        if further.first_on <= self._today:
            self._choose(further)

    def _sort(self) -> PeriodSort:
        return PeriodSort(self.sort.value())

    def _choose(self, period: Period) -> None:
        self._period = period
        self._show()
        self.chosen.emit()

    def _sort_chosen(self) -> None:
        if self._quiet:
            return
        sort = self._sort()
        if sort is PeriodSort.DAYS:
            self._show()  # the same days, to be changed one by one
            return
        around = period_around(sort, self._period.last_on)
        over = last_full(sort, self._today)
        self._choose(around if around.last_on < self._today else over)

    def _which_chosen(self) -> None:
        if not self._quiet and (first := self.which.value()):
            self._choose(period_around(self._sort(), date.fromisoformat(first)))

    def _grant_chosen(self) -> None:
        if not self._quiet and (period := self._grants.get(self.grant.value())):
            self._choose(period)

    def _days_chosen(self) -> None:
        if not self._quiet:
            self._choose(Period(self.first.day(), self.last.day()))

    def _show(self) -> None:
        self._quiet = True
        sort = self._sort()
        is_days = sort is PeriodSort.DAYS
        self._row.setVisible(not is_days)
        self._days.setVisible(is_days)
        self._grant_field.setVisible(bool(self._grants))
        theirs = [key for key, period in self._grants.items() if period == self._period]
        if self.grant.value() not in theirs:
            self.grant.choose(theirs[0] if theirs else "")
        self.first.set_day(self._period.first_on)
        self.last.set_day(self._period.last_on)
        if not is_days:
            self.which.set_options(self._options(sort), self._period.first_on.isoformat())
            nothing = stepped(sort, self._period, 1).first_on > self._today
            self.after.set_reason(_t("Nothing has happened after these days.") if nothing else "")
        self._quiet = False

    def _options(self, sort: PeriodSort) -> list[tuple[str, str]]:
        newest = period_around(sort, self._today)
        found = [stepped(sort, newest, -at) for at in range(BACK)]
        if self._period not in found:
            found.append(self._period)
        return [(p.first_on.isoformat(), period_words(p.first_on, p.last_on)) for p in found]
