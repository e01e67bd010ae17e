"""Words of the hub's own, as they stand, and a place to write their next version."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.history import RecordKind
from hubdesk.ui.flow import Flow
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.history.button import history_button
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.notes import LeftNote
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.form import Field
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Settings", text)


class VersionCard(Card):
    """Reading and writing one text that has versions.

    A card of its kind says what stands (`show_now`), what is written first (`_fill`) and how it
    is kept (`_keep`). `note` is where the text is written, `record` whose history it has. `go`
    carries a page, and its facts.
    """

    verb = ""
    go = Signal(str, dict)

    def __init__(
        self,
        title: str,
        about: str,
        choosing: Choosing,
        fields: Sequence[Field],
        note: LeftNote,
        record: tuple[RecordKind, str],
    ) -> None:
        super().__init__((20, 14, 20, 18), 8)
        self._choosing = choosing
        self._stands = 0  # the version; 0 while there is none
        self.note = note
        head = QWidget()
        across = Flow(head, gap=10)  # one below the other where the text is large
        self.version = Chip("")
        self.change_button = Button(_t("Change"), "ghost", "pencil")
        self.change_button.setAccessibleName(_t("Change: {what}").format(what=title))
        self.change_button.clicked.connect(lambda _on=False: self.begin())
        past = history_button(self.go.emit, *record, title)
        for part in (Label(title, "h2"), self.version, self.change_button, past):
            across.addWidget(part)
        self.body.addWidget(head)
        self.reading = QWidget()
        self.text = column(self.reading, 0, 4)
        self.body.addWidget(self.reading)
        self._build_form(about, fields)
        self.show_now()

    def _build_form(self, about: str, fields: Sequence[Field]) -> None:
        self.form = QWidget()
        body = column(self.form, 0, 12)
        body.addWidget(WrappedLabel(about, "small", "2"))
        for field in fields:
            body.addWidget(field)
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

    @abstractmethod
    def show_now(self) -> None:
        """Show the newest version."""

    def show_version(self, version: int) -> None:
        """Which version stands."""
        self._stands = version
        self.version.set_words(_t("Version {n}").format(n=version))

    @abstractmethod
    def _fill(self) -> None:
        """Put what stands into the form."""

    @abstractmethod
    def _keep(self) -> int:
        """Keep what is written. Answers with its version; 0 if a field says what is missing."""

    @abstractmethod
    def _show_problem(self, words: str) -> None:
        """Say by the text what is wrong with it; nothing if `words` is empty."""

    @abstractmethod
    def _saved(self, version: int) -> str:
        """What the strip says of it."""

    def is_writing(self) -> bool:
        """Whether the next version is being written."""
        return not self.form.isHidden()

    def begin(self) -> None:
        """Write the next version, beginning as the one that stands."""
        if not self._stands:
            return
        self._fill()
        self.save_button.set_words(_t("Save as version {n}").format(n=self._stands + 1))
        self.reading.hide()
        self.change_button.hide()
        self.form.show()
        # once it has its place
        QTimer.singleShot(0, self, lambda: bring_into_view(self.form))
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back to reading."""
        self.form.hide()
        self.reading.show()
        self.change_button.show()
        self.change_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Keep it as the next version, or say by the field what is missing."""
        self._show_problem("")
        try:
            made = self._keep()
        except HubDeskError as error:
            self._show_problem(explain(error).text)
            return
        if not made:
            return
        self._choosing.gestures.told_done(self._saved(made))
        self.leave()
        self.show_now()
