"""A rule of the hub said no: why, and how a manager allows it all the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.lending import HasOverdue, LendingRule, SeveralRules
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.allowed import Allowed
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.focus import press_within
from hubdesk.ui.passphrase_check import PassphraseCheck
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel


def _t(text: str) -> str:
    return translate("FrontDesk", text)


def late_tag(rule: LendingRule) -> str:
    """The tag of what the rule says is late; empty where nothing is."""
    rules = rule.rules if isinstance(rule, SeveralRules) else (rule,)
    return next((one.tag for one in rules if isinstance(one, HasOverdue)), "")


class RuleCard(Card):
    """`allowed` says why and by whom, once a passphrase proved a manager's; `left` gives way.

    Where the strip says the rule the card only asks: `heard` is told what the strip says.

    Trying a passphrase takes half a second, so it is done beside the window. An answer that
    comes when the card was put away, or speaks of another rule, allows nothing.
    """

    allowed = Signal(object)  # Allowed
    left = Signal()
    call_asked = Signal()  # about what is late

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 14), 10, parent)
        self._check = PassphraseCheck(doors, self)
        self._check.answered.connect(self._answered)
        self._check.troubled.connect(self._not_checked)
        head = line(gap=12)
        head.addWidget(IconLabel("circle-alert", "bad", 22))
        said = column(gap=2)
        self.words = WrappedLabel("", "strong")
        self.question = WrappedLabel(_t("Allow it all the same?"), "strong")
        said.addWidget(self.words)
        said.addWidget(self.question)
        head.addLayout(said, 1)
        self._heard = ""
        self.body.addLayout(head)
        self.body.addLayout(self._build_fields())
        self.body.addWidget(self._build_buttons())
        self.problem = WrappedLabel("", "small", "bad")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.busy = BusyLine()
        self.body.addWidget(self.busy)

    def _build_fields(self) -> QHBoxLayout:
        """Why, and the passphrase of whoever allows it."""
        row: QHBoxLayout = line(gap=10)
        self._row = row
        self.reason = QLineEdit()
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        for edit, words, name in (
            (self.reason, _t("Why it is allowed"), _t("Reason")),
            (self.passphrase, _t("Manager's passphrase"), _t("Manager's passphrase")),
        ):
            label = Label(name, "smallstrong", "2")
            label.setBuddy(edit)
            edit.setAccessibleName(name)
            edit.setPlaceholderText(words)
            row.addWidget(label)
            row.addWidget(edit, 1)
        self.reason.returnPressed.connect(self._go_on)
        self.passphrase.returnPressed.connect(self._allow)
        return row

    def _build_buttons(self) -> QWidget:
        """One below the other where there is no room."""
        self.allow_button = Button(_t("Lend anyway"))
        self.allow_button.clicked.connect(lambda _on=False: self._allow())
        self.call_button = Button("", "", "phone")
        self.call_button.clicked.connect(lambda _on=False: self.call_asked.emit())
        self.call_button.hide()
        self.leave_button = Button(_t("Leave it"), "ghost")
        self.leave_button.clicked.connect(lambda _on=False: self.left.emit())
        below = QWidget()
        buttons = Flow(below, gap=10)
        for button in (self.allow_button, self.call_button, self.leave_button):
            buttons.addWidget(button)
        return below

    @property
    def is_busy(self) -> bool:
        """Whether a passphrase is being tried."""
        return self._check.is_busy

    def fold(self, narrow: bool = True) -> None:
        """Put the fields one below the other, for a narrow place."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if narrow else across)

    def show_rule(self, rule: LendingRule) -> None:
        """Say which rule, with empty fields and the focus in the first."""
        self._forget_answer()
        self.words.setText(explain(rule).text)
        self._say_once()
        self.reason.clear()
        self.passphrase.clear()
        self.problem.hide()
        if self.isVisible():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def heard(self, said: object) -> None:
        """The strip of this page says something: why is said there, or here, and never twice."""
        self._heard = said.words if isinstance(said, Result) else ""
        self._say_once()

    def _say_once(self) -> None:
        self.words.setVisible(self.words.text() != self._heard)

    def offer_call(self, tag: str) -> None:
        """Offer to call about a late thing; "" offers nothing."""
        self.call_button.set_words(_t("Call about {tag}").format(tag=tag))
        self.call_button.setVisible(bool(tag))

    def say_problem(self, words: str) -> None:
        """The passphrase or the reason was not right."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.passphrase.clear()
        self.passphrase.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_within(self, event):
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.isHidden():  # put away, and not only behind another page
            self._forget_answer()
            self.passphrase.clear()

    def _forget_answer(self) -> None:
        self._check.forget()
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self.allow_button.setEnabled(not busy)
        self.reason.setReadOnly(busy)
        self.passphrase.setReadOnly(busy)
        if busy:
            self.problem.hide()
            self.busy.begin(_t("Checking the passphrase…"), can_cancel=False)
        else:
            self.busy.end()

    def _go_on(self) -> None:
        """From the reason to the passphrase; with both it is tried."""
        if self.reason.text().strip() and not self.passphrase.text():
            self.problem.hide()
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._allow()

    def _allow(self) -> None:
        if self._check.is_busy:
            return
        if not self.reason.text().strip():
            self.say_problem(_t("Enter why it is allowed."))
            self.reason.setFocus()
            return
        if not self.passphrase.text():
            self.say_problem(_t("Enter the manager's passphrase."))
            return
        self._set_busy(True)
        self._check.begin(self.passphrase.text())

    def _answered(self, manager: str) -> None:
        self._set_busy(False)
        if not manager:
            self.say_problem(_t("That passphrase does not match."))
            return
        reason = self.reason.text().strip()
        self.passphrase.clear()
        self.allowed.emit(Allowed(reason, manager))

    def _not_checked(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, HubDeskError):
            self.say_problem(explain(error).text)
