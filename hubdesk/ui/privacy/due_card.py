"""Whose time is over by the hub's rules: each with the reason, ticked, and erased together."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.retention import record_words
from hubdesk.operations.erasing import Proposed, erase_proposed
from hubdesk.queries.retention import DueRow, whose_time_is_over
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Privacy", text)


class DueCard(Section):
    """A proposal: nothing is erased before somebody looked and pressed."""

    def __init__(self, gestures: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(_t("Whose time is over"), parent)
        self._gestures = gestures
        self.ticks: list[QCheckBox] = []
        words = _t("The hub's rules would erase them now. Untick who should stay a while longer.")
        self.body.insertWidget(1, WrappedLabel(words, "small", "2"))
        self.erase_button = Button("", "danger", "eraser")
        alone = QWidget()
        row = line(alone)
        row.addWidget(self.erase_button)
        row.addStretch(1)
        self.put_below(alone)
        self.erase_button.clicked.connect(lambda _on=False: self._asked())

    def show_now(self) -> int:
        """Look again; answers with how many there are."""
        doors = self._gestures.doors
        today = doors.today()
        rows = doors.look(lambda db: whose_time_is_over(db, today))
        kept = {tick.property("id") for tick in self.ticks if not tick.isChecked()}
        self.clear()
        self.ticks = []
        for row in rows:
            tick = QCheckBox(breakable(_row_words(row)))
            tick.setProperty("id", row.person_id)
            tick.setChecked(row.person_id not in kept)
            tick.toggled.connect(lambda _on: self._count())
            self.ticks.append(tick)
            self.put(tick)
        if not rows:
            self.put_nothing(_t("Nobody's time is over."))
        self.head.set_count(len(rows))
        self._count()
        return len(rows)

    def ticked(self) -> list[str]:
        """The ids of those who are ticked."""
        return [str(tick.property("id")) for tick in self.ticks if tick.isChecked()]

    def _count(self) -> None:
        many = len(self.ticked())
        words = _t("Erase {people} for good")
        self.erase_button.set_words(words.format(people=_people(many)))
        self.erase_button.setVisible(bool(self.ticks))
        why = "" if many else _t("Nobody is ticked.")
        self.erase_button.set_reason(self._gestures.doors.barred("erase proposed") or why)

    def _asked(self) -> None:
        self._gestures.doors.again("erase proposed", self.erase)

    def erase(self) -> None:
        """Erase those who are ticked, but for whoever has to stay."""
        ids, tells_why = self.ticked(), not self._gestures.doors.barred("see safeguarding")
        self._gestures.act(
            "erase proposed",
            lambda db, now: erase_proposed(db, person_ids=ids, now=now),
            lambda found: _erased_words(found, tells_why),
            about=lambda found: {"count": _people(len(found.done))},
        )


def _erased_words(found: Proposed, tells_why: bool) -> str:
    """How it went. Why somebody was left out is said to who may know of concerns alone."""
    words = _t("Erased: {people}. Nothing brings them back.")
    said = words.format(people=_people(len(found.done)))
    if found.left_out:
        words = _t("Left out, since they have to stay for now: {people}.")
        said = f"{said} {words.format(people=_people(found.left_out))}"
    if found.for_lead and tells_why:
        words = _t("With an open concern: {people}.")
        said = f"{said} {words.format(people=_people(found.for_lead))}"
    return said


def _people(many: int) -> str:
    return i18n.count(many, _t("person"), _t("people"))


def _row_words(row: DueRow) -> str:
    words = _t("{name}: last contact {last}. Rule: {rule}, over since {day}.")
    return words.format(
        name=row.name,
        last=i18n.plain_day(row.last_on),
        rule=record_words(row.until.record).lower(),
        day=i18n.plain_day(row.until.on),
    )
