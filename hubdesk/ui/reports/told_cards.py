"""Stories people let the hub tell on, and what tutors say: written down, shown, taken back."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import How
from hubdesk.operations.stories import (
    add_comment,
    agree_to_story,
    put_away_comment,
    take_back_story,
    tell_story,
)
from hubdesk.queries.told_lists import ToldComment, ToldStory, comments, stories
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.calendar import DayPick
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Form, LineEdit, NoteEdit
from hubdesk.ui.widgets.text import WrappedLabel

SHORT: Final = 60  # letters of a text, to name it by
HOWS: Final = ((How.PAPER, "On paper"), (How.SPOKEN, "They said so"), (How.SCREEN, "On screen"))


def _t(text: str) -> str:
    return translate("Reports", text)


class ToldCard(Section):
    """A form to write one down, and the others under it. `kept` tells that one was saved."""

    kept = Signal()

    def __init__(self, gestures: Gestures, title: str, hint: str, save: Button) -> None:
        super().__init__(title)
        self.gestures, self.save_button = gestures, save
        self.form = Form()
        self.body.insertWidget(1, WrappedLabel(hint, "small", "2"))
        roomy = QWidget()
        column(roomy, (0, 10, 0, 4)).addWidget(self.form)
        self.body.insertWidget(2, roomy)
        alone = QWidget()
        row = line(alone)
        row.addWidget(save)
        row.addStretch(1)
        self.body.insertWidget(3, alone)

    def put_line_of(self, title: str, detail: str, *buttons: Button) -> None:
        """One of the list: its words, what is known of it, and what can be done."""
        found = QWidget()
        body = column(found, 0, 4)
        body.addWidget(WrappedLabel(breakable(title), "body"))
        body.addWidget(WrappedLabel(breakable(detail), "small", "2"))
        if buttons:
            bar = QWidget()
            flow = Flow(bar, 0, 8)
            for button in buttons:
                flow.addWidget(button)
            body.addWidget(bar)
        self.put_line()
        self.put(found)


def short(text: str) -> str:
    """The beginning of a text, to name it by."""
    words = " ".join(text.split())
    return words if len(words) <= SHORT else f"{words[:SHORT].rstrip()}…"


class StoriesCard(ToldCard):
    """What people tell of themselves. Only what they agree to stands in a report."""

    def __init__(self, gestures: Gestures) -> None:
        save = Button(_t("Keep the story"), "", "check", verb="tell story")
        hint = _t("In their own words. It stands in reports only while they agree to it.")
        super().__init__(gestures, _t("Stories"), hint, save)
        self._person = ("", "")
        self.text = NoteEdit(lines=4)
        self.who = LineEdit()
        self.person = FindPerson(
            gestures.doors, _t("Whose it is"), _t("So that it goes with them if they ask.")
        )
        self.whose = WrappedLabel("", "strong")
        self.agrees = QCheckBox(breakable(_t("They agree that it stands in reports")))
        self.how = Combo([(how.value, _t(words)) for how, words in HOWS], How.SPOKEN)
        self.form.add("text", _t("&Story"), self.text)
        self.form.add("who", _t("Name in the report"), self.who, _t("As they like; may be empty."))
        self.form.body.addWidget(self.person)
        self.form.body.addWidget(self.whose)
        self.form.body.addWidget(self.agrees)
        self.form.add("how", _t("How they agreed"), self.how)
        save.clicked.connect(lambda _on=False: self.save())
        self.agrees.toggled.connect(lambda on: self.form.fields["how"].setVisible(on))
        self.form.fields["how"].hide()
        self.whose.hide()
        self.person.chosen.connect(self.choose_person)

    def choose_person(self, id: str, name: str) -> None:
        """Whose story it is."""
        self._person = (id, name)
        self.whose.setText(_t("It is {name}'s story.").format(name=name))
        self.whose.show()

    def is_writing(self) -> bool:
        return bool(self.text.toPlainText().strip())

    def forget(self) -> None:
        self.text.clear()
        self.who.clear()
        self._person = ("", "")
        self.whose.hide()
        self.agrees.setChecked(False)

    def save(self) -> bool:
        text, who, person = self.text.toPlainText().strip(), self.who.text(), self._person[0]
        how = self.how.value() if self.agrees.isChecked() else ""
        self.form.show_problems({} if text else {"text": _t("Enter the story")})
        if not text:
            return False

        def work(db: Any, now: Any) -> str:
            return tell_story(db, text=text, who=who, person_id=person, agreed_how=how, now=now).id

        about = {"person_id": person} if person else {}
        if not self.gestures.act("tell story", work, _t("The story is kept."), about=about):
            return False
        self.forget()
        self.kept.emit()
        return True

    def show_now(self) -> int:
        rows = self.gestures.doors.look(stories)
        self.clear()
        for row in rows:
            self.put_line_of(f"“{row.text}”", _story_words(row), *self._buttons(row))
        return len(rows)

    def _buttons(self, row: ToldStory) -> list[Button]:
        if row.taken_back_on is not None:
            return []
        name = short(row.text)
        if row.agreed_on is None:
            agree = Button(
                _t("They agree"), "", "check", name=_t("They agree: {story}").format(story=name),
                verb="agree to story",
            )  # fmt: skip
            agree.clicked.connect(lambda _on=False: self._agree(row))
            return [agree]
        back = Button(
            _t("They take it back"), "ghost", "x",
            name=_t("They take it back: {story}").format(story=name), verb="take back story",
        )  # fmt: skip
        back.clicked.connect(lambda _on=False: self._take_back(row))
        return [back]

    def _agree(self, row: ToldStory) -> None:
        self.gestures.act(
            "agree to story",
            lambda db, now: agree_to_story(db, story_id=row.id, how=How.SPOKEN, now=now).id,
            _t("It stands in reports from now on."),
        )

    def _take_back(self, row: ToldStory) -> None:
        self.gestures.act(
            "take back story",
            lambda db, now: take_back_story(db, story_id=row.id, now=now).id,
            _t("It stands in no report and on no page from now on. Paper that is out stays out."),
        )


def _story_words(row: ToldStory) -> str:
    said = [row.who, row.person if row.person != row.who else "", i18n.plain_day(row.told_on)]
    if row.taken_back_on is not None:
        said.append(_t("taken back on {day}").format(day=i18n.plain_day(row.taken_back_on)))
    elif row.agreed_on is not None:
        said.append(_t("agreed on {day}").format(day=i18n.plain_day(row.agreed_on)))
    else:
        said.append(_t("in no report yet: they have not agreed"))
    return ", ".join(filter(None, said))


class CommentsCard(ToldCard):
    """What those who teach say of the weeks."""

    def __init__(self, gestures: Gestures) -> None:
        save = Button(_t("Keep the comment"), "", "check", verb="comment")
        hint = _t("For those who read the report. Name nobody who learns here.")
        super().__init__(gestures, _t("What tutors say"), hint, save)
        self.text = NoteEdit(lines=3)
        self.on = DayPick(gestures.doors.today(), _t("Of the weeks around"))
        self.form.add("text", _t("&Comment"), self.text)
        self.form.add("on", _t("Of the weeks around"), self.on)
        save.clicked.connect(lambda _on=False: self.save())

    def is_writing(self) -> bool:
        return bool(self.text.toPlainText().strip())

    def forget(self) -> None:
        self.text.clear()

    def save(self) -> bool:
        text, on = self.text.toPlainText().strip(), self.on.day()
        by = self.gestures.doors.acting().id
        self.form.show_problems({} if text else {"text": _t("Enter the comment")})
        if not text:
            return False
        done = self.gestures.act(
            "comment",
            lambda db, now: add_comment(db, text=text, about_on=on, account_id=by, now=now).id,
            _t("The comment is kept."),
        )
        if done:
            self.forget()
            self.kept.emit()
        return done

    def show_now(self) -> int:
        rows = self.gestures.doors.look(comments)
        self.clear()
        for row in rows:
            away = Button(
                _t("Remove"), "ghost", "x",
                name=_t("Remove: {comment}").format(comment=short(row.text)),
                verb="put away comment",
            )  # fmt: skip
            away.clicked.connect(lambda _on=False, r=row: self._put_away(r))
            detail = ", ".join(filter(None, (row.by, row.about, i18n.plain_day(row.on))))
            self.put_line_of(f"“{row.text}”", detail, away)
        return len(rows)

    def _put_away(self, row: ToldComment) -> None:
        self.gestures.act(
            "put away comment",
            lambda db, _now: put_away_comment(db, comment_id=row.id).id,
            _t("The comment stands in no report from now on."),
        )
