"""One concern as the lead reads it: what was passed on, what was done since, and what can be."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.safeguarding import KINDS, kind_words, step_words
from hubdesk.ui.concerns.guard import Entry, Whole
from hubdesk.ui.flow import Flow
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, emptied
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Line, SectionHead
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field, NoteEdit
from hubdesk.ui.widgets.text import Label, WrappedLabel

ADDS: Final = ("note", "action", "referral")


def _t(text: str) -> str:
    return translate("Concern", text)


class ConcernCard(Card):
    """`added`, `closed` and `reopened` carry what was typed; the page does it and shows again."""

    added = Signal(str, str)  # what it is, and the words
    closed = Signal(str)
    reopened = Signal(str)
    shown = Signal(bool)
    let_go = Signal()
    left = Signal()
    person_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__((20, 14, 20, 18), 8)
        self._person_id = ""
        self.head = SectionHead("")
        self.back_button = Button(_t("All concerns"), "ghost", "arrow-left")
        self.person_button = Button(_t("Their page"), "", "users")
        self.head.row.addWidget(self.person_button)
        self.head.row.addWidget(self.back_button)
        self.readers = WrappedLabel("", "small", "2")
        self.kept = WrappedLabel("", "small", "2")
        self._entries = QWidget()
        self.entries = column(self._entries, 0, 10)
        self.kind = Combo([(key, step_words(key)) for key in ADDS], "note", _t("What you add"))
        self.writing = NoteEdit(lines=4)
        self.field = Field(_t("Add what you learned or did"), self.writing)
        self.tick = QCheckBox(_t("Others see “See the safeguarding lead” on this person's page"))
        self.add_button = Button(_t("Add it"), "primary", "plus", verb="add to concern")
        self.close_button = Button(_t("Close it, with this reason"), "", verb="close concern")
        self.reopen_button = Button(_t("Open it again"), "", verb="reopen concern")
        self.let_go_button = Button(
            _t("Let it go for good"), "danger", "eraser", verb="let go of concern"
        )
        buttons = QWidget()
        flow = Flow(buttons, 0, 8)
        for button in (
            *(self.add_button, self.close_button, self.reopen_button, self.let_go_button),
        ):
            flow.addWidget(button)
        for widget in (
            *(self.head, self.readers, self.kept, Line(), self._entries, Line(), self.kind),
            *(self.field, buttons, self.tick),
        ):
            self.body.addWidget(widget)
        self._connect()

    def _connect(self) -> None:
        self.back_button.clicked.connect(lambda _on=False: self.left.emit())
        self.person_button.clicked.connect(
            lambda _on=False: self.person_asked.emit(self._person_id)
        )
        self.add_button.clicked.connect(
            lambda _on=False: self.added.emit(self.kind.value(), self.writing.toPlainText())
        )
        self.close_button.clicked.connect(
            lambda _on=False: self.closed.emit(self.writing.toPlainText())
        )
        self.reopen_button.clicked.connect(
            lambda _on=False: self.reopened.emit(self.writing.toPlainText())
        )
        self.let_go_button.clicked.connect(lambda _on=False: self.let_go.emit())
        self.tick.clicked.connect(self.shown)

    def show_whole(self, whole: Whole, today: date, zone: tzinfo | None) -> None:
        """Show one, with what can be done with it now."""
        row, is_open = whole.row, whole.row.closed_on is None
        self._person_id = row.person_id
        self.head.title.setText(breakable(row.about or _t("Nobody named"), 30))
        self.person_button.setVisible(bool(row.person_id))
        self.readers.setText(breakable(_readers_words(whole)))
        self.kept.setText(_kept_words(whole))
        self.kept.setVisible(not is_open)
        emptied(self._entries)
        for entry in whole.entries:
            self.entries.addWidget(_entry(entry, today, zone))
        self.kind.setVisible(is_open)
        label = _t("Add what you learned or did") if is_open else _t("Why it is opened again")
        self.field.label.setText(label)
        self.writing.setAccessibleName(label)
        self.add_button.setVisible(is_open)
        self.close_button.setVisible(is_open)
        self.reopen_button.setVisible(not is_open)
        over = whole.kept_until is not None and whole.kept_until <= today
        self.let_go_button.setVisible(over)
        self.tick.setVisible(is_open and bool(row.person_id))
        self.tick.setChecked(row.is_shown)

    def show_problem(self, words: str) -> None:
        """What is wrong, by the field."""
        self.field.show_problem(words)
        if words:
            self.writing.setFocus()

    def forget(self) -> None:
        """Nothing that was shown or typed stays in a widget."""
        self._person_id = ""
        self.writing.clear()
        self.field.show_problem("")
        self.kind.choose("note")
        self.head.title.setText("")
        self.readers.setText("")
        self.kept.setText("")
        emptied(self._entries)


def _entry(entry: Entry, today: date, zone: tzinfo | None) -> QWidget:
    found = QWidget()
    body = column(found, 0, 2)
    what = kind_words(entry.kind) if entry.kind in KINDS else step_words(entry.kind)
    body.addWidget(Label(what, "smallstrong", wrap=True))
    at = entry.at.astimezone(zone)
    words = _t("{who}, {day}, {time}").format(
        who=entry.who, day=i18n.short_day(at.date(), today), time=i18n.clock(at)
    )
    body.addWidget(WrappedLabel(breakable(words), "small", "2"))
    body.addWidget(WrappedLabel(breakable(entry.text), "body"))
    return found


def _readers_words(whole: Whole) -> str:
    words = _t("{names} can read it.").format(names=i18n.listed(list(whole.readers)))
    if whole.left_out:
        out = _t("It is kept from {names}.").format(names=i18n.listed(list(whole.left_out)))
        words = f"{words} {out}"
    return words


def _kept_words(whole: Whole) -> str:
    if whole.row.closed_on is None or whole.kept_until is None:
        return ""
    words = _t("Closed on {day}. By the hub's rule it is kept until {until}.")
    day, until = i18n.plain_day(whole.row.closed_on), i18n.plain_day(whole.kept_until)
    return words.format(day=day, until=until)
