"""The five questions of a quick registration, and what is wrong with the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.typed import clean_line, clean_name, read_email, read_phone
from hubdesk.ui.form_draft import Body
from hubdesk.ui.people.words import HEARD, first_word
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field, Form, LineEdit

ELSE: Final = "else"


def _t(text: str) -> str:
    return translate("People", text)


@dataclass(frozen=True)
class Answers:
    """What was typed, as `register_person` takes it."""

    display_name: str
    known_as: str
    phone: str
    email: str
    heard_from: str
    privacy_given: bool


class NewPersonForm(Form):
    """Only a name is asked for; everything else may come later."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known_typed = False
        self.name = LineEdit()
        self.known_as = LineEdit()
        self.contact = LineEdit()
        self.no_contact = QCheckBox(_t("They have n&o phone or e-mail"))
        heard = [("", _t("Not asked")), *((words, _t(words)) for words in HEARD)]
        self.heard = Combo([*heard, (ELSE, _t("Something else"))], "")
        self.heard_else = LineEdit(name=_t("What else"))
        self.privacy = QCheckBox(_t("Privacy notice g&iven"))
        self._build()
        self.name.textEdited.connect(self._name_typed)
        self.known_as.textEdited.connect(self._known_was_typed)
        self.no_contact.toggled.connect(self._no_contact)
        self.heard.currentIndexChanged.connect(lambda _at: self._heard_picked())
        self._heard_picked()

    def _build(self) -> None:
        hint = _t("As they write it, in any script and in one box.")
        self.add("name", _t("Full &name"), self.name, hint)
        self.add("known_as", _t("What do they like to be &called?"), self.known_as)
        hint = _t("One is enough. More can be added later.")
        contact = self.add("contact", _t("&Phone or e-mail"), self.contact, hint)
        _add_to(contact, self.no_contact)
        heard = self.add("heard", _t("How did they &hear of us?"), self.heard, _t("Optional."))
        _add_to(heard, self.heard_else)
        self.body.addWidget(self.privacy)
        for extra in (self.no_contact, self.heard_else, self.privacy):
            self.watch(extra)
        sized(self.heard, most_width=260)

    # What is typed

    def typed(self) -> Body:
        """All that is typed, for a draft."""
        return {
            "name": self.name.text(),
            "known_as": self.known_as.text() if self._known_typed else "",
            "contact": self.contact.text(),
            "no_contact": self.no_contact.isChecked(),
            "heard": self.heard.value(),
            "heard_else": self.heard_else.text(),
            "privacy": self.privacy.isChecked(),
        }

    def fill(self, typed: Body) -> None:
        """Put what was typed before back."""
        self.name.setText(str(typed.get("name", "")))
        known = str(typed.get("known_as", ""))
        self._known_typed = bool(known)
        self.known_as.setText(known or first_word(self.name.text()))
        self.contact.setText(str(typed.get("contact", "")))
        self.no_contact.setChecked(bool(typed.get("no_contact")))
        self.heard.choose(str(typed.get("heard", "")))
        self.heard_else.setText(str(typed.get("heard_else", "")))
        self.privacy.setChecked(bool(typed.get("privacy")))
        self.show_problems({})

    def is_empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return not any(self.typed().values())

    def set_name(self, name: str) -> None:
        """The name as it was looked for."""
        self.name.setText(name)
        self._name_typed()

    def called(self) -> str:
        """What they like to be called, as far as it is typed."""
        return first_word(self.known_as.text()) or first_word(self.name.text())

    def phone_key(self) -> str:
        """The phone as it is dialled; "" while it is none."""
        try:
            return "" if "@" in self._reach() else read_phone(self._reach()).key
        except Refusal:  # not a number yet; the form says so when it is saved
            return ""

    def answers(self) -> Answers:
        """What is typed, to be saved."""
        reach, known = self._reach(), self.known_as.text().strip()
        heard = self.heard_else.text() if self.heard.value() == ELSE else self.heard.value()
        # the first word of a name stands in until they say otherwise, so it is not written down
        is_first = known == first_word(self.name.text()) and not self._known_typed
        return Answers(
            display_name=self.name.text(),
            known_as="" if is_first else known,
            phone="" if "@" in reach else reach,
            email=reach if "@" in reach else "",
            heard_from=heard,
            privacy_given=self.privacy.isChecked(),
        )

    def problems_found(self) -> dict[str, str]:
        """What is wrong, by field."""
        answers = self.answers()
        checks: tuple[tuple[str, Callable[[], object]], ...] = (
            ("name", lambda: clean_name(answers.display_name)),
            ("known_as", lambda: clean_line(answers.known_as, _t("Known as"))),
            ("contact", lambda: (read_phone(answers.phone), read_email(answers.email))),
            ("heard", lambda: clean_line(answers.heard_from, _t("How they heard"))),
        )
        wrong = {}
        for field, check in checks:
            try:
                check()
            except Refusal as refusal:
                wrong[field] = explain(refusal).text
        return wrong

    def _reach(self) -> str:
        return "" if self.no_contact.isChecked() else self.contact.text().strip()

    def _name_typed(self) -> None:
        if not self._known_typed:
            self.known_as.setText(first_word(self.name.text()))

    def _known_was_typed(self, text: str) -> None:
        self._known_typed = bool(text.strip())

    def _no_contact(self, none: bool) -> None:
        self.contact.setEnabled(not none)

    def _heard_picked(self) -> None:
        self.heard_else.setVisible(self.heard.value() == ELSE)


def _add_to(field: Field, widget: QWidget) -> None:
    layout = field.layout()
    assert layout is not None
    layout.addWidget(widget)
