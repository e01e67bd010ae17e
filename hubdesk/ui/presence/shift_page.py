"""My shift: its hours, what the next one should know, and for managers the hours of everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.shifts import (
    HandoverRow,
    ShiftRow,
    handed_over,
    handed_over_count,
    my_shift,
    proposed_minutes,
    shifts_not_ended,
)
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.presence.gestures import PresenceGestures
from hubdesk.ui.presence.hours import hours_words, minutes_typed
from hubdesk.ui.presence.hours_card import HoursCard
from hubdesk.ui.space import column, emptied, line, scroller, sized
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import Field, LineEdit, NoteEdit
from hubdesk.ui.widgets.text import Label, WrappedLabel

TABLES: Final = frozenset(("shift", "handover_note", "account"))
WIDTH: Final = 860  # units: a longer line is hard to read
A_MINUTE: Final = 60_000  # ms
A_FEW_MORE: Final = 20  # notes that are shown at a time


def _t(text: str) -> str:
    return translate("Presence", text)


class ShiftPage(Page):
    """The filled button ends the shift of whoever is at the desk, or begins it."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._gestures = PresenceGestures(doors, self.told.emit, self.go.emit)
        self._shift: ShiftRow | None = None
        self._touched = False  # somebody typed hours: they are not proposed again
        self._most_notes = A_FEW_MORE
        self.times = WrappedLabel("", "body", "2")
        self.hours = LineEdit("", "", _t("Hours worked"))
        self.hours_field = Field(
            _t("&Hours worked"), self.hours, _t("Change them if they differ, like 3:30 or 4.")
        )
        self.note = NoteEdit("", "", _t("For the next person"))
        self.keep_button = Button(_t("Leave the note, stay at work"), "ghost")
        self.end_button = BigButton(_t("End my shift"), "log-out")
        self.hours_card = HoursCard(doors)
        self._timer = QTimer(self)
        self._timer.setInterval(A_MINUTE)
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        inside = QWidget()
        across = line(inside)
        middle = QWidget()
        sized(middle, most_width=WIDTH)
        cards = column(middle, 0, 12)
        across.addWidget(middle, 1)
        across.addStretch(0)
        self._mine = Card((20, 16, 20, 18), 14)
        self._mine.body.addWidget(SectionHead(_t("Today")))
        self._mine.body.addWidget(self.times)
        sized(self.hours, width=160)
        self._mine.body.addWidget(self.hours_field)
        self._note_field = Field(
            _t("For the next &person"), self.note, _t("It stays on the front desk until ticked.")
        )
        self._mine.body.addWidget(self._note_field)
        below = line(gap=8)
        below.addWidget(self.keep_button)
        below.addStretch(1)
        self._mine.body.addLayout(below)
        cards.addWidget(self._mine)
        self._waiting = Card((20, 14, 20, 14), 8)
        self._waiting_head = SectionHead(_t("Handed over"))
        self._waiting.body.addWidget(self._waiting_head)
        self._notes = QWidget()
        column(self._notes, 0, 8)
        self._waiting.body.addWidget(self._notes)
        cards.addWidget(self._waiting)
        self._open = Card((20, 14, 20, 14), 8)
        self._open.body.addWidget(SectionHead(_t("Not ended")))
        words = _t("How long were you here on these days? 0 means not at all.")
        self._open.body.addWidget(WrappedLabel(words, "small", "2"))
        self._days = QWidget()
        column(self._days, 0, 8)
        self._open.body.addWidget(self._days)
        cards.addWidget(self._open)
        cards.addStretch(1)
        body.addWidget(scroller(inside), 1)
        bar = QWidget()
        self._bar = line(bar, 0, 12)
        self._bar.addWidget(self.end_button, 1)
        body.addWidget(bar)
        self._side = QWidget()
        side = column(self._side)
        beside = QWidget()
        lines = column(beside)
        lines.addWidget(self.hours_card)
        lines.addStretch(1)
        side.addWidget(scroller(beside))

    def _connect(self) -> None:
        self.hours.textEdited.connect(self._typed)
        self.note.textChanged.connect(self._settle_note)
        self.keep_button.clicked.connect(lambda _on=False: self._keep_note())
        self.end_button.clicked.connect(lambda _on=False: self._end())
        self._timer.timeout.connect(self._tick)
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.acting.connect(self._somebody_else)
        self._doors.announcer.day_turned.connect(lambda: self._changed(TABLES))

    # What the frame asks

    def side(self) -> QWidget:
        return self._side

    def side_words(self) -> str:
        return _t("Hours")

    def side_bar(self) -> QBoxLayout:
        return self._bar

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        return self.end_button

    def first_focus(self) -> QWidget:
        return self.note if self._shift is not None else self.end_button

    def arrive(self, **facts: object) -> None:
        self._most_notes = A_FEW_MORE
        self._refresh()
        self._timer.start()

    def leave(self) -> None:
        self._timer.stop()

    def set_frame(self, frame: Frame) -> None:
        self.end_button.set_key("" if frame is Frame.NARROW else "Enter")

    def has_unsaved(self) -> bool:
        return bool(self.note.toPlainText().strip())

    def save_unsaved(self) -> bool:
        return self._keep_note()

    # Doing

    def _end(self) -> None:
        if self._shift is None:
            self._gestures.begin_shift()
            return
        minutes = minutes_typed(self.hours.text())
        if minutes is None:
            self.hours_field.show_problem(_t("Enter hours, like 3:30 or 4."))
            self.hours.setFocus()
            return
        if self._gestures.end_shift(self._shift, minutes, self.note.toPlainText()):
            self._forget()
            self._refresh()

    def _keep_note(self) -> bool:
        if self._gestures.hand_over(self.note.toPlainText()):
            self.note.clear()
            return True
        return False

    def _end_earlier(self, shift: ShiftRow, field: Field, edit: LineEdit) -> None:
        minutes = minutes_typed(edit.text())
        if minutes is None:
            field.show_problem(_t("Enter hours, like 3:30 or 4."))
            edit.setFocus()
        else:
            self._gestures.end_shift(shift, minutes)

    # Looking

    def _somebody_else(self) -> None:
        """What one has typed is not for the next."""
        self._forget()
        if self.isVisible():
            self._refresh()

    def _forget(self) -> None:
        self._touched = False
        self.note.clear()
        self.hours_field.show_problem("")

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        now, mine, most = self._doors.now(), self._doors.acting().id, self._most_notes
        self._shift, notes, many, earlier = self._doors.look(
            lambda db: (
                my_shift(db, mine, now),
                handed_over(db, most),
                handed_over_count(db),
                shifts_not_ended(db, mine, now),
            )
        )
        self.hours_field.setVisible(self._shift is not None)
        self._tick()
        self._settle_note()
        self._show_notes(notes, many)
        self._show_earlier(earlier)
        self.hours_card.look()

    def _tick(self) -> None:
        """The time goes on: what is proposed grows, unless somebody said their hours."""
        now, shift = self._doors.now(), self._shift
        if shift is None:
            self.times.setText(_t("No shift of yours is going on."))
            self.end_button.set_words(_t("Begin my shift"))
            self.end_button.set_icon("log-in")
            return
        self.end_button.set_icon("log-out")
        began = i18n.clock(shift.began_at.astimezone(now.tzinfo))
        words = _t("It began at {began}. Now it is {now}.")
        self.times.setText(words.format(began=began, now=i18n.clock(now)))
        if not self._touched:
            self.hours.setText(hours_words(proposed_minutes(shift.began_at, now)))
        self._name_end()

    def _typed(self) -> None:
        self._touched = True
        self.hours_field.show_problem("")
        self._name_end()

    def _name_end(self) -> None:
        minutes = minutes_typed(self.hours.text())
        words = _t("End my shift: {hours}") if minutes is not None else _t("End my shift")
        self.end_button.set_words(words.format(hours=hours_words(minutes or 0)))

    def _settle_note(self) -> None:
        self.keep_button.set_reason("" if self.has_unsaved() else _t("Write something first."))
        self.keep_button.setEnabled(self.has_unsaved())

    def _show_notes(self, notes: tuple[HandoverRow, ...], many: int) -> None:
        layout, now = emptied(self._notes), self._doors.now()
        self._waiting.setVisible(bool(notes))
        self._waiting_head.set_count(many)
        for note in notes:
            layout.addWidget(HandoverNoteRow(note, now, partial(self._gestures.tick_off, note)))
        if (more := many - len(notes)) > 0:
            button = Button(_t("{count} more").format(count=f"{more:,}"), "ghost")
            button.clicked.connect(lambda _on=False: self._show_more())
            layout.addWidget(button)

    def _show_more(self) -> None:
        self._most_notes += A_FEW_MORE
        self._refresh()

    def _show_earlier(self, shifts: list[ShiftRow]) -> None:
        layout, now = emptied(self._days), self._doors.now()
        self._open.setVisible(bool(shifts))
        for shift in shifts:
            began = shift.began_at.astimezone(now.tzinfo)
            words = _t("{day}, from {time}").format(
                day=i18n.short_day(began.date(), now.date()), time=i18n.clock(began)
            )
            row = QWidget()
            across = line(row, 0, 12)
            edit = LineEdit("", "", _t("Hours on {day}").format(day=words))
            sized(edit, width=160)
            field = Field(words, edit)
            across.addWidget(field, 1)
            save = Button(_t("Save hours"), name=_t("Save the hours of {day}").format(day=words))
            save.clicked.connect(
                lambda _on=False, s=shift, f=field, e=edit: self._end_earlier(s, f, e)
            )
            across.addWidget(save)
            layout.addWidget(row)


class HandoverNoteRow(QWidget):
    """What somebody left: their words, who and when, and a button that ticks it off."""

    def __init__(self, note: HandoverRow, now: datetime, ticked: Callable[[], object]) -> None:
        super().__init__()
        across = line(self, 0, 12)
        words = column(gap=2)
        words.addWidget(WrappedLabel(note.text, "body"))
        at = note.written_at.astimezone(now.tzinfo)
        said = _t("{who}, {day} at {time}").format(
            who=note.who, day=i18n.short_day(at.date(), now.date()), time=i18n.clock(at)
        )
        words.addWidget(Label(said, "small", "2"))
        across.addLayout(words, 1)
        done = Button(
            _t("Done"), "", "check", name=_t("Done: the note of {who}").format(who=note.who)
        )
        done.needs("tick off handover")
        done.clicked.connect(lambda _on=False: ticked())
        across.addWidget(done)
