"""What can be wrong with a bundle, on its way out or in. `name` is the name of its file."""

from dataclasses import dataclass

from hubdesk.errors import Refusal, Trouble


@dataclass(eq=False)
class NotABundle(Refusal):
    """The file is something else, whatever it is called."""

    name: str


@dataclass(eq=False)
class CopyAndNoBundle(Refusal):
    """The file is a copy of all records, or a part of one: that is brought back, not taken in."""

    name: str


@dataclass(eq=False)
class BundleFromNewer(Refusal):
    """A newer HubDesk wrote it. It is held until this one was updated, not thrown away."""

    name: str


@dataclass(eq=False)
class BundleOfOtherHub(Refusal):
    """Another hub signed it."""

    name: str


@dataclass(eq=False)
class BundleSignerUnknown(Refusal):
    """It says that it is of this hub, and the key that signed it is none this hub knows."""

    name: str


@dataclass(eq=False)
class BundleNotForUs(Refusal):
    """It was not sealed to any key that is here."""

    name: str


@dataclass(eq=False)
class BundleTooLarge(Refusal):
    """It is larger than a bundle can be, or unpacks to more."""

    name: str


@dataclass(eq=False)
class BundleOdd(Refusal):
    """It is signed, and what stands in that line of it is nothing a hub writes. None was taken.

    Line 0 is its head; `reason` is for whoever looks into it.
    """

    name: str
    line: int
    reason: str


@dataclass(eq=False)
class BundleOtherKind(Refusal):
    """It is a bundle, but does not hold the journal of a hub."""

    name: str


@dataclass(eq=False)
class BundleCut(Trouble):
    """Its end is missing: it has not arrived whole."""

    name: str


@dataclass(eq=False)
class BundleDamaged(Trouble):
    """It is not as it was signed."""

    name: str


@dataclass(eq=False)
class BundleHoldsErased(Refusal):
    """It was sealed before somebody in it was erased here."""

    name: str


@dataclass(eq=False)
class ActionTooLarge(Trouble):
    """One action changed more than a bundle can carry. Nothing after it was packed."""

    verb: str
    changes: int


@dataclass(eq=False)
class NotARecipient(Refusal):
    """What was given is no key that something can be sealed to."""


@dataclass(eq=False)
class NotAnIdentity(Refusal):
    """The file holds no key that opens a bundle."""

    name: str


@dataclass(eq=False)
class NobodyToSealTo(Refusal):
    """Nobody was named who could open the bundle."""
