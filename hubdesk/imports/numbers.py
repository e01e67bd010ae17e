"""Numbers that name a thing or reach a person: whether they can be right, and in one form."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MANGLED = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE | re.ASCII)
_POSTCODE = re.compile(
    r"(GIR ?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPS-UW]"
    r"|[A-HK-Y][0-9][ABEHMNPRV-Y])) ?([0-9][ABD-HJLNP-UW-Z]{2})"
)
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}")
# What people and factories write where a code should be.
_NOTHING = re.compile(
    r"n/a|na|none|null|nil|-+|\?+|0|x+|tbc|\\n|(?:not )?(?:known|applicable|specified)|unknown"
    r"|no serial|none given|default string|system serial number|to be filled by o\.e\.m\.",
    re.IGNORECASE,
)


def is_mangled(text: str) -> bool:
    """Whether a spreadsheet cut a long number down to something like 6.37702E+15."""
    return bool(_MANGLED.fullmatch(text.strip()))


def code_or_nothing(text: str) -> str:
    """A code as written, or nothing where it only says that there is none: N/A."""
    return "" if _NOTHING.fullmatch(text.strip()) else text.strip()


def luhn_is_right(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of those before it."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + at % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def tidy_imei(text: str) -> str | None:
    """The 15 digits of an IMEI with a right check digit, or None."""
    digits = re.sub(r"[\s./-]", "", text)
    right = len(digits) == 15 and digits.isascii() and digits.isdigit()
    return digits if right and luhn_is_right(digits) else None


def tidy_iccid(text: str) -> str | None:
    """The 19 or 20 digits on a SIM with a right check digit, or None. A last F is filling."""
    digits = re.sub(r"[\s./-]", "", text).upper().removesuffix("F")
    right = len(digits) in (19, 20) and digits.isascii() and digits.isdigit()
    return digits if right and digits.startswith("89") and luhn_is_right(digits) else None


def tidy_postcode(text: str) -> str | None:
    """A postcode as it is printed, B12 0AB, or None where it has not the form of a UK one."""
    found = _POSTCODE.fullmatch(" ".join(text.upper().split()))
    return f"{found[1]} {found[2]}" if found else None


def is_email(text: str) -> bool:
    """Whether `text` has the form of an e-mail address."""
    return bool(_EMAIL.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number: as it was typed, as it is shown, as it is dialled from anywhere."""

    typed: str
    shown: str
    international: str


def read_phone(text: str) -> Phone | None:
    """The phone number in `text`, taken as a UK one unless it begins with + or 00, or None.

    A nought that a spreadsheet dropped is put back: 7700900123 is 07700 900123.
    """
    import phonenumbers  # its tables of numbers are read only where somebody has a phone

    plain = re.sub(r"^00", "+", text.strip())
    try:
        number = phonenumbers.parse(plain, "GB")
    except phonenumbers.NumberParseException:
        return None
    shown_as = phonenumbers.PhoneNumberFormat
    international = phonenumbers.format_number(number, shown_as.E164)
    if not phonenumbers.is_valid_number(number) and not _is_for_stories(international):
        return None
    is_ours = number.country_code == 44
    form = shown_as.NATIONAL if is_ours else shown_as.INTERNATIONAL
    return Phone(text.strip(), phonenumbers.format_number(number, form), international)


def _is_for_stories(number: str) -> bool:
    """Numbers Ofcom keeps free for stories and training: a practice hub is full of them."""
    return bool(re.fullmatch(r"\+44(7700900|1632960|2079460|8081570)\d{3}", number))
