"""What people are asked to agree to, in the hub's words. A new wording is a new version."""

from __future__ import annotations

from hubdesk.i18n import translate
from hubdesk.models import Purpose
from hubdesk.operations.consents import change_wording
from hubdesk.queries.consents import WordingRow, current_wordings
from hubdesk.queries.history import RecordKind
from hubdesk.ui.people.words import purpose_words
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.notes import LeftNote
from hubdesk.ui.settings.version_card import VersionCard
from hubdesk.ui.space import emptied
from hubdesk.ui.widgets.form import Field
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Settings", text)


class AskingCard(VersionCard):
    """The words of one purpose as they stand, and a place to write the next version."""

    verb = "change wording"

    def __init__(self, purpose: Purpose, choosing: Choosing) -> None:
        self.purpose = purpose
        self._shown: WordingRow | None = None
        self.words = LeftNote(5)
        self.words_field = Field(_t("Words"), self.words, _t("As you read them out, or show them."))
        about = _t(
            "Who answered to the old words stays under them. New answers are to the new ones."
        )
        title = purpose_words(purpose)
        record = (RecordKind.ASKING, purpose.value)
        super().__init__(title, about, choosing, (self.words_field,), self.words, record)

    def show_now(self) -> None:
        found = self._choosing.doors.look(current_wordings).get(self.purpose)
        if found == self._shown or found is None:
            return
        self._shown = found
        self.show_version(found.version)
        emptied(self.text)
        self.text.addWidget(WrappedLabel(found.text, "body", "2"))

    def _fill(self) -> None:
        if self._shown is not None:
            self.words.setPlainText(self._shown.text)

    def _keep(self) -> int:
        text = self.words.toPlainText()
        if not text.strip():
            self._show_problem(_t("Enter the words people are asked with."))
            return 0
        return self._choosing.doors.do(
            self.verb,
            lambda db, now: change_wording(db, purpose=self.purpose, text=text, now=now).version,
            about={"what": purpose_words(self.purpose).lower()},
        )

    def _show_problem(self, words: str) -> None:
        self.words_field.show_problem(words)

    def _saved(self, version: int) -> str:
        return _t("Saved: version {n}. New answers are to it.").format(n=version)
