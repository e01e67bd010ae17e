"""A page of cards about one person, one below the other, with one thing to do below them all."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.page import Page
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Form
from hubdesk.ui.widgets.leaf import Leaf

WIDTH: Final = 760


def _t(text: str) -> str:
    return translate("Form", text)


class CardsPage(Page):
    """`foot` holds the button, and is hidden where there is nothing to do."""

    def __init__(self, doors: Doors, save_button: BigButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._gestures = Gestures(doors, self.told.emit, self.go.emit)
        self._id = self._who = self._name = ""
        self.save_button = save_button

    def lay_out(self, *cards: QWidget) -> None:
        """Each as wide as a line can be read, and the button as wide as they are."""
        self._whole: QVBoxLayout = column(self, 0, 12)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 0), 12)
        for card in cards:
            sized(card, most_width=WIDTH)
            across = line()  # in a column alone Qt would ask how tall it is at the whole width
            across.addWidget(card, 100)
            across.addStretch(1)
            body.addLayout(across)
        body.addStretch(1)
        self._whole.addWidget(scroller(inside), 1)
        self.foot = QWidget()
        line(self.foot).addWidget(self.save_button, 1)
        sized(self.foot, most_width=WIDTH)
        self._whole.addWidget(self.foot)

    def day_that_was(self, form: Form, field: DayField) -> date | None:
        """The day of the field called "day", or None and why not beside it."""
        try:
            on = field.read()
        except Refusal as refusal:
            form.show_problems({"day": explain(refusal).text})
            return None
        wrong = "" if isinstance(on, date) else _t("Enter the day.")
        if isinstance(on, date) and on > self._doors.today():
            wrong = _t("Enter a day that has been, or today.")
        form.show_problems({"day": wrong} if wrong else {})
        return on if isinstance(on, date) and not wrong else None

    # What the frame asks

    def meta(self) -> str:
        return " "

    def primary(self) -> Button:
        return self.save_button

    def strip_place(self) -> QBoxLayout:
        return self._whole
