"""A school visit, a meeting or an event: what there is beside its plan and its register."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import SessionKind
from hubdesk.models.session_details import GATSBY, Event, Meeting, SchoolVisit
from hubdesk.queries.actions_due import ActionRow, actions_of
from hubdesk.queries.history import RecordKind
from hubdesk.queries.register import head_counts
from hubdesk.queries.session_card import SessionCard, session_card
from hubdesk.queries.speakers import speakers_of
from hubdesk.queries.staff import accounts
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.register.count_edit import group_words
from hubdesk.ui.sessions.words import nameless_words, people_words, when_words
from hubdesk.ui.space import column, emptied, line, scroller
from hubdesk.ui.visits.actions_card import ActionsCard, DecisionsCard
from hubdesk.ui.visits.gestures import VisitGestures
from hubdesk.ui.visits.speakers_card import SpeakersCard
from hubdesk.ui.widgets.buttons import Button, Pill
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import Field, NoteEdit
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import WrappedLabel

TABLES: Final = frozenset(
    ("learning_session", "session_helper", "meeting_action", "head_count", "staff_check", "person")
)
KINDS: Final = (SessionKind.SCHOOL_VISIT, SessionKind.MEETING, SessionKind.EVENT)


def _t(text: str) -> str:
    return translate("Visits", text)


class VisitPage(Page):
    """Facts of `arrive`: id of the session."""

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._print = doors, to_print
        self._gestures = VisitGestures(doors, self.told.emit, self.go.emit)
        self._id = ""
        self._is_narrow = False
        self._card: SessionCard | None = None
        self.register_button = Button(_t("Register"), "", "clipboard-check")
        self.edit_button = Button(_t("Edit"), "", "pencil", verb="change session")
        self.print_button = Button(_t("Print"), "", "printer")
        self.speakers = SpeakersCard(self._gestures)
        self.decisions, self.promises = DecisionsCard(), ActionsCard()
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        inside = QWidget()
        lines = column(inside, 0, 12)
        self._about = Card((20, 16, 20, 18), 6)
        self._facts = QWidget()
        column(self._facts, 0, 4)
        self._about.body.addWidget(self._facts)
        lines.addWidget(self._about)
        lines.addWidget(self._claims_card())
        for card in (self.speakers, self.decisions, self.promises):
            lines.addWidget(card)
        lines.addStretch(1)
        body.addWidget(scroller(inside), 1)

    def _claims_card(self) -> Card:
        self._claims = card = Card((20, 16, 20, 18), 12)
        card.body.addWidget(SectionHead(_t("Gatsby benchmarks")))
        self.benchmarks = {one: Pill(_t("Benchmark {n}").format(n=one), False) for one in GATSBY}
        box = QWidget()
        flow = Flow(box, gap=8)
        for pill in self.benchmarks.values():
            flow.addWidget(pill)
        card.body.addWidget(Field(_t("We claim"), box))
        answers = (("", _t("Not yet")), ("yes", _t("Yes")), ("no", _t("No")))
        self.says = Segments(answers, "", _t("The school says"))
        hint = _t("The school decides what a visit counts for.")
        card.body.addWidget(Field(_t("The school says"), self.says, hint))
        self.did = NoteEdit(lines=2)
        card.body.addWidget(Field(_t("What pupils did"), self.did, _t("The school reads this.")))
        self.answer_button = Button(_t("Save for the school"), verb="school answer")
        card.body.addWidget(self.answer_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _connect(self) -> None:
        self.register_button.clicked.connect(
            lambda _on=False: self.go.emit("register", {"id": self._id})
        )
        self.edit_button.clicked.connect(
            lambda _on=False: self.go.emit("plan-session", {"id": self._id})
        )
        self.print_button.clicked.connect(lambda _on=False: self._paper())
        self.answer_button.clicked.connect(lambda _on=False: self._answer())
        self.speakers.added.connect(self._speaker)
        self.speakers.taken_away.connect(self._take_away)
        self.decisions.saved.connect(lambda lines: self._decide(lines))
        self.promises.promised.connect(self._promise)
        self.promises.ticked.connect(self._tick)
        self._doors.announcer.changed.connect(self._changed)

    # What the frame asks

    def title(self) -> str:
        return self._card.row.title if self._card else ""

    def meta(self) -> str:
        if self._card is None:
            return ""
        return when_words(self._card.row, self._doors.today(), self._doors.now().tzinfo)

    def head_buttons(self) -> list[QWidget]:
        return [self.print_button, self.edit_button, self.register_button]

    def set_frame(self, frame: Frame) -> None:
        """The title needs the room where there is little."""
        self._is_narrow = frame is Frame.NARROW
        self._name_buttons()

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def first_focus(self) -> QWidget:
        kind = self._card.row.kind if self._card else ""
        if kind == SessionKind.MEETING:
            return self.decisions.text
        if kind == SessionKind.SCHOOL_VISIT:
            return self.speakers.finder.edit
        return self.print_button

    def arrive(self, **facts: object) -> None:
        id = str(facts.get("id", "")) or self._id
        if id != self._id:
            self.decisions.clear()
            self.promises.clear()
            self.speakers.clear()
            self._card = None
        self._id = id
        self._look()

    def has_unsaved(self) -> bool:
        match self._card.details if self._card else None:
            case Meeting():
                return self.decisions.is_changed()
            case SchoolVisit() as visit:
                return self._did() != visit.pupils_did
        return False

    def save_unsaved(self) -> bool:
        is_meeting = self._card is not None and isinstance(self._card.details, Meeting)
        return self._decide(self.decisions.lines()) if is_meeting else self._answer()

    def scanned(self, code: str) -> bool:
        return self.speakers.finder.take_card(code)

    def step_back(self) -> bool:
        """Esc first shuts the list of names, and leaves a check that is being written."""
        if self.speakers.finder.is_open():
            self.speakers.finder.clear()
            return True
        return self.speakers.leave_check()

    # Looking

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self.isVisible():
            self._look()

    def _look(self) -> None:
        doors, id = self._doors, self._id
        kept = not self.has_unsaved()
        card = self._card = doors.look(lambda db: session_card(db, id)) if id else None
        details = card.details if card else None
        self._claims.setVisible(isinstance(details, SchoolVisit))
        self.speakers.setVisible(isinstance(details, SchoolVisit | Event))
        self.decisions.setVisible(isinstance(details, Meeting))
        self.promises.setVisible(isinstance(details, Meeting))
        self._name_buttons()
        self._show_facts()
        if isinstance(details, SchoolVisit):
            for one, pill in self.benchmarks.items():
                pill.setChecked(one in details.benchmarks)
            self.says.choose(details.school_says)
            if kept:  # what somebody types meanwhile stays
                self.did.setPlainText(details.pupils_did)
        if isinstance(details, SchoolVisit | Event):
            self._show_speakers(id)
        if isinstance(details, Meeting):
            self.decisions.show_decisions(details.decisions)
            self.promises.offer(doors.look(accounts))
            self.promises.show_actions(doors.look(lambda db: actions_of(db, id)), doors.today())
        self.retitled.emit()

    def _show_speakers(self, id: str) -> None:
        """The date of a check stands beside a name for those who plan visits."""
        doors, right = self._doors, "see check dates"
        barred = doors.barred(right)
        rows = doors.look(
            lambda db: speakers_of(db, id, with_checks=not barred), right="" if barred else right
        )
        self.speakers.show_speakers(rows, barred)

    def _show_facts(self) -> None:
        layout = emptied(self._facts)
        for words in self._fact_words():
            layout.addWidget(WrappedLabel(words, "body", "2"))
        for one in self._card.organisations if self._card else ():
            button = Button(_t("History of {name}").format(name=one.name), "ghost")
            button.set_icon("rotate-ccw-clock")
            facts = {"kind": RecordKind.ORGANISATION, "id": one.id}
            button.clicked.connect(lambda _on=False, facts=facts: self.go.emit("history", facts))
            alone = QWidget()
            row = line(alone)
            row.addWidget(button)
            row.addStretch(1)
            layout.addWidget(alone)

    def _fact_words(self) -> list[str]:
        card, id = self._card, self._id
        if card is None:
            return [_t("That session is not here any more.")]
        found = [
            f"{one.name} (URN {one.urn})" if one.urn else one.name for one in card.organisations
        ]
        lines = [i18n.listed(found)] if found else []
        match card.details:
            case SchoolVisit() as visit:
                said = (
                    (_t("Contact: {name}"), visit.contact),
                    (_t("Teacher in the room: {name}"), visit.teacher),
                )
                lines += [words.format(name=name) for words, name in said if name]
                lines.append(self._heads(id))
            case Event() as event:
                lines += [f"{at}  {what}" for at, what in event.programme]
                if not event.programme:
                    lines.append(_t("There is no programme yet. Edit adds one."))
        if card.row.is_also_counted:
            came = (people_words(card.row), nameless_words(card.row))
            lines += [" · ".join(part for part in came if part)] if any(came) else []
        return lines or [_t("No organisation is written down. Edit adds one.")]

    def _heads(self, id: str) -> str:
        rows = [row for row in self._doors.look(lambda db: head_counts(db, id)) if row.came >= 0]
        if not rows:
            return _t("Nobody is counted yet. Count them on the register: only numbers.")
        return i18n.listed([f"{group_words(row.year_group)}: {row.came}" for row in rows])

    # Doing

    def _name_buttons(self) -> None:
        for button, words in (
            (self.print_button, self._paper_words()),
            (self.edit_button, _t("Edit")),
            (self.register_button, _t("Register")),
        ):
            bare = self._is_narrow and button is not self.register_button
            button.set_kind("icon" if bare else "")
            button.set_words("" if bare else words, words)
        is_visit = self._card is not None and self._card.row.kind == SessionKind.SCHOOL_VISIT
        self.print_button.needs("see check dates" if is_visit else "")  # they stand on the summary

    def _paper_words(self) -> str:
        kind = self._card.row.kind if self._card else ""
        if kind == SessionKind.SCHOOL_VISIT:
            return _t("Print the summary")
        return _t("Print the programme") if kind == SessionKind.EVENT else _t("Print the register")

    def _paper(self) -> None:
        if self._card is None:
            return
        kinds = {SessionKind.SCHOOL_VISIT: "visit-summary", SessionKind.EVENT: "programme"}
        self._print(kinds.get(SessionKind(self._card.row.kind), "register-sheet"), self._id)

    def _did(self) -> str:
        return self.did.toPlainText().strip()

    def _answer(self) -> bool:
        if self._card is None:
            return False
        claimed = [one for one, pill in self.benchmarks.items() if pill.isChecked()]
        return self._gestures.answer(self._card.row, self.says.value(), claimed, self._did())

    def _speaker(self, id: str, name: str, part: str) -> None:
        if self._card is not None and self._gestures.add_speaker(self._card.row, id, name, part):
            self.speakers.clear()

    def _take_away(self, speaker: object) -> None:
        if self._card is not None:
            self._gestures.take_away(self._card.row, speaker)  # type: ignore[arg-type]

    def _decide(self, lines: object) -> bool:
        if self._card is None:
            return False
        return self._gestures.decide(self._card.row, lines)  # type: ignore[arg-type]

    def _promise(self, text: str, owner_id: str, owner: str, due_on: object) -> None:
        if self._card is None:
            return

        def refused(error: HubDeskError) -> bool:
            self.promises.refuse(explain(error).text)
            return True

        row = self._card.row
        if self._gestures.promise(row, text, owner_id, owner, due_on, refused):  # type: ignore[arg-type]
            self.promises.clear()
            self.promises.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self, action: object) -> None:
        assert isinstance(action, ActionRow)
        self._gestures.tick_off(action)
