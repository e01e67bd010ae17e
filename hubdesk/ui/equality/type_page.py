"""Typing in a form from its envelope: sealed when it is kept, and gone from the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.equality_questions import (
    NO_ANSWER,
    NOT_SAID,
    Question,
    is_put,
    shipped_questions,
)
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.page import Page
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Form
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

WIDTH: Final = 720


def _t(text: str) -> str:
    return translate("Equality", text)


class TypeFormPage(Page):
    """Every question as a list. What is not put to somebody who answered so is greyed out."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._questions = shipped_questions()
        self.nobody = Note(_t("A manager chooses a passphrase for equality forms first."), "warn")
        self.combos: dict[str, Combo] = {}
        self.form = Form()
        self.keep_button = Button(
            _t("Seal it, and the next"), "primary", "lock", verb="give equality form"
        )
        self._whole = column(self, 0, 12)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 8), 12)
        body.addWidget(self.nobody)
        body.addWidget(self._card())
        body.addStretch(1)
        self._whole.addWidget(scroller(inside), 1)
        self.keep_button.clicked.connect(lambda _on=False: self.keep())

    def _card(self) -> Card:
        card = Card((20, 14, 20, 18), 10)
        sized(card, most_width=WIDTH)
        card.body.addWidget(SectionHead(_t("One form")))
        words = _t("Once it is sealed nobody at the desk can read it again. Shred the paper.")
        card.body.addWidget(WrappedLabel(words, "body", "2"))
        for question in self._questions.questions:
            combo = Combo(_boxes(question), NO_ANSWER, question.text)
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
            combo.currentIndexChanged.connect(lambda _at: self._ask())
            self.combos[question.code] = combo
            self.form.add(question.code, question.text, combo)
        card.body.addWidget(self.form)
        buttons = QWidget()
        Flow(buttons, 0, 8).addWidget(self.keep_button)
        card.body.addWidget(buttons)
        return card

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def primary(self) -> Button:
        return self.keep_button

    def first_focus(self) -> QWidget:
        return next(iter(self.combos.values()))

    def has_unsaved(self) -> bool:
        return any(combo.value() != NO_ANSWER for combo in self.combos.values())

    def can_save(self) -> bool:
        return False  # half a form is nobody's answer

    def arrive(self, **facts: object) -> None:
        asked = self._doors.forms.is_asked()
        self.nobody.setVisible(not asked)
        self.keep_button.set_reason("" if asked else self.nobody.words())
        self._ask()

    def leave(self) -> None:
        self._clear()

    def said(self) -> dict[str, str]:
        """What was chosen, without what is not put to them."""
        chosen = {code: combo.value() for code, combo in self.combos.items()}
        said: dict[str, str] = {}
        for question in self._questions.questions:
            if is_put(question, said):
                said[question.code] = chosen[question.code]
        return said

    def keep(self) -> None:
        """Seal it, and begin the next one."""
        try:
            self._doors.forms.give(self.said())
        except HubDeskError as error:
            self.told.emit(Result("bad", explain(error).text))
            return
        self._clear()
        self.first_focus().setFocus()
        self.told.emit(Result("ok", _t("The form is sealed. Shred the paper.")))

    def _ask(self) -> None:
        put = self.said()
        for code, combo in self.combos.items():
            combo.setEnabled(code in put)

    def _clear(self) -> None:
        for combo in self.combos.values():
            combo.choose(NO_ANSWER)


def _boxes(question: Question) -> list[tuple[str, str]]:
    """The boxes of the paper, with no answer first."""
    first = [(NO_ANSWER, _t("No box is ticked"))]
    last = [(NOT_SAID, _t("Prefer not to say"))]
    return [*first, *((option.code, option.text) for option in question.options), *last]
