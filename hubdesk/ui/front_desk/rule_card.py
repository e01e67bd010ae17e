"""A rule of the hub said no: why, and how a manager allows it all the same."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QWidget

from hubdesk.errors.lending import LendingRule
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class RuleCard(Card):
    """`allowed` carries the manager's passphrase and the reason; `left` gives way."""

    allowed = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 14), 10, parent)
        head = line(gap=12)
        head.addWidget(IconLabel("circle-alert", "bad", 22))
        self.words = WrappedLabel("", "strong")
        head.addWidget(self.words, 1)
        self.body.addLayout(head)
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
        self.passphrase.returnPressed.connect(self._allow)
        self.allow_button = Button(_t("Lend anyway"))
        self.allow_button.clicked.connect(lambda _on=False: self._allow())
        self.leave_button = Button(_t("Leave it"), "ghost")
        self.leave_button.clicked.connect(lambda _on=False: self.left.emit())
        buttons = line(gap=10)
        buttons.addWidget(self.allow_button)
        buttons.addWidget(self.leave_button)
        row.addLayout(buttons)
        self.body.addLayout(row)
        self.problem = WrappedLabel("", "small", "bad")
        self.problem.hide()
        self.body.addWidget(self.problem)

    def fold(self) -> None:
        """Put the fields one below the other, for a narrow place."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom)

    def show_rule(self, rule: LendingRule) -> None:
        """Say which rule, with empty fields."""
        self.words.setText(explain(rule).text)
        self.reason.clear()
        self.passphrase.clear()
        self.problem.hide()

    def say_problem(self, words: str) -> None:
        """The passphrase or the reason was not right."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.passphrase.clear()
        self.passphrase.setFocus()

    def _allow(self) -> None:
        if not self.reason.text().strip():
            self.say_problem(_t("Enter why it is allowed."))
            self.reason.setFocus()
            return
        self.allowed.emit(self.passphrase.text(), self.reason.text().strip())
