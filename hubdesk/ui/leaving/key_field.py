"""Where a recipient's key is pasted or read from a file, proved at once, and shown to compare."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.leaving import SecretHalf
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.sync.recipients import recipient_in, recipient_in_file, to_compare
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Leaving", text)


class KeyField(QWidget):
    """A line and a button. What is wrong goes to `wrong`, what is right to the label `told`."""

    wrong = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = line(self, 0, 8)
        self.edit = LineEdit("", "age1…", _t("Their key"))
        self.file_button = Button(
            _t("From a file"), "", "file-text", name=_t("Read it from a file")
        )
        self.told = WrappedLabel("", "small", "2")  # stands under the field, where the page puts it
        row.addWidget(self.edit, 1)
        row.addWidget(self.file_button)
        self.setFocusProxy(self.edit)
        self.told.hide()
        self.edit.textChanged.connect(lambda _text: self._typed())
        self.edit.editingFinished.connect(self.check)
        self.file_button.clicked.connect(lambda _on=False: self.open_dialog())

    def key(self) -> str:
        """The key that was given; empty where none was. Raises what `recipient_in` raises."""
        text = self.edit.text().strip()
        return recipient_in(text) if text else ""

    def clear(self) -> None:
        self.edit.clear()

    def check(self) -> None:
        """Prove what was typed, and say how it ends, so that it can be compared by phone."""
        try:
            key = self.key()
        except HubDeskError as error:
            if isinstance(error, SecretHalf):
                self.edit.clear()
            self.wrong.emit(explain(error).text)
            return
        self._take(key)

    def read_file(self, path: str) -> None:
        """A file that was chosen."""
        try:
            key = recipient_in_file(Path(path))
        except HubDeskError as error:
            self.wrong.emit(explain(error).text)
            return
        self.edit.setText(key)
        self._take(key)

    def open_dialog(self) -> None:
        """The computer's own dialog, which lets the window live on."""
        dialog = QFileDialog(self.window(), _t("Choose the file with their key"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, key: str) -> None:
        self.wrong.emit("")
        words = _t("It is a key. Ask them by phone whether theirs ends in {end}.")
        self.told.setText(words.format(end=to_compare(key)) if key else "")
        self.told.setVisible(bool(key))

    def _typed(self) -> None:
        self.told.hide()
        self.wrong.emit("")
