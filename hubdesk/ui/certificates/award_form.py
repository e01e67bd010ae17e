"""What a certificate is for: which sort, which course, on which day, and which skills."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import AwardSort
from hubdesk.operations.awarding import Given
from hubdesk.queries.awarding import CourseRow
from hubdesk.ui.certificates.words import SORTS, course_words
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, Form, LineEdit, NoteEdit
from hubdesk.ui.widgets.segments import Segments

OTHER: Final = "other"


def _t(text: str) -> str:
    return translate("Certificates", text)


class AwardForm(Card):
    """`course_chosen`: other people may get it now. `edited`: it says something else.

    `more` is a card of its own, for what seldom changes.
    """

    course_chosen = Signal()
    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__((20, 14, 20, 16), 8)
        self._courses: dict[str, CourseRow] = {}
        self.form = Form()
        options = [(str(sort), _t(words)) for sort, words in SORTS]
        self.sort = Segments(options, options[0][0], _t("Certificate"))
        self.course = Combo()
        self.what, self.tutor, self.level = LineEdit(), LineEdit(), LineEdit()
        self.skills = NoteEdit(lines=5)
        self.on = DayField(_t("Awarded on"), says_back=False)
        self.on.set_day(today)
        self.form.add("sort", _t("Certificate of"), self.sort)
        self.form.add("course", _t("For"), self.course)
        self.form.add("what", _t("What it is for"), self.what)
        hint = _t("One skill on each line. Twelve at most.")
        self.form.add("skills", _t("What they can do now"), self.skills, hint)
        self.body.addWidget(self.form)
        self.more = Card((20, 14, 20, 16), 14)
        for name, field in (
            ("on", Field(_t("Awarded on"), self.on)),
            ("tutor", Field(_t("Tutor"), self.tutor)),
            ("level", Field(_t("Level"), self.level, _t("It may be left empty."))),
        ):
            self.more.body.addWidget(self.form.adopt(name, field))
        self.sort.chosen.connect(lambda _sort: self._sorted())
        self.course.activated.connect(lambda _at: self._chosen())
        self.form.edited.connect(self.edited)
        self.on.edited.connect(self.edited)
        self._show_skills()

    def begin(self, courses: Sequence[CourseRow], chosen: str, today: date) -> None:
        """Offer courses, the one with the id `chosen` first of all.

        Nothing stays of whoever was awarded before: a class would get their skills.
        """
        self.sort.choose(str(SORTS[0][0]))
        for edit in (self.what, self.tutor, self.level):
            edit.clear()
        self.skills.clear()
        self._courses = {course.key: course for course in courses}
        options = [(key, course_words(row, today)) for key, row in self._courses.items()]
        self.course.set_options([*options, (OTHER, _t("Something else"))], chosen or OTHER)
        self._fill()
        self._show_skills()

    def fill(self, *, sort: str, what: str, skills: Sequence[str]) -> None:
        """What another page knows already."""
        self.sort.choose(sort)
        self.what.setText(what)
        self.skills.setPlainText("\n".join(skills))
        self._show_skills()

    @property
    def chosen(self) -> CourseRow | None:
        """The course it is for; None for something else."""
        return self._courses.get(self.course.value())

    def given(self, today: date) -> Given:
        """What stands in the fields. Raises what the day refuses."""
        course = self.chosen
        on = self.on.read()
        is_achievement = self.sort.value() == AwardSort.ACHIEVEMENT
        lines = self.skills.toPlainText().splitlines() if is_achievement else []
        return Given(
            self.sort.value(),
            self.what.text(),
            on if isinstance(on, date) else today,
            tuple(words for words in lines if words.strip()),
            self.tutor.text(),
            self.level.text(),
            course.session_id if course else "",
            course.series_id if course else "",
        )

    def wrong(self) -> dict[str, str]:
        """What is missing or not right, by field."""
        found: dict[str, str] = {}
        if not self.what.text().strip():
            found["what"] = _t("Enter what it is for.")
        if self.sort.value() == AwardSort.ACHIEVEMENT and not self.skills.toPlainText().strip():
            found["skills"] = _t("Write what they can do now, one skill on each line.")
        try:
            self.on.read()
        except HubDeskError as error:
            found["on"] = explain(error).text
        return found

    def _sorted(self) -> None:
        self._show_skills()
        self.course_chosen.emit()

    def _chosen(self) -> None:
        self._fill()
        self.course_chosen.emit()

    def _fill(self) -> None:
        """A course brings its title and who taught."""
        course = self.chosen
        if course is not None:
            self.what.setText(course.title)
            self.tutor.setText(course.tutor)

    def _show_skills(self) -> None:
        is_achievement = self.sort.value() == AwardSort.ACHIEVEMENT
        self.form.fields["skills"].setVisible(is_achievement)
        self.form.fields["level"].setVisible(is_achievement)
