"""What the hub and a borrower promise each other. A new wording is a new version."""

from __future__ import annotations

from hubdesk.i18n import translate
from hubdesk.operations.hub import add_template
from hubdesk.queries.agreements import GIFT, LOAN
from hubdesk.queries.history import RecordKind
from hubdesk.queries.hub import TemplateRow, current_template
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.notes import LeftNote
from hubdesk.ui.settings.version_card import VersionCard
from hubdesk.ui.space import emptied
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.text import Label, WrappedLabel

PURPOSES = ((LOAN, "Wording for loans"), (GIFT, "Wording for gifts"))


def _t(text: str) -> str:
    return translate("Settings", text)


class WordingCard(VersionCard):
    """The promises as they stand, and a place to write the next version."""

    verb = "change template"

    def __init__(self, purpose: str, choosing: Choosing) -> None:
        self.purpose = purpose
        self._shown: TemplateRow | None = None
        self.title = LineEdit()
        self.promises = LeftNote(6)
        self.title_field = Field(_t("Title"), self.title)
        self.promises_field = Field(_t("Promises"), self.promises, _t("One promise on each line."))
        about = _t("What was signed stays as it was signed. New agreements get the new words.")
        fields = (self.title_field, self.promises_field)
        title, record = _t(dict(PURPOSES)[purpose]), (RecordKind.WORDING, purpose)
        super().__init__(title, about, choosing, fields, self.promises, record)

    def show_now(self) -> None:
        found = self._choosing.doors.look(lambda db: current_template(db, self.purpose))
        if found == self._shown or found is None:
            return
        self._shown = found
        self.show_version(found.version)
        emptied(self.text)
        self.text.addWidget(Label(found.title, "strong"))
        for promise in found.promises:
            self.text.addWidget(WrappedLabel(f"• {promise}", "body", "2"))

    def _fill(self) -> None:
        if self._shown is not None:
            self.title.setText(self._shown.title)
            self.promises.setPlainText("\n".join(self._shown.promises))
            self.promises.set_lines(len(self._shown.promises) + 1)

    def _keep(self) -> int:
        title, promises = self.title.text(), self.promises.toPlainText().splitlines()
        self.title_field.show_problem("" if title.strip() else _t("Enter a title."))
        if not title.strip():
            return 0
        return self._choosing.doors.do(
            self.verb,
            lambda db, now: (
                add_template(
                    db, purpose=self.purpose, title=title, promises=promises, now=now
                ).version
            ),
        )

    def _show_problem(self, words: str) -> None:
        self.promises_field.show_problem(words)

    def _saved(self, version: int) -> str:
        return _t("Saved: version {n}. New agreements get it.").format(n=version)
