"""The sign-in screen when the computer sleeps, apart: it closes every window there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.conftest import HubBuilder, opened
from tests.ui.test_kiosk import Door


def test_when_the_computer_sleeps_the_screen_goes_and_the_records_are_closed(paths, clock, qapp):
    database = opened(paths, clock)
    door = Door(paths, HubBuilder(database, clock), database)
    screen = door.screen
    door.window._sleep.slept.emit()
    door.settle()
    assert door.window.kiosk is None
    assert not screen.isVisible()
    assert door.window.desk is None, "the key is forgotten"
    assert door.window.unlock is not None
    door.window.close()
    door.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
