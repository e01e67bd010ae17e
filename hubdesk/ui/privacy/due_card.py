"""Whose time is over by the hub's rules: each with the reason, ticked, and erased together."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.retention import record_words
from hubdesk.operations.erasing import Proposed, erase_proposed
from hubdesk.operations.retention import (
    forget_breaches,
    forget_complaints,
    forget_presence,
    forget_staff,
    forget_stories,
    forget_taken_back,
)
from hubdesk.queries.hub_due import (
    HubDue,
    breaches_due,
    complaints_due,
    staff_due,
    stories_due,
    taken_back_due,
)
from hubdesk.queries.presence_due import presence_due
from hubdesk.queries.retention import (
    BREACHES,
    CONSENTS,
    PRESENCE,
    REQUESTS,
    STAFF,
    TAKEN_BACK,
    DueRow,
    how_many_are_over,
    whose_time_is_over,
)
from hubdesk.ui.doing import Doing
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.looking import Looking
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import breakable
from hubdesk.ui.privacy.forget_row import ForgetRow, Forgets
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Privacy", text)


FORGETS: Final = (
    Forgets(
        PRESENCE,
        "forget presence",
        lambda db, today: astuple(presence_due(db, today)),
        lambda db, now: forget_presence(db, now=now),
        "That somebody came is kept, not who.",
        "Forget who it was",
        "Forgotten: {entries}. Nothing brings the names back.",
    ),
    Forgets(
        BREACHES,
        "forget breaches",
        lambda db, today: _many(breaches_due(db, today)),
        lambda db, now: forget_breaches(db, now=now),
        "How many people and when is kept, not what it was about.",
        "Forget what it was about",
        "Forgotten: {entries}. Nothing brings the words back.",
    ),
    Forgets(
        STAFF,
        "forget staff",
        lambda db, today: _many(staff_due(db, today)),
        lambda db, now: forget_staff(db, now=now),
        "What they did and how long is kept, not their names.",
        "Forget their names",
        "Forgotten: {entries}. Nothing brings the names back.",
    ),
    Forgets(
        REQUESTS,
        "forget complaints",
        lambda db, today: _many(complaints_due(db, today)),
        lambda db, now: forget_complaints(db, now=now),
        "Complaints of nobody in the records. Their days are kept.",
        "Forget what they said",
        "Forgotten: {entries}. Nothing brings the words back.",
    ),
    Forgets(
        CONSENTS,
        "forget stories",
        lambda db, today: _many(stories_due(db, today)),
        lambda db, now: forget_stories(db, now=now),
        "Stories of nobody in the records.",
        "Forget these stories",
        "Forgotten: {entries}. Nothing brings the words back.",
    ),
    Forgets(
        TAKEN_BACK,
        "forget taken back",
        lambda db, today: _many(taken_back_due(db, today)),
        lambda db, now: forget_taken_back(db, now=now),
        "No page shows them any more.",
        "Forget these records",
        "Forgotten: {entries}. Nothing brings the words back.",
    ),
)


LISTED: Final = 500  # people: more than anybody looks through at once


@dataclass(frozen=True, slots=True)
class _Found:
    """The first whose time is over, how many there are, and what else is due by which rule."""

    rows: list[DueRow]
    many: int
    others: dict[str, tuple[int, date]]


def _look(db: Any, today: date) -> _Found:
    rows = whose_time_is_over(db, today, limit=LISTED)
    many = len(rows) if len(rows) < LISTED else how_many_are_over(db, today)
    return _Found(rows, many, {one.record: one.due(db, today) for one in FORGETS})


def _many(due: HubDue) -> tuple[int, date]:
    return len(due.ids), due.before


class DueCard(Section):
    """A proposal: nothing is erased before somebody looked and pressed.

    Everybody is looked through beside the window: in a hub of 100,000 people it takes seconds. So
    may what is let go of, since the whole safety copy is written again.
    """

    looked = Signal()  # the list is as the rules have it now

    def __init__(self, gestures: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(_t("Whose time is over"), parent)
        self._gestures = gestures
        self.ticks: list[QCheckBox] = []
        self._many = 0  # of whom the first are listed
        words = _t("The hub's rules would erase them now. Untick who should stay a while longer.")
        self.body.insertWidget(1, WrappedLabel(words, "small", "2"))
        self._looking = Looking(gestures.doors, self)
        self._looking.came.connect(self._show)
        self._looking.told.connect(self._not_looked)
        self.body.insertWidget(2, self._looking.line)
        self.doing = Doing(gestures.doors, self)
        self.doing.turned.connect(self._count)
        self.body.insertWidget(3, self.doing.line)
        self.erase_button = Button("", "danger", "eraser")
        alone = QWidget()
        row = line(alone)
        row.addWidget(self.erase_button)
        row.addStretch(1)
        self.put_below(alone)
        self.forgets = {one.record: ForgetRow(gestures, one, self.doing) for one in FORGETS}
        for forget in self.forgets.values():
            self.put_below(forget)
        self.erase_button.clicked.connect(lambda _on=False: self._asked())

    def show_now(self) -> int:
        """Look again, beside the window; answers with how many are known by now."""
        today = self._gestures.doors.today()
        self._looking.look(lambda db: _look(db, today), _t("Looking for whose time is over…"))
        self._count()
        return self.count() + self.others()

    def count(self) -> int:
        """How many there are, those after the list among them."""
        return self._many

    def others(self) -> int:
        """How many rules let go of something that is not a whole person."""
        return sum(not row.isHidden() for row in self.forgets.values())

    def is_looking(self) -> bool:
        """Whether the list is still to come."""
        return self._looking.is_looking()

    def _not_looked(self, why: Result) -> None:
        self._count()
        self._gestures.tell(why)

    def _show(self, found: _Found) -> None:
        rows, self._many = found.rows, found.many
        for record, due in found.others.items():
            self.forgets[record].show_due(*due)
        kept = {tick.property("id") for tick in self.ticks if not tick.isChecked()}
        self.clear()
        self.ticks = []
        for row in rows:
            tick = QCheckBox(breakable(row.name))
            tick.setAccessibleName(f"{row.name}: {_row_words(row)}")
            tick.setProperty("id", row.person_id)
            tick.setChecked(row.person_id not in kept)
            tick.toggled.connect(lambda _on: self._count())
            self.ticks.append(tick)
            self.put(tick)
            self.put(WrappedLabel(_row_words(row), "small", "2"))  # a tick cuts what is long
        if not rows:
            self.put_nothing(_t("Nobody's time is over."))
        if more := self._many - len(rows):
            words = _t("{n} more come after these.").format(n=f"{more:,}")
            self.put(WrappedLabel(words, "small", "2"))
        self.head.set_count(self._many)
        self._count()
        self.looked.emit()

    def ticked(self) -> list[str]:
        """The ids of those who are ticked."""
        return [str(tick.property("id")) for tick in self.ticks if tick.isChecked()]

    def _count(self) -> None:
        many = len(self.ticked())
        words = _t("Erase {people} for good")
        self.erase_button.set_words(words.format(people=_people(many)))
        self.erase_button.setVisible(bool(self.ticks))
        why = "" if many else _t("Nobody is ticked.")
        if self.is_looking():  # who was erased just now may still stand in the list
            why = _t("One moment: everybody is looked through.")
        if self.doing.is_doing():
            why = _t("One moment: it is being erased.")
        for tick in self.ticks:
            tick.setEnabled(not self.doing.is_doing())
        self.erase_button.set_reason(self._gestures.doors.barred("erase proposed") or why)

    def _asked(self) -> None:
        self._gestures.doors.again("erase proposed", self.erase)

    def erase(self) -> None:
        """Erase those who are ticked, but for whoever has to stay."""
        ids, tells_why = self.ticked(), not self._gestures.doors.barred("see safeguarding")
        self.doing.do(
            "erase proposed",
            lambda db, now: erase_proposed(db, person_ids=ids, now=now),
            _t("Erasing, in every place…"),
            then=lambda found: self._gestures.tell(Result("ok", _erased_words(found, tells_why))),
            refused=self._gestures.refuse,
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
    words = _t("Last contact {last}. Rule: {rule}, over since {day}.")
    return words.format(
        last=i18n.plain_day(row.last_on),
        rule=record_words(row.until.record).lower(),
        day=i18n.plain_day(row.until.on),
    )
