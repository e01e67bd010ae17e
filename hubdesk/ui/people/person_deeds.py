"""What is done about a person from their page, each told with Undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.operations.agreements import mark_signed
from hubdesk.operations.people import add_note, assign_card, set_household, tick_off_note
from hubdesk.operations.returning import follow_up_gift, item_back
from hubdesk.operations.taking_apart import TakenApart, take_apart
from hubdesk.queries.agreements import AgreementRow
from hubdesk.queries.loans import LoanRow
from hubdesk.queries.one_person import MergeRow
from hubdesk.queries.people import PersonPage as PersonFacts
from hubdesk.queries.person_details import GiftRow
from hubdesk.ui.loans.gestures import LoanGestures
from hubdesk.ui.people.words import connection_words, first_word
from hubdesk.ui.widgets.strip import Offer


def _t(text: str) -> str:
    return translate("People", text)


def called(person: PersonFacts) -> str:
    """What they like to be called: Sam."""
    return person.known_as or first_word(person.name)


class PersonDeeds(LoanGestures):
    """One verb a method; False where it was refused."""

    def write_note(self, person: PersonFacts, text: str) -> bool:
        """Something to know next time."""
        return self.act(
            "note",
            lambda db, now: add_note(db, person_id=person.id, text=text, now=now),
            _t("Note about {who} saved.").format(who=called(person)),
            about={"person_id": person.id},
        )

    def tick_note(self, person: PersonFacts, note_id: str) -> bool:
        """A note is dealt with."""
        return self.act(
            "tick off note",
            lambda db, now: tick_off_note(db, note_id=note_id),
            _t("Note ticked off."),
            about={"person_id": person.id},
        )

    def answer_home(self, person: PersonFacts, which: str, answer: str) -> bool:
        """One of the three taps about what is at home."""
        work, what = _home(person.id, which, answer)
        return self.act(
            "household",
            work,
            _t("Saved: {what}.").format(what=what),
            about={"person_id": person.id, "what": what},
        )

    def take_item(self, loan: LoanRow, name: str) -> bool:
        """Something that was missing came back."""
        return self.act(
            "item back",
            lambda db, now: item_back(db, loan_id=loan.id, name=name, now=now),
            _t("{item} for {tag} is back.").format(item=name, tag=loan.tag),
            about={
                "person_id": loan.borrower_id,
                "device_ids": [loan.device_id],
                "what": name.lower(),
            },
        )

    def spoke_about(self, person: PersonFacts, gift: GiftRow) -> bool:
        """Somebody talked with them about what soon ends."""
        return self.act(
            "follow up",
            lambda db, now: follow_up_gift(db, gift_id=gift.id),
            _t("Written down: you spoke about {tag}.").format(tag=gift.tag),
            about={"person_id": person.id, "device_ids": [gift.device_id]},
        )

    def sign(self, person: PersonFacts, paper: AgreementRow) -> bool:
        """The signed copy is here."""
        return self.act(
            "sign agreement",
            lambda db, now: mark_signed(db, agreement_id=paper.id, now=now),
            _t("{number} is marked signed.").format(number=paper.printed),
            about={"person_id": person.id},
        )

    def take_apart(self, person: PersonFacts, row: MergeRow) -> bool:
        """Two people after all: the other record stands by itself again."""

        def words(done: TakenApart) -> str:
            said = _t("{name} has a record of their own again.").format(name=done.name)
            if done.has_changed:
                said += " " + _t("What was changed since stays with {who}.").format(
                    who=called(person)
                )
            return said

        return self.act(
            "take apart",
            lambda db, _now: take_apart(db, merge_id=row.id),
            words,
            about={"person_id": person.id, "what": row.name},
        )

    def give_card(self, person: PersonFacts, code: str, print_card: Callable[[], None]) -> bool:
        """The scanned card is theirs from now on; without a code, a fresh number to print."""
        return self.act(
            "assign card",
            lambda db, now: assign_card(db, person_id=person.id, card=code),
            lambda made: _t("Card {card} is {who}'s now.").format(
                card=made.printed(), who=called(person)
            ),
            about={"person_id": person.id},
            offers=() if code else (Offer(_t("Print card"), print_card, icon="printer"),),
        )


def _home(person_id: str, which: str, answer: str) -> tuple[Callable[[Any, datetime], object], str]:
    """The work of one tap, and what it says."""
    if which == "connection":
        return (
            lambda db, now: set_household(db, person_id=person_id, now=now, connection=answer),
            _t("internet at home, {what}").format(what=connection_words(answer).lower()),
        )
    number = int(answer)
    if which == "working_devices":
        return (
            lambda db, now: set_household(db, person_id=person_id, now=now, working_devices=number),
            i18n.count(number, _t("working device at home"), _t("working devices at home")),
        )
    return (
        lambda db, now: set_household(db, person_id=person_id, now=now, people_learning=number),
        i18n.count(number, _t("person learning at home"), _t("people learning at home")),
    )
