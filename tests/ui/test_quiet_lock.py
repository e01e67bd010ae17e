"""The quiet lock and the closed one: who comes back, how fast, and what nobody may see."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt

from hubdesk.app import ways_in
from hubdesk.app.bundles import keys_of
from hubdesk.app.making import make_hub
from hubdesk.errors.store import NoSecretStore, RecoveryNotProved
from hubdesk.models import Watched
from hubdesk.operations.hub import change_setting
from hubdesk.operations.people import register_person
from hubdesk.operations.pins import give_badge, set_pin
from hubdesk.operations.staff import add_staff, put_away_staff
from hubdesk.operations.stock import add_device
from hubdesk.paths import Paths
from hubdesk.queries.access import access_window
from hubdesk.queries.hub import kind_called
from hubdesk.queries.lock import founder_id, lock_people
from hubdesk.store.keys import KeySlots, read_slots, write_slots
from hubdesk.store.opening import close_hub
from hubdesk.store.pins import hash_pin
from hubdesk.store.tries import PINS_UNTIL_PASSPHRASE
from hubdesk.ui.sleep import SleepWatch
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.alone import until
from tests.ui.before_lock import ENTER, Locked, everything_said
from tests.ui.secret_store import FileStore

BEN_PIN, AMIRA_PIN, BADGE = "274951", "830264", "STAFFCARD0042"
PERSON, TAG = "Zofia Wrzesniewska", "HD-0001"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """Amira who set the hub up, Ben and Cleo; Ben has a badge. One person, one device."""
    paths = Paths(tmp_path_factory.mktemp("staffed") / "hub")
    made = make_hub(
        paths, name="Riverside Hub", manager="Amira Khan", passphrase=PASSPHRASE, cost=CHEAP
    )
    with made.database.changing("set up hub") as db:
        ben = add_staff(db, name="Ben Okoro", roles=("front desk",))
        add_staff(db, name="Cleo Brown", roles=("volunteer",))
        set_pin(db, account_id=ben.id, pin_hash=hash_pin(BEN_PIN, CHEAP))
        set_pin(db, account_id=made.database.actor.id, pin_hash=hash_pin(AMIRA_PIN, CHEAP))
        give_badge(db, account_id=ben.id, code=BADGE)
        now = made.database.clock()
        register_person(db, display_name=PERSON, now=now)
        kind = kind_called(db, "Laptop")
        assert kind is not None
        add_device(db, kind_id=kind.id, make="Lenovo", model="ThinkPad L390", now=now)
    close_hub(paths, made.database)
    return paths


@pytest.fixture
def locked(staffed, tmp_path, monkeypatch):
    monkeypatch.setattr(ways_in, "calibrated_cost", lambda: CHEAP)
    shutil.copytree(staffed.home, tmp_path / "hub")
    shown = Locked(Paths(tmp_path / "hub"))
    shown.try_passphrase(PASSPHRASE)
    assert shown.is_at_desk
    shown.press(Qt.Key.Key_L, CTRL)
    yield shown
    shown.close()


def acting(locked: Locked) -> str:
    return str(locked.window.desk.records.at_desk.acting.name)


def looks(locked: Locked) -> list[tuple[str, int, str]]:
    rows = locked.window.desk.records.look(access_window)
    return [(row.what, row.times, row.who) for row in rows]


# Coming back


def test_the_first_letters_enter_and_a_pin_bring_somebody_back_in_seconds(locked):
    assert [tile.who.name for tile in locked.page.who.tiles] == [
        "Amira Khan", "Ben Okoro", "Cleo Brown",
    ]  # fmt: skip
    began = time.monotonic()
    locked.come_in("be", BEN_PIN)
    assert time.monotonic() - began < 5
    assert locked.is_at_desk
    assert acting(locked) == "Ben Okoro"


def test_letters_of_a_surname_or_without_accents_find_a_name_and_others_say_so(locked):
    locked.write("kh")
    assert locked.page.who.button.text() == "Go on as Amira Khan"
    locked.write("zz")
    locked.press(ENTER)
    assert locked.said == "Nobody here begins with those letters. Type others."
    locked.press(Qt.Key.Key_Escape)


def test_arrows_choose_among_those_who_fit(locked):
    locked.press(Qt.Key.Key_Down)
    locked.press(ENTER)
    assert locked.page.pin.who.name == "Ben Okoro"
    locked.press(Qt.Key.Key_Escape)
    assert locked.page.who.edit.hasFocus()


def test_a_wrong_pin_is_said_with_the_tries_that_are_left(locked):
    locked.come_in("ben", "111222")
    assert locked.said == "That PIN does not match Ben Okoro's. 4 tries left."
    locked.come_in("", "111223")
    assert locked.said == "That PIN does not match Ben Okoro's. 3 tries left."
    assert locked.page.pin.edit.text() == ""
    locked.come_in("", BEN_PIN)
    assert acting(locked) == "Ben Okoro"
    assert looks(locked)[0] == (Watched.WRONG_LOCK.value, 2, "Ben Okoro")


def test_five_wrong_pins_close_the_records_and_only_the_passphrase_opens_them(locked):
    for guess in range(5):
        locked.come_in("ben" if not guess else "", f"11122{guess}")
    assert locked.window.desk is None
    assert locked.page.why.text() == "Too many wrong PINs. The records are closed."
    assert locked.said == "Too many tries. Wait 30 seconds."
    assert locked.page.way is locked.page.passphrase
    locked.wait_out()
    locked.try_passphrase(PASSPHRASE)
    assert acting(locked) == "Amira Khan"
    assert looks(locked)[0][:2] == (Watched.WRONG_LOCK.value, 5)


@pytest.mark.parametrize("by_badge", [False, True])
def test_a_right_pin_of_their_own_gives_nobody_more_guesses_at_somebody_elses(locked, by_badge):
    for guess in range(4):
        locked.come_in("amira" if not guess else "", f"11122{guess}")
    locked.step_back()
    locked.come_in("ben", BEN_PIN)
    locked.press(Qt.Key.Key_L, CTRL)
    locked.come_in("ben", "111222")
    assert locked.said == "That PIN does not match Ben Okoro's. 4 tries left."
    locked.step_back()
    if by_badge:
        with locked.window.desk.database.changing("give badge") as db:
            give_badge(db, account_id=founder_id(db), code="STAFFCARD0001")
        locked.scan("STAFFCARD0001")
    locked.come_in("" if by_badge else "amira", "111229")
    assert locked.page.why.text() == "Too many wrong PINs. The records are closed."
    locked.window.close()
    again = Locked(locked.paths)
    assert again.page.waiting.left > 0  # the waiting holds over a new start
    again.close()


def test_who_guesses_at_a_closed_lock_waits_though_their_own_pin_opens_it(locked, store):
    ben_opens_closed(locked)
    locked.come_in("", BEN_PIN)
    records = locked.window.desk.records
    records.act_as(records.look(founder_id))
    records.at_desk.prove()
    records.ways.new_pin(records.at_desk.acting.id, AMIRA_PIN, opens=True, present=AMIRA_PIN)
    locked.window.locking.close()
    for guess in range(4):
        locked.come_in("", f"11{guess}229")
    locked.come_in("", BEN_PIN)
    locked.press(Qt.Key.Key_L, CTRL)
    locked.come_in("amira", "111229")  # the founder has no name in the slots, and is the same
    assert locked.said == "Too many tries. Wait 30 seconds."


def test_somebody_without_a_pin_is_asked_for_a_passphrase(locked):
    locked.write("cleo")
    locked.press(ENTER)
    assert locked.page.passphrase.label.text() == "Passphrase of Cleo Brown"
    locked.try_passphrase(PASSPHRASE)
    assert acting(locked) == "Amira Khan"  # whose passphrase it is


def test_a_badge_says_who_is_here_and_any_other_scan_waits(locked):
    locked.scan("HDD00000142Y")
    assert locked.said == "Unlock first, then scan again."
    locked.scan(BADGE)
    assert locked.page.pin.who.name == "Ben Okoro"
    locked.come_in("", BEN_PIN)
    assert acting(locked) == "Ben Okoro"


def test_who_left_is_not_among_the_tiles_and_their_badge_is_no_badge(locked):
    locked.come_in("amira", AMIRA_PIN)
    records = locked.window.desk.records
    ben = records.look(lambda db: [r for r in lock_people(db) if r.name == "Ben Okoro"])[0]
    with records.database.changing("put away staff") as db:
        put_away_staff(db, account_id=ben.id, by=records.at_desk.acting.id)
    locked.press(Qt.Key.Key_L, CTRL)
    assert [tile.who.name for tile in locked.page.who.tiles] == ["Amira Khan", "Cleo Brown"]
    locked.scan(BADGE)
    assert locked.said == "Unlock first, then scan again."


# What nobody may see


def test_no_word_about_anybody_stands_anywhere_on_a_locked_screen(locked):
    locked.come_in("amira", AMIRA_PIN)
    main = locked.window.desk.window
    main.shell.go("people")
    locked.settle()
    main.shell.go("desk")
    locked.write("zofia")
    locked.press(ENTER)
    locked.write(TAG)
    locked.press(ENTER)
    open_ = everything_said(locked.window)
    assert "Zofia" in open_
    assert TAG in open_
    locked.press(Qt.Key.Key_L, CTRL)
    shut = everything_said(locked.window)
    assert "Amira Khan" in shut  # who works here may stand there
    for word in ("Zofia", "Wrzesniewska", TAG, "ThinkPad"):
        assert word not in shut
    assert locked.window.windowTitle() == "HubDesk"
    assert locked.page.why.text() == "HubDesk is locked. 1 lend not finished"


@pytest.mark.parametrize("how", ["quiet", "closed"])
def test_a_half_finished_list_is_there_again(locked, how):
    locked.come_in("amira", AMIRA_PIN)
    locked.write("zofia")
    locked.press(ENTER)
    locked.write(TAG)
    locked.press(ENTER)
    if how == "quiet":
        locked.press(Qt.Key.Key_L, CTRL)
        locked.come_in("ben", BEN_PIN)
    else:
        locked.window.locking.close()
        assert locked.page.why.text() == "HubDesk is locked. 1 lend not finished"
        locked.try_passphrase(PASSPHRASE)
    assert locked.is_at_desk
    assert locked.window.desk.window.unfinished() == 1


# Closing


def test_the_records_close_after_the_hours_the_hub_chose(locked):
    desk = locked.window.desk
    assert desk._closing.isActive()
    assert desk._closing.interval() == 50 * 60_000  # 10 minutes of the 60 are gone
    desk.records.do(
        "change setting",
        lambda db, _now: change_setting(db, key="lock.closed_minutes", value=20),
    )
    assert desk._closing.interval() == 10 * 60_000
    desk._closing.timeout.emit()
    locked.settle()
    assert locked.window.desk is None
    assert locked.page.way is locked.page.passphrase


def test_closed_records_have_no_open_file_and_their_key_is_overwritten(locked):
    database = locked.window.desk.database
    assert any(database._key)
    locked.window.locking.close()
    assert not any(database._key)
    held = Path("/proc/self/fd")
    if held.exists():
        files = {os.path.realpath(fd) for fd in held.iterdir()}
        assert os.fspath(locked.paths.database) not in files


def test_a_computer_that_slept_closes_the_records(locked):
    locked.come_in("ben", BEN_PIN)
    assert locked.window._sleep is not None
    locked.window._sleep.prepare(True)  # as login1 says it on the bus
    assert locked.window.desk is None


def test_a_clock_that_jumped_tells_of_a_sleep_and_a_busy_moment_does_not():
    now, slept = [1_000.0], []
    watch = SleepWatch(clock=lambda: now[0])
    watch.slept.connect(lambda: slept.append(now[0]))
    for step, told in ((5, 0), (40, 0), (-3_600, 0), (61, 1), (5, 1)):
        now[0] += step
        watch.look()
        assert len(slept) == told
    assert watch.metaObject().indexOfSlot("prepare(bool)") >= 0  # what the bus calls
    watch.deleteLater()


def test_a_new_start_goes_on_waiting(locked):
    for _ in range(5):
        locked.page.show_passphrase()
        locked.try_passphrase("not the right one")
    assert locked.said.startswith("Too many tries.")
    locked.window.close()
    again = Locked(locked.paths)
    assert again.said.startswith("Too many tries. Wait ")
    assert not again.page.way.button.isEnabled()
    again.close()


# A PIN at a closed lock


@pytest.fixture
def store(tmp_path):
    before = keyring.get_keyring()
    keyring.set_keyring(FileStore(tmp_path / "store"))
    yield tmp_path / "store"
    keyring.set_keyring(before)


def proved(paths: Paths) -> KeySlots:
    from dataclasses import replace

    slots = read_slots(paths)
    fresh = replace(slots, recovery_proved=True, sequence=slots.sequence + 1)
    write_slots(paths, fresh)
    return fresh


def ben_opens_closed(locked: Locked) -> str:
    """Ben's PIN opens closed records from now on; the records are closed. His account."""
    records = locked.window.desk.records
    ben = records.look(lambda db: [r for r in lock_people(db) if r.name == "Ben Okoro"])[0]
    proved(locked.paths)
    records.at_desk.prove()
    records.ways.new_pin(ben.id, BEN_PIN, opens=True)
    locked.window.locking.close()
    return ben.id


def test_where_the_computer_keeps_a_secret_a_pin_opens_closed_records(locked, store):
    ben_opens_closed(locked)
    assert locked.page.way is locked.page.pin
    locked.come_in("", "111222")
    assert locked.said == "That PIN does not match. 4 tries left."
    locked.come_in("", BEN_PIN)
    assert acting(locked) == "Ben Okoro"


def test_a_lost_store_leaves_the_passphrase_and_the_sheet(locked, store):
    ben_opens_closed(locked)
    shutil.rmtree(store)
    locked.come_in("", BEN_PIN)
    assert locked.said == (
        "This computer has no safe place for a PIN. Use the passphrase to open closed records."
    )
    assert locked.window.locking.tries.wrong == 0  # nobody guessed
    locked.page.show_passphrase()
    locked.try_passphrase(PASSPHRASE)
    assert locked.is_at_desk


def test_ten_wrong_pins_at_a_closed_lock_leave_the_passphrase_alone(locked, store):
    ben_opens_closed(locked)
    for guess in range(PINS_UNTIL_PASSPHRASE):
        locked.wait_out()
        locked.come_in("", f"11{guess}229")
    assert locked.page.way is locked.page.passphrase
    locked.window.close()
    again = Locked(locked.paths)
    assert again.page.way is again.page.passphrase
    assert not hasattr(again.page, "pin")
    again.close()


def test_a_pin_two_people_have_opens_the_tiles_and_no_desk(locked, store):
    records = locked.window.desk.records
    proved(locked.paths)
    records.at_desk.prove()
    for row in records.look(lock_people)[:2]:
        records.ways.new_pin(row.id, BEN_PIN, opens=True, present=AMIRA_PIN)
    locked.window.locking.close()
    locked.come_in("", BEN_PIN)
    assert not locked.is_at_desk
    assert locked.page.why.text() == "Two people have this PIN. Say who you are."
    locked.come_in("ben", BEN_PIN)
    assert acting(locked) == "Ben Okoro"


def test_no_pin_opens_records_without_a_store_or_before_the_sheet_is_proved(locked, store):
    ways = locked.window.desk.records.ways
    locked.window.desk.records.at_desk.prove()
    with pytest.raises(RecoveryNotProved):
        ways.new_pin("somebody", BEN_PIN, opens=True)
    proved(locked.paths)
    keyring.set_keyring(keyring.backends.fail.Keyring())
    assert not ways.can_keep_secret()
    with pytest.raises(NoSecretStore):
        ways.new_pin("somebody", BEN_PIN, opens=True)
    assert not read_slots(locked.paths).of("pin")


def test_another_pin_takes_the_old_one_off_the_closed_lock(locked, store):
    ben = ben_opens_closed(locked)
    locked.come_in("", BEN_PIN)
    ways = locked.window.desk.records.ways
    assert ways.ways_of(ben) == {"pin"}
    ways.new_pin(ben, "902746", opens=False, present=BEN_PIN)
    assert ways.ways_of(ben) == frozenset()
    assert not read_slots(locked.paths).of("pin")


def test_a_manager_elsewhere_comes_in_as_the_manager_and_it_is_written_down(locked):
    locked.come_in("amira", AMIRA_PIN)
    records = locked.window.desk.records
    records.at_desk.prove()
    records.ways.give_manager("trustees keep this one safe")
    locked.window.locking.close()
    locked.try_passphrase("trustees keep this one safe")
    assert acting(locked) == "Amira Khan"
    assert looks(locked)[0][0] == Watched.MANAGER.value


# A new key


def test_a_new_key_keeps_everybody_who_stays_and_leads_to_a_new_sheet(locked):
    locked.come_in("amira", AMIRA_PIN)
    desk = locked.window.desk
    before = desk.database.data_key
    desk.records.at_desk.prove()
    ben = desk.records.look(lambda db: [r for r in lock_people(db) if r.name == "Ben Okoro"])[0]
    desk.records.ways.give_passphrase(ben.id, "ben likes long walks home")
    signed_with = keys_of(desk.database).public
    desk.key_change_asked.emit()
    assert locked.window.desk is None  # nobody works while it is done
    assert locked.page.why.text().startswith("The records get a new key: 0% done.")
    assert "Zofia" not in everything_said(locked.window)
    until(lambda: locked.is_at_desk)
    locked.settle()
    fresh = locked.window.desk
    assert fresh.database.data_key != before
    assert acting(locked) == "Amira Khan"
    assert fresh.window.shell.current == "recovery-sheet"
    said = fresh.window.shell.strip.words()
    assert said.startswith("The records have a new key. Print the new recovery sheet now.")
    assert "give the new signing key" in said
    assert signed_with not in keys_of(fresh.database).publics, "what was copied still signs"
    assert not read_slots(locked.paths).of("recovery")
    locked.press(Qt.Key.Key_L, CTRL)
    locked.come_in("ben", BEN_PIN)
    assert acting(locked) == "Ben Okoro"
    locked.window.locking.close()
    locked.try_passphrase("ben likes long walks home")
    assert acting(locked) == "Ben Okoro"


def test_a_change_of_key_that_fails_says_so_and_all_is_as_before(locked, monkeypatch):
    from hubdesk.errors.store import DiskFull
    from hubdesk.store import key_change

    locked.come_in("amira", AMIRA_PIN)

    def full(*_):
        raise DiskFull

    monkeypatch.setattr(key_change, "_write_next", full)
    locked.window.desk.key_change_asked.emit()
    until(lambda: locked.said)
    assert locked.said.startswith("The key was not changed. This computer is full")
    assert read_slots(locked.paths).of("recovery")
    locked.try_passphrase(PASSPHRASE)
    assert locked.is_at_desk
