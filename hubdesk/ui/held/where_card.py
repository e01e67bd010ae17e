"""Where else on this computer something of a person lies, and when it goes."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages import held as said
from hubdesk.queries.held import Held, Journal
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
        self.put(
            WrappedLabel(
                _t("A nickname in the middle of a note cannot be found by HubDesk. Look for it."),
                "small",
                "2",
            )
        )


def places_of(held: Held, zone: tzinfo | None) -> list[tuple[str, str]]:
    """The places in words, the same on screen and on paper."""
    elsewhere = held.elsewhere
    found = [(_t("Journal"), _journal_words(held.journal, zone))]
    found.append(
        (
            _t("Search box"),
            i18n.count(elsewhere.search_words, _t("word"), _t("words"))
            if elsewhere.search_words
            else _t("Nothing"),
        )
    )
    half = [
        (elsewhere.drafts, _t("half-finished form or basket"), _t("half-finished forms, baskets")),
        (elsewhere.papers, _t("paper that waits for a printer"), _t("papers that wait")),
    ]
    words = [i18n.count(many, one, more) for many, one, more in half if many]
    found.append((_t("Half-finished work"), i18n.listed(words) or _t("Nothing")))
    named = [said.mention_words(m.table, m.label) for m in elsewhere.mentions]
    found.append((_t("Named in other records"), "; ".join(dict.fromkeys(named)) or _t("Nowhere")))
    found.append(
        (
            _t("Second file of the newest changes, and backups"),
            _t("The same records again, encrypted, until newer ones take their place."),
        )
    )
    found.append((_t("Notes on problems"), _t("Nothing: no name is ever written there.")))
    return found


def _journal_words(journal: Journal, zone: tzinfo | None) -> str:
    if journal.first_at is None or journal.last_at is None:
        return _t("Nothing")
    words = _t("{changes} from {first} to {last}.")
    if journal.earlier:
        words = _t("{changes} from {first} to {last}, {old}.")
    return words.format(
        changes=i18n.count(journal.changes, _t("change"), _t("changes")),
        first=i18n.plain_day(journal.first_at.astimezone(zone).date()),
        last=i18n.plain_day(journal.last_at.astimezone(zone).date()),
        old=i18n.count(
            len(journal.earlier), _t("earlier value among them"), _t("earlier values among them")
        ),
    )
