"""What a line says of a person, fact by fact; what cannot be right is left out and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hubdesk.errors import Refusal
from hubdesk.errors.bringing_in import Fault, Problem
from hubdesk.errors.records import TextTooLong
from hubdesk.models import Birth, BirthPrecision
from hubdesk.operations.bringing_in.faces import UNKNOWN_BIRTH
from hubdesk.operations.bringing_in.lines import PersonSaid
from hubdesk.operations.person_facts import PersonFacts, columns_of
from hubdesk.typed import MOST_NOTE, clean_note

# The facts a list may say, with their labels on screen.
FACTS = {
    "display_name": "Name",
    "known_as": "Known as",
    "birth": "Date of birth",
    "phone": "Phone",
    "email": "E-mail",
    "channel": "How to reach them",
    "language": "Language",
    "wants_interpreter": "Interpreter",
    "safe_to_leave_message": "Safe to leave a message",
    "do_not_post": "Do not post",
    "no_fixed_address": "No fixed address",
    "address": "Address",
    "postcode": "Postcode",
    "heard_from": "How they heard",
    "guardian_name": "Parent or carer",
    "guardian_phone": "Parent or carer's phone",
}
# What a person has of whom nobody asked yet.
_UNASKED = {
    "wants_interpreter": False,
    "safe_to_leave_message": True,
    "do_not_post": False,
    "no_fixed_address": False,
}
# A person of whom a list says nothing but a name: every row is given the same columns.
NOBODY: dict[str, Any] = {
    "known_as": "",
    "born_precision": BirthPrecision.UNKNOWN,
    "born_on": None,
    "born_year": 0,
    "age_band": "",
    "phone": "",
    "phone_key": "",
    "email": "",
    "channel": "",
    "language": "",
    "address": "",
    "postcode": "",
    "heard_from": "",
    "guardian_name": "",
    "guardian_phone": "",
    **_UNASKED,
}


@dataclass(slots=True)
class PersonWords:
    """The facts of one line as columns, by fact. `refusal` is why nobody can be written down."""

    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    sort_name: str = ""
    phone_key: str = ""
    birth: Birth = UNKNOWN_BIRTH
    note: str = ""
    remarks: list[Problem] = field(default_factory=list)
    refusal: Refusal | None = None


def person_words(line: PersonSaid, today: date) -> PersonWords:
    """What a line says, each fact checked by itself."""
    words = PersonWords(birth=_birth(line))
    for fact, value in _said(line, words.birth).items():
        facts: PersonFacts = {fact: value}  # type: ignore[misc]
        try:
            words.facts[fact] = columns_of(facts, today=today)
        except Refusal as refusal:
            if fact == "display_name":
                words.refusal = refusal
                return words
            words.remarks.append(_left_out(line, fact, value, refusal))
    words.sort_name = words.facts["display_name"]["sort_name"]
    words.phone_key = words.facts.get("phone", {}).get("phone_key", "")
    if "birth" not in words.facts:
        words.birth = Birth()
    words.note = clean_note(line.notes, "Note", len(line.notes))[:MOST_NOTE].strip()
    return words


def is_empty(fact: str, kept: Mapping[str, Any]) -> bool:
    """Whether nobody has said anything of this fact yet."""
    if fact in _UNASKED:
        return bool(kept[fact]) is _UNASKED[fact]
    if fact == "birth":
        return kept["born_precision"] in ("", BirthPrecision.UNKNOWN)
    return not next(iter(kept.values()))


def is_same(kept: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Whether the columns say the same: a number dialled alike, a word in other capitals."""
    if "phone_key" in said:
        return bool(kept["phone_key"] == said["phone_key"])
    return all(_folded(kept[name]) == _folded(value) for name, value in said.items())


def said_as(fact: str, columns: Mapping[str, Any]) -> tuple[str, str]:
    """The label of a fact and what a line says of it, for the report."""
    if fact == "birth":
        told = columns["born_on"] or columns["born_year"] or columns["age_band"]
        return FACTS[fact], str(told)
    value = next(iter(columns.values()))
    if isinstance(value, bool):
        return FACTS[fact], "yes" if value else "no"
    return FACTS[fact], str(value)


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _said(line: PersonSaid, birth: Birth) -> dict[str, Any]:
    """The facts the line has something to say about."""
    said: dict[str, Any] = {"display_name": line.name}
    if birth.precision is not BirthPrecision.UNKNOWN:
        said["birth"] = birth
    for fact in FACTS:
        if fact in ("display_name", "birth"):
            continue
        value = getattr(line, fact)
        is_said = value is not None if fact in _UNASKED else bool(value)
        if fact == "no_fixed_address":
            is_said = bool(value)
        if is_said:
            said[fact] = value
    if line.no_fixed_address:
        said.pop("address", None)  # the words that said so
    return said


def _birth(line: PersonSaid) -> Birth:
    if line.born_precision == BirthPrecision.EXACT and line.born_on:
        return Birth.of_day(line.born_on)
    if line.born_precision == BirthPrecision.YEAR:
        return Birth.of_year(line.born_year)
    if line.born_precision == BirthPrecision.BAND:
        return Birth.of_band(line.age_band)
    return Birth()


def _left_out(line: PersonSaid, fact: str, value: Any, refusal: Refusal) -> Problem:
    if isinstance(refusal, TextTooLong):
        return Problem(Fault.CELL_TOO_LONG, line.line, FACTS[fact], str(refusal.most))
    return Problem(Fault.LEFT_EMPTY, line.line, FACTS[fact], str(value))
