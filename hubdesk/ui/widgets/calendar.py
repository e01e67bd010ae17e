"""A month to pick a day from, in the colours of now: Qt's own paints weekends red."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, Qt
from PySide6.QtGui import QMouseEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

from hubdesk.ui.space import sized
from hubdesk.ui.theme import look

_WEEK = (
    Qt.DayOfWeek.Monday,
    Qt.DayOfWeek.Tuesday,
    Qt.DayOfWeek.Wednesday,
    Qt.DayOfWeek.Thursday,
    Qt.DayOfWeek.Friday,
    Qt.DayOfWeek.Saturday,
    Qt.DayOfWeek.Sunday,
)


class Calendar(QCalendarWidget):
    """Weeks begin on Monday."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        sized(self, least_width=300, least_height=270)  # a day is as large as any other target
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        now = look()
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(now.colour("text"))
        head.setForeground(now.colour("text2"))
        head.setBackground(now.colour("sunken"))
        self.setHeaderTextFormat(head)
        for weekday in _WEEK:
            self.setWeekdayTextFormat(weekday, plain)
        self.setDateTextFormat(QDate(), QTextCharFormat())  # forgets every day


class DayPick(QDateEdit):
    """A day that is typed or picked from a month. Python's dates in and out.

    The month is made when somebody opens it: it is as many widgets as the rest of a form.
    """

    def __init__(
        self, day: date, name: str, *, least: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setCalendarPopup(True)
        self._month: Calendar | None = None
        if least is not None:
            self.setMinimumDate(QDate(least.year, least.month, least.day))
        self.set_day(day)

    def calendarWidget(self) -> Calendar:
        if self._month is None:
            self._month = Calendar()
            self.setCalendarWidget(self._month)
        return self._month

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.calendarWidget()  # Qt opens one of its own where there is none
        super().mousePressEvent(event)

    def day(self) -> date:
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))
