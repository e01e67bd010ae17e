"""Saved reports: what is made again and again, some of it by itself on the first of the month."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.imports.report_templates import template_text
from hubdesk.messages.periods import period_words
from hubdesk.models import HowOften
from hubdesk.operations.reporting import add_template, put_away_report, save_report
from hubdesk.queries.periods import PeriodSort, sort_of
from hubdesk.queries.reports_due import days_of
from hubdesk.queries.reports_made import SavedRow, saved_reports, template_called
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.people.section import Section
from hubdesk.ui.reports.asked import Asked
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import WrappedLabel

WIDTH: Final = 760
OFTEN: Final = {
    PeriodSort.MONTH: HowOften.MONTH,
    PeriodSort.QUARTER: HowOften.QUARTER,
    PeriodSort.YEAR: HowOften.YEAR,
    PeriodSort.FINANCIAL: HowOften.DAYS,
    PeriodSort.DAYS: HowOften.DAYS,
}


def _t(text: str) -> str:
    return translate("Reports", text)


class SavedCard(QWidget):
    """`asked_for` carries the report somebody opened."""

    asked_for = Signal(object)

    def __init__(
        self, gestures: Gestures, asked: Callable[[], Asked], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._gestures, self._asked = gestures, asked
        self.rows: dict[str, Row] = {}
        inside = Leaf()
        body = column(inside, (0, 0, 8, 8), 12)
        self.list = Section(_t("Saved reports"))
        self.new = Section(_t("Save what is chosen now"))
        self.name = LineEdit()
        self.by_itself = QCheckBox(_t("Make it by itself on the first of the month"))
        self.save_button = Button(_t("Save this report"), "", "check", verb="save report")
        self.field = Field(_t("&Name"), self.name)
        self.says = WrappedLabel("", "small", "2")
        for widget in (self.says, self.field, self.by_itself):
            self.new.put(widget)
        row = line(gap=8)
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.new.put(row)
        self.bring = Section(_t("A report of somebody else"))
        words = _t("A funder's report from a file in HubDesk's own form. It is checked first.")
        self.bring.put(WrappedLabel(words, "small", "2"))
        self.file_button = Button(
            _t("Bring in a report from a file"), "", "file-down", verb="add report template"
        )
        alone = line(gap=8)
        alone.addWidget(self.file_button)
        alone.addStretch(1)
        self.bring.put(alone)
        for card in (self.list, self.new, self.bring):
            sized(card, most_width=WIDTH)
            body.addWidget(card)
        body.addStretch(1)
        column(self).addWidget(scroller(inside), 1)
        self.save_button.clicked.connect(lambda _on=False: self.save())
        self.file_button.clicked.connect(lambda _on=False: self._choose_file())

    def show_now(self) -> int:
        """Draw the list again; how many there are."""
        saved = self._gestures.doors.look(saved_reports)
        self.list.clear()
        self.rows = {}
        for row in saved:
            self.rows[row.id] = self._row(row)
            self.list.put(self.rows[row.id])
        if not saved:
            self.list.put_nothing(_t("None yet. Save what you choose often under a name."))
        self.say_chosen()
        return len(saved)

    def say_chosen(self) -> None:
        """Say what would be saved: it changes with every choice beside the page."""
        asked = self._asked()
        days = period_words(asked.period.first_on, asked.period.last_on)
        words = _t("{report}, now for {days}, with the parts that are ticked")
        self.says.setText(words.format(report=asked.template.title, days=days))

    def save(self) -> bool:
        """Keep the choices of now under a name."""
        asked, by_itself = self._asked(), self.by_itself.isChecked()
        name, often = self.name.text().strip(), OFTEN[sort_of(asked.period)]
        if not name:
            self.field.show_problem(_t("Enter a name"))
            self.name.setFocus()
            return False
        self.field.show_problem("")

        def work(db: Any, _now: object) -> str:
            return save_report(
                db, name=name, template_key=asked.template.key, how_often=often,
                period=asked.period, cut=asked.cut, without=asked.without, by_itself=by_itself,
            ).id  # fmt: skip

        words = _t("{name} is saved.").format(name=name)
        if not self._gestures.act("save report", work, words, about={"what": name}):
            return False
        self.name.clear()
        self.by_itself.setChecked(False)
        return True

    def _choose_file(self) -> None:
        """The computer's own dialog, which lets the window live on."""
        dialog = QFileDialog(self.window(), _t("Choose a report"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_t("Reports (*.json)"), _t("All files (*)")])
        dialog.fileSelected.connect(self.bring_in)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def bring_in(self, path: str) -> None:
        """Read a file beside the window; it is offered once it was found right."""
        name = Path(path).name
        self._gestures.doors.later(
            lambda: template_text(Path(path)),
            owner=self,
            then=lambda text: self._add(text, name),
            refused=self._refused,
        )

    def _add(self, text: str, name: str) -> None:
        self._gestures.act(
            "add report template",
            lambda db, _now: add_template(db, text=text, name=name).title,
            lambda title: _t("{title} is among the reports now.").format(title=title),
            about=lambda title: {"what": title},
        )

    def _refused(self, error: Exception) -> None:
        assert isinstance(error, HubDeskError)
        self._gestures.refuse(error)

    def _row(self, row: SavedRow) -> Row:
        detail = often_words(row)
        shown = Row(row.name, detail, icon="chart-column", size=36)
        see = Button(_t("Open"), "", name=_t("Open {name}").format(name=row.name))
        see.clicked.connect(lambda _on=False: self._open(row))
        away = IconButton(
            "x", _t("Remove {name}").format(name=row.name), verb="put away saved report"
        )
        away.clicked.connect(lambda _on=False: self._put_away(row))
        shown.tail.addWidget(see)
        shown.tail.addWidget(away)
        return shown

    def _open(self, row: SavedRow) -> None:
        doors = self._gestures.doors
        template = doors.look(lambda db: template_called(db, row.template_key))
        if template is None:
            self._gestures.say(_t("This hub has that kind of report no more."))
            return
        days = days_of(row, doors.today())
        self.asked_for.emit(Asked(template, days, row.cut, row.left_out(template)))

    def _put_away(self, row: SavedRow) -> None:
        self._gestures.act(
            "put away saved report",
            lambda db, _now: put_away_report(db, report_id=row.id).id,
            _t("{name} is removed. What was made of it stays.").format(name=row.name),
            about={"what": row.name},
        )


def often_words(row: SavedRow) -> str:
    """Every month, made by itself."""
    said = {
        HowOften.MONTH: _t("Every month"),
        HowOften.QUARTER: _t("Every quarter"),
        HowOften.YEAR: _t("Every year"),
    }
    if row.period is not None:
        words = period_words(row.period.first_on, row.period.last_on)
    else:
        words = said[HowOften(row.how_often)]
    if row.is_in_part:
        words = _t("{often}, without some parts").format(often=words)
    return _t("{often}, made by itself").format(often=words) if row.by_itself else words
