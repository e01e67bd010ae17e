"""The sign-in screen over a locked desk: how it begins, and that only a PIN of the staff ends it.

The desk is behind its quiet lock the whole time. Whoever leaves the screen stands before that
lock and nowhere else; if nobody unlocks it, the screen comes back by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.ui.kiosk.doors import KioskDoors
from hubdesk.ui.kiosk.window import KioskWindow
from hubdesk.ui.widgets.strip import Result

if TYPE_CHECKING:
    from hubdesk.app.desk import OpenDesk
    from hubdesk.app.starting import Window

DOOR: Final = "door"
BACK_AFTER: Final = 60_000  # ms at the lock without a key


def _t(text: str) -> str:
    return translate("Kiosk", text)


class Kiosk(QObject):
    """One sign-in screen, from when it is asked for until somebody unlocks the desk."""

    def __init__(self, window: Window, desk: OpenDesk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self.screen = KioskWindow(
            KioskDoors(desk.records.doors), int(str(window.choices["kiosk.clear_seconds"]))
        )
        self.screen.leave_asked.connect(self.ask_to_leave)
        self.screen.told.connect(desk.sound)
        self.screen.desk_wanted.connect(self._desk_wanted)
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(BACK_AFTER)
        self._back.timeout.connect(self.show)
        desk.stirred.connect(self._stirred)

    def show(self) -> None:
        """The screen over everything, and the desk locked behind it."""
        self._back.stop()
        self._window.locking.quiet()
        self._desk.stay_open(True)
        if self._window.unlock is not None:
            self._window.unlock.way.forget()
        self.screen.begin_again()
        self.screen.showFullScreen()
        self.screen.raise_()
        self.screen.activateWindow()

    def ask_to_leave(self) -> None:
        """Staff want to leave: they unlock the desk, as after any lock."""
        self.screen.hide()
        page = self._window.unlock
        if page is not None:
            page.set_reason(_t("Unlock to leave the sign-in screen"))
            page.offer_back(_t("Back to the sign-in screen"), self.show)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self._back.start()

    def scanned(self, code: str) -> bool:
        """A scan while the screen is shown is for the screen. False at the lock."""
        if not self.screen.isVisible():
            return False
        self.screen.scanned(code)
        return True

    def end(self) -> None:
        """Somebody unlocked the desk, or its records are closed."""
        self._back.stop()
        self._desk.stirred.disconnect(self._stirred)
        self._desk.stay_open(False)
        self.screen.let_close()
        self.screen.deleteLater()
        self.deleteLater()

    def _desk_wanted(self) -> None:
        """Somebody was sent to the desk: whoever comes to it reads so, without a name."""
        words = _t("Somebody at the sign-in screen was asked to come to the desk, {time}.")
        said = words.format(time=i18n.clock(self._desk.records.now()))
        self._desk.notices.put(DOOR, Result("info", said), can_close=True)

    def _stirred(self) -> None:
        if self._back.isActive():
            self._back.start()  # somebody is typing a PIN
