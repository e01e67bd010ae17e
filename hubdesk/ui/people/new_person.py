"""Somebody new: five things, a card if one is at hand, and who may be here already."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ids import CodeKind
from hubdesk.operations.people import assign_card, register_person
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.people_list import TwinRow, likely_twins
from hubdesk.ui.doors import Doors
from hubdesk.ui.form_draft import Body, spend
from hubdesk.ui.form_page import FormPage
from hubdesk.ui.gestures import ToPrint
from hubdesk.ui.people.blank_card import BlankCard
from hubdesk.ui.people.new_person_form import NewPersonForm
from hubdesk.ui.people.twins_card import TwinsCard
from hubdesk.ui.sight import Sight
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.strip import Offer

SIDE = 360  # units


def _t(text: str) -> str:
    return translate("People", text)


class NewPersonPage(FormPage):
    """Facts of `arrive`: name, as it was looked for, and card, the code of a blank one.

    `to_print` puts their card on the print list.
    """

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(doors, "new-person", BigButton(_t("Add person"), "user-plus"), parent)
        self._to_print = to_print
        self._others: frozenset[str] = frozenset()  # who was said to be somebody else
        self.form = NewPersonForm()
        self.card = BlankCard()
        self.twins = TwinsCard()
        self.lay_out(self.form, self.twins, self.card, side=SIDE)
        self._sight = Sight(self.area)
        self._connect()

    def _connect(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.name.editingFinished.connect(self._look_for_twins)
        self.form.contact.editingFinished.connect(self._look_for_twins)
        self.form.no_contact.toggled.connect(lambda _on: self._look_for_twins())
        self.card.changed.connect(self._edited)
        self.twins.opened.connect(lambda id_: self.go.emit("person", {"id": id_}))
        self.twins.others.connect(self._somebody_else)

    # What the frame asks

    def arrive(self, **facts: object) -> None:
        name, card = facts.get("name"), facts.get("card")
        wanted = name.strip() if isinstance(name, str) else ""
        if wanted and wanted != self.form.name.text().strip():
            self._begin(wanted)
        elif self.form.is_empty() and not self.card.code:
            self._carry_on()
        if isinstance(card, str) and card:
            self.card.take(card)
        self._name_button()

    def first_focus(self) -> QWidget:
        return self.form.contact if self.form.name.text().strip() else self.form.name

    def primary(self) -> Button:
        asks = self.twins.is_asking and self.twins.open_first is not None
        return self.twins.open_first if asks and self.twins.open_first else self.save_button

    def step_back(self) -> bool:
        """Esc first lets go of the question."""
        if not self.twins.is_asking:
            return False
        self._show_twins(self._twins_now(), ask=False)
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def scanned(self, code: str) -> bool:
        """A blank card was scanned: it is theirs. Other scans are not ours."""
        found = self._doors.look(lambda db: find_code(db, code))
        if found.sort is not Sort.NEW_LABEL or found.kind is not CodeKind.PERSON:
            return False
        self.card.take(found.text)
        self.gestures.say(_t("This card is theirs once they are added."))
        return True

    # Saving

    def save(self) -> bool:
        """Write them down, unless something is wrong or they may be here already."""
        self._sight.forget()
        wrong = self.form.problems_found()
        self.form.show_problems(wrong)
        if wrong:
            self._show_twins(self._twins_now(), ask=False)
            return False
        twins = self._twins_now()
        if {twin.id for twin in twins} - self._others:
            self._show_twins(twins, ask=True)
            self._sight.bring(self.twins.open_first or self.twins)
            return False
        return self._register()

    def _register(self) -> bool:
        answers, typed, code = self.form.answers(), self._typed(), self.card.code
        made: dict[str, str] = {}

        def work(db: Any, now: datetime) -> None:
            person = register_person(db, **vars(answers), card=code, now=now)
            draft_id = spend(db, self.draft, typed, now, for_whom=person.id)
            made.update(person_id=person.id, draft_id=draft_id)

        words = _t("Added {name}.").format(name=answers.display_name.strip())
        offers = () if code else (Offer(_t("Print a card"), lambda: self._print_card(made)),)
        done = self.gestures.act(
            "register person", work, words, about=lambda _none: dict(made), offers=offers
        )
        if done:
            self.clear()
            self.go.emit("person", {"id": made["person_id"]})
        return done

    def _print_card(self, made: dict[str, str]) -> None:
        id_ = made["person_id"]
        done = self.gestures.act(
            "assign card",
            lambda db, now: assign_card(db, person_id=id_),
            lambda card: _t("Card {card} is theirs now.").format(card=card.printed()),
            about={"person_id": id_},
        )
        if done:
            self._to_print("person-cards", id_)

    # Who may be here already

    def _twins_now(self) -> list[TwinRow]:
        name, key = self.form.name.text(), self.form.phone_key()
        return self._doors.look(lambda db: likely_twins(db, name=name, phone_key=key))

    def _look_for_twins(self) -> None:
        twins = [twin for twin in self._twins_now() if twin.id not in self._others]
        self._show_twins(twins, ask=self.twins.is_asking)

    def _show_twins(self, twins: list[TwinRow], *, ask: bool) -> None:
        self.twins.show_twins(twins, self._doors.today(), ask=ask)
        asking = self.twins.is_asking
        self.save_button.set_reason(_t("First say whether they are the same.") if asking else "")

    def _somebody_else(self) -> None:
        self._others |= self.twins.ids()
        self._show_twins([], ask=False)
        self.save()

    # The draft

    def _edited(self) -> None:
        self._name_button()
        if self.twins.is_asking:
            self._show_twins(self._twins_now(), ask=False)  # asked again when they save
        self.draft.touch()

    def _typed(self) -> Body:
        return {**self.form.typed(), "card": self.card.code}

    def typed(self) -> Body | None:
        """A card of somebody else then waits."""
        return None if self.form.is_empty() and not self.card.code else self._typed()

    def fill(self, typed: Body) -> None:
        self.form.fill(typed)
        self.card.set_code(str(typed.get("card", "")))
        self._others = frozenset()
        self._look_for_twins()
        self._name_button()

    def _begin(self, name: str) -> None:
        """A fresh form for `name`; one that was begun is kept and can be opened."""
        self.draft.keep()
        self.clear()
        waiting = self.draft.open_ones()
        self.form.set_name(name)
        self._look_for_twins()
        if waiting:
            row = waiting[0]
            who = str(row.body.get("typed", {}).get("name", "")) or _t("somebody")
            words = _t("The form for {who} is not finished.").format(who=who)
            self.gestures.say(words, Offer(_t("Open it"), self._open_waiting))

    def _open_waiting(self) -> None:
        self.draft.keep()
        rows = [row for row in self.draft.open_ones() if row.id != self.draft.id]
        if rows:
            self.fill(self.draft.resume(rows[0]))

    def _carry_on(self) -> None:
        """What was left, here or before a restart."""
        if self.resume():
            who = self.form.name.text().strip() or _t("somebody")
            words = _t("You had begun to add {who}. Carry on, or start again.").format(who=who)
            self.gestures.say(words)

    def _name_button(self) -> None:
        who = self.form.called()
        self.save_button.set_words(_t("Add {who}").format(who=who) if who else _t("Add person"))
