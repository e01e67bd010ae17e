"""What can stand in the way of an erasure, a request or a concern."""

from dataclasses import dataclass
from datetime import date

from hubdesk.errors import Refusal, Trouble


@dataclass(eq=False)
class StillHas(Refusal):
    """Something of the hub is out to them. `tags` are what they have."""

    person: str
    tags: tuple[str, ...]


@dataclass(eq=False)
class OnHold(Refusal):
    """A law keeps their records for now."""

    person: str
    why: str


@dataclass(eq=False)
class SeeTheLead(Refusal):
    """The safeguarding lead has to be asked first."""

    person: str


@dataclass(eq=False)
class NameDiffers(Refusal):
    """The name that was typed to confirm is not theirs."""

    person: str


@dataclass(eq=False)
class ErasedSince(Refusal):
    """An action cannot be undone any more, since somebody in it was erased."""


@dataclass(eq=False)
class ReasonMissing(Refusal):
    """A reason has to be written down."""

    field: str


@dataclass(eq=False)
class HoldThere(Refusal):
    """Their records are kept already, for the reason that was written down then."""

    person: str


@dataclass(eq=False)
class RequestClosed(Refusal):
    """The request was answered before."""


@dataclass(eq=False)
class StepNotNow(Refusal):
    """A step that does not fit where the request stands: resumed but not paused, say."""

    step: str


@dataclass(eq=False)
class DayNotRight(Refusal):
    """A day that lies in the future or before what it follows."""

    field: str
    on: date


@dataclass(eq=False)
class PeriodNotRight(Refusal):
    """A rule for no time at all, or for longer than anybody lives."""

    least: int
    most: int


@dataclass(eq=False)
class RecordRestricted(Refusal):
    """The record is kept and not used, at somebody's wish."""

    person: str
    since_on: date


@dataclass(eq=False)
class RestrictedAlready(Refusal):
    """The record is not used already, since that day."""

    person: str
    since_on: date


@dataclass(eq=False)
class NotRestricted(Refusal):
    """There is nothing to lift: the record is used."""

    person: str


@dataclass(eq=False)
class NotToldYet(Refusal):
    """They have to be told before their record is used again."""

    person: str


@dataclass(eq=False)
class NothingGiven(Refusal):
    """There is no consent of theirs to take back."""

    person: str


@dataclass(eq=False)
class ErasedListDamaged(Trouble):
    """The list of who was erased, beside the records, cannot be read."""
