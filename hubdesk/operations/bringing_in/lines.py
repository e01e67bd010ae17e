"""What a line of a list says, in the shape operations read it, and what came of each line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from hubdesk.errors import Refusal
from hubdesk.errors.bringing_in import Problem

BATCH = 250  # lines; after each of them somebody is told how far it is, and may stop it
Told = Callable[[int], None]
Line = TypeVar("Line")


class Said(Protocol):
    """What every line has. With `problems` it stays out; `key` is the same next time."""

    @property
    def line(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def other_codes(self) -> Sequence[str]: ...
    @property
    def notes(self) -> str: ...
    @property
    def problems(self) -> Sequence[Problem]: ...
    @property
    def remarks(self) -> Sequence[Problem]: ...


class BorrowerSaid(Protocol):
    """Whoever has a device now, as far as the list says."""

    @property
    def name(self) -> str: ...
    @property
    def username(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def card(self) -> str: ...


class DeviceSaid(Said, Protocol):
    """One line about a device. What is empty was not said."""

    @property
    def tag(self) -> str: ...
    @property
    def kind_word(self) -> str: ...
    @property
    def make(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def serial(self) -> str: ...
    @property
    def imei(self) -> str: ...
    @property
    def condition(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def ownership(self) -> str: ...
    @property
    def fund(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def contents(self) -> Sequence[str]: ...
    @property
    def borrower(self) -> BorrowerSaid | None: ...
    @property
    def lent_on(self) -> date | None: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def opens_loan(self) -> bool: ...


class PersonSaid(Said, Protocol):
    """One line about a person. What is empty or None was not said."""

    @property
    def known_as(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def born_precision(self) -> str: ...
    @property
    def born_on(self) -> date | None: ...
    @property
    def born_year(self) -> int: ...
    @property
    def age_band(self) -> str: ...
    @property
    def postcode(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def no_fixed_address(self) -> bool: ...
    @property
    def language(self) -> str: ...
    @property
    def wants_interpreter(self) -> bool | None: ...
    @property
    def safe_to_leave_message(self) -> bool | None: ...
    @property
    def do_not_post(self) -> bool | None: ...
    @property
    def needs(self) -> Sequence[str]: ...
    @property
    def roles(self) -> Sequence[str]: ...
    @property
    def guardian_name(self) -> str: ...
    @property
    def guardian_phone(self) -> str: ...
    @property
    def heard_from(self) -> str: ...
    @property
    def card(self) -> str: ...
    @property
    def username(self) -> str: ...


class Fate(StrEnum):
    """What became of a line."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Handed:
    """A loan or gift that came with a device. `due_on` is None for a gift without an end."""

    person_id: str
    person: str
    due_on: date | None
    is_gift: bool = False
    is_new_person: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line. `id` is of the device or person, empty where it stayed out.

    `reasons` say why it stayed out; `remarks` what somebody should look at.
    """

    line: int
    fate: Fate
    id: str = ""
    shown: str = ""  # make and model, or a name
    code: str = ""  # its label or card, as printed
    handed: Handed | None = None
    reasons: tuple[Problem | Refusal, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a whole list, counted, and line by line."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    outcomes: tuple[Outcome, ...] = field(default=())

    @property
    def changes(self) -> int:
        """How many lines changed something."""
        return self.added + self.updated

    @property
    def lent(self) -> int:
        """How many loans and gifts came with it."""
        return sum(outcome.handed is not None for outcome in self.outcomes)

    @property
    def people_added(self) -> int:
        """How many borrowers were not known before."""
        return sum(o.handed is not None and o.handed.is_new_person for o in self.outcomes)


def brought(outcomes: Sequence[Outcome]) -> Brought:
    """The lines, counted."""
    counts = dict.fromkeys(Fate, 0)
    for outcome in outcomes:
        counts[outcome.fate] += 1
    return Brought(
        counts[Fate.ADDED],
        counts[Fate.UPDATED],
        counts[Fate.UNCHANGED],
        counts[Fate.REFUSED],
        tuple(outcomes),
    )


def telling(lines: Sequence[Line], told: Told | None) -> Iterator[Line]:
    """The lines one by one; `told` is called on the way with the number done, and may raise."""
    for done, line in enumerate(lines, 1):
        yield line
        if told is not None and (done % BATCH == 0 or done == len(lines)):
            told(done)
