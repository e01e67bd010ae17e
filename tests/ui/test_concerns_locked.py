"""A locked screen knows nothing of concerns: neither half-written ones nor those being read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hubdesk.app import own_keys
from hubdesk.operations.pins import set_pin
from hubdesk.store.pins import hash_pin
from tests.concerns.guards import Guards
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.before_lock import Locked, everything_said

CTRL = Qt.KeyboardModifier.ControlModifier
AMIRA_PIN, TOM_PIN = "830264", "274951"


@pytest.fixture
def shown(paths, qapp, monkeypatch):
    """The real window of a hub with a lead; Amira is at the desk."""
    monkeypatch.setattr(own_keys, "calibrated_cost", lambda: CHEAP)
    shown = Locked(paths)
    shown.try_passphrase(PASSPHRASE)
    yield shown
    shown.close()


def lock(shown) -> str:
    """Ctrl+L, and every word the window then gives to eyes and to a screen reader."""
    shown.press(Qt.Key.Key_L, CTRL)
    assert not shown.is_at_desk
    return everything_said(shown.window)


def test_what_was_half_written_waits_for_whoever_wrote_it_and_what_was_read_is_shut(shown):
    desk = shown.window.desk
    staff, shell = Guards(desk.records), desk.window.shell
    with desk.database.changing("set PIN") as db:
        for name, pin in (("Amira Khan", AMIRA_PIN), ("Tom Reed", TOM_PIN)):
            set_pin(db, account_id=staff.ids[name], pin_hash=hash_pin(pin, CHEAP))
    staff.key("Rosa Diaz")
    staff.concern(about="Wilberfoss", by="Amira Khan")
    shell.go("concern")
    shell.page.story.setPlainText("Half a sentence about Skelmersdale")
    assert "Skelmersdale" in shell.page.story.toPlainText()
    locked = lock(shown)
    for word in ("Skelmersdale", "oncern"):
        assert word not in locked
    shown.come_in("tom", TOM_PIN)
    shell.go("concern")
    shown.settle()
    assert shell.page.story.toPlainText() == ""
    staff.open("Rosa Diaz")
    shell.go("concerns")
    shown.settle()
    assert "Wilberfoss" in everything_said(shown.window)
    locked = lock(shown)
    for word in ("Wilberfoss", "Skelmersdale", "Quillfeather", "oncern"):
        assert word not in locked
    assert not desk.records.guard.is_open
    shown.come_in("amira", AMIRA_PIN)
    shell.go("concern")
    assert shell.page.story.toPlainText() == "Half a sentence about Skelmersdale"
