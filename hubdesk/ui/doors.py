"""The two doors a page has to the records: `do` changes, `look` looks. Both are handed in.

A page hands over what is to be done as a function of `(db, now)`, or what is to be looked at as
a function of `(db)`; the app opens the transaction, reads the clock and commits. So no page
holds a database, and every change is named by its verb.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from hubdesk.ui.backups.state import Copies
from hubdesk.ui.concerns.guard import Guard
from hubdesk.ui.equality.forms import Forms
from hubdesk.ui.sending.state import Sending

T = TypeVar("T")


class Do(Protocol):
    """Change something, in one sealed transaction.

    `about` holds the facts recent activity speaks of: `person_id`, `device_ids` and plain words
    or ISO days; a function is asked for them after the work is done. Raises the Refusal or
    Trouble of the work, NotAllowed and PassphraseNeeded; nothing is changed then.
    """

    def __call__(
        self,
        verb: str,
        work: Callable[[Any, datetime], T],
        *,
        about: dict[str, Any] | Callable[[T], dict[str, Any]] | None = None,
        reason: str = "",
    ) -> T: ...


class Look(Protocol):
    """Look at something, on a connection that cannot write.

    `right` names what the person at the desk must be allowed ("see …"): raises NotAllowed.
    """

    def __call__(self, work: Callable[[Any], T], *, right: str = "") -> T: ...


class Later(Protocol):
    """Run slow work off the window's thread and hand its answer back on it.

    The answer is dropped when `owner` is gone. A Trouble or Refusal goes to `refused`, or is
    shown by the window. `broke` hears that a bug ended it, before the bug is told.
    """

    def __call__(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], None],
        refused: Callable[[Exception], None] | None = None,
        broke: Callable[[], None] | None = None,
    ) -> None: ...


class Sheet(Protocol):
    """A recovery sheet that was made and opens nothing yet."""

    @property
    def groups(self) -> tuple[str, ...]: ...


class Ways(Protocol):
    """The ways into the records. Each verb takes half a second, so it is done `later`."""

    def manager_of(self, passphrase: str) -> str:
        """Whose of the managers a passphrase is: an account, or ELSEWHERE; "" for no manager's."""
        ...

    def change_passphrase(self, present: str, new: str) -> None:
        """Raises WrongPassphrase, PassphraseTooShort and what a disk refuses."""
        ...

    def new_sheet(self, passphrase: str) -> Sheet:
        """A sheet to print; the old one still opens the records. Raises WrongPassphrase."""
        ...

    def ways_of(self, account_id: str) -> frozenset[str]:
        """How somebody opens closed records: "passphrase", "pin", both or neither."""
        ...

    def new_pin(self, account_id: str, pin: str, *, opens: bool, present: str = "") -> str:
        """A PIN as the records keep it; with `opens` it opens closed records on this computer.

        Raises WrongPin where `present` is not their own, RecoveryNotProved, NoSecretStore and
        what a disk refuses.
        """
        ...

    def can_keep_secret(self) -> bool:
        """Whether a PIN may open closed records on this computer."""
        ...

    def give_passphrase(self, account_id: str, new: str) -> None:
        """Somebody gets one of their own, or another. Raises PassphraseTooShort."""
        ...

    def take_passphrase_away(self, account_id: str) -> None:
        """Raises LastPassphrase."""
        ...

    def give_manager(self, new: str) -> None:
        """A manager who does not work here can open the records too."""
        ...

    def take_manager_away(self) -> None:
        """Raises LastPassphrase."""
        ...

    def has_manager(self) -> bool:
        """Whether a manager elsewhere can open the records."""
        ...

    def keep_sheet(self, sheet: Any) -> None:
        """The sheet was proved: it takes the place of the old one. Raises what a disk refuses."""
        ...


@dataclass(frozen=True, slots=True)
class Acting:
    """Who is at the desk, and the roles they hold."""

    id: str = ""
    name: str = ""
    roles: tuple[str, ...] = ()

    @property
    def roles_words(self) -> str:
        """Manager, safeguarding lead."""
        words = ", ".join(self.roles)
        return words[:1].upper() + words[1:]


class Announcer(QObject):
    """Says which tables changed, after it is safe; on the window's thread."""

    changed = Signal(object)  # frozenset of table names
    acting = Signal()  # somebody else is at the desk, or may do other things than before
    passphrase_asked = Signal(str, object)  # a verb, and what is done once it was typed
    undone = Signal(object)  # the facts of the action that was taken back
    day_turned = Signal()
    kiosk_asked = Signal()  # the desk is to be locked behind the sign-in screen
    proposed = Signal()  # it was counted whose time is over


@dataclass(frozen=True)
class Doors:
    """What every page is given."""

    do: Do
    look: Look
    later: Later
    made: Callable[
        [], str
    ]  # the action the last `do` was; "" if it changed nothing undo takes back
    undo: Callable[[str], str]  # a transaction's id; answers with the sentence of what was undone
    announcer: Announcer
    now: Callable[[], datetime]  # aware, in the hub's time zone
    ways: Ways
    staff: Callable[[], str]  # the name of whoever is at the desk, as papers say it
    paper: Callable[[str, str], bytes]  # a kind of paper and what it is about, as PDF
    acting: Callable[[], Acting]
    barred: Callable[[str], str]  # who to ask for a verb; "" where whoever is here may do it
    is_proved: Callable[[], bool]  # whether the passphrase was typed in the last five minutes
    prove: Callable[[], None]  # it was typed just now, and was right
    copies: Copies
    sending: Sending
    guard: Guard  # what is sealed for the safeguarding lead
    forms: Forms  # equality forms, sealed to the managers
    proposed: Callable[[], int]  # what may be removed by the rules, counted once a day

    def again(self, verb: str, then: Callable[[], object]) -> None:
        """Do `then` once the passphrase was typed again; at once where it was typed lately."""
        if self.is_proved():
            then()
        else:
            self.announcer.passphrase_asked.emit(verb, then)

    def today(self) -> date:
        """The hub's day."""
        return self.now().date()
