"""What opens over a person's loans for a moment: a blank card, a text, a rule that says no."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.loans import LoanRow
from hubdesk.queries.people import PersonPage as PersonFacts
from hubdesk.ui.allowed import Allowed
from hubdesk.ui.doors import Doors
from hubdesk.ui.front_desk.rule_card import RuleCard
from hubdesk.ui.people.card_offer import CardOffer
from hubdesk.ui.people.person_deeds import PersonDeeds, called
from hubdesk.ui.people.text_words import loan_to_mention, text_words, why_no_text
from hubdesk.ui.widgets.text_message import TextMessage


def _t(text: str) -> str:
    return translate("People", text)


class PersonPanels(QObject):
    """The three cards and what their buttons do. `shown` carries a card that just opened."""

    shown = Signal(object)
    card_taken = Signal()
    changed = Signal()  # one of them opened or closed

    def __init__(self, doors: Doors, deeds: PersonDeeds, parent: QObject) -> None:
        super().__init__(parent)
        self._doors = doors
        self._deeds = deeds
        self._person: PersonFacts | None = None
        self._loan: LoanRow | None = None
        self.offer, self.text, self.rule = CardOffer(), TextMessage(), RuleCard(doors)
        self.rule.allow_button.set_words(_t("Renew anyway"))
        self.rule.fold()
        for panel in self.cards:
            panel.hide()
        self.offer.taken.connect(self._give_card)
        self.offer.left.connect(self.close_offer)
        self.text.closed.connect(self.close_text)
        self.text.sent.connect(self._texted)
        self.rule.allowed.connect(self._allow)
        self.rule.left.connect(self.rule.hide)

    @property
    def cards(self) -> tuple[QWidget, ...]:
        """In the order they stand on the page."""
        return self.offer, self.rule, self.text

    def about(self, person: PersonFacts | None) -> None:
        """Whom they are about from now on."""
        self._person = person

    def close_all(self) -> None:
        """Somebody else's page is shown."""
        self.close_offer()
        self.close_text()
        self.rule.hide()

    def close_last(self) -> bool:
        """Put one away; False if none is open."""
        ways: tuple[tuple[QWidget, Callable[[], None]], ...] = (
            (self.text, self.close_text),
            (self.rule, self.rule.hide),
            (self.offer, self.close_offer),
        )
        for panel, close in ways:
            if not panel.isHidden():
                close()
                return True
        return False

    def offer_card(self, code: str) -> None:
        """A blank card was scanned: is it theirs?"""
        if self._person is None:
            return
        self.offer.offer(code, self._person, called(self._person))
        self.changed.emit()
        self.shown.emit(self.offer)
        self.offer.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_offer(self) -> None:
        """The card is somebody else's."""
        self.offer.hide()
        self.changed.emit()

    def open_text(self) -> None:
        """The words for the hub's phone, or why this person gets none."""
        if self._person is None:
            return
        person, hub = self._person, self._doors.look(hub_facts)
        why = why_no_text(person)
        if why or hub is None:
            self.text.show_refusal(why)
        else:
            words = text_words(person, hub, self._doors.today())
            self.text.show_words(called(person), person.phone, words)
        self.text.sent_button.setVisible(loan_to_mention(person) is not None)
        self.shown.emit(self.text)

    def close_text(self) -> None:
        """Take the text off the screen, its code too."""
        self.text.words.setPlainText("")
        self.text.code.set_text("")
        self.text.hide()

    def renew(self, loan: LoanRow) -> None:
        """A new due day, or the rule that says no, for a manager to allow."""
        rule = self._deeds.renew(loan)
        self.rule.setVisible(rule is not None)
        if rule is not None:
            self._loan = loan
            self.rule.show_rule(rule)
            self.shown.emit(self.rule)

    def _give_card(self, code: str) -> None:
        if self._person and self._deeds.give_card(self._person, code, lambda: None):
            self.close_offer()

    def _texted(self) -> None:
        loan = loan_to_mention(self._person) if self._person else None
        if loan is None or self._deeds.texted(loan):
            self.close_text()

    def _allow(self, allowed: Allowed) -> None:
        if self._loan is not None and self._deeds.renew(self._loan, allowed) is None:
            self.rule.hide()
