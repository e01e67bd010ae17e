"""Who speaks at a visit, as what, and of which day their background check is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Part
from hubdesk.queries.speakers import SpeakerRow
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.space import column, emptied
from hubdesk.ui.staff.check_form import CheckForm, Whose
from hubdesk.ui.widgets.buttons import IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import Field
from hubdesk.ui.widgets.rows import person_row
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Visits", text)


PARTS = {Part.SPEAKER: "Speaker", Part.ROLE_MODEL: "Role model"}


class SpeakersCard(Card):
    """`added` tells a person, their name and the part; `taken_away` a row of the list.

    A check that was seen is written down by whoever may do so anywhere, here beside their name.
    """

    added = Signal(str, str, str)
    taken_away = Signal(object)

    def __init__(self, gestures: Gestures, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 20, 18), 12, parent)
        self.head = SectionHead(_t("Speakers and role models"), 0)
        self.body.addWidget(self.head)
        self._rows = QWidget()
        column(self._rows, 0, 4)
        self.body.addWidget(self._rows)
        self.check = CheckForm(gestures)
        self.check.hide()
        self.check.done.connect(self._checked)
        self.body.addWidget(self.check)
        options = [(part.value, _t(words)) for part, words in PARTS.items()]
        self.part = Segments(options, Part.SPEAKER, _t("As"))
        self.body.addWidget(Field(_t("As"), self.part))
        self.finder = FindPerson(
            gestures.doors,
            _t("Who speaks?"),
            _t("Press Enter to put them on the list."),
            adds=_t("Add them, and put them on the list"),
        )
        self.body.addWidget(self.finder)
        self.finder.chosen.connect(lambda id, name: self.added.emit(id, name, self.part.value()))
        self.finder.new.connect(lambda name: self.added.emit("", name, self.part.value()))

    def show_speakers(self, rows: tuple[SpeakerRow, ...], barred: str = "") -> None:
        """Who is on the list. `barred` says whom to ask about checks, where that is needed."""
        self.head.set_count(len(rows))
        layout = emptied(self._rows)
        if not rows:
            layout.addWidget(WrappedLabel(_t("Nobody is on the list yet."), "small", "2"))
        for one in rows:
            layout.addWidget(self._row(one, with_check=not barred))
        if rows and barred:
            layout.addWidget(WrappedLabel(barred, "small", "2"))

    def clear(self) -> None:
        """Nothing is typed."""
        self.finder.clear()
        self.check.hide()

    def write_check(self, speaker: SpeakerRow) -> None:
        """Write down the check of one of them."""
        whose = Whose(speaker.account_id, speaker.person_id, speaker.name)
        first = self.check.begin(whose)
        self.check.show()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_check(self) -> bool:
        """Whether a check was being written."""
        was_open = not self.check.isHidden()
        self.check.hide()
        return was_open

    def _row(self, one: SpeakerRow, *, with_check: bool) -> QWidget:
        detail = _t(PARTS[Part(one.part)])
        if with_check:
            detail += f" · {check_words(one)}"
        shown = person_row(one.name, detail)
        words = _t("Write down the check of {who}").format(who=one.name)
        check = IconButton("shield-check", words, verb="record check")
        check.clicked.connect(lambda _on=False: self.write_check(one))
        away = IconButton("x", _t("Take {who} off the list").format(who=one.name))
        away.clicked.connect(lambda _on=False: self.taken_away.emit(one))
        shown.tail.addWidget(check)
        shown.tail.addWidget(away)
        return shown

    def _checked(self) -> None:
        self.check.hide()
        self.finder.edit.setFocus(Qt.FocusReason.OtherFocusReason)


def check_words(row: SpeakerRow) -> str:
    """Check of 3 March 2026."""
    if row.checked_on is None:
        return _t("no check written down")
    return _t("check of {day}").format(day=i18n.plain_day(row.checked_on))
