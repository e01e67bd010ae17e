"""What stands before the concerns: choosing a passphrase for them, and typing it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.safeguarding import PassphraseShared
from hubdesk.errors.store import TooManyTries, WrongPassphrase
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.concerns.guard import Guard
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import sized
from hubdesk.ui.waiting import Waiting
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.form import Form
from hubdesk.ui.widgets.passphrase import PassphraseEdit
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Concern", text)


class KeyCard(Card):
    """A form of passphrases that takes half a second. `done` tells that the concerns are open."""

    done = Signal()

    def __init__(self, guard: Guard, title: str, words: str) -> None:
        super().__init__((20, 16, 20, 18), 10)
        self.guard = guard
        self.body.addWidget(SectionHead(title))
        self.body.addWidget(WrappedLabel(words, "body", "2"))
        self.form = Form()
        self.busy = BusyLine()
        self.go_button = Button("", "primary")
        self.other_button = Button("", "ghost")
        self.go_button.clicked.connect(lambda _on=False: self.begin())

    def put_foot(self) -> None:
        """The form, what is going on, and the buttons, under what was added before."""
        self.body.addWidget(self.form)
        self.body.addWidget(self.busy)
        buttons = QWidget()
        flow = Flow(buttons, 0, 8)
        flow.addWidget(self.go_button)
        flow.addWidget(self.other_button)
        self.body.addWidget(buttons)

    def begin(self) -> None:
        """Try what was typed."""
        raise AssertionError  # each card has its own

    def clear(self) -> None:
        """Nothing typed stays."""
        for edit in self.findChildren(QLineEdit):
            edit.clear()
        self.form.show_problems({})
        self.set_busy("")

    def set_busy(self, words: str) -> None:
        """Half a second's work is being done, or none any more."""
        self.go_button.setEnabled(not words)
        self.other_button.setEnabled(not words)
        if words:
            self.busy.begin(words, can_cancel=False)
        else:
            self.busy.end()

    def opened(self) -> None:
        """It was right."""
        self.clear()
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if self.go_button.isEnabled():
                self.begin()
            return
        super().keyPressEvent(event)


class ChooseCard(KeyCard):
    """A passphrase of their own, twice. What is lost with it is said before."""

    def __init__(self, guard: Guard) -> None:
        super().__init__(
            guard,
            _t("Your passphrase for concerns"),
            _t("It opens what people pass on to you. No manager can see it or set it again."),
        )
        self.alone = Note("", "warn", "triangle-alert")
        self.body.addWidget(self.alone)
        self.new, self.again = PassphraseEdit(_t("New passphrase")), QLineEdit()
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        sized(self.again, most_width=460)
        hint = _t("Another one than you unlock HubDesk with. Write it down at home, not here.")
        self.form.add("new", _t("New passphrase"), self.new, hint)
        self.form.add("again", _t("The same once more"), self.again)
        self.go_button.set_words(_t("Keep this passphrase"))
        self.other_button.set_words(_t("Leave it"))
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

    def begin(self) -> None:
        wrong = {}
        if not self.new.text():
            wrong["new"] = _t("Enter the new passphrase.")
        elif self.new.strength().sort == "bad":
            wrong["new"] = _t("Use 12 letters or more, or 4 words.")
        elif self.again.text() != self.new.text():
            wrong["again"] = _t("Those two are not the same. Type both again.")
        self.form.show_problems(wrong)
        if wrong:
            return
        self.set_busy(_t("Making your key…"))
        try:
            self.guard.make_key(
                self.new.text(), owner=self, then=self.opened, refused=self._refused
            )
        except HubDeskError as error:
            self._refused(error)

    def _refused(self, error: Exception) -> None:
        self.set_busy("")
        if isinstance(error, HubDeskError):
            self.form.show_problems({"new": explain(error).text})
        if isinstance(error, PassphraseShared):
            self.new.edit.clear()
            self.again.clear()


class OpenCard(KeyCard):
    """Their passphrase for concerns, for five minutes."""

    def __init__(self, guard: Guard) -> None:
        super().__init__(
            guard,
            _t("The concerns are closed"),
            _t("Type your passphrase for concerns. They close again after 5 minutes."),
        )
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(_t("Your passphrase for concerns"))
        sized(self.passphrase, most_width=460)
        self.form.add("passphrase", _t("Your passphrase for concerns"), self.passphrase)
        self.go_button.set_words(_t("Open the concerns"))
        self.other_button.set_words(_t("I forgot it"))
        self.put_foot()
        self.waiting = Waiting(self)
        self.waiting.said.connect(self._say_wait)
        self.waiting.over.connect(self._say_over)

    def clear(self) -> None:
        """Nothing typed stays; what is left to wait does, after a new start too."""
        super().clear()
        self.waiting.stop()
        self.waiting.begin(self.guard.left_to_wait())

    def set_busy(self, words: str) -> None:
        super().set_busy(words)
        self.go_button.setEnabled(not words and not self.waiting.left)
        self.passphrase.setReadOnly(bool(words or self.waiting.left))

    def begin(self) -> None:
        typed = self.passphrase.text()
        self.form.show_problems({} if typed else {"passphrase": _t("Enter the passphrase.")})
        if not typed:
            return
        self.set_busy(_t("Checking the passphrase…"))
        try:
            self.guard.open(typed, owner=self, then=self.opened, refused=self._refused)
        except HubDeskError as error:
            self._refused(error)

    def _refused(self, error: Exception) -> None:
        self.set_busy("")
        self.passphrase.clear()
        if isinstance(error, TooManyTries):
            self.waiting.begin(error.seconds)
            return
        if isinstance(error, WrongPassphrase):
            words = _t("That passphrase does not match.")
        elif isinstance(error, HubDeskError):
            words = explain(error).text
        else:
            return
        self.form.show_problems({"passphrase": words})
        self.passphrase.setFocus()

    def _say_wait(self, words: str) -> None:
        """Each second, beside the field: the focus stays where it is."""
        self.form.fields["passphrase"].show_problem(words)
        self.set_busy("")

    def _say_over(self, words: str) -> None:
        self.form.fields["passphrase"].show_problem(words)
        self.set_busy("")
        if self.isVisible():
            self.passphrase.setFocus()
