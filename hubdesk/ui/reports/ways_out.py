"""The ways a report leaves the hub: printer, PDF, spreadsheet, poster. Each keeps a copy first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.messages.periods import period_slug
from hubdesk.operations.report_keeping import keep_report
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.printing.press import Press
from hubdesk.ui.reports.asked import Made, file_name
from hubdesk.ui.reports.sheets import sheet_of, sheet_words
from hubdesk.ui.widgets.buttons import Button


def _t(text: str) -> str:
    return translate("Reports", text)


class WaysOut(QWidget):
    """A row of buttons. `others`, for CSV and a data package, stand elsewhere and leave alike."""

    def __init__(
        self, gestures: Gestures, press: Press, to_print: ToPrint, others: dict[str, Button],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.gestures, self._press, self._to_print = gestures, press, to_print
        self.made: Made | None = None
        self.print_button = Button(
            _t("Print report"), "primary", "printer", verb="make report", key="Ctrl+P"
        )
        self.save_button = Button(
            _t("Save as PDF"), "", "file-down", verb="make report", key="Ctrl+E"
        )
        self.sheet_button = Button(_t("Spreadsheet"), "", "file-spreadsheet", verb="make report")
        self.poster_button = Button(
            _t("Poster"), "", "printer", name=_t("Print a poster"), verb="make report"
        )
        self._others = others
        row = Flow(self, 0, 8)  # a button goes to the next line before it is cut
        for button in (self.print_button, self.save_button, self.sheet_button, self.poster_button):
            row.addWidget(button)
        self.print_button.clicked.connect(lambda _on=False: self.print_report())
        self.save_button.clicked.connect(lambda _on=False: self.save_pdf())
        self.sheet_button.clicked.connect(lambda _on=False: self.save_sheet("xlsx"))
        for ending, button in others.items():
            button.clicked.connect(lambda _on=False, form=ending: self.save_sheet(form))
        self.poster_button.clicked.connect(lambda _on=False: self.print_report(is_poster=True))

    def offer(self, made: Made | None, why: str) -> None:
        """A report that may leave, or why none may."""
        self.made = made
        every = (self.print_button, self.save_button, self.sheet_button, self.poster_button)
        for button in (*every, *self._others.values()):
            button.set_reason(why)

    def show_keys(self, are_shown: bool) -> None:
        """The caps go where there is little room; the keys work all the same."""
        self.print_button.set_key("Ctrl+P" if are_shown else "")
        self.save_button.set_key("Ctrl+E" if are_shown else "")

    def print_report(self, *, is_poster: bool = False) -> None:
        """Keep a copy, and send that very copy to the printer."""
        made, how = self.made, "poster" if is_poster else "print"
        if made is None or not self.print_button.isEnabled():
            return
        kept = self._keep(made, how, _t("A copy of {report} is kept. It goes to the printer."))
        if kept:
            self._to_print("report-poster" if is_poster else "report", kept)

    def save_pdf(self) -> None:
        """Write the report into a file; once it is whole, a copy is kept."""
        made = self.made
        if made is not None and self.save_button.isEnabled():
            words = _t("Save as PDF"), _t("PDF files (*.pdf)")
            self._save(made, "pdf", words, "save", lambda: made.pdf)

    def save_sheet(self, ending: str) -> None:
        """The same figures as a workbook, as lines that any program reads, or as open data."""
        made = self.made
        if made is not None and self.sheet_button.isEnabled():
            self._save(made, ending, sheet_words(ending), "sheet", sheet_of(made.report, ending))

    def _save(
        self, made: Made, ending: str, words: tuple[str, str], how: str, make: Callable[[], bytes]
    ) -> None:
        period = made.report.period
        name = file_name(made.report.hub, period_slug(period.first_on, period.last_on), ending)
        said = _t("Saved: {name}. A copy is kept in Past reports.").format(name=name)
        self._press.save_file(
            make,
            name,
            ending,
            words,
            done=lambda: self._keep(made, how, said),
            refused=self.gestures.refuse,
        )

    def _keep(self, made: Made, how: str, words: str) -> str:
        """Freeze what leaves; answers with its id, or nothing where that was refused."""
        kept: list[str] = []
        by, title = self.gestures.doors.acting().id, made.report.called

        def work(db: Any, now: datetime) -> str:
            kept.append(keep_report(db, made.told, how=how, now=now, account_id=by).id)
            return kept[0]

        done = self.gestures.act(
            "make report", work, words.format(report=title), about={"what": title}
        )
        return kept[-1] if done else ""
