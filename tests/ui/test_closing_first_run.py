"""Closing the window in the middle of the first start: asked once, and nothing left half open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hubdesk.app import making
from hubdesk.app.first import show_first_run
from hubdesk.app.starting import Window
from hubdesk.paths import Paths
from hubdesk.store.computer import read_choices
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, open_hub
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.alone import until


@pytest.fixture
def window(tmp_path, monkeypatch):
    """The window of a new computer, on the step of the recovery sheet."""
    monkeypatch.setattr(making, "calibrated_cost", lambda: CHEAP)
    paths = Paths(tmp_path / "hub")
    paths.home.mkdir()
    shown = Window(paths, read_choices(paths.computer))
    steps = show_first_run(shown)
    shown.show()
    shown.activateWindow()
    QTest.qWaitForWindowActive(shown)
    steps.on()
    steps.hub.hub_name.setText("Riverside Hub")
    steps.on()
    steps.account.manager.setText("Amira Khan")
    steps.account.passphrase.edit.setText(PASSPHRASE)
    steps.on()
    until(lambda: steps.made)
    yield shown
    steps.lock.got_copy()
    shown.close()
    shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_closing_without_any_copy_is_asked_about_once_with_the_safe_way_first(window):
    steps = window.steps
    steps.go(steps.scanner)
    assert not window.close()
    assert window.isVisible()
    assert steps.current is steps.lock
    assert steps.lock.warning.isVisible()
    assert steps.lock.stay_button.hasFocus()
    assert [b.text() for b in (steps.lock.stay_button, steps.lock.leave_button)] == [
        "Make the sheet now",
        "Close without the sheet",
    ]
    QTest.keyClick(steps.lock.stay_button, Qt.Key.Key_Return)
    assert steps.lock.warning.isHidden()
    assert not window.close()
    steps.lock.leave_button.click()
    until(lambda: not window.isVisible())


def test_the_hub_of_a_first_start_that_was_left_is_closed_cleanly(window):
    window.close()
    window.steps.lock.leave_button.click()
    until(lambda: not window.isVisible())
    assert not (window.paths.home / "open.mark").exists()
    slots = read_slots(window.paths)
    assert not slots.recovery_proved
    found = open_hub(window.paths, slots, open_with_passphrase(slots, PASSPHRASE))
    assert not found.was_unclean
    close_hub(window.paths, found.database)


def test_with_a_printed_sheet_the_window_closes_without_a_question(window):
    window.steps.lock.got_copy()
    assert window.close()
    assert not window.isVisible()
