"""One HubDesk per folder: a second start raises the first window and leaves."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal

from hubdesk.errors.store import FolderNotWritable, HubOpenElsewhere
from hubdesk.store.busy import busy_with, not_busy
from hubdesk.store.places import make_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

WAIT_MS = 500
PATIENCE_MS, STEP_MS = 5000, 200


class OneInstance(QObject):
    """Holds the folder's lock while the app runs, and listens for a second start."""

    raised = Signal()

    def __init__(
        self, lock: Path, parent: QObject | None = None, *, patience_ms: int = PATIENCE_MS
    ) -> None:
        super().__init__(parent)
        self._patience_ms = patience_ms
        self._name = "hubdesk-" + hashlib.sha256(os.fspath(lock).encode()).hexdigest()[:24]
        self._path = lock
        self._folder = lock.parent
        self._lock = QLockFile(os.fspath(lock))
        self._lock.setStaleLockTime(0)  # a long lunch is no crash; a dead process is noticed anyway
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Take the folder. False if another HubDesk has it; that one is asked to come forward.

        A window that only just begins listens soon, and a short command ends: both are waited for.
        FolderNotWritable where nothing can be written there, HubOpenElsewhere where nobody answers.
        """
        try:
            make_folder(self._folder)
        except OSError as error:
            raise FolderNotWritable(os.fspath(self._folder)) from error
        patience = QDeadlineTimer(self._patience_ms)
        while not self._lock.tryLock(0):
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                raise FolderNotWritable(os.fspath(self._folder))
            if self._ask_first():
                return False
            if patience.hasExpired():
                raise HubOpenElsewhere(os.fspath(self._folder), busy_with(self._path))
            QThread.msleep(STEP_MS)
        not_busy(self._path)
        return True

    def listen(self) -> None:
        """Hear a second start. Called after the first paint, since it loads QtNetwork."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)  # left behind by a crash
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._second_start)
        server.listen(self._name)
        self._server = server

    def let_go(self) -> None:
        """Give the folder back."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _ask_first(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        answers = socket.waitForConnected(WAIT_MS)
        if answers:
            socket.write(b"raise")
            socket.waitForBytesWritten(WAIT_MS)
        socket.close()
        return answers

    def _second_start(self) -> None:
        if self._server is None:
            return
        while connection := self._server.nextPendingConnection():
            connection.disconnected.connect(connection.deleteLater)
            self.raised.emit()
