"""Stories, and whether everybody may read them: a consent of its own, besides that for reports."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.opportunities import LinkNotRight
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.opportunities import STORY_WORDING, STORY_WORDINGS
from hubdesk.models import How
from hubdesk.operations.week import hide_story, show_story
from hubdesk.queries.told_lists import ToldStory, stories
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.week.lines import LinesCard, bar_of, short
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.text import WrappedLabel

HOWS = ((How.SPOKEN, "They said so"), (How.PAPER, "On paper"), (How.SCREEN, "On screen"))


def _t(text: str) -> str:
    return translate("Opportunities", text)


class ShownCard(LinesCard):
    """Those that stand on the pages first."""

    def __init__(self, gestures: Gestures) -> None:
        hint = _t("Write a story down under Reports. Here people agree that everybody reads it.")
        super().__init__(gestures, _t("Stories"), hint)
        self._row: ToldStory | None = None
        self.told = WrappedLabel("", "body")
        self.form.body.addWidget(self.told)
        self.form.body.addWidget(WrappedLabel(_t("Read this out to them:"), "smallstrong"))
        self.form.body.addWidget(WrappedLabel(_t(STORY_WORDINGS[STORY_WORDING]), "body", "2"))
        self.work, self.link = LineEdit(), LineEdit()
        self.how = Combo([(how.value, _t(words)) for how, words in HOWS], How.SPOKEN)
        self.form.add("work", _t("&What they do"), self.work, _t("Like: web designer."))
        self.form.add("link", _t("&Film of theirs"), self.link, _t("An address; may be empty."))
        self.form.add("how", _t("&How they agreed"), self.how)
        self.save_button = Button(_t("They agree"), "", "check", verb="show story")
        cancel = Button(_t("Cancel"), "ghost")
        self.add_to_form(bar_of(self.save_button, cancel))
        self.save_button.clicked.connect(lambda _on=False: self.save())
        cancel.clicked.connect(lambda _on=False: self.close_form())

    def ask(self, row: ToldStory) -> None:
        """Open the form for a story."""
        self._row = row
        self.told.setText(f"“{short(row.text)}”")
        self.work.setText(row.work)
        self.link.setText(row.link)
        self.open_form("work")

    def save(self) -> bool:
        """They agreed. What cannot be kept stays typed."""
        row, work, link, how = self._row, self.work.text(), self.link.text(), self.how.value()
        if row is None:
            return False
        self.form.show_problems({})
        done = self.gestures.act(
            "show story",
            lambda db, now: (
                show_story(db, story_id=row.id, how=how, work=work, link=link, now=now).id
            ),
            _t("It stands on the next poster and the next pages."),
            about={"person_id": row.person_id} if row.person_id else None,
            refused=self._show_refusal,
        )
        if done:
            self.close_form()
        return done

    def _show_refusal(self, error: HubDeskError) -> bool:
        if isinstance(error, LinkNotRight):
            self.form.show_problems({"link": explain(error).text})
            return True
        return False

    def count_now(self) -> int:
        """How many stand on the pages."""
        return sum(row.is_shown for row in self.gestures.doors.look(stories))

    def show_now(self) -> None:
        rows = [row for row in self.gestures.doors.look(stories) if row.taken_back_on is None]
        rows.sort(key=lambda row: not row.is_shown)
        self.clear()
        if not rows:
            self.put_nothing(
                _t("No stories yet. Reports, Stories and comments is where they begin.")
            )
        for row in rows:
            self.put_words(f"“{short(row.text)}”", _words(row), self._button(row))

    def _button(self, row: ToldStory) -> Button:
        name = short(row.text)
        if row.is_shown:
            off = Button(
                _t("Take it off"), "ghost", "eye-off",
                name=_t("Take it off: {story}").format(story=name), verb="hide story",
            )  # fmt: skip
            off.clicked.connect(lambda _on=False: self._hide(row))
            return off
        ask = Button(
            _t("Everybody may read it"), "", "eye",
            name=_t("Everybody may read it: {story}").format(story=name), verb="show story",
        )  # fmt: skip
        ask.clicked.connect(lambda _on=False: self.ask(row))
        return ask

    def _hide(self, row: ToldStory) -> None:
        self.gestures.act(
            "hide story",
            lambda db, now: hide_story(db, story_id=row.id, now=now).id,
            _t("It is on no page from now on. Take the poster off the wall."),
        )


def _words(row: ToldStory) -> str:
    said = [row.who, row.work]
    if row.is_shown and row.shown_on is not None:
        said.append(_t("on the pages since {day}").format(day=i18n.plain_day(row.shown_on)))
    else:
        said.append(_t("not on the pages"))
    return ", ".join(filter(None, said))
