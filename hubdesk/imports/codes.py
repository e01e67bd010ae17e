"""Codes and numbers as spreadsheets leave them: cut short, without their nought, or none at all."""

from __future__ import annotations

import re

from hubdesk.typed import luhn

# Only what a spreadsheet itself writes. 123E456 may well be a maker's serial.
_MANGLED = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE | re.ASCII)
# What people and factories write where a code should be.
_NOTHING = re.compile(
    r"n/a|na|none|null|nil|-+|\?+|0|x+|tbc|\\n|(?:not )?(?:known|applicable|specified)|unknown"
    r"|no serial|none given|default string|system serial number|to be filled by o\.e\.m\.",
    re.IGNORECASE,
)
_NOUGHT_GONE = re.compile(r"[127]\d{8,9}", re.ASCII)


def is_mangled(text: str) -> bool:
    """Whether a spreadsheet cut a long number down to something like 6.37702E+15."""
    return bool(_MANGLED.fullmatch(text.strip()))


def code_or_nothing(text: str) -> str:
    """A code as written, or nothing where it only says that there is none: N/A."""
    return "" if _NOTHING.fullmatch(text.strip()) else text.strip()


def tidy_iccid(text: str) -> str | None:
    """The 19 or 20 digits on a SIM with a right check digit, or None. A last F is filling."""
    digits = re.sub(r"[\s./-]", "", text).upper().removesuffix("F")
    right = len(digits) in (19, 20) and digits.isascii() and digits.isdigit()
    return digits if right and digits.startswith("89") and luhn(digits) else None


def with_nought(phone: str) -> str:
    """A British number with the nought that a spreadsheet took for the start of a number."""
    digits = "".join(phone.split())
    return f"0{digits}" if _NOUGHT_GONE.fullmatch(digits) else phone
