"""Small questions asked inside a card before something is done: a note, or a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.flow import Flow
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Well
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, LineEdit


def _t(text: str) -> str:
    return translate("Devices", text)


class Ask(Well):
    """One field and two buttons. Enter in the field does it, Esc leaves it."""

    closed = Signal()

    def __init__(self, label: str, editor: QWidget, hint: str, verb: str) -> None:
        super().__init__((14, 12, 14, 12), 10)
        self.field = Field(label, editor, hint)
        self.body.addWidget(self.field)
        buttons = QWidget()
        flow = Flow(buttons, gap=8)
        self.do_button = Button(verb)
        self.leave_button = Button(_t("Leave it"), "ghost", key="Esc")
        flow.addWidget(self.do_button)
        flow.addWidget(self.leave_button)
        self.body.addWidget(buttons)
        self.do_button.clicked.connect(lambda _on=False: self._do())
        self.leave_button.clicked.connect(lambda _on=False: self.shut())
        self.hide()

    def open_up(self) -> None:
        """Ask, with the focus in the field."""
        self.field.show_problem("")
        self._empty()
        self.show()
        (self.field.editor.focusProxy() or self.field.editor).setFocus()

    def shut(self) -> None:
        """Ask no more."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self.leave_button.hasFocus():
                self.shut()
            else:
                self._do()
        elif event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def _empty(self) -> None:
        """Each kind of question begins with a field of its own."""

    def _do(self) -> None:
        """Each kind of question reads its field and tells `answered`."""


class AskNote(Ask):
    """A few words, which may be left empty."""

    answered = Signal(str)

    def __init__(self, label: str, hint: str, verb: str) -> None:
        self.edit = LineEdit()
        super().__init__(label, self.edit, hint, verb)

    def _empty(self) -> None:
        self.edit.clear()

    def _do(self) -> None:
        self.answered.emit(self.edit.text())


class AskDay(Ask):
    """A day that has been, today among them."""

    answered = Signal(object)  # a date

    def __init__(self, label: str, hint: str, verb: str) -> None:
        self.days = DayField(label)
        super().__init__(label, self.days, hint, verb)
        self._first: date | None = None

    def start_at(self, day: date) -> None:
        """The day that stands in the boxes when it is asked."""
        self._first = day

    def _empty(self) -> None:
        self.days.set_day(self._first)

    def _do(self) -> None:
        try:
            day = self.days.read()
        except Refusal as refusal:
            self.field.show_problem(explain(refusal).text)
            return
        if not isinstance(day, date):
            self.field.show_problem(_t("Enter the day, like 17 11 2026."))
            return
        self.field.show_problem("")
        self.answered.emit(day)


def boxed(*buttons: QWidget) -> QWidget:
    """Buttons in a row that breaks where there is no room."""
    box = QWidget()
    flow = Flow(box, gap=8)
    for button in buttons:
        flow.addWidget(button)
    return box
