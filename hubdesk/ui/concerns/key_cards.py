"""What stands before the concerns: choosing a passphrase for them, and typing it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from hubdesk.i18n import translate
from hubdesk.ui.concerns.guard import Guard
from hubdesk.ui.own_key_cards import ChooseKeyCard, TypeKeyCard
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Note


def _t(text: str) -> str:
    return translate("Concern", text)


class ChooseCard(ChooseKeyCard):
    """A passphrase for concerns. What is lost with it is said before."""

    def __init__(self, guard: Guard) -> None:
        self._guard, self.other_button = guard, Button(_t("Leave it"), "ghost")
        super().__init__(
            _t("Your passphrase for concerns"),
            _t("It opens what people pass on to you. No manager can see it or set it again."),
            Button(_t("Keep this passphrase"), "primary"),
            self.other_button,
        )
        self.alone = Note("", "warn", "triangle-alert")
        self.body.addWidget(self.alone)
        self.put_foot()

    def show_alone(self, others: list[str]) -> None:
        """Who could open the concerns if this passphrase were forgotten."""
        if others:
            words = _t("If you forget it, {names} can let you read again.")
            self.alone.set_words(words.format(names=" or ".join(others)))
        else:
            self.alone.set_words(
                _t(
                    "If you forget it, nobody can ever read what was passed on. Ask a manager to"
                    " name a deputy who chooses one too."
                )
            )

    def ask(self) -> None:
        self._guard.make_key(self.new.text(), owner=self, then=self.made, refused=self.refused)


class OpenCard(TypeKeyCard):
    """Their passphrase for concerns, for five minutes. `done` tells that the concerns are open."""

    done = Signal()

    def __init__(self, guard: Guard) -> None:
        self._guard, self.other_button = guard, Button(_t("I forgot it"), "ghost")
        super().__init__(
            _t("The concerns are closed"),
            _t("Type your passphrase for concerns. They close again after 5 minutes."),
            _t("Your passphrase for concerns"),
            Button(_t("Open the concerns"), "primary"),
            self.other_button,
        )
        self.put_foot()

    def left_to_wait(self) -> int:
        return self._guard.left_to_wait()

    def busy_words(self) -> str:
        return _t("Checking the passphrase…")

    def ask(self) -> None:
        typed = self.passphrase.text()
        self._guard.open(typed, owner=self, then=self._opened, refused=self.refused)

    def _opened(self) -> None:
        self.clear()
        self.done.emit()
