"""The lock in the settings: the passphrase is changed, the recovery sheet printed anew."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.store import WrongPassphrase
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.doors import Doors
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import Form
from hubdesk.ui.widgets.passphrase import PassphraseEdit
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Settings", text)


class SecretEdit(QLineEdit):
    """A passphrase that is there already: typed, never shown."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        sized(self, most_width=460)


class PassphraseCard(Card):
    """Asks the present passphrase and a new one. The form is opened by its button."""

    verb = "change passphrase"

    def __init__(self, choosing: Choosing, hub: str, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 16), 10, parent)
        self._doors: Doors = choosing.doors
        self._tell = choosing.tell
        self._is_busy = False
        self.body.addWidget(SectionHead(_t("Passphrase")))
        self.body.addWidget(
            WrappedLabel(
                _t("Change it when somebody who knew it leaves. Tell it only to managers."),
                "small",
                "2",
            )
        )
        row = line(gap=0)
        self.open_button = Button(_t("Change the passphrase"), "", "key-round")
        self.open_button.clicked.connect(lambda _on=False: self.open())
        row.addWidget(self.open_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._build_form(hub))
        self.form.hide()

    def _build_form(self, hub: str) -> QWidget:
        self.form = Form()
        self.present = SecretEdit(_t("Passphrase now"))
        self.new = PassphraseEdit(_t("New passphrase"))
        self.new.set_known(hub)
        hint = _t("You can paste it. Nobody can tell it to you again.")
        self.form.add("present", _t("Passphrase now"), self.present)
        self.form.add("new", _t("New passphrase"), self.new, hint)
        held = QWidget()
        under = column(held, 0, 8)
        self.busy = BusyLine()
        under.addWidget(self.busy)
        row = line(gap=8)
        self.save_button = Button(_t("Change the passphrase"), "primary")
        self.leave_button = Button(_t("Leave it"), "ghost")
        self.save_button.clicked.connect(lambda _on=False: self.save())
        self.leave_button.clicked.connect(lambda _on=False: self.leave())
        self.present.returnPressed.connect(self.save)
        self.new.edit.returnPressed.connect(self.save)
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        under.addLayout(row)
        self.form.body.addWidget(held)
        return self.form

    def open(self) -> None:
        """Ask for both."""
        self.open_button.hide()
        self.form.show()
        self.present.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nothing is changed, and nothing typed is kept."""
        self.forget()
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Another page is shown: no passphrase stays behind in a field."""
        if self._is_busy:
            return
        self.present.clear()
        self.new.edit.clear()
        self.form.show_problems({})
        self.form.hide()
        self.open_button.show()

    def save(self) -> None:
        """Change it, or say by the field what is missing."""
        if self._is_busy:
            return
        wrong = {}
        if not self.present.text():
            wrong["present"] = _t("Enter the passphrase you use now.")
        if not self.new.text():
            wrong["new"] = _t("Enter the new passphrase.")
        elif self.new.strength().sort == "bad":
            wrong["new"] = _t("Use 12 letters or more, or 4 words.")
        elif self.new.text() == self.present.text():
            wrong["new"] = _t("That is the passphrase you use now. Choose another one.")
        self.form.show_problems(wrong)
        if wrong:
            return
        present, new = self.present.text(), self.new.text()
        self._set_busy(True)
        self._doors.later(
            lambda: self._doors.ways.change_passphrase(present, new),
            owner=self,
            then=lambda _: self._changed(),
            refused=self._refused,
        )

    def _changed(self) -> None:
        self._set_busy(False)
        self.leave()
        words = _t("The new passphrase opens the records from now on. The old one does not.")
        self._tell(Result("ok", words))

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        assert isinstance(error, HubDeskError)
        words = explain(error).text
        if isinstance(error, WrongPassphrase):
            self.present.clear()
            self.form.show_problems({"present": _t("That passphrase does not match.")})
        else:
            self.form.show_problems({"new": words})

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self.save_button.setEnabled(not busy)
        self.present.setReadOnly(busy)
        self.new.edit.setReadOnly(busy)
        if busy:
            self.busy.begin(_t("Making the lock…"), can_cancel=False)
        else:
            self.busy.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.form.isHidden():
            event.accept()  # the field that was typed in has saved already
            return
        super().keyPressEvent(event)


class SheetCard(Card):
    """Says what the recovery sheet is for, and leads to printing a new one."""

    verb = "print recovery sheet"

    go = Signal(str, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 16), 10, parent)
        self.body.addWidget(SectionHead(_t("Recovery sheet")))
        words = _t("It opens the records when the passphrase is forgotten. Keep it locked away.")
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        row = line(gap=0)
        self.button = Button(_t("Print a new recovery sheet"), "", "printer")
        self.button.clicked.connect(lambda _on=False: self.go.emit("recovery-sheet", {}))
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)
