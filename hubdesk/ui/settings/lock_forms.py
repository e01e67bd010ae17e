"""What is typed to give somebody a way in: a PIN, a badge, a passphrase. One form at a time."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.form import Form, LineEdit
from hubdesk.ui.widgets.passphrase import PassphraseEdit


def _t(text: str) -> str:
    return translate("Settings", text)


class LockForm(QWidget):
    """Fields, the button that keeps them, and one that leaves. `saved` and `left` tell which."""

    saved = Signal()
    left = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        body = column(self, 0, 8)
        self.form = Form()
        body.addWidget(self.form)
        self.more = column(gap=6)
        body.addLayout(self.more)
        self.busy = BusyLine()
        body.addWidget(self.busy)
        row = line(gap=8)
        self.save_button = Button(words, "primary")
        self.leave_button = Button(_t("Leave it"), "ghost")
        self.save_button.clicked.connect(lambda _on=False: self.saved.emit())
        self.leave_button.clicked.connect(lambda _on=False: self.left.emit())
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        body.addLayout(row)

    @property
    def is_busy(self) -> bool:
        return not self.leave_button.isEnabled()

    def problems(self, wrong: dict[str, str]) -> bool:
        """Show what is wrong by the fields; whether anything is."""
        self.form.show_problems(wrong)
        return bool(wrong)

    def set_busy(self, words: str) -> None:
        """Half a second's work is being done, or none any more."""
        self.save_button.setEnabled(not words)
        self.leave_button.setEnabled(not words)
        self.busy.settle(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if not self.is_busy:
                self.saved.emit()
            return
        super().keyPressEvent(event)


class PinEdit(QLineEdit):
    """Six digits that nobody reads over a shoulder."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(6)
        self.setAccessibleName(name)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        digits = QRegularExpression("[0-9]{0,6}")
        self.setValidator(QRegularExpressionValidator(digits, self))
        sized(self, most_width=180)


class PinForm(LockForm):
    """A new PIN twice; the present one first where somebody changes their own."""

    def __init__(self, name: str, *, asks_present: bool, can_open: bool, opens: bool) -> None:
        super().__init__(_t("Keep this PIN"))
        self.present = PinEdit(_t("PIN now")) if asks_present else None
        if self.present is not None:
            self.form.add("present", _t("PIN now"), self.present)
        self.pin, self.again = PinEdit(_t("New PIN")), PinEdit(_t("The same once more"))
        hint = _t("6 digits, and no birthday. {name} types it, and tells nobody.")
        self.form.add("pin", _t("New PIN"), self.pin, hint.format(name=name))
        self.form.add("again", _t("The same once more"), self.again)
        self.opens = QCheckBox(_t("It also opens closed records, on this computer"))
        self.opens.setChecked(opens)
        self.opens.setVisible(can_open)
        self.more.addWidget(self.opens)

    def is_right(self) -> bool:
        """Whether all is typed, and twice the same."""
        wrong = {}
        if self.present is not None and not self.present.text():
            wrong["present"] = _t("Enter the PIN you use now.")
        if len(self.pin.text()) < 6:
            wrong["pin"] = _t("Enter 6 digits.")
        elif self.again.text() != self.pin.text():
            wrong["again"] = _t("Those two are not the same. Type both again.")
        return not self.problems(wrong)


class BadgeForm(LockForm):
    """A card that is scanned, or its code typed."""

    def __init__(self, name: str) -> None:
        super().__init__(_t("Keep this badge"))
        self.code = LineEdit()
        hint = _t("Scan the card now. {name} still types the PIN after it.").format(name=name)
        self.form.add("code", _t("Code of the badge"), self.code, hint)
        sized(self.code, most_width=300)


class PassphraseForm(LockForm):
    """A new passphrase that somebody chooses."""

    def __init__(self, hub: str, name: str = "") -> None:
        super().__init__(_t("Keep this passphrase"))
        self.new = PassphraseEdit(_t("New passphrase"))
        self.new.set_known(hub, name)
        hint = _t("You can paste it. Nobody can tell it to you again.")
        self.form.add("new", _t("New passphrase"), self.new, hint)

    def is_right(self) -> bool:
        """Whether it is strong enough."""
        wrong = {}
        if not self.new.text():
            wrong["new"] = _t("Enter the new passphrase.")
        elif self.new.strength().sort == "bad":
            wrong["new"] = _t("Use 12 letters or more, or 4 words.")
        return not self.problems(wrong)
