"""Writing down a request, a complaint or a loss of data: for everybody, and never shown back.

The log itself is the managers'. The clocks of the law run from the day that is asked for here.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.requests import asked_words
from hubdesk.models import Asked
from hubdesk.operations.requests import note_breach, receive_complaint, receive_request
from hubdesk.queries.people import person_page
from hubdesk.queries.requests import ACKNOWLEDGE_DAYS, TELL_HOURS, request_row
from hubdesk.typed import read_time
from hubdesk.ui.actions import bind
from hubdesk.ui.doors import Doors
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.page import Page
from hubdesk.ui.people.words import breakable
from hubdesk.ui.privacy.breach_part import BreachPart
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Form, LineEdit, NoteEdit
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.text import WrappedLabel

WIDTH: Final = 760
COMPLAINT, BREACH = "complaint", "breach"
SORTS: Final = (
    ("", "Choose what it is"),
    (Asked.ACCESS, "They want a copy of what is held"),
    (Asked.ERASURE, "They want to be erased"),
    (Asked.CORRECTION, "They want something corrected"),
    (Asked.OBJECTION, "They object to how it is used"),
    (Asked.RESTRICTION, "They want it kept and not used for now"),
    (Asked.PORTABILITY, "They want what they gave, to take along"),
    (Asked.WITHDRAWAL, "They take back what they agreed to"),
    (COMPLAINT, "They complain about their data"),
    (BREACH, "Data was lost, or seen by who should not"),
)


def _t(text: str) -> str:
    return translate("Privacy", text)


class WriteDownPage(Page):
    """Facts of `arrive`: `sort`, one of SORTS, and `person_id`, where it is somebody here."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._gestures = Gestures(doors, self.told.emit, self.go.emit)
        self._whose = doors.acting().id
        self._person_id = ""
        self.form = Form()
        self.sort = Combo([(key, _t(words)) for key, words in SORTS])
        self.finder = FindPerson(
            doors,
            _t("Who is it?"),
            _t("A complaint may come from somebody who is not here."),
            adds=_t("Add them first"),
        )
        self.somebody = QWidget()
        self.name = WrappedLabel("", "strong")
        self.other_button = Button(_t("Somebody else"), "ghost")
        self.day = DayField(_t("The day"))
        self.hour = LineEdit()
        self.story = NoteEdit(lines=4)
        self.how = LineEdit()
        self.save_button = BigButton(_t("Write it down"), "notebook-pen")
        self._build()
        self.sort.currentIndexChanged.connect(lambda _at: self._fit())
        self.finder.chosen.connect(lambda id_, _name: self._show_person(id_))
        self.finder.new.connect(lambda name: self.go.emit("new-person", {"name": name}))
        self.other_button.clicked.connect(lambda _on=False: self._ask_who())
        self.save_button.clicked.connect(lambda _on=False: self.save())
        doors.announcer.acting.connect(self._somebody_else)
        bind(self, "save", self.save)
        self._empty()

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 8), 12)
        card = Card((20, 16, 20, 18), 12)
        words = _t("A manager answers it. Write it down the day it comes: the law counts days.")
        card.body.addWidget(WrappedLabel(words, "small", "2"))
        who = QWidget()
        row = column(who, 0, 6)
        row.addWidget(self.finder)
        row.addWidget(self.somebody)
        here = line(self.somebody, 0, 8)
        here.addWidget(self.name, 1)
        here.addWidget(self.other_button)
        who.setFocusProxy(self.finder.edit)
        self.form.add("sort", _t("What is it?"), self.sort)
        self.form.add("who", _t("Whose data is it about?"), who)
        self.form.add("day", _t("When did it come?"), self.day)
        hint = _t("Like 9.30am. The 72 hours run from then.")
        sized(self.hour, most_width=160)
        self.form.add("hour", _t("At what time was it found?"), self.hour, hint)
        self.form.add("story", _t("What is it about?"), self.story)
        hint = _t("At the desk, by phone, a letter. It may be left empty.")
        self.form.add("how", _t("How did it come?"), self.how, hint)
        self.breach = BreachPart(self.form)
        card.body.addWidget(self.form)
        sized(card, most_width=WIDTH)
        body.addWidget(card)
        body.addStretch(1)
        self._whole.addWidget(scroller(inside), 1)
        foot = QWidget()
        line(foot).addWidget(self.save_button, 1)
        sized(foot, most_width=WIDTH)
        self._whole.addWidget(foot)

    # What the frame asks

    def primary(self) -> Button:
        return self.save_button

    def first_focus(self) -> QWidget:
        return self.story if self.sort.value() else self.sort

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def has_unsaved(self) -> bool:
        texts = self.story.toPlainText().strip() or self.how.text().strip()
        return bool(texts) or not self.breach.is_empty()

    def can_save(self) -> bool:
        return False  # whoever writes it says which day it came

    def arrive(self, **facts: object) -> None:
        if not self.has_unsaved():
            self._empty()
        sort, person_id = str(facts.get("sort", "")), str(facts.get("person_id", ""))
        if sort:
            self.sort.choose(sort)
        if person_id:
            self._show_person(person_id)
        self._fit()

    # Doing

    def save(self) -> None:
        """Keep it, or say by the field what is missing."""
        wrong: dict[str, str] = {}
        sort, on = self.sort.value(), self._day(wrong)
        found_at = self._found_at(on, wrong) if sort == BREACH else None
        many = self.breach.count()
        if not sort:
            wrong["sort"] = _t("Choose what it is.")
        if sort in list(Asked) and not self._person_id:
            wrong["who"] = _t("Choose whose data it is about.")
        if sort in (COMPLAINT, BREACH) and not self.story.toPlainText().strip():
            wrong["story"] = _t("Write down what happened.")
        if sort == BREACH and many is None:
            wrong["people"] = _t("Enter a number, or leave it empty.")
        self.form.show_problems(wrong)
        if wrong or on is None or many is None:
            return
        if sort == BREACH:
            assert found_at is not None  # or there would be something wrong
            done = self._note_breach(found_at, many)
        elif sort == COMPLAINT:
            done = self._receive_complaint(on)
        else:
            done = self._receive_request(sort, on)
        if done:
            self._empty()

    def _receive_request(self, sort: str, on: date) -> bool:
        id_, how, note = self._person_id, self.how.text(), self.story.toPlainText()
        return self._gestures.act(
            "rights request",
            lambda db, now: (
                receive_request(
                    db, person_id=id_, asked=sort, came_on=on, how=how, note=note, now=now
                ).id
            ),
            self._due_words,
            about={"person_id": id_, "what": asked_words(sort)},
        )

    def _due_words(self, id_: str) -> str:
        row = self._doors.look(lambda db: request_row(db, id_))
        assert row is not None  # it was written down just now
        day = i18n.short_day(row.due_on, self._doors.today())
        return _t("Written down. A manager answers it by {day}.").format(day=day)

    def _receive_complaint(self, on: date) -> bool:
        whose, how, about = self._person_id or None, self.how.text(), self.story.toPlainText()
        words = _t("Written down. Within {days} days of coming they hear that it came.")
        return self._gestures.act(
            "complaint",
            lambda db, now: receive_complaint(
                db, about=about, person_id=whose, came_on=on, how=how, now=now
            ),
            words.format(days=ACKNOWLEDGE_DAYS),
        )

    def _note_breach(self, at: datetime, many: int) -> bool:
        part, what = self.breach, self.story.toPlainText()
        facts: dict[str, Any] = {
            "people": many,
            "risk": part.risk.value(),
            "contained": part.contained.toPlainText(),
            "people_told": part.told.isChecked(),
        }
        words = _t("Written down. Tell a manager now: the {hours} hours run since it was found.")
        return self._gestures.act(
            "breach",
            lambda db, now: note_breach(db, what=what, found_at=at, now=now, **facts),
            words.format(hours=TELL_HOURS),
        )

    def _day(self, wrong: dict[str, str]) -> date | None:
        try:
            on = self.day.read()
        except Refusal as refusal:
            wrong["day"] = explain(refusal).text
            return None
        if not isinstance(on, date):
            wrong["day"] = _t("Enter the day.")
            return None
        if on > self._doors.today():
            wrong["day"] = _t("Enter a day that has been, or today.")
        return on

    def _found_at(self, on: date | None, wrong: dict[str, str]) -> datetime | None:
        try:
            at: time | None = read_time(self.hour.text())
        except Refusal as refusal:
            wrong["hour"] = explain(refusal).text
            return None
        if at is None:
            wrong["hour"] = _t("Enter a time, like 10am.")
        if at is None or on is None:
            return None
        now = self._doors.now()
        found = datetime.combine(on, at, now.tzinfo)
        if found > now and "day" not in wrong:
            wrong["hour"] = _t("Enter a time that has been.")
        return found

    # Showing

    def _fit(self) -> None:
        """Ask what belongs to the sort that is chosen."""
        sort = self.sort.value()
        lost = sort == BREACH
        fields = self.form.fields
        for name, shown in (("who", not lost), ("hour", lost), ("how", not lost)):
            fields[name].setVisible(shown)
        for field in self.breach.fields:
            field.setVisible(lost)
        words = _t("When was it found?") if lost else _t("When did it come?")
        fields["day"].label.setText(words)
        story = {
            BREACH: _t("What was lost or seen, and by whom?"),
            COMPLAINT: _t("What do they complain of?"),
        }
        fields["story"].label.setText(story.get(sort, _t("What did they say?")))
        self.story.setAccessibleName(fields["story"].label.text())

    def _show_person(self, person_id: str) -> None:
        person = self._doors.look(lambda db: person_page(db, person_id)) if person_id else None
        self._person_id = person.id if person else ""
        self.name.setText(breakable(person.name) if person else "")
        self.finder.setVisible(person is None)
        self.somebody.setVisible(person is not None)

    def _ask_who(self) -> None:
        self._show_person("")
        self.finder.ask()

    def _empty(self) -> None:
        now = self._doors.now()
        self.sort.choose("")
        self.day.set_day(now.date())
        self.hour.setText(f"{now:%H:%M}")
        self.story.clear()
        self.how.clear()
        self.finder.clear()
        self.breach.clear()
        self._show_person("")
        self.form.show_problems({})
        self._fit()

    def _somebody_else(self) -> None:
        """Whoever takes over does not see what another was writing about somebody."""
        acting = self._doors.acting().id
        if acting != self._whose:
            self._whose = acting
            self._empty()
