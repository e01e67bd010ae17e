"""The self-check: a learner at the desk says what they can do already, the tutor beside them.

Nothing else of the window is shown, and of the person only what they like to be called. Each
area is saved when it is done, and what was answered of one whenever the page is left.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.self_check import SelfCheck, self_check
from hubdesk.queries.skills import AreaRow
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Page
from hubdesk.ui.skills.gestures import SkillsGestures
from hubdesk.ui.skills.self_check_cards import Pause, Question, Welcome
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.strip import Result

WIDTH: Final = 760  # units: a question is read at one look
LOW: Final = 640


def _t(text: str) -> str:
    return translate("Skills", text)


class SelfCheckPage(Page):
    """Facts of `arrive`: id of a person; list_id, where it is not the first list of the hub."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._done: Result | None = None  # told once the learner is away from the screen
        self._gestures = SkillsGestures(doors, self._heard, self.go.emit)
        self._id = self._list_id = ""
        self._found: SelfCheck | None = None
        self._areas: tuple[AreaRow, ...] = ()
        self._area = self._at = 0
        self.said: dict[str, str] = {}  # of now and before
        self.new: dict[str, str] = {}  # not saved yet
        self.welcome, self.question, self.pause = Welcome(), Question(), Pause()
        self.empty = Empty("", "list-checks", _t("Back to their skills"))
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        self.steps = QStackedWidget()
        self._scrolls: list[QScrollArea] = []
        for step in (self.welcome, self.question, self.pause, self.empty):
            card = Card((32, 28, 32, 28), 0)
            card.body.addWidget(step)
            sized(card, most_width=WIDTH)
            inside = QWidget()
            tall = column(inside)
            tall.addStretch(1)
            across = line()
            across.addStretch(1)
            across.addWidget(card, 20)
            across.addStretch(1)
            tall.addLayout(across)
            tall.addStretch(2)
            self._scrolls.append(scroller(inside))
            self.steps.addWidget(self._scrolls[-1])
        body.addWidget(self.steps, 1)

    def _connect(self) -> None:
        self.welcome.begun.connect(self._begin)
        self.question.answered.connect(self._answer)
        self.question.skipped.connect(self._next)
        self.question.back_asked.connect(self._back)
        self.pause.went_on.connect(self._go_on)
        for step in (self.welcome, self.question, self.pause):
            step.stopped.connect(self._stop)
        self.empty.acted.connect(lambda _which: self._stop())

    # What the frame asks

    def stands_alone(self) -> bool:
        return True

    def has_own_head(self) -> bool:
        return True

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def repeats_result(self) -> bool:
        return False

    def primary(self) -> Button | None:
        at = self.steps.currentIndex()
        return {0: self.welcome.begin_button, 2: self.pause.on_button}.get(at)

    def first_focus(self) -> QWidget | None:
        at = self.steps.currentIndex()
        return self.question if at == 1 else self.primary() or self.empty

    def step_back(self) -> bool:
        """Esc stops, as the button does."""
        self._stop()
        return True

    def arrive(self, **facts: object) -> None:
        self._id, self._list_id = str(facts.get("id", "")), str(facts.get("list_id", ""))
        self._done, self.new = None, {}
        id, list_id = self._id, self._list_id
        self._found = found = self._doors.look(lambda db: self_check(db, id, list_id))
        self.said = dict(found.said) if found else {}
        shown = found.skills if found else None
        self._areas = tuple(area for area in shown.areas if area.skills) if shown else ()
        if found is None or not self._areas:
            self.empty.set_words(
                _t("There is no list of skills here yet.")
                if found
                else _t("That person is not here any more."),
                "list-checks",
            )
            self._show(3)
            return
        self.welcome.show_areas(
            found.called,
            self._areas,
            [sum(skill.id in self.said for skill in area.skills) for area in self._areas],
        )
        self._show(0)

    def leave(self) -> None:
        """What was answered is kept, wherever somebody turned away."""
        self._save()

    def has_unsaved(self) -> bool:
        return bool(self.new)

    def save_unsaved(self) -> bool:
        return self._save()

    # Doing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.question.set_low(self.height() < look().px(LOW))

    def _begin(self, area: int) -> None:
        self._area, self._at = area, 0
        skills = self._areas[area].skills
        unsaid = [at for at, skill in enumerate(skills) if skill.id not in self.said]
        self._at = unsaid[0] if unsaid else 0
        self._ask()

    def _ask(self) -> None:
        found = self._found
        if found is None or found.skills is None:
            return
        area = self._areas[self._area]
        skill = area.skills[self._at]
        self._show(1)
        self.question.show_question(
            area.title, self._at, len(area.skills), skill, found.skills.steps,
            self.said.get(skill.id, ""),
        )  # fmt: skip
        self._scrolls[1].verticalScrollBar().setValue(0)  # each is read from its top

    def _answer(self, step_id: str) -> None:
        skill = self._areas[self._area].skills[self._at]
        self.said[skill.id] = self.new[skill.id] = step_id
        self._next()

    def _next(self) -> None:
        area = self._areas[self._area]
        if self._at + 1 < len(area.skills):
            self._at += 1
            self._ask()
        elif self._save():
            more = self._areas[self._area + 1].title if self._area + 1 < len(self._areas) else ""
            self.pause.show_pause(area.title, more)
            self._show(2)
            self.pause.on_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        if self._at:
            self._at -= 1
            self._ask()
        else:
            self._show(0)
            self.welcome.begin_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        if self._area + 1 < len(self._areas):
            self._begin(self._area + 1)
        else:
            self._stop()

    def _stop(self) -> None:
        """To the tutor's page of the same person, with what was done and Undo."""
        if self._save():
            self.go.emit("skills", {"id": self._id})
            if self._done is not None:
                self.told.emit(self._done)

    def _save(self) -> bool:
        if not self.new or self._found is None:
            return True
        person = (self._found.person_id, self._found.short)
        if self._gestures.check_self(person, self._areas[self._area].title, self.new):
            self.new = {}
        return not self.new

    def _heard(self, result: Result) -> None:
        """What went well waits until the learner is away from the screen; what did not is said."""
        if result.sort == "ok":
            self._done = result
        else:
            self.told.emit(result)

    def _show(self, at: int) -> None:
        self.steps.setCurrentIndex(at)
