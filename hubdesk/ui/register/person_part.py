"""At the right of a register: whoever has the ring. What helps, photos, whom to ring, a note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import NOT_TOLD, AbsentWhy, Mark
from hubdesk.queries.register import ContactRow, RegisterRow
from hubdesk.ui.flow import Flow
from hubdesk.ui.people.words import chip_words, need_icon
from hubdesk.ui.sessions.words import WHYS
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.key_cap import KeyCap
from hubdesk.ui.widgets.text import ElidedLabel, WrappedLabel

_AWAY = (Mark.TOLD_US, Mark.ABSENT)


def _t(text: str) -> str:
    return translate("Register", text)


class _NoteEdit(LineEdit):
    kept = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PersonPart(Card):
    """`said` tells what was typed about them: a note, why, minutes. `left` gives the focus back."""

    said = Signal(dict)
    left = Signal()
    ring_asked = Signal(str)
    given_back = Signal(str, str)  # person, name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((16, 12, 16, 14), 8, parent)
        self._row: RegisterRow | None = None
        self._shown: list[tuple[str, str, str]] = []
        head = line(gap=8)
        self.name = ElidedLabel("", "h3")
        head.addWidget(self.name, 1)
        self._key = KeyCap("N")
        head.addWidget(self._key)
        self.body.addLayout(head)
        self._chips = QWidget()
        Flow(self._chips, gap=6)
        self.body.addWidget(self._chips)
        self.note = _NoteEdit("", _t("Note, then Enter"), _t("Note"))
        self.body.addWidget(self.note)
        self.barred = WrappedLabel("", "small", "2")
        self.barred.hide()
        self.body.addWidget(self.barred)
        self.why = Combo([(why.value, _t(words)) for why, words in WHYS.items()])
        self._why = Field(_t("Why they could not come"), self.why)
        self.body.addWidget(self._why)
        self.late = _NoteEdit("", _t("Not told"), _t("Minutes late"))
        self._late = Field(_t("Minutes late"), self.late)
        self.body.addWidget(self._late)
        self.minutes = _NoteEdit("", _t("As the session"), _t("Minutes"))
        self._minutes = Field(_t("Minutes here"), self.minutes)
        self.body.addWidget(self._minutes)
        self.ring = Button(_t("Whom to ring"), "ghost", "phone", verb="see emergency contacts")
        self.body.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignLeft)
        self.give_back = Button(
            _t("Gives the place back"), "ghost", "undo-2", verb="give back place"
        )
        self.body.addWidget(self.give_back, 0, Qt.AlignmentFlag.AlignLeft)
        self._contacts = QWidget()
        column(self._contacts, 0, 4)
        self.body.addWidget(self._contacts)
        self._contacts.hide()
        self.note.kept.connect(self._keep_note)
        self.minutes.kept.connect(lambda: self._keep_number("minutes"))
        self.late.kept.connect(lambda: self._keep_number("late_minutes"))
        self.note.left.connect(self.left)
        self.minutes.left.connect(self.left)
        self.late.left.connect(self.left)
        self.why.activated.connect(lambda _at: self._keep_why())
        self.ring.clicked.connect(lambda _on=False: self._ask_ring())
        self.give_back.clicked.connect(lambda _on=False: self._give_back())

    def bar_needs(self, why: str) -> None:
        """Whom to ask about needs, notes and reasons; "" where they are shown."""
        self.barred.setText(why)
        self.barred.setVisible(bool(why))
        for part in (self._key, self.note):
            part.setVisible(not why)

    def show_row(self, row: RegisterRow | None, *, is_drop_in: bool = False) -> None:
        """Somebody else has the ring, or they were marked."""
        self.minutes.setPlaceholderText(_t("Not told") if is_drop_in else _t("As the session"))
        same = row is not None and self._row is not None and row.person_id == self._row.person_id
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self.name.setText(row.name)
        self._show_chips(chips_of(row))
        if not (same and self.note.hasFocus()):
            self.note.setText(row.note)
        # who was here today keeps the place of today
        can_go = row.has_place and row.mark in ("", Mark.TOLD_US)
        self.give_back.setProperty("unneeded", not can_go)
        self.give_back.setVisible(can_go)
        self._why.setVisible(row.mark in _AWAY and self.barred.isHidden())
        self.why.choose(row.why if row.why in WHYS else AbsentWhy.NOT_ASKED)
        self._late.setVisible(row.mark == Mark.LATE)
        self._minutes.setVisible(row.came)
        late = row.late_minutes or NOT_TOLD
        for edit, field, many in (
            (self.late, self._late, late),
            (self.minutes, self._minutes, row.minutes),
        ):
            field.show_problem("")
            if not (same and edit.hasFocus()):
                edit.setText("" if many == NOT_TOLD else str(many))
        if not same:
            self.hide_contacts()

    def _show_chips(self, chips: list[tuple[str, str, str]]) -> None:
        """Most people have the same, and making them anew took longer than drawing them."""
        if chips == self._shown:
            return
        self._shown = chips
        layout = emptied(self._chips)
        for words, kind, icon in chips:
            chip = Chip(words, kind, icon)  # type: ignore[arg-type]
            layout.addWidget(chip)
            chip.show()

    def show_contacts(self, contacts: tuple[ContactRow, ...]) -> None:
        """Whom to ring about them, until somebody else has the ring."""
        layout = emptied(self._contacts)
        if not contacts:
            layout.addWidget(WrappedLabel(_t("Nobody is written down to ring."), "small", "2"))
        for one in contacts:
            who = f"{one.name} ({one.relation})" if one.relation else one.name
            layout.addWidget(WrappedLabel(f"{who}: {one.phone}", "strong"))
        self._contacts.show()

    def hide_contacts(self) -> None:
        """Nobody's phone stands there any more."""
        emptied(self._contacts)
        self._contacts.hide()

    def ask_note(self) -> None:
        """The focus to the note."""
        if self._row is not None and not self.note.isHidden():
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.note.selectAll()

    def _keep_note(self) -> None:
        if self._row is not None and self.note.text().strip() != self._row.note:
            self.said.emit({"note": self.note.text()})
        self.left.emit()

    def _keep_why(self) -> None:
        if self._row is not None and self.why.value() != self._row.why:
            self.said.emit({"why": self.why.value()})

    def _keep_number(self, name: str) -> None:
        edit, field, untold = {
            "minutes": (self.minutes, self._minutes, NOT_TOLD),
            "late_minutes": (self.late, self._late, 0),
        }[name]
        text = edit.text().strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 5):
            field.show_problem(_t("Enter a number of minutes, like 45."))
            return
        field.show_problem("")
        self.said.emit({name: int(text) if text else untold})
        self.left.emit()

    def _ask_ring(self) -> None:
        if self._row is not None:
            self.ring_asked.emit(self._row.person_id)

    def _give_back(self) -> None:
        if self._row is not None:
            self.given_back.emit(self._row.person_id, self._row.name)


def chips_of(row: RegisterRow) -> list[tuple[str, str, str]]:
    """All there is to mind about somebody, as words, kind and icon."""
    found: list[tuple[str, str, str]] = []
    if row.is_unused:
        found.append((_t("Record not to be used"), "warn", "eye-off"))
    if row.overdue:
        late = i18n.count(row.overdue, _t("thing overdue"), _t("things overdue"))
        found.append((late, "bad", "clock"))
    found += [(chip_words(n, row.language), "info", need_icon(n)) for n in row.needs]
    if row.is_first:
        found.append((_t("First session"), "info", "info"))
    if not row.has_place:
        found.append((_t("Walked in"), "", "log-in"))
    photos = {
        True: (_t("Photos are fine"), "ok", "check"),
        False: (_t("No photos"), "warn", "eye-off"),
        None: (_t("Not asked about photos"), "", "circle-question-mark"),
    }
    found.append(photos[row.photos])
    if row.late_minutes:
        late_by = i18n.count(row.late_minutes, _t("minute late"), _t("minutes late"))
        found.append((late_by, "warn", "clock"))
    return found
