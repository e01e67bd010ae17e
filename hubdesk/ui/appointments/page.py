"""Appointments: the day by helper, the next free slot in one key, book again in two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Mark
from hubdesk.queries.appointments import (
    SlotRow,
    appointment,
    day_of_helpers,
    helper_hours,
    next_free,
    slot_again,
)
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.people import person_card
from hubdesk.queries.staff import accounts
from hubdesk.ui.actions import bind, shown_key
from hubdesk.ui.appointments.gestures import AppointmentGestures
from hubdesk.ui.appointments.slot_list import SlotList, slot_model, time_of
from hubdesk.ui.appointments.slot_panel import NOBODY, SlotPanel
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column, line, spaced
from hubdesk.ui.widgets.buttons import BigButton, Button, IconButton
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.text import ElidedLabel

TABLES: Final = frozenset(
    ("learning_session", "enrolment", "attendance", "helper_hours", "account", "person")
)


def _t(text: str) -> str:
    return translate("Appointments", text)


class AppointmentsPage(Page):
    """Facts of `arrive`: person_id of whoever wants one, id of an appointment, day."""

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._print = doors, to_print
        self._gestures = AppointmentGestures(doors, self.told.emit, self.go.emit)
        self._rows: list[SlotRow] = []
        self._day = doors.today()
        self._wanted = ""
        self._frame = Frame.WIDE
        self.before = IconButton("chevron-left", _t("Day before"), shown_key("day-before"))
        self.after = IconButton("chevron-right", _t("Day after"), shown_key("day-after"))
        self.day = ElidedLabel("", "strong", least=150)
        self.today_button = Button(_t("Today"), "ghost")
        self.who = Combo(name=_t("Helper"), width=190)
        self.free_button = Button(_t("Next free"), "", "search", key=shown_key("next-free"))
        self.model = slot_model(doors, lambda: self._rows)
        self.empty = Empty(_t("Nobody sees people on this day."), "calendar-days")
        self.list = SlotList(self.model, _t("Appointments"), self.empty)
        self.panel = SlotPanel(doors)
        self.book_button = BigButton(_t("Book"), "calendar-days")
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        card = Card((0, 0, 0, 8), 0)
        top = QWidget()
        self._top = Flow(top, margins=(12, 12, 12, 12), gap=12)
        days = QWidget()
        row = line(days, 0, 4)
        for widget in (self.before, self.day, self.after, self.today_button):
            row.addWidget(widget)
        self._top.addWidget(days)
        self._top.addWidget(self.who)
        self._top.addWidget(self.free_button)
        card.body.addWidget(top)
        card.body.addWidget(self.list, 1)
        body.addWidget(card, 1)
        bar = QWidget()
        self._bar = line(bar, 0, 12)
        self._bar.addWidget(self.book_button, 1)
        body.addWidget(bar)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda _on=False: self._turn(-1))
        self.after.clicked.connect(lambda _on=False: self._turn(1))
        self.today_button.clicked.connect(lambda _on=False: self._to(self._doors.today()))
        self.who.activated.connect(lambda _at: self._refresh())
        self.free_button.clicked.connect(lambda _on=False: self._next_free())
        self.list.chosen_changed.connect(lambda _id: self._show())
        self.list.opened.connect(lambda _id: self._enter())
        self.list.no_show.connect(lambda: self._mark(Mark.ABSENT))
        self.model.counted.connect(self._counted)
        self.book_button.clicked.connect(lambda _on=False: self._book())
        panel = self.panel
        panel.person_changed.connect(self._person_changed)
        panel.marked.connect(lambda as_: self._mark(Mark(as_)))
        panel.cancelled.connect(self._cancel)
        panel.noted.connect(lambda text: self._keep_note(text))
        panel.again_asked.connect(self._again)
        panel.print_asked.connect(self._slip)
        panel.hours.answered.connect(self._hours)
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.day_turned.connect(lambda: self._to(self._doors.today()))
        bind(self, "next-free", self._next_free)
        bind(self, "book-again", self._again)
        bind(self, "day-before", lambda: self._turn(-1))
        bind(self, "day-after", lambda: self._turn(1))
        bind(self, "print-slip", self._slip)

    # What the frame asks

    def side(self) -> QWidget:
        return self.panel

    def side_words(self) -> str:
        return _t("Details")

    def side_bar(self) -> QBoxLayout:
        return self._bar

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button | None:
        return self.book_button if self.book_button.isVisible() else None

    def first_focus(self) -> QWidget:
        return self.list if self._rows else self.free_button

    def arrive(self, **facts: object) -> None:
        self.panel.person = NOBODY
        if person := str(facts.get("person_id", "")):
            card = self._doors.look(lambda db: person_card(db, person, self._doors.today()))
            if card is not None:
                self.panel.choose_person(card.id, card.name)
        if id := str(facts.get("id", "")):
            row = self._doors.look(lambda db: appointment(db, id))
            if row is not None:
                self._wanted, self._day = row.id, self._day_of(row)
        if isinstance(day := facts.get("day"), date):
            self._day = day
        self._refresh()

    def set_frame(self, frame: Frame) -> None:
        self._frame = frame
        narrow = frame is Frame.NARROW
        spaced(self._top, (12, 8, 12, 6) if narrow else 12, 12)
        self.list.hide_columns(*((3,) if narrow else ()))
        self.book_button.set_key("" if narrow else "Enter")

    def step_back(self) -> bool:
        """Esc first lets go of a question or of the person."""
        if not self.panel.ask_cancel.isHidden():
            self.panel.ask_cancel.hide()
        elif self.panel.finder.is_open():
            self.panel.finder.clear()
        elif self.panel.person != NOBODY:
            self.panel.forget_person()
        else:
            return False
        self.list.setFocus()
        return True

    def has_unsaved(self) -> bool:
        return self.panel.has_unsaved()

    def save_unsaved(self) -> bool:
        return self._keep_note(self.panel.note.toPlainText())

    def scanned(self, code: str) -> bool:
        """A card says who it is for."""
        row = self._chosen()
        found = self._doors.look(lambda db: find_code(db, code))
        if found.sort is not Sort.PERSON or row is None or not row.is_free:
            return False
        card = self._doors.look(lambda db: person_card(db, found.id, self._doors.today()))
        if card is not None:
            self.panel.choose_person(card.id, card.name)
        return True

    # The list

    def _turn(self, days: int) -> None:
        self._to(self._day + timedelta(days=days))

    def _to(self, day: date, wanted: str = "") -> None:
        if not self._keep_typed():
            return
        self._day, self._wanted = day, wanted
        self._refresh()

    def _refresh(self) -> None:
        doors, on, now = self._doors, self._day, self._doors.now()
        staff = doors.look(accounts)
        hours = doors.look(helper_hours)
        everybody = [("", _t("Everybody")), *((one.id, one.name) for one in staff)]
        self.who.set_options(everybody, self.who.value())
        helper = self.who.value()
        self._rows = doors.look(lambda db: day_of_helpers(db, on, now, helper_id=helper))
        self.panel.hours.offer(staff, hours)
        self.day.setText(i18n.day(on, doors.today()))
        self.today_button.setVisible(on != doors.today())
        said = _t("Nobody sees people on this day. Say at the right when somebody does.")
        self.empty.set_words(said if not hours else _t("Nothing is booked or free on this day."))
        self._wanted = self._wanted or self.list.chosen()
        self.model.reload()

    def _counted(self, count: int) -> None:
        if count:
            ids = [row.id for row in self._rows]
            self.list.selectRow(ids.index(self._wanted) if self._wanted in ids else 0)
        self._wanted = ""
        self._show()

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self.isVisible():
            self._refresh()

    def _chosen(self) -> SlotRow | None:
        return self.model.row(self.list.currentIndex().row())

    def _day_of(self, row: SlotRow) -> date:
        return row.starts_at.astimezone(self._doors.now().tzinfo).date()

    def _show(self) -> None:
        row = self._chosen()
        self.panel.show_slot(row, time_of(row, self._doors) if row else "")
        is_free = row is not None and row.is_free
        self.book_button.setVisible(is_free)
        if row is not None and is_free:
            (id, name), when = self.panel.person, self._gestures.when(row)
            said = _t("Book {when} for {who}") if name else _t("Book {when}")
            self.book_button.set_words(said.format(when=when, who=name))
            self.book_button.set_reason("" if id or name else _t("Say who it is for first."))
        self.side_changed.emit()

    def _person_changed(self) -> None:
        self._show()
        if self.panel.person != NOBODY:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Doing

    def _next_free(self) -> None:
        """The next free slot after the chosen one, or from now."""
        row, now, helper = self._chosen(), self._doors.now(), self.who.value()
        after = row.ends_at if row is not None and row.is_free else None
        if self._day > now.date() and after is None and row is not None:
            after = row.starts_at
        found = self._doors.look(lambda db: next_free(db, now, helper_id=helper, after=after))
        if found is None:
            self._gestures.say(_t("Nothing is free. Say at the right when somebody sees people."))
            return
        self._to(self._day_of(found), found.id)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        row = self._chosen()
        if row is None or not row.is_free:
            return
        if self.panel.person == NOBODY:
            self.open_side()
            self.panel.finder.ask()
        else:
            self._book()

    def _book(self) -> None:
        row, (id, name) = self._chosen(), self.panel.person
        if row is None or not row.is_free or not name:
            return

        def then(session_id: str) -> None:
            self.panel.person = NOBODY
            self._wanted = session_id
            self._refresh()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        kind, title = self.panel.kind.value(), self.panel.about.text()
        to_print = lambda session: self._print("appointment-slip", session)  # noqa: E731
        self._gestures.book(row, id, name, title=title, kind=kind, then=then, to_print=to_print)

    def _again(self) -> None:
        """The same person with the same helper a week later: Enter books it."""
        row = self._chosen()
        if row is None or not row.person_id or not self._keep_typed():
            return
        now, session = self._doors.now(), row.session_id
        found = self._doors.look(lambda db: slot_again(db, session, now))
        if found is None:
            self._gestures.say(_t("Nothing is free. Say at the right when somebody sees people."))
            return
        self.panel.kind.choose(row.kind)
        self.panel.person = (row.person_id, row.person)
        self._to(self._day_of(found), found.id)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, as_: Mark) -> None:
        row = self._chosen()
        if row is not None and row.person_id:
            self._gestures.mark(row, as_)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self, why: str) -> None:
        row = self._chosen()
        if row is not None and row.person_id and self._gestures.cancel(row, why):
            self.panel.ask_cancel.hide()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_typed(self) -> bool:
        return not self.panel.has_unsaved() or self._keep_note(self.panel.note.toPlainText())

    def _keep_note(self, text: str) -> bool:
        row = self.panel._row
        return bool(row and row.person_id and self._gestures.note(row, text))

    def _slip(self) -> None:
        row = self._chosen()
        if row is not None and row.person_id:
            self._print("appointment-slip", row.session_id)
            self._gestures.say(_t("The slip of {who} goes to the printer.").format(who=row.person))

    def _hours(
        self, account_id: str, name: str, days: object, starts: object, ends: object, slot: int
    ) -> None:
        self._gestures.hours(account_id, name, days, starts, ends, slot)  # type: ignore[arg-type]
