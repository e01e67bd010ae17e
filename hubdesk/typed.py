"""What somebody types, made fit to keep: names, notes, phones, postcodes, codes and days.

A reader answers with the clean text or raises a Refusal that names the field by its label on
screen. An empty text is always clean: what is optional is decided where the rules are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from hubdesk.errors.hub import TimeNotRight
from hubdesk.errors.records import (
    BirthInFuture,
    EmailNotRight,
    ImeiNotRight,
    NameMissing,
    NotADate,
    NumberMangled,
    PhoneNotRight,
    PostcodeNotRight,
    TextTooLong,
    YearMissing,
)

MOST_LINE = 200
MOST_NOTE = 4000

# Marks that turn the direction of the text after them, and the mark at the start of a file.
_DROPPED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff")
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by class, but nothing to see
# Only what a spreadsheet itself writes. 123E456 may well be a maker's number.
_MANGLED = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE | re.ASCII)
_EMAIL = re.compile(
    r"[^\s@,;:<>()\[\]\\\"]{1,64}@(?:[^\s@.,;:<>()\[\]\\\"]{1,63}\.)+[^\s@.,;:]{2,63}"
)
# The inward part never holds C, I, K, M, O or V.
_POSTCODE = re.compile(r"(GIR|[A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][ABD-HJLNP-UW-Z]{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_LETTERS = re.compile(r"[^\W\d_]")
_EXTENSION = re.compile(r"(?<![^\W\d_])(?:ext(?:ension|n)?|x|tel|phone)(?![^\W\d_])", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?::(\d\d))?(am|pm)?", re.ASCII)


def clean_line(text: str, field: str, most: int = MOST_LINE) -> str:
    """`text` on one line: composed (NFC), without control characters, spaces made single.

    TextTooLong beyond `most` characters.
    """
    return _fits(" ".join(_kept(text).split()), field, most)


def clean_note(text: str, field: str, most: int = MOST_NOTE) -> str:
    """`text` with its lines kept, each as clean as `clean_line` makes it."""
    lines = [" ".join(line.split()) for line in _kept(text).splitlines()]
    return _fits("\n".join(lines).strip("\n"), field, most)


def clean_name(text: str, field: str = "Name") -> str:
    """A name of any script and any number of words. NameMissing if there is nothing to see."""
    name = clean_line(text, field)
    if not any(unicodedata.category(c)[0] not in "ZC" and c not in _UNSEEN for c in name):
        raise NameMissing
    return name


def _kept(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text  # most of what is typed: nothing in it to compose or to drop
    text = unicodedata.normalize("NFC", text)
    return "".join(
        c
        for c in text
        if c not in _DROPPED and (c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    )


def _fits(text: str, field: str, most: int) -> str:
    if len(text) > most:
        raise TextTooLong(field, most)
    return text


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was typed, and the digits as they are dialled from abroad: 447700900318."""

    shown: str = ""
    key: str = ""


def read_phone(text: str, field: str = "Phone") -> Phone:
    """A phone number, British unless it says otherwise. PhoneNotRight if it cannot be one.

    Length is checked, not whether the number is in use: Ofcom opens new ranges every year.
    """
    shown = clean_line(text, field, 40)
    if not shown:
        return Phone()
    import phonenumbers  # 100 ms to import, and only a typed number needs it

    try:
        number = phonenumbers.parse(shown, "GB")
    except phonenumbers.NumberParseException as cause:
        raise PhoneNotRight(shown) from cause
    reason = phonenumbers.is_possible_number_with_reason(number)
    if (
        reason != phonenumbers.ValidationResult.IS_POSSIBLE
        or _LETTERS.search(_EXTENSION.sub("", shown))  # or 49O is read as 496
        or (number.country_code == 44 and _is_short(number))
    ):
        raise PhoneNotRight(shown)
    return Phone(shown, phonenumbers.format_number(number, 0).lstrip("+"))  # 0 is E.164


def _is_short(number: Any) -> bool:
    """Whether a digit is missing: few British numbers have nine, and no new ones are given out."""
    import phonenumbers

    digits = str(number.national_number)
    if digits[0] == "7":
        return len(digits) != 10
    return digits[0] in "123" and len(digits) < 10 and not phonenumbers.is_valid_number(number)


def read_email(text: str, field: str = "E-mail") -> str:
    """An e-mail address by its form, in any script. EmailNotRight if it cannot be one."""
    email = clean_line(text, field, 254)
    if email and (not _EMAIL.fullmatch(email) or ".." in email or ".@" in email or email[0] == "."):
        raise EmailNotRight(email)
    return email


def read_postcode(text: str, field: str = "Postcode") -> str:
    """A UK postcode by its form, as Royal Mail writes it: B12 0XX. PostcodeNotRight if not."""
    typed = clean_line(text, field, 20)
    if not typed:
        return ""
    code = "".join(c for c in typed.upper() if c not in " -.")
    if code[-3:-2] in ("O", "I"):  # only a digit can stand there
        code = code[:-3] + {"O": "0", "I": "1"}[code[-3]] + code[-2:]
    if not (found := _POSTCODE.fullmatch(code)):
        raise PostcodeNotRight(typed)
    return f"{found[1]} {found[2]}"


def read_imei(text: str, field: str = "IMEI") -> str:
    """The 15 digits of an IMEI. ImeiNotRight if the last does not prove the rest (Luhn)."""
    typed = read_serial(text, field)
    if not typed:
        return ""
    digits = "".join(c for c in typed if c not in " -/.")
    if len(digits) != 15 or not digits.isascii() or not digits.isdigit() or not luhn(digits):
        raise ImeiNotRight(typed)
    return digits


def read_serial(text: str, field: str = "Serial number") -> str:
    """A maker's number as it stands. NumberMangled if a spreadsheet shortened it to 6.3E+15."""
    typed = clean_line(text, field, 100)
    if _MANGLED.fullmatch(typed):
        raise NumberMangled(field, typed)
    return typed


def luhn(digits: str) -> bool:
    """Whether the last digit proves the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 * (doubled > 9)
    return total % 10 == 0


def read_day(
    day: str, month: str, year: str, field: str = "Date of birth", *, today: date | None = None
) -> date:
    """The day in three boxes: `3`, `03`, `March` and `mar` all do. Names the field if not.

    YearMissing without a year of four digits, NotADate if the calendar has no such day,
    BirthInFuture after `today`.
    """
    typed = " ".join(part for part in (day.strip(), month.strip(), year.strip()) if part)
    if not year.strip():
        raise YearMissing(field)
    try:
        if len(year.strip()) != 4:
            raise ValueError(year)
        found = date(int(year), _month(month), int(day))
    except ValueError as cause:
        raise NotADate(field, typed) from cause
    if today and found > today:
        raise BirthInFuture(found)
    return found


def _month(text: str) -> int:
    typed = text.strip().lower()
    if len(typed) >= 3 and typed[:3] in _MONTHS:
        return _MONTHS.index(typed[:3]) + 1
    return int(typed)


def read_time(text: str) -> time | None:
    """A time of the day: `10`, `10am`, `4.30pm` and `16:30` all do; None for nothing.

    TimeNotRight for anything else.
    """
    typed = text.strip().lower().replace(" ", "").replace(".", ":")
    if not typed:
        return None
    if typed == "midday":
        return time(12)
    found = _TIME.fullmatch(typed)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    half = found[3] if found else None
    if half and not 1 <= hour <= 12:
        hour = 99
    elif half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise TimeNotRight(text.strip())
    return time(hour, minute)
