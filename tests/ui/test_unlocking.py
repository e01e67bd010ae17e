"""Unlocking through the real window: wrong tries, the sheet, a new passphrase, help, big text."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hubdesk.app import ways_in
from hubdesk.app.making import Made, make_hub
from hubdesk.errors.store import DiskFull, WrongPassphrase, WrongRecoveryKey
from hubdesk.operations.hub import change_hub
from hubdesk.paths import Paths
from hubdesk.queries.activity import last_to_undo
from hubdesk.store import ways_in as store_ways
from hubdesk.store.keys import (
    open_with_passphrase,
    open_with_recovery,
    read_copies,
    read_slots,
    write_slots,
)
from hubdesk.store.opening import close_hub
from hubdesk.store.tries import Tries
from hubdesk.ui.unlock.new_passphrase import NewPassphrasePage
from hubdesk.ui.unlock.page import UnlockPage
from tests.conftest import CHEAP, PASSPHRASE, Clock
from tests.ui import walks
from tests.ui.alone import until
from tests.ui.before_lock import Locked

ENTER, TAB, CTRL = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier
NEW = "otter kettle plum lantern"


@pytest.fixture(scope="session")
def made_hub(tmp_path_factory) -> tuple[Paths, Made]:
    paths = Paths(tmp_path_factory.mktemp("unlocking") / "hub")
    made = make_hub(
        paths, name="Riverside Hub", manager="Amira Khan", passphrase=PASSPHRASE, cost=CHEAP
    )
    close_hub(paths, made.database)
    return paths, made


@pytest.fixture
def sheet(made_hub) -> tuple[str, ...]:
    return made_hub[1].recovery


@pytest.fixture
def locked(made_hub, tmp_path, monkeypatch):
    import shutil

    monkeypatch.setattr(ways_in, "calibrated_cost", lambda: CHEAP)
    shutil.copytree(made_hub[0].home, tmp_path / "hub")
    shown = Locked(Paths(tmp_path / "hub"))
    yield shown
    shown.close()


def test_the_passphrase_and_enter_open_the_desk(locked):
    assert locked.page.edit.hasFocus()
    locked.try_passphrase(PASSPHRASE)
    assert locked.is_at_desk
    assert locked.window.desk.window.shell.search.edit.hasFocus()


def test_a_wrong_passphrase_is_said_and_can_be_typed_over_at_once(locked):
    locked.try_passphrase("not the right one")
    assert locked.said == (
        "That passphrase does not match. Check Caps Lock and try again, or use the recovery sheet."
    )
    assert locked.page.edit.hasFocus()
    assert locked.page.edit.selectedText()
    locked.try_passphrase(PASSPHRASE)
    assert locked.is_at_desk


def test_an_empty_passphrase_is_asked_for_and_counts_as_no_try(locked):
    for _ in range(6):
        locked.press(ENTER)
        assert locked.said == "Enter the passphrase."


def test_after_five_wrong_tries_one_waits_and_sees_the_seconds_go(locked):
    for _ in range(5):
        locked.try_passphrase("not the right one")
    assert locked.said == "Too many tries. Wait 30 seconds."
    assert not locked.page.way.button.isEnabled()
    locked.press(ENTER)
    assert locked.said == "Too many tries. Wait 30 seconds."
    locked.page.waiting.count_down()
    assert locked.said == "Too many tries. Wait 29 seconds."
    locked.page.passphrase.recovery_button.click()
    assert locked.said == "Too many tries. Wait 29 seconds."
    assert not locked.page.way.button.isEnabled()
    locked.page.show_passphrase()
    for _ in range(28):
        locked.page.waiting.count_down()
    assert locked.said == "Too many tries. Wait 1 second."
    locked.page.waiting.count_down()
    assert locked.said == "You can try again now."
    locked.try_passphrase(PASSPHRASE)
    assert locked.is_at_desk


def test_the_wait_grows_and_a_right_passphrase_forgets_it(tmp_path):
    tries = Tries(tmp_path / "tries.json", Clock())
    waits = [tries.failed() for _ in range(30)]
    assert [at for at, wait in enumerate(waits, 1) if wait] == [5, 10, 15, 20, 25, 30]
    assert [wait for wait in waits if wait] == [30, 60, 120, 240, 480, 480]
    tries.succeeded("")
    assert tries.failed() == 0


def test_who_types_their_own_pin_in_between_waits_for_each_fifth_guess_at_somebody_else(tmp_path):
    tries = Tries(tmp_path / "tries.json", Clock())
    waited = []
    for _ in range(100):
        waited += [tries.failed(["manager"], pin=True) for _ in range(4)]
        tries.succeeded("ben", pin=True)
    assert [wait for wait in waited if wait] == [30, 60, 120, 240] + [480] * 76
    assert tries.failed(["ben"], pin=True) == 0  # their own count is another


def test_a_right_pin_in_between_takes_no_wrong_passphrase_away(tmp_path):
    tries = Tries(tmp_path / "tries.json", Clock())
    waited = []
    for _ in range(25):
        waited.append(tries.failed())
        tries.succeeded("ben", pin=True, gives_pins=True)
    assert [wait for wait in waited if wait] == [30, 60, 120, 240, 480]
    assert Tries(tmp_path / "tries.json", Clock()).failed(["ben"], pin=True) == 0
    tries.succeeded("ben")  # a passphrase does
    assert [tries.failed() for _ in range(5)] == [0, 0, 0, 0, 30]


def test_counts_hold_over_a_new_start_and_a_clock_put_back(tmp_path):
    clock = Clock()
    tries = Tries(tmp_path / "tries.json", clock)
    for _ in range(4):
        tries.failed(["manager"], pin=True)
    tries.succeeded("ben", pin=True)
    clock.now -= timedelta(days=400)
    again = Tries(tmp_path / "tries.json", clock)
    assert again.left(["manager"]) == 1
    assert again.left(["ben"]) == 5
    assert again.failed(["manager"], pin=True) == 30
    assert Tries(tmp_path / "tries.json", clock).left_to_wait() == 30
    clock.now -= timedelta(days=1)
    assert 0 < Tries(tmp_path / "tries.json", clock).left_to_wait() <= 480


def test_a_passphrase_gives_back_the_own_count_and_a_managers_gives_back_all(tmp_path):
    tries = Tries(tmp_path / "tries.json", Clock())
    for who in ("manager", "ben") * 3:
        tries.failed([who], pin=True)
    tries.succeeded("ben")
    assert (tries.left(["manager"]), tries.left(["ben"])) == (2, 5)
    tries.succeeded("amira", pin=True, gives_pins=True)  # a PIN may have been seen by somebody
    assert tries.left(["manager"]) == 2
    tries.succeeded("amira", gives_pins=True)
    assert tries.left(["manager"]) == 5


# The recovery sheet


def test_the_sheet_leads_to_a_new_passphrase_before_the_desk_is_seen(locked, sheet):
    locked.use_sheet(sheet)
    until(lambda: locked.window.renewing)
    locked.settle()
    assert not locked.is_at_desk
    assert locked.renewing.why.text() == "The recovery sheet opened the records"
    assert locked.renewing.edit.edit.hasFocus()
    locked.write(NEW)
    assert locked.renewing.edit.words() == "Very strong."
    locked.press(ENTER)
    until(lambda: locked.is_at_desk)
    assert locked.window.renewing is None
    words = locked.window.desk.window.shell.strip.words()
    assert words == "The new passphrase opens the records from now on."
    first, second = read_copies(locked.paths)
    assert first == second
    assert open_with_passphrase(first, NEW) == open_with_recovery(first, sheet)
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(first, PASSPHRASE)


def test_a_window_closed_before_the_new_passphrase_asks_again_next_time(locked, sheet):
    locked.use_sheet(sheet)
    until(lambda: locked.window.renewing)
    locked.write("half of it")
    locked.window.close()
    locked.settle()
    assert not (locked.paths.home / "open.mark").exists()  # closed cleanly, all the same
    again = Locked(locked.paths)
    again.use_sheet(sheet)
    until(lambda: again.window.renewing)
    assert again.renewing.edit.text() == ""
    again.close()


def test_a_weak_new_passphrase_is_said_by_its_field_and_escape_is_no_way_past(locked, sheet):
    locked.use_sheet(sheet)
    until(lambda: locked.window.renewing)
    locked.settle()
    locked.press(ENTER)
    assert locked.renewing.field.words() == "Enter a passphrase."
    locked.write("short")
    locked.press(ENTER)
    assert locked.renewing.field.words() == "Use 12 letters or more, or 4 words."
    locked.press(Qt.Key.Key_Escape)
    assert locked.window.renewing is not None
    assert read_slots(locked.paths).sequence == 1


def test_a_disk_that_takes_no_new_passphrase_is_said_and_it_can_be_tried_again(
    locked, sheet, monkeypatch
):
    locked.use_sheet(sheet)
    until(lambda: locked.window.renewing)
    locked.settle()

    def full(*_):
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(store_ways, "keep_ways", full)
        locked.write(NEW)
        locked.press(ENTER)
        until(locked.renewing.field.words)
    assert "This computer is full" in locked.renewing.field.words()
    locked.press(ENTER)
    until(lambda: locked.is_at_desk)


def test_the_sheet_after_a_quiet_lock_leads_to_a_new_passphrase_too(locked, sheet):
    locked.try_passphrase(PASSPHRASE)
    locked.window.lock()
    locked.settle()
    locked.use_sheet(sheet)
    until(lambda: locked.window.renewing)
    locked.settle()
    assert not locked.is_at_desk
    locked.window.lock()  # nobody did anything for ten minutes
    locked.settle()
    assert locked.window.renewing is None
    locked.try_passphrase(PASSPHRASE)  # somebody remembered it after all
    assert locked.is_at_desk


def test_a_passphrase_changed_while_the_desk_was_open_is_what_the_lock_asks_for(locked):
    locked.try_passphrase(PASSPHRASE)
    locked.window.lock()
    locked.window.desk.records.ways.change_passphrase(PASSPHRASE, NEW)
    locked.try_passphrase(PASSPHRASE)
    assert "does not match" in locked.said
    locked.try_passphrase(NEW)
    assert locked.is_at_desk


def test_a_group_that_is_missing_or_mistyped_is_pointed_at(locked, sheet):
    locked.use_sheet((*sheet[:7],))
    assert locked.said == "Type group 8 from the sheet."
    assert locked.page.groups.edits[7].hasFocus()
    locked.write("UUUU")
    locked.press(ENTER)
    until(lambda: "Group 8" in locked.said)
    locked.settle()
    assert locked.page.groups.edits[7].hasFocus()
    locked.write(sheet[7])
    locked.press(ENTER)
    until(lambda: locked.window.renewing)


def test_a_sheet_of_another_hub_is_said_without_naming_a_group(locked):
    from hubdesk.store.keys import recovery_groups

    locked.use_sheet(recovery_groups(bytes(19)))
    until(lambda: locked.said)
    assert locked.said.startswith("That does not match the recovery sheet.")
    with pytest.raises(WrongRecoveryKey):
        open_with_recovery(read_slots(locked.paths), recovery_groups(bytes(19)))


def test_a_whole_key_can_be_pasted_however_it_is_parted(locked, sheet, qapp):
    locked.page.passphrase.recovery_button.click()
    qapp.clipboard().setText("\n".join(f"{at}. {g}" for at, g in enumerate(sheet)))
    locked.press(Qt.Key.Key_V, CTRL)
    assert locked.page.groups.groups() != sheet  # the numbers stood between: nothing is guessed
    locked.page.groups.clear()
    qapp.clipboard().setText(" - ".join(sheet))
    locked.page.groups.edits[0].setFocus()
    locked.press(Qt.Key.Key_V, CTRL)
    assert locked.page.groups.groups() == sheet
    locked.press(ENTER)
    until(lambda: locked.window.renewing)


def test_an_old_key_file_put_back_is_said_at_the_door_and_the_sheet_still_opens(locked, sheet):
    old = read_slots(locked.paths)
    locked.try_passphrase(PASSPHRASE)
    locked.window.desk.records.ways.change_passphrase(PASSPHRASE, NEW)
    locked.window.close()
    write_slots(locked.paths, old)
    again = Locked(locked.paths)
    again.try_passphrase(PASSPHRASE)
    assert again.said.startswith("The lock file in this folder is an old one")
    assert again.window.desk is None
    again.use_sheet(sheet)
    until(lambda: again.window.renewing)
    banner = again.window.desk.window.shell.banner.words()
    assert banner.startswith("An older lock file was put back")
    again.close()


# Help and looks


def test_help_is_one_key_away_and_leads_back(locked):
    locked.write("half typ")
    locked.press(Qt.Key.Key_F1)
    shown = " ".join(label.text() for label in locked.page.way.findChildren(QLabel))
    assert "Take the printed recovery sheet from its safe place" in shown
    assert locked.page.way.back.isVisible()
    assert locked.page.way.back.hasFocus()
    locked.press(Qt.Key.Key_Escape)
    assert locked.page.edit.hasFocus()
    assert locked.page.edit.text() == "half typ"


def test_the_text_grows_and_shrinks_by_keys_and_buttons(locked, look):
    locked.press(Qt.Key.Key_Plus, CTRL)
    assert look.scale == 110
    locked.press(Qt.Key.Key_0, CTRL)
    assert look.scale == 100


LOOKS = [
    ("light", 100, (1366, 768)),
    ("dark", 100, (1024, 600)),
    ("contrast", 200, (1366, 768)),
    ("light", 200, (1024, 600)),
]


@pytest.mark.parametrize(("choice", "scale", "size"), LOOKS)
def test_every_way_in_holds_in_every_look(qapp, show, look, choice, scale, size):
    page = UnlockPage("Riverside Community Digital Skills Hub")
    fresh = NewPassphrasePage("Riverside Community Digital Skills Hub")

    def holds(shown):
        window = show(shown, *size)
        walks.put_on(qapp, window, look, choice, scale, size)
        assert (window.width(), window.height()) == size
        for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
            assert not walk(window), walk.__name__
        assert not walks.unreachable(window)

    page.say("That passphrase does not match. Check Caps Lock and try again, or use the sheet.")
    holds(page)
    page.show_recovery()
    holds(page)
    page.show_help()
    holds(page)
    fresh.say("Use 12 letters or more, or 4 words.")
    holds(fresh)


def test_a_hub_that_is_renamed_is_called_so_in_the_window_and_at_its_lock(locked):
    def words(widget):
        return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]

    locked.try_passphrase(PASSPHRASE)
    records = locked.window.desk.records
    change = {"name": "Hillside Hub"}
    records.do("change hub", lambda db, _now: change_hub(db, facts=change))
    locked.settle()
    assert "Hillside Hub" in words(locked.window)
    until(lambda: read_slots(locked.paths).name == "Hillside Hub")
    locked.window.lock()
    locked.settle()
    assert any("Hillside Hub" in text for text in words(locked.window))
    assert [copy.sequence for copy in read_copies(locked.paths)] == [2, 2]
    locked.try_passphrase(PASSPHRASE)  # the ways in are what they were
    assert locked.is_at_desk
    records.undo(records.look(last_to_undo).txn_id)
    until(lambda: read_slots(locked.paths).name == "Riverside Hub")


def test_a_rename_that_was_cut_short_reaches_the_lock_at_the_next_start(locked):
    write_slots(locked.paths, replace(read_slots(locked.paths), name="Old name"))
    locked.try_passphrase(PASSPHRASE)
    until(lambda: read_slots(locked.paths).name == "Riverside Hub")
    assert locked.is_at_desk
