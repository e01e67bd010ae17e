"""What an open desk watches beside the work: the room on the disk, the file, what opening said."""

from __future__ import annotations

from datetime import date
from threading import Thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow
from sqlalchemy import text as sql

from hubdesk.app.desk import OpenDesk
from hubdesk.errors.store import ClockWentBack, DiskFull, DiskTrouble, FileDamaged, KeyCopyMended
from hubdesk.store import places
from hubdesk.store.computer import read_choices
from hubdesk.store.database import Database
from hubdesk.store.days import read_days
from hubdesk.store.opening import Opened
from tests.conftest import TODAY
from tests.ui.alone import until


class Disk:
    """The room left, in megabytes, whatever the disk says."""

    def __init__(self, monkeypatch) -> None:
        self.megabytes = 5_000
        monkeypatch.setattr(
            places.shutil,
            "disk_usage",
            lambda _: type("Usage", (), {"free": self.megabytes * places.MB}),
        )


@pytest.fixture
def looked_over():
    """Nothing was looked at before: all that is due once a day is due here."""


@pytest.fixture
def disk(monkeypatch):
    return Disk(monkeypatch)


def banner(desk):
    shown = desk.shell.banner
    return shown.words() if shown.isVisible() else ""


def status(desk):
    return desk.shell.rail._status


def press(desk, words):
    next(b for b in desk.shell.banner.buttons() if b.text() == words).click()
    desk.settle()


# Room


def test_little_room_is_said_and_can_be_closed_and_work_goes_on(disk, at_desk, hub):
    disk.megabytes = 499
    at_desk.open.room.look()
    assert banner(at_desk) == "This computer is almost full. Delete files that nobody needs."
    assert hub.device()
    press(at_desk, "Close")
    at_desk.open.room.look()
    assert banner(at_desk) == ""
    assert status(at_desk).words == "Saved on this computer"


def test_too_little_room_saves_nothing_finds_everything_and_recovers(disk, at_desk, hub):
    samira = hub.person("Samira Haddad")
    disk.megabytes = 99
    at_desk.open.room.look()
    assert banner(at_desk).startswith("Not saved: this computer is full.")
    assert status(at_desk).words == "Not saved"
    assert status(at_desk).more == ("This computer is full.", "Free some space")
    assert status(at_desk).ink == "bad"
    with pytest.raises(DiskFull):
        hub.person("Kofi Mensah")
    at_desk.write("haddad")
    at_desk.press(Qt.Key.Key_Return)
    assert at_desk.state.card.id == samira
    press(at_desk, "Try again")
    assert banner(at_desk)
    disk.megabytes = 600
    press(at_desk, "Try again")
    assert banner(at_desk) == ""
    assert status(at_desk).words == "Saved on this computer"
    assert hub.person("Kofi Mensah")


def test_a_mark_that_finds_no_room_says_what_the_work_would_and_goes_with_it(
    disk, at_desk, monkeypatch
):
    """The mark follows a change by a second: the disk may have filled in between."""
    refused = []

    def full() -> None:
        refused.append(1)
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(at_desk.open.database, "keep_anchor", full)
        at_desk.open.safety._keep_mark()
        until(lambda: refused and banner(at_desk))
    assert banner(at_desk).startswith("Not saved: this computer is full.")
    assert status(at_desk).words == "Not saved"
    press(at_desk, "Try again")
    assert banner(at_desk) == ""
    assert status(at_desk).words == "Saved on this computer"


def test_a_duty_of_the_day_that_finds_no_room_says_so_once_and_no_longer_than_it_lasts(
    disk, at_desk
):
    disk.megabytes = 99
    rounds = at_desk.open.rounds
    rounds._check("drafts", rounds._forget_drafts, TODAY)
    until(lambda: status(at_desk).words == "Not saved")
    assert banner(at_desk).startswith("Not saved: this computer is full.")
    disk.megabytes = 600
    press(at_desk, "Try again")
    assert banner(at_desk) == ""


def test_a_mark_the_disk_refused_can_be_tried_again(disk, at_desk, monkeypatch):
    def worn_out() -> None:
        raise DiskTrouble

    with monkeypatch.context() as patch:
        patch.setattr(at_desk.open.database, "keep_anchor", worn_out)
        at_desk.open.safety._keep_mark()
        until(lambda: banner(at_desk))
    press(at_desk, "Try again")
    until(lambda: banner(at_desk) == "")


def test_a_change_refused_by_a_full_disk_is_said_on_every_page(disk, at_desk):
    """The disk may say there is room, and give none: a limit of its own, a card of a phone."""
    until(lambda: not at_desk.open.records.jobs.busy)  # what is due today may be kept after it
    database = at_desk.open.database

    def full(*_, **__):
        raise DiskFull

    doors = at_desk.open.records.doors
    changing, database.changing = database.changing, full
    with pytest.raises(DiskFull):
        doors.do("register person", lambda _db, _now: None)
    at_desk.settle()
    assert status(at_desk).words == "Not saved"
    database.changing = changing
    doors.do("register person", _add)
    at_desk.settle()
    assert status(at_desk).words == "Saved on this computer"


def test_a_change_of_before_that_is_told_late_says_nothing_of_the_one_refused(disk, at_desk):
    """Work beside the window is told of a moment later: the disk may have filled in between."""
    until(lambda: not at_desk.open.records.jobs.busy)
    doors = at_desk.open.records.doors
    beside = Thread(target=lambda: doors.do("register person", _add))
    beside.start()
    beside.join()
    at_desk.open.records.is_full()
    at_desk.settle()
    assert status(at_desk).words == "Not saved"


def _add(db, now):
    from hubdesk.operations.people import register_person

    return register_person(db, display_name="Ada Okafor", now=now)


# The file


def test_what_was_set_aside_long_ago_is_removed_and_that_is_said(at_desk, paths, clock):
    old = paths.home / "safety-aside-20260901-1.hubdesk"
    old.write_bytes(b"older")
    new = paths.home / "safety-aside-20261123-1.hubdesk"
    new.write_bytes(b"newer")
    clock.forward(days=1)
    at_desk.open.records.announcer.day_turned.emit()
    until(lambda: not old.exists())
    until(lambda: not read_days(paths.days).is_due("set aside", clock().date(), 1))
    said = "What was set aside on 1 September 2026 is removed. It was kept for 60 days."
    assert at_desk.open.notices.words("set aside") == said
    assert new.exists()


def test_every_page_is_read_at_the_first_start_of_a_day_and_once_a_week_twice(
    at_desk, clock, paths, monkeypatch
):
    until(lambda: not read_days(paths.days).is_due("whole check", TODAY, 7))
    read = []
    monkeypatch.setattr(Database, "check", lambda _self: read.append("quick"))
    monkeypatch.setattr(Database, "check_whole", lambda _self: read.append("whole"))

    def again():
        at_desk.open.rounds.begin()
        until(lambda: not at_desk.open.records.jobs.busy)

    again()
    assert read == []
    clock.forward(days=1)
    again()
    again()
    assert read == ["quick"]
    clock.forward(days=6)
    again()
    assert read == ["quick", "quick", "whole"]


def test_a_damaged_page_is_said_above_every_page_and_looked_for_again_next_time(
    at_desk, clock, paths, monkeypatch
):
    until(lambda: not at_desk.open.records.jobs.busy)

    def damaged(_self):
        raise FileDamaged("hub", "D-107")

    monkeypatch.setattr(Database, "check", damaged)
    clock.forward(days=1)
    at_desk.open.rounds.begin()
    until(lambda: "damaged" in banner(at_desk))
    assert banner(at_desk) == (
        "Part of the records file is damaged. Nothing was changed. "
        "Call your coordinator and read out: D-107."
    )
    assert not at_desk.shell.banner.buttons()
    at_desk.shell.go("people")
    at_desk.settle()
    assert banner(at_desk)
    assert read_days(paths.days).is_due("quick check", clock().date())


def test_days_kept_in_a_file_that_is_not_ours_mean_that_all_is_done_again(tmp_path):
    path = tmp_path / "days.json"
    for text in ("", "{", "[1]", '{"quick check": 3}', '{"quick check": "soon"}'):
        path.write_text(text)
        assert read_days(path).is_due("quick check", TODAY)
    days = read_days(path)
    days.done("quick check", TODAY)
    assert not read_days(path).is_due("quick check", TODAY)
    assert read_days(path).is_due("quick check", date(2026, 11, 25))
    assert read_days(path).is_due("quick check", date(2025, 1, 1)), "the clock was wrong then"


# What opening said


def test_what_opening_remarked_is_said_one_after_the_other_and_closed_when_read(
    paths, database, clock, qapp
):
    window = QMainWindow()
    went_back = ClockWentBack("24/11/2026 10:00", "01/01/2026 10:00")
    opened = Opened(database, True, False, went_back, (KeyCopyMended(was_damaged=True),))
    desk = OpenDesk(paths, opened, read_choices(paths.computer), window)
    window.setCentralWidget(desk.window)
    window.show()
    shell = desk.window.shell
    assert shell.banner.words().startswith("One of the two copies of the lock was damaged.")
    shell.banner.buttons()[-1].click()
    assert shell.banner.words().startswith("This computer's clock went back")
    shell.banner.buttons()[-1].click()
    assert shell.banner.isHidden()
    desk.rounds.begin()
    assert not read_days(paths.days).is_due("quick check", TODAY), "opening has read every page"
    until(lambda: not desk.records.jobs.busy)
    desk.stop()
    window.close()
    window.deleteLater()


# Half-finished work


def test_a_clock_that_goes_back_while_the_desk_is_open_is_told_until_it_is_right(
    at_desk, hub, clock
):
    hub.person("Samira Haddad")
    banner = at_desk.shell.banner
    for days, told in ((-2, True), (1, True), (1, False)):
        clock.forward(days=days)
        at_desk.open.records._watch_day()
        at_desk.settle()
        said = banner.words().startswith("This computer's clock went back: it says")
        assert said is told, (days, banner.words())


def test_once_a_day_what_was_used_up_a_month_ago_is_cleared_away(at_desk, hub, clock):
    at_desk.shell.go("new-person")
    at_desk.settle()
    page = at_desk.shell.page
    page.form.name.setText("Ada Oka")
    page.form.contact.setText("0121 496 0733")
    page.form.privacy.setChecked(True)
    page.save()
    (ada,) = hub.look(lambda db: db.execute(sql("SELECT id FROM person")).scalars().all())
    kept = sql("SELECT for_whom, is_done FROM draft")
    assert hub.look(lambda db: db.execute(kept).all()) == [(ada, 1)]
    clock.forward(days=29)
    at_desk.open.rounds.begin()
    until(lambda: not at_desk.open.records.jobs.busy)
    assert hub.look(lambda db: db.execute(kept).all()) == [(ada, 1)]
    clock.forward(days=2)
    at_desk.open.rounds.begin()
    until(lambda: not at_desk.open.records.jobs.busy)
    assert hub.look(lambda db: db.execute(kept).all()) == []
