"""Sending as people meet it: by itself, by keys, in the status line and on its page."""

from __future__ import annotations

import shutil
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from hubdesk.app import sending as app_sending
from hubdesk.app.sending_work import Round
from hubdesk.errors.rights import NotAllowed
from hubdesk.errors.sending import PlaceSaysNo
from hubdesk.models import PlaceSort, SendingPlace
from hubdesk.operations.parcels import note_put_off
from hubdesk.queries.parcels import ParcelRow, Trying, waiting_parcels
from hubdesk.queries.what_leaves import BACKUP, CALENDAR, JOURNAL
from hubdesk.store.backup import make_copy
from hubdesk.store.database import Actor
from hubdesk.store.keys import read_slots
from hubdesk.sync import sending as sync_sending
from hubdesk.sync.exports import backup
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.ui.rail import Status
from hubdesk.ui.sending.state import NotMade, SendingState
from hubdesk.ui.widgets.buttons import Button
from tests.conftest import NOW
from tests.sending_hub import SendingHub
from tests.ui import walks
from tests.ui.alone import until

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DRIVE = "Council drive"


@pytest.fixture
def sends(at_desk, hub, paths, database, tmp_path, monkeypatch):
    monkeypatch.setattr(app_sending, "SOON_MS", 0)
    made = SendingHub(paths, database, hub.do, hub.look, tmp_path / "places")
    made.place(DRIVE)
    return made


def still(at_desk):
    until(lambda: not at_desk.open.sending.is_busy)
    at_desk.settle()


def status(at_desk) -> Status:
    return at_desk.shell.rail._status


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def open_page(at_desk):
    at_desk.press(KEY.Key_S, CTRL | SHIFT)
    return at_desk.shell.page


# By itself


def test_what_is_agreed_leaves_by_itself_and_the_status_line_says_so(at_desk, sends):
    assert status(at_desk).words == "Saved here"
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    until(lambda: sends.there(DRIVE))
    still(at_desk)
    assert status(at_desk) == Status("Saved and sent", ("Last sent 10:42am",), "cloud-check")
    page = open_page(at_desk)
    assert "Everything that waited has been sent." in words(page.waiting_card)
    assert any("to Our second computer" in text for text in words(page.sent_card))


def test_without_a_place_to_send_to_the_line_says_only_that_it_is_saved(at_desk):
    still(at_desk)
    assert status(at_desk) == Status()
    at_desk.shell.rail.status_asked.emit()
    assert at_desk.shell.current == "sending"
    assert at_desk.shell.page.places_button.isVisible()
    assert at_desk.open.sending.connection._told is None, "nothing is listened for"


# The words of the status line


def a_parcel(number: int, days: int = 0, **trying: object) -> ParcelRow:
    at = NOW - timedelta(days=days)
    tried = Trying(**trying)  # type: ignore[arg-type]
    return ParcelRow(
        str(number), JOURNAL, "", "web", "the cloud", "", "", (), 0, 0, at, None, None, tried
    )


WAITS = SendingState(True, (a_parcel(1), a_parcel(2), a_parcel(3)), needs_line=True)
OFF = replace(WAITS, is_up=False)
LONG_OFF = replace(OFF, waiting=(a_parcel(1, days=4), *[a_parcel(n) for n in range(2, 42)]))
NO = replace(WAITS, waiting=(a_parcel(1), a_parcel(2, stopped=True, trouble="PlaceSaysNo")))
AT = NOW.replace(hour=8, minute=55)


@pytest.mark.parametrize(
    ("state", "first", "second", "icon", "ink"),
    [
        (SendingState(True, last_sent_at=AT), "Saved and sent", "Last sent 8:55am", "check", "2"),
        (WAITS, "Saved here", "3 waiting to send", "upload", "2"),
        (replace(WAITS, at=2, of=3), "Saved here", "Sending 2 of 3…", "upload", "2"),
        (OFF, "Saved here", "3 waiting. No internet", "off", "2"),
        (LONG_OFF, "Saved here", "41 waiting since Friday", "off", "warn"),
        (NO, "Saved here", "1 could not be sent. See why", "", "warn"),
        (
            SendingState(True, not_made=(NotMade("Statistics", "No room."),)),
            "Saved here", "1 could not be sent. See why", "", "warn",
        ),
    ],
)  # fmt: skip
def test_the_status_line_says_how_sending_stands(state, first, second, icon, ink):
    said = state.status(NOW)
    picture = f"cloud-{icon}" if icon else "triangle-alert"
    assert (said.words, said.more, said.icon, said.ink) == (first, (second,), picture, ink)


def test_a_hub_that_sends_nowhere_has_nothing_to_say():
    assert SendingState().status(NOW) is None
    assert SendingState(True).status(NOW).words == "Saved here"


# Asked for


def test_enter_sends_what_could_not_be_sent_once_it_was_put_right(at_desk, sends, hub):
    away = sends.root / "elsewhere"
    shutil.move(sends.root / DRIVE, away)
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    until(lambda: hub.look(waiting_parcels))
    still(at_desk)
    page = open_page(at_desk)
    (why,) = [text for text in words(page.waiting_card) if "cannot be reached" in text]
    assert why.startswith("Council drive cannot be reached. Next try at ")
    assert status(at_desk).more == ("1 waiting to send",)
    shutil.move(away, sends.root / DRIVE)
    at_desk.press(KEY.Key_Return)
    still(at_desk)
    assert at_desk.said == "Everything that waited has been sent."
    assert sends.there(DRIVE)


def test_what_a_place_refuses_stops_and_says_why_and_a_manager_takes_it_back(at_desk, sends, hub):
    at_desk.open.sending.cancel()
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    at_desk.open.sending.work.go_on()
    at_desk.open.sending.work._pack_due(Round())
    (row,) = hub.look(waiting_parcels)
    hub.do(
        "try parcel",
        lambda db, now: note_put_off(
            db, row.id, tries=1, next_at=None, trouble=PlaceSaysNo.__name__, stopped=True
        ),
    )
    page = open_page(at_desk)
    said = words(page.stopped_card)
    assert any("does not let HubDesk in. Check its name and password" in text for text in said)
    assert status(at_desk).more == ("1 could not be sent. See why",)
    at_desk.open.sending.take_back(row.id)
    assert hub.look(waiting_parcels) == []


def test_cancel_stops_at_once_and_nothing_goes_on_by_itself(at_desk, sends, hub):
    sending = at_desk.open.sending
    open_page(at_desk)
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    sending.cancel()
    still(at_desk)
    sending.look_again()
    still(at_desk)
    assert sends.there(DRIVE) == {}
    assert sending.state().is_held
    assert sending.work.is_stopped()
    at_desk.press(KEY.Key_Return)
    still(at_desk)
    assert sends.there(DRIVE)


def test_what_waits_is_saved_to_a_stick_and_still_waits(at_desk, sends, hub, tmp_path):
    shutil.move(sends.root / DRIVE, sends.root / "elsewhere")
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    until(lambda: hub.look(waiting_parcels))
    still(at_desk)
    page = open_page(at_desk)
    (stick := tmp_path / "stick").mkdir()
    page.save_to_stick(str(stick))
    still(at_desk)
    assert at_desk.said == "1 thing is on the stick."
    (file,) = stick.rglob("*.hdb")
    assert len(hub.look(waiting_parcels)) == 1
    assert any(" · stick · " in text for text in words(page.sent_card)), "it left, and is told"
    page.bring_in([str(file)])
    still(at_desk)
    assert at_desk.said.startswith("Proved and kept: ")
    page.bring_in([str(file)])
    still(at_desk)
    assert at_desk.said == "That was brought in before. It is whole."


def test_a_volunteer_sends_but_carries_nothing_away(at_desk, sends, database):
    database.actor = Actor("somebody", "volunteer")
    at_desk.open.records.at_desk.watch(frozenset(("account",)))
    with pytest.raises(NotAllowed):
        at_desk.open.sending.save_to_stick(sends.root)
    with pytest.raises(NotAllowed):
        at_desk.open.sending.bring_in([sends.root])
    at_desk.open.sending.send_now()
    still(at_desk)


def test_a_file_that_is_no_bundle_gets_its_sentence(at_desk, sends, tmp_path):
    page = open_page(at_desk)
    (zip := tmp_path / "work.hdb").write_bytes(b"PK\3\4 and more")
    page.bring_in([str(zip)])
    still(at_desk)
    assert at_desk.said.startswith("work.hdb is not a bundle of HubDesk.")
    (cut := tmp_path / "cut.hdb").write_bytes(b"")
    page.bring_in([str(zip), str(cut)])
    still(at_desk)
    said = "0 files are new. 0 were here. 2 were not taken. work.hdb is not a bundle of HubDesk."
    assert at_desk.said.startswith(said)


def test_a_bug_that_ends_a_round_leaves_send_now_alive(at_desk, sends, monkeypatch, qtbot):
    sending = at_desk.open.sending
    still(at_desk)

    def bug(*_given, **_facts):
        raise ZeroDivisionError

    monkeypatch.setattr(sending.work, "round", bug)
    with qtbot.capture_exceptions() as told:
        sending.send_now()
        still(at_desk)
    assert [kind for kind, *_ in told] == [ZeroDivisionError]
    monkeypatch.undo()
    sending.send_now()
    still(at_desk)
    assert at_desk.said == "Everything that waited has been sent."


def test_a_copy_on_its_way_shows_how_far_it_is_and_leaves_the_focus_where_it_is(
    at_desk, sends, hub, paths, database, look, monkeypatch
):
    monkeypatch.setattr(backup, "A_PIECE", 96 << 10)
    monkeypatch.setattr(sync_sending, "LARGE", 48 << 10)
    sending, put, there = at_desk.open.sending, FolderStorage.put_new, threading.Semaphore(2)

    def slow(storage, name, content):
        until_stopped(sending.work) if not there.acquire(timeout=0.01) else None
        put(storage, name, content)

    monkeypatch.setattr(FolderStorage, "put_new", slow)
    make_copy(database, paths.copies, read_slots(paths), now=hub.clock())
    page = open_page(at_desk)
    sends.agree(BACKUP, DRIVE, rhythm="daily")
    until(lambda: page.busy.isVisible() and page.busy._bar.value() == 2)
    (line,) = [text for text in words(page.waiting_card) if "files" in text]
    assert line.startswith("On its way now. 2 of ")
    assert page.busy.words() == "Sending 1 of 1…"
    back = next(one for one in page.waiting_card.findChildren(Button) if one.isVisible())
    back.setFocus()
    name, page._drawn = back.objectName(), ()
    sending.changed.emit()
    assert name
    assert QApplication.focusWidget().objectName() == name
    walks.put_on(QApplication.instance(), at_desk.window, look, "contrast", 200, (1024, 600))
    assert walks.clipped(at_desk.window) == []
    page.busy.cancel.click()
    assert status(at_desk).more == ("1 waiting to send",), "Cancel is said at once"
    still(at_desk)
    assert " 2 of " in " ".join(words(page.waiting_card)), "the piece in hand was dropped"


def test_what_went_wrong_with_a_stick_is_said_wherever_somebody_is_by_then(
    at_desk, sends, hub, tmp_path
):
    shutil.move(sends.root / DRIVE, sends.root / "elsewhere")
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    until(lambda: hub.look(waiting_parcels))
    still(at_desk)
    open_page(at_desk).save_to_stick(str(tmp_path / "taken out"))
    at_desk.shell.go("desk")
    still(at_desk)
    assert at_desk.said.startswith("The place for copies is not there: ")


def test_cancel_ends_what_is_written_to_a_stick_and_send_now_after_it_is_not_forgotten(
    at_desk, sends, hub, tmp_path, monkeypatch
):
    shutil.move(sends.root / DRIVE, sends.root / "elsewhere")
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    until(lambda: hub.look(waiting_parcels))
    still(at_desk)
    sending, begun = at_desk.open.sending, threading.Event()
    outbox = sending.work.outbox

    def slow_outbox():
        begun.set()
        until_stopped(sending.work)
        return outbox()

    page = open_page(at_desk)
    (stick := tmp_path / "stick").mkdir()
    with monkeypatch.context() as slow:
        slow.setattr(sending.work, "outbox", slow_outbox)
        page.save_to_stick(str(stick))
        until(begun.is_set)
        assert sending.state().can_cancel
        page.busy.cancelled.emit()
        assert not sending.state().is_held, "only the stick was stopped"
        sending.send_now()
        until(lambda: at_desk.said.startswith("Sending was stopped."))
    assert not list(stick.rglob("*.hdb"))
    still(at_desk)
    assert at_desk.said == "1 thing still waits.", "Send now was done once the stick was let go"


def until_stopped(work):
    for _ in range(1000):
        if work.is_stopped():
            return
        time.sleep(0.005)


# How it looks


@pytest.mark.parametrize(("choice", "scale", "size"), [
    ("light", 100, (1366, 768)), ("dark", 150, (1366, 697)), ("contrast", 200, (1024, 600)),
])  # fmt: skip
def test_the_page_is_whole_in_every_look(at_desk, sends, look, choice, scale, size):
    shutil.move(sends.root / DRIVE, sends.root / "elsewhere")
    sends.place("Blue stick", PlaceSort.STICK)
    for place in (DRIVE, "Blue stick"):
        sends.agree(JOURNAL, place, **sends.seal_to_us())
    until(lambda: sends.there("Blue stick"))
    still(at_desk)
    open_page(at_desk)
    walks.put_on(QApplication.instance(), at_desk.window, look, choice, scale, size)
    for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
        assert walk(at_desk.window) == []
    assert walks.unreachable(at_desk.window) == []


def test_a_place_that_was_put_right_is_sent_to_without_being_asked(at_desk, sends, hub):
    right, wrong = sends.root / DRIVE, sends.root / "elsewhere"
    shutil.move(right, wrong)
    right.mkdir()
    sends.agree(JOURNAL, DRIVE, **sends.seal_to_us())
    until(lambda: [row for row in hub.look(waiting_parcels) if row.is_stopped])
    still(at_desk)
    assert "This is not the Council drive" in " ".join(words(open_page(at_desk).stopped_card))
    assert list(right.rglob("*")) == [], "nothing was written to the wrong one"
    right.rmdir()
    shutil.move(wrong, right)

    def put_right(db, _now):
        db.get(SendingPlace, sends.places[DRIVE]).on_metered = 1

    hub.do("change place", put_right)
    until(lambda: sends.there(DRIVE))
    still(at_desk)
    assert status(at_desk).words == "Saved and sent"


def test_what_leaves_by_hand_has_a_button_and_leaves_when_it_is_pressed(at_desk, sends, hub):
    sends.agree(CALENDAR, DRIVE, rhythm="by hand")
    still(at_desk)
    assert sends.there(DRIVE) == {}
    page = open_page(at_desk)
    (send,) = [one for one in page.asked_card.findChildren(Button) if one.isVisible()]
    assert send.accessibleName() == "Send Calendar of public sessions to Council drive"
    send.click()
    until(lambda: sends.there(DRIVE))
    still(at_desk)
    assert at_desk.said == "Everything that waited has been sent."
