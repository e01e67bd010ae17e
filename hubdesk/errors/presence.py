"""What can be wrong with who is in the building, and with shifts and what is handed over."""

from dataclasses import dataclass

from hubdesk.errors import Refusal


@dataclass(eq=False)
class HereAlready(Refusal):
    """They came in before, for the same thing, and have not left."""

    who: str


@dataclass(eq=False)
class NotHere(Refusal):
    """They are not in the building, as far as anybody wrote down."""

    who: str


@dataclass(eq=False)
class ShiftEnded(Refusal):
    """The shift was ended before."""


@dataclass(eq=False)
class TickedOff(Refusal):
    """What was handed over is ticked off already."""
