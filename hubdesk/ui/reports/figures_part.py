"""The tab of figures: the list, and the target of the figure that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import plain_day, translate
from hubdesk.messages.periods import period_words
from hubdesk.messages.report_words import target_alone_words
from hubdesk.operations.reporting import put_away_target, set_target
from hubdesk.queries.figures.targets import TargetRow, targets_for
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.reports.asked import Made
from hubdesk.ui.reports.behind_page import ROWS
from hubdesk.ui.reports.figures_list import FigureLine, FiguresList
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.choices import Number
from hubdesk.ui.widgets.text import WrappedLabel

MOST = 1_000_000
SET: Final = "set target"


def _t(text: str) -> str:
    return translate("Reports", text)


class FiguresPart(QWidget):
    """`opened` carries the line whose rows somebody wants to see."""

    opened = Signal(object)

    def __init__(
        self, doors: Doors, gestures: Gestures, changed: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._doors, self._gestures, self._changed = doors, gestures, changed
        self._made: Made | None = None
        self.list = FiguresList()
        self.words = WrappedLabel("", "smallstrong", "2")
        self.amount = Number(100, 1, MOST, name=_t("Target"))
        self.words.setBuddy(self.amount)
        self.set_button = Button(_t("Set target"), "", "check", verb=SET)
        self.away_button = Button(_t("Take target away"), "ghost", "x", verb="put away target")
        body = column(self, 0, 8)
        body.addWidget(self.list, 1)
        self._bar = QWidget()
        row = Flow(self._bar, 0, 8)
        row.addWidget(self.amount)
        row.addWidget(self.set_button)
        row.addWidget(self.away_button)
        self.more = Button(_t("Set a target"), "ghost", "check", on=False)
        body.addWidget(self.more)
        body.addWidget(self.words)
        body.addWidget(self._bar)
        self._narrow = False
        self.more.toggled.connect(self._open_bar)
        self._show_bar()
        self.list.opened.connect(self.opened)
        self.list.list.chosen_changed.connect(lambda _id: self._show_target())
        self.set_button.clicked.connect(lambda _on=False: self._set())
        self.away_button.clicked.connect(lambda _on=False: self._put_away())
        self._show_target()

    def show_made(self, made: Made | None) -> None:
        """The figures of another report, or of none."""
        self._made = made
        if made is None:
            self.list.show_nothing()
        else:
            self.list.show_report(made.report, made.asked.template)
        self._show_target()

    def set_narrow(self, narrow: bool) -> None:
        """Where there is little room the list has it, and the target opens below when asked."""
        self._narrow = narrow
        self.list.hide_details(narrow)
        self._show_bar()

    def _open_bar(self, on: bool) -> None:
        """In large text it opens below what is seen: it is brought up, once it is laid out."""
        self._show_bar()
        if on:
            QTimer.singleShot(0, self, lambda: bring_into_view(self._bar))

    def _show_bar(self) -> None:
        self.more.setVisible(self._narrow)
        is_open = not self._narrow or self.more.isChecked()
        self.words.setVisible(is_open)
        self._bar.setVisible(is_open)

    def _line(self) -> FigureLine | None:
        found = self.list.line(self.list.list.chosen())
        return found if found is not None and found.is_figure else None

    def _show_target(self) -> None:
        line, made = self._line(), self._made
        can = line is not None and made is not None
        why = "" if can else _t("Choose a figure first; lines of a table have no target.")
        self.set_button.set_reason(why)
        self.away_button.set_reason(why)
        self.amount.setEnabled(can and not self._doors.barred(SET))
        if line is None or made is None:
            self.words.setText(why)
            return
        here = self._target(line, made)
        period = here.period if here is not None else made.asked.period
        days = period_words(period.first_on, period.last_on)
        words = _t("Target of {figure} for {days}.").format(figure=line.words, days=days)
        so_far = "" if self._doors.barred(ROWS) else _so_far(made, line, here)
        alone = here is not None and here.period.first_on < made.asked.period.first_on
        why = target_alone_words([line.words]) if alone and not line.indicator.adds_up else ""
        self.words.setText(" ".join(filter(None, (words, so_far, why))))
        self.amount.setValue(here.amount if here is not None else 100)
        if here is None:
            self.away_button.set_reason(_t("It has no target for these days."))

    def _target(self, line: FigureLine, made: Made) -> TargetRow | None:
        """The target that holds for the figure on these days: a year's holds in its months."""
        period, fund_id = made.asked.period, made.asked.cut.fund_id
        every = self._doors.look(lambda db: targets_for(db, period, fund_id))
        return every.get(line.indicator.code)

    def _set(self) -> None:
        line, made, amount = self._line(), self._made, self.amount.value()
        if line is None or made is None:
            return
        asked, here = made.asked, self._target(line, made)
        period = here.period if here is not None else asked.period

        def work(db: Any, _now: object) -> str:
            return set_target(
                db, indicator=line.indicator.code, amount=amount, period=period,
                fund_id=asked.cut.fund_id,
            ).id  # fmt: skip

        words = _t("The target of {figure} is {amount} now.")
        said = words.format(figure=line.words, amount=f"{amount:,}")
        if self._gestures.act(SET, work, said, about={"what": line.words}):
            self._changed()

    def _put_away(self) -> None:
        line, made = self._line(), self._made
        if line is None or made is None or (here := self._target(line, made)) is None:
            return
        done = self._gestures.act(
            "put away target",
            lambda db, _now: put_away_target(db, target_id=here.id).id,
            _t("{figure} has no target now.").format(figure=line.words),
            about={"what": line.words},
        )
        if done:
            self._changed()


def _so_far(made: Made, line: FigureLine, here: TargetRow | None) -> str:
    """How far all of it is, for who may see the lists behind: no report of a month says it."""
    target = made.told.targets.get(line.indicator.code)
    if target is None or target.reached is None or here is None or here.period != target.period:
        return ""
    day = plain_day(min(made.asked.period.last_on, made.report.made_on))
    words = _t("{n} reached by {day}, {due} due.")
    return words.format(n=f"{target.reached:,}", due=f"{target.pace:,}", day=day)
