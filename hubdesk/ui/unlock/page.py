"""Unlock: one field, one button. It reads nothing but the key slots' name of the hub."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.ui.actions import bind
from hubdesk.ui.space import column, line
from hubdesk.ui.unlock.frame import LockFrame
from hubdesk.ui.unlock.groups import GroupsEdit
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.text import Label, WrappedLabel

HELP = (
    "The passphrase was chosen when this hub was set up. Capitals and spaces count.",
    "Forgotten? Take the printed recovery sheet from its safe place, and choose “Use the "
    "recovery sheet”. Then you choose a new passphrase.",
    "No sheet either? Ask your coordinator. A copy may be with a trustee or head office.",
    "Nobody can open the records without one of the two. That keeps people's details safe.",
)


def _t(text: str) -> str:
    return translate("Unlock", text)


@dataclass(frozen=True)
class Way:
    """One way in, or the help: what is typed into, and the buttons under it."""

    upper: QWidget
    lower: QWidget

    def set_visible(self, visible: bool) -> None:
        self.upper.setVisible(visible)
        self.lower.setVisible(visible)


class UnlockPage(LockFrame):
    """`passphrase_given` and `recovery_given` carry what was typed; `painted` comes once."""

    passphrase_given = Signal(str)
    recovery_given = Signal(tuple)
    painted = Signal()

    def __init__(self, hub: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, _t("HubDesk is locked"), parent)
        self._was_painted = False
        self._left = 0  # seconds to wait after too many tries
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._count_down)
        self._can_type = True
        self.problem = WrappedLabel("", "smallstrong", "bad")
        self.problem.hide()
        self._passphrase = self._way = self._add(*self._build_passphrase())
        self.above.addWidget(self.problem)
        self._recovery: Way | None = None
        self._help: Way | None = None
        self.help_button = Button(_t("Help"), "ghost", tip="F1")
        self.help_button.clicked.connect(lambda _on=False: self.show_help())
        self.foot.insertWidget(0, self.help_button)
        bind(self, "help", self.show_help)

    def _add(self, upper: QWidget, lower: QWidget) -> Way:
        at = self.above.indexOf(self.problem)  # what is wrong stands under what was typed
        self.above.insertWidget(at, upper)
        self.below.addWidget(lower)
        return Way(upper, lower)

    def _build_passphrase(self) -> tuple[QWidget, QWidget]:
        way, under = QWidget(), QWidget()
        body, buttons = column(way, 0, 8), column(under, 0, 8)
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
        buttons.addWidget(self.button)
        buttons.addWidget(self.recovery_button, 0, Qt.AlignmentFlag.AlignHCenter)
        return way, under

    def _build_recovery(self) -> tuple[QWidget, QWidget]:
        way, under = QWidget(), QWidget()
        body, buttons = column(way, 0, 10), column(under, 0, 8)
        body.addWidget(WrappedLabel(_t("Type the 8 groups from the recovery sheet."), "body", "2"))
        self.groups = GroupsEdit()
        self.groups.given.connect(self._give_groups)
        body.addWidget(self.groups)
        self.recover_button = BigButton(_t("Unlock with the sheet"))
        self.recover_button.clicked.connect(lambda _on=False: self._give_groups())
        back = Button(_t("Use the passphrase"), "ghost")
        back.clicked.connect(lambda _on=False: self.show_passphrase())
        buttons.addWidget(self.recover_button)
        buttons.addWidget(back, 0, Qt.AlignmentFlag.AlignHCenter)
        return way, under

    def _build_help(self) -> tuple[QWidget, QWidget]:
        way, under = QWidget(), QWidget()
        body, buttons = column(way, 0, 10), column(under, 0, 8)
        body.addWidget(Label(_t("Help with unlocking"), "h3", wrap=True))
        for words in HELP:
            body.addWidget(WrappedLabel(_t(words), "body", "2"))
        self.back_button = Button(_t("Back to unlocking"))
        self.back_button.clicked.connect(lambda _on=False: self.show_passphrase())
        buttons.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        return way, under

    def only_wait(self, words: str) -> None:
        """Nothing to type: something is being made ready, and `words` say what."""
        self.set_reason(words)
        self._can_type = False
        self._way.set_visible(False)
        self.help_button.hide()

    def set_busy(self, busy: bool) -> None:
        """The passphrase or the sheet is being checked."""
        can = not busy and not self._left
        self.button.setEnabled(can)
        self.edit.setReadOnly(busy)
        self.recovery_button.setEnabled(not busy)
        self.button.set_words(_t("Opening…") if busy else _t("Unlock"))
        if self._recovery is not None:
            self.recover_button.setEnabled(can)
            self.groups.set_busy(busy)
            words = _t("Opening…") if busy else _t("Unlock with the sheet")
            self.recover_button.set_words(words)

    def say(self, words: str, group: int = 0) -> None:
        """Say what was not right, and put the hands back where they were."""
        self.set_busy(False)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if self._way is self._passphrase:
            self.edit.selectAll()
            self.edit.setFocus()
        elif self._way is self._recovery:
            self.groups.point_at(group)
        if words:
            QTimer.singleShot(0, self, lambda: self.show_whole(self.problem))

    def wait(self, seconds: int) -> None:
        """Too many tries: nothing is taken for so many seconds, and they are counted down."""
        self._left = seconds
        if seconds:
            self._say_wait()
            self._tick.start()

    def clear(self) -> None:
        """Forget what was typed."""
        self._tick.stop()
        self.edit.clear()
        if self._recovery is not None:
            self.groups.clear()

    def show_recovery(self) -> None:
        """Ask for the groups of the recovery sheet instead."""
        if self._recovery is None:
            self._recovery = self._add(*self._build_recovery())
        self._open(self._recovery, self.groups.edits[0])

    def show_passphrase(self) -> None:
        """Back to the passphrase."""
        self._open(self._passphrase, self.edit)

    def show_help(self) -> None:
        """What to do when it does not open."""
        if not self._can_type:
            return
        if self._help is None:
            self._help = self._add(*self._build_help())
        self._open(self._help, self.back_button)

    def _open(self, way: Way, focus: QWidget) -> None:
        for one in (self._passphrase, self._recovery, self._help):
            if one is not None:
                one.set_visible(one is way)
        self._way = way
        self.set_busy(False)
        if self._left:
            self._say_wait()
        else:
            self.problem.hide()
        focus.setFocus()
        QTimer.singleShot(0, self, lambda: self.show_whole(focus))

    def _count_down(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._say_wait()
            return
        self._tick.stop()
        self._left = 0
        self.say(_t("You can try again now."))

    def _say_wait(self) -> None:
        seconds = i18n.count(self._left, _t("second"), _t("seconds"))
        self.problem.setText(_t("Too many tries. Wait {seconds}.").format(seconds=seconds))
        self.problem.show()
        self.set_busy(False)

    def _show(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self.show_button.set_words(
            _t("Hide") if on else _t("Show"),
            _t("Hide the passphrase") if on else _t("Show the passphrase"),
        )

    def _give(self) -> None:
        if not self.button.isEnabled():
            return
        if self.edit.text():
            self.set_busy(True)
            self.passphrase_given.emit(self.edit.text())
        else:
            self.say(_t("Enter the passphrase."))

    def _give_groups(self) -> None:
        if not self.recover_button.isEnabled():
            return
        if missing := self.groups.first_empty():
            self.say(_t("Type group {n} from the sheet.").format(n=missing), missing)
            return
        self.set_busy(True)
        self.recovery_given.emit(self.groups.groups())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._way is not self._passphrase:
            self.show_passphrase()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.window().focusWidget()
            if isinstance(focused, Button):
                focused.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()
