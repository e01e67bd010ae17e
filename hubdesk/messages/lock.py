"""Words for PINs, badges and who may open the records."""

from __future__ import annotations

from hubdesk.errors import lock as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Lock", text)


_EASY = {
    "same": "Six times the same digit is what others try first.",
    "row": "Digits in a row are what others try first.",
    "twice": "The same few digits again are easy to guess.",
    "mirror": "Digits that repeat or mirror each other are easy to guess.",
    "keys": "Neighbouring keys are what others try first.",
    "day": "Those digits are a day. Birthdays are what others try first.",
    "phone": "Those digits end the hub's phone number.",
}

WORDS: Words = {
    e.PinNotSixDigits: lambda error: Message(_t("A PIN has 6 digits.")),
    e.PinTooEasy: lambda error: Message(
        _t(_EASY.get(error.why, "That PIN is what others try first.")), _t("Use other digits.")
    ),
    e.BadgeTaken: lambda error: Message(
        _t("That is {name}'s badge.").format(name=error.name), _t("Scan another card.")
    ),
    e.BadgeOfThing: lambda error: Message(
        _t("That is the label of {tag}.").format(tag=error.tag), _t("Scan a card instead.")
    ),
    e.BadgeUnknown: lambda error: Message(
        _t("That code is too short for a badge."), _t("Scan the card again.")
    ),
    e.OldWayIn: lambda error: Message(
        _t("The passphrase is locked in an old way."),
        _t("Change the passphrase once, then change the key."),
    ),
    e.LastPassphrase: lambda error: Message(
        _t("This is the only passphrase of the records."), _t("Give somebody else one first.")
    ),
}
