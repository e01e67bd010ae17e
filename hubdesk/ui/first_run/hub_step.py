"""Your hub: its name, and what papers say about it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.typed import read_phone
from hubdesk.ui.first_run.facts import HubTyped
from hubdesk.ui.first_run.step import WIDTH, Step
from hubdesk.ui.settings.nations import NATIONS
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Form, LineEdit, NoteEdit


def _t(text: str) -> str:
    return translate("FirstRun", text)


class HubStep(Step):
    """Only the name has to be there. Lending begins with choices that fit most hubs."""

    name = "Your hub"

    def __init__(self, typed: HubTyped) -> None:
        super().__init__(
            _t("Your hub"),
            _t("This is on labels and agreements. You can change it later in Settings."),
        )
        self.form = Form()
        self.hub_name = LineEdit(typed.name)
        self.phone = LineEdit(typed.phone)
        self.address = NoteEdit(typed.address)
        self.nation = Combo([(code, _t(words)) for code, words in NATIONS], typed.nation)
        self.form.add("name", _t("Name of the hub"), self.hub_name)
        self.form.add("phone", _t("Phone"), self.phone, _t("For labels: Found this? Call…"))
        self.form.add("address", _t("Address"), self.address, _t("For agreements. Can be empty."))
        self.form.add("nation", _t("Nation"), self.nation, _t("For its bank holidays."))
        for widget, most in ((self.hub_name, 460), (self.phone, 260), (self.nation, 260)):
            sized(widget, most_width=most)
        sized(self.address, most_width=460)
        sized(self.form, most_width=WIDTH)
        self.body.addWidget(self.form)
        self.body.addStretch(1)

    def typed(self) -> HubTyped:
        """What stands in the fields."""
        return HubTyped(
            self.hub_name.text().strip(),
            self.phone.text().strip(),
            self.address.toPlainText().strip(),
            self.nation.value(),
        )

    def first_focus(self) -> QWidget:
        return self.hub_name

    def check(self) -> bool:
        wrong = {}
        if not self.hub_name.text().strip():
            wrong["name"] = _t("Enter the name of the hub.")
        elif len(self.hub_name.text().strip()) > 100:
            wrong["name"] = _t("Use at most 100 letters.")
        try:
            read_phone(self.phone.text())
        except Refusal as refusal:
            wrong["phone"] = explain(refusal).text
        self.form.show_problems(wrong)
        return not wrong
