"""From a double click to the front desk: the lock, the unlock screen, then the records.

Only Qt, the key slots and the computer's choices are read before the first paint. SQLAlchemy,
the pages and the rest are loaded by a job while somebody types the passphrase.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hubdesk.ui import fonts, plain_imports

fonts.begin()  # unpacks in a thread while Qt is being loaded

from PySide6.QtCore import Qt, QTimer, Signal  # noqa: E402

plain_imports.put_back()

from PySide6.QtGui import QCloseEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget  # noqa: E402

from hubdesk.app import LOOK_AROUND  # noqa: E402
from hubdesk.app.locking import Locking, close_other_windows  # noqa: E402
from hubdesk.app.worker import Worker  # noqa: E402
from hubdesk.errors import HubDeskError  # noqa: E402
from hubdesk.i18n import translate  # noqa: E402
from hubdesk.messages import explain  # noqa: E402
from hubdesk.paths import Paths  # noqa: E402
from hubdesk.store.computer import ComputerChoices, read_choices  # noqa: E402
from hubdesk.store.places import check_place  # noqa: E402
from hubdesk.ui.actions import KeysFirst, bind  # noqa: E402
from hubdesk.ui.instance import OneInstance  # noqa: E402
from hubdesk.ui.mark import window_icon  # noqa: E402
from hubdesk.ui.theme import Look, look  # noqa: E402
from hubdesk.ui.tokens import LEAST_WINDOW  # noqa: E402
from hubdesk.ui.unlock.page import UnlockPage  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

    from hubdesk.app.closing import Closing
    from hubdesk.app.desk import OpenDesk
    from hubdesk.app.kiosk import Kiosk
    from hubdesk.app.making import Made
    from hubdesk.store.keys import KeySlots
    from hubdesk.ui.first_run.first_run import FirstRun
    from hubdesk.ui.problem import Problems
    from hubdesk.ui.sleep import SleepWatch
    from hubdesk.ui.unlock.new_passphrase import NewPassphrasePage


NO_SCREEN = ("offscreen", "minimal")  # where Qt draws what nobody sees


class Window(QMainWindow):
    """The one window: unlock or first run, then the desk. Locking goes back to unlock."""

    desk_shown = Signal()
    closing = Signal()  # work beside the window that takes long ends

    def __init__(self, paths: Paths, choices: ComputerChoices) -> None:
        super().__init__()
        self.paths, self.choices = paths, choices
        self.setWindowTitle("HubDesk")
        self.setMinimumSize(*LEAST_WINDOW)
        self.resize(1366, 768)
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.worker = Worker(self)
        self.problems: Problems | None = None
        self.steps: FirstRun | None = None  # of the first start, until the desk is shown
        self.made: Made | None = None  # the hub of the first start, until the desk is shown
        self.is_throwaway = False
        self.copies_on_closing = False  # `run` says so: a window of a test or a picture makes none
        self._closing: Closing | None = None
        self.locking = Locking(self)
        self._sleep: SleepWatch | None = None
        self._was_shown = False
        self._left: Paths | None = None  # a folder made only to look around in
        self.desk: OpenDesk | None = None
        self.kiosk: Kiosk | None = None  # while people sign in before the locked desk
        bind(self, "bigger", lambda: self._resize_text(look().bigger))
        bind(self, "smaller", lambda: self._resize_text(look().smaller))
        bind(self, "usual-size", lambda: self._resize_text(look().usual_size))
        bind(self, "quit", self.close)

    def watch_problems(self) -> None:
        """From now on a slip of ours is written down without anybody's data, and said calmly."""
        from hubdesk.ui.problem import Problems

        self.problems = Problems(self.paths.log, self._now, window=self, parent=self)
        self.problems.say_error = self._say_anywhere
        self.problems.install()

    @staticmethod
    def _now() -> datetime:
        return datetime.now(UTC).astimezone()

    def show_page(self, page: QWidget) -> None:
        """Put `page` in the window."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    @property
    def renewing(self) -> NewPassphrasePage | None:
        """The new passphrase that is chosen after the sheet, while it is."""
        return self.locking.renewing

    @property
    def unlock(self) -> UnlockPage | None:
        """The lock, while it is shown."""
        return self.locking.page

    def ask_passphrase(self, slots: KeySlots, reason: str = "") -> UnlockPage:
        """Show the unlock screen for the hub of these slots."""
        return self.locking.ask(slots, reason)

    def leave_to(self, paths: Paths) -> None:
        """Go on in a folder nobody keeps, which is removed when the window closes."""
        self.paths = self._left = paths
        self.is_throwaway = True

    def load_the_rest(self) -> None:
        """After the first paint: what opening needs is loaded while somebody types."""
        self.worker.run(load_the_desk, lambda _: None)

    def show_records(self, opened: Any) -> OpenDesk:
        """Build the desk on open records and show it."""
        desk = self.build_desk(opened)
        self.show_desk()
        self.locking.drop()
        return desk

    def build_desk(self, opened: Any) -> OpenDesk:
        """The desk on open records. It is shown by `show_desk`."""
        from hubdesk.app.desk import OpenDesk
        from hubdesk.app.erasures import without_the_erased
        from hubdesk.app.key_changing import KeyChange
        from hubdesk.ui.sleep import SleepWatch

        if self._sleep is None:
            self._sleep = SleepWatch(self)
            self._sleep.slept.connect(lambda: self.locking.close())
        opened = without_the_erased(self.paths, opened)
        self.desk = OpenDesk(self.paths, opened, self.choices, self.stack)
        self.desk.lock_asked.connect(self.lock)
        self.desk.close_asked.connect(lambda: self.locking.close())
        self.desk.key_change_asked.connect(lambda: KeyChange(self).begin())
        self.desk.report_asked.connect(self._save_report)
        self.desk.copies.asked_back.connect(self._bring_back)
        self.desk.window.scanned_locked.connect(self._scanned_locked)
        self.desk.records.announcer.kiosk_asked.connect(self._begin_kiosk)
        return self.desk

    def show_desk(self) -> None:
        """Somebody came in: put the desk into the window."""
        assert self.desk is not None
        self._end_kiosk()
        self.show_page(self.desk.window)
        self.desk.unlocked()
        if not self._was_shown:
            self._was_shown = True
            self.desk_shown.emit()

    def hide_desk(self) -> None:
        """Take the desk out of the window: what is only covered can still be read out aloud."""
        close_other_windows(self)
        self.setWindowTitle("HubDesk")
        if self.desk is not None and self.stack.indexOf(self.desk.window) >= 0:
            self.stack.removeWidget(self.desk.window)
            self.desk.window.setParent(None)

    def drop_desk(self) -> None:
        """Close the records; nothing of them stays in memory that can be let go of."""
        self._end_kiosk()
        if self.desk is not None:
            desk, self.desk = self.desk, None
            desk.close()
            desk.window.deleteLater()
            desk.deleteLater()

    def locked_words(self) -> str:
        """The line under the name of the hub on the lock."""
        if self.is_throwaway:  # nobody was told the passphrase of an invented hub
            invented = translate("Window", "An invented hub. Its passphrase: {words}")
            return invented.format(words=LOOK_AROUND)
        return self.desk.locked_words() if self.desk is not None else ""

    def lock(self) -> None:
        """Hide everything; the records stay open and half-finished work stays as it is."""
        self.locking.quiet()

    def _scanned_locked(self, code: str) -> None:
        if self.kiosk is None or not self.kiosk.scanned(code):
            self.locking.scanned(code)

    def _begin_kiosk(self) -> None:
        from hubdesk.app.kiosk import Kiosk

        if self.desk is not None and self.kiosk is None:
            self.kiosk = Kiosk(self, self.desk)
            self.kiosk.show()

    def _end_kiosk(self) -> None:
        if self.kiosk is not None:
            kiosk, self.kiosk = self.kiosk, None
            kiosk.end()

    def _bring_back(self, path: Path) -> None:
        from hubdesk.app.rescue import from_settings

        from_settings(self, path)

    def _save_report(self) -> None:
        if self.problems is not None:
            self.problems.save_report()

    def _say_anywhere(self, error: HubDeskError) -> None:
        """A Trouble nobody caught is said where somebody looks: in the desk's strip, or here."""
        if not self.locking.say(error) and self.desk is not None:
            self.desk.window.say_error(error)

    def say(self, error: HubDeskError) -> None:
        """Say it on the lock, if that is what is shown."""
        self.locking.say(error)

    def _resize_text(self, change: Callable[[], None]) -> None:
        change()
        self.choices.choose("look.text_size", look().scale)

    def _may_close(self) -> bool:
        """Not before the copy of the day is made, or somebody does not wait for it."""
        if self.desk is None or not self.copies_on_closing or self.is_throwaway:
            return True
        from hubdesk.app.closing import Closing

        self._closing = self._closing or Closing(self)
        return self._closing.may_close()

    def begin_again(self) -> None:
        """As at a start: the lock, or what keeps the records from opening."""
        first_page(self, lambda: None, throwaway=self.is_throwaway)

    def closeEvent(self, event: QCloseEvent) -> None:
        if (self.steps is not None and not self.steps.may_close()) or not self._may_close():
            event.ignore()
            return
        try:
            if self.steps is not None:
                self.steps.stop()
            if self.made is not None:
                from hubdesk.store.opening import close_hub

                close_hub(self.paths, self.made.database)
                self.made = None
            self.drop_desk()
        finally:
            self.closing.emit()
            self.worker.stop()
            if self.problems is not None:
                self.problems.uninstall()
            if self._left is not None:
                shutil.rmtree(self._left.home, ignore_errors=True)
            super().closeEvent(event)


def load_the_desk() -> None:
    """Import what the desk needs; threads may import, only widgets may not be made here.

    What was loaded lives as long as the process. Python's search for waste looks through all of
    it again and again, and held up whatever somebody did just then by 70 to 120 ms; now it passes
    over what was there before the desk.
    """
    plain_imports.put_back()  # the thread of the fonts has imported since
    import argon2.low_level  # noqa: F401
    import cryptography.hazmat.primitives.ciphers.aead  # noqa: F401

    import hubdesk.app.desk
    import hubdesk.store.opening
    import hubdesk.ui.people.person_page  # the two pages of every day
    import hubdesk.ui.register.page  # noqa: F401

    gc.freeze()


def make_app(argv: list[str], choices: ComputerChoices) -> QApplication:
    """The QApplication with HubDesk's look."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(argv)
    app.setApplicationName("HubDesk")
    app.setOrganizationName("HubDesk")
    Look(app, str(choices["look.theme"]), int(str(choices["look.text_size"])))  # type: ignore[arg-type]
    app.setWindowIcon(window_icon())
    KeysFirst(app).watch(app)
    return app


def run(paths: Paths, *, throwaway: bool = False) -> int:
    """Open the window on a hub's folder and stay until it is closed. The exit code."""
    choices = read_choices(paths.computer)
    app = make_app(sys.argv[:1], choices)
    instance = OneInstance(paths.lock, app)
    window = Window(paths, choices)
    window.is_throwaway = throwaway
    try:
        check_place(paths.home)
        if not instance.take():
            return 0  # the first window was raised
    except HubDeskError as error:
        if app.platformName() in NO_SCREEN:
            raise  # nobody would see the window, or close it
        cannot_open(window, error)
        window.show()
        app.exec()
        return 2
    instance.raised.connect(lambda: _raise(window))
    painted = lambda: QTimer.singleShot(0, lambda: _after_paint(window, instance))  # noqa: E731
    window.copies_on_closing = not throwaway
    first_page(window, painted, throwaway=throwaway)
    window.show()
    code = app.exec()
    instance.let_go()
    return code


def first_page(window: Window, painted: Callable[[], object], *, throwaway: bool) -> None:
    """The lock, the first run, or why the records cannot be opened; `painted` comes after."""
    from hubdesk.store.key_change import finish_key_change
    from hubdesk.store.keys import read_slots

    there = any(path.exists() for path in window.paths.key_slots)
    if there or window.paths.database.exists():
        try:
            finish_key_change(window.paths)
            page = window.ask_passphrase(read_slots(window.paths))
        except HubDeskError as error:
            page = cannot_open(window, error)
        page.painted.connect(painted)
        return
    if throwaway:
        page = UnlockPage("HubDesk")
        page.only_wait(translate("Window", "Making an invented hub to look around in…"))
        window.locking.page = page
        window.show_page(page)
        page.painted.connect(painted)
        page.painted.connect(lambda: QTimer.singleShot(0, lambda: _look_around(window)))
        return
    from hubdesk.app.first import show_first_run

    show_first_run(window)
    QTimer.singleShot(0, painted)


def cannot_open(window: Window, error: HubDeskError) -> UnlockPage:
    """Say in the window why it cannot go on: a window has no other place to say it."""
    page = UnlockPage("")
    page.only_wait(translate("Window", "The records cannot be opened"))
    page.say(explain(error).text)
    window.locking.page = page
    window.show_page(page)
    from hubdesk.app.rescue import offer

    offer(window, error)
    return page


def _look_around(window: Window) -> None:
    from hubdesk.app.first import look_around

    look_around(window)


def _after_paint(window: Window, instance: OneInstance) -> None:
    if os.environ.get("HUBDESK_QUIT_AFTER") == "unlock-painted":
        print(time.monotonic_ns(), flush=True)
        os._exit(0)
    if os.name == "posix":
        from hubdesk.app.asked_to_end import AskedToEnd

        AskedToEnd(window.close, window)
    instance.listen()
    window.watch_problems()
    window.load_the_rest()


def _raise(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
