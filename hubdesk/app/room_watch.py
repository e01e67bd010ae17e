"""Watches the room on the disk: little is said, too little stops saving until there is more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from hubdesk.app.notices import Notices
from hubdesk.i18n import translate
from hubdesk.store.places import ROOM_TO_SAVE, ROOM_TO_WARN, free_bytes
from hubdesk.ui.rail import Status
from hubdesk.ui.widgets.strip import Offer, Result

EVERY_MS = 30_000
ABOUT = "room"


def _t(text: str) -> str:
    return translate("Window", text)


class RoomWatch(QObject):
    """`look` asks the disk now. `found_full` is told when the disk refused a change itself."""

    def __init__(
        self,
        folder: Path,
        notices: Notices,
        show_status: Callable[[Status | None], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._folder, self._notices, self._show_status = folder, notices, show_status
        self._state = "enough"
        self._refused = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Ask the disk, and say what changed since."""
        free = free_bytes(self._folder)
        if free < ROOM_TO_SAVE or self._refused:
            self._become("full")
        else:
            self._become("low" if free < ROOM_TO_WARN else "enough")

    def found_full(self) -> None:
        """A change was refused for want of room, whatever the disk says of itself."""
        self._refused = True
        self.look()

    def saved(self) -> None:
        """A change was kept: there is room."""
        if self._refused:
            self._refused = False
            self.look()

    def try_again(self) -> None:
        """Somebody made room and says so."""
        self._refused = False
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def _become(self, state: str) -> None:
        if state == self._state:
            return
        self._state = state
        self._show_status(_status() if state == "full" else None)
        if state == "enough":
            self._notices.take(ABOUT)
        elif state == "low":
            words = _t("This computer is almost full. Delete files that nobody needs.")
            self._notices.put(ABOUT, Result("warn", words), can_close=True)
        else:
            words = _t(
                "Not saved: this computer is full. You can look and find. Delete some files."
            )
            again = Offer(_t("Try again"), self.try_again, icon="rotate-ccw")
            self._notices.put(ABOUT, Result("bad", words, (again,)))


def _status() -> Status:
    words = _t("Not saved")
    more = (_t("This computer is full."), _t("Free some space"))
    return Status(words, more, "circle-alert", "bad", words)
