"""The lock in the settings: a new passphrase, a new recovery sheet, and the reminder of one."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hubdesk.app import ways_in
from hubdesk.app.records import Records
from hubdesk.errors.store import DiskFull, WrongPassphrase, WrongRecoveryKey
from hubdesk.store import ways_in as store_ways
from hubdesk.store.computer import read_choices
from hubdesk.store.keys import (
    open_with_passphrase,
    open_with_recovery,
    read_copies,
    read_slots,
)
from hubdesk.store.ways_in import keep_ways
from hubdesk.ui.printing.press import Press
from hubdesk.ui.settings.lock_part import PassphraseCard, SheetCard
from hubdesk.ui.settings.page import SettingsPage
from hubdesk.ui.settings.sheet_page import SheetPage
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui import walks
from tests.ui.alone import Alone, PdfPrinters, until

ENTER = Qt.Key.Key_Return
NEW = "otter kettle plum lantern"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(ways_in, "calibrated_cost", lambda: CHEAP)


@pytest.fixture
def records(paths, database):
    made = Records(paths, database)
    made.at_desk.begin()
    yield made
    made.close()


@pytest.fixture
def alone(records, paths, show):
    page = SettingsPage(records.doors, read_choices(paths.computer))
    shown = Alone("settings", page, show)
    page.open_group("lock")
    shown.settle()
    return shown


def card(alone, kind):
    return next(one for one in alone.page.cards["lock"] if isinstance(one, kind))


def test_the_passphrase_is_changed_with_the_present_one(alone, paths):
    change = card(alone, PassphraseCard)
    change.open_button.click()
    assert change.present.hasFocus()
    change.present.setText(PASSPHRASE)
    change.new.edit.setText(NEW)
    assert change.new.words() == "Very strong."
    change.new.edit.setFocus()
    alone.press(ENTER)
    until(lambda: alone.said)
    assert alone.said == "The new passphrase opens the records from now on. The old one does not."
    assert change.form.isHidden()
    assert (change.present.text(), change.new.text()) == ("", "")
    first, second = read_copies(paths)
    assert first == second
    open_with_passphrase(first, NEW)
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(first, PASSPHRASE)


def test_a_wrong_present_passphrase_changes_nothing_and_keeps_the_new_one_typed(alone, paths):
    change = card(alone, PassphraseCard)
    change.open_button.click()
    for _ in range(2):
        change.present.setText("not the right one")
        change.new.edit.setText(NEW)
        change.save_button.click()
        assert not change.save_button.isEnabled()
        until(lambda: change.save_button.isEnabled())
        assert change.form.fields["present"].words() == "That passphrase does not match."
        assert change.new.text() == NEW
    assert read_slots(paths).sequence == 1


@pytest.mark.parametrize(
    ("present", "new", "said"),
    [
        ("", NEW, "Enter the passphrase you use now."),
        (PASSPHRASE, "", "Enter the new passphrase."),
        (PASSPHRASE, "short", "Use 12 letters or more, or 4 words."),
        (PASSPHRASE, PASSPHRASE, "That is the passphrase you use now. Choose another one."),
    ],
)
def test_what_is_missing_is_said_by_its_field(alone, paths, present, new, said):
    change = card(alone, PassphraseCard)
    change.open()
    change.present.setText(present)
    change.new.edit.setText(new)
    change.save()
    assert said in {field.words() for field in change.form.fields.values()}
    assert read_slots(paths).sequence == 1


def test_leaving_the_settings_leaves_no_passphrase_behind(alone):
    change = card(alone, PassphraseCard)
    change.open()
    change.present.setText(PASSPHRASE)
    change.new.edit.setText(NEW)
    alone.shell.go("desk")
    assert (change.present.text(), change.new.text()) == ("", "")
    assert change.form.isHidden()


def test_the_settings_lead_to_a_new_sheet(alone):
    card(alone, SheetCard).button.click()
    assert alone.went == [("recovery-sheet", {})]


# The sheet


@pytest.fixture
def sheet(records, paths, show, tmp_path):
    printers = PdfPrinters(tmp_path, "Office printer")
    press = Press(read_choices(paths.computer), printers=printers)
    shown = Alone("sheet", SheetPage(records.doors, press), show)
    shown.printers = printers
    yield shown
    press.stop()


def make(sheet, passphrase=PASSPHRASE):
    """Type the passphrase; the groups of the new sheet are shown."""
    sheet.page.passphrase.setText(passphrase)
    sheet.page.passphrase.setFocus()
    sheet.press(ENTER)
    until(lambda: sheet.page.on_button.isEnabled())
    sheet.settle()


def _text_of(pdf_bytes):
    pdf = pypdfium2.PdfDocument(pdf_bytes)
    found = pdf[0].get_textpage().get_text_bounded()
    pdf.close()
    return found


def prove(sheet, group):
    step = sheet.page.step
    step.places[0].setChecked(True)
    step.proof.setText(group)
    sheet.page.on_button.click()


def test_a_new_sheet_is_printed_and_proved_before_the_old_one_stops(sheet, paths):
    kept = []
    sheet.page.kept.connect(lambda: kept.append(True))
    assert sheet.page.passphrase.hasFocus()
    make(sheet)
    groups = sheet.page._sheet.groups
    assert sheet.page.step.isVisible()
    sheet.page.step.print_button.click()
    until(lambda: sheet.said)
    pdf = pypdfium2.PdfDocument(sheet.printers.made[0])
    assert len(pdf) == 2
    pdf.close()
    text = "".join(_text_of(sheet.page.papers._sheet()).split())
    assert all(group in text for group in groups)
    with pytest.raises(WrongRecoveryKey):
        open_with_recovery(read_slots(paths), groups)  # not before it was proved
    prove(sheet, "QQQQ")
    assert "does not match group" in sheet.page.step.proof_field.words()
    assert read_slots(paths).sequence == 1
    prove(sheet, groups[sheet.page.step._asked].lower())
    until(lambda: kept)
    assert sheet.went[-1] == ("settings", {"group": "lock"})
    assert "Bin every old one: it opens nothing now." in sheet.said
    first, second = read_copies(paths)
    assert first == second
    assert first.recovery_proved
    assert open_with_recovery(first, groups) == open_with_passphrase(first, PASSPHRASE)
    assert [slot.kind for slot in first.slots].count("recovery") == 1


def test_a_wrong_passphrase_makes_no_sheet(sheet):
    make(sheet, "not the right one")
    assert sheet.page.form.fields["passphrase"].words() == "That passphrase does not match."
    assert sheet.page.step.isHidden()
    make(sheet, "")
    assert sheet.page.form.fields["passphrase"].words() == "Enter the passphrase you use now."


def test_turning_away_leaves_no_key_on_the_screen(sheet, paths):
    make(sheet)
    groups = sheet.page._sheet.groups
    sheet.shell.go("desk")
    sheet.shell.go("sheet")
    sheet.settle()
    assert sheet.page.passphrase.isVisible()
    assert sheet.page.step.isHidden()
    shown = {label.text() for label in sheet.page.findChildren(type(sheet.page.step.title))}
    assert not shown & set(groups)
    assert read_slots(paths).sequence == 1


def test_leaving_it_says_that_the_old_sheet_still_opens(sheet, paths):
    make(sheet)
    sheet.press(Qt.Key.Key_Escape)
    assert sheet.said == "Nothing changed. The old sheet still opens the records."
    assert sheet.went == [("settings", {"group": "lock"})]
    assert read_slots(paths).sequence == 1


def test_a_passphrase_changed_meanwhile_is_not_changed_back_by_the_sheet(sheet, records, paths):
    make(sheet)
    groups = sheet.page._sheet.groups
    records.ways.change_passphrase(PASSPHRASE, NEW)
    prove(sheet, groups[sheet.page.step._asked])
    until(lambda: sheet.went)
    assert open_with_recovery(read_slots(paths), groups) == open_with_passphrase(
        read_slots(paths), NEW
    )


def test_a_full_disk_keeps_the_old_sheet_and_the_new_one_on_the_screen(sheet, paths, monkeypatch):
    make(sheet)
    groups = sheet.page._sheet.groups

    def full(*_):
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(store_ways, "keep_ways", full)
        prove(sheet, groups[sheet.page.step._asked])
        until(lambda: "This computer is full" in sheet.said)
    assert sheet.page.step.isVisible()
    assert read_slots(paths).sequence == 1


# The reminder


def banner(at_desk):
    return at_desk.shell.banner.words() if at_desk.shell.banner.isVisible() else ""


def offer(at_desk, words):
    next(b for b in at_desk.shell.banner.buttons() if b.text() == words).click()
    at_desk.settle()


def test_a_hub_without_a_proved_sheet_is_reminded_once_a_day_and_after_a_week_for_good(
    at_desk, clock
):
    at_desk.settle()
    assert banner(at_desk) == ""  # on the day itself somebody has just chosen "later"
    for _ in range(2):
        clock.forward(days=1)
        at_desk.open.rounds.begin()
        assert banner(at_desk).startswith("The recovery sheet is not checked yet.")
        offer(at_desk, "Remind me tomorrow")
        assert banner(at_desk) == ""
        at_desk.open.rounds.begin()
        assert banner(at_desk) == ""
    clock.forward(days=5)
    at_desk.open.rounds.begin()
    assert banner(at_desk).startswith("No recovery sheet is checked, for 7 days now.")
    assert [b.text() for b in at_desk.shell.banner.buttons()] == ["Print it now"]
    offer(at_desk, "Print it now")
    assert at_desk.shell.current == "recovery-sheet"
    assert at_desk.shell.page.passphrase.hasFocus()


def test_the_reminder_goes_away_when_the_sheet_is_proved(at_desk, paths, clock, database):
    clock.forward(days=9)
    at_desk.open.rounds.begin()
    assert banner(at_desk)
    slots = read_slots(paths)
    keep_ways(paths, database, replace(slots, sequence=2, recovery_proved=True))
    at_desk.shell.go("recovery-sheet")
    at_desk.shell.page.kept.emit()
    assert banner(at_desk) == ""


LOOKS = [
    ("light", 100, (1366, 697)),
    ("dark", 100, (1024, 600)),
    ("contrast", 100, (1280, 720)),
    ("light", 200, (1024, 600)),
]


@pytest.mark.parametrize(("choice", "scale", "size"), LOOKS)
def test_the_lock_holds_in_every_look(alone, sheet, qapp, look, choice, scale, size):
    def holds(window):
        walks.put_on(qapp, window, look, choice, scale, size)
        for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
            assert not walk(window), walk.__name__
        assert not walks.unreachable(window)

    change = card(alone, PassphraseCard)
    change.open()
    change.save()
    holds(alone.window)
    holds(sheet.window)
    QApplication.processEvents()
    make(sheet)
    sheet.page._go_on()
    holds(sheet.window)
