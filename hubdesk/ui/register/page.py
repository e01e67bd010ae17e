"""The register of one session: one key a person, the rest present in one, who walked in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.models import SessionKind
from hubdesk.queries.register import Register, marked_again, register
from hubdesk.ui.actions import bind, shown_key
from hubdesk.ui.doors import Doors
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.gestures import ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.register.about_person import AboutPerson
from hubdesk.ui.register.counting import Counting
from hubdesk.ui.register.covered_part import CoveredPart
from hubdesk.ui.register.gestures import RegisterGestures
from hubdesk.ui.register.person_part import PersonPart
from hubdesk.ui.register.scans import RegisterScans
from hubdesk.ui.register.table import RegisterTable
from hubdesk.ui.register.tallies import Legend, Tallies
from hubdesk.ui.sessions.gestures import SessionGestures
from hubdesk.ui.sessions.words import when_words, where_words
from hubdesk.ui.space import column, line, scroller
from hubdesk.ui.widgets.buttons import BigButton, Button, IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.form import NoteEdit

TABLES: Final = frozenset(
    (
        *("learning_session", "attendance", "enrolment", "head_count", "person", "support_need"),
        *("consent", "loan", "person_merge", "restriction"),
    )
)
SEES: Final = "see needs"


def _t(text: str) -> str:
    return translate("Register", text)


class RegisterPage(Page):
    """Facts of `arrive`: id of the session."""

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._to_print = doors, to_print
        self._gestures = RegisterGestures(doors, self.told.emit, self.go.emit)
        self._id = ""
        self._found: Register | None = None
        self._note = ""
        self._frame = Frame.WIDE
        self.table = RegisterTable()
        self.empty = Empty("", "users")
        self.person = PersonPart()
        places = SessionGestures(doors, self.told.emit, self.go.emit)
        self._about = AboutPerson(doors, self.person, places)
        self.walk_in = FindPerson(
            doors,
            _t("Someone walked in?"),
            _t("Press Enter to add them as present. Details can wait."),
            "W",
            adds=_t("Add them as present"),
        )
        self._scans = RegisterScans(doors, self._gestures)
        self.counting = Counting(doors, self._gestures)
        self.covered = CoveredPart(self._gestures)
        self.note = NoteEdit("", "", _t("Session note"), lines=3)
        self.rest_button = Button(
            _t("Mark the rest present"), "", "check", key=shown_key("mark-rest"), verb="mark rest"
        )
        self.finish_button = BigButton(
            _t("Finish register"), "clipboard-check", shown_key("finish-register")
        )
        self.finish_button.set_either(_t("Finish register"), _t("Finish"))
        self.finish_button.needs("finish register")
        words = _t("Print the register")
        self.print_button = IconButton("printer", words, shown_key("print-list"))
        self.skills_button = Button(_t("Skills"), "", "list-checks", verb="judge")
        self.reopen_button = Button(
            _t("Open the register again"), "", "lock-open", verb="reopen register"
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        self._card = Card((0, 0, 0, 2), 0)
        top = QWidget()
        row = line(top, (16, 10, 16, 6), 12)
        self.tallies = Tallies()
        row.addWidget(self.tallies, 1, Qt.AlignmentFlag.AlignVCenter)
        self._top, self._top_line = top, row
        row.addWidget(self.rest_button)
        self._card.body.addWidget(top)
        self._card.body.addWidget(self.table, 1)
        self._empty_area = scroller(self.empty)
        self._card.body.addWidget(self._empty_area, 1)
        self._legend = Legend()
        self._card.body.addWidget(self._legend)
        body.addWidget(self._card, 1)
        body.addWidget(self.counting.area, 1)
        self._bar = QWidget()
        self._bar_line = line(self._bar, 0, 12)
        body.addWidget(self._bar)
        self._side = QWidget()
        side = column(self._side, 0, 12)
        inside = QWidget()
        cards = column(inside, 0, 12)
        said = Card((16, 12, 16, 14), 8)
        said.body.addWidget(SectionHead(_t("Session note"), role="h3"))
        said.body.addWidget(self.note)
        for card in (self.walk_in, self.counting.beside, self.person, self.covered, said):
            cards.addWidget(card)
        cards.addStretch(1)
        side.addWidget(scroller(inside), 1)
        self._side_bar = column()
        side.addLayout(self._side_bar)
        self._side_bar.addWidget(self.finish_button)

    def _connect(self) -> None:
        self.table.marked.connect(self._mark)
        self.table.note_asked.connect(self._ask_note)
        self.table.walk_in_asked.connect(self._ask_walk_in)
        self.table.chosen_changed.connect(self._show_person)
        self.person.said.connect(self._say)
        self.person.left.connect(self._to_list)
        self.walk_in.chosen.connect(self._walk_in)
        self.walk_in.new.connect(self._walk_in_new)
        self.walk_in.left.connect(self._to_list)
        self.rest_button.clicked.connect(lambda _on=False: self._rest())
        self.finish_button.clicked.connect(lambda _on=False: self._finish())
        go = self.go.emit
        self.skills_button.clicked.connect(lambda _on: go("class-skills", {"id": self._id}))
        self.reopen_button.clicked.connect(lambda _on=False: self._reopen())
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.acting.connect(self._somebody_else)
        bind(self, "mark-rest", self._rest)
        self.print_button.clicked.connect(lambda _on=False: self._print())
        bind(self, "finish-register", self._finish)
        bind(self, "print-list", self._print)

    # What the frame asks

    def title(self) -> str:
        return self._found.session.title if self._found else ""

    def meta(self) -> str:
        if self._found is None:
            return ""
        session, now = self._found.session, self._doors.now()
        parts = [when_words(session, now.date(), now.tzinfo), where_words(session)]
        if self._frame is Frame.WIDE:
            if session.is_on(now):
                parts.insert(0, _t("On now"))
            if session.tutor:
                parts.append(_t("Tutor: {name}").format(name=session.tutor))
        return " · ".join(part for part in parts if part)

    def head_buttons(self) -> list[QWidget]:
        return [self.print_button, self.skills_button, self.reopen_button]

    def side(self) -> QWidget:
        return self._side

    def side_words(self) -> str:
        narrow = self._frame is Frame.NARROW
        return _t("Walk-in") if narrow else _t("Walk-in and notes")

    def side_bar(self) -> QBoxLayout:
        return self._bar_line

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        return self.finish_button

    def first_focus(self) -> QWidget | None:
        if self._is_counted():
            return self.counting.heads.first()
        return self.table if self.table.register_model.rows else self.walk_in.edit

    def arrive(self, **facts: object) -> None:
        if id := facts.get("id"):
            self._id = str(id)
        self._look()
        self.covered.show_session(self._found.session if self._found else None)
        self.walk_in.clear()
        self.table.choose_unmarked()
        self._show_person()

    def leave(self) -> None:
        self._keep_note()

    def set_frame(self, frame: Frame) -> None:
        self._frame = frame
        wide, narrow = frame is Frame.WIDE, frame is Frame.NARROW
        self.table.set_frame(frame)
        self._legend.setVisible(not narrow)
        self._bar.setVisible(not wide)
        home = self._side_bar if wide else self._bar_line
        if home.indexOf(self.finish_button) < 0:
            home.addWidget(self.finish_button, 1)
        self.finish_button.set_key("" if narrow else shown_key("finish-register"))
        self.finish_button.set_kind("primary" if narrow else "big")
        self.rest_button.set_words(
            _t("Rest present") if narrow else _t("Mark the rest present"),
            _t("Mark the rest present"),
        )
        self.rest_button.set_key("" if not wide else shown_key("mark-rest"))
        # where there is little room the rows matter most: the letters stand in them
        self._top.setVisible(not narrow)
        place = self._bar_line if narrow else self._top_line
        if place.indexOf(self.rest_button) < 0:
            # before the filled button, and at the end of the line above the list
            place.insertWidget(place.indexOf(self.finish_button), self.rest_button)

    def step_back(self) -> bool:
        """Esc goes back to the list first."""
        focused = self.window().focusWidget()
        if focused is not None and focused is not self.table and self._side.isAncestorOf(focused):
            self._to_list()
            return True
        return False

    def has_unsaved(self) -> bool:
        return self.note.toPlainText().strip() != self._note.strip()

    def save_unsaved(self) -> bool:
        return self._keep_note()

    def scanned(self, code: str) -> bool:
        """A card marks its owner; a device that was out comes back, and this page stays."""
        whose = self._scans.take(code, self._found) if self._found else None
        if whose:
            self.table.choose_person(whose)
        return whose is not None

    # Looking

    def _is_counted(self) -> bool:
        return self._found is not None and self._found.session.is_only_counted

    def _look(self, *, only_marks: bool = False) -> None:
        """Read the register again; after a mark the people on it are the same."""
        doors, id, before = self._doors, self._id, self._found if only_marks else None
        again = doors.look(lambda db: marked_again(db, before)) if before else None
        barred = doors.barred(SEES)
        self._found = again or doors.look(
            lambda db: register(db, id, doors.today(), with_needs=not barred),
            right="" if barred else SEES,
        )
        self.person.bar_needs(barred)
        self._note = self._found.note if self._found else ""
        if not self.note.hasFocus():
            self.note.setPlainText(self._note)
        self._draw()

    def _draw(self) -> None:
        found = self._found
        self._about.session = found.session if found else None
        counted, rows = self._is_counted(), found.rows if found else ()
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows) and not counted)
        self._empty_area.setVisible(not rows and not counted)
        self._card.setVisible(not counted)
        self.walk_in.setVisible(not counted)
        self.empty.set_words(
            _t("Nobody is booked. Type a name or scan a card to add the first person.")
            if found
            else _t("That session is not here any more.")
        )
        self.tallies.show_register(found)
        done = found is not None and (found.session.is_finished or found.session.is_cancelled)
        self.finish_button.setVisible(not done)
        self.rest_button.setVisible(not done)
        is_finished = found is not None and bool(found.session.is_finished)
        self.reopen_button.setProperty("unneeded", not is_finished)
        self.reopen_button.setVisible(is_finished)
        self.counting.show(found.session if found else None)
        self._show_person()
        self.retitled.emit()

    def _show_person(self) -> None:
        is_drop_in = self._found is not None and self._found.session.kind == SessionKind.DROP_IN
        row = None if self._is_counted() else self.table.chosen()
        self.person.show_row(row, is_drop_in=is_drop_in)

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self._id and self.isVisible():
            self._look(only_marks=tables & TABLES == {"attendance"})

    def _somebody_else(self) -> None:
        """Who comes to the desk may see more of the people here, or less."""
        if self._id and self.isVisible():
            self._look()

    # Doing

    def _mark(self, person_id: str, mark: str) -> None:
        if self._found is None:
            return
        row = next((r for r in self._found.rows if r.person_id == person_id), None)
        if row is not None:
            self._gestures.mark(self._found.session, row, mark)

    def _rest(self) -> None:
        if self._found is not None and self._gestures.rest(self._found.session):
            self._to_list()

    def _walk_in(self, person_id: str, name: str) -> None:
        if self._found is not None:
            self._gestures.walk_in(self._found.session, person_id, name)
            self.table.choose_person(person_id)

    def _walk_in_new(self, name: str) -> None:
        if self._found is not None:
            self._gestures.walk_in_new(self._found.session, name)

    def _say(self, said: dict[str, object]) -> None:
        row = self.table.chosen()
        if self._found is not None and row is not None:
            self._gestures.note(self._found.session, row, **said)

    def _finish(self) -> None:
        if self._found is not None and self._keep_note():
            self._gestures.finish(self._found.session, lambda: self.go.emit("sessions", {}))

    def _reopen(self) -> None:
        if self._found is not None and self._gestures.reopen(self._found.session):
            self._to_list()

    def _keep_note(self) -> bool:
        if self._found is None or not self.has_unsaved():
            return True
        text = self.note.toPlainText()
        return self._gestures.note_session(self._found.session, text)

    def _print(self) -> None:
        if self._found is not None:
            self._to_print("register-sheet", self._id)

    def _ask_note(self) -> None:
        self.open_side()
        self.person.ask_note()

    def _ask_walk_in(self) -> None:
        self.open_side()
        self.walk_in.ask()

    def _to_list(self) -> None:
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
