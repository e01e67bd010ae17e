"""What one person can do: each list by its areas, one key a skill, their goals and what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.skills import lack_words, seen_words, source_words
from hubdesk.models import Need
from hubdesk.queries.people import person_card
from hubdesk.queries.self_check import AreaWay, Travelled, travelled, way_by_area
from hubdesk.queries.skills import Skills, skills_of
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.skills.chart_view import ChartView
from hubdesk.ui.skills.gestures import SkillsGestures
from hubdesk.ui.skills.goals_part import GoalsPart, OutcomesPart
from hubdesk.ui.skills.how_part import HowPart
from hubdesk.ui.skills.legend import Legend
from hubdesk.ui.skills.step_grid import GridColumn, GridRow, StepGrid
from hubdesk.ui.space import column, scroller
from hubdesk.ui.widgets.buttons import Button, Pill
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.text import ElidedLabel, WrappedLabel

TABLES: Final = frozenset(
    ("judgement", "framework", "statement", "goal", "destination", "follow_up", "person")
)


def _t(text: str) -> str:
    return translate("Skills", text)


class SkillsPage(Page):
    """Facts of `arrive`: id of a person. `to_print` takes their journey on paper."""

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._to_print = doors, to_print
        self._gestures = SkillsGestures(doors, self.told.emit, self.go.emit)
        self._id, self._name, self._list_id = "", "", ""
        self._all: tuple[Skills, ...] = ()
        self._is_narrow = False
        self.lists = Combo([], name=_t("List of skills"))
        self.how = HowPart(doors.today)
        self.table = StepGrid(_t("What they can do"))
        self.now = WrappedLabel("", "strong")
        self.history = ElidedLabel("", "small", "2")
        self.legend = Legend()
        self.chart = ChartView(is_stacked=True)
        self.count = WrappedLabel("", "body", "2")
        self.way = WrappedLabel("", "body", "2")
        self.source = WrappedLabel("", "small", "3")
        self.large = Pill(_t("Large print"), on=False)
        self.print_button = Button(_t("Print their journey"), "", "printer")
        self.check_button = Button(
            _t("Self-check"), "", "clipboard-list", verb="self-check",
            tip=_t("They sit at the screen and say what they can do"),
        )  # fmt: skip
        self.goals, self.outcomes = GoalsPart(self._gestures), OutcomesPart(self._gestures)
        self.empty = Empty(_t("There is no list of skills here yet."), "list-checks")
        self.use_button = Button(
            _t("Use the lists that ship"), "primary", "list-checks", verb="add skills list"
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        inside = QWidget()
        cards = column(inside, 0, 12)
        drawn = Card((16, 14, 16, 16), 8)
        paper = QWidget()
        flow = Flow(paper, (0, 6, 0, 0), 8)
        flow.addWidget(self.print_button)
        flow.addWidget(self.large)
        parts: tuple[QWidget, ...] = (
            *(self.lists, self.count, self.chart, self.way, self.source, paper),
        )
        for part in parts:
            drawn.body.addWidget(part)
        for card in (drawn, self.goals, self.outcomes):
            cards.addWidget(card)
        cards.addStretch(1)
        self._side = QWidget()
        column(self._side).addWidget(scroller(inside), 1)
        self._card = Card((0, 0, 0, 0), 0)
        top = QWidget()
        column(top, (16, 8, 16, 4)).addWidget(self.how)
        said = QWidget()
        words = column(said, (16, 4, 16, 6), 2)
        words.addWidget(self.now)
        words.addWidget(self.history)
        foot = QWidget()
        column(foot, (16, 8, 16, 10)).addWidget(self.legend)
        for widget in (top, said):
            self._card.body.addWidget(widget)
        self._card.body.addWidget(self.table, 1)
        self._card.body.addWidget(foot)
        self._gives_way = (said, self.table, foot)
        body.addWidget(self._card, 1)
        body.addWidget(self.empty, 1)
        body.addWidget(self.use_button)

    def _connect(self) -> None:
        self.table.judged.connect(self._judge)
        self.table.moved.connect(self._show_chosen)
        self.how.noted.connect(self._note)
        self.how.asking.connect(self._make_room)
        self.lists.activated.connect(lambda _at: self._choose_list())
        self.use_button.clicked.connect(lambda _on=False: self._gestures.use_shipped())
        self.print_button.clicked.connect(lambda _on=False: self._print())
        self.check_button.clicked.connect(lambda _on=False: self._check())
        self._doors.announcer.changed.connect(self._changed)

    # What the frame asks

    def title(self) -> str:
        return self._name

    def meta(self) -> str:
        return _t("Skills and goals") if self._name and not self._is_narrow else ""

    def head_buttons(self) -> list[QWidget]:
        return [self.check_button]

    def set_frame(self, frame: Frame) -> None:
        """Where there is little room the name matters more than what the page is."""
        self._is_narrow = frame is Frame.NARROW
        self.how.set_narrow(self._is_narrow)

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def first_focus(self) -> QWidget | None:
        return self.table if self.table.rows else None

    def arrive(self, **facts: object) -> None:
        if (id := str(facts.get("id", ""))) and id != self._id:
            self._id, self.table.at = id, (0, 0)
            self.goals.forget()
            self.large.setChecked(self._reads_large_print())
        self.how.begin()
        self._look()

    def side(self) -> QWidget:
        return self._side

    def side_words(self) -> str:
        return _t("Chart and goals")

    def has_unsaved(self) -> bool:
        return self.goals.is_writing()

    def save_unsaved(self) -> bool:
        return self.goals.save()

    # Looking

    def _reads_large_print(self) -> bool:
        """Their agreements come in large print for the same reason."""
        id, today = self._id, self._doors.today()
        card = self._doors.look(lambda db: person_card(db, id, today))
        return card is not None and Need.LARGE_PRINT in card.needs

    def _shown(self) -> Skills | None:
        found = [one for one in self._all if one.of.id == self._list_id]
        return found[0] if found else (self._all[0] if self._all else None)

    def _look(self) -> None:
        id, doors = self._id, self._doors
        card = doors.look(lambda db: person_card(db, id, doors.today()))
        self._name = card.name if card else ""
        self._all = doors.look(lambda db: skills_of(db, id)) if card else ()
        shown = self._shown()
        self._card.setVisible(shown is not None)
        self.empty.setVisible(shown is None)
        self.empty.set_words(
            _t("There is no list of skills here yet.")
            if card
            else _t("That person is not here any more.")
        )
        self.use_button.setVisible(shown is None and card is not None)
        if shown is not None:
            self._draw(shown)
        self.goals.show_person(id)
        self.outcomes.show_person(id)
        self.retitled.emit()

    def _draw(self, shown: Skills) -> None:
        self.lists.set_options(
            [(one.of.id, _t("{title}, {version}").format(
                title=one.of.title, version=one.of.version)) for one in self._all],
            shown.of.id,
        )  # fmt: skip
        self.count.setText(_count_words(shown))
        self.chart.show_areas(shown.areas)
        id, list_id = self._id, shown.of.id
        way, by_area = self._doors.look(
            lambda db: (travelled(db, id, list_id), way_by_area(db, id, list_id))
        )
        self.way.setText(_way_words(way, by_area))
        self.way.setVisible(way is not None)
        self.source.setText(source_words(shown.of.source, shown.of.licence))
        self.legend.show_steps(shown.steps)
        rows, places = [], {}
        for area in shown.areas:
            for at, skill in enumerate(area.skills):
                rows.append(GridRow(skill.id, skill.text, "" if at else area.title))
                places[skill.id, id] = skill.place
        self.table.show_grid(rows, [GridColumn(id, "", self._name)], shown.steps, places)

    def _show_chosen(self) -> None:
        cell, shown = self.table.chosen(), self._shown()
        skill = shown.skill(cell[0].id) if cell and shown else None
        self.now.setText(skill.text if skill else "")
        self.history.setText("")
        if skill is not None and skill.judged_on is not None:
            day = i18n.short_day(skill.judged_on, self._doors.today())
            note = f"“{skill.note}”" if skill.note else ""
            parts = [skill.step, day, seen_words(skill.method), skill.who, note]
            if skill.with_help and not self.table.steps[skill.place].with_help:
                parts.insert(1, _t("with help"))
            self.history.setText(" · ".join(part for part in parts if part))

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self._id and self.isVisible():
            self._look()

    # Doing

    def _print(self) -> None:
        self._to_print("journey-large" if self.large.isChecked() else "journey", self._id)

    def _check(self) -> None:
        self.go.emit("self-check", {"id": self._id, "list_id": self._list_id})

    def _make_room(self, asking: bool) -> None:
        """While a question is open; where there is little room it has the whole card."""
        for part in self._gives_way:
            part.setVisible(not (asking and self._is_narrow))
        if not asking:
            self.table.setFocus()

    def _note(self, words: str) -> None:
        """Words about the chosen skill: seen as it stands, once more."""
        if cell := self.table.chosen():
            row, column = cell
            step = self.table.steps[self.table.place_of(row, column)]
            self._judge(row.id, column.id, step.id, note=words)

    def _judge(self, skill_id: str, _person: str, step_id: str, *, note: str = "") -> None:
        shown = self._shown()
        skill = shown.skill(skill_id) if shown else None
        if shown is None or skill is None:
            return
        step = next(one for one in shown.steps if one.id == step_id)
        self._gestures.judge(
            (self._id, self._name),
            (skill_id, skill.text),
            (step_id, step.title),
            method=self.how.method,
            on=self.how.on,
            note=note,
        )

    def _choose_list(self) -> None:
        self._list_id, self.table.at = self.lists.value(), (0, 0)
        self._look()
        self.table.setFocus()


def _count_words(shown: Skills) -> str:
    if shown.of.is_whole:
        words = _t("{done} of {many} can be done alone.")
        return " ".join([words.format(done=shown.done, many=shown.total), *_own_word(shown)])
    many = i18n.count(shown.done, _t("skill"), _t("skills"))
    lack = lack_words(shown.of.missing, is_proof_read=shown.of.is_proof_read or shown.of.is_own)
    said = _t("{many} can be done alone.").format(many=many)
    return " ".join(filter(None, [said, *_own_word(shown), lack]))


def _own_word(shown: Skills) -> list[str]:
    """What nobody else saw yet is counted too, and said."""
    many = shown.done - shown.signed
    return [_t("{many} of them by their own word.").format(many=many)] if many else []


def _way_words(way: Travelled | None, by_area: Sequence[AreaWay]) -> str:
    if way is None:
        return ""
    words = _t("On {day} they said {then} of {asked}. Now it is {now} of {asked}.")
    said = words.format(
        day=i18n.plain_day(way.first_on), then=way.then, asked=way.asked, now=way.now
    )
    line = _t("{area}: {then}, now {now}")
    lines = [line.format(area=one.title, then=one.then, now=one.now) for one in by_area]
    return "\n".join([said, *lines] if len(lines) > 1 else [said])
