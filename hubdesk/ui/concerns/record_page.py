"""Recording a concern: for everybody, sealed at once, and never shown back.

What is half-written is kept nowhere but in its field: a draft would lie in the records, where
others could read it. It waits for whoever wrote it, and is gone when HubDesk closes.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.safeguarding import KINDS, kind_words
from hubdesk.models import StaffRole
from hubdesk.queries.concerns import Guardian
from hubdesk.queries.people import person_page
from hubdesk.ui.actions import bind
from hubdesk.ui.concerns.guard import Worry
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Page
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, emptied, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Note
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Form, LineEdit, NoteEdit
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

WIDTH: Final = 760  # units: a longer line is hard to read
MOST: Final = 8000
EMPTY: Final = Worry("", "")


def _t(text: str) -> str:
    return translate("Concern", text)


class RecordConcernPage(Page):
    """The fact `person_id` of `arrive` says whom it is about, where it is somebody here."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._guard = doors, doors.guard
        self._whose = doors.acting().id
        self._half: dict[str, Worry] = {}  # what others are writing, by account
        self._person_id = ""
        self._can = True
        self.danger = Note(
            _t("Is somebody in danger now? Call 999 first, then come back here."),
            "bad",
            "siren",
        )
        self.nobody = Note("", "warn", "triangle-alert")
        self.form = Form()
        self.about = LineEdit()
        self.somebody = QWidget()
        self.name = WrappedLabel("", "strong")
        self.other_button = Button(_t("Somebody else"), "ghost")
        self.kind = Combo([("", _t("Choose what fits best"))])
        self.story = NoteEdit(lines=6)
        self.not_for = QWidget()
        self.boxes: dict[str, QCheckBox] = {}
        self.readers = WrappedLabel("", "small", "2")
        self.pass_button = Button(
            _t("Pass it on"), "primary", "shield-check", verb="record concern"
        )
        self.leave_button = Button(_t("Leave it"), "ghost")
        self.read_button = Button(
            _t("Read concerns"), "", "shield-keyhole", verb="see safeguarding"
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 8), 12)
        card = Card((20, 16, 20, 18), 12)
        card.body.addWidget(self.readers)
        self.kind.set_options(
            [("", _t("Choose what fits best")), *((key, kind_words(key)) for key in KINDS)]
        )
        who = QWidget()
        row = column(who, 0, 6)
        row.addWidget(self.about)
        row.addWidget(self.somebody)
        here = line(self.somebody, 0, 8)
        here.addWidget(self.name, 1)
        here.addWidget(self.other_button)
        who.setFocusProxy(self.about)
        hint = _t("A name, or how you know them. It may be left empty.")
        self.form.add("about", _t("Who is it about?"), who, hint)
        self.about.setAccessibleName(_t("Who is it about?"))
        self.form.add("kind", _t("What is it about?"), self.kind)
        hint = _t("What you saw, when and where. Their own words. No guesses.")
        self.form.add("text", _t("What did you see or hear?"), self.story, hint)
        column(self.not_for, 0, 4)
        hint = _t("Tick whoever it is about. It is then sealed to the others alone.")
        self._not_for = self.form.add("not_for", _t("Who should not read it?"), self.not_for, hint)
        card.body.addWidget(self.form)
        words = _t("Until you pass it on it is kept nowhere, and is gone when HubDesk closes.")
        card.body.addWidget(WrappedLabel(words, "small", "2"))
        for widget in (self.danger, self.nobody, card, _advice(), self._for_the_lead()):
            sized(widget, most_width=WIDTH)
            body.addWidget(widget)
        body.addStretch(1)
        self._whole.addWidget(scroller(inside), 1)
        foot = QWidget()
        buttons = line(foot, 0, 8)
        buttons.addWidget(self.pass_button)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        self._whole.addWidget(foot)

    def _for_the_lead(self) -> QWidget:
        card = Card((20, 14, 20, 16), 8)
        words = _t("The safeguarding lead and the deputy read concerns on a page of their own.")
        card.body.addWidget(WrappedLabel(words, "small", "2"))
        row = line()
        row.addWidget(self.read_button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _connect(self) -> None:
        self.pass_button.clicked.connect(lambda _on=False: self.pass_on())
        self.leave_button.clicked.connect(lambda _on=False: self._leave_it())
        self.read_button.clicked.connect(lambda _on=False: self.go.emit("concerns", {}))
        self.other_button.clicked.connect(lambda _on=False: self._about_nobody_here())
        self._doors.announcer.acting.connect(self._somebody_else)
        self._doors.announcer.changed.connect(self._changed)
        bind(self, "save", self.pass_on)

    # What the frame asks

    def primary(self) -> Button | None:
        return None  # nothing takes it back, so Enter in a field passes nothing on

    def first_focus(self) -> QWidget:
        return self.kind if self._person_id else self.about

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def has_unsaved(self) -> bool:
        return bool(self.story.toPlainText().strip() or any(w.text for w in self._half.values()))

    def can_save(self) -> bool:
        return False  # it is passed on by whoever means to, and by nothing else

    def arrive(self, **facts: object) -> None:
        person_id = str(facts.get("person_id", ""))
        if person_id or not self.story.toPlainText().strip():
            self._show_person(person_id)
        self.form.show_problems({})
        self._show_readers()

    # Doing

    def worry(self) -> Worry:
        """What stands in the fields."""
        ticked = tuple(account for account, box in self.boxes.items() if box.isChecked())
        about = "" if self._person_id else self.about.text()
        return Worry(self.kind.value(), self.story.toPlainText(), self._person_id, about, ticked)

    def pass_on(self) -> None:
        """Seal it and keep it, or say by the field what is missing."""
        worry, wrong = self.worry(), {}
        if not worry.kind:
            wrong["kind"] = _t("Choose what it is about.")
        if not worry.text.strip():
            wrong["text"] = _t("Write down what you saw or heard.")
        elif len(worry.text) > MOST:
            wrong["text"] = _t("That is too long. Pass it on in two parts.")
        if self.boxes and len(worry.not_for) == len(self.boxes):
            wrong["not_for"] = _t("Somebody has to read it. Or tell a manager yourself.")
        self.form.show_problems(wrong)
        if wrong or not self._can:
            return
        try:
            self._guard.record(worry)
        except HubDeskError as error:
            self.told.emit(Result("bad", explain(error).text))
            return
        names = [g.name for g in self._receivers() if g.account_id not in worry.not_for]
        self._clear()
        words = _t("Passed on. {names} can read it, and nobody else.")
        self.told.emit(Result("ok", words.format(names=i18n.listed(names))))

    def _leave_it(self) -> None:
        self._clear()
        self.go.emit("desk", {})

    # Showing

    def _receivers(self) -> list[Guardian]:
        return [row for row in self._guard.guardians() if row.key is not None]

    def _show_readers(self) -> None:
        everybody, receivers = self._guard.guardians(), self._receivers()
        names = i18n.listed([row.name for row in receivers])
        words = _t("Only {names} can read it: no manager, and not you once it is passed on.")
        self.readers.setText(words.format(names=breakable(names)) if names else "")
        self.readers.setVisible(bool(names))
        self._can = bool(receivers)
        self.nobody.set_words("" if receivers else _nobody_words(everybody))
        self.pass_button.set_reason("" if receivers else _t("Nobody can receive it here yet."))
        self.story.setEnabled(self._can)
        ticked = {account for account, box in self.boxes.items() if box.isChecked()}
        layout = emptied(self.not_for)
        self.boxes = {}
        for row in receivers if len(receivers) > 1 else ():
            box = QCheckBox(breakable(_guardian_words(row)))
            box.setChecked(row.account_id in ticked)
            self.boxes[row.account_id] = box
            layout.addWidget(box)
        self._not_for.setVisible(bool(self.boxes))

    def _show_person(self, person_id: str) -> None:
        person = self._doors.look(lambda db: person_page(db, person_id)) if person_id else None
        self._person_id = person.id if person else ""
        if person is not None:
            self.name.setText(breakable(person.name))
        self.about.setVisible(person is None)
        self.somebody.setVisible(person is not None)

    def _about_nobody_here(self) -> None:
        self._show_person("")
        self.about.setFocus()

    def _clear(self) -> None:
        self._half.pop(self._whose, None)
        self._put(EMPTY)

    def _put(self, worry: Worry) -> None:
        self.kind.choose(worry.kind)
        self.story.setPlainText(worry.text)
        self.about.setText(worry.about)
        self._show_person(worry.person_id)
        for account, box in self.boxes.items():
            box.setChecked(account in worry.not_for)
        self.form.show_problems({})

    def _somebody_else(self) -> None:
        """Whoever takes over does not see what another is writing; it waits for them."""
        acting = self._doors.acting().id
        if acting == self._whose:
            return
        self._half[self._whose] = self.worry()
        self._whose = acting
        self._put(self._half.pop(acting, EMPTY))
        self._half = {account: w for account, w in self._half.items() if w != EMPTY}

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & {"account", "account_role", "concern_key"}:
            self._show_readers()


def _guardian_words(row: Guardian) -> str:
    role = _t("safeguarding lead") if row.role is StaffRole.LEAD else _t("deputy")
    return _t("{name}, {role}").format(name=row.name, role=role)


def _nobody_words(everybody: list[Guardian]) -> str:
    if not everybody:
        return _t(
            "This hub has no safeguarding lead here yet. Tell a manager yourself, today, and"
            " leave no note lying about."
        )
    names = i18n.listed([row.name for row in everybody])
    words = _t("{names} cannot receive concerns here yet. Tell them yourself, today.")
    return words.format(names=names)


def _advice() -> Card:
    """What helps whoever told it, and what does harm."""
    card = Card((20, 14, 20, 16), 6)
    card.body.addWidget(WrappedLabel(_t("While you listen"), "h3"))
    for words in (
        _t("Take it seriously, and let them tell it in their own time."),
        _t("Do not promise to keep it secret. Say whom you will tell."),
        _t("Ask no more than you need, and do not look into it yourself."),
        _t("Write it down the same day. Speak with the lead too, if you can."),
    ):
        card.body.addWidget(WrappedLabel(f"• {words}", "body", "2"))
    return card
