"""Bringing a copy back through the real window: from the lock, and from the settings."""

from __future__ import annotations

import re
import shutil
from itertools import product

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select

from hubdesk.app import ways_in
from hubdesk.app.rescue import offer
from hubdesk.app.starting import Window, first_page
from hubdesk.errors.safety import CannotMend
from hubdesk.models import Account
from hubdesk.operations.staff import add_staff
from hubdesk.paths import Paths
from hubdesk.queries.lock import founder_id
from hubdesk.queries.search import search
from hubdesk.store.backup import Halt, make_copy
from hubdesk.store.computer import read_choices
from hubdesk.store.database import Actor
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import close_hub, slots_of
from hubdesk.store.second_place import carry_copy, carry_tail
from hubdesk.ui.backups.back_page import BringBackPage
from tests.conftest import CHEAP, PASSPHRASE, HubBuilder, opened
from tests.ui import walks
from tests.ui.alone import until


@pytest.fixture
def copy(paths, clock):
    """A copy with Samira in it. Kofi came later, in records and safety copy alone."""
    database = opened(paths, clock)
    hub = HubBuilder(database, clock)
    hub.lend(hub.person("Samira Haddad"), hub.device())
    made = make_copy(database, paths.copies, slots_of(paths), now=clock())
    hub.person("Kofi Mensah")
    close_hub(paths, database)
    return made


class Volunteer:
    """Somebody before the window of a hub that does not open."""

    def __init__(self, paths: Paths) -> None:
        self.window = Window(paths, read_choices(paths.computer))
        first_page(self.window, lambda: None, throwaway=False)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowExposed(self.window)

    @property
    def page(self) -> BringBackPage:
        shown = self.window.stack.currentWidget()
        assert isinstance(shown, BringBackPage)
        return shown

    @property
    def said(self) -> str:
        labels = self.window.stack.currentWidget().findChildren(QLabel)
        return " ".join(label.text() for label in labels if label.isVisible())

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        unlock = self.window.locking.page
        unlock.edit.setText(passphrase)
        unlock.passphrase.button.click()
        until(lambda: self.window.desk or unlock.problem.isVisible())
        QApplication.processEvents()

    def press(self) -> None:
        """The one big button, and what comes of it."""
        self.page.button.click()
        until(lambda: self.page._step != "wait")
        QApplication.processEvents()

    def finds(self, name: str) -> bool:
        return bool(self.window.desk.records.look(lambda db: search(db, name)).people)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def before(copy, qapp):
    shown = []

    def window(paths: Paths) -> Volunteer:
        shown.append(Volunteer(paths))
        return shown[-1]

    yield window
    for one in shown:
        one.close()


def damage(paths: Paths) -> None:
    """Records that nothing here can mend without losing something."""
    content = bytearray(paths.database.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 + 50] ^= 8
    paths.database.write_bytes(content)
    (paths.home / "open.mark").write_bytes(b"open\n")
    paths.tail.unlink()


def test_damaged_records_lead_from_the_lock_to_the_newest_copy_and_to_the_desk(before, paths, copy):
    damage(paths)
    volunteer = before(paths)
    volunteer.unlock()
    assert "damaged" in volunteer.said
    offered = volunteer.window.locking.page._offered
    assert offered.text() == "Bring back the copy of Tue 24 Nov, 10:42am"
    offered.click()
    assert "damaged" in volunteer.page.why.text()
    assert not volunteer.page.way.isVisible(), "the passphrase was right: nobody types it twice"
    volunteer.press()
    assert "The copy holds 1 person, 1 device, 1 out on loan." in volunteer.said
    assert "What was done after Tue 24 Nov 2026, 10:42am is not in it." in volunteer.said
    assert "set aside, not deleted" in volunteer.said
    volunteer.press()
    assert volunteer.page.why.text() == "The copy is back"
    assert "all the same" in volunteer.said
    assert list(paths.set_aside.glob("*/report.txt"))
    volunteer.page.button.click()
    assert volunteer.finds("haddad")
    assert not volunteer.finds("kofi")


def test_a_volunteer_who_brings_a_copy_back_is_no_manager_by_it(before, paths, clock, monkeypatch):
    monkeypatch.setattr(ways_in, "calibrated_cost", lambda: CHEAP)
    database = opened(paths, clock)
    with database.changing("add staff") as db:
        add_staff(db, name="Ben Okoro", roles=("volunteer",))
        ben = db.scalars(select(Account.id).where(Account.name == "Ben Okoro")).one()
    ways_in.WaysIn(paths, database).give_passphrase(ben, "otter kettle plum lantern")
    clock.forward(hours=1)
    make_copy(database, paths.copies, slots_of(paths), now=clock())
    HubBuilder(database, clock).person("Ada Okafor")  # came later: the copy does not mend all
    close_hub(paths, database)
    damage(paths)
    volunteer = before(paths)
    volunteer.unlock("otter kettle plum lantern")
    volunteer.window.locking.page._offered.click()
    volunteer.press()
    volunteer.press()
    volunteer.page.button.click()
    at_desk = volunteer.window.desk.records.at_desk
    assert at_desk.acting.name == "Ben Okoro"
    assert at_desk.barred("change roles")
    assert volunteer.window.desk.database.actor.id == ben


def test_a_copy_from_before_somebody_was_added_gives_them_no_right(
    before, paths, copy, clock, monkeypatch
):
    monkeypatch.setattr(ways_in, "calibrated_cost", lambda: CHEAP)
    database = opened(paths, clock)
    with database.changing("add staff") as db:
        add_staff(db, name="Ben Okoro", roles=("volunteer",))
        ben = db.scalars(select(Account.id).where(Account.name == "Ben Okoro")).one()
    ways_in.WaysIn(paths, database).give_passphrase(ben, "otter kettle plum lantern")
    close_hub(paths, database)
    damage(paths)
    volunteer = before(paths)
    volunteer.unlock("otter kettle plum lantern")
    volunteer.window.locking.page._offered.click()
    volunteer.press()
    volunteer.press()
    volunteer.page.button.click()  # the copy is back; who opened it is not in it
    assert volunteer.window.desk is None
    words = "They may be from before you were added. Ask a manager to open them."
    assert words in volunteer.said
    volunteer.unlock("otter kettle plum lantern")
    until(lambda: not volunteer.window.locking.page.edit.isReadOnly())
    assert volunteer.window.desk is None
    assert words in volunteer.said
    assert volunteer.window.locking.tries.wrong == 0  # nobody guessed
    volunteer.unlock()
    until(lambda: volunteer.window.desk)
    at_desk = volunteer.window.desk.records.at_desk
    assert not at_desk.barred("change roles"), "the manager of that copy comes in"
    assert volunteer.finds("haddad")


def test_who_is_alone_comes_into_their_own_copy_by_the_passphrase_of_that_day(
    before, paths, copy, clock, monkeypatch
):
    monkeypatch.setattr(ways_in, "calibrated_cost", lambda: CHEAP)
    database = opened(paths, clock)
    with database.reading() as db:
        database.actor = Actor(founder_id(db), "manager")
    ways_in.WaysIn(paths, database).change_passphrase(PASSPHRASE, "otter kettle plum lantern")
    close_hub(paths, database)
    damage(paths)
    for path in paths.key_slots:  # those of today are gone, so the copy brings its own
        path.unlink()
    volunteer = before(paths)
    volunteer.window.locking.page._offered.click()
    volunteer.page.edit.setText(PASSPHRASE)
    volunteer.press()
    volunteer.press()
    volunteer.page.button.click()
    assert not volunteer.window.desk.records.at_desk.barred("change roles")
    assert volunteer.finds("haddad")


def test_missing_records_and_a_missing_lock_lead_to_a_copy_too(before, paths, copy):
    paths.database.unlink()
    for path in paths.key_slots:
        path.unlink()
    paths.database.write_bytes(b"")
    volunteer = before(paths)
    assert "cannot be opened" in volunteer.said
    volunteer.window.locking.page._offered.click()
    assert volunteer.page.way.isVisible()
    volunteer.page.button.click()
    assert "Enter the passphrase." in volunteer.said
    volunteer.page.edit.setText("not this one at all")
    volunteer.press()
    assert "That passphrase does not match." in volunteer.page.problem.words()
    volunteer.page.edit.setText(PASSPHRASE)
    volunteer.press()
    volunteer.press()
    volunteer.page.button.click()
    assert volunteer.finds("haddad")
    assert read_slots(paths).hub == copy.manifest.hub


def test_a_damaged_copy_is_refused_in_words_and_another_can_be_chosen(before, paths, copy):
    damage(paths)
    twin = shutil.copyfile(copy.path, copy.path.with_name("copy-2026-11-23-stick.hubdesk"))
    shutil.copyfile(copy.papers, twin.with_suffix(".json"))
    content = bytearray(copy.path.read_bytes())
    content[9000] ^= 4
    copy.path.write_bytes(content)
    volunteer = before(paths)
    volunteer.unlock()
    volunteer.window.locking.page._offered.click()
    volunteer.page.choose_file(str(copy.path))
    volunteer.press()
    volunteer.press()
    assert f"The copy {copy.name} is damaged." in volunteer.page.problem.words()
    assert not paths.set_aside.exists() or not list(paths.set_aside.glob("2026*"))
    volunteer.page.choose_file(str(twin))
    volunteer.press()
    volunteer.press()
    volunteer.page.button.click()
    assert volunteer.finds("haddad")


def test_leaving_it_changes_nothing_and_leads_back_to_the_lock(before, paths):
    damage(paths)
    content = paths.database.read_bytes()
    volunteer = before(paths)
    volunteer.unlock()
    volunteer.window.locking.page._offered.click()
    volunteer.press()
    QTest.keyClick(volunteer.window.focusWidget(), Qt.Key.Key_Escape)
    assert volunteer.window.locking.page is not None
    assert volunteer.window.locking.page.isVisible()
    assert paths.database.read_bytes() == content


def test_a_manager_goes_back_from_the_settings_and_is_told_what_is_lost(before, paths, copy):
    volunteer = before(paths)
    volunteer.unlock()
    until(lambda: volunteer.window.desk is not None)
    assert volunteer.finds("kofi")
    volunteer.window.desk.copies.bring_back(copy.path)
    assert volunteer.page.way.isVisible(), "whoever stands at an open desk proves who they are"
    volunteer.page.left.emit()
    assert volunteer.window.stack.currentWidget() is volunteer.window.desk.window
    volunteer.window.desk.copies.bring_back(copy.path)
    volunteer.page.edit.setText(PASSPHRASE)
    volunteer.press()
    # Kofi, and the shift that began by unlocking where the desk was up long enough for it
    assert re.search(r"\b[12] changes? since then (is|are) not in it\.", volunteer.said)
    assert volunteer.window.desk is not None, "until it is sure, the records stay open"
    volunteer.press()
    volunteer.page.button.click()
    assert volunteer.finds("haddad")
    assert not volunteer.finds("kofi")


LOOKS = [(choice, scale) for choice in walks.THEMES for scale in (100, 200)]


def test_every_step_can_be_read_and_reached(before, paths, look, copy, qapp):
    damage(paths)
    volunteer = before(paths)
    volunteer.unlock()
    volunteer.window.locking.page._offered.click()
    window = volunteer.window
    for step in range(3):
        for (choice, scale), size in product(LOOKS, ((1366, 768), (1024, 600))):
            walks.put_on(qapp, window, look, choice, scale, size)
            assert not walks.low_contrast(window)
            assert not walks.unnamed(window)
            assert not walks.small_targets(window)
            assert not walks.clipped(window), step
            head, told = volunteer.page.why, volunteer.page.told
            assert head.height() <= head.heightForWidth(head.width()) + 2, "it is stretched"
            assert step == 0 or not told.visibleRegion().isEmpty(), step
        if step < 2:
            volunteer.press()


# Without a copy


def spoil(paths: Paths, whole: int) -> bytes:
    """Of what came after `whole` bytes some is damaged; there is no copy and no safety copy."""
    shutil.rmtree(paths.copies)
    content = bytearray(paths.database.read_bytes())
    for page in range(whole // 4096, len(content) // 4096, 7):
        content[page * 4096 + 50] ^= 8
    paths.database.write_bytes(content)
    (paths.home / "open.mark").write_bytes(b"open\n")
    paths.tail.unlink()
    return bytes(content)


@pytest.fixture
def damaged(empty_hub, paths, copy, clock):
    database = opened(paths, clock)
    hub = HubBuilder(database, clock)
    for number in range(80):
        hub.person(f"Kofi Mensah {number}", phone="0121 496 0318")
    close_hub(paths, database)
    return spoil(paths, empty_hub.database.stat().st_size)


def test_what_can_still_be_read_is_saved_and_the_damaged_file_stays(before, paths, damaged):
    volunteer = before(paths)
    volunteer.unlock()
    assert volunteer.window.locking.page._offered.text() == "See what can be done"
    volunteer.window.locking.page._offered.click()
    assert volunteer.page.salvage.isChecked()
    assert "What stood on damaged pages is lost." in volunteer.said
    volunteer.press()
    assert "can still be read." in volunteer.said
    assert paths.database.read_bytes() == damaged, "looking changes nothing"
    volunteer.press()
    assert volunteer.page.why.text() == "What could be read is saved"
    assert "What could still be read was put into a new file" in volunteer.said
    assert [p.read_bytes() for p in paths.set_aside.rglob("hub.hubdesk")] == [damaged]
    volunteer.page.button.click()
    until(lambda: volunteer.window.desk is not None)
    assert volunteer.window.desk.database.check_whole() is None


def test_nothing_is_saved_of_records_that_are_whole_or_missing(before, paths, copy):
    paths.database.unlink()
    volunteer = before(paths)
    volunteer.unlock()
    volunteer.window.locking.page._offered.click()
    assert not volunteer.page.salvage.isVisible()


def test_where_nothing_can_be_read_that_is_said_and_the_file_is_left(before, paths):
    damage(paths)
    shutil.rmtree(paths.copies)
    damaged = paths.database.read_bytes()
    volunteer = before(paths)
    volunteer.unlock()
    volunteer.window.locking.page._offered.click()
    volunteer.press()
    assert volunteer.page._step == "choose"
    assert "can be read" in volunteer.page.problem.words()
    assert paths.database.read_bytes() == damaged
    assert not list(paths.set_aside.glob("*")), "a try that changed nothing leaves nothing"


def test_saving_what_can_be_read_can_be_read_and_reached(before, paths, look, qapp, damaged):
    volunteer = before(paths)
    volunteer.unlock()
    volunteer.window.locking.page._offered.click()
    for step in range(3):
        for choice, scale in LOOKS:
            walks.put_on(qapp, volunteer.window, look, choice, scale, (1024, 600))
            assert not walks.low_contrast(volunteer.window)
            assert not walks.unnamed(volunteer.window)
            assert not walks.small_targets(volunteer.window)
            assert not walks.clipped(volunteer.window), step
        if step < 2:
            volunteer.press()


# On a new computer


def test_a_fresh_install_brings_a_hub_back_from_its_stick(before, paths, copy, tmp_path, clock):
    """The drill after a dead disk, from the first page of a new laptop to the desk."""
    stick = tmp_path / "stick"
    stick.mkdir()
    carried = carry_copy(copy, stick, Halt())
    database = opened(paths, clock)
    hub = read_slots(paths).hub
    carry_tail(paths.tail, stick, hub, database.tail.last[0], Halt())
    close_hub(paths, database)
    shutil.rmtree(paths.home)
    new = Paths(tmp_path / "new laptop")
    volunteer = before(new)
    assert "Bring back a copy" in volunteer.said
    volunteer.window.steps.welcome.back_button.click()
    assert volunteer.page.why.text() == "Bring back a copy of your hub"
    volunteer.page.left.emit()
    assert "Welcome to HubDesk" in volunteer.said, "leaving it leads back"
    volunteer.window.steps.welcome.back_button.click()
    volunteer.page.choose_file(str(carried.path))
    QApplication.processEvents()
    box, big = (
        (w.mapToGlobal(w.rect().topLeft()).x(), w.width())
        for w in (volunteer.page.edit, volunteer.page.button)
    )
    assert box == big, "what is typed and what is pressed stand in one column"
    volunteer.page.edit.setText(PASSPHRASE)
    volunteer.press()
    assert "The copy holds 1 person, 1 device, 1 out on loan." in volunteer.said
    assert "set aside" not in volunteer.said, "nothing is here that could be"
    volunteer.press()
    assert "put back from the safety copy" in volunteer.said
    volunteer.page.button.click()
    assert volunteer.finds("haddad")
    assert volunteer.finds("kofi")
    assert read_slots(new).hub == hub
    assert not (new.home / "first-run.json").exists()


def test_guesses_at_a_copy_are_counted_and_make_one_wait(before, paths, copy):
    damage(paths)
    volunteer = before(paths)
    offer(volunteer.window, CannotMend(""))
    volunteer.window.locking.page._offered.click()
    for _ in range(5):
        volunteer.page.edit.setText("not this one at all")
        volunteer.press()
        until(lambda: volunteer.page.problem.isVisible())
    assert "Too many tries. Wait 30 seconds." in volunteer.said
    tries = volunteer.window.locking.tries
    assert (tries.wrong, tries.untold) == (5, 5)
    volunteer.page.edit.setText(PASSPHRASE)
    volunteer.press()
    assert "Too many tries. Wait" in volunteer.said
