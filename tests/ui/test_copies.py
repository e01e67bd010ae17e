"""Copies as people meet them: on closing, in the settings, in Today and the status line."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from hubdesk.app import backing_up
from hubdesk.app.starting import Window
from hubdesk.errors.copies import NoRoomForCopy, PlaceIsHome
from hubdesk.errors.rights import NotAllowed
from hubdesk.models import Parcel
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.opening_hours import set_week
from hubdesk.queries.opening_hours import DayHours, Week
from hubdesk.queries.what_leaves import BACKUP, MONTH_REPORT
from hubdesk.store.backup import check_copy
from hubdesk.store.computer import read_choices
from hubdesk.store.copies import copies_in
from hubdesk.store.database import Actor
from hubdesk.store.erased import list_in, read_erased
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import Opened, slots_of
from hubdesk.store.second_place import folder_in
from tests.conftest import PASSPHRASE, opened
from tests.ui.alone import until


@pytest.fixture
def copies(at_desk):
    return at_desk.open.copies


def still(copies):
    until(lambda: not copies.state().busy and not copies._jobs.busy)


def card(at_desk, number):
    at_desk.shell.go("settings", group="copies")
    at_desk.settle()
    return at_desk.shell.page.cards["copies"][number]


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


# When a copy is made


def test_a_copy_is_made_on_closing_once_a_day_and_only_when_something_changed(
    copies, hub, clock, paths
):
    assert copies.is_due_on_closing(), "setting the hub up is in no copy"
    copies.make()
    still(copies)
    hub.person("Samira Haddad")
    assert not copies.is_due_on_closing(), "today's is made; the safety copy has the rest"
    clock.forward(days=1)
    assert copies.is_due_on_closing()
    copies.make()
    still(copies)
    clock.forward(days=1)
    assert not copies.is_due_on_closing(), "nothing changed since"
    assert len(copies_in(paths.copies)) == 2


def test_a_desk_that_never_closes_is_copied_when_nobody_is_at_it(copies, hub, clock, paths):
    copies.idle()
    still(copies)
    assert copies_in(paths.copies) == [], "today's work is in the safety copy"
    clock.forward(days=1, hours=1)
    copies.idle()
    still(copies)
    assert len(copies_in(paths.copies)) == 1


def test_only_the_work_since_the_last_copy_but_one_stays_in_the_safety_copy(
    copies, hub, clock, database
):
    for number in range(3):
        hub.person(f"Person {number}")
        copies.make()
        still(copies)
        clock.forward(days=1)
    newest = copies.copies()
    assert database.tail.begin.seq == newest[1].manifest.facts.streams[0].seq


# What is said


def test_no_copy_for_8_days_is_said_in_the_status_line_and_today_and_nowhere_else(
    at_desk, copies, hub, clock
):
    def status():
        return at_desk.shell.rail._status

    hub.person("Samira Haddad")
    clock.forward(days=5)
    at_desk.open.records.announcer.day_turned.emit()
    at_desk.settle()
    assert status().words == "Saved on this computer"
    clock.forward(days=3)
    at_desk.open.records.announcer.day_turned.emit()
    at_desk.settle()
    assert status().words == "Saved here"
    assert status().more == ("No copy for 8 days",)
    assert status().ink == "warn"
    said = words(at_desk.open.window.desk_page.today)
    assert "No copy for 8 days. Make a copy now, or close HubDesk in the evening." in said
    assert "No copy" not in at_desk.shell.banner.words()
    copies.make()
    still(copies)
    at_desk.settle()
    assert status().more == ("No copy elsewhere",)
    assert "No copy for" not in words(at_desk.open.window.desk_page.today)


def test_nobody_chose_a_second_place_and_people_are_in_the_records(
    at_desk, copies, hub, clock, stick
):
    copies.make()
    still(copies)
    clock.forward(days=30)
    copies.look_again()
    assert copies.state().reminder == "", "nobody would be lost"
    hub.person("Samira Haddad")
    copies.make()
    still(copies)
    assert copies.state().said == (
        "No copy elsewhere. If this computer is lost, so is everything. Choose a stick in"
        " the settings."
    )
    copies.choose_place(str(stick))
    still(copies)
    assert copies.state().reminder == ""


def test_a_copy_that_was_sent_this_week_lies_elsewhere_too(at_desk, copies, hub, clock):
    """Else the line says No copy elsewhere beside Everything has been sent."""
    hub.person("Samira Haddad")
    copies.make()
    still(copies)
    clock.forward(days=30)
    copies.make()
    still(copies)
    assert copies.state().reminder == "No copy elsewhere"
    for what, reminder in ((MONTH_REPORT, "No copy elsewhere"), (BACKUP, "")):
        sent = Parcel(what=what, sealed_at=clock(), sent_at=clock())
        hub.do("seal parcel", lambda db, _now, sent=sent: db.add(sent))
        copies.sent_meanwhile(clock())
        assert copies.state().reminder == reminder
        clock.forward(days=1)
    clock.forward(days=7)
    copies.make()
    still(copies)
    assert copies.state().reminder == "No copy elsewhere", "what was done since is in none"


def test_a_stick_that_was_left_at_home_is_missed_on_the_next_working_day(copies, hub, clock, stick):
    copies.choose_place(str(stick))
    still(copies)
    clock.forward(days=3)  # from Tuesday to Friday
    days = tuple(DayHours(is_open=day < 5) for day in range(7))
    hub.do("change setting", lambda db, _now: set_week(db, week=Week(days)))
    hub.person("Samira Haddad")
    stick.rename(stick.with_name("at home"))
    for passed, said in ((0, 0), (1, 0), (1, 0), (1, 3)):  # a weekend, and Monday
        clock.forward(days=passed)
        copies.look_again()
        assert copies.state().place_late_days == said
    stick.with_name("at home").rename(stick)
    copies.look_again()
    assert copies.state().place_late_days == 0, "it is carried within the hour"


def test_a_full_disk_comes_before_an_old_copy_in_the_status_line(at_desk, hub, clock):
    hub.person("Samira Haddad")
    clock.forward(days=9)
    at_desk.open.records.announcer.day_turned.emit()
    at_desk.open.room._become("full")
    assert at_desk.shell.rail._status.words == "Not saved"
    at_desk.open.room._become("enough")
    assert at_desk.shell.rail._status.more == ("No copy for 9 days",)


def test_the_status_line_leads_to_the_copies_while_it_speaks_of_them(at_desk, hub, clock, copies):
    hub.person("Samira Haddad")
    clock.forward(days=9)
    copies.look_again()
    at_desk.shell.rail.status_asked.emit()
    at_desk.settle()
    assert at_desk.shell.current == "settings"
    assert at_desk.shell.page.group == "copies"
    copies.make()
    still(copies)
    at_desk.open._saving.put("copies", None)
    at_desk.shell.rail.status_asked.emit()
    assert at_desk.shell.current == "sending"


# Settings


def test_a_copy_is_made_from_the_settings_and_shown(at_desk, hub, paths):
    shown = card(at_desk, 0)
    assert "There is no copy yet." in words(shown)
    assert not shown.back_button.isEnabled()
    hub.lend(hub.person("Samira Haddad"), hub.device())
    shown.make_button.click()
    still(at_desk.open.copies)
    at_desk.settle()
    assert "Tue 24 Nov, 10:42am" in words(shown)
    assert "1 person, 1 device, 1 out on loan" in words(shown)
    assert shown.back_button.isEnabled()


def test_a_volunteer_makes_a_copy_and_asks_a_manager_for_the_rest(at_desk, copies, hub, database):
    copies.make()
    still(copies)
    shown, place = card(at_desk, 0), card(at_desk, 1)
    database.actor = Actor("somebody", "volunteer")
    at_desk.open.records.announcer.acting.emit()
    assert shown.make_button.isEnabled()
    assert not shown.back_button.isEnabled()
    assert shown.back_button.toolTip() == "Ask a manager to bring a copy back."
    assert not place.choose_button.isEnabled()
    with pytest.raises(NotAllowed):
        copies.choose_place("/media/stick")
    with pytest.raises(NotAllowed):
        copies.bring_back(copies.copies()[0].path)


def test_a_copy_without_room_is_said_and_the_older_ones_stay(
    at_desk, copies, hub, clock, monkeypatch
):
    copies.make()
    still(copies)

    def full(*_, **__):
        raise NoRoomForCopy(120)

    monkeypatch.setattr(backing_up, "make_copy", full)
    clock.forward(days=1)
    shown = card(at_desk, 0)
    shown.make_button.click()
    still(copies)
    at_desk.settle()
    assert shown.problem.words().startswith("There is no room for a new copy: it needs 120 MB.")
    assert len(copies.copies()) == 1


# The second place


@pytest.fixture
def stick(tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


def test_the_newest_copy_and_the_safety_copy_go_to_the_stick_and_read_back(
    at_desk, copies, hub, paths, stick, clock, database
):
    hub.person("Samira Haddad")
    card(at_desk, 1).choose(str(stick))
    still(copies)
    folder = folder_in(stick, read_slots(paths).hub)
    [there] = copies_in(folder)
    check_copy(there, database.data_key)
    [tail] = folder.glob("safety-*.hubdesk")
    assert tail.read_bytes() == paths.tail.read_bytes()
    hub.person("Kofi Mensah")
    clock.forward(hours=1)
    copies.carry()
    still(copies)
    assert tail.read_bytes() == paths.tail.read_bytes()
    state = copies.state()
    assert (state.is_place_there, state.place_late_days) == (True, 0)
    assert "It is there. Last copied Tue 24 Nov, 11:42am." in words(card(at_desk, 1))


def test_a_stick_that_is_not_there_is_a_reminder_in_words(
    at_desk, copies, hub, stick, clock, paths
):
    copies.choose_place(str(stick))
    still(copies)
    shutil.rmtree(stick)
    hub.person("Kofi Mensah")
    copies.carry()
    clock.forward(days=8)
    copies.make()
    still(copies)
    at_desk.settle()
    assert at_desk.shell.rail._status.more == ("No copy on the stick for 8 days",)
    assert copies.state().problem == ""
    assert "It is not plugged in." in words(card(at_desk, 1))
    at_desk.shell.go("desk")
    at_desk.settle()
    said = words(at_desk.open.window.desk_page.today)
    assert "No copy on the stick for 8 days. Plug the stick in" in said
    stick.mkdir()
    copies.look_again()
    copies.carry()
    still(copies)
    assert copies.state().reminder == ""
    assert at_desk.shell.rail._status.words == "Saved on this computer"


def test_an_erasure_reaches_the_list_on_the_stick_at_once(copies, hub, stick, paths):
    who = hub.person("Samira Haddad")
    copies.choose_place(str(stick))
    still(copies)
    hub.do(
        "erase person",
        lambda db, now: erase_person(
            db, person_id=who, typed_name="Samira Haddad", ground="asked", now=now
        ),
    )
    hub_id = read_slots(paths).hub
    there = list_in(folder_in(stick, hub_id), hub_id)
    until(lambda: len(read_erased(there)) == 1)
    still(copies)
    assert len(read_erased(list_in(paths.copies, hub_id))) == 1


def test_an_empty_folder_where_the_stick_was_is_not_the_stick(copies, hub, stick, paths):
    copies.choose_place(str(stick))
    still(copies)
    from dataclasses import replace

    copies._known = replace(copies._known, is_other_disk=True)  # as a real stick would be
    assert not copies._is_there()


def test_the_folder_of_the_records_is_no_second_place(copies, paths):
    with pytest.raises(PlaceIsHome):
        copies.choose_place(str(paths.home))


def test_what_reads_back_otherwise_is_said_and_not_kept(copies, hub, stick, monkeypatch, paths):
    from hubdesk.store import second_place

    monkeypatch.setattr(second_place, "_read_back", lambda *_: "something else")
    copies.choose_place(str(stick))
    still(copies)
    assert "reads back as something else" in copies.state().problem
    assert copies_in(folder_in(stick, read_slots(paths).hub)) == []
    assert not list(stick.rglob("*.part"))


# Trying a copy


def test_the_newest_copy_is_tried_each_week_and_the_result_is_shown(
    at_desk, copies, hub, clock, paths
):
    hub.lend(hub.person("Samira Haddad"), hub.device())
    copies.make()
    still(copies)
    hub.person("Kofi Mensah")
    copies.idle()
    still(copies)
    tried = copies.state().tried
    assert tried.fault == ""
    assert tried.rows > 20
    assert f"Copy tried on Tue 24 Nov: {tried.rows} rows, all the same." in words(card(at_desk, 2))
    assert not (paths.copies / "trying").exists()
    clock.forward(days=6)
    assert not copies._is_trial_due()
    clock.forward(days=1)
    assert copies._is_trial_due()


def test_a_folder_that_stays_after_a_trial_is_said_above_every_page_until_it_is_gone(
    at_desk, paths, monkeypatch
):
    paths.trying.mkdir(parents=True)
    (paths.trying / "hub.hubdesk").write_bytes(b"sealed")
    at_desk.open.rounds._is_first = True  # as at a start
    with monkeypatch.context() as held:
        held.setattr(Path, "unlink", _held)
        at_desk.open.rounds.begin()
        until(lambda: bool(at_desk.open.notices.words("scratch")))
    assert str(paths.trying) in at_desk.open.notices.words("scratch")
    at_desk.open.rounds._is_first = True
    at_desk.open.rounds.begin()
    until(lambda: not at_desk.open.notices.words("scratch"))
    assert not paths.trying.exists()


_unlink = Path.unlink


def _held(path: Path, missing_ok: bool = False) -> None:
    """Only what lies in the folder is held: other work of the desk goes on beside."""
    if "trying" in path.parts:
        raise PermissionError(13, f"{path} is held")
    _unlink(path, missing_ok=missing_ok)


def test_a_copy_that_is_not_right_is_said_in_red_with_what_to_do(
    at_desk, copies, hub, clock, database
):
    copies.make()
    still(copies)
    content = bytearray(copies.copies()[0].path.read_bytes())
    content[20_000] ^= 1
    copies.copies()[0].path.write_bytes(content)
    copies.try_newest()
    still(copies)
    at_desk.settle()
    shown = card(at_desk, 2)
    assert "was not right. Make a new copy now." in words(shown)
    assert shown.words.property("c") == "bad"
    assert "C-201" in copies.state().problem
    status = at_desk.shell.rail._status
    assert (status.more, status.ink) == (("The newest copy is not right",), "bad")
    at_desk.shell.go("desk")
    at_desk.settle()
    said = words(at_desk.open.window.desk_page.today)
    assert "The newest copy is not right. Make a new copy now." in said
    clock.forward(hours=1)
    copies.make()
    still(copies)
    assert copies.state().reminder == "", "the new one was read back whole"
    copies.idle()
    still(copies)
    assert copies.state().tried.fault == "", "and it is tried at once"


# Closing


@pytest.fixture
def window(paths, clock, qapp):
    window = Window(paths, read_choices(paths.computer))
    window.copies_on_closing = True
    window.show_records(Opened(opened(paths, clock), False, False, None))
    window.show()
    QTest.qWaitForWindowExposed(window)
    yield window
    window.copies_on_closing = False
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_closing_makes_a_copy_with_a_calm_line_and_closes_by_itself(window, paths):
    window.close()
    assert window.isVisible()
    page = window._closing.page
    assert page.isVisible()
    assert page.why.text() == "Making a copy…"
    until(lambda: not window.isVisible())
    [copy] = copies_in(paths.copies)
    check_copy(copy, open_with_passphrase(slots_of(paths), PASSPHRASE))
    assert not (paths.home / "open.mark").exists()


def copying_for_ever(*_, halt, **__):
    while True:
        halt.check()
        time.sleep(0.01)


def test_whoever_does_not_wait_closes_without_a_copy(window, paths, monkeypatch):
    monkeypatch.setattr(backing_up, "make_copy", copying_for_ever)
    window.close()
    window._closing.page.skip_button.click()
    until(lambda: not window.isVisible())
    assert copies_in(paths.copies) == []
    assert not (paths.home / "open.mark").exists()


def test_a_copy_that_cannot_be_made_says_why_before_it_closes(window, paths, monkeypatch):
    def full(*_, **__):
        raise NoRoomForCopy(120)

    monkeypatch.setattr(backing_up, "make_copy", full)
    window.close()
    page = window._closing.page
    until(lambda: page.close_button.isVisible())
    assert "There is no room for a new copy" in page.words.text()
    page.close_button.click()
    until(lambda: not window.isVisible())
