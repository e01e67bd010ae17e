"""What may be written down about a person, checked field by field."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict

from hubdesk.errors.people import BandUnknown, ChoiceUnknown, YearNotRight
from hubdesk.errors.records import BirthInFuture, NotADate
from hubdesk.models import AGE_BANDS, Birth, BirthPrecision, Channel
from hubdesk.spelling import folded_words
from hubdesk.typed import clean_line, clean_name, clean_note, read_email, read_phone, read_postcode

OLDEST = 130  # years


class PersonFacts(TypedDict, total=False):
    """The facts of a person that can be changed. What is left out stays as it is."""

    display_name: str
    known_as: str
    birth: Birth
    phone: str
    email: str
    channel: str
    language: str
    wants_interpreter: bool
    safe_to_leave_message: bool
    do_not_post: bool
    address: str
    address_withheld: bool
    no_fixed_address: bool
    postcode: str
    heard_from: str
    guardian_name: str
    guardian_phone: str


# Each line of text: its label on screen and the most letters it holds.
_LINES = {
    "known_as": ("Known as", 200),
    "language": ("Language", 100),
    "heard_from": ("How they heard", 200),
    "guardian_name": ("Parent or carer", 200),
}
_FLAGS = (
    "wants_interpreter",
    "safe_to_leave_message",
    "do_not_post",
    "address_withheld",
    "no_fixed_address",
)


def columns_of(facts: PersonFacts, *, today: date) -> dict[str, Any]:
    """The columns that `facts` set, clean. TypeError for a fact that nobody declared.

    Refuses NameMissing, TextTooLong, PhoneNotRight, EmailNotRight, PostcodeNotRight,
    ChoiceUnknown, BandUnknown, YearNotRight, NotADate and BirthInFuture.
    """
    found: dict[str, Any] = {}
    for fact, value in facts.items():
        found |= _columns(fact, value, today)
    return found


def _columns(fact: str, value: Any, today: date) -> dict[str, Any]:
    match fact:
        case "display_name":
            name = clean_name(value)
            return {"display_name": name, "sort_name": sort_name(name)}
        case "birth":
            return _birth(value, today)
        case "phone":
            phone = read_phone(value)
            return {"phone": phone.shown, "phone_key": phone.key}
        case "guardian_phone":
            return {"guardian_phone": read_phone(value, "Parent or carer's phone").shown}
        case "email":
            return {"email": read_email(value)}
        case "postcode":
            return {"postcode": read_postcode(value)}
        case "address":
            return {"address": clean_note(value, "Address", 500)}
        case "channel":
            return {"channel": one_of(Channel, value, "How to reach them")}
        case _ if fact in _LINES:
            label, most = _LINES[fact]
            return {fact: clean_line(value, label, most)}
        case _ if fact in _FLAGS:
            return {fact: bool(value)}
    raise TypeError(f"a person has no fact called {fact}")


def sort_name(name: str) -> str:
    """The key a list by name is sorted by: the words as shown, folded to Latin small letters.

    The order of words stays: which of them is the family name differs from people to people.
    """
    return " ".join(folded_words(name)) or name.casefold()


def one_of(kind: type[Any], value: str, field: str) -> str:
    """`value`, if it is one of the words of an enumeration. ChoiceUnknown if not."""
    if value not in [member.value for member in kind]:
        raise ChoiceUnknown(field, value)
    return str(value)


def _birth(birth: Birth, today: date) -> dict[str, Any]:
    year, band = 0, ""
    if birth.precision is BirthPrecision.EXACT:
        if birth.on is None:
            raise NotADate("Date of birth", "")
        if birth.on > today:
            raise BirthInFuture(birth.on)
        year = birth.on.year
    elif birth.precision is BirthPrecision.YEAR:
        year = birth.year
    elif birth.precision is BirthPrecision.BAND:
        if birth.band not in AGE_BANDS:
            raise BandUnknown(birth.band)
        band = birth.band
    if year and not today.year - OLDEST <= year <= today.year:
        raise YearNotRight(year)
    if birth.precision is BirthPrecision.YEAR and not year:
        raise YearNotRight(birth.year)
    on = birth.on if birth.precision is BirthPrecision.EXACT else None
    return {
        "born_precision": birth.precision,
        "born_on": on,
        "born_year": year,
        "age_band": band,
    }
