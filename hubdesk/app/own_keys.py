"""Keys of somebody's own: made behind a passphrase that nobody else knows, and opened with it.

Both take half a second beside the window. Where somebody else came to the desk meanwhile, nothing
is kept or opened in their name. Wrong passphrases are counted for each account, and waited after,
as at the lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from hubdesk.errors import Refusal
from hubdesk.errors.rights import SomebodyElseNow
from hubdesk.errors.store import TooManyTries, WrongPassphrase
from hubdesk.ids import new_id
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.own_keys import keep_key
from hubdesk.paths import Paths
from hubdesk.queries.own_keys import KeyRow, KeyTable, keys_of
from hubdesk.store.concern_seal import WrappedKey, new_key, unwrapped
from hubdesk.store.keys import calibrated_cost, check_passphrase, find_passphrase, read_slots
from hubdesk.store.slots import KeyCost
from hubdesk.store.tries import Tries

if TYPE_CHECKING:
    from hubdesk.app.records import Records

T = TypeVar("T")
Private = dict[str, str]  # the private halves that are open, by the id of the key
Deed = Callable[[Any, datetime], None]
Refused = Callable[[Exception], None]


@dataclass(frozen=True)
class Sort:
    """One sort of keys: where they are kept, and what its line and its refusals are."""

    table: KeyTable
    tries: Path
    made: Watched
    shared: type[Refusal]  # the passphrase opens the records, so that others may know it
    none_yet: type[Refusal]


class OwnKeys:
    """The keys of one sort, for whoever is at the desk."""

    def __init__(self, paths: Paths, records: Records, sort: Sort) -> None:
        self._paths, self._records, self._sort = paths, records, sort
        self._tries = Tries(sort.tries, records.now)
        self._asked = 0

    def make(
        self,
        passphrase: str,
        keep: Callable[[Deed], None],
        *,
        owner: QObject,
        then: Callable[[str, Private], object],
        refused: Refused,
    ) -> None:
        """A new key, wrapped by this passphrase; `keep` does the deed that keeps it, as its verb.

        `then` is told whose it is, and what it opens.
        """
        me, id, asked = self._records.at_desk.acting.id, new_id(), self.forget()
        now = self._records.now()

        def work() -> tuple[KeyRow, str]:
            check_passphrase(passphrase)
            self._check_own(passphrase)
            key, private = new_key(id, me, passphrase, calibrated_cost())
            return _kept(id, me, key, now), private

        def answer(made: tuple[KeyRow, str]) -> None:
            if not self._still(asked, me, refused):
                return
            key, private = made

            def deed(db: Any, now: datetime) -> None:
                keep_key(db, self._sort.table, key)
                note_access(db, what=self._sort.made, account_id=me, now=now)

            keep(deed)
            then(me, {id: private})

        self._records.jobs.run(work, owner=owner, then=answer, refused=refused)

    def open(
        self,
        passphrase: str,
        use: Callable[[Private], T],
        *,
        owner: QObject,
        then: Callable[[str, T], object],
        refused: Refused,
    ) -> None:
        """Try it on every key of whoever is at the desk; `use` works on those beside the window.

        Raises TooManyTries while one has to wait, and hands it on after the wrong try that makes
        one wait; WrongPassphrase after any other, which is written down.
        """
        self.check_wait()
        me, asked = self._records.at_desk.acting.id, self.forget()
        keys = self._records.look(lambda db: keys_of(db, self._sort.table, me))
        if not keys:
            raise self._sort.none_yet

        def work() -> tuple[T] | None:
            tried = {key.id: unwrapped(key.id, me, _wrapped(key), passphrase) for key in keys}
            private = {id: half for id, half in tried.items() if half}
            return (use(private),) if private else None

        def answer(found: tuple[T] | None) -> None:
            wait = 0
            if found is None:  # counted and written down, whoever is at the desk by now
                wait = self._tries.failed((me,))
                self._note_wrong(me)
            if not self._still(asked, me, refused):
                return
            if found is None:
                refused(TooManyTries(wait) if wait else WrongPassphrase())
                return
            self._tries.succeeded(me)
            then(me, found[0])

        self._records.jobs.run(work, owner=owner, then=answer, refused=refused)

    def check_wait(self) -> None:
        """TooManyTries while no passphrase is taken."""
        if left := self.left_to_wait():
            raise TooManyTries(left)

    def left_to_wait(self) -> int:
        """The seconds until a passphrase is taken again, after a new start too."""
        return self._tries.left_to_wait()

    def forget(self) -> int:
        """What was asked before is answered to nobody."""
        self._asked += 1
        return self._asked

    def _still(self, asked: int, me: str, refused: Refused) -> bool:
        """Whether the answer is still wanted, and by whoever is at the desk."""
        if asked != self._asked:
            return False
        if me != self._records.at_desk.acting.id:
            refused(SomebodyElseNow())
            return False
        return True

    def _check_own(self, passphrase: str) -> None:
        """A passphrase that opens the records was perhaps given by a manager, who knows it."""
        try:
            find_passphrase(read_slots(self._paths), passphrase)
        except WrongPassphrase:
            return
        raise self._sort.shared

    def _note_wrong(self, account_id: str) -> None:
        what = Watched.WRONG_LOCK
        self._records.do(
            "wrong lock",
            lambda db, now: note_access(db, what=what, account_id=account_id, now=now),
        )


def _kept(id: str, account_id: str, key: WrappedKey, now: datetime) -> KeyRow:
    cost = (key.cost.memory_kib, key.cost.passes, key.cost.lanes)
    return KeyRow(id, account_id, key.public, key.wrapped, key.salt, key.nonce, *cost, now)


def _wrapped(key: KeyRow) -> WrappedKey:
    cost = KeyCost(key.memory_kib, key.passes, key.lanes)
    return WrappedKey(key.public, key.wrapped, key.salt, key.nonce, cost)
