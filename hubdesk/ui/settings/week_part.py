"""The hub's week: one row a weekday, open or closed, with hours for whoever wants to say them."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.opening_hours import set_week
from hubdesk.queries.opening_hours import DayHours, Week, week_of
from hubdesk.typed import read_time
from hubdesk.ui.flow import Flow
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Settings", text)


class DayRow(QWidget):
    """One weekday: a tick, and two times that may stay empty."""

    def __init__(self, weekday: int) -> None:
        super().__init__()
        name = i18n.DAYS[weekday]
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # the times go below the day where there is no room
        self.setSizePolicy(policy)
        row = Flow(self, 0, 12)
        self.is_open = QCheckBox(name)
        self.is_open.setAccessibleName(_t("Open on {day}").format(day=name))
        sized(self.is_open, width=150)
        self.opens = LineEdit("", _t("10am"), _t("{day}: opens at").format(day=name))
        self.closes = LineEdit("", _t("4pm"), _t("{day}: closes at").format(day=name))
        self.to = Label(_t("to"), "body", "2")
        self.closed = Label(_t("Closed"), "body", "2")
        row.addWidget(self.is_open)
        for edit in (self.opens, self.closes):
            sized(edit, width=96)
        for widget in (self.opens, self.to, self.closes, self.closed):
            row.addWidget(widget)

    def show_day(self, day: DayHours) -> None:
        """Show how the day stands."""
        self.is_open.setChecked(day.is_open)
        for edit, at in ((self.opens, day.opens), (self.closes, day.closes)):
            edit.setText(_shown(at))
        for widget in (self.opens, self.to, self.closes):
            widget.setVisible(day.is_open)
        self.closed.setVisible(not day.is_open)

    def read(self) -> DayHours:
        """What stands in the row. Refuses TimeNotRight."""
        if not self.is_open.isChecked():
            return DayHours(is_open=False)
        return DayHours(True, read_time(self.opens.text()), read_time(self.closes.text()))


class WeekCard(Card):
    """Each change is kept at once. What cannot be kept stays as it is typed, with the reason."""

    verb = "change setting"

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 18), 6, parent)
        self._choosing = choosing
        self._stands = Week()
        self.body.addWidget(SectionHead(_t("Opening days")))
        words = _t("Nothing falls due on a day that is not ticked. The hours are optional.")
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        self.problem = WrappedLabel("", "small")
        self.problem.setProperty("c", "bad")
        self.problem.hide()
        self.rows = [DayRow(weekday) for weekday in range(7)]
        for weekday, row in enumerate(self.rows):
            self.body.addWidget(row)
            row.is_open.clicked.connect(lambda _on=False, d=weekday: self._ticked(d))
            for edit in (row.opens, row.closes):
                edit.editingFinished.connect(lambda d=weekday: self._typed(d))
        self.body.addWidget(self.problem)
        self.show_now()

    def show_now(self) -> None:
        """Show the week as it stands; what could not be kept is left typed."""
        week = self._choosing.doors.look(week_of)
        if week == self._stands and self.problem.isVisible():
            return
        self._stands = week
        for row, day in zip(self.rows, week.days, strict=True):
            row.show_day(day)
        self._say("")

    def _ticked(self, weekday: int) -> None:
        """A day was opened or closed. Hours that were typed go with it."""
        if not self._keep(weekday):
            row = self.rows[weekday]
            row.show_day(self._stands.days[weekday])

    def _typed(self, weekday: int) -> None:
        row = self.rows[weekday]
        filled = [bool(edit.text().strip()) for edit in (row.opens, row.closes)]
        if any(filled) and not all(filled) and row.opens.hasFocus() != row.closes.hasFocus():
            return  # the other time is being typed
        self._keep(weekday)

    def _keep(self, weekday: int) -> bool:
        """Keep one day; False, and a word below, if it is refused."""
        doors, gestures = self._choosing.doors, self._choosing.gestures
        try:
            day = self.rows[weekday].read()
        except HubDeskError as error:
            self._say(explain(error).text)
            return False
        if day == self._stands.days[weekday]:
            self._say("")
            return True
        days = list(self._stands.days)
        days[weekday] = day
        week = replace(self._stands, days=tuple(days))
        what = day_words(weekday, day)
        try:
            doors.do(
                "change setting", lambda db, _now: set_week(db, week=week), about={"what": what}
            )
        except HubDeskError as error:
            self._say(explain(error).text)
            return False
        self._say("")
        gestures.told_done(_t("Saved: {what}.").format(what=what))
        self.show_now()
        return True

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))


def day_words(weekday: int, day: DayHours) -> str:
    """Sunday closed; Tuesday open; Friday 10am to 4pm."""
    name = i18n.DAYS[weekday]
    if not day.is_open:
        return _t("{day} closed").format(day=name)
    if day.opens is None or day.closes is None:
        return _t("{day} open").format(day=name)
    return _t("{day} {opens} to {closes}").format(
        day=name, opens=_shown(day.opens), closes=_shown(day.closes)
    )


def _shown(at: time | None) -> str:
    return i18n.clock(at) if at is not None else ""
