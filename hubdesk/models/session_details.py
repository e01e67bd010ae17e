"""What only one kind of session has: the school's benchmark, a meeting's decisions, a programme."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from hubdesk.models.learning import SessionKind

GATSBY: Final = ("2", "4", "5", "6", "7", "8")  # benchmarks a visit from outside can count for
YEAR_GROUPS: Final = ("R", *(str(year) for year in range(1, 14)), "FE", "HE")


@dataclass(frozen=True, slots=True)
class SchoolVisit:
    """A visit to or from a school. The school decides about the benchmark, not the hub."""

    contact: str = ""
    teacher: str = ""  # who was in the room
    benchmarks: tuple[str, ...] = ()  # claimed, out of GATSBY
    school_says: str = ""  # yes, no; empty has not answered
    pupils_did: str = ""  # told to the school on its page; the note is the hub's own


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was decided. Actions are rows of their own, since they stay until they are done."""

    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """The programme of an event: a time and what happens, in order."""

    programme: tuple[tuple[str, str], ...] = ()


Details = SchoolVisit | Meeting | Event
_OF_KIND: Final[dict[str, type[Details]]] = {
    SessionKind.SCHOOL_VISIT: SchoolVisit,
    SessionKind.MEETING: Meeting,
    SessionKind.EVENT: Event,
}


def no_details(kind: str) -> Details | None:
    """Empty details of a kind; None where it has none."""
    made = _OF_KIND.get(kind)
    return made() if made else None


def details_text(details: Details | None) -> str:
    """The details as the column keeps them; empty where nothing is said."""
    if details is None or details == type(details)():
        return ""
    return json.dumps(asdict(details), ensure_ascii=False, separators=(",", ":"))


def read_details(kind: str, text: str) -> Details | None:
    """What the column holds. What this version does not know is left out."""
    made = _OF_KIND.get(kind)
    if made is None:
        return None
    try:
        found: Any = json.loads(text or "{}")
    except ValueError:
        return made()
    known = {field.name for field in fields(made)}
    return made(**{name: _frozen(value) for name, value in found.items() if name in known})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
