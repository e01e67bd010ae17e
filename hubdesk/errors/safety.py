"""What the safety copy, the marks and the history beside the records can tell at a start."""

from dataclasses import dataclass

from hubdesk.errors import Trouble


@dataclass(eq=False)
class WorkBroughtBack(Trouble):
    """The records had lost their newest work, and the safety copy had it."""

    count: int


@dataclass(eq=False)
class WorkMissing(Trouble):
    """A mark says that more was saved than can be found. `count` is 0 when nobody can tell."""

    count: int
    saved_at: str


@dataclass(eq=False)
class RecordsOlder(Trouble):
    """The records are older than the safety copy begins: somebody put an old file in its place."""

    count: int


@dataclass(eq=False)
class TwoLines(Trouble):
    """Records and safety copy were both worked with, apart from each other."""

    aside: str


@dataclass(eq=False)
class OtherComputer(Trouble):
    """The records were last used on another computer."""


@dataclass(eq=False)
class SafetyCopyMended(Trouble):
    """The safety copy was damaged, and was made again from the records."""


@dataclass(eq=False)
class SafetyCopyMissing(Trouble):
    """The safety copy was taken away, and a new one begins now."""


@dataclass(eq=False)
class SafetyCopyHole(Trouble):
    """The safety copy is damaged in the middle, where the records end."""

    count: int
    aside: str


@dataclass(eq=False)
class MarkMended(Trouble):
    """The marks of how far the work has come could not be read, and were made again."""


@dataclass(eq=False)
class HistoryBroken(Trouble):
    """A transaction does not follow the one before it, or is not the one that was sealed."""

    seq: int


@dataclass(eq=False)
class SavedOnce(Trouble):
    """This was saved, but the disk refused its safety copy."""

    is_full: bool = False


@dataclass(eq=False)
class CaptureMended(Trouble):
    """What writes down each change was missing or altered, and was put right."""


@dataclass(eq=False)
class NothingReadable(Trouble):
    """Not even the first page of the records can be read."""


@dataclass(eq=False)
class CannotMend(Trouble):
    """No step of the recovery gave records that hold. All is as it was before."""

    aside: str


@dataclass(eq=False)
class Mended(Trouble):
    """The records were damaged, and were made whole: by which step, and what it came to."""

    step: str
    brought_back: int
    is_all: bool
    report: str
