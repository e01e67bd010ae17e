"""Closed days: bank holidays by themselves, and the days the hub adds."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.hub import close_days, reopen_days
from hubdesk.queries.bank_holidays import bank_holidays
from hubdesk.queries.closed_days import ClosedRow, closed_days
from hubdesk.ui.flow import Flow
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.space import column, emptied, line, sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import Label, WrappedLabel

SHOWN_FOR = timedelta(days=30)  # days gone by stay in the list for so long


def _t(text: str) -> str:
    return translate("Settings", text)


class ClosedCard(Card):
    """The list, and three fields to add to it."""

    verb = "close days"

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 18), 10, parent)
        self._choosing = choosing
        self.head = SectionHead(_t("Closed days"), 0)
        self.body.addWidget(self.head)
        self.body.addWidget(WrappedLabel(_t("Nothing falls due on a closed day."), "small", "2"))
        self.holidays = WrappedLabel("", "small", "2")
        self.body.addWidget(self.holidays)
        self.list = column(gap=0)
        self.body.addLayout(self.list)
        self._build_form()
        self.show_now()

    def _build_form(self) -> None:
        today = self._choosing.doors.today()
        self.first = DayField(_t("First closed day"))
        self.last = DayField(_t("Last closed day"))
        self.why = LineEdit()
        sized(self.why, most_width=340)
        for boxes in (self.first, self.last):
            boxes.set_day(today.year)
        days = QWidget()
        flow = Flow(days, gap=24)
        self.fields = {
            "first": Field(_t("First closed day"), self.first),
            "last": Field(_t("Last closed day"), self.last),
        }
        for field in self.fields.values():
            flow.addWidget(field)
        self.body.addWidget(Label(_t("Add closed days"), "h3"))
        words = _t("For one day only, leave the last day empty.")
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        self.body.addWidget(days)
        self.why_field = Field(_t("Why"), self.why, _t("For example: Winter break"))
        self.body.addWidget(self.why_field)
        row = line(gap=8)
        self.add_button = Button(_t("Add closed days"), "", "plus")
        self.add_button.clicked.connect(lambda _on=False: self.add())
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_now(self) -> None:
        """Show the days that are closed now and later."""
        doors = self._choosing.doors
        today = doors.today()
        days = doors.look(lambda db: closed_days(db, after=today - SHOWN_FOR))
        self.head.set_count(len(days.own))
        self._say_holidays(days.nation, today)
        emptied(self.list)
        for row in days.own:
            self.list.addWidget(self._row(row, today))

    def _say_holidays(self, nation: str, today: date) -> None:
        """Beside the window: the first question of a day loads the calendars."""
        self.holidays.setText(self.holidays.text() or _t("Bank holidays count by themselves."))
        self._choosing.doors.later(
            lambda: {**bank_holidays(nation, today.year), **bank_holidays(nation, today.year + 1)},
            owner=self,
            then=lambda found: self.holidays.setText(_holiday_words(found, today)),
        )

    def is_writing(self) -> bool:
        """Whether days are typed that were not added."""
        typed = not (_only_year(self.first) and _only_year(self.last))
        return typed or bool(self.why.text().strip())

    def save(self) -> None:
        """Add what is typed."""
        self.add()

    def add(self) -> None:
        """Close the days that are typed, or say by the field what is not right."""
        for field in (*self.fields.values(), self.why_field):
            field.show_problem("")
        first = self._read("first", self.first)
        last = self._read("last", self.last) if not _only_year(self.last) else first
        if first is None or last is None:
            return
        why = self.why.text()
        words = range_words(first, last, self._choosing.doors.today())
        try:
            self._choosing.doors.do(
                "close days",
                lambda db, _now: close_days(db, first_on=first, last_on=last, why=why),
                about={"what": words},
            )
        except HubDeskError as error:
            self.fields["last"].show_problem(explain(error).text)
            return
        self._choosing.gestures.told_done(_t("Closed: {days}.").format(days=words))
        for boxes in (self.first, self.last):
            boxes.set_day(first.year)
        self.why.clear()
        self.show_now()

    def _read(self, name: str, field: DayField) -> date | None:
        try:
            found = field.read()
        except HubDeskError as error:
            self.fields[name].show_problem(explain(error).text)
            return None
        if not isinstance(found, date):
            self.fields[name].show_problem(_t("Enter a day."))
            return None
        return found

    def _row(self, closed: ClosedRow, today: date) -> Row:
        words = range_words(closed.first_on, closed.last_on, today)
        row = Row(words, closed.why, icon="calendar", size=32)
        button = IconButton("x", _t("Open again: {days}").format(days=words))
        button.clicked.connect(lambda _on=False: self._open_again(closed, words))
        row.tail.addWidget(button)
        return row

    def _open_again(self, closed: ClosedRow, words: str) -> None:
        self._choosing.gestures.act(
            "reopen days",
            lambda db, _now: reopen_days(db, closed_day_id=closed.id),
            _t("Open again: {days}.").format(days=words),
            about={"what": words},
        )


def range_words(first: date, last: date, today: date) -> str:
    """Thu 24 Dec, or Thu 24 Dec to Sat 2 Jan 2027."""
    if first == last:
        return i18n.day(first, today)
    return _t("{first} to {last}").format(
        first=i18n.short_day(first, today), last=i18n.short_day(last, today)
    )


def _only_year(field: DayField) -> bool:
    return not any(box.text().strip() for box in field.boxes[:2])


def _holiday_words(found: dict[date, str], today: date) -> str:
    words = _t("Bank holidays count by themselves.")
    coming = min((on for on in found if on >= today), default=None)
    if coming is None:
        return words
    more = _t("The next is {day}, {name}.")
    return f"{words} {more}".format(day=i18n.day(coming, today), name=found[coming])
