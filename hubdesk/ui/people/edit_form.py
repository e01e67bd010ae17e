"""All the details of a person in sections, each question once, in the order people tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.models import AGE_BANDS, BirthPrecision, Purpose
from hubdesk.queries.consents import ConsentRow, WordingRow
from hubdesk.ui.doors import Doors
from hubdesk.ui.people.edit_answer import Answer
from hubdesk.ui.people.edit_inputs import FindPerson, Pills, set_value, value_of
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import CHANNELS, HOWS, NEEDS, ROLES, band_words
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, Form, LineEdit, NoteEdit
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("People", text)


class EditForm(Form):
    """Two columns of sections, one where there is less room. `inputs` holds them by name.

    `told_apart` tells that what tells people apart was typed: name, phone or birth.
    """

    told_apart = Signal()

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self.inputs: dict[str, QWidget] = {}
        self._across: QHBoxLayout = line(gap=16)
        left: QVBoxLayout = column(gap=12)
        right: QVBoxLayout = column(gap=12)
        today = doors.today()
        for section in (self._names(), self._born(today), self._reach(), self._address()):
            left.addWidget(section)
        self.household = self._home()
        for section in (
            self._helps(),
            self._roles(),
            self._guardian(),
            self._contact(),
            self.household,
            self._consents(today),
        ):
            right.addWidget(section)
        for side in (left, right):
            side.addStretch(1)
            self._across.addLayout(side, 1)
        self.body.addLayout(self._across)
        for name in ("display_name", "phone", "born_year"):
            line_edit: Any = self.inputs[name]
            line_edit.editingFinished.connect(self.told_apart)
        day: Any = self.inputs["born_on"]
        day.edited.connect(self.told_apart)

    def typed(self) -> dict[str, Any]:
        """All that stands in the form."""
        typed = {name: value_of(widget) for name, widget in self.inputs.items()}
        return typed | {"wordings": self.wordings()}

    def fill(self, typed: Mapping[str, Any]) -> None:
        """Put values into the form; what it does not know is left out."""
        heard = typed.get("wordings", self.wordings())
        for name, widget in self.inputs.items():
            _, _, purpose = name.partition("consent:")
            if purpose and heard.get(purpose) != self.wordings().get(purpose):
                set_value(widget, "")  # what was begun was an answer to words that hold no more
            elif name in typed:
                set_value(widget, typed[name])
        self._show_birth(str(typed.get("precision", "")))
        self.show_problems({})

    def show_wordings(self, wordings: Mapping[str, WordingRow], said: Iterable[ConsentRow]) -> None:
        """The words of each purpose as they stand, and what was said to earlier ones."""
        newest = {row.purpose: row for row in said}
        for purpose, answer in self.answers.items():
            answer.show_words(wordings[purpose], newest.get(purpose))

    def wordings(self) -> dict[str, str]:
        """Which words are shown beside each answer, by purpose."""
        return {purpose.value: answer.wording_id for purpose, answer in self.answers.items()}

    def set_narrow(self, narrow: bool) -> None:
        """One column, or two."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if narrow else across)

    def show_household(self, others: tuple[str, ...]) -> None:
        """With whom they live as far as is known."""
        leave = self.inputs["leave"]
        leave.setVisible(bool(others))
        words = _t("Lives with {names}.").format(names=", ".join(others))
        self._lives_with.setText(words)
        self._lives_with.setVisible(bool(others))

    # Sections

    def _ask(self, section: Section, name: str, label: str, editor: QWidget, hint: str = "") -> Any:
        field = Field(label, editor, hint)
        self.adopt(name, field)
        self.inputs[name] = editor
        section.put(field)
        return field

    def _tick(self, section: Section, name: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        self.inputs[name] = box
        self.watch(box)
        section.put(box)
        return box

    def _names(self) -> Section:
        section = _section(_t("Name"))
        hint = _t("As they write it, in any script and in one box.")
        self._ask(section, "display_name", _t("Full &name"), LineEdit(), hint)
        self._ask(section, "known_as", _t("What do they like to be &called?"), LineEdit())
        self._ask(section, "heard_from", _t("How did they &hear of us?"), LineEdit())
        return section

    def _born(self, today: date) -> Section:
        section = _section(_t("When they were born"))
        kinds = [
            (BirthPrecision.EXACT.value, _t("Date")),
            (BirthPrecision.YEAR.value, _t("Year only")),
            (BirthPrecision.BAND.value, _t("Age band")),
            (BirthPrecision.UNKNOWN.value, _t("Not known")),
        ]
        chosen = Segments(kinds, BirthPrecision.UNKNOWN, _t("What they told"))
        chosen.chosen.connect(self._show_birth)
        self._ask(section, "precision", _t("What did they tell?"), chosen)
        self._births = {
            BirthPrecision.EXACT.value: self._ask(
                section,
                "born_on",
                _t("Date of &birth"),
                DayField(today=today),
                _t("For example 27 3 1985"),
            ),
            BirthPrecision.YEAR.value: self._ask(
                section, "born_year", _t("Year of &birth"), sized(LineEdit(), width=110)
            ),
            BirthPrecision.BAND.value: self._ask(
                section,
                "band",
                _t("Age &band"),
                sized(
                    Combo([("", _t("Choose")), *((b, band_words(b)) for b in AGE_BANDS)]),
                    most_width=220,
                ),
            ),
        }
        return section

    def _show_birth(self, precision: str) -> None:
        for kind, field in self._births.items():
            field.setVisible(kind == precision)

    def _reach(self) -> Section:
        section = _section(_t("How to reach them"))
        self._ask(section, "phone", _t("&Phone"), LineEdit())
        self._ask(section, "email", _t("&E-mail"), LineEdit())
        self._tick(section, "safe_to_leave_message", _t("Safe to leave a &message"))
        channels = [(channel.value, _t(words)) for channel, words in CHANNELS.items()]
        self._ask(section, "channel", _t("Contact them by"), sized(Combo(channels), most_width=260))
        self._ask(section, "language", _t("First &language"), LineEdit())
        return section

    def _address(self) -> Section:
        section = _section(_t("Address"))
        self._tick(section, "address_withheld", _t("They would rather not say where they live"))
        self._tick(section, "no_fixed_address", _t("No fixed address"))
        self._ask(section, "address", _t("&Address"), NoteEdit())
        hint = _t("Enough for our figures, with or without the address.")
        postcode = sized(LineEdit(), most_width=160)
        self._ask(section, "postcode", _t("Postc&ode"), postcode, hint)
        self._tick(section, "do_not_post", _t("Do not post anything there"))
        return section

    def _helps(self) -> Section:
        section = _section(_t("What helps them here"))
        options = [(need.value, _t(words)) for need, (words, _) in NEEDS.items()]
        hint = _t("Say: may we write down what helps, so that it is ready for you?")
        self._ask(section, "needs", _t("Shown at the desk"), Pills(options, _t("Needs")), hint)
        return section

    def _roles(self) -> Section:
        section = _section(_t("At the hub"))
        options = [(role.value, _t(words)) for role, words in ROLES.items()]
        self._ask(section, "roles", _t("They are here as"), Pills(options, _t("Roles")))
        return section

    def _guardian(self) -> Section:
        section = _section(_t("Parent or carer"))
        hint = _t("Needed to lend to somebody under 18.")
        self._ask(section, "guardian_name", _t("Their name"), LineEdit(), hint)
        self._ask(section, "guardian_phone", _t("Their phone"), LineEdit())
        return section

    def _contact(self) -> Section:
        section = _section(_t("Whom to ring"))
        self._unseen = WrappedLabel(
            _t("You may write somebody down. They take the place of whoever stands there now."),
            "small",
            "2",
        )
        section.put(self._unseen)
        hint = _t("If something happens to them here.")
        self._ask(section, "contact_name", _t("Name of the one to ring"), LineEdit(), hint)
        relation = LineEdit()
        self._ask(section, "contact_relation", _t("Who they are"), relation, _t("Like: sister."))
        self._ask(section, "contact_phone", _t("Phone to ring"), LineEdit())
        return section

    def hide_contact(self, hidden: bool) -> None:
        """Whoever is here may not read whom to ring, and can still write somebody down."""
        self._unseen.setVisible(hidden)

    def _home(self) -> Section:
        section = _section(_t("Household"))
        self._lives_with = WrappedLabel("")
        section.put(self._lives_with)
        self._tick(section, "leave", _t("No longer lives with them"))
        hint = _t("They then share what is known about their home.")
        finder = FindPerson(self._doors, _t("Somebody who lives with them"))
        self._ask(section, "join", _t("Lives with somebody who is here"), finder, hint)
        return section

    def _consents(self, today: date) -> Section:
        section = _section(_t("What they agreed to"))
        self.answers = {purpose: Answer(purpose) for purpose in Purpose}
        for purpose, answer in self.answers.items():
            self.inputs[f"consent:{purpose}"] = answer.choice
            self.watch(answer.choice)
            section.put(answer)
        hows = [(how.value, _t(words)) for how, words in HOWS.items()]
        self._ask(
            section, "consent_how", _t("How they told us"), sized(Combo(hows), most_width=220)
        )
        day = DayField(_t("The day they told us"), today=today)
        self._ask(section, "consent_on", _t("The day they told us"), day, _t("Empty is today."))
        return section


def _section(title: str) -> Section:
    return Section(title, gap=14)
