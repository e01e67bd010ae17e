"""What can be wrong with sessions, places and registers."""

from dataclasses import dataclass
from datetime import date, time

from hubdesk.errors import Refusal


@dataclass(eq=False)
class EndsBeforeStart(Refusal):
    """A session that would end before it begins, or at the same time."""

    starts: time
    ends: time


@dataclass(eq=False)
class HubClosed(Refusal):
    """The hub is closed on the day. Can be planned all the same, knowing it."""

    on: date
    why: str


@dataclass(eq=False)
class SessionClashes(Refusal):
    """Another session has the room or who teaches at that time. `taken` is which, by name.

    Can be planned all the same, knowing it.
    """

    taken: str
    title: str
    on: date
    starts: time
    ends: time


@dataclass(eq=False)
class NoDays(Refusal):
    """A repeat that makes no session: it ends before it begins, or the hub is always closed."""


@dataclass(eq=False)
class TooManySessions(Refusal):
    """A repeat that makes more sessions than anybody plans at once."""

    most: int


@dataclass(eq=False)
class SessionCancelled(Refusal):
    """The session does not take place."""

    title: str


@dataclass(eq=False)
class SessionHeld(Refusal):
    """Somebody came to it, so it cannot be cancelled or moved."""

    title: str
    came: int


@dataclass(eq=False)
class NamesHeld(Refusal):
    """Somebody is on its register by name, so it cannot become a kind that is only counted."""

    title: str
    names: int


@dataclass(eq=False)
class SessionNotYet(Refusal):
    """The session is on a later day, so nobody can have come yet."""

    title: str
    on: date


@dataclass(eq=False)
class RegisterFinished(Refusal):
    """The register was finished. It has to be opened again first."""

    title: str


@dataclass(eq=False)
class RegisterOpen(Refusal):
    """The register is not finished, so there is nothing to open again."""

    title: str


@dataclass(eq=False)
class NotMarked(Refusal):
    """Some on the register are not marked yet. A blank is not an absence."""

    how_many: int


@dataclass(eq=False)
class OnRegister(Refusal):
    """They are on this register already, in that row, and marked."""

    person: str
    row: int


@dataclass(eq=False)
class PlaceTaken(Refusal):
    """They have a place, or wait for one, already."""

    person: str
    title: str


@dataclass(eq=False)
class NoPlaceFree(Refusal):
    """Every place is taken."""

    title: str
    places: int


@dataclass(eq=False)
class NotWaiting(Refusal):
    """They are not on the waiting list."""

    person: str


@dataclass(eq=False)
class OnlyCounted(Refusal):
    """Who comes to this session is counted, and nobody is written down by name."""

    title: str


@dataclass(eq=False)
class NotCounted(Refusal):
    """At this session everybody is written down by name, so nobody is counted beside."""

    title: str


@dataclass(eq=False)
class CountNotANumber(Refusal):
    """Words where a number of people belongs. They may be somebody's name, so they are no fact."""

    is_of_pupils: bool = True


@dataclass(eq=False)
class SharesNotWhole(Refusal):
    """The shares of the funds of a session do not make a whole."""

    total: int


@dataclass(eq=False)
class ActionDone(Refusal):
    """The action was ticked off before."""


@dataclass(eq=False)
class FundThere(Refusal):
    """A fund of that name is there already."""

    name: str


@dataclass(eq=False)
class LookAgainBefore(Refusal):
    """A check would be looked at again before it was made, or on the same day."""

    issued_on: date
