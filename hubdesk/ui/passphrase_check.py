"""Trying a passphrase beside the window, which takes half a second; a wrong one is written down."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.ui.doors import Doors


class PassphraseCheck(QObject):
    """An answer that comes after `forget` is not told."""

    answered = Signal(str)  # whose of the managers it is; "" where it is no manager's
    troubled = Signal(object)  # why it could not be tried

    def __init__(self, doors: Doors, parent: QObject) -> None:
        super().__init__(parent)
        self._doors = doors
        self._asked = 0
        self._is_busy = False

    @property
    def is_busy(self) -> bool:
        """Whether one is being tried."""
        return self._is_busy

    def begin(self, passphrase: str) -> None:
        """Try it."""
        asked, self._is_busy = self._asked, True
        self._doors.later(
            lambda: self._doors.ways.manager_of(passphrase),
            owner=self,
            then=lambda whose: self._answer(asked, whose),
            refused=lambda error: self._trouble(asked, error),
        )

    def forget(self) -> None:
        """Whatever is answered now is of no matter."""
        self._asked += 1
        self._is_busy = False

    def _answer(self, asked: int, manager: str) -> None:
        if asked != self._asked:
            return
        self._is_busy = False
        if not manager:
            whose = self._doors.acting().id
            self._doors.do(
                "wrong lock",
                lambda db, now: note_access(db, what=Watched.WRONG_LOCK, account_id=whose, now=now),
            )
        self.answered.emit(manager)

    def _trouble(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self._is_busy = False
            self.troubled.emit(error)
