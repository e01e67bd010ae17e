"""What is in the file and which file it is: chosen, typed or dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.bring_in.words import DEVICES, PEOPLE
from hubdesk.ui.space import column, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.rows import Tile
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("BringIn", text)


class ChooseCard(Card):
    """`chosen` tells that a file was picked, so that it is looked at without another press."""

    chosen = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 20, 16), 12, parent)
        self._folder = ""
        self.what = Segments(
            [(DEVICES, _t("Devices")), (PEOPLE, _t("People"))], DEVICES, _t("What is in the file")
        )
        self.columns = WrappedLabel("", "small", "2")
        self.choose = Button(_t("Choose a file"), icon="folder-open")
        self.path = LineEdit()
        self.field = Field(_t("Or type where it is"), self.path)
        self._build()
        self.what.chosen.connect(lambda _value: self._say_columns())
        self.path.textEdited.connect(self._typed)
        self.choose.clicked.connect(lambda _on=False: self.open_dialog())
        self._say_columns()

    def _build(self) -> None:
        asked = Label(_t("What is in the file?"), "smallstrong")
        asked.setBuddy(self.what)
        self.body.addWidget(asked)
        self.body.addWidget(self.what)
        self.body.addWidget(self.columns)
        self.body.addWidget(self._drop_place())
        sized(self.field, most_width=760)
        self.body.addWidget(self.field)
        self.body.addStretch(1)

    def _drop_place(self) -> QFrame:
        """A dashed place with the button in its middle."""
        place = QFrame()
        place.setProperty("k", "drop")
        inside = column(place, (20, 16, 20, 16), 10)
        middle = Qt.AlignmentFlag.AlignHCenter
        inside.addWidget(Tile("file-spreadsheet", 56, "accent_text"), 0, middle)
        for words, role, ink in (
            (_t("Drop a spreadsheet here"), "strong", ""),
            (_t("CSV or XLSX, with the names of the columns in its first row"), "small", "2"),
        ):
            label = WrappedLabel(words, role, ink)
            label.setAlignment(middle)
            inside.addWidget(label)
        inside.addWidget(self.choose, 0, middle)
        promise = WrappedLabel(
            _t("Nothing is saved until you have seen what would happen."), "small", "2"
        )
        promise.setAlignment(middle)
        inside.addWidget(promise)
        return place

    def file(self) -> Path | None:
        """The file that is meant, or None. Quotes and file:// are what copying a path adds."""
        typed = self.path.text().strip().strip("\"'").strip()
        if typed.startswith("file:"):
            typed = QUrl(typed).toLocalFile()
        if not typed:
            return None
        path = Path(typed)
        return path.expanduser() if typed.startswith("~") else path

    def set_file(self, path: str) -> None:
        """A file that was chosen or dropped."""
        self.path.setText(path)
        self.field.show_problem("")
        self._folder = str(Path(path).parent)
        self.edited.emit()
        self.chosen.emit()

    def choose_what(self, what: str) -> None:
        """Show which of the two the file holds."""
        self.what.choose(what)
        self._say_columns()

    def open_dialog(self) -> None:
        """The computer's own dialog, which lets the window live on."""
        dialog = QFileDialog(self.window(), _t("Choose a spreadsheet"), self._folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        spreadsheets = _t("Spreadsheets (*.csv *.tsv *.txt *.xlsx)")
        dialog.setNameFilters([spreadsheets, _t("All files (*)")])
        dialog.fileSelected.connect(self.set_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _typed(self) -> None:
        self.field.show_problem("")
        self.edited.emit()

    def _say_columns(self) -> None:
        if self.what.value() == PEOPLE:
            words = _t("We read name, phone, e-mail, date of birth, postcode, card and more.")
        else:
            words = _t("We read asset tag, kind, make, model, serial, borrower and more.")
        self.columns.setText(words)
        self.edited.emit()
