"""Notes about somebody: what the desk should know next time, until it is ticked off."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.person_details import NoteRow
from hubdesk.ui.people.section import Section, icon_button, named
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.form import NoteEdit
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel

FEW = 6


def _t(text: str) -> str:
    return translate("People", text)


class NotesCard(Section):
    """`written` carries the text of a new note, `ticked` the id of one that is dealt with."""

    written = Signal(str)
    ticked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Notes"), parent)
        self.add = Button(_t("Add"), "ghost", "plus", name=_t("Add a note"))
        self.add.clicked.connect(lambda _on=False: self.open_editor())
        self.head.row.addWidget(self.add)
        self._old_shown = False
        self._all_shown = False
        self._notes: tuple[NoteRow, ...] = ()
        self._now: datetime | None = None
        self._editor = QWidget()
        self._build_editor()
        self.body.insertWidget(1, self._editor)

    def _build_editor(self) -> None:
        body = column(self._editor, (0, 0, 0, 6), 6)
        label = Label(_t("What should we know next time?"), "small", "2")
        self.edit = NoteEdit(name=_t("New note"))
        label.setBuddy(self.edit)
        body.addWidget(label)
        body.addWidget(self.edit)
        row = line(gap=8)
        self.save = Button(_t("Save note"), "", "check")
        self.put_away = Button(_t("Not now"), "ghost")
        self.save.clicked.connect(lambda _on=False: self.written.emit(self.edit.toPlainText()))
        self.put_away.clicked.connect(lambda _on=False: self.close_editor())
        row.addWidget(self.save)
        row.addWidget(self.put_away)
        row.addStretch(1)
        body.addLayout(row)
        self._editor.hide()

    def is_writing(self) -> bool:
        """Whether a note is being written."""
        return not self._editor.isHidden()

    def open_editor(self) -> None:
        """Begin a note; what was begun before is still there."""
        self._editor.show()
        self.add.hide()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_editor(self, *, forget: bool = False) -> None:
        """Put the editor away; the text is kept unless it was saved."""
        if forget:
            self.edit.setPlainText("")
        self._editor.hide()
        self.add.show()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_notes(self, notes: tuple[NoteRow, ...], now: datetime) -> None:
        """Open notes first; those dealt with are behind a button."""
        self._notes, self._now = notes, now
        self.clear()
        open_notes = [note for note in notes if not note.is_done]
        done = [note for note in notes if note.is_done]
        for note in open_notes if self._all_shown else open_notes[:FEW]:
            self.put_line()
            self.put(self._note(note, now))
        if len(open_notes) > FEW:
            self._put_rest(len(open_notes))
        if not open_notes and not self.is_writing():
            self.put_nothing(_t("Nothing to remember."))
        if done:
            self._put_done(done, now)

    def _note(self, note: NoteRow, now: datetime) -> QWidget:
        found = QWidget()
        row = line(found, 0, 6)
        words = column(gap=1)
        words.addWidget(WrappedLabel(breakable(note.words)))
        words.addWidget(Label(_day(note.noted_at, now.tzinfo, now), "small", "2"))
        row.addLayout(words, 1)
        tick = icon_button("check", _t("Tick off: {note}").format(note=note.words), note.id)
        tick.clicked.connect(partial(self._tick, note.id))
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        return found

    def _put_rest(self, many: int) -> None:
        words = _t("Show fewer") if self._all_shown else _t("Show all {many}")
        toggle = named(Button(words.format(many=many), "ghost"), "all notes")
        toggle.clicked.connect(lambda _on=False: self._toggle_all())
        self.put(toggle)

    def _put_done(self, done: list[NoteRow], now: datetime) -> None:
        many = i18n.count(len(done), _t("older note"), _t("older notes"))
        words = _t("Hide {many}") if self._old_shown else _t("Show {many}")
        toggle = named(Button(words.format(many=many), "ghost"), "old notes")
        toggle.clicked.connect(lambda _on=False: self._toggle())
        self.put(toggle)
        if not self._old_shown:
            return
        for note in done:
            found = QWidget()
            row = line(found, 0, 8)
            row.addWidget(IconLabel("check", "ok", 16), 0, Qt.AlignmentFlag.AlignTop)
            text = f"{breakable(note.words)}\n{_day(note.noted_at, now.tzinfo, now)}"
            row.addWidget(WrappedLabel(text, "small", "2"), 1)
            self.put(found)

    def _toggle_all(self) -> None:
        self._all_shown = not self._all_shown
        if self._now is not None:
            self.show_notes(self._notes, self._now)

    def _toggle(self) -> None:
        self._old_shown = not self._old_shown
        if self._now is not None:
            self.show_notes(self._notes, self._now)

    def _tick(self, note_id: str, _on: bool = False) -> None:
        self.ticked.emit(note_id)


def _day(at: datetime, zone: tzinfo | None, now: datetime) -> str:
    return i18n.short_day(at.astimezone(zone).date(), now.date())
