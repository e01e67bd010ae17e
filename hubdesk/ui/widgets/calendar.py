"""A month to pick a day from, in the colours of now: Qt's own paints weekends red."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTextCharFormat
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
DAY_OF_MONTH, MONTH, YEAR = 1, 2, 3  # of the sections of "ddd d MMM yyyy"
_BETWEEN = " /.-"  # two of them, where somebody types a day
_GONE_ON = ">"  # the key before completed a section


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


def _day_in(year: int, month: int, day: int) -> QDate:
    """This day, or the last of a month that has fewer."""
    return QDate(year, month, min(day, QDate(year, month, 1).daysInMonth()))


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
        self._typed, self._day = "", 0  # digits so far, or that a part is complete; the day meant
        if least is not None:
            self.setMinimumDate(QDate(least.year, least.month, least.day))
        self.set_day(day)

    def calendarWidget(self) -> Calendar:
        if self._month is None:
            self._month = Calendar()
            self.setCalendarWidget(self._month)
        return self._month

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._typed, self._day = "", 0
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._go_to(DAY_OF_MONTH)  # the weekday before it is not typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Also 31/1/2027 and 31 1 2027: Qt takes months by their names alone."""
        text, at = event.text(), self.currentSectionIndex()
        if text and text in _BETWEEN:
            if self._typed != _GONE_ON and at < YEAR:
                self._go_to(at + 1)
            self._typed = ""
        elif text.isdecimal() and at in (DAY_OF_MONTH, MONTH):
            self._type(self._typed.replace(_GONE_ON, "") + text, at)
        else:
            self._typed = ""
            super().keyPressEvent(event)
            if text.isdecimal() and at == YEAR:
                self._day_of_that_year()

    def _day_of_that_year(self) -> None:
        """29 February was none until its year was typed."""
        shown = self.date()
        meant = _day_in(shown.year(), shown.month(), self._day or shown.day())
        if shown < meant <= self.maximumDate():
            self.setDate(meant)

    def _type(self, digits: str, at: int) -> None:
        """A digit more of the day or the month; where none can follow, to the next part."""
        shown, number = self.date(), int(digits)
        if at == DAY_OF_MONTH:
            self._day = number if 1 <= number <= 31 else self._day
        day, month = self._day or shown.day(), shown.month()
        if at == MONTH and 1 <= number <= 12:
            month = number
        meant = _day_in(shown.year(), month, day)
        if meant > self.maximumDate():  # 20 12 in November, where nothing is to come
            meant = _day_in(shown.year() - 1, month, day)
        self.setDate(meant)
        is_whole = len(digits) == 2 or number > (3 if at == DAY_OF_MONTH else 1)
        self._typed = _GONE_ON if is_whole else digits
        self._go_to(at + 1 if is_whole else at)

    def _go_to(self, section: int) -> None:
        self.setCurrentSectionIndex(0)  # Qt looks at the cursor, and where it is there it stays
        self.setCurrentSectionIndex(section)
        self.setSelectedSection(self.currentSection())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.calendarWidget()  # Qt opens one of its own where there is none
        super().mousePressEvent(event)

    def day(self) -> date:
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date) -> None:
        """Show it. What is shown already is left alone: somebody may be typing."""
        if day != self.day():
            self.setDate(QDate(day.year, day.month, day.day))

    def set_last(self, day: date) -> None:
        """No later day than this."""
        last = QDate(day.year, day.month, day.day)
        if last != self.maximumDate():
            self.setMaximumDate(last)
