"""Where else on this computer something of a person lies, and when it goes."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.held import Held
from hubdesk.queries.their_file import places_of
from hubdesk.ui.people.section import Section, fact
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Held", text)


class WhereCard(Section):
    """The journal, search, drafts, papers that wait, other records, and copies of the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Where else it lies"), parent)

    def show_where(self, held: Held, now: datetime) -> None:
        """Each place with how much lies there."""
        self.clear()
        for at, (words, value) in enumerate(places_of(held, now.tzinfo)):
            if at:
                self.put(Line())
            self.put(fact(words, value))
        words = _t("A nickname in the middle of a note cannot be found by HubDesk. Look for it.")
        self.put(WrappedLabel(words, "small", "2"))
