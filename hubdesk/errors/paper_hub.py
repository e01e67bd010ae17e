"""What the rules say no to when slips of a day on paper are typed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hubdesk.errors import Refusal


@dataclass(eq=False)
class SlipUnknown(Refusal):
    """No pack of this hub has that slip."""

    text: str


@dataclass(eq=False)
class SlipEntered(Refusal):
    """The slip was scanned twice: it was typed in before."""

    printed: str
    on: date


@dataclass(eq=False)
class SlipUnused(Refusal):
    """The slip was ticked off as not used."""

    printed: str
    on: date


@dataclass(eq=False)
class NoSlipsLeft(Refusal):
    """Every slip of the day is entered or ticked off."""

    on: date
