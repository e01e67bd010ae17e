"""On a person's page: how far they are by the list the hub works with, and the way to more."""

from __future__ import annotations

from PySide6.QtCore import Signal

from hubdesk.i18n import translate
from hubdesk.queries.skills import Skills
from hubdesk.ui.people.section import Section, named
from hubdesk.ui.skills.chart_view import ChartView
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Skills", text)


class SkillsCard(Section):
    """It goes where nobody judged anything and they are no learner here."""

    asked = Signal(bool)  # whether to begin with what they say themselves

    def __init__(self) -> None:
        super().__init__(_t("Skills"))
        self.open_button = named(Button(_t("Skills and goals"), "ghost", "list-checks"), "skills")
        self.open_button.clicked.connect(lambda _on=False: self.asked.emit(False))
        self.head.row.addWidget(self.open_button)
        self.count = WrappedLabel("", "small", "2")
        self.chart = ChartView()
        self.check_button = named(
            Button(_t("Ask what they can do"), "", "clipboard-list", verb="self-check"),
            "self-check",
        )
        self.check_button.clicked.connect(lambda _on=False: self.asked.emit(True))
        for widget in (self.count, self.chart, self.check_button):
            self.put_below(widget)

    def show_skills(self, found: tuple[Skills, ...], *, is_learner: bool) -> None:
        """The list they were judged by first, else the one the hub works with."""
        begun = [one for one in found if one.is_begun]
        self.setVisible(bool(begun) or (is_learner and bool(found)))
        if not found:
            return
        shown = (begun or list(found))[0]
        self.head.title.setText(shown.of.title)
        self.chart.setVisible(shown.is_begun)
        self.check_button.setVisible(not shown.is_begun)
        if not shown.is_begun:
            self.count.setText(_t("Nothing is written down yet."))
            return
        self.chart.show_areas(shown.areas)
        words = _t("{done} of {many} signed off") if shown.of.is_whole else _t("{done} signed off")
        self.count.setText(words.format(done=shown.signed, many=shown.total))
