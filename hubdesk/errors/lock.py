"""What can be wrong with a PIN, a badge and who may open the records."""

from dataclasses import dataclass

from hubdesk.errors import Refusal


@dataclass(eq=False)
class PinNotSixDigits(Refusal):
    """A PIN has exactly six digits."""


@dataclass(eq=False)
class PinTooEasy(Refusal):
    """A PIN that others try first. `why` is "same", "row", "twice", "mirror", "keys", "day" or
    "phone"."""

    why: str


@dataclass(eq=False)
class BadgeTaken(Refusal):
    """The code is somebody else's badge."""

    name: str


@dataclass(eq=False)
class BadgeOfThing(Refusal):
    """The code is a device's: whoever holds the device would hold the badge."""

    tag: str


@dataclass(eq=False)
class BadgeUnknown(Refusal):
    """Half a code, or one too short to be a badge."""


@dataclass(eq=False)
class OldWayIn(Refusal):
    """The only passphrase is of the first versions, whose slots cannot take another key."""


@dataclass(eq=False)
class LastPassphrase(Refusal):
    """The only passphrase that opens the records cannot be taken away."""
