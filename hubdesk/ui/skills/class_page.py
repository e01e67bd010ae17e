"""One page at the end of a course: everybody down, skills across, one key."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.class_grid import ClassGrid, ClassSkill, class_grid
from hubdesk.queries.skills import StepRow
from hubdesk.ui.actions import bind, shown_key
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.skills.gestures import SkillsGestures
from hubdesk.ui.skills.legend import Legend
from hubdesk.ui.skills.step_grid import GridColumn, GridRow, StepGrid
from hubdesk.ui.space import column, spaced
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.text import WrappedLabel

TABLES: Final = frozenset(
    (
        *("judgement", "framework", "statement", "session_statement", "person", "enrolment"),
        *("attendance", "learning_session"),
    )
)


def _t(text: str) -> str:
    return translate("Skills", text)


def short_code(code: str) -> str:
    """EDS18-C-L3 is C-L3: over a column the list itself goes without saying."""
    first, _, rest = code.partition("-")
    return rest if rest and any(c.isdigit() for c in first) else code


class ClassPage(Page):
    """Facts of `arrive`: id of a session; its whole series is shown."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._gestures = SkillsGestures(doors, self.told.emit, self.go.emit)
        self._id = ""
        self._found: ClassGrid | None = None
        self._list_id, self._only_covered = "", True
        self.table = StepGrid(_t("What the class can do"))
        self.now = WrappedLabel("", "strong")
        self.lists = Combo([], name=_t("List of skills"))
        self.every = Button(_t("Only what was covered"), "pill", on=True)
        self.rest_button = Button(
            _t("Everybody can do it"), "", "check-check",
            key=shown_key("judge-rest"), verb="judge class",
        )  # fmt: skip
        self.ask_button = Button(
            _t("Ask later how they got on"), "", "calendar-days", verb="plan follow-ups"
        )
        self.legend = Legend()
        self.empty = Empty("", "users")
        self.use_button = Button(
            _t("Use the lists that ship"), "primary", "list-checks", verb="add skills list"
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        self._card = Card((0, 0, 0, 0), 0)
        top = QWidget()
        tools = spaced(Flow(top), (16, 10, 16, 6), 8)
        for widget in (self.lists, self.every, self.rest_button, self.ask_button):
            tools.addWidget(widget)
        self._card.body.addWidget(top)
        said = QWidget()
        column(said, (16, 4, 16, 4)).addWidget(self.now)
        self._card.body.addWidget(said)
        self._card.body.addWidget(self.table, 1)
        self._foot = QWidget()
        column(self._foot, (16, 8, 16, 10)).addWidget(self.legend)
        self._card.body.addWidget(self._foot)
        body.addWidget(self._card, 1)
        body.addWidget(self.empty, 1)
        body.addWidget(self.use_button)

    def _connect(self) -> None:
        self.table.judged.connect(self._judge)
        self.table.moved.connect(self._show_chosen)
        self.lists.activated.connect(lambda _at: self._choose_list())
        self.every.clicked.connect(lambda on=False: self._choose_covered(on))
        self.rest_button.clicked.connect(lambda _on=False: self._judge_rest())
        self.ask_button.clicked.connect(lambda _on=False: self._ask())
        self.use_button.clicked.connect(lambda _on=False: self._gestures.use_shipped())
        self._doors.announcer.changed.connect(self._changed)
        bind(self, "judge-rest", self._judge_rest)

    # What the frame asks

    def title(self) -> str:
        return self._found.title if self._found else ""

    def meta(self) -> str:
        if self._found is None:
            return ""
        people = i18n.count(len(self._found.people), _t("person"), _t("people"))
        sessions = i18n.count(self._found.sessions, _t("session"), _t("sessions"))
        return _t("{people} · {sessions}").format(people=people, sessions=sessions)

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def first_focus(self) -> QWidget | None:
        return self.table if self.table.rows else None

    def set_frame(self, frame: Frame) -> None:
        """Where there is little room the rows matter most: the words are short, and no key."""
        narrow = frame is Frame.NARROW
        everybody, later = _t("Everybody can do it"), _t("Ask later how they got on")
        self.rest_button.set_words(_t("All can") if narrow else everybody, everybody)
        self.rest_button.set_key("" if narrow else shown_key("judge-rest"))
        self.ask_button.set_words(_t("Ask later") if narrow else later, later)
        self._foot.setVisible(not narrow)

    def arrive(self, **facts: object) -> None:
        if (id := str(facts.get("id", ""))) and id != self._id:
            self._id, self._list_id, self._only_covered = id, "", True
            self.table.at = (0, 0)
        self._look()

    # Looking

    def _look(self) -> None:
        id, list_id, only = self._id, self._list_id, self._only_covered
        self._found = self._doors.look(
            lambda db: class_grid(db, id, list_id=list_id, only_covered=only)
        )
        found = self._found
        has_all = found is not None and bool(found.people and found.skills)
        self._card.setVisible(has_all)
        self.empty.setVisible(not has_all)
        self.use_button.setVisible(found is not None and found.of is None)
        self.empty.set_words(_why_empty(found), "users")
        if found is not None and has_all:
            self._draw(found)
        self.retitled.emit()

    def _draw(self, found: ClassGrid) -> None:
        self.lists.set_options(
            [(row.id, _t("{title}, {version}").format(title=row.title, version=row.version))
             for row in found.lists],
            found.of.id if found.of else "",
        )  # fmt: skip
        self.every.setVisible(bool(found.covered))
        self.every.setChecked(found.only_covered)
        self.legend.show_steps(found.steps)
        self.table.show_grid(
            [GridRow(one.id, one.name) for one in found.people],
            [_column(skill) for skill in found.skills],
            found.steps,
            found.places,
        )

    def _show_chosen(self) -> None:
        cell = self.table.chosen()
        if cell is None:
            self.now.setText("")
            return
        row, skill = cell
        place = self.table.place_of(row, skill)
        step = self.table.steps[place].title if place < len(self.table.steps) else ""
        words = _t("{skill} · {who}: {step}")
        self.now.setText(words.format(skill=skill.words, who=row.name, step=step))

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self._id and self.isVisible():
            self._look()

    # Doing

    def _judge(self, person_id: str, skill_id: str, step_id: str) -> None:
        if self._found is None:
            return
        names = {one.id: one.name for one in self._found.people}
        skills = {one.id: one.text for one in self._found.skills}
        steps = {one.id: one.title for one in self._found.steps}
        self._gestures.judge(
            (person_id, names[person_id]),
            (skill_id, skills[skill_id]),
            (step_id, steps[step_id]),
            session_id=self._found.session_id,
        )

    def _judge_rest(self) -> None:
        cell, step = self.table.chosen(), self._reached()
        if self._found is not None and cell is not None and step is not None:
            skill = (cell[1].id, cell[1].words)
            self._gestures.judge_rest(self._found, skill, (step.id, step.title))
            self.table.setFocus()

    def _reached(self) -> StepRow | None:
        """The first step that says somebody can do it."""
        return next((step for step in self.table.steps if step.is_achieved), None)

    def _ask(self) -> None:
        if self._found is not None:
            self._gestures.follow_up_class(self._found)

    def _choose_list(self) -> None:
        self._list_id = self.lists.value()
        self._look()
        self.table.setFocus()

    def _choose_covered(self, on: bool) -> None:
        self._only_covered = on
        self._look()
        self.table.setFocus()


def _column(skill: ClassSkill) -> GridColumn:
    return GridColumn(skill.id, short_code(skill.code), skill.text, skill.starts_area)


def _why_empty(found: ClassGrid | None) -> str:
    if found is None:
        return _t("That session is not here any more.")
    if found.of is None:
        return _t("There is no list of skills here yet.")
    return _t("Nobody is in this class yet.")
