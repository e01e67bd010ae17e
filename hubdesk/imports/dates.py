"""Days as people and spreadsheets write them, read a whole column at a time.

1/2/26 is the first of February here and the second of January in America, and no single cell
says which. A column does, as soon as one of its days is beyond the twelfth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(r"(?:[T,]\s*|\s+)\d{1,2}[:-]\d{2}.*$", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", re.ASCII)
_EIGHT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_WORDS = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?([a-z]{3,9})\.?,?"
    r"[\s./-]*(\d{4}|\d{2})",
    re.ASCII,
)
_MONTH_WORD = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}|\d{2})",
    re.ASCII,
)
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050  # 1927 to 2099
_DAY_NOUGHT = date(1899, 12, 30)  # as Excel counts


class DateStyle(StrEnum):
    """Which of the two numbers before the year is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """How a column writes its days.

    `is_decided`: a cell can only be one way. `is_ambiguous`: none decided, so the day was
    taken to come first. `is_mixed`: some can only be one way and some only the other.
    `has_short_years`: 26 for 2026.
    """

    style: DateStyle = DateStyle.DAY_FIRST
    is_decided: bool = False
    is_ambiguous: bool = False
    is_mixed: bool = False
    has_short_years: bool = False


def style_of(texts: Iterable[str]) -> ColumnStyle:
    """How a whole column writes its days."""
    day_first = month_first = unclear = short = 0
    for text in texts:
        found = _NUMBERS.fullmatch(_without_time(text))
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        short += len(found[3]) == 2
        day_first += first > 12 >= second
        month_first += second > 12 >= first
        unclear += first <= 12 and second <= 12 and first != second
    is_month_first = month_first > 0 and not day_first
    return ColumnStyle(
        DateStyle.MONTH_FIRST if is_month_first else DateStyle.DAY_FIRST,
        is_decided=bool(day_first) is not bool(month_first),
        is_ambiguous=bool(unclear and not day_first and not month_first),
        is_mixed=bool(day_first and month_first),
        has_short_years=bool(short),
    )


def styles_of(columns: dict[str, list[str]], witnesses: Iterable[str]) -> dict[str, ColumnStyle]:
    """How each column of one file writes its days.

    One program wrote the file, so a column that does not decide follows those that do; the
    other dates of the file, `witnesses`, may decide as well.
    """
    found = {name: style_of(texts) for name, texts in columns.items()}
    decided = [*found.values(), style_of(witnesses)]
    sure = {style.style for style in decided if style.is_decided}
    if len(sure) == 1:
        (style,) = sure
        for name, own in found.items():
            if own.is_ambiguous:
                found[name] = replace(own, style=style, is_ambiguous=False)
    return found


def read_date(text: str, style: DateStyle = DateStyle.DAY_FIRST, *, latest: date) -> date | None:
    """The day that `text` names, or None where it is no day of the calendar.

    A year of two digits is of this century unless that would be after `latest`. A number
    that can only be read against the style is read the other way: 25 is never a month.
    """
    text = _without_time(text)
    if found := _ISO.fullmatch(text) or _EIGHT.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(text):
        return _read_numbers(found, style, latest)
    if found := _SERIAL.fullmatch(text):
        days = int(found[1])
        fits = _FIRST_SERIAL <= days <= _LAST_SERIAL
        return _DAY_NOUGHT + timedelta(days=days) if fits else None
    lower = text.lower()
    if found := _WORDS.fullmatch(lower):
        return _full_day(found[3], _month(found[2]), int(found[1]), latest)
    if found := _MONTH_WORD.fullmatch(lower):
        return _full_day(found[3], _month(found[1]), int(found[2]), latest)
    return None


def _without_time(text: str) -> str:
    return _TIME.sub("", text.strip())


def _read_numbers(found: re.Match[str], style: DateStyle, latest: date) -> date | None:
    first, second = int(found[1]), int(found[2])
    month_first = style is DateStyle.MONTH_FIRST
    if first > 12 or second > 12:
        month_first = second > 12
    day, month = (second, first) if month_first else (first, second)
    return _full_day(found[3], month, day, latest)


def _full_day(year: str, month: int, day: int, latest: date) -> date | None:
    if len(year) == 4:
        return _day(int(year), month, day)
    found = _day(2000 + int(year), month, day)
    return found if found and found <= latest else _day(1900 + int(year), month, day)


def _month(word: str) -> int:
    """1 to 12, or 0 where `word` is no month: sept, November."""
    known = word[:3] in _MONTHS
    return _MONTHS.index(word[:3]) + 1 if known else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None  # 31 February: the caller says so, with the cell
