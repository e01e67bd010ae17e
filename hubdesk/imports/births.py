"""How much a file knows of a birth: the day, the year, or the age as one of our bands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from hubdesk.imports.dates import DateStyle, read_date

# The words of the person model, each with the ages it takes in; a test holds them together.
AGE_BANDS = (
    ("under 13", 0, 12),
    ("13 to 15", 13, 15),
    ("16 to 17", 16, 17),
    ("18 to 24", 18, 24),
    ("25 to 49", 25, 49),
    ("50 to 64", 50, 64),
    ("65 to 74", 65, 74),
    ("75 or over", 75, 120),
)
OLDEST = 120
_YEAR = re.compile(r"(?:19|20)\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth as far as it is known. `is_ahead`: it would still be to come."""

    precision: str = "unknown"
    on: date | None = None
    year: int = 0
    band: str = ""
    is_ahead: bool = False


def birth_from_date(text: str, style: DateStyle, today: date) -> Birth | None:
    """A birth from a cell for a date, which may hold a year or an age band alone."""
    if found := birth_from_year(text, today):
        return found
    born_on = read_date(text, style, latest=today)
    if born_on is None or born_on.year < today.year - OLDEST:
        return _band(text)
    return Birth("exact", on=born_on, is_ahead=born_on > today)


def birth_from_year(text: str, today: date) -> Birth | None:
    """A birth from a cell for a year."""
    if not _YEAR.fullmatch(text.strip()) or int(text) < today.year - OLDEST:
        return None
    return Birth("year", year=int(text), is_ahead=int(text) > today.year)


def birth_from_age(text: str) -> Birth | None:
    """A birth from an age, as a band: nobody knows on which day the age was written down."""
    found = re.fullmatch(r"(\d{1,3})(?:\.0)?(?: ?(?:years?|yrs?)(?: old)?)?", text.strip())
    if not found:
        return _band(text)
    age = int(found[1])
    return next(
        (Birth("band", band=band) for band, low, high in AGE_BANDS if low <= age <= high), None
    )


def _band(text: str) -> Birth | None:
    """A band written as one of ours: 25 to 49, 25-49, 75+."""
    plain = re.sub(r"\s*(?:-|–|to)\s*", " to ", text.strip().casefold())
    plain = re.sub(r"(?<=\d)\s*\+$", " or over", plain)
    return next((Birth("band", band=band) for band, _, _ in AGE_BANDS if plain == band), None)
