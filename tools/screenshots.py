"""Pictures of every screen, on an invented hub and a fixed day, into docs/pictures/.

Each screen is drawn by the real window, offscreen: light and dark at 100 %, the busiest ones in
high contrast and at 200 % too. `make screenshots` makes them all again.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from sqlalchemy import select

from hubdesk.app.desk import OpenDesk
from hubdesk.app.making import Made, make_throwaway
from hubdesk.app.starting import Window, make_app
from hubdesk.errors.store import WrongPassphrase, WrongPin
from hubdesk.messages import explain
from hubdesk.models import Person, StaffRole
from hubdesk.operations.pins import set_pin
from hubdesk.operations.staff import add_staff
from hubdesk.paths import Paths
from hubdesk.store.computer import read_choices
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import Opened
from hubdesk.ui.concerns.concerns_page import ConcernsPage
from hubdesk.ui.concerns.guard import Worry
from hubdesk.ui.concerns.record_page import RecordConcernPage
from hubdesk.ui.first_run.first_run import FirstRun
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.problem import report_of
from hubdesk.ui.problem_card import ProblemCard
from hubdesk.ui.settings.page import SettingsPage
from hubdesk.ui.settings.who_unlocks import StaffLockCard
from hubdesk.ui.staff.safeguarding_card import SafeguardingCard
from hubdesk.ui.theme import look
from tools.certificate_screens import certificates, scripts
from tools.screens import Screens
from tools.screens_clearer import clearer
from tools.screens_equality import equality
from tools.screens_leaving import leaving
from tools.screens_places import places
from tools.screens_presence import building, kiosk
from tools.screens_reports import reports
from tools.screens_rescue import rescue
from tools.screens_sending import sending
from tools.screens_week import public_pages, this_week
from tools.skills_screens import skills
from tools.small_png import save_small

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = (1366, 768)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("Europe/London"))
EVERY = (("light", 100), ("dark", 100))
EDGE = 28  # what lies above it fades out
BUSY = (*EVERY, ("contrast", 100), ("light", 200))
GROUPS = ("K7QD", "2M9X", "HT4R", "V0ZC", "8WJN", "5PYA", "E3GB", "6SFK")


class Photographer:
    """The window, and how a picture of it is taken in each look."""

    now = NOW

    def __init__(self, window: Window, folder: Path) -> None:
        self.window, self.folder = window, folder
        self.taken: list[str] = []

    def settle(self) -> None:
        """Let layouts and posted events come to rest."""
        for _ in range(6):
            QApplication.processEvents()

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the window live, and work beside it go on, until something holds."""
        while not holds():
            QApplication.processEvents()
            time.sleep(0.01)
        self.settle()

    def take(
        self,
        name: str,
        *,
        busy: bool = False,
        wait_ms: int = 0,
        of: QWidget | None = None,
        show: QWidget | None = None,
    ) -> None:
        """Grab what is shown in each look; a `busy` screen in four of them.

        `wait_ms` is for what is drawn sharp again after each change of size, `of` for a window
        of its own, `show` for what the picture is of, where the page is longer than the window.
        """
        shown = of or self.window
        for theme, scale in BUSY if busy else EVERY:
            QTest.keyClick(self.window, Qt.Key.Key_Shift)  # somebody is here: the desk stays open
            look().wear(theme, scale)  # type: ignore[arg-type]
            shown.resize(*SIZE)
            self.settle()
            QTest.qWait(wait_ms)
            if show is not None:
                bring_beginning_into_view(show)
                self.settle()
            # The lock closes after ten quiet minutes: its picture is not one of the page behind.
            at_lock = name.startswith(("unlock", "lock-", "key-change", "kiosk"))
            assert at_lock or self.window.unlock is None, f"{name}: the lock is shown"
            size = f"-{scale}" if scale != 100 else ""
            file = self.folder / f"{name}-{theme}{size}.png"
            save_small(shown.grab().toImage(), file)
            self.taken.append(file.name)
        look().wear("light", 100)
        self.settle()


def bring_beginning_into_view(widget: QWidget) -> None:
    """Scroll until `widget` is seen; of one that is longer than its window, the beginning."""
    bring_into_view(widget)
    above: QWidget | None = widget
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    inside = above.widget() if above is not None else None
    if above is not None and inside is not None and widget.height() > above.viewport().height():
        above.verticalScrollBar().setValue(widget.mapTo(inside, QPoint()).y() - EDGE)


def first_run(camera: Photographer, made: Made) -> None:
    """The steps of a new hub, without making one."""
    window = camera.window

    def never(_facts: object) -> Made:
        raise AssertionError("no hub is made for a picture")

    steps = FirstRun(
        never, computer=window.choices, today=lambda: NOW.date(), proved=lambda _made: None
    )
    window.show_page(steps)
    camera.settle()
    camera.take("first-run-welcome")
    steps.hub.hub_name.setText("Riverside Hub")
    steps.go(steps.hub)
    camera.take("first-run-hub")
    steps.go(steps.account)
    steps.account.manager.setText("Amira Khan")
    camera.take("first-run-account")
    steps.made = Made(made.database, GROUPS)
    steps.lock.show_groups(GROUPS)
    steps.go(steps.lock)
    camera.take("first-run-lock")
    steps.go(steps.scanner)
    camera.take("first-run-scanner")
    steps.go(steps.begin)
    camera.take("first-run-begin")
    window.stack.removeWidget(steps)
    steps.stop()
    steps.deleteLater()


def unlock(camera: Photographer, paths: Paths) -> None:
    """The lock, and a passphrase that does not fit."""
    camera.window.ask_passphrase(read_slots(paths))
    camera.settle()
    camera.take("unlock")
    camera.window.say(WrongPassphrase())
    camera.take("unlock-wrong")


def locks(camera: Photographer, desk: OpenDesk) -> None:
    """The quiet lock: who are you, a PIN, one that does not fit; who can unlock; a new key."""
    window, account = camera.window, desk.records.at_desk.acting.id
    with desk.database.changing("set PIN") as db:
        for name in ("Ben Okoro", "Cleo Brown", "Dilys Price-Llewellyn"):
            somebody = add_staff(db, name=name, roles=(StaffRole.FRONT_DESK,))
            set_pin(db, account_id=somebody.id, pin_hash="kept elsewhere")
        set_pin(db, account_id=account, pin_hash="kept elsewhere")
    window.lock()
    page = window.unlock
    assert page is not None
    camera.take("lock-who", busy=True)
    page.who.edit.setText("be")
    page.who.give()
    camera.take("lock-pin", busy=True)
    page.say(explain(WrongPin("Ben Okoro", 3)).text)
    camera.take("lock-pin-wrong")
    page.only_wait("The records get a new key: 42% done. Leave the computer on.")
    camera.take("key-change")
    window.show_desk()
    window.locking.drop()
    desk.window.shell.go("settings", group="lock")
    camera.settle()
    camera.take("settings-lock", busy=True)
    desk.records.at_desk.prove()
    settings = desk.window.shell.page
    assert isinstance(settings, SettingsPage)
    card = next(one for one in settings.cards["lock"] if isinstance(one, StaffLockCard))
    card.row_buttons[account, "pin"].click()
    camera.settle()
    camera.take("settings-lock-pin")
    card.forget()


def concerns(camera: Photographer, desk: OpenDesk) -> None:
    """Recording a concern, choosing the passphrase that reads it, the list, and one of them."""
    with desk.database.changing("add staff") as db:
        roles = {"Nadia Kaur": StaffRole.LEAD, "Owen Hughes": StaffRole.DEPUTY}
        staff = {n: add_staff(db, name=n, roles=(role,)).id for n, role in roles.items()}
        samira = db.scalars(select(Person.id).where(Person.display_name == "Samira Haddad")).one()
    shell, guard, before = desk.window.shell, desk.records.guard, desk.records.at_desk.acting.id

    def show(account: str, page: str, **facts: object) -> None:
        desk.records.act_as(account)
        shell.go(page, **facts)
        camera.settle()

    show(staff["Nadia Kaur"], "concerns")
    camera.take("concerns-passphrase")
    ended: list[object] = []

    def wait(begin: Callable[..., None], account: str) -> None:
        """Choose a passphrase, or type it: half a second's work."""
        ended.clear()
        words = f"seven lamps for {account}"
        begin(words, owner=desk, then=lambda: ended.append(""), refused=ended.append)
        while not ended:
            QApplication.processEvents()

    for account in staff.values():
        desk.records.act_as(account)
        wait(guard.make_key, account)
    told = "Samira said she is afraid to go home. She showed me a bruise, here at the desk."
    guard.record(Worry("hurt", told, samira))
    guard.record(Worry("online", "Two older boys want pictures of him.", about="Ben, about 13"))
    show(before, "concern", person_id=samira)
    page = shell.page
    assert isinstance(page, RecordConcernPage)
    page.kind.choose("hurt")
    page.story.setPlainText(told)
    camera.take("concern-record", busy=True)
    page.story.clear()
    show(staff["Owen Hughes"], "concerns")
    camera.take("concerns-shut")
    wait(guard.open, staff["Owen Hughes"])
    first = guard.window(closed=False)[1].id
    guard.add(first, "referral", "Rang the council's adult team. They call back today.")
    guard.show(first, True)
    shell.go("concerns")
    camera.settle()
    camera.take("concerns", busy=True)
    lead = shell.page
    assert isinstance(lead, ConcernsPage)
    lead.list.opened.emit(first)
    camera.settle()
    camera.take("concern", busy=True)
    show(before, "settings", group="staff")
    camera.take("settings-safeguarding", show=shell.findChildren(SafeguardingCard)[0])


def problem(camera: Photographer) -> None:
    """The card that says calmly that HubDesk itself is at fault."""
    try:
        raise RuntimeError
    except RuntimeError as slip:
        card = ProblemCard(camera.window, report_of(slip, NOW))
    card.open()
    camera.settle()
    camera.take("problem")
    card.shut()


def main(folder: Path = FOLDER, say: Callable[[str], None] = print) -> int:
    """Take every picture. 0 when all were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        paths = Paths(Path(home))
        made = make_throwaway(paths, clock=lambda: NOW)
        choices = read_choices(paths.computer)
        make_app(["hubdesk"], choices)
        window = Window(paths, choices)
        window.resize(*SIZE)
        window.show()
        camera = Photographer(window, folder)
        first_run(camera, made)
        unlock(camera, paths)
        desk = window.show_records(Opened(made.database, False, False, None))
        desk.sending.rest()  # what is sent meanwhile is in no picture
        camera.settle()
        Screens(camera, desk, Path(home)).walk()
        building(camera, desk)
        kiosk(camera, desk)
        locks(camera, desk)
        certificates(camera, desk)
        scripts(camera)
        skills(camera, desk)
        reports(camera, desk)
        this_week(camera, desk)
        public_pages(camera, desk)
        equality(camera, desk)
        leaving(camera, desk)
        sending(camera, desk)
        places(camera, desk)
        clearer(camera, desk)
        concerns(camera, desk)
        rescue(camera, NOW)
        problem(camera)
        window.close()
    say(f"{len(camera.taken)} pictures in {folder.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
