"""The words people's facts have on screen: needs, roles, channels, consents, births."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import (
    AGE_BANDS,
    Birth,
    BirthPrecision,
    Channel,
    Connection,
    How,
    Need,
    Purpose,
    Role,
)
from hubdesk.queries.search import Apart, PersonHit


def _t(text: str) -> str:
    return translate("People", text)


NEEDS: Final = {
    Need.LARGE_PRINT: ("Large print", "eye"),
    Need.HEARING_LOOP: ("Hearing loop", "ear"),
    Need.INTERPRETER: ("Interpreter", "languages"),
    Need.QUIET_SEAT: ("Quiet seat", "volume-x"),
    Need.STEP_FREE: ("Step-free", "accessibility"),
    Need.READS_WITH_HELP: ("Reads with help", "book-open"),
}
ROLES: Final = {
    Role.LEARNER: "Learner",
    Role.BORROWER: "Borrower",
    Role.VOLUNTEER: "Volunteer",
    Role.TUTOR: "Tutor",
    Role.PARENT: "Parent or carer",
    Role.TEACHER: "Teacher",
    Role.ROLE_MODEL: "Role model",
}
CHANNELS: Final = {
    Channel.NONE: "No preference",
    Channel.PHONE: "Phone call",
    Channel.TEXT: "Text message",
    Channel.EMAIL: "E-mail",
    Channel.POST: "Post",
    Channel.IN_PERSON: "In person",
}
CONNECTIONS: Final = {
    Connection.NONE: "None",
    Connection.PHONE_DATA: "Phone data only",
    Connection.BROADBAND: "Broadband",
}
PURPOSES: Final = {
    Purpose.PRIVACY_NOTICE: "Privacy notice",
    Purpose.SUPPORT_NEEDS: "Keeping what helps them",
    Purpose.CONTACT: "Being contacted",
    Purpose.PHOTOS: "Photos",
    Purpose.NEWSLETTER: "Newsletter",
}
HOWS: Final = {
    How.PAPER: "On paper",
    How.SPOKEN: "Said aloud",
    How.SCREEN: "On screen",
    How.DRAWN: "Signed on the screen",
}
# What ends with a yes, here and where somebody has to see to it.
STOPS: Final = {
    Purpose.SUPPORT_NEEDS: "What helps them is taken off their record.",
    Purpose.CONTACT: "No more texts or days to ask how they got on. About a loan you still can.",
    Purpose.PHOTOS: "The register says No photos. Take down what is shown, on paper and online.",
    Purpose.NEWSLETTER: "Take them off the list the newsletter goes to.",
}
_BREAK = "\u200b"  # a space without width
HEARD: Final = (
    "Friend or family",
    "Poster or leaflet",
    "Library",
    "Doctor or clinic",
    "Jobcentre",
    "School or college",
    "Council",
    "Online",
)


def need_words(need: str) -> str:
    """Large print."""
    known = {str(key): words for key, (words, _) in NEEDS.items()}
    return _t(known[need]) if need in known else need


def chip_words(need: str, language: str) -> str:
    """A need as a chip says it: an interpreter with their language where it is known."""
    if need != Need.INTERPRETER or language.casefold() in ("", "english"):
        return need_words(need)
    return _t("{language} interpreter").format(language=language)


def need_icon(need: str) -> str:
    """The icon of a need's chip."""
    return {str(key): icon for key, (_, icon) in NEEDS.items()}.get(need, "info")


def role_words(role: str) -> str:
    """Volunteer."""
    return _word(ROLES, role)


def channel_words(channel: str) -> str:
    """Text message."""
    return _word(CHANNELS, channel)


def connection_words(connection: str) -> str:
    """Phone data only; "" if it was not asked."""
    return _word(CONNECTIONS, connection)


def purpose_words(purpose: str) -> str:
    """What a consent is about."""
    return _word(PURPOSES, purpose)


def stops_words(purpose: str) -> str:
    """What stops where a consent is taken back."""
    return _word(STOPS, purpose)


def how_words(how: str) -> str:
    """How a consent was given."""
    return _word(HOWS, how)


def consent_words(purpose: str, is_given: bool) -> str:
    """Privacy notice given; Photos: no."""
    if purpose == Purpose.PRIVACY_NOTICE:
        return _t("Privacy notice given") if is_given else _t("Privacy notice not given")
    said = _t("{what}: yes") if is_given else _t("{what}: no")
    return said.format(what=purpose_words(purpose))


def birth_words(birth: Birth, today: date) -> str:
    """14 March 1979 (47); 1979; 25 to 49; "" if it is not known."""
    if birth.precision is BirthPrecision.EXACT and birth.on:
        born = birth.on
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        return f"{i18n.plain_day(born)} ({age})"
    if birth.precision is BirthPrecision.YEAR and birth.year:
        return str(birth.year)
    return band_words(birth.band) if birth.precision is BirthPrecision.BAND else ""


def band_words(band: str) -> str:
    """Age 25 to 49, as one of AGE_BANDS has it."""
    return _t("Age {band}").format(band=band) if band in AGE_BANDS else band


def first_word(name: str) -> str:
    """What somebody is called until they say otherwise."""
    return next(iter(name.split()), "")


def breakable(text: str, most: int = 20) -> str:
    """`text` with places to break long words at, which nobody sees: an e-mail, a long name."""
    return " ".join(
        word if len(word) <= most else _BREAK.join(_pieces(word, most)) for word in text.split(" ")
    )


def _pieces(word: str, most: int) -> list[str]:
    """A word cut after its own signs, and anywhere where a piece is still too long."""
    pieces: list[str] = []
    for part in re.findall(r"[^@._/-]*[@._/-]+|[^@._/-]+", word):
        pieces += [part[at : at + most] for at in range(0, len(part), most)]
    return pieces


def _word(words: Mapping[Any, str], value: str) -> str:
    known = {str(key): text for key, text in words.items()}
    return _t(known[value]) if known.get(value) else value


def apart_words(apart: Apart | None) -> str:
    """Born 14 March 1979 · phone ends 318: what tells people of one name apart."""
    if apart is None:
        return ""
    born = i18n.plain_day(apart.born_on) if apart.born_on else str(apart.born_year or "")
    parts = [_t("born {born}").format(born=born)] if born else []
    if apart.phone_end:
        parts.append(_t("phone ends {end}").format(end=apart.phone_end))
    if not born:  # a family may share its phone
        parts.append(_t("here since {day}").format(day=i18n.plain_day(apart.joined_on)))
    return " · ".join(parts)


def card_and_apart(hit: PersonHit) -> str:
    """Card L-00318, and what tells people of one name apart; empty where nothing is known."""
    card = _t("Card {card}").format(card=hit.card) if hit.card else ""
    return " · ".join(part for part in (card, apart_words(hit.apart)) if part)
