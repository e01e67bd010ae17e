"""The keys that open safeguarding concerns: made, and in memory only while their owner reads.

They are let go of five minutes after the last touch, at the lock, and when somebody else is at
the desk. Wrong passphrases are counted for each account, and waited after, as at the lock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from hubdesk.errors.safeguarding import ConcernsShut, NoKeyYet, PassphraseShared
from hubdesk.errors.store import TooManyTries, WrongPassphrase
from hubdesk.ids import new_id
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.concerns import keep_key
from hubdesk.paths import Paths
from hubdesk.queries.concerns import KeyRow, guardians, keys_of
from hubdesk.store.concern_seal import WrappedKey, new_key, unwrapped
from hubdesk.store.keys import calibrated_cost, check_passphrase, find_passphrase, read_slots
from hubdesk.store.slots import KeyCost
from hubdesk.store.tries import Tries

if TYPE_CHECKING:
    from hubdesk.app.records import Records

OPEN_FOR_MS: Final = 5 * 60_000
SEE: Final = "see safeguarding"
Then = Callable[[], object]
Refused = Callable[[Exception], None]


class ConcernKeys(QObject):
    """Whose keys are open, and `shut` once they are not any more."""

    shut = Signal()

    def __init__(self, paths: Paths, records: Records) -> None:
        super().__init__(records)
        self._paths, self._records = paths, records
        self._account = ""
        self._private: dict[str, str] = {}  # by the id of the key
        self._asked = 0
        self._tries = Tries(paths.concern_tries, records.now)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(OPEN_FOR_MS)
        self._idle.timeout.connect(self.close)
        records.announcer.acting.connect(self._somebody_else)

    @property
    def is_open(self) -> bool:
        return bool(self._private)

    def open_keys(self) -> dict[str, str]:
        """The private halves that are open, by the id of the key. ConcernsShut, NotAllowed."""
        self._records.at_desk.check(SEE)
        if not self._private or self._account != self._records.at_desk.acting.id:
            raise ConcernsShut
        self._idle.start()
        return dict(self._private)

    def has_key(self) -> bool:
        """Whether whoever is at the desk has one."""
        me = self._records.at_desk.acting.id
        return any(row.account_id == me and row.key for row in self._records.look(guardians))

    def make_key(self, passphrase: str, *, owner: QObject, then: Then, refused: Refused) -> None:
        """A key of their own, wrapped by this passphrase, and opened at once."""
        self._records.at_desk.check("safeguarding key")
        me, id, asked = self._records.at_desk.acting.id, new_id(), self._begin()
        now = self._records.now()

        def work() -> tuple[KeyRow, str]:
            check_passphrase(passphrase)
            self._check_own(passphrase)
            key, private = new_key(id, me, passphrase, calibrated_cost())
            return _kept(id, me, key, now), private

        def keep(made: tuple[KeyRow, str]) -> None:
            if asked != self._asked:
                return  # somebody else is at the desk by now
            key, private = made

            def deed(db: Any, now: datetime) -> None:
                keep_key(db, account_id=me, key=key)
                note_access(db, what=Watched.CONCERN_KEY, account_id=me, now=now)

            self._records.do("safeguarding key", deed)
            self._take(me, {id: private})
            then()

        self._records.jobs.run(work, owner=owner, then=keep, refused=refused)

    def open(self, passphrase: str, *, owner: QObject, then: Then, refused: Refused) -> None:
        """Whoever is at the desk opens what is sealed to them. A wrong try is written down.

        TooManyTries while one has to wait, and after the wrong try that makes one wait.
        """
        self._records.at_desk.check(SEE)
        if left := self._tries.left_to_wait():
            raise TooManyTries(left)
        me, asked = self._records.at_desk.acting.id, self._begin()
        keys = self._records.look(lambda db: keys_of(db, me))
        if not keys:
            raise NoKeyYet

        def work() -> dict[str, str]:
            tried = {key.id: unwrapped(key.id, me, _wrapped(key), passphrase) for key in keys}
            return {id: private for id, private in tried.items() if private}

        def opened(private: dict[str, str]) -> None:
            if not private:  # counted and written down, whoever is at the desk by now
                wait = self._tries.failed((me,))
                self._note_wrong(me)
            if asked != self._asked:
                return
            if not private:
                refused(TooManyTries(wait) if wait else WrongPassphrase())
                return
            self._tries.succeeded(me)
            self._records.do(
                "saw", lambda db, now: note_access(db, what=Watched.CONCERN_LIST, now=now)
            )
            self._take(me, private)
            then()

        self._records.jobs.run(work, owner=owner, then=opened, refused=refused)

    def left_to_wait(self) -> int:
        """The seconds until a passphrase is taken again, after a new start too."""
        return self._tries.left_to_wait()

    def close(self) -> None:
        """Let go of the keys, and tell whoever shows what they opened."""
        self._begin()
        self._idle.stop()
        self._private, self._account = {}, ""
        self.shut.emit()

    def _check_own(self, passphrase: str) -> None:
        """A passphrase that opens the records was perhaps given by a manager, who knows it."""
        try:
            find_passphrase(read_slots(self._paths), passphrase)
        except WrongPassphrase:
            return
        raise PassphraseShared

    def _note_wrong(self, account_id: str) -> None:
        what = Watched.WRONG_LOCK
        self._records.do(
            "wrong lock",
            lambda db, now: note_access(db, what=what, account_id=account_id, now=now),
        )

    def _begin(self) -> int:
        """What was asked before is answered to nobody."""
        self._asked += 1
        return self._asked

    def _take(self, account: str, private: dict[str, str]) -> None:
        self._account, self._private = account, {**self._private, **private}
        self._idle.start()

    def _somebody_else(self) -> None:
        acting = self._records.at_desk.acting
        if self._account and (self._account != acting.id or not self._records.at_desk.may(SEE)):
            self.close()


def _kept(id: str, account_id: str, key: WrappedKey, now: datetime) -> KeyRow:
    cost = (key.cost.memory_kib, key.cost.passes, key.cost.lanes)
    return KeyRow(id, account_id, key.public, key.wrapped, key.salt, key.nonce, *cost, now)


def _wrapped(key: KeyRow) -> WrappedKey:
    cost = KeyCost(key.memory_kib, key.passes, key.lanes)
    return WrappedKey(key.public, key.wrapped, key.salt, key.nonce, cost)
