"""The first run: from an empty folder to a hub that is locked, proved and ready, by keys alone."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from hubdesk.app.making import Made, make_hub
from hubdesk.errors.store import FolderSynced
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.staff import accounts
from hubdesk.store.computer import read_choices
from hubdesk.store.keys import (
    open_with_passphrase,
    open_with_recovery,
    read_slots,
    write_slots,
)
from hubdesk.store.opening import close_hub
from hubdesk.ui.first_run.facts import HubTyped, keep_typed, read_typed
from hubdesk.ui.first_run.first_run import FirstRun
from hubdesk.ui.first_run.lock_step import any_of
from hubdesk.ui.settings.calibrate import TEST_CODE
from hubdesk.ui.space import held_by
from hubdesk.ui.widgets.passphrase import strength
from tests.conftest import CHEAP, PASSPHRASE, Clock, opened
from tests.ui import walks
from tests.ui.alone import PdfPrinters, until

TODAY = date(2026, 11, 24)
ENTER = Qt.Key.Key_Return


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """A hub just made, closed, and its recovery groups: copied where making it is not the point."""
    paths = Paths(tmp_path_factory.mktemp("first") / "hub")
    made = make_hub(
        paths, name="Riverside Hub", manager="Amira Khan", passphrase=PASSPHRASE, cost=CHEAP,
        clock=Clock(),
    )  # fmt: skip
    close_hub(paths, made.database)
    return paths, made.recovery


class Sitting:
    """Somebody at a new computer. `ready` is a hub to copy instead of making one."""

    def __init__(self, show, folder, clock, ready=None, **more):
        self.ready = ready
        self.paths = Paths(folder / "hub")
        self.paths.home.mkdir(exist_ok=True)
        self.clock = clock
        self.printers = PdfPrinters(folder, "Office printer")
        self.choices = read_choices(self.paths.computer)
        self.finished, self.around, self.refuse = [], [], None
        self.run = FirstRun(
            self.make,
            computer=self.choices,
            today=lambda: TODAY,
            proved=self.proved,
            kept=self.paths.home / "first-run.json",
            printers=self.printers,
            **more,
        )
        self.run.finished.connect(lambda made, how: self.finished.append((made, how)))
        self.run.look_around_asked.connect(lambda: self.around.append(True))
        self.window = show(self.run, 1366, 768)
        self.settle()

    def make(self, facts):
        if self.refuse is not None:
            raise self.refuse
        if self.ready is not None:
            paths, recovery = self.ready
            shutil.copytree(paths.home, self.paths.home, dirs_exist_ok=True)
            return Made(opened(self.paths, self.clock), recovery)
        hub = dataclasses.asdict(facts.hub)
        return make_hub(
            self.paths, manager=facts.manager, passphrase=facts.passphrase, cost=CHEAP,
            clock=self.clock, **hub,
        )  # fmt: skip

    def proved(self, _made):
        slots = read_slots(self.paths)
        proved = dataclasses.replace(slots, recovery_proved=True, sequence=slots.sequence + 1)
        write_slots(self.paths, proved)

    @property
    def title(self):
        return self.run.current.title.text()

    def settle(self):
        for _ in range(4):
            QApplication.processEvents()

    def write(self, text):
        QTest.keyClicks(QApplication.focusWidget(), text)

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        self.settle()

    def to_account(self, name="Riverside Hub"):
        self.press(ENTER)
        self.write(name)
        self.press(ENTER)

    def to_lock(self):
        self.to_account()
        self.write("Amira Khan")
        self.press(Qt.Key.Key_Tab)
        self.write(PASSPHRASE)
        self.press(ENTER)
        until(lambda: self.run.made)
        self.settle()

    def prove(self):
        lock = self.run.lock
        lock.places[0].setChecked(True)
        lock.proof.setFocus()
        self.write(self.run.made.recovery[lock._asked].lower())
        self.press(ENTER)

    def close(self):
        self.run.stop()
        if self.run.made is not None:
            close_hub(self.paths, self.run.made.database)


@pytest.fixture
def sitting(show, tmp_path, clock, made_once):
    made = Sitting(show, tmp_path, clock, made_once)
    yield made
    made.close()


@pytest.fixture
def alone(show, tmp_path, clock):
    """Nothing is ready: the hub is really made."""
    made = Sitting(show, tmp_path, clock)
    yield made
    made.close()


def test_a_hub_is_set_up_by_keys_alone(alone):
    assert alone.title == "Welcome to HubDesk"
    alone.to_lock()
    assert alone.title == "Print your recovery sheet"
    alone.prove()
    assert alone.title == "Scanner and printer"
    alone.run.foot.on.setFocus()
    alone.press(ENTER)
    assert alone.title == "How do you want to start?"
    alone.press(ENTER)
    ((made, how),) = alone.finished
    assert how == "empty"
    with made.database.reading() as db:
        assert hub_facts(db).name == "Riverside Hub"
        assert [(one.name, one.role) for one in accounts(db)] == [("Amira Khan", "manager")]
    slots = read_slots(alone.paths)
    assert slots.recovery_proved
    assert open_with_passphrase(slots, PASSPHRASE) == open_with_recovery(slots, made.recovery)


def test_nothing_is_made_before_the_account_is_there(sitting):
    sitting.to_account()
    assert not sitting.paths.database.exists()
    sitting.press(ENTER)
    account = sitting.run.account
    assert [account.form.fields[name].words() for name in ("manager", "passphrase")] == [
        "Enter your name.",
        "Enter a passphrase.",
    ]
    assert QApplication.focusWidget() is account.form.problems
    assert not sitting.paths.database.exists()


def test_an_empty_name_and_an_odd_phone_are_said_by_their_fields(sitting):
    sitting.press(ENTER)
    sitting.run.hub.phone.setText("12")
    sitting.press(ENTER)
    form = sitting.run.hub.form
    assert form.fields["name"].words() == "Enter the name of the hub."
    assert "does not look like a phone number" in form.fields["phone"].words()
    assert sitting.run.hub.phone.text() == "12"


def test_going_back_keeps_what_was_typed(sitting):
    sitting.to_account()
    sitting.write("Amira")
    sitting.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert sitting.run.hub.hub_name.text() == "Riverside Hub"
    sitting.press(ENTER)
    assert sitting.run.account.manager.text() == "Amira"


def test_stopping_before_the_hub_is_made_carries_on_where_it_was(show, tmp_path, clock):
    first = Sitting(show, tmp_path, clock)
    first.to_account("Canal Row Hub")
    first.write("Amira Khan")
    first.close()
    kept = (first.paths.home / "first-run.json").read_text("utf-8")
    assert "Canal Row Hub" in kept
    assert "Amira" not in kept  # nobody's name lies unlocked on the disk
    again = Sitting(show, tmp_path, clock)
    again.press(ENTER)
    assert again.run.hub.hub_name.text() == "Canal Row Hub"
    again.close()


def test_a_file_that_is_not_ours_is_no_obstacle(tmp_path):
    path = tmp_path / "first-run.json"
    assert read_typed(path) == HubTyped()
    for text in ("{", "[1]", '{"name": 3, "other": "x"}'):
        path.write_text(text)
        assert read_typed(path) == HubTyped()
    keep_typed(path, HubTyped("A", "B", "C", "WLS"))
    assert read_typed(path) == HubTyped("A", "B", "C", "WLS")


def test_what_was_typed_is_forgotten_once_the_hub_is_made(sitting):
    sitting.to_lock()
    assert not (sitting.paths.home / "first-run.json").exists()
    assert sitting.run.account.passphrase.text() == ""
    assert not sitting.run.foot.back.isVisible()


def test_a_folder_that_cannot_hold_a_hub_is_said_and_nothing_typed_is_lost(sitting):
    sitting.refuse = FolderSynced("somewhere", "OneDrive")
    sitting.to_account()
    sitting.write("Amira Khan")
    sitting.press(Qt.Key.Key_Tab)
    sitting.write(PASSPHRASE)
    sitting.press(ENTER)
    until(lambda: sitting.run.strip.words())
    assert "OneDrive copies this folder" in sitting.run.strip.words()
    assert sitting.run.account.passphrase.text() == PASSPHRASE
    assert sitting.run.foot.on.isEnabled()
    sitting.refuse = None
    sitting.press(ENTER)
    until(lambda: sitting.run.made)


# The recovery sheet


def test_the_eight_groups_are_shown_and_printed_twice(sitting):
    sitting.to_lock()
    groups = sitting.run.made.recovery
    sitting.run.lock.print_button.click()
    until(lambda: sitting.run.strip.words())
    assert sitting.run.strip.words() == "Printed: two copies. Check that both can be read."
    pdf = pypdfium2.PdfDocument(sitting.printers.made[0])
    assert len(pdf) == 2
    pdf.close()
    labels = held_by(sitting.run.lock._places)[:8]
    shown = [held_by(w.layout())[1].text() for w in labels]
    assert tuple(shown) == groups
    assert sitting.choices["printer.recovery"] == "Office printer"


def test_the_sheet_can_be_saved_as_pdf_with_the_groups_in_it(sitting, tmp_path):
    sitting.to_lock()
    sitting.run.lock.save_button.click()
    [dialog] = sitting.window.findChildren(QFileDialog)  # another test may have left one open
    dialog.fileSelected.emit(str(tmp_path / "sheet.pdf"))
    dialog.reject()
    until(lambda: sitting.run.strip.words())
    pdf = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    text = "".join(pdf[0].get_textpage().get_text_bounded().split())
    pdf.close()
    assert all(group in text for group in sitting.run.made.recovery)


def test_a_wrong_group_is_said_by_its_field_and_proves_nothing(sitting):
    sitting.to_lock()
    lock = sitting.run.lock
    lock.places[1].setChecked(True)
    lock.proof.setText("QQQQ")
    sitting.run.on()
    n = lock._asked + 1
    assert lock.proof_field.words() == (
        f"That does not match group {n} on the sheet. Check it and type it again."
    )
    assert lock.proof.hasFocus()
    assert not read_slots(sitting.paths).recovery_proved
    lock.proof.clear()
    sitting.run.on()
    assert lock.proof_field.words() == f"Type group {n} from the paper."


def test_the_groups_are_covered_while_one_is_typed_so_that_paper_is_read(sitting):
    sitting.to_lock()
    lock = sitting.run.lock

    def read_off() -> list[str]:
        labels = (pair.findChildren(QLabel)[-1] for pair in lock._pairs)
        return [f"{label.text()} {label.accessibleName()}" for label in labels]

    groups = sitting.run.made.recovery
    assert all(group in shown for group, shown in zip(groups, read_off(), strict=True))
    where = [pair.geometry() for pair in lock._pairs]
    lock.proof.setFocus()
    sitting.settle()
    assert not any(group in shown for group, shown in zip(groups, read_off(), strict=True))
    assert not any(
        " ".join(group) in shown for group, shown in zip(groups, read_off(), strict=True)
    )
    assert [pair.geometry() for pair in lock._pairs] == where
    lock.print_button.setFocus()
    assert all(group in shown for group, shown in zip(groups, read_off(), strict=True))


def test_where_a_copy_is_kept_has_to_be_ticked(sitting):
    sitting.to_lock()
    lock = sitting.run.lock
    lock.proof.setText(sitting.run.made.recovery[lock._asked])
    sitting.run.on()
    assert lock.places_problem.text() == "Tick where a copy is kept."
    assert lock.places[0].hasFocus()


def test_any_of_the_groups_may_be_asked_for():
    assert {any_of(8) for _ in range(2000)} == set(range(8))


def test_leaving_without_a_sheet_is_asked_about_once_with_the_safe_way_first(sitting):
    sitting.to_lock()
    sitting.run.foot.later.click()
    lock = sitting.run.lock
    assert lock.warning.isVisible()
    assert lock.stay_button.hasFocus()
    sitting.press(ENTER)
    assert lock.warning.isHidden()
    assert sitting.run.current is lock
    sitting.run.foot.later.click()
    lock.leave_button.click()
    assert sitting.title == "Scanner and printer"
    assert not read_slots(sitting.paths).recovery_proved


def test_with_a_printed_sheet_later_needs_no_question(sitting):
    sitting.to_lock()
    sitting.run.lock.got_copy()
    sitting.run.foot.later.click()
    assert sitting.title == "Scanner and printer"


def test_a_hub_made_before_carries_on_at_its_sheet(show, tmp_path, clock, made_once):
    first = Sitting(show, tmp_path, clock, made_once)
    first.to_lock()
    again = Sitting(show, tmp_path, clock, resume=(first.run.made, HubTyped("Riverside Hub")))
    assert again.title == "Print your recovery sheet"
    again.prove()
    assert again.title == "Scanner and printer"
    again.run.stop()
    first.close()


# Passphrases


@pytest.mark.parametrize(
    ("text", "sort", "words"),
    [
        ("short", "bad", "Too short yet: 7 more, or use 4 words."),
        ("two words", "bad", "Too short yet: use 4 words, or 12 letters."),
        ("aaaaaaaaaaaa", "warn", "Easy to guess: it says the same again and again."),
        ("password12345", "warn", "Easy to guess: it is one that many people use."),
        ("riverside is our place", "warn", "Easy to guess: it holds a name of this hub."),
        ("amira4ever-and-on", "warn", "Easy to guess: it holds a name of this hub."),
        ("vexing quilt", "ok", "Strong."),
        ("ox by me up", "ok", "Strong."),
        ("otter kettle plum lantern", "ok", "Very strong."),
    ],
)
def test_the_strength_of_a_passphrase_is_said_in_words(text, sort, words):
    found = strength(text, "Riverside Hub", "Amira Khan")
    assert (found.sort, found.words) == (sort, words)


def test_a_passphrase_can_be_pasted_and_shown(sitting, qapp):
    sitting.to_account()
    edit = sitting.run.account.passphrase
    edit.edit.setFocus()
    qapp.clipboard().setText(PASSPHRASE)
    sitting.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == PASSPHRASE
    assert edit.words() == "Very strong."
    assert edit.edit.displayText() != PASSPHRASE
    edit.show_button.click()
    assert edit.edit.displayText() == PASSPHRASE
    assert edit.show_button.text() == "Hide"


# The rest


def test_looking_around_asks_for_nothing(sitting):
    sitting.run.welcome.around_button.setFocus()
    sitting.press(ENTER)
    assert sitting.around == [True]
    assert not sitting.paths.database.exists()


def test_the_look_can_be_chosen_at_once_and_is_kept(sitting, look):
    sitting.run.welcome.theme.button("dark").click()
    sitting.run.welcome.size_.button("150").click()
    assert look.theme.dark
    assert look.scale == 150
    again = read_choices(sitting.paths.computer)
    assert (again["look.theme"], again["look.text_size"]) == ("dark", 150)


def test_three_scans_set_the_scanner_up_and_skip_goes_away(sitting):
    sitting.to_lock()
    sitting.prove()
    scanner = sitting.run.scanner
    assert sitting.run.foot.later.text() == "Skip this"
    scanner.card.start_button.click()
    for _ in range(3):
        for letter in TEST_CODE:
            QTest.keyClick(QApplication.focusWidget(), letter)
        QTest.keyClick(QApplication.focusWidget(), ENTER)
        sitting.settle()
    assert "The scanner is set up." in scanner.card.result.words()
    assert sitting.title == "Scanner and printer"  # the Enter of a scan presses nothing
    assert sitting.run.foot.later.isHidden()
    scanner.print_asked.emit()
    until(lambda: sitting.run.strip.words() == "Printed: test page.")


@pytest.mark.parametrize("how", ["empty", "spreadsheet", "practice"])
def test_how_to_begin_is_handed_on(sitting, how):
    sitting.to_lock()
    sitting.run.go(sitting.run.begin)
    sitting.run.begin.ways[how].setChecked(True)
    words = {"empty": "Open the front desk", "practice": "Add sample people"}
    assert sitting.run.foot.on.text() == words.get(how, "Bring in a spreadsheet")
    sitting.run.foot.on.click()
    assert [chosen for _, chosen in sitting.finished] == [how]


LOOKS = [
    ("light", 100, (1366, 697)),
    ("dark", 150, (1280, 720)),
    ("contrast", 100, (1024, 600)),
    ("light", 200, (1024, 600)),
]


@pytest.mark.parametrize(("choice", "scale", "size"), LOOKS)
def test_every_step_holds_in_every_look(sitting, qapp, look, choice, scale, size):
    def holds():
        walks.put_on(qapp, sitting.window, look, choice, scale, size)
        for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
            assert not walk(sitting.window), f"{walk.__name__} {sitting.title}"
        assert not walks.unreachable(sitting.window)
        on = sitting.run.foot.on
        assert not on.visibleRegion().isEmpty()

    run = sitting.run
    holds()
    for here in (run.hub, run.account):
        run.go(here)
        here.check()
        holds()
    run.lock.show_groups(("7K2M", "QX4D", "0H9T", "V3BN", "8CRW", "5FJ6", "ZP1G", "YE4S"))
    run.go(run.lock)
    run.lock.check()
    run.lock.check_later()
    holds()
    for here in (run.scanner, run.begin):
        run.go(here)
        holds()


def test_tab_walks_round_every_step_and_the_focus_is_seen(sitting):
    run = sitting.run
    run.lock.show_groups(("7K2M", "QX4D", "0H9T", "V3BN", "8CRW", "5FJ6", "ZP1G", "YE4S"))
    for here in (run.welcome, *run.steps):
        run.go(here)
        sitting.settle()
        names = walks.focus_walk(run.foot.on)
        assert run.foot.on.text() in names
        assert not walks.ringless(sitting.window), sitting.title
