"""One person's page: who they are, what they have from the hub, and what happened with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.ids import CodeKind
from hubdesk.models import LoanState, Role
from hubdesk.queries.agreements import AgreementRow
from hubdesk.queries.attendances import PersonSessions, person_sessions
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.history import RecordKind
from hubdesk.queries.people import PersonPage as PersonFacts
from hubdesk.queries.people import person_page
from hubdesk.queries.skills import skills_of
from hubdesk.ui.actions import bind
from hubdesk.ui.certificates.certificates_card import CertificatesCard
from hubdesk.ui.certificates.deeds import print_award
from hubdesk.ui.doors import Doors
from hubdesk.ui.focus import focus_again, focused_name
from hubdesk.ui.gestures import ToPrint
from hubdesk.ui.history.list import HistoryList
from hubdesk.ui.history.reading import reader
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.details_card import DetailsCard
from hubdesk.ui.people.home_card import HomeCard
from hubdesk.ui.people.merges_card import MergesCard
from hubdesk.ui.people.notes_card import NotesCard
from hubdesk.ui.people.papers_card import PapersCard
from hubdesk.ui.people.person_columns import PersonColumns
from hubdesk.ui.people.person_deeds import PersonDeeds
from hubdesk.ui.people.person_head import PersonHead, not_to_be_changed
from hubdesk.ui.people.person_panels import PersonPanels
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.sessions_card import SessionsCard
from hubdesk.ui.people.text_words import loan_to_mention
from hubdesk.ui.people.things_card import GivenCard, LoansCard, PastCard
from hubdesk.ui.skills.skills_card import SkillsCard
from hubdesk.ui.space import column, end_empty, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.empty import Empty

TABLES: Final = frozenset(
    (
        *("person", "person_role", "support_need", "consent", "person_note", "household"),
        *("code_of", "person_merge", "loan", "loan_event", "gift", "agreement", "device"),
        *("hub_setting", "concern", "award", "award_event", "judgement", "framework"),
        *("statement", "attendance", "enrolment", "learning_session", "restriction"),
    )
)


def _t(text: str) -> str:
    return translate("People", text)


class PersonPage(Page):
    """Facts of `arrive`: id, and card, the code of a blank card that may be theirs.

    `to_print` puts a card or an agreement on the print list.
    """

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._to_print = to_print
        self._id = ""
        self._person: PersonFacts | None = None
        self._half_notes: dict[str, str] = {}
        self.deeds = PersonDeeds(doors, self.told.emit, self.go.emit)
        self.panels = PersonPanels(doors, self.deeds, self)
        self.head = PersonHead()
        self.details, self.home, self.notes = DetailsCard(), HomeCard(), NotesCard()
        self.loans, self.given, self.papers = LoansCard(), GivenCard(), PapersCard()
        self.past = PastCard()
        self.certificates = CertificatesCard()
        self.skills = SkillsCard()
        self.sessions, self._came = SessionsCard(), PersonSessions()
        self.merges = MergesCard()
        self.history = HistoryList()
        self.gone = Empty(
            _t("That person is not here any more."), "users", _t("See all the people")
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        whole = column(self)
        self._strip_home: QVBoxLayout = column(None, (0, 0, 0, 12))
        whole.addWidget(self.head)
        whole.addLayout(self._strip_home)
        past = Section(_t("History"))
        end_empty(past.body, 2, False)
        past.body.addWidget(self.history, 1)
        sized(self.history, least_height=240)
        self._columns = PersonColumns(
            (self.notes, self.details, self.home, self.merges),
            (
                *(*self.panels.cards, self.loans, self.sessions, self.skills),
                self.certificates,
                *(self.given, self.papers, self.past),
            ),
            past,
        )
        whole.addWidget(self._columns, 1)
        whole.addWidget(self.gone, 1)
        self.gone.hide()

    def _connect(self) -> None:
        head, loans = self.head, self.loans
        head.lend.clicked.connect(lambda _on=False: self._lend())
        head.note.clicked.connect(lambda _on=False: self._begin_note())
        head.edit.clicked.connect(lambda _on=False: self._edit())
        head.chosen.connect(self._from_menu)
        self.details.person_asked.connect(lambda id_: self.go.emit("person", {"id": id_}))
        self.home.answered.connect(self._answer_home)
        self.home.history_asked.connect(self._home_history)
        self.papers.history_asked.connect(
            lambda id_: self.go.emit("history", {"kind": RecordKind.AGREEMENT, "id": id_})
        )
        self.notes.written.connect(self._write_note)
        self.notes.ticked.connect(lambda id_: self._with(self.deeds.tick_note, id_))
        self.told.connect(self.panels.rule.heard)
        self.panels.changed.connect(self._one_filled_button)
        self.panels.shown.connect(self._columns.area.ensureWidgetVisible)
        loans.renewed.connect(self.panels.renew)
        loans.called.connect(self.deeds.call)
        loans.lost.connect(self.deeds.lose)
        loans.item_back.connect(self.deeds.take_item)
        for things in (loans, self.past):
            things.opened.connect(lambda id_: self.go.emit("device", {"id": id_}))
        self.given.spoken.connect(lambda gift: self._with(self.deeds.spoke_about, gift))
        self.merges.apart.connect(lambda row: self._with(self.deeds.take_apart, row))
        self.papers.signed.connect(lambda paper: self._with(self.deeds.sign, paper))
        self.papers.printed.connect(self._print_agreement)
        self.certificates.opened.connect(lambda id_: self.go.emit("certificate", {"id": id_}))
        self.certificates.printed.connect(self._print_certificate)
        self.certificates.asked.connect(self._award)
        self.skills.asked.connect(
            lambda says: self.go.emit("self-check" if says else "skills", {"id": self._id})
        )
        self.sessions.opened.connect(lambda id_: self.go.emit("register", {"id": id_}))
        self.sessions.more_asked.connect(self._show_sessions)
        self.gone.acted.connect(lambda _which: self.go.emit("people", {}))
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.day_turned.connect(self._day_turned)
        self._doors.announcer.acting.connect(self._day_turned)  # who comes may be told less
        bind(self, "edit", self._edit)
        bind(self, "record-note", self._begin_note)
        bind(self, "record-award", self._award)
        bind(self, "record-renew", self._renew_some)
        bind(self, "record-lost", self._lose_some)
        bind(self, "call", self._call_some)
        bind(self, "text", lambda: self._from_menu("text"))
        bind(self, "save", self._save_note)

    # What the frame asks

    def has_own_head(self) -> bool:
        return True

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        offer = self.panels.offer
        return self.head.lend if offer.isHidden() else offer.take

    def arrive(self, **facts: object) -> None:
        id_ = str(facts.get("id", ""))
        if id_ != self._id:
            self._keep_half_note()
            self._id, self._person = id_, None
            self.panels.close_all()
            self.notes.close_editor(forget=True)
            self.sessions.begin()
            self._columns.area.verticalScrollBar().setValue(0)
        self.reload()
        if half := self._half_notes.pop(id_, ""):
            self.notes.edit.setPlainText(half)
            self.notes.open_editor()
        card = facts.get("card")
        if isinstance(card, str) and card:
            self.panels.offer_card(card)
        else:
            self.panels.close_offer()

    def leave(self) -> None:
        self.panels.close_text()

    def has_unsaved(self) -> bool:
        """Whether a note is being written: a scan then leaves the page where it is."""
        return self.notes.is_writing() and bool(self.notes.edit.toPlainText().strip())

    def save_unsaved(self) -> bool:
        self._save_note()
        return not self.has_unsaved()

    def scanned(self, code: str) -> bool:
        """A blank card was scanned: it may be for this person. Other scans are not ours."""
        found = self._doors.look(lambda db: find_code(db, code))
        if found.sort is not Sort.NEW_LABEL or found.kind is not CodeKind.PERSON:
            return False
        self.panels.offer_card(found.text)
        return True

    def step_back(self) -> bool:
        """Esc puts away what was opened last."""
        if self.panels.close_last():
            return True
        if self.notes.is_writing():
            self.notes.close_editor()
            return True
        return False

    def set_frame(self, frame: Frame) -> None:
        self.head.set_frame(frame)
        self.loans.set_frame(frame)
        self._columns.set_frame(frame)

    # Showing

    def _day_turned(self) -> None:
        self.reload(again=True)

    def reload(self, *, again: bool = False) -> None:
        """Look at the person again and draw what is new, the focus staying where it was."""
        id_, now = self._id, self._doors.now()
        person = self._doors.look(lambda db: person_page(db, id_)) if id_ else None
        self._columns.setVisible(person is not None)
        self.head.setVisible(person is not None)
        self.gone.setVisible(person is None)
        if person is None:
            self._person = None
            self.panels.about(None)
            return
        self._id = id_ = person.id  # what was merged into another is shown under the other
        self.history.show_history(reader(self._doors, RecordKind.PERSON, id_), now)
        found = self._doors.look(lambda db: skills_of(db, id_))
        self.skills.show_skills(found, is_learner=Role.LEARNER in person.roles)
        came = self._sessions_of(id_)
        if (person, came) == (self._person, self._came) and not again:
            return
        self._came = came
        focus = focused_name(self)
        self._person = person
        self.panels.about(person)
        today, zone = now.date(), now.tzinfo
        self.head.show_person(person)
        self.details.show_person(person, today)
        self.home.show_home(person.household)
        self.notes.show_notes(person.notes, now)
        self.loans.show_loans(person.loans, today)
        self.given.show_gifts(person.gifts, today, zone)
        self.papers.show_papers(person.agreements, today, zone)
        self.certificates.show_awards(person.awards, today)
        self.past.show_loans(person.loans, today, zone)
        self.sessions.show_sessions(came, today, zone)
        self.merges.show_merges(person.merges, zone, self._doors.barred("take apart"))
        if focus and not focus_again(self._columns, focus):
            self.head.lend.setFocus(Qt.FocusReason.OtherFocusReason)  # the next best thing

    def _sessions_of(self, person_id: str) -> PersonSessions:
        limit, today = self.sessions.limit, self._doors.today()
        return self._doors.look(lambda db: person_sessions(db, person_id, today, limit=limit))

    def _show_sessions(self) -> None:
        """More of what they came to."""
        self._came, now = self._sessions_of(self._id), self._doors.now()
        self.sessions.show_sessions(self._came, now.date(), now.tzinfo)

    def _changed(self, tables: frozenset[str]) -> None:
        if self._id and tables & TABLES:
            if self.isVisible():
                self.reload()
            else:
                self._person = None  # drawn again on arrival

    # Gestures

    def _with(self, deed: Callable[[PersonFacts, Any], bool], what: object) -> None:
        if self._person is not None:
            deed(self._person, what)

    def _one_filled_button(self) -> None:
        asking = not self.panels.offer.isHidden()
        self.head.lend.set_kind("" if asking else "primary")

    def _lend(self) -> None:
        self.go.emit("desk", {"person_id": self._id})

    def _edit(self) -> None:
        if self._person is not None and self._person.unused is not None:
            self.deeds.say(not_to_be_changed())
        elif self._person is not None:
            self.go.emit("edit-person", {"id": self._id})

    def _from_menu(self, name: str) -> None:
        if self._person is None:
            return
        person = self._person
        if name == "text":
            self.panels.open_text()
        elif name == "card" and person.card:
            self._print_card()
        elif name in ("card", "new card"):
            self.deeds.give_card(person, "", self._print_card)
        elif name == "agreement" and person.agreements:
            self._print_agreement(person.agreements[0])
        elif name == "agreement":
            self.deeds.say(_t("There is no agreement yet. Lending something makes one."))
        elif name == "held" and (who := self._doors.barred("see held")):
            self.deeds.say(who)
        elif name == "held":
            self.go.emit("held", {"id": person.id})
        elif name == "data":
            self.go.emit("write-down", {"person_id": person.id})
        elif name == "withdraw":
            self.go.emit("withdraw", {"id": person.id})
        elif name == "concern":
            self.go.emit("concern", {"person_id": person.id})
        elif name == "same":
            self.go.emit("merge-people", {"id": person.id})
        elif name == "hide":
            self.hide_asked.emit()

    def _print_card(self) -> None:
        self._to_print("person-cards", self._id)

    def _print_agreement(self, paper: AgreementRow) -> None:
        self._to_print("agreement-copy" if paper.signed_on else "agreement", paper.id)

    def _award(self) -> None:
        if who := self._doors.barred("award certificate"):
            self.deeds.say(who)
        elif self._person is not None:
            self.go.emit("award", {"person_id": self._person.id})

    def _print_certificate(self, award_id: str) -> None:
        for award in self._person.awards if self._person else ():
            if award.id == award_id:
                print_award(self.deeds, self._to_print, award)

    def _begin_note(self) -> None:
        self.notes.open_editor()
        self._columns.area.ensureWidgetVisible(self.notes)

    def _save_note(self) -> None:
        if self.notes.is_writing():
            self._write_note(self.notes.edit.toPlainText())

    def _write_note(self, text: str) -> None:
        if self._person is not None and self.deeds.write_note(self._person, text):
            self.notes.close_editor(forget=True)

    def _keep_half_note(self) -> None:
        text = self.notes.edit.toPlainText()
        if self._id and text.strip():
            self._half_notes[self._id] = text

    def _home_history(self) -> None:
        if self._person is not None and self._person.household is not None:
            facts = {"kind": RecordKind.HOUSEHOLD, "id": self._person.household.id}
            self.go.emit("history", facts)

    def _answer_home(self, which: str, answer: str) -> None:
        if self._person is not None:
            self.deeds.answer_home(self._person, which, answer)

    def _renew_some(self) -> None:
        """Alt+R: the only loan, or the focus to the first of several."""
        lines = self.loans.lines()
        if len(lines) == 1:
            self.panels.renew(lines[0].loan)
        elif lines:
            lines[0].focus()

    def _lose_some(self) -> None:
        """Alt+O: the only loan, or the focus to the menu of the first of several."""
        lines = self.loans.lines()
        if len(lines) == 1 and lines[0].loan.state != LoanState.LOST:
            self.deeds.lose(lines[0].loan)
        elif len(lines) > 1:
            lines[0].more.setFocus()

    def _call_some(self) -> None:
        """Alt+C: a call about what is due first."""
        loan = loan_to_mention(self._person) if self._person else None
        if loan is not None:
            self.deeds.call(loan)
