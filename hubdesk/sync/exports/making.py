"""What a maker of an export is handed, and what it hands back to be sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from hubdesk.i18n import clock, plain_day
from hubdesk.queries.standing_exports import ExportRow
from hubdesk.store.database import Database
from hubdesk.sync.desk_keys import DeskKeys

ToldDone = Callable[[int], object]  # how much is done so far; what it raises ends the work


@dataclass(frozen=True, slots=True)
class ToSend:
    """One file. `name` is below the hub's folder at the place, as `sync/storage.py` has names.

    `over`: it takes the place of an older file of that name. `last`: it says that all the rest is
    there, so it goes when it is.
    """

    name: str
    content: bytes
    over: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a large file of this computer, which is closed already and never changes.

    It is in nobody's memory: the outbox keeps hold of the whole file and reads it piece by piece.
    """

    name: str
    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A file that was sealed away as soon as it was made: a small computer never holds many."""

    name: str
    path: Path
    size: int
    sha256: str


Lay = Callable[[str, bytes], Laid]


def _nowhere(name: str, _content: bytes) -> Laid:
    raise ValueError(f"no outbox to lay {name} into")


@dataclass(frozen=True, slots=True)
class Made:
    """What is to leave now. `came_of` says in plain words which moment or days it tells of.

    `sealed`: its files are closed to everybody but the recipient already.
    `kept` is run with the parcel's row, in its transaction, and gets the parcel's id: what a
    maker has to remember is remembered exactly when the parcel is.
    `supersedes` are names that this takes the place of: removed at the place when it arrived.
    `more`: there was more than fits into one parcel, so the maker is asked again at once.
    `pieces` go before the files: all of one file, one after the other, each as long as the first
    but for the last. So do those that were `laid` away while they were made.
    """

    files: tuple[ToSend, ...]
    came_of: str
    people: int = 0
    sealed: bool = False
    kept: Callable[[Session, str], object] | None = None
    supersedes: tuple[str, ...] = ()
    more: bool = False
    pieces: tuple[Stretch, ...] = ()
    laid: tuple[Laid, ...] = ()

    @property
    def before(self) -> tuple[Stretch | Laid, ...]:
        """What goes before the files."""
        return (*self.pieces, *self.laid)


@dataclass(frozen=True, slots=True)
class Making:
    """What there is to make it of. `now` is in the hub's own time.

    `papers` makes bytes of rows, by name, or files by name where it is a folder of them: this
    room knows no format of paper. `lay` seals a file away at once, where there may be many.
    """

    database: Database
    hub: str
    export: ExportRow
    now: datetime
    keys: DeskKeys
    told: ToldDone
    papers: Mapping[str, Callable[..., Any]]
    lay: Lay = _nowhere


def moment_words(at: datetime, zone: tzinfo | None) -> str:
    """24 November 2026, 10:42am, as the log says which moment something tells of."""
    here = at.astimezone(zone)
    return f"{plain_day(here.date())}, {clock(here)}"


Maker = Callable[[Making], Made | None]  # None: nothing new to send
