"""Keeping somebody's record and not using it: why, at whose wish, since when, and its end."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Asker, RestrictedFor
from hubdesk.operations.restricting import lift_restriction, restrict_use
from hubdesk.queries.people import person_page
from hubdesk.queries.restrictions import RestrictionRow, restrictions_of
from hubdesk.ui.cards_page import CardsPage
from hubdesk.ui.doors import Doors
from hubdesk.ui.held.facts import facts_grid
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import first_word
from hubdesk.ui.widgets.buttons import BigButton
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Form, LineEdit, NoteEdit
from hubdesk.ui.widgets.text import WrappedLabel

GROUNDS: Final = (
    (RestrictedFor.ACCURACY, "They say it is not right, while the hub looks into it"),
    (RestrictedFor.OBJECTION, "They object to how it is used"),
    (RestrictedFor.UNLAWFUL, "They want it kept, where the hub had to erase it"),
    (RestrictedFor.CLAIM, "They need it for a claim, and the hub does not"),
)
ASKERS: Final = (
    (Asker.THEMSELVES, "They themselves"),
    (Asker.PARENT, "A parent or carer"),
    (Asker.FOR_THEM, "Somebody who acts for them"),
)


def _t(text: str) -> str:
    return translate("Held", text)


class RestrictPage(CardsPage):
    """The fact `id` of `arrive` says whose. One form at a time: to begin it, or to end it."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(doors, BigButton("", "eye-off"), parent)
        self.begin, self.end = Section(_t("Keep it, and do not use it")), Section(_t("Not in use"))
        self.before = Section(_t("Before"))
        self.begin_form, self.end_form = Form(), Form()
        self.ground = Combo([(key, _t(words)) for key, words in GROUNDS])
        self.asker = Combo([(key, _t(words)) for key, words in ASKERS])
        self.day = DayField(_t("The day they asked"))
        self.said = NoteEdit(lines=3)
        self.why = LineEdit()
        self.knows = QCheckBox(_t("They were told that it is used again"))
        self._build()
        self.save_button.clicked.connect(lambda _on=False: self.save())
        doors.announcer.changed.connect(self._changed)

    def _build(self) -> None:
        words = _t(
            "Nobody books, awards, changes, erases or texts meanwhile. A loan is asked about "
            "first. What they do at the desk is still written down."
        )
        self.begin.put_below(WrappedLabel(words, "small", "2"))
        self.begin.put_below(Line())
        form = self.begin_form
        form.add("ground", _t("Why?"), self.ground)
        form.add("asker", _t("Who asked?"), self.asker)
        form.add("day", _t("When did they ask?"), self.day)
        form.add("said", _t("What did they say?"), self.said, _t("It may be left empty."))
        self.begin.put_below(form)
        hint = _t("Like: the birth date was put right, or the objection was weighed and refused.")
        self.end_form.add("why", _t("Why does it end?"), self.why, hint)
        self.end_form.add("knows", _t("Do they know? The law asks that they do."), self.knows)
        self.end.put_below(Line())
        self.end.put_below(self.end_form)
        self.lay_out(self.end, self.begin, self.before)

    # What the frame asks

    def title(self) -> str:
        return _t("The record of {name}").format(name=self._name) if self._name else ""

    def first_focus(self) -> QWidget:
        return self.why if self.end.isVisible() else self.ground

    def has_unsaved(self) -> bool:
        return bool(self.said.toPlainText().strip() or self.why.text().strip())

    def can_save(self) -> bool:
        return False  # whoever writes it says why, and that they were told

    def arrive(self, **facts: object) -> None:
        id_, ground = str(facts.get("id", "")), str(facts.get("ground", ""))
        if id_ != self._id:
            self._empty()
        self._id = id_
        if ground:
            self.ground.choose(ground)
        self._show()

    def leave(self) -> None:
        """Nothing half-written about anybody stays behind."""
        self._empty()

    # Doing

    def save(self) -> None:
        """Begin it, or end it."""
        if self._doors.look(lambda db: _holds(restrictions_of(db, self._id))):
            self._lift()
        else:
            self._restrict()

    def _restrict(self) -> None:
        on = self.day_that_was(self.begin_form, self.day)
        if on is None:
            return
        id_, ground, asker = self._id, self.ground.value(), self.asker.value()
        said = self.said.toPlainText()
        if self._gestures.act(
            "restrict use",
            lambda db, now: restrict_use(
                db, person_id=id_, ground=ground, asked_by=asker, since_on=on, why=said, now=now
            ),
            _t("The record of {who} is kept and not used from now on.").format(who=self._who),
            about={"person_id": id_},
        ):
            self._empty()

    def _lift(self) -> None:
        id_, why, knows = self._id, self.why.text(), self.knows.isChecked()
        if not why.strip():
            self.end_form.show_problems({"why": _t("Enter why it ends.")})
            return
        if not knows:
            self.end_form.show_problems({"knows": _t("Tell them first, then tick it.")})
            return
        self.end_form.show_problems({})
        if self._gestures.act(
            "lift restriction",
            lambda db, now: lift_restriction(db, person_id=id_, why=why, was_told=knows, now=now),
            _t("The record of {who} is used again.").format(who=self._who),
            about={"person_id": id_},
        ):
            self._empty()

    # Showing

    def _show(self) -> None:
        def look(db: Any) -> tuple[str, str, tuple[RestrictionRow, ...]]:
            person = person_page(db, self._id)
            if person is None:
                return "", "", ()
            self._id = person.id
            called = person.known_as or first_word(person.name)
            return person.name, called, restrictions_of(db, person.id)

        self._name, self._who, rows = self._doors.look(look, right="see held")
        holds = _holds(rows)
        self.begin.setVisible(bool(self._name) and holds is None)
        self.end.setVisible(holds is not None)
        self.foot.setVisible(bool(self._name))
        self.end.clear()
        if holds is not None:
            self.end.put(facts_grid(_facts(holds)))
        self.before.clear()
        for row in rows:
            if row is not holds:
                self.before.put_line()
                self.before.put(facts_grid(_facts(row)))
        self.before.setVisible(len(rows) > (holds is not None))
        words = _t("Use it again") if holds else _t("Stop using it")
        self.save_button.set_words(words)
        verb = "lift restriction" if holds else "restrict use"
        self.save_button.set_reason(self._doors.barred(verb))
        self.retitled.emit()

    def _empty(self) -> None:
        self.ground.choose(RestrictedFor.ACCURACY)
        self.asker.choose(Asker.THEMSELVES)
        self.day.set_day(self._doors.today())
        self.said.clear()
        self.why.clear()
        self.knows.setChecked(False)
        for form in (self.begin_form, self.end_form):
            form.show_problems({})

    def _changed(self, tables: frozenset[str]) -> None:
        if self._id and tables & {"restriction", "person"} and self.isVisible():
            self._show()


def _holds(rows: tuple[RestrictionRow, ...]) -> RestrictionRow | None:
    return next((row for row in rows if row.lifted_on is None), None)


def _facts(row: RestrictionRow) -> list[tuple[str, str]]:
    grounds = {str(key): words for key, words in GROUNDS}
    askers = {str(key): words for key, words in ASKERS}
    found = [
        (_t("Since"), i18n.plain_day(row.since_on)),
        (_t("Why"), _t(grounds.get(row.ground, row.ground))),
        (_t("Who asked"), _t(askers.get(row.asked_by, row.asked_by))),
        (_t("What they said"), row.why),
    ]
    if row.lifted_on is not None:
        found.append((_t("Ended on"), i18n.plain_day(row.lifted_on)))
        found.append((_t("Why it ended"), row.lifted_why))
    return [(words, value) for words, value in found if value]
