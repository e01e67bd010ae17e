"""Your account: a name, and the passphrase that opens the records."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.first_run.step import WIDTH, Step
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.form import Form, LineEdit
from hubdesk.ui.widgets.passphrase import PassphraseEdit


def _t(text: str) -> str:
    return translate("FirstRun", text)


class AccountStep(Step):
    """Whoever sets the hub up is its manager. Going on makes the hub."""

    name = "Your account"

    def __init__(self) -> None:
        super().__init__(
            _t("Your account"),
            _t("You are the manager of this hub. The passphrase opens its records."),
        )
        self.form = Form()
        self.manager = LineEdit()
        self.passphrase = PassphraseEdit(_t("Passphrase"))
        sized(self.manager, most_width=460)
        self.form.add("manager", _t("Your name"), self.manager)
        self.form.add(
            "passphrase",
            _t("Passphrase"),
            self.passphrase,
            _t("You can paste it. Nobody can tell it to you again."),
        )
        sized(self.form, most_width=WIDTH)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.manager.editingFinished.connect(self.know)

    def know(self, hub: str = "") -> None:
        """Names that the passphrase should not hold."""
        self._hub = hub or getattr(self, "_hub", "")
        self.passphrase.set_known(self._hub, self.manager.text())

    def on_words(self) -> str:
        return _t("Make the hub")

    def first_focus(self) -> QWidget:
        return self.manager

    def check(self) -> bool:
        wrong = {}
        if not self.manager.text().strip():
            wrong["manager"] = _t("Enter your name.")
        if not self.passphrase.text():
            wrong["passphrase"] = _t("Enter a passphrase.")
        elif self.passphrase.strength().sort == "bad":
            wrong["passphrase"] = _t("Use 12 letters or more, or 4 words.")
        self.form.show_problems(wrong)
        return not wrong

    def forget(self) -> None:
        """The hub is made: the passphrase is not kept in a field."""
        self.passphrase.edit.clear()
