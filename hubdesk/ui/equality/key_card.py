"""The manager's passphrase for equality forms: chosen once, typed for each batch."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.store import TooManyTries, WrongPassphrase
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.equality.forms import Forms
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
    return translate("Equality", text)


class ChooseKeyCard(Card):
    """A passphrase of their own, twice. `done` tells that forms can be sealed now."""

    done = Signal()

    def __init__(self, forms: Forms) -> None:
        super().__init__((20, 14, 20, 18), 10)
        self._forms = forms
        self.body.addWidget(SectionHead(_t("A passphrase for equality forms")))
        words = _t(
            "Forms are sealed to it. If you forget it, the forms that wait are lost; what was"
            " opened before is not."
        )
        self.body.addWidget(WrappedLabel(words, "body", "2"))
        self.form = Form()
        self.new, self.again = PassphraseEdit(_t("New passphrase")), QLineEdit()
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        sized(self.again, most_width=460)
        hint = _t("Another one than you unlock HubDesk with. Write it down at home, not here.")
        self.form.add("new", _t("New passphrase"), self.new, hint)
        self.form.add("again", _t("The same once more"), self.again)
        self.busy = BusyLine()
        self.go_button = Button(_t("Keep this passphrase"), "", "key-round", verb="equality key")
        self.body.addWidget(self.form)
        self.body.addWidget(self.busy)
        buttons = QWidget()
        Flow(buttons, 0, 8).addWidget(self.go_button)
        self.body.addWidget(buttons)
        self.go_button.clicked.connect(lambda _on=False: self.begin())

    def begin(self) -> None:
        """Make the key, half a second beside the window."""
        wrong = {}
        if self.new.strength().sort == "bad":
            wrong["new"] = _t("Use 12 letters or more, or 4 words.")
        elif self.again.text() != self.new.text():
            wrong["again"] = _t("Those two are not the same. Type both again.")
        self.form.show_problems(wrong)
        if wrong:
            return
        self._set_busy(_t("Making your key…"))
        try:
            self._forms.make_key(
                self.new.text(), owner=self, then=self._made, refused=self._refused
            )
        except HubDeskError as error:
            self._refused(error)

    def clear(self) -> None:
        """Nothing typed stays."""
        self.new.edit.clear()
        self.again.clear()
        self.form.show_problems({})
        self._set_busy("")

    def _made(self) -> None:
        self.clear()
        self.done.emit()

    def _refused(self, error: Exception) -> None:
        self._set_busy("")
        if isinstance(error, HubDeskError):
            self.form.show_problems({"new": explain(error).text})

    def _set_busy(self, words: str) -> None:
        self.go_button.setEnabled(not words)
        if words:
            self.busy.begin(words, can_cancel=False)
        else:
            self.busy.end()


class OpenBatchCard(Card):
    """How many forms wait, and opening them. `opened` carries how many were."""

    opened = Signal(int)

    def __init__(self, forms: Forms) -> None:
        super().__init__((20, 14, 20, 18), 10)
        self._forms = forms
        self.head = SectionHead(_t("Forms that wait"))
        self.words = WrappedLabel("", "body", "2")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(_t("Your passphrase for equality forms"))
        sized(self.passphrase, most_width=460)
        self.form = Form()
        self.form.add("passphrase", _t("Your passphrase for equality forms"), self.passphrase)
        self.busy = BusyLine()
        self.go_button = Button(
            _t("Open them, shuffled"), "", "package-open", verb="open equality forms"
        )
        self.forgot_button = Button(_t("Choose a new passphrase"), "ghost", verb="equality key")
        for widget in (self.head, self.words, self.form, self.busy):
            self.body.addWidget(widget)
        buttons = QWidget()
        flow = Flow(buttons, 0, 8)
        flow.addWidget(self.go_button)
        flow.addWidget(self.forgot_button)
        self.body.addWidget(buttons)
        self.go_button.clicked.connect(lambda _on=False: self.begin())
        self.passphrase.returnPressed.connect(self.go_button.click)
        self.waiting = Waiting(self)
        self.waiting.said.connect(self._say)
        self.waiting.over.connect(self._say)

    def show_waiting(self, many: int, least: int) -> None:
        """How many there are, and why fewer than ten stay closed."""
        self.head.set_count(many)
        few = _t("They are opened {least} or more at a time. Each answer then stands by itself.")
        self.words.setText(few.format(least=least))
        why = "" if many >= least else _t("Fewer than {least} wait.").format(least=least)
        self.go_button.set_reason(why)
        self.form.setVisible(not why)

    def begin(self) -> None:
        """Try what was typed."""
        typed = self.passphrase.text()
        self.form.show_problems({} if typed else {"passphrase": _t("Enter the passphrase.")})
        if not typed:
            return
        self._set_busy(_t("Opening the forms…"))
        try:
            self._forms.open_batch(typed, owner=self, then=self._done, refused=self._refused)
        except HubDeskError as error:
            self._refused(error)

    def clear(self) -> None:
        """Nothing typed stays; what is left to wait does."""
        self.passphrase.clear()
        self.form.show_problems({})
        self._set_busy("")
        self.waiting.stop()
        self.waiting.begin(self._forms.left_to_wait())

    def _done(self, many: int) -> None:
        self.clear()
        self.opened.emit(many)

    def _refused(self, error: Exception) -> None:
        self._set_busy("")
        self.passphrase.clear()
        if isinstance(error, TooManyTries):
            self.waiting.begin(error.seconds)
        elif isinstance(error, WrongPassphrase):
            self._say(_t("That passphrase does not match."))
        elif isinstance(error, HubDeskError):
            self._say(explain(error).text)

    def _say(self, words: str) -> None:
        self.form.fields["passphrase"].show_problem(words)

    def _set_busy(self, words: str) -> None:
        self.go_button.setEnabled(not words)
        if words:
            self.busy.begin(words, can_cancel=False)
        else:
            self.busy.end()
