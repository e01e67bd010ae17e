"""One past report as it left the hub, and whether its figures have changed since."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.periods import period_slug
from hubdesk.messages.report_words import change_words, how_words
from hubdesk.queries.report_parts import left_out_of
from hubdesk.queries.reports_made import (
    Changed,
    PastReport,
    changed_since,
    past_report,
    template_called,
)
from hubdesk.ui.actions import bind
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.page import Page
from hubdesk.ui.printing.press import Press
from hubdesk.ui.reports.asked import SEE, Asked, file_name
from hubdesk.ui.reports.report_view import ReportView
from hubdesk.ui.reports.sheets import sheet_of, sheet_words
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Note
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.strip import Result

MOST_NAMED: Final = 4


def _t(text: str) -> str:
    return translate("Reports", text)


class PastPage(Page):
    """The fact `id` of `arrive` says which."""

    def __init__(
        self, doors: Doors, press: Press, to_print: ToPrint, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._doors, self._press, self._to_print = doors, press, to_print
        self.gestures = Gestures(doors, self.told.emit, self.go.emit)
        self.past: PastReport | None = None
        self._id = ""
        self.changed = Note("", "warn", "triangle-alert")
        self.same = Note("", "info", "check")
        self.view = ReportView(doors, _t("As it left the hub"))
        self.gone = Empty(_t("That report is not here any more."), "chart-column")
        self.print_button = Button(
            _t("Print again"), "primary", "printer", verb="make report", key="Ctrl+P"
        )
        self.save_button = Button(
            _t("Save as PDF"), "", "file-down", verb="make report", key="Ctrl+E"
        )
        self.sheet_button = Button(_t("Spreadsheet"), "", "file-spreadsheet", verb="make report")
        self.again_button = Button(_t("See it with the figures of today"))
        self._build()
        self.print_button.clicked.connect(lambda _on=False: self.print_again())
        self.save_button.clicked.connect(lambda _on=False: self.save_pdf())
        self.sheet_button.clicked.connect(lambda _on=False: self.save_sheet())
        self.again_button.clicked.connect(lambda _on=False: self._see_now())
        bind(self, "print-list", self.print_button.click)
        bind(self, "save-report", self.save_button.click)

    def _build(self) -> None:
        self._whole = column(self, 0, 10)
        for note in (self.changed, self.same):
            self._whole.addWidget(note)
            note.hide()
        self._whole.addWidget(self.view, 1)
        self._whole.addWidget(self.gone, 1)
        foot = QWidget()
        row = Flow(foot, 0, 8)
        for button in self._buttons():
            row.addWidget(button)
        self._whole.addWidget(foot)

    def _buttons(self) -> tuple[Button, ...]:
        return (self.print_button, self.save_button, self.sheet_button, self.again_button)

    def title(self) -> str:
        return self.past.row.title if self.past is not None else ""

    def meta(self) -> str:
        if self.past is None:
            return " "
        row, now = self.past.row, self._doors.now()
        at = i18n.moment(row.made_at.astimezone(now.tzinfo), now.date())
        return ", ".join(filter(None, (row.about, how_words(row.how), row.by, at)))

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def primary(self) -> Button:
        return self.print_button

    def first_focus(self) -> QWidget:
        return self.view.area

    def arrive(self, **facts: Any) -> None:
        self._id = str(facts.get("id", "")) or self._id
        id = self._id
        self.past = self._doors.look(lambda db: past_report(db, id), right=SEE)
        here, paper = self.past is not None, self._paper()
        self.view.setVisible(here)
        self.gone.setVisible(not here)
        for note in (self.changed, self.same):
            note.set_words("")
        for button in self._buttons():
            button.set_reason("" if here else _t("That report is not here any more."))
        self.retitled.emit()
        self.view.show_pdf(b"", "")
        if here:
            self._doors.later(
                lambda: self._doors.paper(paper, id),
                owner=self,
                then=lambda pdf: self._show(id, pdf),
                refused=self._refused,
            )
            self._doors.later(
                lambda: self._doors.look(
                    lambda db: changed_since(db, id, now=self._doors.now()), right=SEE
                ),
                owner=self,
                then=lambda found: self._say_changes(id, found),
                refused=self._refused,
            )

    def print_again(self) -> None:
        """The very same paper."""
        if self.past is not None:
            self._to_print(self._paper(), self._id)
            self.gestures.say(_t("It goes to the printer as it was."))

    def save_pdf(self) -> None:
        """The very same paper into a file."""
        if self.past is None:
            return
        id, paper, name = self._id, self._paper(), self._file_name("pdf")
        self._press.save_pdf(
            lambda: self._doors.paper(paper, id),
            name,
            done=lambda: self.gestures.say(_t("Saved as PDF: {name}.").format(name=name)),
            refused=self.gestures.refuse,
        )

    def save_sheet(self) -> None:
        """The very same figures as a workbook."""
        if self.past is None:
            return
        name = self._file_name("xlsx")
        self._press.save_file(
            sheet_of(self.past.report, "xlsx"),
            name,
            "xlsx",
            sheet_words("xlsx"),
            done=lambda: self.gestures.say(_t("Saved: {name}.").format(name=name)),
            refused=self.gestures.refuse,
        )

    def _paper(self) -> str:
        """What left: a poster is no report of four pages."""
        return "report-poster" if self.past and self.past.row.is_poster else "report"

    def _file_name(self, ending: str) -> str:
        assert self.past is not None
        period = self.past.row.period
        return file_name(self.past.report.hub, period_slug(period.first_on, period.last_on), ending)

    def _see_now(self) -> None:
        if self.past is None:
            return
        row = self.past.row
        template = self._doors.look(lambda db: template_called(db, row.template_key))
        if template is None:
            self.gestures.say(_t("This hub has that kind of report no more."))
            return
        left_out = left_out_of(self.past.report, template)
        self.go.emit("reports", {"asked": Asked(template, row.period, row.cut, left_out)})

    def _show(self, id: str, pdf: bytes) -> None:
        if id == self._id and self.past is not None:
            self.view.show_pdf(pdf, self.past.row.title)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, HubDeskError):
            self.told.emit(Result("bad", explain(error).text))

    def _say_changes(self, id: str, found: tuple[Changed, ...]) -> None:
        if id != self._id:
            return
        if not found:
            self.same.set_words(_t("The figures are the same today."))
            return
        said = [
            change_words(one.indicator.name, one.was, one.now, is_told=one.is_told)
            for one in found[:MOST_NAMED]
        ]
        if len(found) > MOST_NAMED:
            said.append(_t("{more} more").format(more=len(found) - MOST_NAMED))
        words = _t("Figures have changed since this was made: {changes}.")
        self.changed.set_words(words.format(changes=i18n.listed(said)))
