"""What can be wrong with lists of skills, with judging by them and with what came of it."""

from dataclasses import dataclass
from datetime import date

from hubdesk.errors import Refusal


@dataclass(eq=False)
class NotSkills(Refusal):
    """The file is no list of skills that HubDesk reads. `line` 0 is not known, here and below."""

    name: str
    line: int = 0


@dataclass(eq=False)
class SkillsLack(Refusal):
    """Something a list of skills must say is not in it. `what` is the name it has in the file."""

    name: str
    what: str
    code: str = ""
    line: int = 0


@dataclass(eq=False)
class CodeTwice(Refusal):
    """Two areas or two statements of a list have the same code. `line` is where it stands again."""

    name: str
    code: str
    line: int = 0


@dataclass(eq=False)
class AreaUnknown(Refusal):
    """A statement belongs to an area that its list does not have."""

    name: str
    code: str
    area: str
    line: int = 0


@dataclass(eq=False)
class SkillTooLong(Refusal):
    """A text of a list is longer than anybody reads."""

    name: str
    code: str
    most: int
    line: int = 0


@dataclass(eq=False)
class TooManySkills(Refusal):
    """A list with more statements than one page can show."""

    name: str
    most: int


@dataclass(eq=False)
class ScaleNotRight(Refusal):
    """A scale needs two to nine steps: the first is not achieved, and a later one is."""

    name: str


@dataclass(eq=False)
class ListThere(Refusal):
    """This version of the list is here already, word for word."""

    title: str
    version: str


@dataclass(eq=False)
class ListDiffers(Refusal):
    """The list says it is a version that is here already, but its words differ."""

    title: str
    version: str


@dataclass(eq=False)
class ListConfirmed(Refusal):
    """Somebody said before that the words of the list are those of its source."""

    title: str


@dataclass(eq=False)
class NotOurList(Refusal):
    """Only the hub's own list can be added to; the words of others stay theirs."""

    title: str


@dataclass(eq=False)
class SkillThere(Refusal):
    """The hub's own list has this skill already."""

    text: str


@dataclass(eq=False)
class SkillPutAway(Refusal):
    """The skill was put away and is not judged any more."""

    text: str


@dataclass(eq=False)
class StepOfOtherList(Refusal):
    """A step of the scale of another list: each list has its own."""

    step: str


@dataclass(eq=False)
class SeenInFuture(Refusal):
    """Nobody has seen yet what is on a later day."""

    on: date


@dataclass(eq=False)
class GoalReached(Refusal):
    """The goal was reached before."""


@dataclass(eq=False)
class FollowUpDone(Refusal):
    """Somebody asked them already."""

    person: str


@dataclass(eq=False)
class FollowUpsThere(Refusal):
    """The days to ask are all set already."""
