"""What the hub and a borrower promise each other. A new wording is a new version."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.hub import add_template
from hubdesk.queries.agreements import GIFT, LOAN
from hubdesk.queries.hub import TemplateRow, current_template
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.notes import LeftNote
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.text import Label, WrappedLabel

PURPOSES = ((LOAN, "Wording for loans"), (GIFT, "Wording for gifts"))


def _t(text: str) -> str:
    return translate("Settings", text)


class WordingCard(Card):
    """The promises as they stand, and a place to write the next version."""

    verb = "change template"

    def __init__(self, purpose: str, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 18), 8, parent)
        self._purpose, self._choosing = purpose, choosing
        self._shown: TemplateRow | None = None
        head = SectionHead(_t(dict(PURPOSES)[purpose]))
        self.version = Chip("")
        head.row.insertWidget(1, self.version)
        self.change_button = Button(_t("Change the wording"), "ghost", "pencil")
        self.change_button.setAccessibleName(
            _t("Change: {what}").format(what=_t(dict(PURPOSES)[purpose]))
        )
        self.change_button.clicked.connect(lambda _on=False: self.begin())
        head.row.addWidget(self.change_button)
        self.body.addWidget(head)
        self.reading = QWidget()
        self._promises = column(self.reading, 0, 4)
        self.body.addWidget(self.reading)
        self._build_form()
        self.show_now()

    def _build_form(self) -> None:
        self.form = QWidget()
        body = column(self.form, 0, 12)
        words = _t("What was signed stays as it was signed. New agreements get the new words.")
        body.addWidget(WrappedLabel(words, "small", "2"))
        self.title = LineEdit()
        self.promises = LeftNote(6)
        self.title_field = Field(_t("Title"), self.title)
        self.promises_field = Field(_t("Promises"), self.promises, _t("One promise on each line."))
        body.addWidget(self.title_field)
        body.addWidget(self.promises_field)
        row = line(gap=8)
        self.save_button = Button("", "primary")
        leave = Button(_t("Leave it as it was"))
        self.save_button.clicked.connect(lambda _on=False: self.save())
        leave.clicked.connect(lambda _on=False: self.leave())
        row.addWidget(self.save_button)
        row.addWidget(leave)
        row.addStretch(1)
        body.addLayout(row)
        self.body.addWidget(self.form)
        self.form.hide()

    def show_now(self) -> None:
        """Show the newest version."""
        found = self._choosing.doors.look(lambda db: current_template(db, self._purpose))
        if found == self._shown or found is None:
            return
        self._shown = found
        self.version.set_words(_t("Version {n}").format(n=found.version))
        emptied(self._promises)
        self._promises.addWidget(Label(found.title, "strong"))
        for promise in found.promises:
            self._promises.addWidget(WrappedLabel(f"• {promise}", "body", "2"))

    def is_writing(self) -> bool:
        """Whether the next version is being written."""
        return not self.form.isHidden()

    def begin(self) -> None:
        """Write the next version, beginning as the one that stands."""
        if self._shown is None:
            return
        self.title.setText(self._shown.title)
        self.promises.setPlainText("\n".join(self._shown.promises))
        self.promises.set_lines(len(self._shown.promises) + 1)
        self.save_button.set_words(_t("Save as version {n}").format(n=self._shown.version + 1))
        self.reading.hide()
        self.change_button.hide()
        self.form.show()
        self.promises.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back to reading."""
        self.form.hide()
        self.reading.show()
        self.change_button.show()
        self.change_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Keep it as the next version, or say by the field what is missing."""
        title, promises = self.title.text(), self.promises.toPlainText().splitlines()
        self.title_field.show_problem("" if title.strip() else _t("Enter a title."))
        self.promises_field.show_problem("")
        if not title.strip():
            return
        try:
            made = self._choosing.doors.do(
                "change template",
                lambda db, now: (
                    add_template(
                        db, purpose=self._purpose, title=title, promises=promises, now=now
                    ).version
                ),
            )
        except HubDeskError as error:
            self.promises_field.show_problem(explain(error).text)
            return
        words = _t("Saved: version {n}. New agreements get it.").format(n=made)
        self._choosing.gestures.told_done(words)
        self.leave()
        self.show_now()
