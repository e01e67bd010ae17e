"""The keys that open safeguarding concerns: in memory only while their owner reads.

They are let go of five minutes after the last touch, at the lock, and when somebody else is at
the desk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from hubdesk.app.own_keys import Deed, OwnKeys, Private, Refused, Sort
from hubdesk.errors.safeguarding import ConcernsShut, NoKeyYet, PassphraseShared
from hubdesk.models import ConcernKey, Watched
from hubdesk.operations.access import note_access
from hubdesk.paths import Paths
from hubdesk.queries.concerns import guardians

if TYPE_CHECKING:
    from hubdesk.app.records import Records

OPEN_FOR_MS: Final = 5 * 60_000
SEE: Final = "see safeguarding"
Then = Callable[[], object]


class ConcernKeys(QObject):
    """Whose keys are open, and `shut` once they are not any more."""

    shut = Signal()

    def __init__(self, paths: Paths, records: Records) -> None:
        super().__init__(records)
        self._records = records
        self._account = ""
        self._private: Private = {}
        self._own = OwnKeys(
            paths,
            records,
            Sort(
                ConcernKey,
                paths.concern_tries,
                Watched.CONCERN_KEY,
                PassphraseShared,
                NoKeyYet,
            ),
        )
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(OPEN_FOR_MS)
        self._idle.timeout.connect(self.close)
        records.announcer.acting.connect(self._somebody_else)

    @property
    def is_open(self) -> bool:
        return bool(self._private)

    def open_keys(self) -> Private:
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

        def keep(deed: Deed) -> None:
            self._records.do("safeguarding key", deed)

        def made(me: str, private: Private) -> None:
            self._take(me, private)
            then()

        self._own.make(passphrase, keep, owner=owner, then=made, refused=refused)

    def open(self, passphrase: str, *, owner: QObject, then: Then, refused: Refused) -> None:
        """Whoever is at the desk opens what is sealed to them; see `OwnKeys.open`."""
        self._records.at_desk.check(SEE)

        def opened(me: str, private: Private) -> None:
            self._records.do(
                "saw", lambda db, now: note_access(db, what=Watched.CONCERN_LIST, now=now)
            )
            self._take(me, private)
            then()

        self._own.open(passphrase, dict, owner=owner, then=opened, refused=refused)

    def left_to_wait(self) -> int:
        """The seconds until a passphrase is taken again, after a new start too."""
        return self._own.left_to_wait()

    def close(self) -> None:
        """Let go of the keys, and tell whoever shows what they opened."""
        self._own.forget()
        self._idle.stop()
        self._private, self._account = {}, ""
        self.shut.emit()

    def _take(self, account: str, private: Private) -> None:
        self._account, self._private = account, {**self._private, **private}
        self._idle.start()

    def _somebody_else(self) -> None:
        acting = self._records.at_desk.acting
        if self._account and (self._account != acting.id or not self._records.at_desk.may(SEE)):
            self.close()
