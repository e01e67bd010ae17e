"""Beside a register: the skills that the session is about. A tick says that they were covered.

Whoever is here works on them from then on; that somebody can do it is never said by a tick.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.class_grid import covered_skills
from hubdesk.queries.sessions import SessionRow
from hubdesk.queries.skills import SkillRow, Skills, skills_list, skills_lists
from hubdesk.ui.register.gestures import RegisterGestures
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.text import WrappedLabel

_TABLES: Final = frozenset(("session_statement", "statement", "framework"))


def _t(text: str) -> str:
    return translate("Register", text)


class _Tick(QWidget):
    """A box with words that take as many lines as they need; pressing them ticks it too."""

    ticked = Signal(bool)

    def __init__(self, words: str) -> None:
        super().__init__()
        row = line(self, (0, 3, 0, 3), 8)
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.clicked.connect(self.ticked)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(WrappedLabel(words, "small"), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.box.click()


class CoveredPart(Card):
    """What was covered in words, and below it the areas of the lists to tick more in."""

    def __init__(self, gestures: RegisterGestures) -> None:
        super().__init__((16, 12, 16, 14), 8)
        self._gestures, self._doors = gestures, gestures.doors
        self._session: SessionRow | None = None
        self._covered: dict[str, str] = {}  # words by id
        self.ticks: dict[str, _Tick] = {}
        self.head = SectionHead(_t("Skills covered"), 0, role="h3")
        self.said = WrappedLabel("", "small", "2")
        self.choose_button = Button(_t("Choose skills"), "", "list-checks", verb="cover skills")
        self.areas = Combo([], name=_t("Area"))
        self.areas.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.areas.setMinimumContentsLength(8)
        self._picker = QWidget()
        inside = column(self._picker, 0, 6)
        inside.addWidget(self.areas)
        self._ticks: QVBoxLayout = column(gap=0)
        inside.addLayout(self._ticks)
        self._picker.hide()
        for widget in (self.head, self.said, self.choose_button, self._picker):
            self.body.addWidget(widget)
        self.choose_button.clicked.connect(lambda _on=False: self.open_picker())
        self.areas.activated.connect(lambda _at: self._show_ticks())
        self._doors.announcer.changed.connect(self._changed)

    def show_session(self, session: SessionRow | None) -> None:
        """Another session, or none; meetings and talks cover no skills."""
        if session is None or self._session is None or session.id != self._session.id:
            self._picker.hide()
            self.choose_button.show()
        self._session = session
        self._look()

    def open_picker(self) -> None:
        """Show the areas, the first of them open."""
        self._offer_areas()
        self._show_ticks()
        self._picker.show()
        self.choose_button.hide()
        self.areas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_areas(self) -> None:
        found = self._doors.look(_offered)
        titles = Counter(area.title for skills in found for area in skills.areas)
        words = _t("{area} ({list})")
        options = [
            (
                f"{skills.of.id} {area.id}",
                area.title
                if titles[area.title] == 1
                else words.format(area=area.title, list=skills.of.title),
            )
            for skills in found
            for area in skills.areas
            if area.skills
        ]
        empty = [("", _t("There is no list of skills here yet."))]
        self.areas.set_options(options or empty, self.areas.value())

    def _show_ticks(self) -> None:
        emptied(self._ticks)
        self.ticks = {}
        for skill in self._skills():
            tick = _Tick(skill.text)
            tick.box.setChecked(skill.id in self._covered)
            tick.ticked.connect(lambda on, s=skill: self._cover(s, on))
            self.ticks[skill.id] = tick
            self._ticks.addWidget(tick)

    def _skills(self) -> tuple[SkillRow, ...]:
        list_id, _, area_id = self.areas.value().partition(" ")
        found = self._doors.look(lambda db: skills_list(db, list_id)) if list_id else None
        areas = found.areas if found else ()
        return next((area.skills for area in areas if area.id == area_id), ())

    def _cover(self, skill: SkillRow, on: bool) -> None:
        session = self._session
        if session is None:
            return
        wanted = [id for id in self._covered if id != skill.id] + ([skill.id] if on else [])
        self._gestures.cover(session, wanted, skill.text, was_covered=on)
        self._look()  # a refusal takes the tick away again

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES and self._session is not None and self.isVisible():
            self._look()

    def _look(self) -> None:
        session = self._session
        self.setVisible(session is not None and not session.is_only_counted)
        if session is None:
            return
        self._covered = dict(self._doors.look(lambda db: covered_skills(db, session.id)))
        self.head.set_count(len(self._covered))
        self.said.setText(
            "\n".join(self._covered.values())
            or _t("Tick what the session is about. Whoever is here works on it then.")
        )
        for id, tick in self.ticks.items():
            tick.box.setChecked(id in self._covered)


def _offered(db: Any) -> list[Skills]:
    """The lists the hub works with, with their skills."""
    found = [skills_list(db, row.id) for row in skills_lists(db) if row.is_offered]
    return [skills for skills in found if skills is not None]
