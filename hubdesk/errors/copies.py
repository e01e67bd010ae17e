"""What can be wrong with a copy of the records, with making one, and with bringing one back."""

from dataclasses import dataclass
from datetime import datetime

from hubdesk.errors import Refusal, Trouble
from hubdesk.errors.store import DiskFull, WrongPassphrase


@dataclass(eq=False)
class CopyStopped(Trouble):
    """Somebody did not wait for the copy, or the window was closed over it."""


@dataclass(eq=False)
class NoRoomForCopy(Trouble):
    """The disk has less room than a copy takes. The copies that are there stay."""

    needed_mb: int


@dataclass(eq=False)
class CopyNotProved(Trouble):
    """A copy was made and is not the same as the records, so it was not kept."""

    what: str


@dataclass(eq=False)
class CopyDamaged(Trouble):
    """A copy is not as it was when it was made. `part` says what gave it away."""

    name: str
    part: str = ""


@dataclass(eq=False)
class CopyHistoryBroken(Trouble):
    """A copy is as it was made, but what it was made of had a history that does not hold."""

    name: str
    seq: int


@dataclass(eq=False)
class ScratchLeft(Trouble):
    """A folder for a moment's work with a copy of the records in it cannot be removed."""

    folder: str


@dataclass(eq=False)
class NotACopy(Refusal):
    """The file is no copy of a hub."""

    name: str


@dataclass(eq=False)
class NoSuchCopy(Refusal):
    """No file of that name is there."""

    name: str


@dataclass(eq=False)
class CopyPartMissing(Refusal):
    """One of the two files of a copy is not beside the other."""

    name: str
    missing: str


@dataclass(eq=False)
class CopyNotAllThere(Refusal):
    """Pieces of a copy without its papers, which go last: it is on its way, or was given up."""

    name: str
    missing: str


@dataclass(eq=False)
class CopyPieceMissing(Refusal):
    """Of a copy in pieces not all lie there. `number` is the first that is missing."""

    name: str
    number: int
    missing: int
    of: int


@dataclass(eq=False)
class CopyPieceDamaged(Trouble):
    """A piece of a copy is not what its name says."""

    name: str
    number: int
    of: int


@dataclass(eq=False)
class NoCopyAtPlace(Refusal):
    """Somebody looked where copies were sent to, and none of this hub lies there."""

    place: str


@dataclass(eq=False)
class NotWholeThere(Refusal):
    """A copy at a place lacks its papers or a piece: it is on its way, or was given up."""

    place: str


@dataclass(eq=False)
class TooMuchThere(Refusal):
    """A place has more folders or files than somebody waits for. `of_hubs`: folders of hubs."""

    place: str
    most: int
    of_hubs: bool = False


@dataclass(eq=False)
class SeveralHubsThere(Refusal):
    """Copies of several hubs lie at a place, and nobody said of which one is wanted."""

    place: str
    hubs: tuple[str, ...]


@dataclass(eq=False)
class PassphraseOfOther(WrongPassphrase):
    """Copies of several hubs lie together, and what was typed does not open that of this one."""

    hub: str


@dataclass(eq=False)
class NotOneCopy(Refusal):
    """A folder or an address was given where one copy was asked for."""

    name: str


@dataclass(eq=False)
class NoRoomToBringBack(DiskFull):
    """The disk has less room than a copy takes until it is back."""

    needed_mb: int
    free_mb: int


@dataclass(eq=False)
class FetchStopped(Trouble):
    """Somebody did not wait for a copy that was fetched. What came stays for the next try."""


@dataclass(eq=False)
class FetchCut(Trouble):
    """The line to a place is gone for too long. What came of the copy stays for the next try."""

    place: str


@dataclass(eq=False)
class FetchedOther(Trouble):
    """A place gave, again and again, something else than the name of a piece says."""

    place: str


@dataclass(eq=False)
class CopyOfOtherHub(Refusal):
    """The copy is of another hub than the one in this folder."""

    hub: str


@dataclass(eq=False)
class CopyFromNewer(Refusal):
    """A newer HubDesk made the copy."""

    version: str


@dataclass(eq=False)
class CopyHasOtherKey(Refusal):
    """The copy was made before the key of the records was changed: its own passphrase is needed."""


@dataclass(eq=False)
class RecordsAreNewer(Refusal):
    """The records are whole and newer than the copy: something would be lost."""

    changes: int
    newest: datetime | None = None


@dataclass(eq=False)
class NoCopyThere(Refusal):
    """There is no copy of these records yet."""


@dataclass(eq=False)
class PlaceMissing(Trouble):
    """The second place for copies is not there: a stick that is not plugged in."""

    place: str


@dataclass(eq=False)
class PlaceIsHome(Refusal):
    """The folder of the records itself is no second place."""


@dataclass(eq=False)
class PlaceReadsBackWrong(Trouble):
    """What was written to the second place reads back as something else."""

    place: str


@dataclass(eq=False)
class CopyDiffers(Trouble):
    """A copy was tried, and its tables are not what its own journal says. `first` names a row."""

    name: str
    rows: int
    first: str
