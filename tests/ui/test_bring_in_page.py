"""The page "bring in a spreadsheet" in the real window: looked at, brought in, taken back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import func, select

from hubdesk.app.bringing_in import read_lines
from hubdesk.app.list_parts import ListParts
from hubdesk.errors.store import DiskTrouble
from hubdesk.models import Device, JournalTxn, Loan, LoanState, Person, PersonNote
from hubdesk.operations.people import add_note
from hubdesk.queries.activity import recent_activity
from hubdesk.queries.loans import loans_of_device
from hubdesk.ui.bring_in.bar import BUSY, Step
from hubdesk.ui.bring_in.planned import Which
from tests.imports.reading import SAMPLES, SHARED
from tests.ui import walks

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(at_desk):
    at_desk.shell.go("bring-in", what="devices")
    at_desk.settle()
    return at_desk.shell.page


def rest(page, seconds: float = 30) -> Step:
    """Wait until no job runs; answers with where the page stands."""
    until(lambda: page._step not in BUSY, seconds)
    return page._step


def until(holds, seconds: float = 30) -> None:
    """Let the window live until something holds."""
    end = time.monotonic() + seconds
    QApplication.processEvents()
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)  # lets work beside the window go on; qWait hardly does
        QApplication.processEvents()
    QApplication.processEvents()


def look_at(page, path) -> Step:
    page.choosing.set_file(str(path))
    return rest(page)


def bring(page, path) -> Step:
    assert look_at(page, path) is Step.SHOWN
    page.bar.do_button.click()
    return rest(page)


def number(hub, kind, *conditions) -> int:
    return hub.look(lambda db: db.scalar(select(func.count()).select_from(kind).where(*conditions)))


def shown(page) -> list[int]:
    """The lines of the rows in the list, from the top."""
    return [page.shown.model.row(at).line for at in range(page.shown.model.rowCount())]


def test_a_file_is_shown_first_and_nothing_is_saved(page, hub):
    before = number(hub, JournalTxn)
    assert look_at(page, SAMPLES / "ten-faults.csv") is Step.SHOWN
    assert shown(page)[:10] == [4, 6, 7, 9, 10, 12, 13, 14, 16, 17]  # those that stay out
    assert page.shown.counts.text() == (
        "10 devices new. 10 rows would stay out. 2 on loan, 2 new people among the borrowers."
    )
    assert page.shown.why.text() == (
        "Line 4: It has no asset tag, no serial, no name and no model."
    )
    assert page.bar.do_button.text() == "Bring in 10 devices"
    assert (number(hub, Device), number(hub, JournalTxn)) == (0, before)


def test_the_tabs_count_and_show_their_rows(page):
    look_at(page, SAMPLES / "ten-faults.csv")
    tabs = page.shown.tabs
    assert tabs.words_of(Which.REFUSED) == "Staying out (10)"
    assert tabs.words_of(Which.ADDED) == "New (10)"
    tabs.segments.button(Which.ODD).click()
    assert shown(page) == [3, 18, 19, 20, 21]
    tabs.segments.button(Which.UPDATED).click()
    assert shown(page) == []


def test_one_button_brings_it_in_and_one_undo_takes_it_back(page, at_desk, hub):
    assert bring(page, SAMPLES / "ten-faults.csv") is Step.DONE
    assert at_desk.said == "Devices brought in: 10 added, 10 refused."
    assert number(hub, Device, Device.deleted == 0) == 10
    assert number(hub, Loan, Loan.state == LoanState.OUT) == 2
    assert [b.text() for b in at_desk.shell.strip.buttons()] == ["Print their labels", "Undo"]
    at_desk.shell.strip.buttons()[-1].click()
    assert at_desk.said.startswith("Undone: Brought in devices: 10 added")
    for kind in (Device, Person, Loan):
        assert number(hub, kind, kind.deleted == 0) == 0
    assert page._step is Step.CHOOSING


def test_ctrl_z_takes_it_back_too_and_the_page_begins_anew(page, at_desk, hub):
    bring(page, SAMPLES / "people-ours.csv")
    assert number(hub, Person, Person.deleted == 0) == 7
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert number(hub, Person, Person.deleted == 0) == 0
    assert page._step is Step.CHOOSING


def test_the_same_file_again_has_nothing_new_and_the_button_says_so(page):
    bring(page, SAMPLES / "snipe-it-assets.csv")
    page.bar.other.click()
    look_at(page, SAMPLES / "snipe-it-assets.csv")
    assert page.shown.counts.text() == "Nothing in this file is new. 5 as they were."
    assert page.bar.do_button.text() == "Choose another file"
    page.bar.do_button.click()
    assert page._step is Step.CHOOSING


def test_by_keys_alone(page, at_desk, hub):
    page.choosing.path.setFocus()
    at_desk.write(str(SAMPLES / "shelf-assets.csv"))
    at_desk.press(ENTER)
    assert rest(page) is Step.SHOWN
    assert page.shown.list.hasFocus()
    at_desk.press(Qt.Key.Key_Down)
    assert page.shown.why.text() or page.shown.list.currentIndex().row() == 1
    page.bar.do_button.setFocus()
    at_desk.press(ENTER)
    assert rest(page) is Step.DONE
    assert number(hub, Device) == 3
    at_desk.press(Qt.Key.Key_Escape)
    assert page._step is Step.CHOOSING


def test_enter_on_a_row_of_the_list_brings_nothing_in_by_accident(page, at_desk, hub):
    look_at(page, SAMPLES / "shelf-assets.csv")
    at_desk.press(ENTER)
    rest(page)
    assert number(hub, Device) == 0


def test_a_list_of_people_among_devices_is_looked_at_as_one(page):
    assert look_at(page, SAMPLES / "people-ours.csv") is Step.SHOWN
    assert page.choosing.what.value() == "people"
    assert page.bar.do_button.text() == "Bring in 7 people"
    assert "is a list of people" in page.shown.about.text()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere.csv", "There is no file called nowhere.csv."),
        ("empty.csv", "empty.csv is empty."),
        ("quote-not-closed.csv", "is never closed."),
        ("koha-offline.koc", "is a Koha offline circulation file."),
    ],
)
def test_a_file_that_cannot_be_read_is_said_by_the_field(page, at_desk, name, words):
    assert look_at(page, SAMPLES / name) is Step.CHOOSING
    assert words in page.choosing.field.words()
    assert page.choosing.path.hasFocus()
    at_desk.write("x")
    assert page.choosing.field.words() == ""


def test_without_a_file_the_button_says_what_is_missing(page):
    assert not page.bar.do_button.isEnabled()
    assert page.bar.do_button.toolTip() == "Choose a file first."
    page.choosing.path.setText("   ")
    page.choosing.edited.emit()
    assert not page.bar.do_button.isEnabled()


def test_a_path_may_be_pasted_with_quotes_or_as_an_address(page):
    file = SAMPLES / "shelf-assets.csv"
    for typed in (f'"{file}"', QUrl.fromLocalFile(str(file)).toString(), f"  {file} "):
        page.choosing.path.setText(typed)
        assert page.choosing.file() == file
    page.choosing.path.setText("~/stock.csv")
    assert page.choosing.file() == Path.home() / "stock.csv"


def test_a_file_dropped_on_the_page_is_looked_at(page):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(SAMPLES / "shelf-assets.csv"))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(40, 40), copy, mime, left, Qt.KeyboardModifier.NoModifier)
    page.dropEvent(event)
    assert rest(page) is Step.SHOWN
    mime.setUrls([])
    page.dropEvent(event)
    assert page._step is Step.SHOWN


def test_the_dialog_of_the_computer_does_not_stop_the_window(page, at_desk):
    page.choosing.choose.click()
    dialog = at_desk.window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    dialog.fileSelected.emit(str(SAMPLES / "shelf-assets.csv"))
    dialog.close()
    assert rest(page) is Step.SHOWN


def many(tmp_path, rows: int) -> Path:
    path = tmp_path / "many.csv"
    lines = "".join(f"A-{n},laptop,Dell,One\n" for n in range(rows))
    path.write_text(f"asset tag,kind,make,model\n{lines}", "utf-8")
    return path


def test_cancel_while_looking_leaves_the_choice_as_it_was(page, tmp_path, hub):
    page.choosing.set_file(str(many(tmp_path, 1500)))
    page.busy.cancelled.emit()
    assert rest(page) is Step.CHOOSING
    assert page.choosing.path.text().endswith("many.csv")
    assert number(hub, Device) == 0


def test_cancel_while_saving_saves_nothing_and_shows_the_file_still(page, at_desk, tmp_path, hub):
    look_at(page, many(tmp_path, 400))
    page.bar.do_button.click()
    page.busy.cancelled.emit()
    assert rest(page) is Step.SHOWN
    assert at_desk.said == "Cancelled. Nothing of the file is here."
    assert number(hub, Device, Device.deleted == 0) == 0
    page.bar.do_button.click()
    assert rest(page) is Step.DONE
    assert number(hub, Device, Device.deleted == 0) == 400


def test_the_window_lives_while_a_long_list_comes_in(page, tmp_path, hub):
    look_at(page, many(tmp_path, 1500))
    page.bar.do_button.click()
    seen = set()
    while page._step in BUSY:
        QApplication.processEvents()
        seen.add(page.busy._bar.value())
        time.sleep(0.001)
    assert page.busy._bar.maximum() == 1500
    assert len(seen) > 3, "its events were heard in between"


def test_what_was_printed_for_the_new_devices_waits_in_to_print(page, at_desk):
    bring(page, SAMPLES / "shelf-assets.csv")
    at_desk.shell.strip.buttons()[0].click()
    at_desk.settle()
    at_desk.shell.go("to-print")
    at_desk.settle()
    assert at_desk.shell.current == "to-print"


def test_a_half_finished_look_is_not_lost_to_a_device_scanned_meanwhile(page, at_desk, hub):
    look_at(page, SAMPLES / "ten-faults.csv")
    assert page.has_unsaved()
    page.bar.do_button.click()
    rest(page)
    assert not page.has_unsaved()


def lend_first_to_first(at_desk, hub, page, devices, people, tag, name):
    """Bring both lists in, then lend the first device to the first person, and take it back."""
    bring(page, people)
    page.bar.other.click()
    bring(page, devices)
    at_desk.shell.go("desk")
    at_desk.settle()
    device = hub.look(lambda db: db.scalars(select(Device).order_by(Device.tag_key)).first())
    person = hub.look(
        lambda db: db.scalars(select(Person).where(Person.display_name == name)).first()
    )
    at_desk.write(name)
    at_desk.press(ENTER)
    assert at_desk.state.card.id == person.id
    at_desk.scan(tag)
    at_desk.press(ENTER)
    rows = hub.look(lambda db: loans_of_device(db, device.id))
    assert [(row.borrower_id, row.state) for row in rows] == [(person.id, LoanState.OUT)]
    at_desk.scan(tag)
    rows = hub.look(lambda db: loans_of_device(db, device.id))
    assert [row.state for row in rows] == [LoanState.RETURNED]
    assert device.tag in at_desk.said


def test_the_first_imported_device_is_lent_to_the_first_imported_person(page, at_desk, hub):
    lend_first_to_first(
        at_desk,
        hub,
        page,
        SAMPLES / "snipe-it-assets.csv",
        SAMPLES / "people-ours.csv",
        "RIV-1001",
        "Samira Haddad",
    )


@pytest.mark.real_files
def test_the_first_real_device_is_lent_to_the_first_real_person(page, at_desk, hub):
    devices = SHARED / "import-snipe-it/assets-sample.csv"
    people = SHARED / "import-kolibri/user_data.csv"
    lend_first_to_first(at_desk, hub, page, devices, people, "ICC-2065556", "Robert D Bergman")


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_every_step_can_be_read_reached_and_named(page, at_desk, qapp, look, size, scale):
    window = at_desk.window
    walks.put_on(qapp, window, look, "light", scale, size)
    look_at(page, SAMPLES / "snipe-it-bad.csv")
    for step in ("shown", "done", "choosing"):
        at_desk.settle()
        wrong = [
            *walks.unnamed(window),
            *walks.clipped(window),
            *walks.small_targets(window),
            *walks.unreachable(window),
        ]
        assert not wrong, (step, wrong)
        page._act() if step == "shown" else page._choose_again()
        rest(page)


@pytest.mark.parametrize("theme", walks.THEMES)
def test_every_step_has_enough_contrast(page, at_desk, qapp, look, theme):
    walks.put_on(qapp, at_desk.window, look, theme, 100, (1366, 768))
    assert not walks.low_contrast(at_desk.window)
    look_at(page, SAMPLES / "snipe-it-bad.csv")
    assert not walks.low_contrast(at_desk.window)


def test_tab_goes_round(page, at_desk):
    look_at(page, SAMPLES / "ten-faults.csv")
    names = walks.focus_walk(page.shown.list)
    assert "Bring in 10 devices" in names
    assert "Choose another file" in names


def test_a_list_that_is_half_in_is_said_when_the_desk_opens_and_taken_back(at_desk, hub, tmp_path):
    file = many(tmp_path, 60)

    def cut_off(done: int) -> None:
        if done > 20:
            raise DiskTrouble

    lines = read_lines(file, "devices", today=hub.clock().date())
    with pytest.raises(DiskTrouble):
        ListParts(hub.database, "devices", lines, hub.clock()).store(cut_off)
    assert number(hub, Device, Device.deleted == 0) > 0
    at_desk.open.half_lists.look()
    shown = at_desk.shell.banner
    assert shown.words() == (
        "Only part of many.csv is in. Take that back, or bring the file in again."
    )
    next(b for b in shown.buttons() if b.text() == "Bring it in again").click()
    at_desk.settle()
    assert at_desk.shell.page.choosing.what.value() == "devices"
    next(b for b in shown.buttons() if b.text() == "Take it back").click()
    until(lambda: not shown.isVisible())
    assert number(hub, Device, Device.deleted == 0) == 0


def test_a_long_list_is_taken_back_beside_the_window_and_says_how_far_it_is(
    page, at_desk, hub, tmp_path
):
    bring(page, many(tmp_path, 300))
    samira = hub.person("Samira Haddad")
    newest = hub.look(lambda db: next(row for row in recent_activity(db) if "list" in row.about))
    at_desk.shell.go("activity", txn_id=newest.txn_id)
    at_desk.settle()
    longest, last, said, notes = 0.0, time.monotonic(), set(), 0
    began = time.monotonic()
    at_desk.shell.page.undo(newest.txn_id)
    assert at_desk.said == "Taking many.csv back. You can go on working."
    at_desk.shell.page.undo(newest.txn_id)  # once more by mistake
    while at_desk.said.startswith("Taking") and time.monotonic() - began < 60:
        QApplication.processEvents()
        now = time.monotonic()
        longest, last = max(longest, now - last), now
        said.add(at_desk.shell.banner.words())
        if len(said) > notes + 2 and notes < 3:  # somebody works meanwhile
            notes += 1
            hub.do("note", lambda db, now: add_note(db, person_id=samira, text="Hi", now=now))
        time.sleep(0.001)
    assert at_desk.said.startswith("Undone: Brought in devices: 300 added")
    assert notes
    assert any("% done. You can go on working." in words for words in said)
    assert longest < 0.5
    assert not at_desk.shell.banner.isVisible()
    assert number(hub, Device, Device.deleted == 0) == 0
    assert number(hub, PersonNote, PersonNote.deleted == 0) == notes
    undone = hub.look(lambda db: [row.verb for row in recent_activity(db) if row.is_undo])
    assert undone == ["undo"]


def test_a_long_list_on_its_way_out_leaves_off_when_the_records_are_closed(
    page, at_desk, hub, tmp_path
):
    bring(page, many(tmp_path, 300))
    taking = at_desk.open.records.taking_back
    at_desk.press(Qt.Key.Key_Z, CTRL)
    until(lambda: "% done" in at_desk.shell.banner.words())
    taking.stop()
    until(lambda: "Only part of many.csv is in." in at_desk.shell.banner.words())
    assert 0 < number(hub, Device, Device.deleted == 0) < 300
