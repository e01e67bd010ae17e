"""What is written about a certificate that is out: what it should say, or why it holds no more."""

from __future__ import annotations

from hubdesk.i18n import translate
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Form, LineEdit
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Certificates", text)


class CorrectCard(Card):
    """What a corrected certificate says instead."""

    def __init__(self) -> None:
        super().__init__((20, 14, 20, 16), 10)
        self.body.addWidget(Label(_t("Correct it"), "h3"))
        words = _t("It gets a new number. The one that is out holds no more.")
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        self.form = Form()
        self.name, self.what = LineEdit(), LineEdit()
        self.on = DayField(_t("Awarded on"), says_back=False)
        self.form.add("name", _t("Name as printed"), self.name)
        self.form.add("what", _t("What it is for"), self.what)
        self.form.add("on", _t("Awarded on"), self.on)
        self.body.addWidget(self.form)
        self.save_button = Button(
            _t("Replace and print"), "primary", "printer", verb="correct certificate"
        )
        self.leave_button = Button(_t("Leave it as it was"))
        row = line(gap=8)
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        self.body.addLayout(row)


class WithdrawCard(Card):
    """Why it holds no more."""

    def __init__(self) -> None:
        super().__init__((20, 14, 20, 16), 10)
        self.body.addWidget(Label(_t("Withdraw it"), "h3"))
        self.form = Form()
        self.why = LineEdit()
        hint = _t("It is kept, and stands in the copy they can ask for.")
        self.form.add("why", _t("Why?"), self.why, hint)
        self.body.addWidget(self.form)
        self.save_button = Button(_t("Withdraw it"), "primary", verb="withdraw certificate")
        self.leave_button = Button(_t("Leave it as it was"))
        row = line(gap=8)
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        self.body.addLayout(row)
