"""Words, days and times as people read them. The one room of the ground that may ask Qt."""

from __future__ import annotations

from datetime import date, datetime, time

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def translate(context: str, text: str) -> str:
    """`text` in the language of the screen. Fill in facts with .format() afterwards."""
    from PySide6.QtCore import QCoreApplication  # a report in a job needs no Qt before this

    return QCoreApplication.translate(context, text)


def day(on: date, today: date | None = None) -> str:
    """Tuesday 25 November; with the year if it is not this one."""
    year = "" if today and on.year == today.year else f" {on.year}"
    return f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}{year}"


def short_day(on: date, today: date | None = None) -> str:
    """Tue 25 Nov; with the year if it is not this one."""
    year = "" if today and on.year == today.year else f" {on.year}"
    return f"{DAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}{year}"


def plain_day(on: date) -> str:
    """25 November 2026, as on paper."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def clock(at: datetime | time) -> str:
    """10:42am, midday, 10am. `at` is already in the hub's time zone."""
    if (at.hour, at.minute) == (12, 0):
        return "midday"
    if (at.hour, at.minute) == (0, 0):
        return "midnight"
    hour = at.hour % 12 or 12
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{hour}{minutes}{'am' if at.hour < 12 else 'pm'}"


def count(number: int, one: str, many: str) -> str:
    """1 device, 2 devices, 1,200 devices."""
    return f"{number:,} {one if number == 1 else many}"


def size(many: int) -> str:
    """12 KB, 1.4 MB, 3.9 GB: of a file or many, as makers of sticks count."""
    if many < 1_000_000:
        return f"{max(1, round(many / 1_000)):,} KB"
    if many < 1_000_000_000:
        return f"{many / 1_000_000:,.1f} MB"
    return f"{many / 1_000_000_000:,.1f} GB"


def within(name: str) -> str:
    """A thing's name inside a sentence: Charger is charger, USB cable and MiFi stay."""
    first, _, _ = name.partition(" ")
    return name[:1].lower() + name[1:] if first[1:].islower() else name


def listed(things: list[str]) -> str:
    """charger, bag and mouse."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"


def moment(at: datetime, today: date) -> str:
    """10:42am today, else the day and the time: Mon 23 Nov, 11:16am."""
    if at.date() == today:
        return clock(at)
    return f"{short_day(at.date(), today)}, {clock(at)}"
