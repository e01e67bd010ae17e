"""One slip typed in: who took what, and on which day and at what time it really happened."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.desk import desk_thing
from hubdesk.queries.finding import Sort, find_typed
from hubdesk.typed import read_time
from hubdesk.ui.doors import Doors
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.space import column, emptied, line, sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.rows import device_row, person_row

NOBODY = ("", "")


def _t(text: str) -> str:
    return translate("PaperHub", text)


class DeviceBox(LineEdit):
    """Enter tells what was typed, and goes no further."""

    entered = Signal()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z undoes what was typed here while there is something, else the last action."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo and (not self.text() or not self.isUndoAvailable()):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.text().strip() and not event.isAutoRepeat():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class SlipForm(QWidget):
    """`ready` tells that somebody and something are there, so that it can be entered."""

    ready = Signal(bool)

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self.person = NOBODY  # id and name; a name alone is somebody new
        self.devices: dict[str, str] = {}  # id and label
        body = column(self, 0, 12)
        self.who = FindPerson(
            doors,
            _t("Who signed it?"),
            _t("Type the name on the slip, and press Enter."),
            adds=_t("Add them: they are new here"),
        )
        self._who_row = QWidget()
        column(self._who_row)
        body.addWidget(self.who)
        body.addWidget(self._who_row)
        card = Card((16, 12, 16, 14), 10)
        card.body.addWidget(SectionHead(_t("What they took"), role="h3"))
        self.device = DeviceBox("", "", _t("Label of the device"))
        self.device_field = Field(
            _t("Label of the de&vice"), self.device, _t("Scan it, or type its number and Enter.")
        )
        card.body.addWidget(self.device_field)
        self._device_rows = QWidget()
        column(self._device_rows, 0, 2)
        card.body.addWidget(self._device_rows)
        body.addWidget(card)
        when = Card((16, 12, 16, 14), 10)
        when.body.addWidget(SectionHead(_t("This really happened on"), role="h3"))
        self.day = DayField(_t("This really happened on"))
        self.day_field = Field(_t("&Day"), self.day)
        self.at = LineEdit("", "", _t("Time"))
        sized(self.at, width=110)
        self.at_field = Field(_t("&Time"), self.at, _t("Without one it is midday."))
        both = line(gap=16)
        both.addWidget(self.day_field, 1)
        when.body.addLayout(both)
        when.body.addWidget(self.at_field)
        self.due = DayField(_t("Bring back by"))
        self.due_field = Field(
            _t("&Bring back by"),
            self.due,
            _t("As the slip says. Without a day the hub's rule holds."),
        )
        when.body.addWidget(self.due_field)
        body.addWidget(when)
        self.who.chosen.connect(self.choose_person)
        self.who.new.connect(lambda name: self.choose_person("", name))
        self.device.entered.connect(self._typed_device)

    def begin(self, on: date) -> None:
        """An empty form for a slip of that day, with the focus on who."""
        self.person, self.devices = NOBODY, {}
        self.who.clear()
        self.who.show()
        emptied(self._who_row)
        self.device.clear()
        for field in (self.device_field, self.day_field, self.at_field, self.due_field):
            field.show_problem("")
        self.day.set_day(min(on, self._doors.today()))
        self.at.clear()
        self.due.set_day(None)
        self._show()
        self.who.ask()

    def is_started(self) -> bool:
        """Whether something was said that would be lost."""
        return self.person != NOBODY or bool(self.devices)

    def choose_person(self, id: str, name: str) -> None:
        """They signed the slip."""
        self.person = (id, name)
        self.who.hide()
        layout = emptied(self._who_row)
        row = person_row(name, "" if id else _t("New here"))
        other = Button(_t("Somebody else"), "ghost")
        other.clicked.connect(lambda _on=False: self._ask_again())
        row.tail.addWidget(other)
        layout.addWidget(row)
        self.device.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def add_device(self, id: str) -> None:
        """It stands on the slip."""
        thing = self._doors.look(lambda db: desk_thing(db, id))
        if thing is None:
            return
        self.devices[thing.id] = thing.tag
        self.device_field.show_problem("")
        self.device.clear()
        self._show()
        self.device.setFocus()

    def happened_at(self) -> datetime | None:
        """When it happened; None with what is wrong shown where the hands are."""
        now = self._doors.now()
        try:
            on = self.day.read()
        except Refusal as refusal:
            self.day_field.show_problem(explain(refusal).text)
            return None
        if not isinstance(on, date):
            self.day_field.show_problem(_t("Enter the day, like 17 11 2026."))
            return None
        self.day_field.show_problem("")
        try:
            at = read_time(self.at.text())
        except Refusal as refusal:
            self.at_field.show_problem(explain(refusal).text)
            return None
        self.at_field.show_problem("")
        if at is None:
            noon = datetime.combine(on, time(12), now.tzinfo)
            return min(noon, now) if on == now.date() else noon
        return datetime.combine(on, at, now.tzinfo)

    def due_on(self) -> tuple[bool, date | None]:
        """Whether the day to bring it back is right, and the day; None leaves it to the rule."""
        try:
            day = self.due.read()
        except Refusal as refusal:
            self.due_field.show_problem(explain(refusal).text)
            return False, None
        self.due_field.show_problem("")
        return True, day if isinstance(day, date) else None

    def _ask_again(self) -> None:
        self.person = NOBODY
        emptied(self._who_row)
        self.who.show()
        self.who.ask()
        self._show()

    def _typed_device(self) -> None:
        text = self.device.text().strip()
        found = self._doors.look(lambda db: find_typed(db, text))
        if found.sort is Sort.DEVICE:
            self.add_device(found.id)
        elif found.sort is Sort.SEVERAL:
            self.device_field.show_problem(_t("Several fit. Type the whole label, like HD-0142."))
        else:
            self.device_field.show_problem(_t("No device has the label {text}.").format(text=text))

    def _show(self) -> None:
        layout = emptied(self._device_rows)
        for id, tag in self.devices.items():
            row = device_row(self._title_of(id) or tag, tag, size=32)
            away = IconButton("x", _t("Take {tag} off the slip").format(tag=tag))
            away.clicked.connect(lambda _on=False, one=id: self._remove(one))
            row.tail.addWidget(away)
            layout.addWidget(row)
        self.ready.emit(self.person != NOBODY and bool(self.devices))

    def _title_of(self, id: str) -> str:
        thing = self._doors.look(lambda db: desk_thing(db, id))
        return thing.title if thing else ""

    def _remove(self, id: str) -> None:
        self.devices.pop(id, None)
        self._show()
        self.device.setFocus()
