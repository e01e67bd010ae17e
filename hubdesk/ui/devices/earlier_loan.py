"""A loan typed in later: who took the device, and on which day it really happened."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.search import PersonHit, search
from hubdesk.ui.devices.asks import boxed
from hubdesk.ui.doors import Doors
from hubdesk.ui.people.words import card_and_apart
from hubdesk.ui.space import column, emptied, held_by
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.rows import person_row

MOST = 5
WAIT_MS = 60


def _t(text: str) -> str:
    return translate("Devices", text)


class EarlierLoan(Card):
    """`answered` carries a person's id and the day; `closed` tells that it was left."""

    answered = Signal(str, object)
    closed = Signal()

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 16), 12, parent)
        self._doors = doors
        self._person_id = ""
        self.body.addWidget(SectionHead(_t("This really happened earlier")))
        self.who = LineEdit()
        self.who_field = Field(
            _t("Who took it"), self.who, _t("Type part of a name, a phone number or a card.")
        )
        self.body.addWidget(self.who_field)
        self._hits = QWidget()
        self._lines = column(self._hits, 0, 2)
        self.body.addWidget(self._hits)
        self.day = DayField(_t("This really happened on"))
        self.day_field = Field(_t("This really happened on"), self.day)
        self.body.addWidget(self.day_field)
        self.do_button = Button(_t("Lend it from that day"))
        self.leave_button = Button(_t("Leave it"), "ghost", key="Esc")
        self.body.addWidget(boxed(self.do_button, self.leave_button))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._find)
        self.who.textEdited.connect(self._typed)
        self.do_button.clicked.connect(lambda _on=False: self._do())
        self.leave_button.clicked.connect(lambda _on=False: self.shut())
        self.hide()

    def open_up(self, *, is_given: bool) -> None:
        """Ask anew, with the focus on who."""
        self._person_id = ""
        self.who.clear()
        self.day.set_day(self._doors.today())
        self.do_button.set_words(
            _t("It was given that day") if is_given else _t("Lend it from that day")
        )
        for field in (self.who_field, self.day_field):
            field.show_problem("")
        emptied(self._hits)
        self.show()
        self.who.setFocus()

    def shut(self) -> None:
        """Ask no more."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def hits(self) -> list[QWidget]:
        """The rows of people to choose from."""
        return [row for row in held_by(self._lines) if isinstance(row, QWidget)]

    def refuse(self, words: str) -> None:
        """Say by the day why it could not be."""
        self.day_field.show_problem(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        focused = self.window().focusWidget()
        if isinstance(focused, QPushButton):  # the two buttons, and the rows of people
            focused.click()
        elif focused is self.who and not self._person_id:
            self._find()
            if rows := self.hits():
                rows[0].setFocus()
        else:
            self._do()

    def _typed(self) -> None:
        self._person_id = ""
        self._soon.start()

    def _find(self) -> None:
        self._soon.stop()
        emptied(self._hits)
        text = self.who.text().strip()
        if len(text) < 2:
            return
        hits = self._doors.look(lambda db: search(db, text, people=MOST, devices=0))
        for hit in hits.people:
            row = person_row(hit.name, card_and_apart(hit), opens=True)
            row.clicked.connect(lambda _on=False, h=hit: self._choose(h))
            self._lines.addWidget(row)
        words = "" if hits.people else _t("Nobody fits “{text}”.").format(text=text)
        self.who_field.show_problem(words)

    def _choose(self, hit: PersonHit) -> None:
        self._person_id = hit.id
        self.who.setText(hit.name)
        self.who_field.show_problem("")
        emptied(self._hits)
        self.day.setFocus()

    def _do(self) -> None:
        if not self._person_id:
            self.who_field.show_problem(_t("Choose who took it."))
            self.who.setFocus()
            return
        try:
            day = self.day.read()
        except Refusal as refusal:
            self.day_field.show_problem(explain(refusal).text)
            return
        if not isinstance(day, date):
            self.day_field.show_problem(_t("Enter the day, like 17 11 2026."))
            return
        self.day_field.show_problem("")
        self.answered.emit(self._person_id, day)
