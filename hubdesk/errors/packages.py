"""What can be wrong with a package of all records, on its way out or in."""

from dataclasses import dataclass

from hubdesk.errors import Refusal, Trouble


@dataclass(eq=False)
class NotAPackage(Refusal):
    """The file holds no hub that left HubDesk."""

    name: str


@dataclass(eq=False)
class CalledNoPackage(Refusal):
    """All records are to be written into a file whose name says that it is something else."""

    name: str


@dataclass(eq=False)
class PackageFromNewer(Refusal):
    """A newer HubDesk wrote it."""

    name: str


@dataclass(eq=False)
class PackageFromOlder(Refusal):
    """An older HubDesk wrote it: its tables are not those of today."""

    name: str
    revision: str


@dataclass(eq=False)
class PackageDamaged(Trouble):
    """A part of it is not as it was written, or is missing. `part` names the table."""

    name: str
    part: str


@dataclass(eq=False)
class PackageStopped(Trouble):
    """Somebody did not wait for it. The file that was begun is gone again."""
