"""The list to lend: what goes along, how it looks, when it is due back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Condition
from hubdesk.ui.flow import Flow
from hubdesk.ui.focus import focus_again, focused_name
from hubdesk.ui.front_desk.basket import DUE_DAYS, Basket, BasketLine
from hubdesk.ui.front_desk.state import DeskState
from hubdesk.ui.page import Frame
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.widgets.buttons import Button, IconButton, Pill
from hubdesk.ui.widgets.calendar import DayPick
from hubdesk.ui.widgets.cards import Card, DropPlace, Line, SectionHead
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.list_area import ListArea
from hubdesk.ui.widgets.rows import device_row
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import Label


def _t(text: str) -> str:
    return translate("FrontDesk", text)


_ANY_DAY = date(2026, 1, 1)  # until the first look at the desk says what day it is
Change = Callable[[BasketLine], BasketLine]


class LendPanel(Card):
    """The basket on screen. It tells what was changed and changes nothing itself."""

    line_changed = Signal(str, object)  # device id, Change
    taken_out = Signal(str)
    due_chosen = Signal(int, object)  # choice, picked day
    happened_chosen = Signal(object)  # day or None
    due_kept = Signal(bool)  # for the next people too
    grew = Signal(QWidget)  # by this row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 16, 14), 8, parent)
        self.frame_now = Frame.WIDE
        self._today = _ANY_DAY
        self.head = SectionHead(_t("To lend"), 0)
        self.when_button = Button(_t("This happened on another day"), "ghost", "calendar-clock")
        self.when_button.clicked.connect(lambda _on=False: self._ask_when())
        self.head.row.addWidget(self.when_button)
        self.body.addWidget(self.head)
        self._drawn: tuple[object, ...] = ()
        self._many = 0
        self._days: dict[str, str] = {}  # by kind, when it is due where that differs
        self._basket = Basket()
        self._unfolded = ""  # the device whose extras are open where there is little room
        self._build_when()
        self._rows_box = QWidget()
        self._rows = column(self._rows_box, 0, 4)
        self._area = ListArea(self._rows_box)
        self.body.addWidget(self._area, 1)
        self._build_due()

    def _build_when(self) -> None:
        self._when = QWidget()
        row = line(self._when, 0, 10)
        self.when_label = Label(_t("Happened on"), "smallstrong", "2")
        self.when_edit = DayPick(_ANY_DAY, _t("Happened on"))
        self.when_label.setBuddy(self.when_edit)
        self.when_edit.dateChanged.connect(self._when_changed)
        self.when_clear = Button(_t("It is happening now"), "ghost")
        self.when_clear.clicked.connect(lambda _on=False: self.happened_chosen.emit(None))
        for widget in (self.when_label, self.when_edit, self.when_clear):
            row.addWidget(widget)
        row.addStretch(1)
        self._when.hide()
        self.body.addWidget(self._when)

    def _build_due(self) -> None:
        self._due = QWidget()
        row = line(self._due, (0, 4, 0, 0), 14)
        self.due_label = Label(_t("Due back"), "smallstrong", "2")
        options = [
            ("1", _t("Today")),
            ("2", _t("1 week")),
            ("3", _t("2 weeks")),
            ("4", _t("4 weeks")),
            ("5", _t("Pick a date")),
        ]
        self.due = Segments(options, "", _t("Due back"), alt_numbers=True)
        self.due.chosen.connect(self._due_picked)
        self.due_edit = DayPick(_ANY_DAY, _t("Due date"))
        self.due_edit.dateChanged.connect(self._date_picked)
        self.due_edit.hide()
        self.due_day = Label("", "strong")
        self.due_kept_box = QCheckBox(_t("Also for the next people"))
        self.due_kept_box.clicked.connect(self.due_kept)
        row.addWidget(self.due_label)
        row.addWidget(self.due)
        row.addWidget(self.due_edit)
        row.addStretch(1)
        row.addWidget(self.due_day)
        self.body.addWidget(self._due)
        self.body.addWidget(self.due_kept_box)

    def show_state(self, state: DeskState, today: date) -> None:
        """Draw the list; rows are kept where nothing about them changed."""
        basket = self._basket = state.basket
        self._today = today
        given = bool(basket.lines) and not basket.lends
        self.head.title.setText(_t("To give") if given else _t("To lend"))
        self.head.set_count(len(basket.lines))
        self._days = {id: i18n.short_day(due.on, today) for id, due in state.dues.items()}
        self._draw_rows(basket)
        self._due.setVisible(not given)
        self.due.choose(str(basket.due_choice or _choice_of_rule(state) or ""))
        self.due_edit.setVisible(basket.due_choice == 5)
        self.due_kept_box.setVisible(bool(basket.due_choice) and not given)
        self.due_kept_box.setChecked(state.kept_due is not None)
        self.due_day.setText(state.due_words(today))
        self.due_day.setAccessibleName(_t("Due {day}").format(day=self.due_day.text()))
        self._when.setVisible(basket.happened_on is not None)
        self.when_button.setVisible(basket.happened_on is None and bool(basket.lines))
        for edit, day in ((self.due_edit, state.due_on), (self.when_edit, basket.happened_on)):
            blocked = edit.blockSignals(True)
            edit.set_day(day or today)
            edit.blockSignals(blocked)
        self.when_edit.set_last(today)

    def set_frame(self, frame: Frame) -> None:
        """Extras of a row fold into one line where there is little room."""
        if frame is not self.frame_now:
            self.frame_now = frame
            self._drawn = ()
        self._area.show_whole(frame is not Frame.WIDE)
        self.when_button.set_words(
            "" if frame is Frame.NARROW else _t("This happened on another day"),
            _t("This happened on another day"),
        )

    def _draw_rows(self, basket: Basket) -> None:
        wanted = (basket.lines, self._days, self.frame_now, self._unfolded)
        if wanted == self._drawn:
            return
        grown = len(basket.lines) > self._many
        self._drawn, self._many = wanted, len(basket.lines)
        focus = focused_name(self._rows_box)
        emptied(self._rows)
        rows = [self._row(entry) for entry in basket.lines]
        for at, entry in enumerate(basket.lines):
            if at:
                self._rows.addWidget(Line())
            self._rows.addWidget(rows[at])
            if self.frame_now is Frame.NARROW and entry.thing.id == self._unfolded:
                self._rows.addWidget(self._extras(entry))
        words = (
            _t("Scan another device to add it") if basket.lines else _t("Scan a device to add it")
        )
        self._rows.addSpacing(6)
        self._rows.addWidget(DropPlace(words))
        self._rows.addStretch(1)
        focus_again(self._rows_box, focus)
        if grown:
            self._area.follow()
            self.grew.emit(rows[-1])

    def _row(self, entry: BasketLine) -> QWidget:
        thing = entry.thing
        narrow = self.frame_now is Frame.NARROW
        words = _short(entry) if narrow else thing.tag
        if day := self._days.get(thing.kind_id):
            words += _t(" · due {day}").format(day=day)
        row = device_row(thing.title, words, thing.icon)
        if narrow:
            row.tail.addWidget(self._unfolding(entry))
        else:
            for button in self._pills(entry):
                row.tail.addWidget(button)
            row.tail.addWidget(self._condition(entry))
        remove = IconButton(
            "x", _t("Take {title}, {tag} out").format(title=thing.title, tag=thing.tag)
        )
        remove.clicked.connect(lambda _on=False, id=thing.id: self.taken_out.emit(id))
        row.tail.addWidget(remove)
        return row

    def _unfolding(self, entry: BasketLine) -> IconButton:
        thing = entry.thing
        said = _t("What goes with {title}, {tag}").format(title=thing.title, tag=thing.tag)
        button = IconButton("pencil", said)
        button.setObjectName(f"extras of {thing.id}")
        button.clicked.connect(lambda _on=False: self._unfold(entry))
        return button

    def _unfold(self, entry: BasketLine) -> None:
        """Open the extras of one row, or shut them again."""
        self._unfolded = "" if self._unfolded == entry.thing.id else entry.thing.id
        self._draw_rows(self._basket)

    def _extras(self, entry: BasketLine) -> QWidget:
        found = QWidget()
        flow = Flow(found, (0, 0, 0, 8))
        for button in (*self._pills(entry), self._condition(entry)):
            flow.addWidget(button)
        return found

    def _pills(self, entry: BasketLine) -> list[Pill]:
        return [self._pill(entry, id, name) for id, name in entry.thing.kit]

    def _pill(self, entry: BasketLine, id: str, name: str) -> Pill:
        on = id not in entry.without
        said = _t("{name} goes with {tag}").format(name=name, tag=entry.thing.tag)
        pill = Pill(name, on, said)
        pill.setObjectName(f"{entry.thing.id} with {id}")

        def change(line: BasketLine) -> BasketLine:
            return replace(line, without=line.without ^ {id})

        pill.toggled.connect(lambda _on: self.line_changed.emit(entry.thing.id, change))
        return pill

    def _condition(self, entry: BasketLine) -> Combo:
        options = [(c.value, c.value[:1].upper() + c.value[1:]) for c in Condition]
        said = _t("Condition of {tag}").format(tag=entry.thing.tag)
        combo = Combo(options, entry.condition, said, width=104)
        combo.setObjectName(f"condition of {entry.thing.id}")

        def change(line: BasketLine) -> BasketLine:
            return replace(line, condition=combo.value())

        combo.activated.connect(lambda _at: self.line_changed.emit(entry.thing.id, change))
        return combo

    def _due_picked(self, value: str) -> None:
        picked = self.due_edit.day() if value == "5" else None
        self.due_chosen.emit(int(value), picked)
        if value == "5":
            self.due_edit.setFocus()

    def _date_picked(self, _on: QDate) -> None:
        self.due_chosen.emit(5, self.due_edit.day())

    def _ask_when(self) -> None:
        self.happened_chosen.emit(self._today - timedelta(days=1))
        self.when_edit.setFocus()

    def _when_changed(self, _on: QDate) -> None:
        self.happened_chosen.emit(self.when_edit.day())


def _short(entry: BasketLine) -> str:
    """A row in one line: HD-0142 · good · with charger and bag."""
    words = f"{entry.thing.tag} · {entry.condition}"
    along = [name.lower() for id, name in entry.thing.kit if id not in entry.without]
    if along:
        words += _t(" · with {things}").format(things=i18n.listed(along))
    return words


def _choice_of_rule(state: DeskState) -> int:
    """The choice on screen that the hub's own rule comes to, whatever closed days add; or 0."""
    days = state.due.days if state.due is not None and not state.dues else -1
    return next((choice for choice, its in DUE_DAYS.items() if its == days), 0)
