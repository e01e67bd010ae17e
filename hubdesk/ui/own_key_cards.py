"""Passphrases of somebody's own: choosing one that seals, and typing it to open what it sealed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.safeguarding import PassphraseShared
from hubdesk.errors.store import TooManyTries, WrongPassphrase
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import sized
from hubdesk.ui.waiting import Waiting
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import Form
from hubdesk.ui.widgets.passphrase import PassphraseEdit
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("OwnKey", text)


class KeyCard(Card):
    """A form of passphrases that takes half a second."""

    def __init__(self, title: str, words: str, go: Button, *others: Button) -> None:
        super().__init__((20, 16, 20, 18), 10)
        self.head, self.words = SectionHead(title), WrappedLabel(words, "body", "2")
        self.body.addWidget(self.head)
        self.body.addWidget(self.words)
        self.form, self.busy = Form(), BusyLine()
        self.go_button, self._buttons = go, (go, *others)
        self.go_button.clicked.connect(lambda _on=False: self.begin())

    def put_foot(self) -> None:
        """The form, what is going on, and the buttons, under what was added before."""
        self.body.addWidget(self.form)
        self.body.addWidget(self.busy)
        buttons = QWidget()
        flow = Flow(buttons, 0, 8)
        for button in self._buttons:
            flow.addWidget(button)
        self.body.addWidget(buttons)

    def begin(self) -> None:
        """Try what was typed, unless the form says what is wrong with it."""
        wrong = self.problems()
        self.form.show_problems(wrong)
        if wrong:
            return
        self.set_busy(self.busy_words())
        try:
            self.ask()
        except HubDeskError as error:
            self.refused(error)

    def problems(self) -> dict[str, str]:
        """What is wrong with what was typed, by the name of its field."""
        raise AssertionError  # each card has its own

    def busy_words(self) -> str:
        """What is going on for half a second."""
        raise AssertionError  # each card has its own

    def ask(self) -> None:
        """Have it done, which ends in `refused` or as the card says. Raises what is refused."""
        raise AssertionError  # each card has its own

    def refused(self, error: Exception) -> None:
        """It was not right."""
        raise AssertionError  # each card has its own

    def clear(self) -> None:
        """Nothing typed stays."""
        for edit in self.findChildren(QLineEdit):
            edit.clear()
        self.form.show_problems({})
        self.set_busy("")

    def set_busy(self, words: str) -> None:
        """Half a second's work is being done, or none any more."""
        for button in self._buttons:
            button.setEnabled(not words)
        self.busy.settle(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if self.go_button.isEnabled():
                self.begin()
            return
        super().keyPressEvent(event)


class ChooseKeyCard(KeyCard):
    """A passphrase of their own, twice. `done` tells that its key is kept."""

    done = Signal()

    def __init__(self, title: str, words: str, go: Button, *others: Button) -> None:
        super().__init__(title, words, go, *others)
        self.new, self.again = PassphraseEdit(_t("New passphrase")), QLineEdit()
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        sized(self.again, most_width=460)
        hint = _t("Another one than you unlock HubDesk with. Write it down at home, not here.")
        self.form.add("new", _t("New passphrase"), self.new, hint)
        self.form.add("again", _t("The same once more"), self.again)

    def problems(self) -> dict[str, str]:
        if not self.new.text():
            return {"new": _t("Enter the new passphrase.")}
        if self.new.strength().sort == "bad":
            return {"new": _t("Use 12 letters or more, or 4 words.")}
        if self.again.text() != self.new.text():
            return {"again": _t("Those two are not the same. Type both again.")}
        return {}

    def busy_words(self) -> str:
        return _t("Making your key…")

    def made(self) -> None:
        """It is kept."""
        self.clear()
        self.done.emit()

    def refused(self, error: Exception) -> None:
        """Why not. Others may know a passphrase that opens the records: it does not stay."""
        self.set_busy("")
        if isinstance(error, PassphraseShared):
            self.clear()
        if isinstance(error, HubDeskError):
            self.form.show_problems({"new": explain(error).text})


class TypeKeyCard(KeyCard):
    """Their passphrase, typed. After too many tries the seconds are counted down beside it."""

    def __init__(self, title: str, words: str, field: str, go: Button, *others: Button) -> None:
        super().__init__(title, words, go, *others)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(field)
        sized(self.passphrase, most_width=460)
        self.form.add("passphrase", field, self.passphrase)
        self.waiting = Waiting(self)
        self.waiting.said.connect(self._say_wait)
        self.waiting.over.connect(self._say_over)

    def left_to_wait(self) -> int:
        """The seconds until a passphrase is taken again."""
        raise AssertionError  # each card has its own

    def problems(self) -> dict[str, str]:
        return {} if self.passphrase.text() else {"passphrase": _t("Enter the passphrase.")}

    def clear(self) -> None:
        """Nothing typed stays; what is left to wait does, after a new start too."""
        super().clear()
        self.waiting.stop()
        self.waiting.begin(self.left_to_wait())

    def set_busy(self, words: str) -> None:
        super().set_busy(words)
        self.go_button.setEnabled(not words and not self.waiting.left)
        self.passphrase.setReadOnly(bool(words or self.waiting.left))

    def refused(self, error: Exception) -> None:
        """Why not, beside the field, with the focus in it."""
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
        self._say_wait(words)
        if self.isVisible():
            self.passphrase.setFocus()
