"""The manager's passphrase for equality forms: chosen once, typed for each batch."""

from __future__ import annotations

from PySide6.QtCore import Signal

from hubdesk.i18n import translate
from hubdesk.ui.equality.forms import Forms
from hubdesk.ui.own_key_cards import ChooseKeyCard, TypeKeyCard
from hubdesk.ui.widgets.buttons import Button


def _t(text: str) -> str:
    return translate("Equality", text)


class ChooseFormsKeyCard(ChooseKeyCard):
    """A passphrase for the forms. `done` tells that forms can be sealed now."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        super().__init__(
            _t("A passphrase for equality forms"),
            _t(
                "Forms are sealed to it. If you forget it, the forms that wait are lost; what was"
                " opened before is not."
            ),
            Button(_t("Keep this passphrase"), "", "key-round", verb="equality key"),
        )
        self.put_foot()

    def ask(self) -> None:
        self._forms.make_key(self.new.text(), owner=self, then=self.made, refused=self.refused)


class OpenBatchCard(TypeKeyCard):
    """How many forms wait, and opening them. `opened` carries how many were."""

    opened = Signal(int)

    def __init__(self, forms: Forms) -> None:
        self._forms, self._why = forms, ""
        self.forgot_button = Button(_t("Choose a new passphrase"), "ghost", verb="equality key")
        super().__init__(
            _t("Forms that wait"),
            "",
            _t("Your passphrase for equality forms"),
            Button(_t("Open them, shuffled"), "", "package-open", verb="open equality forms"),
            self.forgot_button,
        )
        self.put_foot()

    def show_waiting(self, many: int, least: int) -> None:
        """How many there are, and why fewer than ten stay closed."""
        self.head.set_count(many)
        few = _t("They are opened {least} or more at a time. Each answer then stands by itself.")
        self.words.setText(few.format(least=least))
        self._why = "" if many >= least else _t("Fewer than {least} wait.").format(least=least)
        self.form.setVisible(not self._why)
        self.set_busy("")

    def left_to_wait(self) -> int:
        return self._forms.left_to_wait()

    def set_busy(self, words: str) -> None:
        super().set_busy(words)
        if self._why:
            self.go_button.set_reason(self._why)

    def busy_words(self) -> str:
        return _t("Opening the forms…")

    def ask(self) -> None:
        typed = self.passphrase.text()
        self._forms.open_batch(typed, owner=self, then=self._done, refused=self.refused)

    def _done(self, many: int) -> None:
        self.clear()
        self.opened.emit(many)
