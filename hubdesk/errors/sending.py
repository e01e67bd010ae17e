"""What can be wrong with a place things are sent to. `place` is what the hub calls it."""

from dataclasses import dataclass

from hubdesk.errors import Refusal, Trouble


@dataclass(eq=False)
class PlaceAway(Trouble):
    """It does not answer: the stick is out, the folder is gone, there is no connection."""

    place: str


@dataclass(eq=False)
class PlaceNotReached(Refusal):
    """It does not answer, and nothing waits for it: somebody asked by hand."""

    place: str


@dataclass(eq=False)
class PlaceSaysNo(Refusal):
    """It answers and lets us not in: a wrong name or password, or no right to write there."""

    place: str


@dataclass(eq=False)
class PlaceFull(Trouble):
    """There is no room left in it."""

    place: str


@dataclass(eq=False)
class PlaceUnproved(Trouble):
    """Its certificate is out of date or not its own: whoever answers may be somebody else.

    A network that wants you to sign in first answers in its place, too: so it is tried again.
    """

    place: str


@dataclass(eq=False)
class NotThePlace(Trouble):
    """Something else answered: a page to sign in to a network, or a server that is no storage."""

    place: str


@dataclass(eq=False)
class OtherPlace(Refusal):
    """It holds the identity of another place, or none any more: it was swapped or emptied."""

    place: str


@dataclass(eq=False)
class PlaceIsAnother(Refusal):
    """A place was given the address of another one, where nothing lies of what was sent to it."""

    place: str


@dataclass(eq=False)
class PlaceReadsBackOther(Trouble):
    """What was read back is not what was written. Nothing counts as sent."""

    place: str


@dataclass(eq=False)
class GaveOther(Refusal):
    """The same of what was done by hand, which nothing tries again by itself."""

    place: str


@dataclass(eq=False)
class KeepsTheTry(Refusal):
    """A place that was tried still holds the file it was tried with, whatever it said."""

    place: str


@dataclass(eq=False)
class NoPlaceSetUp(Refusal):
    """Somebody asked to send, and there is nowhere to send to."""


@dataclass(eq=False)
class NameTaken(Refusal):
    """A file of that name with other content lies there. Nothing is written over."""

    place: str
    name: str


@dataclass(eq=False)
class NotRemoved(Trouble):
    """A file that was to be removed still lies there, whatever it said."""

    place: str


@dataclass(eq=False)
class ClocksApart(Trouble):
    """It refuses what is asked, since its clock and this computer's are too far apart."""

    place: str


@dataclass(eq=False)
class PlaceHasNoSuchFolder(Trouble):
    """It answers, and the folder or bucket of its address is not there."""

    place: str


@dataclass(eq=False)
class TooLargeForPlace(Refusal):
    """It takes no file as large as this."""

    place: str


@dataclass(eq=False)
class SendingStopped(Trouble):
    """Somebody said stop. Nothing is lost."""

    place: str


@dataclass(eq=False)
class ParcelGone(Trouble):
    """What was sealed to be sent is no longer on this computer: an older copy was brought back."""

    place: str


@dataclass(eq=False)
class FaultInMaking(Trouble):
    """A bug of HubDesk ended the making of one thing. The others go on."""


@dataclass(eq=False)
class FaultInSending(Trouble):
    """A bug of HubDesk ended the sending of one thing. The others go on."""


@dataclass(eq=False)
class AlreadyLeft(Refusal):
    """It arrived there, so it cannot be taken back from here."""

    place: str


@dataclass(eq=False)
class NoSuchPlace(Refusal):
    """What was named is neither a place that was set up nor a file or folder."""

    name: str


@dataclass(eq=False)
class PlaceNotSafe(Refusal):
    """The address of a server that would be spoken to in the open, or no address of a server."""

    address: str


@dataclass(eq=False)
class NoSuchFolder(Refusal):
    """The folder things were to be sent to is not on this computer now."""

    folder: str


@dataclass(eq=False)
class PlaceInRecords(Refusal):
    """The folder lies inside that of the records, or around it: it would be lost with them."""


@dataclass(eq=False)
class PlaceSetUpAlready(Refusal):
    """What lies there says that it is a place of the hub already, under this name."""

    place: str


@dataclass(eq=False)
class PlaceNameTaken(Refusal):
    """Another place is called so."""

    name: str
