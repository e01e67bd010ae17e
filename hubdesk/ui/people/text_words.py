"""What a text to somebody says, and why some people get none."""

from __future__ import annotations

from datetime import date

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Purpose
from hubdesk.queries.hub import HubFacts
from hubdesk.queries.loans import OUT, LoanRow
from hubdesk.queries.people import PersonPage as PersonFacts
from hubdesk.ui.people.words import first_word


def _t(text: str) -> str:
    return translate("People", text)


def why_no_text(person: PersonFacts) -> str:
    """Why this person gets no text, in words; "" where they may get one."""
    who = person.known_as or first_word(person.name)
    if not person.safe_to_leave_message:
        words = _t("It is not safe to leave {who} a message. Talk with them when they come in.")
        return words.format(who=who)
    if loan_to_mention(person) is None:  # about the hub's own things they are reached all the same
        if person.unused is not None:
            words = _t("The record of {who} is kept and not used, so nothing is sent.")
            return words.format(who=who)
        if _wants_no_contact(person):
            return _t("{who} does not want to hear from the hub about other things.").format(
                who=who
            )
    if not person.phone_key:
        return _t("{who} has no phone number here. Add one with Edit.").format(who=who)
    if person.phone_key.startswith("44") and not person.phone_key.startswith("447"):
        words = _t("{phone} is not a mobile number, so a text will not arrive. Call instead.")
        return words.format(phone=person.phone)
    return ""


def _wants_no_contact(person: PersonFacts) -> bool:
    """Whether they said no, or took a yes back: the newest answer stands."""
    said = (row.is_given for row in person.consents if row.purpose == Purpose.CONTACT)
    return next(said, True) is False


def loan_to_mention(person: PersonFacts) -> LoanRow | None:
    """The loan a text is about: the one that is due first."""
    out = [loan for loan in person.loans if loan.state in OUT]
    return min(out, key=lambda loan: loan.due_on, default=None)


def text_words(person: PersonFacts, hub: HubFacts, today: date) -> str:
    """The words of a text, ready to send: who writes, about what, and how to answer."""
    who = person.known_as or first_word(person.name)
    hello = _t("Hello {who}, this is {hub}.").format(who=who, hub=hub.name)
    loan = loan_to_mention(person)
    parts = [hello]
    if loan is not None:
        due = _t("{thing} ({tag}) is due back on {day}.")
        if loan.due_on < today:
            due = _t("{thing} ({tag}) was due back on {day}. You can bring it in or ring us.")
        day = i18n.short_day(loan.due_on, today)
        parts.append(due.format(thing=loan.title or loan.tag, tag=loan.tag, day=day))
    if hub.phone:
        parts.append(_t("Our number: {phone}.").format(phone=hub.phone))
    return " ".join(parts)
