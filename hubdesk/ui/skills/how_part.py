"""How a tutor knows: by their own eyes or by what somebody says, on which day, in what words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Seen
from hubdesk.ui.devices.asks import AskDay, AskNote
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.segments import Segments


def _t(text: str) -> str:
    return translate("Skills", text)


class HowPart(QWidget):
    """Holds for every key until the page is opened again. `noted` tells words about one skill."""

    noted = Signal(str)
    asking = Signal(bool)  # False: it was answered or left, and the keys are the table's again

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._on: date | None = None
        self._is_narrow = False
        self.whose = Segments(
            ((Seen.OBSERVED, _t("I saw it")), (Seen.SELF, _t("They say so themselves"))),
            Seen.OBSERVED,
            _t("How you know"),
        )
        self.day_button = Button(_t("Seen today"), "pill", "calendar", verb="judge")
        self.note_button = Button(_t("Add a note"), "pill", "pencil", verb="judge")
        self.ask_day = AskDay(
            _t("The day it was seen"),
            _t("It holds for every key on this page."),
            _t("Use it"),
        )
        self.ask_note = AskNote(
            _t("What you saw"), _t("Kept with this skill, and shown to tutors."), _t("Add a note")
        )
        body = column(self, 0, 8)
        self._row = QWidget()
        flow = Flow(self._row, gap=8)
        for widget in (self.whose, self.day_button, self.note_button):
            flow.addWidget(widget)
        body.addWidget(self._row)
        for ask in (self.ask_day, self.ask_note):
            body.addWidget(ask)
            ask.closed.connect(self._closed)
        self.day_button.clicked.connect(lambda _on=False: self._ask_day())
        self.note_button.clicked.connect(lambda _on=False: self._open(self.ask_note))
        self.ask_day.answered.connect(self._take_day)
        self.ask_note.answered.connect(self._take_note)

    def begin(self) -> None:
        """The page was opened: seen today, with the tutor's own eyes."""
        self.whose.choose(Seen.OBSERVED)
        self._set_day(None)
        self.ask_day.shut()
        self.ask_note.shut()

    def set_narrow(self, narrow: bool) -> None:
        """Where there is little room the two buttons are icons, and named all the same."""
        self._is_narrow = narrow
        self.note_button.set_kind("icon" if narrow else "pill")
        self.note_button.set_words("" if narrow else _t("Add a note"), _t("Add a note"))
        self._set_day(self._on)

    @property
    def method(self) -> str:
        return self.whose.value()

    @property
    def on(self) -> date | None:
        """The day it was seen, where that was not today."""
        return self._on

    def _ask_day(self) -> None:
        self.ask_day.start_at(self._on or self._today())
        self._open(self.ask_day)

    def _open(self, ask: AskDay | AskNote) -> None:
        (self.ask_note if ask is self.ask_day else self.ask_day).hide()
        self._row.setVisible(not self._is_narrow)
        self.asking.emit(True)
        ask.open_up()

    def _closed(self) -> None:
        self._row.show()
        self.asking.emit(False)

    def _take_day(self, day: date) -> None:
        self._set_day(None if day == self._today() else day)
        self.ask_day.shut()

    def _set_day(self, day: date | None) -> None:
        self._on = day
        words = _t("Seen today")
        if day is not None:
            words = _t("Seen on {day}").format(day=i18n.short_day(day, self._today()))
        # A day that is not today is said even where there is little room: it changes every key.
        shown = words
        if self._is_narrow:
            shown = i18n.short_day(day, self._today()) if day else ""
        self.day_button.set_kind("pill" if shown else "icon")
        self.day_button.set_words(shown, words)

    def _take_note(self, words: str) -> None:
        if words.strip():
            self.noted.emit(words)
        self.ask_note.shut()
