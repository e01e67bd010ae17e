"""Making somebody's copy: which names of others may be read, then a PDF, a file or paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import Asked, Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.requests import answer_open
from hubdesk.queries.held import names_of
from hubdesk.queries.portable import what_they_gave
from hubdesk.queries.requests import requests_of
from hubdesk.queries.their_file import TheirFile, initials, their_file, third_parties
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.looking import Looking
from hubdesk.ui.page import Page
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import breakable
from hubdesk.ui.printing.press import Press, Work
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.form import NoteEdit
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

WIDTH: Final = 760
WHOLE: Final = "see whole file"  # the right, asked for again at the moment the copy is made


def _t(text: str) -> str:
    return translate("Held", text)


class TheirFilePage(Page):
    """The fact `id` of `arrive` says whose. Every copy that is made is written down.

    None is made before the names of others in it are known: they are looked for beside the window.
    """

    def __init__(self, doors: Doors, press: Press, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._press = doors, press
        self._id = self._name = ""
        self.looking = Looking(doors, self)
        self.ticks: list[QCheckBox] = []
        self.names = Section(_t("Names of other people"))
        self.more = NoteEdit("", "", _t("More to hide, one on each line"))
        self.save_button = BigButton(_t("Save as PDF"), "file-down")
        self.print_button = Button(_t("Print it"), "", "printer")
        self.json_button = Button(_t("Save for a computer (JSON)"), "", "braces")
        self.take_json = Button(_t("Save what they gave (JSON)"), "", "braces")
        self.take_csv = Button(_t("Save what they gave (CSV)"), "", "file-spreadsheet")
        self._gestures = Gestures(doors, self.told.emit, self.go.emit)
        self._build()
        self.looking.came.connect(self._show)
        self.looking.told.connect(self.told)
        self.take_json.clicked.connect(lambda _on=False: doors.again(WHOLE, self.save_gave_json))
        self.take_csv.clicked.connect(lambda _on=False: doors.again(WHOLE, self.save_gave_csv))
        self.save_button.clicked.connect(lambda _on=False: doors.again(WHOLE, self.save_pdf))
        self.json_button.clicked.connect(lambda _on=False: doors.again(WHOLE, self.save_json))
        self.print_button.clicked.connect(lambda _on=False: doors.again(WHOLE, self.print_it))

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 0), 12)
        words = _t("A ticked name stands in the copy as initials. Untick it if it may be read.")
        self.names.body.insertWidget(1, WrappedLabel(words, "small", "2"))
        self.names.body.insertWidget(2, self.looking.line)
        more = Section(_t("More to hide"))
        hint = _t("Nicknames, addresses or numbers of others that stand in a note. One a line.")
        more.put(WrappedLabel(hint, "small", "2"))
        more.put(self.more)
        along = Section(_t("To take along"))
        words = _t("What they gave us themselves, as a file that another service can read in.")
        along.put(WrappedLabel(words, "small", "2"))
        both = QWidget()
        files = Flow(both, 0, 8)
        files.addWidget(self.take_json)
        files.addWidget(self.take_csv)
        along.put(both)
        for card in (self.names, more, along):
            sized(card, most_width=WIDTH)
            body.addWidget(card)
        body.addStretch(1)
        self._whole.addWidget(scroller(inside), 1)
        foot = QWidget()
        row = Flow(foot, 0, 8)  # a button goes to the next line before it is cut
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        row.addWidget(self.json_button)
        sized(foot, most_width=WIDTH)
        self._whole.addWidget(foot)

    # What the frame asks

    def title(self) -> str:
        return _t("A copy for {name}").format(name=self._name) if self._name else ""

    def meta(self) -> str:
        return " "

    def primary(self) -> Button:
        return self.save_button

    def first_focus(self) -> QWidget:
        return self.ticks[0] if self.ticks else self.save_button

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def arrive(self, **facts: object) -> None:
        self._id = str(facts.get("id", ""))
        self.more.clear()
        self._look()

    def leave(self) -> None:
        """Names of others do not stay in a field."""
        self.more.clear()

    # Doing

    def hidden(self) -> list[str]:
        """What stands as initials in the copy."""
        ticked = [str(tick.property("name")) for tick in self.ticks if tick.isChecked()]
        return [*ticked, *self.more.toPlainText().splitlines()]

    def save_pdf(self) -> None:
        """Ask where, and write the paper there."""
        name = _t("Copy of records.pdf")  # nobody's name in the name of a file
        done = self._said(_t("Saved. Hand it over yourself, or send it sealed."), "PDF")
        self._press.save_pdf(self._made("pdf"), name, done=done, refused=self._refused)

    def save_json(self) -> None:
        """The same for a computer."""
        words = _t("Save for a computer"), _t("JSON files (*.json)")
        done = self._said(_t("Saved for a computer. It holds the same as the paper."), "JSON")
        name = _t("Copy of records.json")
        made = self._made("json")
        self._press.save_file(made, name, "json", words, done=done, refused=self._refused)

    def print_it(self) -> None:
        """On paper, at once: it never waits in a list."""
        done = self._said(_t("Printed. Hand it over yourself, or post it sealed."), "paper")
        title = _t("Where to print the copy")
        work = Work(self._made("pdf"), "printer.list", title, done, self._refused, lambda: None)
        self._press.print_pdf(work, choose=True)

    def save_gave_json(self) -> None:
        """What they gave, for another service. It answers a request for it."""
        words = _t("Save what they gave"), _t("JSON files (*.json)")
        self._save_gave("json", words)

    def save_gave_csv(self) -> None:
        """The same as a table."""
        words = _t("Save what they gave"), _t("CSV files (*.csv)")
        self._save_gave("csv", words)

    def _save_gave(self, kind: str, words: tuple[str, str]) -> None:
        name = _t("What you gave us.{kind}").format(kind=kind)
        done = self._handed(_t("Saved. Hand it over yourself, or send it sealed."), kind.upper())
        made = self._gave(kind)
        self._press.save_file(made, name, kind, words, done=done, refused=self._refused)

    def _gave(self, kind: str) -> Callable[[], bytes]:
        id_, hidden, now = self._id, self.hidden(), self._doors.now()

        def make() -> bytes:
            from hubdesk.reports.their_file import portable_csv, portable_json

            file = self._doors.look(
                lambda db: what_they_gave(db, id_, now=now, hidden=hidden), right=WHOLE
            )
            assert file is not None  # the page was open on somebody
            return portable_json(file) if kind == "json" else portable_csv(file)

        return make

    def _handed(self, words: str, what: str) -> Callable[[], None]:
        """Written down as any copy; a request for it is answered, which can be undone."""
        id_, noted = self._id, self._said(words, _t("what they gave, {kind}").format(kind=what))
        asked = (Asked.PORTABILITY,)

        def done() -> None:
            noted()
            waits = self._doors.look(lambda db: requests_of(db, id_))
            if any(row.asked in asked and not row.closed for row in waits):
                self._gestures.act(
                    "rights step",
                    lambda db, now: answer_open(db, person_id=id_, asked=asked, now=now),
                    _t("{saved} Their request is answered.").format(saved=words),
                    about={"person_id": id_, "what": _t("answered")},
                )

        return done

    def _made(self, kind: str) -> Callable[[], bytes]:
        id_, hidden, now = self._id, self.hidden(), self._doors.now()

        def make() -> bytes:
            from hubdesk.reports.their_file import their_file_json, their_file_pdf

            file = self._doors.look(
                lambda db: their_file(db, id_, now=now, hidden=hidden), right=WHOLE
            )
            assert isinstance(file, TheirFile)  # the page was open on somebody
            return their_file_pdf(file) if kind == "pdf" else their_file_json(file)

        return make

    def _said(self, words: str, what: str) -> Callable[[], None]:
        id_ = self._id

        def done() -> None:
            self._doors.do(
                "took out",
                lambda db, now: note_access(
                    db, what=Watched.PERSON_FILE, person_id=id_, why=what, now=now
                ),
            )
            self.told.emit(Result("ok", words))

        return done

    def _refused(self, error: HubDeskError) -> None:
        self.told.emit(Result("bad", explain(error).text))

    def _look(self) -> None:
        """Show whose copy it is, and look for the names of others in it."""
        id_ = self._id
        names = self._doors.look(lambda db: names_of(db, id_))
        self._name = names[0] if names else ""
        self._list(())
        self.names.put_nothing(_t("One moment: all that is held is looked through."))
        gone = _t("That person is not here any more.")
        self._give_reason(_t("One moment: the names of others are looked for.") if names else gone)
        self.retitled.emit()
        if names is not None:
            words = _t("Looking for the names of others…")
            self.looking.look(lambda db: (id_, third_parties(db, id_)), words)

    def _show(self, found: tuple[str, tuple[str, ...]]) -> None:
        id_, names = found
        if id_ != self._id:
            return
        self._list(names)
        if not names:
            self.names.put_nothing(_t("Nobody else is named in it."))
        self._give_reason("")

    def _list(self, names: tuple[str, ...]) -> None:
        self.names.clear()
        self.ticks = []
        for name in names:
            words = _t("{name} as {initials}").format(name=name, initials=initials(name))
            tick = QCheckBox(breakable(words))
            tick.setProperty("name", name)
            tick.setChecked(True)
            self.ticks.append(tick)
            self.names.put(tick)
        self.names.head.set_count(len(names))

    def _give_reason(self, why: str) -> None:
        """Why nothing can be saved now, or empty."""
        buttons = (self.save_button, self.print_button, self.json_button)
        for button in (*buttons, self.take_json, self.take_csv):
            button.set_reason(why)
