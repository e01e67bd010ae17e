"""What pages see of safeguarding concerns: frozen rows, and the verbs that the app does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from hubdesk.queries.concerns import Guardian


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a concern, opened. `kind` is what it is about, or what was done."""

    kind: str
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern in the lead's list. `is_broken`: it cannot be read."""

    id: str
    person_id: str
    about: str
    kind: str
    who: str
    at: datetime
    more: int
    is_shown: bool
    closed_on: date | None
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """One concern with all that was added. `readers` and `left_out` are names."""

    row: ConcernRow
    entries: tuple[Entry, ...]
    readers: tuple[str, ...]
    left_out: tuple[str, ...]
    kept_until: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Texts whose readers are not who they should be now: for how many, whose names.

    `newer_at`: a newer passphrase than the one that was typed was chosen then, for the same person.
    """

    texts: int = 0
    cannot_yet: tuple[str, ...] = ()
    can_still: tuple[str, ...] = ()
    newer_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Worry:
    """What somebody writes down. `about` is a name where nobody here is meant."""

    kind: str
    text: str
    person_id: str = ""
    about: str = ""
    not_for: tuple[str, ...] = field(default=())  # accounts that must not read it


class Guard(Protocol):
    """The verbs on concerns. `shut` tells that what was open is closed again."""

    @property
    def shut(self) -> SignalInstance: ...

    @property
    def is_open(self) -> bool:
        """Whether whoever is at the desk typed their passphrase for concerns lately."""
        ...

    def guardians(self) -> list[Guardian]:
        """The leads and deputies; those without a key can read nothing yet."""
        ...

    def record(self, worry: Worry) -> None:
        """Seal a worry and keep it. Raises FieldMissing, TextTooLong and NobodyReceives."""
        ...

    def has_key(self) -> bool:
        """Whether whoever is at the desk has chosen a passphrase for concerns."""
        ...

    def make_key(
        self,
        passphrase: str,
        *,
        owner: QObject,
        then: Callable[[], object],
        refused: Callable[[Exception], None],
    ) -> None:
        """A key of their own, beside the window. PassphraseTooShort, PassphraseShared."""
        ...

    def open(
        self,
        passphrase: str,
        *,
        owner: QObject,
        then: Callable[[], object],
        refused: Callable[[Exception], None],
    ) -> None:
        """Open them for five minutes, beside the window.

        WrongPassphrase, NoKeyYet, and TooManyTries with the seconds to wait.
        """
        ...

    def left_to_wait(self) -> int:
        """The seconds until a passphrase is taken again; 0 for at once."""
        ...

    def close(self) -> None:
        """Let go of the key."""
        ...

    def count(self, *, closed: bool) -> int:
        """How many there are. Raises ConcernsShut and NotAllowed, as all that follow do."""
        ...

    def window(self, *, closed: bool, offset: int = 0) -> Sequence[ConcernRow]:
        """Fifty of them, the newest first."""
        ...

    def read(self, concern_id: str, *, again: bool = False) -> Whole:
        """One with all that was added. That somebody looked is written down, but `again`."""
        ...

    def add(self, concern_id: str, kind: str, text: str) -> None:
        """Keep what was learned or done since."""
        ...

    def finish(self, concern_id: str, why: str) -> None:
        """Close it, with the reason."""
        ...

    def reopen(self, concern_id: str, why: str) -> None:
        """There is more to it."""
        ...

    def show(self, concern_id: str, shown: bool) -> None:
        """Whether the person's page says to see the lead."""
        ...

    def let_go(self, concern_id: str) -> None:
        """Its time is over: nothing of it is kept."""
        ...

    def standing(self) -> Standing:
        """Whether those who lead safeguarding now can read them all, and nobody else."""
        ...

    def seal_again(self) -> int:
        """Make it so. Answers with how many texts were sealed anew."""
        ...
