"""What to show in a report: for whom, which days, of whose money, and which parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.figures import Template
from hubdesk.queries.report_parts import COMMENTS, RULES, STORIES, left_out
from hubdesk.ui.people.words import breakable
from hubdesk.ui.reports.asked import Asked
from hubdesk.ui.reports.cut_choice import CutChoice
from hubdesk.ui.reports.period_choice import PeriodChoice
from hubdesk.ui.space import column, emptied, scroller
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Reports", text)


class OptionsPanel(QWidget):
    """`chosen` tells that another report is wanted."""

    chosen = Signal()

    def __init__(
        self, templates: Sequence[Template], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._templates = {one.key: one for one in templates}
        self._without = left_out(templates[0]) if templates else frozenset()
        self.ticks: dict[str, QCheckBox] = {}
        self.reader = Combo([(one.key, one.title) for one in templates])
        self.period = PeriodChoice(today)
        self.narrowed = CutChoice()
        for combo in (self.reader, self.period.which, self.period.sort, self.period.grant):
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 0), 12)
        card = Card((16, 14, 16, 16), 10)
        card.body.addWidget(Label(_t("What to show"), "h3"))
        card.body.addWidget(Field(_t("&Report"), self.reader))
        card.body.addWidget(self.period)
        card.body.addWidget(self.narrowed)
        card.body.addWidget(Label(_t("Parts"), "smallstrong"))
        self._parts = QWidget()
        column(self._parts, 0, 4)
        card.body.addWidget(self._parts)
        words = _t(
            "Numbers from 1 to 4 that tell of people are hidden, so that no one can be picked out."
        )
        card.body.addWidget(WrappedLabel(words, "small", "2"))
        body.addWidget(card)
        more = Card((16, 12, 16, 14), 8)
        self.told_button = Button(_t("Stories and comments"), "", "text-quote")
        forms = {"csv": _t("Save as CSV"), "zip": _t("Save as open data")}
        self.forms = {
            ending: Button(words, "", "file-spreadsheet", verb="make report")
            for ending, words in forms.items()
        }
        self.equality_button = Button(_t("Equality"), "", "users-round", verb="see equality")
        self.clearer_button = Button(_t("Clearer numbers"), "", "chart-column")
        for button in (
            *(self.told_button, self.equality_button),
            *(self.clearer_button, *self.forms.values()),
        ):
            more.body.addWidget(button)
        body.addWidget(more)
        body.addStretch(1)
        column(self).addWidget(scroller(inside), 1)
        self.reader.currentIndexChanged.connect(lambda _at: self._reader_chosen())
        self.narrowed.chosen.connect(self.chosen)
        self.period.chosen.connect(self.chosen)
        self._show_parts()

    def set_templates(self, templates: Sequence[Template]) -> None:
        """The reports there are; the one that is chosen stays chosen."""
        chosen = self.reader.value()
        self._templates = {one.key: one for one in templates}
        self.blockSignals(True)
        self.reader.set_options([(one.key, one.title) for one in templates], chosen)
        self.blockSignals(False)

    def set_funds(self, funds: Sequence[tuple[str, str]]) -> None:
        """The money there is, as (id, name)."""
        self.narrowed.set_funds(funds)

    def asked(self) -> Asked:
        """The report that is chosen."""
        template = self._templates[self.reader.value()]
        return Asked(template, self.period.period, self.narrowed.cut(), self._without)

    def ask(self, asked: Asked) -> None:
        """Choose a report without telling anybody."""
        self.blockSignals(True)
        self.reader.choose(asked.template.key)
        self.period.set_period(asked.period)
        self.narrowed.set_cut(asked.cut)
        self._without = asked.without
        self._show_parts()
        self.blockSignals(False)

    def _reader_chosen(self) -> None:
        if self.reader.value() in self._templates:
            self._without = left_out(self._templates[self.reader.value()])
            self._show_parts()
            self.chosen.emit()

    def _show_parts(self) -> None:
        layout = emptied(self._parts)
        self.ticks = {}
        template = self._templates.get(self.reader.value())
        if template is None:
            return
        parts = [(one.code, one.title) for one in template.sections]
        told = {STORIES: _t("Stories"), COMMENTS: _t("What tutors say")}
        parts += [(key, words) for key, words in told.items() if key in template.lists]
        parts.append((RULES, _t("How each is counted")))
        for code, words in parts:
            tick = QCheckBox(breakable(words))
            tick.setChecked(code not in self._without)
            tick.toggled.connect(lambda _on: self._ticked())
            self.ticks[code] = tick
            layout.addWidget(tick)

    def _ticked(self) -> None:
        self._without = frozenset(c for c, tick in self.ticks.items() if not tick.isChecked())
        self.chosen.emit()
