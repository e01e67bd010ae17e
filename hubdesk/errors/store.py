"""What can be wrong with the file, the folder, the key and the disk."""

from dataclasses import dataclass

from hubdesk.errors import Refusal, Trouble


@dataclass(eq=False)
class WrongPassphrase(Refusal):
    """No slot opens with this passphrase."""


@dataclass(eq=False)
class WrongRecoveryKey(Refusal):
    """No slot opens with this recovery key, or a group of it was mistyped."""

    group: int = 0


@dataclass(eq=False)
class WrongPin(Refusal):
    """A PIN that is not theirs. `left` says how many tries are left before the records close."""

    name: str = ""
    left: int = 0


@dataclass(eq=False)
class TooManyTries(Refusal):
    """Wrong so often that the next try is taken only after a while."""

    seconds: int


@dataclass(eq=False)
class RecoveryNotProved(Refusal):
    """A PIN may open the records only once a recovery sheet was proved: stores get lost."""


@dataclass(eq=False)
class NoSecretStore(Refusal):
    """This computer has no store for secrets, or it did not answer, so no PIN opens the records."""


@dataclass(eq=False)
class PassphraseTooShort(Refusal):
    """A passphrase needs 12 characters or 4 words."""


@dataclass(eq=False)
class PassphraseMissing(Refusal):
    """A command needs the passphrase, or the password of a place, and nobody types it."""

    variable: str
    of_place: bool = False


@dataclass(eq=False)
class NoHubHere(Refusal):
    """The folder holds no hub."""

    folder: str


@dataclass(eq=False)
class NoScreen(Refusal):
    """There is no screen to show a window on."""


@dataclass(eq=False)
class FolderMissing(Refusal):
    """The folder that something is to be written into is not there."""

    folder: str


@dataclass(eq=False)
class FileThere(Refusal):
    """A command was to write a file under a name that something has already."""

    name: str


@dataclass(eq=False)
class FolderThere(Refusal):
    """A command was to write a file under the name of a folder."""

    name: str


@dataclass(eq=False)
class RecordsMissing(Trouble):
    """The key slots are there, but not the records they open. Nothing is created in their place."""

    folder: str


@dataclass(eq=False)
class HubAlreadyHere(Refusal):
    """The folder holds a hub already, so none is made over it."""

    folder: str


@dataclass(eq=False)
class KeyFileMissing(Trouble):
    """There is a database but no key slots beside it. Nothing is created in its place."""

    folder: str


@dataclass(eq=False)
class KeyFileDamaged(Trouble):
    """The key slots cannot be read, in neither copy."""

    folder: str


@dataclass(eq=False)
class KeyFileOfOther(Trouble):
    """The key slots open, but the database does not: they belong to another hub."""

    folder: str


@dataclass(eq=False)
class WayRemoved(Refusal):
    """An old key file was put back, and what was typed opens only a slot that was taken away."""

    kind: str = ""


@dataclass(eq=False)
class OldKeyFile(Trouble):
    """An old key file was put back. It is used, without the slots that were taken away."""

    taken_out: tuple[str, ...] = ()


@dataclass(eq=False)
class KeyCopyMended(Trouble):
    """One copy of the key file was damaged, missing or older, and was made again."""

    was_damaged: bool = False


@dataclass(eq=False)
class LockMissing(Trouble):
    """The SQLite inside does not encrypt."""


@dataclass(eq=False)
class FileNotOurs(Trouble):
    """The file where the database should be is something else."""

    path: str


@dataclass(eq=False)
class FileDamaged(Trouble):
    """A page of the database does not prove itself."""

    path: str
    reference: str = "D-101"


@dataclass(eq=False)
class FileFromNewer(Refusal):
    """A newer HubDesk wrote this database."""

    path: str


@dataclass(eq=False)
class LibraryTooOld(Trouble):
    """The SQLite inside is below the version that is safe."""

    version: str


@dataclass(eq=False)
class FolderNotWritable(Trouble):
    """Nothing can be written in a folder: the hub's own, where none is named."""

    folder: str


@dataclass(eq=False)
class FolderOnNetwork(Refusal):
    """The folder is on a network share, where a database loses work."""

    folder: str


@dataclass(eq=False)
class FolderSynced(Refusal):
    """The folder is copied by OneDrive, Dropbox and the like, which damages a database."""

    folder: str
    service: str


@dataclass(eq=False)
class RecordsOnStick(Trouble):
    """The records lie on something that is pulled out and carried away. Said, and not refused."""


@dataclass(eq=False)
class HubOpenElsewhere(Refusal):
    """Another HubDesk on this computer has this hub open: a window, or a command at its work."""

    folder: str
    doing: str = ""  # the verb of the command


@dataclass(eq=False)
class DatabaseBusy(Trouble):
    """Somebody else kept the database for too long."""


@dataclass(eq=False)
class DiskFull(Trouble):
    """There is no room to save."""


@dataclass(eq=False)
class FolderFull(Trouble):
    """Where somebody wanted a file there is no room for it; it may be a stick."""

    folder: str


@dataclass(eq=False)
class DiskTrouble(Trouble):
    """The disk did not do what it was asked."""

    reference: str = "D-114"


@dataclass(eq=False)
class ClockWentBack(Trouble):
    """The computer's clock is behind the newest thing recorded."""

    newest: str
    clock: str
