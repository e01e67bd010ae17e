"""Who speaks at a visit, as what, and when their background check was seen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import Part
from hubdesk.queries.speakers import SpeakerRow
from hubdesk.ui.doors import Doors
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.space import column, emptied
from hubdesk.ui.widgets.buttons import IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field
from hubdesk.ui.widgets.rows import person_row
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Visits", text)


PARTS = {Part.SPEAKER: "Speaker", Part.ROLE_MODEL: "Role model"}


class SpeakersCard(Card):
    """`added` tells a person, their name, the part and the day of the check, or None."""

    added = Signal(str, str, str, object)
    taken_away = Signal(object)

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 20, 18), 12, parent)
        self.head = SectionHead(_t("Speakers and role models"), 0)
        self.body.addWidget(self.head)
        self._rows = QWidget()
        column(self._rows, 0, 4)
        self.body.addWidget(self._rows)
        options = [(part.value, _t(words)) for part, words in PARTS.items()]
        self.part = Segments(options, Part.SPEAKER, _t("As"))
        self.body.addWidget(Field(_t("As"), self.part))
        self.day = DayField(_t("Check seen on"))
        hint = _t("The day of their background check. Leave it empty if nobody saw one.")
        self.day_field = Field(_t("Check seen on"), self.day, hint)
        self.body.addWidget(self.day_field)
        self.finder = FindPerson(
            doors,
            _t("Who speaks?"),
            _t("Press Enter to put them on the list."),
            adds=_t("Add them, and put them on the list"),
        )
        self.body.addWidget(self.finder)
        self.finder.chosen.connect(self._add)
        self.finder.new.connect(lambda name: self._add("", name))

    def show_speakers(self, rows: tuple[SpeakerRow, ...]) -> None:
        """Who is on the list."""
        self.head.set_count(len(rows))
        layout = emptied(self._rows)
        if not rows:
            layout.addWidget(WrappedLabel(_t("Nobody is on the list yet."), "small", "2"))
        for one in rows:
            shown = person_row(one.name, f"{_t(PARTS[Part(one.part)])} · {check_words(one)}")
            away = IconButton("x", _t("Take {who} off the list").format(who=one.name))
            away.clicked.connect(lambda _on=False, row=one: self.taken_away.emit(row))
            shown.tail.addWidget(away)
            layout.addWidget(shown)

    def clear(self) -> None:
        """Nothing is typed."""
        self.finder.clear()
        self.day.set_day(None)
        self.day_field.show_problem("")

    def refuse(self, words: str) -> None:
        """Say by the day why it could not be."""
        self.day_field.show_problem(words)

    def _add(self, id: str, name: str) -> None:
        try:
            day = self.day.read()
        except Refusal as refusal:
            self.refuse(explain(refusal).text)
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.added.emit(id, name, self.part.value(), day if isinstance(day, date) else None)


def check_words(row: SpeakerRow) -> str:
    """Check of 3 March 2026."""
    if row.checked_on is None:
        return _t("no check written down")
    return _t("check of {day}").format(day=i18n.plain_day(row.checked_on))
