"""What the answers of a long form are given in, each read and filled in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.search import PersonHit, search
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.people.section import named
from hubdesk.ui.people.words import card_and_apart
from hubdesk.ui.space import column, emptied, held_by
from hubdesk.ui.widgets.buttons import Button, Pill
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.rows import Row, person_row
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import WrappedLabel

MOST_FOUND = 4


def _t(text: str) -> str:
    return translate("People", text)


class Pills(QWidget):
    """Several of several, as pills."""

    def __init__(self, options: Iterable[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        flow = Flow(self, gap=8)
        self._pills: dict[str, Pill] = {}
        for value, words in options:
            pill = Pill(words, on=False)
            self._pills[value] = pill
            flow.addWidget(pill)
        self.setFocusProxy(next(iter(self._pills.values())))

    def values(self) -> list[str]:
        """What is chosen, in the order of the options."""
        return [value for value, pill in self._pills.items() if pill.isChecked()]

    def set_values(self, values: Iterable[str]) -> None:
        """Choose these and no others."""
        wanted = set(values)
        for value, pill in self._pills.items():
            pill.setChecked(value in wanted)

    def pill(self, value: str) -> Pill:
        """One of them."""
        return self._pills[value]


class FindPerson(QWidget):
    """Somebody who is here already, found by part of a name. `chosen` tells of a choice."""

    chosen = Signal(str)

    def __init__(self, doors: Doors, name: str) -> None:
        super().__init__()
        self._doors = doors
        self._found: tuple[PersonHit, ...] = ()
        self._id = ""
        self._but = ""
        body = column(self, 0, 6)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._search)
        self.edit = FindEdit("", "", name)
        self.edit.entered.connect(self._take_first)
        self.edit.textEdited.connect(lambda _text: self._soon.start())
        body.addWidget(self.edit)
        home = QWidget()
        self._rows = column(home, 0, 4)
        body.addWidget(home)
        self.setFocusProxy(self.edit)

    def leave_out(self, id_: str) -> None:
        """Never find this person."""
        self._but = id_

    def value(self) -> str:
        """The id of who was chosen, or empty."""
        return self._id

    def set_value(self, id_: str, name: str = "") -> None:
        """Choose somebody, or nobody."""
        self._id = id_
        self.edit.setText("")
        emptied(self._rows)
        self.edit.setVisible(not id_)
        if id_:
            row = person_row(name or _t("Somebody chosen"), _t("Once this is saved"))
            back = named(Button(_t("Take back"), "ghost"), "take back")
            back.clicked.connect(lambda _on=False: self._choose("", ""))
            row.tail.addWidget(back)
            self._rows.addWidget(row)

    def found_rows(self) -> list[Row]:
        """What is shown to choose from."""
        return [row for row in held_by(self._rows) if isinstance(row, Row)]

    def _search(self) -> None:
        self._soon.stop()
        typed = self.edit.text().strip()
        hits = self._doors.look(lambda db: search(db, typed, people=MOST_FOUND + 1, devices=0))
        self._found = tuple(hit for hit in hits.people if hit.id != self._but)[:MOST_FOUND]
        emptied(self._rows)
        for hit in self._found if typed else ():
            detail = card_and_apart(hit) or _t("No card")
            row = person_row(hit.name, detail, opens=True)
            row.clicked.connect(partial(self._pick, hit))
            self._rows.addWidget(row)
        if typed and not self._found:
            self._rows.addWidget(WrappedLabel(_t("Nobody fits."), "small", "2"))

    def _pick(self, hit: PersonHit, _on: bool = False) -> None:
        self._choose(hit.id, hit.name)

    def _take_first(self) -> None:
        if self._soon.isActive():
            self._search()
        if self._found and self.edit.text().strip():
            self._choose(self._found[0].id, self._found[0].name)

    def _choose(self, id_: str, name: str) -> None:
        self.set_value(id_, name)
        if not id_:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(id_)


class FindEdit(LineEdit):
    """The line of FindPerson: with something typed, Enter takes the first that fits."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.text().strip():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def value_of(widget: QWidget) -> Any:
    """What stands in an input, as text, yes or no, or a list: fit for a draft."""
    match widget:
        case QLineEdit():
            return widget.text()
        case QPlainTextEdit():
            return widget.toPlainText()
        case QCheckBox():
            return widget.isChecked()
        case Combo() | Segments() | FindPerson():
            return widget.value()
        case Pills():
            return widget.values()
        case DayField():
            return list(widget.typed())
    raise TypeError(type(widget).__name__)


def set_value(widget: QWidget, value: Any) -> None:
    """Put a value of `value_of` back."""
    match widget:
        case QLineEdit():
            widget.setText(value)
        case QPlainTextEdit():
            widget.setPlainText(value)
        case QCheckBox():
            widget.setChecked(value)
        case Combo() | Segments():
            widget.choose(value)
        case FindPerson():
            widget.set_value(value)
        case Pills():
            widget.set_values(value)
        case DayField():
            widget.set_typed(value)
        case _:
            raise TypeError(type(widget).__name__)
