"""One human being, counted once, and what they told the hub about themselves."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import (
    STAYS,
    Base,
    Deletable,
    a_day,
    flag,
    moment,
    number,
    reference,
    where_told,
    words,
)

RIGHT_TO_LEFT_MARK, LEFT_TO_RIGHT_MARK = "\u200f", "\u200e"  # without width


class BirthPrecision(StrEnum):
    """How much of a date of birth is known."""

    UNKNOWN = "unknown"
    EXACT = "exact"
    YEAR = "year"
    BAND = "band"


AGE_BANDS = (
    "under 13",
    "13 to 15",
    "16 to 17",
    "18 to 24",
    "25 to 49",
    "50 to 64",
    "65 to 74",
    "75 or over",
)


@dataclass(frozen=True, slots=True)
class Birth:
    """What somebody told about when they were born: a day, a year, an age band or nothing."""

    precision: BirthPrecision = BirthPrecision.UNKNOWN
    on: date | None = None
    year: int = 0
    band: str = ""

    @classmethod
    def of_day(cls, on: date) -> Birth:
        """Born on that day."""
        return cls(BirthPrecision.EXACT, on, on.year)

    @classmethod
    def of_year(cls, year: int) -> Birth:
        """Born in that year."""
        return cls(BirthPrecision.YEAR, None, year)

    @classmethod
    def of_band(cls, band: str) -> Birth:
        """Of that age on the day it was told, in one of AGE_BANDS."""
        return cls(BirthPrecision.BAND, None, 0, band)


class Channel(StrEnum):
    """How somebody would like to be reached."""

    NONE = ""
    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in person"


class Role(StrEnum):
    """What somebody is at the hub. A person can be several of these."""

    LEARNER = "learner"
    BORROWER = "borrower"
    VOLUNTEER = "volunteer"
    TUTOR = "tutor"
    PARENT = "parent or carer"
    TEACHER = "teacher"
    ROLE_MODEL = "role model"


class Need(StrEnum):
    """What helps somebody at the desk, in practical words and never a diagnosis."""

    LARGE_PRINT = "large print"
    HEARING_LOOP = "hearing loop"
    INTERPRETER = "interpreter"
    QUIET_SEAT = "quiet seat"
    STEP_FREE = "step-free"
    READS_WITH_HELP = "reads with help"


class Connection(StrEnum):
    """How somebody gets online at home."""

    NOT_ASKED = ""
    NONE = "none"
    PHONE_DATA = "phone data"
    BROADBAND = "broadband"


class How(StrEnum):
    """How somebody said yes, or signed."""

    PAPER = "paper"
    SPOKEN = "spoken"
    DRAWN = "drawn"
    SCREEN = "on screen"


class Household(Deletable, Base):
    """People who live together, and what they have at home. Asked once, in three taps."""

    __tablename__ = "household"
    __table_args__ = {"info": {"subject": None}}

    connection: Mapped[str] = words()  # none, phone data, broadband; empty is not asked
    working_devices: Mapped[int] = number(-1)  # -1 is not asked
    people_learning: Mapped[int] = number(-1)
    asked_on: Mapped[date | None]


class HouseholdAnswer(Deletable, Base):
    """What a household said it has, as it was told on one day. The id is of home and day.

    The household itself holds the newest; what was told before is what a change is measured by.
    """

    __tablename__ = "household_answer"
    __table_args__ = (
        Index("ix_household_answer_household_id_asked_on_id", "household_id", "asked_on", "id"),
        Index("ix_household_answer_asked_on_id", "asked_on", "id"),
        {"info": {"subject": None}},
    )

    household_id: Mapped[str] = reference("household.id")
    asked_on: Mapped[date] = a_day()
    connection: Mapped[str] = words()
    working_devices: Mapped[int] = number(-1)
    people_learning: Mapped[int] = number(-1)


class Person(Deletable, Base):
    """Somebody the hub knows. Only the name they go by is asked for."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_sort_name_id", "sort_name", "id"),
        # The list of people shows who is not deleted, so each of its orders begins there.
        Index("ix_person_deleted_sort_name_id", "deleted", "sort_name", "id"),
        Index("ix_person_deleted_joined_on_id", "deleted", "joined_on", "id"),
        Index("ix_person_phone_key_id", "phone_key", "id"),
        where_told("ix_person_born_on_id", "born_on", "id"),
        where_told("ix_person_household_id_id", "household_id", "id"),
        {"info": {"subject": "id"}},
    )

    display_name: Mapped[str] = words()
    known_as: Mapped[str] = words()
    sort_name: Mapped[str] = words()
    born_precision: Mapped[str] = words()
    born_on: Mapped[date | None]
    born_year: Mapped[int] = number()
    age_band: Mapped[str] = words()
    phone: Mapped[str] = words()
    phone_key: Mapped[str] = words()  # digits as they are dialled, for finding and for twins
    email: Mapped[str] = words()
    channel: Mapped[str] = words()
    language: Mapped[str] = words()
    wants_interpreter: Mapped[bool] = flag()
    safe_to_leave_message: Mapped[bool] = flag(1)
    do_not_post: Mapped[bool] = flag()
    address: Mapped[str] = words()
    address_withheld: Mapped[bool] = flag()
    no_fixed_address: Mapped[bool] = flag()
    postcode: Mapped[str] = words()
    household_id: Mapped[str | None] = reference("household.id", nullable=True)
    heard_from: Mapped[str] = words()
    guardian_name: Mapped[str] = words()
    guardian_phone: Mapped[str] = words()
    joined_on: Mapped[date] = a_day(info=STAYS)

    @property
    def birth(self) -> Birth:
        """What they told about when they were born."""
        precision = BirthPrecision(self.born_precision or BirthPrecision.UNKNOWN)
        return Birth(precision, self.born_on, self.born_year, self.age_band)

    @property
    def short_name(self) -> str:
        """What a public screen and a card may show: Sam H."""
        return short_name(self.display_name, self.known_as)


def short_name(display_name: str, known_as: str = "") -> str:
    """First name and initial of the last word: Sam H. One word stays one word.

    Where one of the two runs to the left a mark without width keeps the dot beside its letter:
    without it the dot stands before the name, on the screen and on a card.
    """
    parts = display_name.split()
    first = known_as.split()[0] if known_as.split() else (parts[0] if parts else "")
    initial = parts[-1][:1].upper() if len(parts) > 1 else ""
    if not (initial and initial.isalpha()):
        return first
    dotted = f"{first} {initial}."
    if _runs_left(initial):
        return dotted + RIGHT_TO_LEFT_MARK
    return dotted + LEFT_TO_RIGHT_MARK if any(map(_runs_left, first)) else dotted


def _runs_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def named_by(person: Person) -> tuple[str, ...]:
    """What tells somebody apart wherever it is written: their whole name, their phone, their mail.

    A single word is left out: it may be anybody's.
    """
    name = person.display_name.strip()
    found = [name if " " in name else "", person.phone, person.phone_key, person.email]
    return tuple(dict.fromkeys(text for text in found if len(text) > 4))


def words_of_name(person: Person) -> tuple[str, ...]:
    """The single words somebody may be called by in a note, each as it is written.

    A word that begins small is no name by itself: the "de" and "van" of a longer one.
    """
    words = f"{person.display_name} {person.known_as}".split()
    named = [word for word in words if len(word) > 1 and not word[0].islower()]
    return tuple(dict.fromkeys(named or words))


def one_word(name: str) -> str:
    """A whole name that is a single word; empty where it is more, or hardly a word."""
    word = name.strip()
    return "" if " " in word or len(word) < 2 else word


class PersonRole(Deletable, Base):
    """One role of one person; the id is the pair, so two desks make the same row."""

    __tablename__ = "person_role"
    __table_args__ = (
        Index("ix_person_role_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    role: Mapped[str] = words(info=STAYS)


class SupportNeed(Deletable, Base):
    """One thing that helps one person, shown as a chip at the desk."""

    __tablename__ = "support_need"
    __table_args__ = (
        Index("ix_support_need_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    need: Mapped[str] = words()


class NoteKind(StrEnum):
    """What a note is: somebody's own words, or a reminder that the desk wrote."""

    OWN_WORDS = ""
    STILL_HAS = "still has"


class PersonNote(Deletable, Base):
    """Something the desk should know next time, until somebody ticks it off.

    `text` is somebody's own words. A reminder of the desk's has none: its `kind` and facts say
    what it is, and whoever shows it puts that into words.
    """

    __tablename__ = "person_note"
    __table_args__ = (
        Index("ix_person_note_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    kind: Mapped[str] = words(info=STAYS)
    text: Mapped[str] = words()
    missing: Mapped[str] = words()  # a JSON list: what of the loan did not come back
    loan_id: Mapped[str | None] = reference("loan.id", nullable=True)
    noted_at: Mapped[datetime] = moment(info=STAYS)
    is_done: Mapped[bool] = flag(info=STAYS)
