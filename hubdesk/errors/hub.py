"""What can be wrong with the hub's own facts, choices, closed days, policies and promises."""

from dataclasses import dataclass
from datetime import date

from hubdesk.errors import Refusal


@dataclass(eq=False)
class FieldMissing(Refusal):
    """A field that must be filled is empty. `field` is its label on screen."""

    field: str


@dataclass(eq=False)
class HubSetUp(Refusal):
    """The hub is set up already, so it is not set up again."""

    name: str


@dataclass(eq=False)
class SettingNotRight(Refusal):
    """A value outside what a choice allows. Without bounds, it is not one of those offered."""

    label: str
    text: str
    least: int | None = None
    most: int | None = None


@dataclass(eq=False)
class DaysBackwards(Refusal):
    """The last closed day comes before the first."""

    first_on: date
    last_on: date


@dataclass(eq=False)
class ClosedTooLong(Refusal):
    """Closed for longer than a year: probably a slip in the year."""

    days: int


@dataclass(eq=False)
class NeverOpen(Refusal):
    """All seven weekdays were closed, so that nothing could ever fall due."""


@dataclass(eq=False)
class TimeNotRight(Refusal):
    """What was typed is not a time of the day."""

    text: str


@dataclass(eq=False)
class HoursBackwards(Refusal):
    """A weekday closes before it opens, or says only one of the two. Monday is 0."""

    weekday: int


@dataclass(eq=False)
class OpenAlready(Refusal):
    """The closed days were opened again before."""


@dataclass(eq=False)
class KindThere(Refusal):
    """A kind of that name is there already."""

    name: str


@dataclass(eq=False)
class LastKind(Refusal):
    """The only kind that is left cannot be put away: nothing could be added then."""

    name: str


@dataclass(eq=False)
class KindInUse(Refusal):
    """Devices are of this kind, so it cannot be put away."""

    name: str
    count: int


@dataclass(eq=False)
class WordsTheSame(Refusal):
    """A new version that says what the one before it says."""


@dataclass(eq=False)
class PromisesMissing(Refusal):
    """An agreement needs at least one promise."""
