"""The poster as it will be printed, where the pages are read, and both as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.hub import change_setting
from hubdesk.operations.opportunities import read_link
from hubdesk.queries.opportunities import pages_address
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.printing.press import Press
from hubdesk.ui.reports.report_view import ReportView
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.week.lines import bar_of
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.text import WrappedLabel

PAPER = "week-poster"
KEY = "week.address"


def _t(text: str) -> str:
    return translate("Opportunities", text)


class PosterPart(QWidget):
    """`save_pages` writes the folder; it runs beside the window."""

    def __init__(
        self,
        gestures: Gestures,
        press: Press,
        to_print: ToPrint,
        save_pages: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._gestures, self._press, self._save_pages = gestures, press, save_pages
        whole = column(self, 0, 12)
        self.print_button = BigButton(_t("Print the poster"), "printer")
        self.pdf_button = Button(_t("Poster as PDF"), "", "file-down")
        self.pages_button = Button(_t("Save the pages"), "", "folder", verb="make pages")
        whole.addWidget(bar_of(self.print_button, self.pdf_button, self.pages_button))
        inside = Leaf()
        body = column(inside, (0, 0, 8, 8), 12)
        whole.addWidget(scroller(inside), 1)
        hint = _t(
            "The pages are a folder that any website can show. "
            "They are also read from a stick, by a double click on index."
        )
        body.addWidget(WrappedLabel(hint, "small", "2"))
        self.address = LineEdit()
        sized(self.address, most_width=460)
        self.field = Field(
            _t("&Where are the pages read?"),
            self.address,
            _t("The address people type. The poster shows it, also as a code for phones."),
        )
        body.addWidget(self.field)
        self.view = ReportView(gestures.doors, _t("The poster as it will be printed"))
        sized(self.view, least_height=420, most_width=760)
        self.note = WrappedLabel("", "body", "bad")
        self.note.hide()
        body.addWidget(self.note)
        body.addWidget(self.view, 1)
        self.print_button.clicked.connect(lambda _on=False: to_print(PAPER, ""))
        self.pdf_button.clicked.connect(lambda _on=False: self._as_pdf())
        self.pages_button.clicked.connect(lambda _on=False: self.open_dialog())
        self.address.editingFinished.connect(self.keep_address)

    def show_now(self) -> None:
        """Draw the poster again, and show where the pages are."""
        doors = self._gestures.doors
        barred = doors.barred("change setting")
        self.address.setReadOnly(bool(barred))
        if not self.address.hasFocus():
            self.address.setText(doors.look(pages_address))
        doors.later(
            lambda: doors.paper(PAPER, ""), owner=self, then=self._drawn, refused=self._cannot
        )

    def keep_address(self) -> None:
        """Kept when the field is left. What is no address stays typed, with the reason."""
        doors, typed = self._gestures.doors, self.address.text().strip()
        if typed == doors.look(pages_address) or self.address.isReadOnly():
            self.field.show_problem("")
            return
        try:
            link = read_link(typed)
            doors.do(
                "change setting",
                lambda db, _now: change_setting(db, key=KEY, value=link),
                about={"what": _t("where the pages are read")},
            )
        except HubDeskError as error:
            self.field.show_problem(explain(error).text)
            return
        self.field.show_problem("")
        self.address.setText(link)
        self._gestures.told_done(_t("Saved: where the pages are read."))
        self.show_now()

    def open_dialog(self) -> QFileDialog:
        """The computer's own dialog for a folder, which lets the window live on."""
        dialog = QFileDialog(self.window(), _t("Save the pages in a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.save_pages)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save_pages(self, folder: str) -> None:
        """Write the pages beside the window."""
        words = _t("The pages are in the folder this-week. Open index to read them.")
        self._press.jobs.run(
            lambda: self._save_pages(folder),
            owner=self,
            then=lambda _: self._gestures.say(words),
            refused=self._refuse,
        )

    def _as_pdf(self) -> None:
        doors = self._gestures.doors
        self._press.save_pdf(
            lambda: doors.paper(PAPER, ""),
            _t("This week.pdf"),
            done=lambda: self._gestures.say(_t("The poster is saved.")),
            refused=self._gestures.refuse,
        )

    def _drawn(self, pdf: bytes) -> None:
        self.note.hide()
        self.view.show_pdf(pdf, _t("Poster of this week"))

    def _cannot(self, error: Any) -> None:
        self.note.setText(explain(error).text)
        self.note.show()
        self.view.show_pdf(b"", "")  # an older one beside the words would be believed

    def _refuse(self, error: Any) -> None:
        self._gestures.refuse(error)
