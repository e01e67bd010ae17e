"""Closing the window: the copy of the day is made first, unless somebody does not wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from hubdesk.errors import HubDeskError
from hubdesk.errors.copies import CopyStopped
from hubdesk.messages import explain
from hubdesk.ui.backups.closing_page import ClosingPage

if TYPE_CHECKING:
    from hubdesk.app.starting import Window


class Closing(QObject):
    """`may_close` is asked by the window each time it is told to close."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.page: ClosingPage | None = None
        self._is_done = False

    def may_close(self) -> bool:
        """Whether the window may close now. If not, it closes by itself soon."""
        desk = self._window.desk
        if self._is_done or desk is None or self._is_shutting_down():
            return True
        if self.page is not None:
            return False  # asked again while the copy is made: it is nearly there
        if not desk.copies.is_due_on_closing():
            return True
        desk.locked()  # whoever closes may be gone: nothing stays on the screen, no scan is taken
        self.page = ClosingPage(desk.window.shell.rail.hub)
        self.page.left.connect(self._leave)
        self._window.hide_desk()
        self._window.show_page(self.page)
        desk.copies.make_on_closing(self._close, self._refused)
        return False

    @staticmethod
    def _is_shutting_down() -> bool:
        """The computer does not wait for us; the safety copy has all there is."""
        app = QApplication.instance()
        return isinstance(app, QApplication) and app.isSavingSession()

    def _leave(self) -> None:
        if self._window.desk is not None:
            self._window.desk.copies.stop_making()
        self._close()

    def _close(self) -> None:
        self._is_done = True
        self._window.close()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, HubDeskError) and not isinstance(error, CopyStopped):
            assert self.page is not None
            self.page.say(explain(error).text)
