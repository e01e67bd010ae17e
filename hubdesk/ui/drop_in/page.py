"""Dropping in: who, what for, how it ended, for how long, what is next; and questions, counted."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import NOT_TOLD, VisitAbout, VisitResult
from hubdesk.operations.people import register_person
from hubdesk.operations.visits import log_visit, tally_enquiry
from hubdesk.queries.enquiries import enquiry_counts
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.people import person_card
from hubdesk.queries.visits_today import VisitRow, visits_of_day
from hubdesk.ui.actions import bind
from hubdesk.ui.doors import Doors
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.sessions.words import ABOUTS, RESULTS, about_words
from hubdesk.ui.space import column, emptied, grid, line, scroller, sized
from hubdesk.ui.widgets.avatar import Avatar
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.rows import person_row
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import ElidedLabel, WrappedLabel

TABLES: Final = frozenset(("attendance", "enquiry", "learning_session", "person"))
USUAL_MINUTES: Final = 15
FEW: Final = 8
NOBODY: Final = ("", "")


def _t(text: str) -> str:
    return translate("DropIn", text)


class DropInPage(Page):
    """Facts of `arrive`: person_id of somebody who is here already."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._gestures = Gestures(doors, self.told.emit, self.go.emit)
        self._person = NOBODY  # id and name; a name alone is somebody new
        self._tallies: dict[str, Button] = {}
        self.finder = FindPerson(
            doors,
            _t("Who dropped in?"),
            _t("Somebody new needs only a name. Details can wait."),
            adds=_t("Log their first visit"),
        )
        self.who = ElidedLabel("", "h2")
        self.avatar = Avatar("", 40)
        self.other_button = Button(_t("Somebody else"), "ghost")
        self.about = Segments(
            [(about.value, _t(words)) for about, words in ABOUTS.items()],
            VisitAbout.DEVICE,
            _t("What for"),
        )
        self.result = Segments(
            [(one.value, _t(words)) for one, words in RESULTS.items()],
            VisitResult.DONE,
            _t("How it ended"),
        )
        self.minutes = LineEdit(str(USUAL_MINUTES), "", _t("Minutes"))
        self.next_step = LineEdit("", _t("Book again, bring the charger"), _t("Next step"))
        self.log_button = BigButton(_t("Log visit"), "check")
        self.log_button.needs("visit")
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        inside = QWidget()
        cards = column(inside, 0, 12)
        cards.addWidget(self.finder)
        cards.addWidget(self._visit_card())
        cards.addStretch(1)
        body.addWidget(scroller(inside), 1)
        bar = QWidget()
        self._bar = line(bar, 0, 12)
        self._bar.addWidget(self.log_button, 1)
        body.addWidget(bar)
        self._side = QWidget()
        side = column(self._side)
        beside = QWidget()
        lines = column(beside, 0, 12)
        lines.addWidget(self._tally_card())
        today = Card((16, 12, 16, 12), 6)
        self._today_head = SectionHead(_t("Today"), 0, role="h3")
        today.body.addWidget(self._today_head)
        self._visits = QWidget()
        column(self._visits, 0, 4)
        today.body.addWidget(self._visits)
        lines.addWidget(today)
        lines.addStretch(1)
        side.addWidget(scroller(beside))

    def _visit_card(self) -> Card:
        self._visit = visit = Card((20, 16, 20, 18), 14)
        head = line(gap=12)
        head.addWidget(self.avatar)
        head.addWidget(self.who, 1)
        head.addWidget(self.other_button)
        visit.body.addLayout(head)
        numbers = _t("Alt+1 to Alt+9 choose, Alt+0 is Other.")
        visit.body.addWidget(Field(_t("What for?"), self.about, numbers))
        visit.body.addWidget(Field(_t("How did it end?"), self.result))
        both = line(gap=16)
        self._minutes = Field(_t("&Minutes"), self.minutes)
        sized(self.minutes, width=100)
        both.addWidget(self._minutes, 0, Qt.AlignmentFlag.AlignTop)
        both.addWidget(Field(_t("Ne&xt step"), self.next_step), 1)
        visit.body.addLayout(both)
        return visit

    def _tally_card(self) -> Card:
        card = Card((16, 12, 16, 14), 8)
        card.body.addWidget(SectionHead(_t("Just a question?"), role="h3"))
        card.body.addWidget(WrappedLabel(_t("Count it. Nobody is written down."), "small", "2"))
        cells: QGridLayout = grid(None, 0, 8)
        for at, (about, words) in enumerate(ABOUTS.items()):
            button = Button(_t(words), elides=True, verb="enquiry")
            button.clicked.connect(partial(self._count, about.value))
            self._tallies[about.value] = button
            cells.addWidget(button, at // 2, at % 2)
        card.body.addLayout(cells)
        return card

    def _connect(self) -> None:
        self.finder.chosen.connect(self._chosen)
        self.finder.new.connect(lambda name: self._chosen("", name))
        self.other_button.clicked.connect(lambda _on=False: self._nobody())
        self.log_button.clicked.connect(lambda _on=False: self._log())
        self._doors.announcer.changed.connect(self._changed)
        for at, about in enumerate(ABOUTS, 1):
            bind(self, f"visit-{at % 10}", partial(self._pick, about.value))

    # What the frame asks

    def side(self) -> QWidget:
        return self._side

    def side_words(self) -> str:
        return _t("Questions and today")

    def side_bar(self) -> QBoxLayout:
        return self._bar

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button | None:
        return self.log_button if self._person != NOBODY else None

    def first_focus(self) -> QWidget:
        return self.about.button(self.about.value()) if self._person[0] else self.finder.edit

    def arrive(self, **facts: object) -> None:
        id, today = str(facts.get("person_id", "")), self._doors.today()
        card = self._doors.look(lambda db: person_card(db, id, today)) if id else None
        if card is not None:
            self._chosen(card.id, card.name)
        else:
            self._nobody()
        self._look()

    def leave(self) -> None:
        self._nobody()

    def set_frame(self, frame: Frame) -> None:
        self.log_button.set_key("" if frame is Frame.NARROW else "Enter")

    def step_back(self) -> bool:
        """Esc first lets go of the person."""
        if self.finder.is_open():
            self.finder.clear()
        elif self._person != NOBODY:
            self._nobody()
        else:
            return False
        return True

    def scanned(self, code: str) -> bool:
        """A card says who dropped in."""
        found = self._doors.look(lambda db: find_code(db, code))
        if found.sort is not Sort.PERSON:
            return False
        card = self._doors.look(lambda db: person_card(db, found.id, self._doors.today()))
        if card is not None:
            self._chosen(card.id, card.name)
        return True

    # Doing

    def _chosen(self, person_id: str, name: str) -> None:
        self._person = (person_id, name)
        self.finder.clear()
        self.finder.hide()
        self._visit.show()
        self.who.setText(name)
        self.avatar.set_name(name)
        self.log_button.set_either(_t("Log the visit of {who}").format(who=name), _t("Log visit"))
        self.log_button.set_reason("")
        self.about.button(self.about.value()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _nobody(self) -> None:
        self._person = NOBODY
        self.finder.show()
        self.finder.clear()
        self._visit.hide()
        self.about.choose(VisitAbout.DEVICE)
        self.result.choose(VisitResult.DONE)
        self.minutes.setText(str(USUAL_MINUTES))
        self.next_step.clear()
        self._minutes.show_problem("")
        self.log_button.set_either(_t("Log visit"), _t("Log visit"))
        self.log_button.set_reason(_t("Say who dropped in first."))
        self.finder.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, about: str) -> None:
        if self._person != NOBODY:
            self.about.choose(about)
            self.about.button(about).setFocus(Qt.FocusReason.OtherFocusReason)

    def _log(self) -> None:
        text = self.minutes.text().strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 5):
            self._minutes.show_problem(_t("Enter a number of minutes, like 15."))
            self.minutes.setFocus()
            return
        (id, name), about = self._person, self.about.value()
        minutes = int(text) if text else NOT_TOLD

        def work(db: Any, now: Any) -> str:
            whose = id or register_person(db, display_name=name, roles=("learner",), now=now).id
            log_visit(
                db,
                person_id=whose,
                about=about,
                result=self.result.value(),
                minutes=minutes,
                next_step=self.next_step.text(),
                now=now,
            )
            return str(whose)

        done = self._gestures.act(
            "visit",
            work,
            _t("{who} dropped in: {what}.").format(who=name, what=about_words(about)),
            about=lambda whose: {"person_id": whose, "what": about_words(about)},
        )
        if done:
            self._nobody()

    def _count(self, about: str, _on: bool = False) -> None:
        self._gestures.act(
            "enquiry",
            lambda db, now: tally_enquiry(db, about=about, now=now),
            _t("One question counted: {what}.").format(what=about_words(about)),
            about={"what": about_words(about)},
        )

    # Looking

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self.isVisible():
            self._look()

    def _look(self) -> None:
        today = self._doors.today()
        counts = self._doors.look(lambda db: enquiry_counts(db, today, today))
        for about, button in self._tallies.items():
            words, many = about_words(about), counts.get(about, 0)
            said = _t("Count a question: {what}, {many} today")
            shown = f"{words}  {many}" if many else words
            button.set_words(shown, said.format(what=words, many=many))
        visits = self._doors.look(lambda db: visits_of_day(db, today, limit=FEW))
        self._today_head.set_count(len(visits))
        layout = emptied(self._visits)
        if not visits:
            layout.addWidget(WrappedLabel(_t("Nobody dropped in yet."), "small", "2"))
        for one in visits:
            layout.addWidget(person_row(one.who, _said(one)))


def _said(visit: VisitRow) -> str:
    minutes = i18n.count(visit.minutes, _t("minute"), _t("minutes"))
    parts = [about_words(visit.about), minutes if visit.minutes != NOT_TOLD else ""]
    return " · ".join(part for part in (*parts, visit.next_step) if part)
