"""The hub's own list of skills: adding one, wording one better, putting one away and back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.imports.skills import shipped_lists
from hubdesk.messages import explain
from hubdesk.operations.own_skills import (
    add_skill,
    bring_back_skill,
    put_away_skill,
    rename_skill,
)
from hubdesk.operations.skills_lists import add_list
from hubdesk.queries.skills import skills_lists
from hubdesk.queries.skills_lists import OwnSkill, own_skills
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.list_card import ListCard, WrittenForm
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.rows import Row


def _t(text: str) -> str:
    return translate("Settings", text)


class SkillForm(WrittenForm):
    """One skill being written."""

    def __init__(self, choosing: Choosing) -> None:
        super().__init__(_t("Save this skill"))
        self._choosing = choosing
        self._skill: OwnSkill | None = None
        self.list_id = ""
        self.text = LineEdit()
        sized(self.text, most_width=640)
        self.field = Field(
            _t("What somebody can do"), self.text, _t("For example: Send a photo to family")
        )
        self.body.addWidget(self.title)
        self.body.addWidget(self.field)
        self.add_buttons()

    def begin(self, skill: OwnSkill | None) -> None:
        """Write a new skill, or word one better."""
        self._skill = skill
        self.title.setText(
            _t("Better words for the same skill") if skill else _t("A skill of our own")
        )
        self.text.setText(skill.text if skill else "")
        self.field.show_problem("")

    def save(self) -> None:
        """Keep it, or say by the field what is wrong."""
        skill, text, list_id = self._skill, self.text.text().strip(), self.list_id

        def work(db: Any, _now: object) -> object:
            if skill is None:
                return add_skill(db, list_id=list_id, text=text)
            return rename_skill(db, statement_id=skill.id, text=text)

        self.field.show_problem("")
        saved = self._choosing.gestures.act(
            "rename skill" if skill else "add skill",
            work,
            _t("Skill saved: {what}.").format(what=text),
            about={"what": text},
            refused=self._refused,
        )
        if saved:
            self.done.emit()

    def _refused(self, error: HubDeskError) -> bool:
        self.field.show_problem(explain(error).text)
        self.text.setFocus()
        return True


class OwnListCard(ListCard[OwnSkill, SkillForm]):
    """Every skill of the hub's own list; where there is none yet, the way to begin it."""

    verb = "add skill"

    def __init__(self, choosing: Choosing) -> None:
        self._choosing = choosing
        add = Button(_t("Add a skill"), "", "plus", verb="add skill")
        words = _t("What is put away is judged no more. Whoever could do it still can.")
        super().__init__(_t("Our own list"), words, SkillForm(choosing), add)
        self.begin_button = Button(
            _t("Begin our own list"), "", "list-checks", verb="add skills list"
        )
        self.begin_button.clicked.connect(lambda _on=False: self._begin_list())
        self.body.addWidget(self.begin_button)
        self.show_now()

    def show_now(self) -> None:
        """Show what is on it, what was put away at the end."""
        look = self._choosing.doors.look
        own = next((row for row in look(skills_lists) if row.is_own), None)
        self.form.list_id = own.id if own else ""
        self.begin_button.setVisible(own is None)
        self.add_button.setVisible(own is not None and not self.is_writing())
        skills = look(lambda db: own_skills(db, own.id)) if own else []
        self.show_rows([self._row(skill) for skill in skills])
        self.head.set_count(sum(not skill.is_put_away for skill in skills))

    def fill(self, thing: OwnSkill | None) -> QWidget:
        self.form.begin(thing)
        return self.form.text

    def _row(self, skill: OwnSkill) -> Row:
        detail = _t("Put away") if skill.is_put_away else ""
        icon = "archive" if skill.is_put_away else "list-checks"
        row = Row(skill.text, detail, icon=icon, size=32)
        change = IconButton("pencil", _t("Better words for: {what}").format(what=skill.text))
        change.needs("rename skill")
        change.clicked.connect(lambda _on=False: self.begin(skill))
        row.tail.addWidget(change)
        said = _t("Bring back: {what}") if skill.is_put_away else _t("Put away: {what}")
        move = IconButton(
            "undo-2" if skill.is_put_away else "archive", said.format(what=skill.text)
        )
        move.needs("bring back skill" if skill.is_put_away else "put away skill")
        move.clicked.connect(lambda _on=False: self._move(skill))
        row.tail.addWidget(move)
        return row

    def _move(self, skill: OwnSkill) -> None:
        back = skill.is_put_away
        work = bring_back_skill if back else put_away_skill
        words = _t("Back on our list: {what}.") if back else _t("Put away: {what}.")
        self._choosing.gestures.act(
            "bring back skill" if back else "put away skill",
            lambda db, _now: work(db, statement_id=skill.id),
            words.format(what=skill.text),
            about={"what": skill.text},
        )

    def _begin_list(self) -> None:
        said = next(one for one in shipped_lists() if one.is_own)
        self._choosing.gestures.act(
            "add skills list",
            lambda db, _now: add_list(db, said=said),
            _t("Our own list is here. Put away what does not fit, and add what is missing."),
            about={"what": said.title},
        )
