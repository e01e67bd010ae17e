"""What one row of a stranger's list says, in our words: a device, or a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from hubdesk.errors.bringing_in import Problem


@dataclass(frozen=True, slots=True)
class BorrowerWords:
    """Whoever has a device now, in the words of the file. Finding the person is not done here."""

    name: str = ""
    username: str = ""
    email: str = ""
    phone: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One row about a device.

    `problems` keep the row out; with `remarks` alone it comes in. `key` is the same when
    the same row is brought in again, also where a row has neither tag nor serial. `stage`,
    `condition` and `ownership` are words of the device model; the last two may be empty.
    """

    line: int
    source_shape: str
    key: str = ""
    tag: str = ""
    name: str = ""
    kind_word: str = "other"
    make: str = ""
    model: str = ""
    serial: str = ""
    imei: str = ""
    condition: str = ""
    stage: str = "ready"
    ownership: str = ""
    fund: str = ""  # what paid for it, as the list calls it
    place: str = ""
    contents: tuple[str, ...] = ()
    other_codes: tuple[str, ...] = ()
    borrower: BorrowerWords | None = None
    lent_on: date | None = None
    due_on: date | None = None
    notes: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def opens_loan(self) -> bool:
        """Whether somebody has it now and it may be lent: a lost one is not out on loan."""
        return self.borrower is not None and self.stage == "ready"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One row about a person.

    `phone`, `email` and `postcode` are empty where they cannot be right; what stood there is
    in the notes, the report and the address. `born_precision` is exact, year, band or unknown,
    and says which of `born_on`, `born_year` and `age_band` holds. The three answers yes or no
    are None where nothing was said.
    """

    line: int
    source_shape: str
    key: str = ""
    name: str = ""
    known_as: str = ""
    phone: str = ""
    email: str = ""
    channel: str = ""
    born_precision: str = "unknown"
    born_on: date | None = None
    born_year: int = 0
    age_band: str = ""
    postcode: str = ""
    address: str = ""
    no_fixed_address: bool = False
    language: str = ""
    wants_interpreter: bool | None = None
    safe_to_leave_message: bool | None = None
    do_not_post: bool | None = None
    needs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    guardian_name: str = ""
    guardian_phone: str = ""
    heard_from: str = ""
    card: str = ""
    username: str = ""
    other_codes: tuple[str, ...] = ()
    notes: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


L = TypeVar("L", DeviceLine, PersonLine)


@dataclass(frozen=True, slots=True)
class Lines(Generic[L]):
    """Every row of one file, and what is to be said about the file as a whole.

    `remarks` hold those of the table too, each with its line.
    """

    name: str
    source_shape: str
    rows: tuple[L, ...]
    remarks: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[L]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, at: int) -> L:
        return self.rows[at]

    @property
    def good(self) -> list[L]:
        """The rows that come in."""
        return [row for row in self.rows if not row.problems]

    @property
    def refused(self) -> list[L]:
        """The rows that stay out, each with its reasons."""
        return [row for row in self.rows if row.problems]
