"""Writing down a background check somebody saw: whose, which kind, of which day, when again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError, Refusal
from hubdesk.errors.learning import LookAgainBefore
from hubdesk.errors.lending import HappenedInFuture
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import CheckLevel
from hubdesk.operations.checks import record_check
from hubdesk.queries.staff import AccountRow
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.settings.list_card import WrittenForm
from hubdesk.ui.space import sized
from hubdesk.ui.staff.check_words import LEVELS, level_words
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, LineEdit

YEARS: Final = 3  # after which a hub usually looks again; the law names no end
_STAFF, _PERSON, _OTHER = "staff:", "person:", "other"


def _t(text: str) -> str:
    return translate("Staff", text)


@dataclass(frozen=True, slots=True)
class Whose:
    """Of whom a check is: of the staff, or of the people list. One of the ids is empty."""

    account_id: str
    person_id: str
    name: str


class CheckForm(WrittenForm):
    """`done` says it was saved or left. The certificate itself is never asked for."""

    def __init__(self, gestures: Gestures) -> None:
        super().__init__(_t("Save this check"))
        self._gestures = gestures
        self._whose: Whose | None = None
        self.who = Combo(name=_t("Whose check?"), width=320)
        self.finder = FindPerson(
            gestures.doors,
            _t("Who of the people list?"),
            _t("Type the name, and press Enter to take them."),
        )
        self.level = Combo([(one.value, _t(words)) for one, words in LEVELS.items()], width=320)
        self.day, self.again = DayField(_t("Day of the check")), DayField(_t("Look again on"))
        self.number = LineEdit()
        sized(self.number, most_width=220)
        self.who_field = Field(_t("Whose check?"), self.who)
        self.day_field = Field(
            _t("Day of the check"), self.day, _t("As it stands on what you saw.")
        )
        self.again_field = Field(
            _t("Look again on"), self.again, _t("Usual are 3 years. It may be left empty.")
        )
        self.number_field = Field(
            _t("Number"), self.number, _t("It may be left empty. Keep no copy of it.")
        )
        both = QWidget()
        days = Flow(both, gap=24, at_top=True)
        days.addWidget(self.day_field)
        days.addWidget(self.again_field)
        for widget in (
            *(self.title, self.who_field, self.finder, Field(_t("Kind of check"), self.level)),
            *(both, self.number_field),
        ):
            self.body.addWidget(widget)
        self.add_buttons()
        self.who.activated.connect(lambda _at: self._fit())
        self.finder.chosen.connect(self._found)
        self.day.edited.connect(self._propose)

    def begin(self, whose: Whose | None, staff: Sequence[AccountRow] = ()) -> QWidget:
        """Of somebody that is known, or of whom is chosen here. Answers with what comes first."""
        self._whose = whose
        words = _t("A check of {name}").format(name=whose.name) if whose else _t("A check you saw")
        self.title.setText(words)
        options = [(_STAFF + one.id, one.name) for one in staff]
        self.who.set_options([*options, (_OTHER, _t("Somebody from the people list"))])
        self.level.choose(CheckLevel.BARRED_LISTS)
        for field in (self.day, self.again):
            field.set_day(None)
        self.number.clear()
        self._proposed: date | None = None
        self._show_problems()
        self._fit()
        return self.day if whose else self.who

    def save(self) -> None:
        """Write it down, or say by the field what is wrong."""
        self._show_problems()
        whose = self._whose or self._chosen()
        if whose is None:
            self.who_field.show_problem(_t("Choose whose check it is."))
            (self.finder.edit if self.who.value() == _OTHER else self.who).setFocus()
            return
        day, again = self._read(self.day, self.day_field), self._read(self.again, self.again_field)
        if day is None and not self.day_field.words():
            self.day_field.show_problem(_t("Enter the day of the check."))
        if day is None or self.again_field.words():
            (self.again if day else self.day).setFocus()
            return
        self._record(whose, day, again)

    def _record(self, whose: Whose, day: date, again: date | None) -> None:
        level, number = self.level.value(), self.number.text()
        kind = level_words(level).lower()
        about = {"what": kind, "person_id": whose.person_id}
        if whose.account_id:
            about = {"what": f"{whose.name}, {kind}"}
        words = _t("The check of {name} is written down.").format(name=whose.name)
        if self._gestures.act(
            "record check",
            lambda db, now: record_check(
                db,
                account_id=whose.account_id,
                person_id=whose.person_id,
                level=level,
                number=number,
                issued_on=day,
                review_on=again,
                now=now,
            ),
            words,
            about=about,
            refused=self._refused,
        ):
            self.done.emit()

    def _refused(self, error: HubDeskError) -> bool:
        fields: dict[type[HubDeskError], Field] = {
            HappenedInFuture: self.day_field,
            LookAgainBefore: self.again_field,
        }
        field = fields.get(type(error), self.number_field)
        field.show_problem(explain(error).text)
        field.editor.setFocus()
        return True

    def _read(self, box: DayField, field: Field) -> date | None:
        try:
            found = box.read()
        except Refusal as refusal:
            field.show_problem(explain(refusal).text)
            return None
        return found if isinstance(found, date) else None

    def _propose(self) -> None:
        """Three years on, as long as nobody typed another day."""
        try:
            day, typed = self.day.read(), self.again.read()
        except Refusal:  # not a day yet
            return
        if isinstance(day, date) and typed in (None, self._proposed):
            leap = day.month == 2 and day.day == 29
            self._proposed = day.replace(year=day.year + YEARS, day=28 if leap else day.day)
            self.again.set_day(self._proposed)

    def _found(self, person_id: str, name: str) -> None:
        at = self.who.findData(_PERSON + person_id)
        if at < 0:
            self.who.insertItem(self.who.count() - 1, name, _PERSON + person_id)
        self.who.choose(_PERSON + person_id)
        self._fit()
        self.day.setFocus()

    def _chosen(self) -> Whose | None:
        value, name = self.who.value(), self.who.currentText()
        if value.startswith(_STAFF):
            return Whose(value.removeprefix(_STAFF), "", name)
        if value.startswith(_PERSON):
            return Whose("", value.removeprefix(_PERSON), name)
        return None

    def _fit(self) -> None:
        self.who_field.setVisible(self._whose is None)
        self.finder.setVisible(self._whose is None and self.who.value() == _OTHER)

    def _show_problems(self) -> None:
        for field in (self.who_field, self.day_field, self.again_field, self.number_field):
            field.show_problem("")
