"""All that may ever leave the hub, as data with versions: its words, and to whom it may go.

Default deny: a kind that is not in this list cannot leave, and one that is leaves only where
somebody agreed to the words it has now.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from hubdesk.errors.leaving import NothingOfThatKind
from hubdesk.models import Rhythm
from hubdesk.paths import resource_text

MONTH_REPORT: Final = "month-report"
STATISTICS: Final = "statistics"
CALENDAR: Final = "calendar"
PAGES: Final = "pages"
REGION_FEED: Final = "region-feed"
BACKUP: Final = "backup"
JOURNAL: Final = "journal"
ERASED_LIST: Final = "List of who was erased"
_LIST: Final = ".locked"  # as store/erased.py names it
# Those in which a recipient holds single people, whether under a name or a number.
OF_PEOPLE: Final = (REGION_FEED, BACKUP, JOURNAL)


class Closed(StrEnum):
    """Who can open what leaves."""

    ALWAYS = "always"  # sealed to the recipient's key
    OWN = "own"  # locked by the hub's own key
    CHOICE = "choice"  # sealed where a key is given
    NEVER = "never"  # for everybody


@dataclass(frozen=True, slots=True)
class Leaving:
    """One kind of export, in the words a manager agrees to."""

    key: str
    version: int
    title: str
    says: str
    who: str
    folder: str
    closed: Closed
    rhythms: tuple[Rhythm, ...]
    icon: str
    holds: tuple[str, ...]
    never: tuple[str, ...]
    kept: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All its words, in the order they are shown."""
        return (self.title, self.says, self.who, *self.holds, *self.never, self.kept)


@cache
def may_leave() -> Mapping[str, Leaving]:
    """Every kind by its key in its newest words, in the order of the page."""
    found: dict[str, Leaving] = {}
    for one in _every_wording():
        if one.key not in found or one.version > found[one.key].version:
            found[one.key] = one
    return found


def wording(key: str, version: int) -> Leaving | None:
    """A kind in the words of a version, for what left under them. None where nobody knows."""
    fitting = (one for one in _every_wording() if (one.key, one.version) == (key, version))
    return next(fitting, None)


@cache
def _every_wording() -> tuple[Leaving, ...]:
    found = []
    for said in tomllib.loads(resource_text("sending/what-leaves.toml"))["leaving"]:
        facts = {
            **said,
            "closed": Closed(said["closed"]),
            "rhythms": tuple(Rhythm(one) for one in said["rhythms"]),
            "holds": tuple(said["holds"]),
            "never": tuple(said["never"]),
        }
        found.append(Leaving(**facts))
    return tuple(found)


def leaving(key: str) -> Leaving:
    """One kind. NothingOfThatKind for what is not in the list."""
    if key not in may_leave():
        raise NothingOfThatKind(key)
    return may_leave()[key]


def title_of_sent(key: str, files: Iterable[str]) -> str:
    """What one parcel is called, by its files: the list beside the copies goes alone as well."""
    names = list(files)
    if key == BACKUP and names and all(name.endswith(_LIST) for name in names):
        return ERASED_LIST
    return title_of(key)


def title_of(key: str) -> str:
    """What a kind is called, also one that an older HubDesk knew."""
    return may_leave()[key].title if key in may_leave() else key
