"""Unlock: one field, one button. It reads nothing but the key slots' name of the hub."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.mark import Mark
from hubdesk.ui.space import column, grid, line, sized
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import Label, WrappedLabel

GROUPS = 8


def _t(text: str) -> str:
    return translate("Unlock", text)


class UnlockPage(QWidget):
    """`passphrase_given` and `recovery_given` carry what was typed; `painted` comes once."""

    passphrase_given = Signal(str)
    recovery_given = Signal(tuple)
    painted = Signal()

    def __init__(self, hub: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._was_painted = False
        whole = column(self, (24, 24, 24, 24), 0)
        whole.addStretch(2)
        self.card = Card((36, 30, 36, 28), 12)
        sized(self.card, width=460)
        whole.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        self._build_head(hub)
        self._ways = QStackedWidget()
        self._ways.addWidget(self._build_passphrase())
        self.problem = WrappedLabel("", "smallstrong", "bad")
        self.problem.hide()
        self.card.body.addWidget(self.problem)
        self.card.body.addWidget(self._ways)
        self._recovery: QWidget | None = None
        whole.addLayout(self._build_foot())

    def _build_head(self, hub: str) -> None:
        head = line(gap=14)
        head.addWidget(Mark(44))
        names = column(gap=0)
        self.hub = Label(hub or "HubDesk", "h1")
        self.hub.setWordWrap(True)
        names.addWidget(self.hub)
        self.why = Label(_t("HubDesk is locked"), "body", "2")
        names.addWidget(self.why)
        head.addLayout(names, 1)
        self.card.body.addLayout(head)
        sized_gap = QWidget()
        sized(sized_gap, height=8)
        self.card.body.addWidget(sized_gap)

    def _build_passphrase(self) -> QWidget:
        way = QWidget()
        body = column(way, 0, 8)
        label = Label(_t("Passphrase"), "smallstrong")
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(_t("Passphrase"))
        label.setBuddy(self.edit)
        self.edit.returnPressed.connect(self._give)
        self.show_button = Button(_t("Show"), "ghost", on=False)
        self.show_button.setAccessibleName(_t("Show the passphrase"))
        self.show_button.toggled.connect(self._show)
        row = line(gap=8)
        row.addWidget(self.edit, 1)
        row.addWidget(self.show_button)
        self.button = BigButton(_t("Unlock"))
        self.button.clicked.connect(lambda _on=False: self._give())
        self.recovery_button = Button(_t("Use the recovery sheet"), "ghost")
        self.recovery_button.clicked.connect(lambda _on=False: self.show_recovery())
        body.addWidget(label)
        body.addLayout(row)
        body.addSpacing(6)
        body.addWidget(self.button)
        body.addWidget(self.recovery_button, 0, Qt.AlignmentFlag.AlignHCenter)
        return way

    def _build_recovery(self) -> QWidget:
        way = QWidget()
        body = column(way, 0, 10)
        body.addWidget(WrappedLabel(_t("Type the 8 groups from the recovery sheet."), "body", "2"))
        fields = grid(gap=8)
        self.groups: list[QLineEdit] = []
        for at in range(GROUPS):
            edit = QLineEdit()
            edit.setMaxLength(4)
            edit.setAccessibleName(_t("Group {n}").format(n=at + 1))
            label = Label(str(at + 1), "small", "2")
            label.setBuddy(edit)
            fields.addWidget(label, at // 4 * 2, at % 4)
            fields.addWidget(edit, at // 4 * 2 + 1, at % 4)
            self.groups.append(edit)
        body.addLayout(fields)
        self.recover_button = BigButton(_t("Unlock with the sheet"))
        self.recover_button.clicked.connect(lambda _on=False: self._give_groups())
        self.groups[-1].returnPressed.connect(self._give_groups)
        back = Button(_t("Use the passphrase"), "ghost")
        back.clicked.connect(lambda _on=False: self.show_passphrase())
        body.addWidget(self.recover_button)
        body.addWidget(back, 0, Qt.AlignmentFlag.AlignHCenter)
        return way

    def _build_foot(self) -> QHBoxLayout:
        foot = line(gap=4)
        foot.addStretch(1)
        foot.addWidget(Label(_t("Text size"), "small", "2"))
        smaller = Button("A−", "ghost", name=_t("Smaller text"), tip="Ctrl+-")
        bigger = Button("A+", "ghost", name=_t("Bigger text"), tip="Ctrl++")
        smaller.clicked.connect(lambda _on=False: look().smaller())
        bigger.clicked.connect(lambda _on=False: look().bigger())
        foot.addWidget(smaller)
        foot.addWidget(bigger)
        return foot

    def set_reason(self, words: str) -> None:
        """Why it is locked: just started, or locked while somebody was away."""
        self.why.setText(words)

    def only_wait(self, words: str) -> None:
        """Nothing to type: something is being made ready, and `words` say what."""
        self.set_reason(words)
        self._ways.hide()

    def set_busy(self, busy: bool) -> None:
        """The passphrase is being checked."""
        self.button.setEnabled(not busy)
        self.edit.setReadOnly(busy)
        self.button.set_words(_t("Opening…") if busy else _t("Unlock"))

    def say(self, words: str) -> None:
        """Say what was not right, and put the hands back where they were."""
        self.set_busy(False)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if self._ways.currentIndex() == 0:
            self.edit.selectAll()
            self.edit.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.say("")
        self.edit.clear()
        for edit in getattr(self, "groups", []):
            edit.clear()

    def show_recovery(self) -> None:
        """Ask for the groups of the recovery sheet instead."""
        if self._recovery is None:
            self._recovery = self._build_recovery()
            self._ways.addWidget(self._recovery)
        self._ways.setCurrentWidget(self._recovery)
        self.problem.hide()
        self.groups[0].setFocus()

    def show_passphrase(self) -> None:
        """Back to the passphrase."""
        self._ways.setCurrentIndex(0)
        self.problem.hide()
        self.edit.setFocus()

    def _show(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)

    def _give(self) -> None:
        if self.edit.text():
            self.set_busy(True)
            self.passphrase_given.emit(self.edit.text())
        else:
            self.say(_t("Enter the passphrase."))

    def _give_groups(self) -> None:
        self.recovery_given.emit(tuple(edit.text() for edit in self.groups))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._ways.currentIndex():
            self.show_passphrase()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()
