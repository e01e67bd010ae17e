"""Two cards beside somebody's skills: what they aim for, and what they do now."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.skills import OUTCOMES, outcome_words
from hubdesk.models import ToldHow
from hubdesk.queries.progress import follow_ups_of, goals_of, outcomes_of
from hubdesk.ui.people.section import Section, fact, named
from hubdesk.ui.people.words import breakable
from hubdesk.ui.skills.gestures import SkillsGestures
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Skills", text)


class GoalsPart(Section):
    """What somebody aims for; what is reached stays."""

    def __init__(self, gestures: SkillsGestures) -> None:
        super().__init__(_t("Goals"))
        self._gestures, self._id = gestures, ""
        self.edit = LineEdit("", _t("What they want to be able to do"), _t("New goal"))
        self.add_button = Button(_t("Add goal"), "", "plus", verb="set goal")
        new = QWidget()
        rows = column(new, (0, 4, 0, 0), 8)
        rows.addWidget(self.edit)
        rows.addWidget(self.add_button)
        self.put_below(new)
        self.add_button.clicked.connect(lambda _on=False: self.save())
        self.edit.returnPressed.connect(self.save)

    def show_person(self, person_id: str) -> None:
        """Somebody's goals."""
        self._id = person_id
        self.clear()
        rows = self._gestures.doors.look(lambda db: goals_of(db, person_id))
        if not rows:
            self.put_nothing(_t("No goal is written down yet."))
        for goal in rows:
            alone = QWidget()
            row = line(alone, 0, 8)
            row.addWidget(WrappedLabel(breakable(goal.text)), 1)
            if goal.reached_on is None:
                done = named(Button(_t("Reached"), verb="reach goal"), f"goal:{goal.id}")
                done.set_words(_t("Reached"), _t("Reached: {goal}").format(goal=goal.text))
                done.clicked.connect(
                    lambda _on=False, g=goal: self._gestures.reach_goal(person_id, g.id, g.text)
                )
                row.addWidget(done)
            else:
                day = i18n.short_day(goal.reached_on, self._gestures.doors.today())
                row.addWidget(WrappedLabel(_t("reached {day}").format(day=day), "small", "ok"))
            self.put(alone)

    def is_writing(self) -> bool:
        """Whether a goal is typed that is not kept."""
        return bool(self.edit.text().strip())

    def forget(self) -> None:
        """Take away what was typed."""
        self.edit.clear()

    def save(self) -> bool:
        """Keep what was typed."""
        if self.is_writing() and self._gestures.set_goal(self._id, self.edit.text()):
            self.edit.clear()
        return not self.is_writing()


class OutcomesPart(Section):
    """What somebody does now, as they told it, and when they are asked again."""

    def __init__(self, gestures: SkillsGestures) -> None:
        super().__init__(_t("What they do now"))
        self._gestures, self._id = gestures, ""
        options = [("", _t("Choose what they do now"))]
        self.what = Combo([*options, *((code, _t(words)) for code, words in OUTCOMES.items())])
        self.what.setAccessibleName(_t("What they do now"))
        self.how = Combo([(how.value, how.value) for how in ToldHow], name=_t("How we know"))
        for combo in (self.what, self.how):
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
        self.add_button = Button(_t("Write down"), "", "plus", verb="record outcome")
        self.put_below(self.what)
        new = QWidget()
        rows = column(new, (0, 4, 0, 0), 8)
        rows.addWidget(self.how)
        rows.addWidget(self.add_button)
        self.put_below(new)
        self.add_button.clicked.connect(lambda _on=False: self.save())

    def show_person(self, person_id: str) -> None:
        """What somebody told, the newest first, and the next day to ask."""
        if person_id != self._id:
            self._id = person_id
            self.what.choose("")
        self.clear()
        look, today = self._gestures.doors.look, self._gestures.doors.today()
        rows = look(lambda db: outcomes_of(db, person_id))
        for row in rows:
            day = i18n.short_day(row.told_on, today)
            self.put(fact(_t("{day}, {how}").format(day=day, how=row.how),
                          outcome_words(row.outcome)))  # fmt: skip
        coming = [row for row in look(lambda db: follow_ups_of(db, person_id)) if not row.is_done]
        if coming:
            words = _t("Ask how they got on: {day}.")
            day = i18n.short_day(coming[0].due_on, today)
            self.put(WrappedLabel(words.format(day=day), "small", "2"))
        elif not rows:
            self.put_nothing(_t("Nothing is written down yet."))

    def save(self) -> None:
        """Keep what was chosen."""
        if self.what.value() and self._gestures.record_outcome(
            self._id, self.what.value(), self.how.value()
        ):
            self.what.choose("")
