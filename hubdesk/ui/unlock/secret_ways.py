"""Coming in by a passphrase or the printed sheet, and the help on both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.space import line
from hubdesk.ui.unlock.groups import GroupsEdit
from hubdesk.ui.unlock.way import Sort, Typed, Way
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import Label, WrappedLabel

HELP = (
    "The passphrase was chosen when this hub was set up. Capitals and spaces count.",
    "Forgotten? Take the printed recovery sheet from its safe place, and choose “Use the "
    "recovery sheet”. Then you choose a new passphrase.",
    "A PIN forgotten? Use your passphrase, or ask a manager to set a new PIN.",
    "No sheet either? Ask your coordinator. A copy may be with a trustee or head office.",
    "Nobody can open the records without one of the two. That keeps people's details safe.",
)


def _t(text: str) -> str:
    return translate("Unlock", text)


class PassphraseWay(Way):
    """One field, one button."""

    def __init__(self) -> None:
        super().__init__()
        self._account = ""
        self.label = Label(_t("Passphrase"), "smallstrong", wrap=True)
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(_t("Passphrase"))
        self.label.setBuddy(self.edit)
        self.edit.returnPressed.connect(self.give)
        self.show_button = Button(_t("Show"), "ghost", on=False)
        self.show_button.setAccessibleName(_t("Show the passphrase"))
        self.show_button.toggled.connect(self._show)
        row = line(gap=8)
        row.addWidget(self.edit, 1)
        row.addWidget(self.show_button)
        self.body.addWidget(self.label)
        self.body.addLayout(row)
        self.add_main(_t("Unlock"))
        self.pin_button = self.add_other(_t("Use a PIN"))
        self.pin_button.hide()
        self.recovery_button = self.add_other(_t("Use the recovery sheet"))

    def ask_of(self, account: str, name: str) -> None:
        """Whose passphrase is asked for, if somebody said who they are."""
        self._account = account
        words = _t("Passphrase of {name}").format(name=name) if name else _t("Passphrase")
        self.label.setText(words)

    def first_focus(self) -> QWidget:
        return self.edit

    def point_at(self, group: int) -> None:
        self.edit.selectAll()
        self.edit.setFocus()

    def set_busy(self, busy: bool, can: bool) -> None:
        super().set_busy(busy, can)
        self.edit.setReadOnly(busy)
        self.recovery_button.setEnabled(not busy)

    def give(self) -> None:
        if not self.button.isEnabled():
            return
        if self.edit.text():
            self.given.emit(Typed(Sort.PASSPHRASE, self.edit.text(), account=self._account))
        else:
            self.lacking.emit(_t("Enter the passphrase."), 0)

    def forget(self) -> None:
        self.edit.clear()

    def _show(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self.show_button.set_words(
            _t("Hide") if on else _t("Show"),
            _t("Hide the passphrase") if on else _t("Show the passphrase"),
        )


class SheetWay(Way):
    """The eight groups of the recovery sheet."""

    def __init__(self) -> None:
        super().__init__(10)
        words = _t("Type the 8 groups from the recovery sheet.")
        self.body.addWidget(WrappedLabel(words, "body", "2"))
        self.groups = GroupsEdit()
        self.groups.given.connect(self.give)
        self.body.addWidget(self.groups)
        self.add_main(_t("Unlock with the sheet"))
        self.back = self.add_other(_t("Use the passphrase"))

    def first_focus(self) -> QWidget:
        return self.groups.edits[0]

    def point_at(self, group: int) -> None:
        self.groups.point_at(group)

    def set_busy(self, busy: bool, can: bool) -> None:
        super().set_busy(busy, can)
        self.groups.set_busy(busy)

    def give(self) -> None:
        if not self.button.isEnabled():
            return
        if missing := self.groups.first_empty():
            self.lacking.emit(_t("Type group {n} from the sheet.").format(n=missing), missing)
            return
        self.given.emit(Typed(Sort.SHEET, groups=self.groups.groups()))

    def forget(self) -> None:
        self.groups.clear()


class HelpWay(Way):
    """What to do when it does not open."""

    def __init__(self) -> None:
        super().__init__(10)
        self.body.addWidget(Label(_t("Help with unlocking"), "h3", wrap=True))
        for words in HELP:
            self.body.addWidget(WrappedLabel(_t(words), "body", "2"))
        self.back = Button(_t("Back to unlocking"))
        self._under.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)

    def first_focus(self) -> QWidget:
        return self.back
