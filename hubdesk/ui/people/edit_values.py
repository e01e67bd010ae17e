"""A person's details as they are typed, as they are saved, and what differs between the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from hubdesk.errors import Refusal
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.lending import HappenedInFuture
from hubdesk.errors.people import YearNotRight
from hubdesk.errors.records import TextTooLong
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import Birth, BirthPrecision, Purpose
from hubdesk.operations.contacts import read_contact
from hubdesk.operations.person_facts import PersonFacts, columns_of
from hubdesk.queries.consents import WordingRow
from hubdesk.queries.people import PersonPage
from hubdesk.queries.register import ContactRow
from hubdesk.typed import read_day
from hubdesk.ui.people.details_card import latest_consents

Typed = Mapping[str, Any]
YES, NO = "yes", "no"
# Facts that are typed as they are kept, and so need no reading.
PLAIN: Final = (
    *("display_name", "known_as", "phone", "email", "channel", "language"),
    *("safe_to_leave_message", "do_not_post", "address", "address_withheld", "no_fixed_address"),
    *("postcode", "heard_from", "guardian_name", "guardian_phone"),
)
CONTACT: Final = ("contact_name", "contact_relation", "contact_phone")


def _t(text: str) -> str:
    return translate("People", text)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to one consent."""

    purpose: str
    is_given: bool


@dataclass(frozen=True)
class Changes:
    """What Save would change, and nothing else."""

    facts: PersonFacts = field(default_factory=PersonFacts)
    needs: tuple[str, ...] | None = None
    roles: tuple[str, ...] | None = None
    consents: tuple[Said, ...] = ()
    join: str = ""
    leave: bool = False
    contact: tuple[str, ...] | None = None  # name, who they are, phone

    def __bool__(self) -> bool:
        home = self.join or self.leave
        lists = self.needs is not None or self.roles is not None
        ring = self.contact is not None
        return bool(self.facts or self.consents or lists or home or ring)

    @property
    def verb(self) -> str:
        """What the journal calls it: the one thing that changed, or the details as a whole."""
        parts = [
            verb
            for verb, changed in (
                ("edit person", bool(self.facts)),
                ("needs", self.needs is not None),
                ("roles", self.roles is not None),
                ("consent", bool(self.consents)),
                ("household", bool(self.join or self.leave)),
                ("emergency contact", self.contact is not None),
            )
            if changed
        ]
        return parts[0] if len(parts) == 1 else "edit person"


def typed_of(
    person: PersonPage, wordings: Mapping[str, WordingRow], contact: ContactRow | None = None
) -> dict[str, Any]:
    """The form as it stands before anything is typed. `contact` is whom to ring, as far as told."""
    ring = (contact.name, contact.relation, contact.phone) if contact else ("", "", "")
    found: dict[str, Any] = {
        name: person.name if name == "display_name" else getattr(person, name) for name in PLAIN
    }
    born = person.birth
    day = ("", "", "")
    if born.on:
        day = (str(born.on.day), str(born.on.month), str(born.on.year))
    return found | {
        "precision": born.precision.value,
        "born_on": list(day),
        "born_year": str(born.year) if born.precision is BirthPrecision.YEAR else "",
        "band": born.band,
        "needs": list(person.needs),
        "roles": list(person.roles),
        "join": "",
        "leave": False,
        **dict(zip(CONTACT, ring, strict=True)),
        "wordings": {p: row.id for p, row in wordings.items()},
        "consent_how": "spoken",
        "consent_on": ["", "", ""],
        **{f"consent:{purpose}": "" for purpose in Purpose},
        **{
            f"consent:{row.purpose}": YES if row.is_given else NO
            for row in latest_consents(person.consents)
            if not row.is_older  # to the words that hold now they have said nothing yet
        },
    }


def birth_of(typed: Typed) -> Birth:
    """When they were born, as typed. Raises the Refusals of `typed.read_day`."""
    match BirthPrecision(typed["precision"]):
        case BirthPrecision.EXACT:
            day, month, year = typed["born_on"]
            return Birth.of_day(read_day(day, month, year, _t("Date of birth")))
        case BirthPrecision.YEAR:
            text = typed["born_year"].strip()
            if not (text.isascii() and text.isdigit() and len(text) == 4):
                raise YearNotRight(0)
            return Birth.of_year(int(text))
        case BirthPrecision.BAND:
            return Birth.of_band(typed["band"])
        case _:
            return Birth()


def consent_day(typed: Typed, today: date) -> date:
    """The day a consent was given: today unless another is typed.

    Raises the Refusals of `typed.read_day`, and HappenedInFuture.
    """
    day, month, year = typed["consent_on"]
    if not (day + month + year).strip():
        return today
    found = read_day(day, month, year, _t("The day they told us"))
    if found > today:
        raise HappenedInFuture(found)
    return found


def changes(before: Typed, typed: Typed) -> Changes:
    """What differs. Call it once nothing is wrong."""
    facts: dict[str, Any] = {name: typed[name] for name in PLAIN if typed[name] != before[name]}
    if _birth_typed(typed) != _birth_typed(before):
        facts["birth"] = birth_of(typed)
    said = tuple(
        Said(purpose.value, typed[key] == YES)
        for purpose in Purpose
        if typed[key := f"consent:{purpose}"] and typed[key] != before[key]
    )
    return Changes(
        facts=facts,  # type: ignore[arg-type]  # its keys are those of PLAIN, and birth
        needs=_changed_list(before, typed, "needs"),
        roles=_changed_list(before, typed, "roles"),
        consents=said,
        join=typed["join"],
        leave=bool(typed["leave"]),
        contact=_contact(typed) if _contact(typed) != _contact(before) else None,
    )


def problems(before: Typed, typed: Typed, today: date) -> dict[str, str]:
    """What is wrong, by field. What was not touched is let be, however it came in."""
    wrong: dict[str, str] = {}
    for name in PLAIN:
        if name == "display_name" or typed[name] != before[name]:
            _check(wrong, name, {name: typed[name]}, today)
    if _birth_typed(typed) != _birth_typed(before):
        _check_birth(wrong, typed, today)
    if _contact(typed) != _contact(before):
        _check_contact(wrong, typed)
    try:
        consent_day(typed, today)
    except Refusal as refusal:
        wrong["consent_on"] = explain(refusal).text
    return wrong


def _check_birth(wrong: dict[str, str], typed: Typed, today: date) -> None:
    shown = {"exact": "born_on", "year": "born_year", "band": "band"}.get(typed["precision"], "")
    if shown == "band" and not typed["band"]:
        wrong["band"] = _t("Choose an age band.")
        return
    try:
        columns_of({"birth": birth_of(typed)}, today=today)
    except YearNotRight as refusal:
        words = explain(refusal).text if refusal.year else _t("Enter the year, like 1985.")
        wrong[shown] = words
    except Refusal as refusal:
        wrong[shown] = explain(refusal).text


def _check(wrong: dict[str, str], name: str, facts: Any, today: date) -> None:
    try:
        columns_of(facts, today=today)
    except Refusal as refusal:
        wrong[name] = explain(refusal).text


def _contact(typed: Typed) -> tuple[str, ...]:
    return tuple(typed[name].strip() for name in CONTACT)


def _check_contact(wrong: dict[str, str], typed: Typed) -> None:
    name, relation, phone = _contact(typed)
    try:
        read_contact(name, phone, relation)
    except FieldMissing:
        wrong["contact_phone"] = _t("Enter the phone to ring.")
    except TextTooLong as refusal:
        long = "contact_name" if refusal.field == "Emergency contact" else "contact_relation"
        wrong[long] = explain(refusal).text
    except Refusal as refusal:
        wrong["contact_phone"] = explain(refusal).text


def _birth_typed(typed: Typed) -> tuple[Any, ...]:
    shown = {"exact": "born_on", "year": "born_year", "band": "band"}.get(typed["precision"], "")
    value = typed[shown] if shown else ""
    return typed["precision"], tuple(value) if isinstance(value, list) else value


def _changed_list(before: Typed, typed: Typed, name: str) -> tuple[str, ...] | None:
    same = set(typed[name]) == set(before[name])
    return None if same else tuple(typed[name])
