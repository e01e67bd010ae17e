"""What can stand in the way of agreeing to what leaves the hub."""

from dataclasses import dataclass

from hubdesk.errors import Refusal, Trouble


@dataclass(eq=False)
class NothingOfThatKind(Refusal):
    """It is not in the list of what may ever leave."""

    what: str


@dataclass(eq=False)
class WordsChanged(Refusal):
    """What somebody agreed to are not the words of today: they have to be read again."""

    title: str


@dataclass(eq=False)
class LeavesAlready(Refusal):
    """The same kind leaves to that place for that recipient already."""

    title: str
    place: str


@dataclass(eq=False)
class RhythmNotFor(Refusal):
    """This kind of export does not leave in that rhythm."""

    title: str


@dataclass(eq=False)
class KeyMissing(Refusal):
    """It only leaves sealed, and nobody's key was given."""

    title: str


@dataclass(eq=False)
class ForEverybody(Refusal):
    """It is for everybody, or locked already, and a key was given for it."""

    title: str


@dataclass(eq=False)
class SecretHalf(Refusal):
    """What was given is the half of a key that opens. It belongs to its owner alone."""


@dataclass(eq=False)
class SeveralKeys(Refusal):
    """More than one key is in what was given."""


@dataclass(eq=False)
class ErasedMeanwhile(Trouble):
    """Somebody was erased while it was packed. It has to be packed again, without them."""


@dataclass(eq=False)
class NumbersGone(Refusal):
    """What makes the numbers of people at a region is not on this computer."""

    title: str


@dataclass(eq=False)
class NothingToReport(Trouble):
    """The report that was to leave is not in the list of reports any more."""

    title: str
