"""A day typed in three boxes, March or mar or 3, and said back in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from hubdesk.errors import Refusal
from hubdesk.errors.records import NotADate
from hubdesk.i18n import plain_day
from hubdesk.typed import read_day
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.text import Label, WrappedLabel

_BOXES = (("Day", 64, 12), ("Month", 104, 20), ("Year", 80, 12))
_SAID = 80  # units: room for the longest word of a day


class DayField(QWidget):
    """Three boxes. Nothing jumps by itself; a year alone counts where `year_alone` is set.

    Without `says_back` the day is not repeated in words, where there is no room beside the boxes.

    `label` is how problems name the field: Date of birth must include a year.
    """

    edited = Signal()

    def __init__(
        self,
        label: str = "Date of birth",
        *,
        today: date | None = None,
        year_alone: bool = False,
        says_back: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = label
        self._today = today
        self._year_alone = year_alone
        self._says_back, self._is_beside = says_back, True
        self._row = line(self, 0, 8)
        self._three = QWidget()
        row = line(self._three, 0, 8)
        self.boxes: list[QLineEdit] = []
        for words, width, most in _BOXES:
            box = QLineEdit()
            box.setMaxLength(most)
            box.setAccessibleName(f"{label}: {words.lower()}")
            sized(box, width=width)
            box.textEdited.connect(self._typed)
            above = Label(words, "small", "2")
            above.setBuddy(box)
            pair = column(gap=2)
            pair.addWidget(above)
            pair.addWidget(box)
            row.addLayout(pair)
            self.boxes.append(box)
        back = column(gap=2)
        self._back = WrappedLabel("", "body", "2")
        back.addStretch(1)
        back.addWidget(self._back)
        sized(self._back, height=38)
        self._row.addWidget(self._three)
        self._row.addLayout(back, 1)
        self._back.setVisible(says_back)
        self.setFocusProxy(self.boxes[0])

    def minimumSizeHint(self) -> QSize:
        """The boxes alone: the words go below them where there is no room."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._three.minimumSizeHint().width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._three.minimumSizeHint().width()
        self._is_beside = not self._says_back or room >= look().px(_SAID)
        self._show_back()
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if self._is_beside else way.TopToBottom)

    def _show_back(self) -> None:
        """Below the boxes no line is kept for words that are not there."""
        there = self._is_beside or bool(self._back.text())
        self._back.setVisible(self._says_back and there)

    def is_empty(self) -> bool:
        return not any(box.text().strip() for box in self.boxes)

    def read(self) -> date | int | None:
        """The day, a year where a year alone counts, or None where nothing was typed.

        Raises the Refusals of `typed.read_day`: NotADate, YearMissing, BirthInFuture.
        """
        day, month, year = (box.text().strip() for box in self.boxes)
        if self.is_empty():
            return None
        if self._year_alone and not day and not month:
            return self._read_year(year)
        return read_day(day, month, year, self._label, today=self._today)

    def set_day(self, day: date | int | None) -> None:
        """Fill the boxes with a day, a year, or nothing."""
        if isinstance(day, date):
            parts = (str(day.day), str(day.month), str(day.year))
        else:
            parts = ("", "", "" if day is None else str(day))
        self.set_typed(parts)

    def typed(self) -> tuple[str, str, str]:
        """What stands in the boxes, a day or not: for keeping a draft."""
        day, month, year = (box.text() for box in self.boxes)
        return day, month, year

    def set_typed(self, parts: Iterable[str]) -> None:
        """Put what stood in the boxes back."""
        for box, text in zip(self.boxes, parts, strict=True):
            box.setText(text)
        self._say_back()

    def said_back(self) -> str:
        """14 March 1979 (46), or "" while it is no day yet."""
        return self._back.text()

    def _typed(self) -> None:
        self._say_back()
        self.edited.emit()

    def _say_back(self) -> None:
        try:
            found = self.read()
        except Refusal:  # not a day yet; the form says so when it is left
            found = None
        self._back.setText(self._words(found))
        self._show_back()

    def _words(self, found: date | int | None) -> str:
        if not isinstance(found, date):
            return ""
        words = plain_day(found)
        if self._today is None or found > self._today:
            return words
        today = self._today
        before = (today.month, today.day) < (found.month, found.day)
        return f"{words} ({today.year - found.year - before})"

    def _read_year(self, text: str) -> int:
        latest = self._today.year if self._today else 9999
        if len(text) != 4 or not text.isascii() or not text.isdigit():
            raise NotADate(self._label, text)
        if not 1900 <= int(text) <= latest:
            raise NotADate(self._label, text)
        return int(text)
