"""What is known of a loss of data: how many people, what was done, how bad, and who was told."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.requests import BreachRow
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Form, LineEdit, NoteEdit

RISKS: Final = (
    ("", "Not weighed yet"),
    ("none", "No risk to anybody"),
    ("some", "Some risk: the regulator is told"),
    ("high", "High risk: the regulator and the people are told"),
)

Typed = tuple[str, str, str, bool]


def _t(text: str) -> str:
    return translate("Privacy", text)


def risk_words(risk: str) -> str:
    """How big a risk was found to be."""
    return {"none": _t("No risk."), "some": _t("Some risk."), "high": _t("High risk.")}[risk]


class BreachPart:
    """Four questions that are added to a form; each may stay open when a loss is written down."""

    def __init__(self, form: Form, about: str = "") -> None:
        self.form = form
        self.people = LineEdit()
        self.contained = NoteEdit(lines=2)
        self.risk = Combo([(key, _t(words)) for key, words in RISKS])
        self.told = QCheckBox(_t("The people have been told"))
        hint = _t("A number. Leave it empty while nobody knows.")
        self.fields: list[QWidget] = [
            form.add("people", _t("How many people does it touch?"), self.people, hint),
            form.add(
                "contained",
                _t("What was done to contain it?"),
                self.contained,
                _t("Like: locked from afar, called back, passwords changed."),
            ),
            form.add("risk", _t("How big is the risk to them?"), self.risk),
            form.add("told", _t("Do they know?"), self.told),
        ]
        for field in form.fields.values() if about else ():
            name = field.editor.accessibleName()
            if about not in name:  # one of several forms on a page
                field.editor.setAccessibleName(f"{name}: {about}")

    def wrong(self, *, tells_ico: bool) -> dict[str, str]:
        """What stands against deciding so, by field."""
        found = {}
        if self.count() is None:
            found["people"] = _t("Enter a number, or leave it empty.")
        risk = self.risk.value()
        if not risk:
            found["risk"] = _t("Choose how big the risk is.")
        elif risk != "none" and not tells_ico:
            found["risk"] = _t("Where there is a risk the regulator has to be told.")
        return found

    def show_breach(self, row: BreachRow) -> None:
        """Fill in what was written down."""
        self.people.setText("" if row.people < 0 else str(row.people))
        self.contained.setPlainText(row.contained)
        self.risk.choose(row.risk)
        self.told.setChecked(row.people_told_on is not None)

    def clear(self) -> None:
        """Nothing is known."""
        self.people.clear()
        self.contained.clear()
        self.risk.choose("")
        self.told.setChecked(False)

    def is_empty(self) -> bool:
        """Whether nothing is said."""
        texts = self.people.text().strip() or self.contained.toPlainText().strip()
        return not (texts or self.risk.value() or self.told.isChecked())

    def typed(self) -> Typed:
        """What stands in the fields, for a card that is drawn again."""
        texts = (self.people.text(), self.contained.toPlainText(), self.risk.value())
        return (*texts, self.told.isChecked())

    def set_typed(self, typed: Typed) -> None:
        """Put back what stood there."""
        people, contained, risk, told = typed
        self.people.setText(people)
        self.contained.setPlainText(contained)
        self.risk.choose(risk)
        self.told.setChecked(told)

    def count(self) -> int | None:
        """How many people; -1 is not known yet, None where it is no number."""
        text = self.people.text().strip().replace(",", "")
        if not text:
            return -1
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
