"""What the rules say no to when appointments are booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from hubdesk.errors import Refusal


@dataclass(eq=False)
class PersonBusy(Refusal):
    """The person has something else at that time."""

    person: str
    title: str
    on: date
    starts: time
    ends: time


@dataclass(eq=False)
class InThePast(Refusal):
    """Nobody can come to what is over."""

    on: date
    starts: time
