"""The chosen slot at the right: free, so that somebody can have it, or what there is to know."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.models import FOR_ONE, Mark
from hubdesk.queries.appointments import SlotRow
from hubdesk.ui.appointments.hours_card import HoursCard
from hubdesk.ui.appointments.slot_list import chip_of, what_words
from hubdesk.ui.devices.asks import AskNote, boxed
from hubdesk.ui.doors import Doors
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.flow import Flow
from hubdesk.ui.sessions.words import kind_words
from hubdesk.ui.space import column, emptied, scroller
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field, LineEdit, NoteEdit
from hubdesk.ui.widgets.rows import person_row
from hubdesk.ui.widgets.text import WrappedLabel

NOBODY = ("", "")


def _t(text: str) -> str:
    return translate("Appointments", text)


class SlotPanel(QWidget):
    """`person` is whoever the slot is for, id and name; a name alone is somebody new."""

    person_changed = Signal()
    marked = Signal(str)
    cancelled = Signal(str)
    noted = Signal(str)
    again_asked = Signal()
    print_asked = Signal()

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = NOBODY
        inside = QWidget()
        body = column(inside, 0, 12)
        body.addWidget(self._head_card())
        self.finder = FindPerson(
            doors,
            _t("Who is it for?"),
            _t("Somebody new needs only a name."),
            adds=_t("Add them and give them the slot"),
        )
        body.addWidget(self.finder)
        self._who_row = QWidget()
        column(self._who_row)
        body.addWidget(self._who_row)
        body.addWidget(self._about_card())
        body.addWidget(self._note_card())
        self.hours = HoursCard()
        body.addWidget(self.hours)
        body.addStretch(1)
        self.area = scroller(inside)
        column(self).addWidget(self.area)
        self._row: SlotRow | None = None
        self._connect()
        self.show_slot(None, "")

    def _head_card(self) -> Card:
        self.card = Card((16, 14, 16, 14), 8)
        self.title, self.when = WrappedLabel("", "h2"), WrappedLabel("", "strong")
        self._chips = QWidget()
        Flow(self._chips, gap=6)
        self.what = WrappedLabel("", "small", "2")
        self.slip_button = Button(_t("Print the slip"), "", "printer", key="Alt+P")
        self.again_button = Button(
            _t("Book again"), "", "calendar-days", key="Alt+A", verb="book appointment"
        )
        self.came_button = Button(_t("Came"), "", "check", verb="mark")
        self.absent_button = Button(_t("Did not come"), "", "x", key="X", verb="mark")
        self.cancel_button = Button(_t("Cancel it"), "", "", verb="cancel session")
        self.ask_cancel = AskNote(
            _t("Why is it cancelled?"), _t("The slot is free again then."), _t("Cancel it")
        )
        self._deeds = boxed(
            self.again_button, self.slip_button, self.came_button, self.absent_button,
            self.cancel_button,
        )  # fmt: skip
        for widget in (self.title, self.when, self._chips, self.what, self._deeds, self.ask_cancel):
            self.card.body.addWidget(widget)
        return self.card

    def _about_card(self) -> Card:
        self._about = Card((16, 12, 16, 14), 8)
        self.kind = Combo([(kind.value, kind_words(kind)) for kind in FOR_ONE])
        self.about = LineEdit("", _t("One-to-one"), _t("What about"))
        self._about.body.addWidget(Field(_t("&How"), self.kind))
        self._about.body.addWidget(
            Field(_t("What a&bout"), self.about, _t("No name here: it may be seen by others."))
        )
        return self._about

    def _note_card(self) -> Card:
        self._note = Card((16, 12, 16, 14), 8)
        self.note = NoteEdit(lines=3)
        self._note.body.addWidget(Field(_t("&Note"), self.note, _t("What was done, what is next.")))
        self.keep_button = Button(_t("Keep the note"), verb="note attendance")
        self._note.body.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignLeft)
        return self._note

    def _connect(self) -> None:
        self.finder.chosen.connect(self.choose_person)
        self.finder.new.connect(lambda name: self.choose_person("", name))
        self.slip_button.clicked.connect(lambda _on=False: self.print_asked.emit())
        self.again_button.clicked.connect(lambda _on=False: self.again_asked.emit())
        self.came_button.clicked.connect(lambda _on=False: self.marked.emit(Mark.PRESENT))
        self.absent_button.clicked.connect(lambda _on=False: self.marked.emit(Mark.ABSENT))
        self.cancel_button.clicked.connect(lambda _on=False: self._ask())
        self.ask_cancel.answered.connect(self.cancelled.emit)
        self.keep_button.clicked.connect(lambda _on=False: self.noted.emit(self.note.toPlainText()))

    def show_slot(self, row: SlotRow | None, when: str) -> None:
        """Show a slot, or nothing. What is typed in a note stays while it is the same one."""
        is_same = bool(row and self._row and row.id == self._row.id)
        self._row = row
        self.card.setVisible(row is not None)
        is_free = row is not None and row.is_free
        is_theirs = row is not None and bool(row.person_id)
        self._show_person(is_free)
        self._about.setVisible(is_free)
        self._note.setVisible(is_theirs)
        if not is_same:
            self.ask_cancel.hide()
            self.note.setPlainText(row.note if row else "")
            self.about.clear()
        if row is None:
            return
        self.title.setText(_t("Free slot") if is_free else row.person or row.title)
        self.when.setText(f"{row.helper}, {when}")
        self.what.setText(what_words(row))
        self.what.setVisible(bool(self.what.text()))
        layout = emptied(self._chips)
        chip = chip_of(row)
        if chip and not is_free:
            layout.addWidget(Chip(chip[0], chip[1]))  # type: ignore[arg-type]
        self._chips.setVisible(bool(chip) and not is_free)
        self._deeds.setVisible(is_theirs)

    def choose_person(self, id: str, name: str) -> None:
        """The slot is for them."""
        self.person = (id, name)
        self._show_person(is_free=True)
        self.person_changed.emit()

    def forget_person(self) -> None:
        """It is for nobody yet."""
        self.person = NOBODY
        self.finder.clear()
        self._show_person(is_free=True)
        self.person_changed.emit()

    def has_unsaved(self) -> bool:
        """Whether a note is typed that is not kept."""
        row = self._row
        return bool(row and row.person_id and self.note.toPlainText() != row.note)

    def _show_person(self, is_free: bool) -> None:
        chosen = self.person != NOBODY
        self.finder.setVisible(is_free and not chosen)
        layout = emptied(self._who_row)
        self._who_row.setVisible(is_free and chosen)
        if is_free and chosen:
            row = person_row(self.person[1], "" if self.person[0] else _t("New here"))
            other = Button(_t("Somebody else"), "ghost")
            other.clicked.connect(lambda _on=False: self.forget_person())
            row.tail.addWidget(other)
            layout.addWidget(row)

    def _ask(self) -> None:
        self.ask_cancel.open_up()
        self.area.ensureWidgetVisible(self.ask_cancel)
