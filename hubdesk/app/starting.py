"""From a double click to the front desk: the lock, the unlock screen, then the records.

Only Qt, the key slots and the computer's choices are read before the first paint. SQLAlchemy,
the pages and the rest are loaded by a job while somebody types the passphrase.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hubdesk.ui import fonts

fonts.begin()  # unpacks in a thread while Qt is being loaded

from PySide6.QtCore import Qt, QTimer, Signal  # noqa: E402

from hubdesk.ui import plain_imports  # noqa: E402

plain_imports.put_back()

from PySide6.QtGui import QCloseEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget  # noqa: E402

from hubdesk.app import LOOK_AROUND  # noqa: E402
from hubdesk.app.tries import Tries  # noqa: E402
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
    from hubdesk.app.desk import OpenDesk
    from hubdesk.app.making import Made
    from hubdesk.store.keys import KeySlots
    from hubdesk.ui.first_run.first_run import FirstRun
    from hubdesk.ui.problem import Problems
    from hubdesk.ui.unlock.new_passphrase import NewPassphrasePage


class Window(QMainWindow):
    """The one window: unlock or first run, then the desk. Locking goes back to unlock."""

    desk_shown = Signal()

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
        self.renewing: NewPassphrasePage | None = None
        self._tries = Tries()
        self.is_throwaway = False
        self._left: Paths | None = None  # a folder made only to look around in
        self.desk: OpenDesk | None = None
        self.unlock: UnlockPage | None = None
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

    def ask_passphrase(self, slots: KeySlots, reason: str = "") -> UnlockPage:
        """Show the unlock screen for the hub of these slots."""
        page = UnlockPage(slots.name)
        page.passphrase_given.connect(lambda text: self._open(passphrase=text))
        page.recovery_given.connect(lambda groups: self._open(groups=groups))
        if reason:
            page.set_reason(reason)
        self.unlock = page
        self.show_page(page)
        page.edit.setFocus()
        return page

    def leave_to(self, paths: Paths) -> None:
        """Go on in a folder nobody keeps, which is removed when the window closes."""
        self.paths = self._left = paths
        self.is_throwaway = True

    def load_the_rest(self) -> None:
        """After the first paint: what opening needs is loaded while somebody types."""
        self.worker.run(_load, lambda _: None)

    def _open(self, *, passphrase: str = "", groups: tuple[str, ...] = ()) -> None:
        from hubdesk.store.keys import open_with_passphrase, open_with_recovery, read_slots

        def work() -> Any:
            slots = read_slots(self.paths)
            key = (
                open_with_recovery(slots, groups)
                if groups
                else open_with_passphrase(slots, passphrase)
            )
            forgotten = key if groups else None
            if self.desk is not None:
                return None, forgotten  # only locked: the records are open already
            from hubdesk.store.opening import open_or_mend

            opened_by = "recovery" if groups else "passphrase"
            return open_or_mend(self.paths, slots, key, opened_by=opened_by), forgotten

        self.worker.run(work, self._opened, self._not_opened)

    def _opened(self, found: Any) -> None:
        self._tries.succeeded()
        opened, forgotten = found
        if opened is not None:
            self._build_desk(opened)
        if forgotten is None:
            self._show_desk()
        else:
            self._ask_new_passphrase(forgotten)
        self._drop_unlock()

    def _not_opened(self, error: HubDeskError) -> None:
        from hubdesk.errors.store import WrongPassphrase, WrongRecoveryKey

        group = error.group if isinstance(error, WrongRecoveryKey) else 0
        if self.unlock is None:
            return
        self.unlock.say(explain(error).text, group)
        if isinstance(error, WrongPassphrase | WrongRecoveryKey) and not group:
            self.unlock.wait(self._tries.failed())

    def _ask_new_passphrase(self, key: bytes) -> None:
        """The sheet opened the records, so the passphrase is forgotten: there has to be a new one.

        The desk stays behind this page. Whoever closes the window now is asked again next time.
        """
        from hubdesk.store.keys import read_slots
        from hubdesk.ui.unlock.new_passphrase import NewPassphrasePage

        desk = self.desk
        assert desk is not None
        desk.window.set_locked(True)
        page = self.renewing = NewPassphrasePage(read_slots(self.paths).name)

        def keep(passphrase: str) -> None:
            self.worker.run(
                lambda: desk.records.ways.set_passphrase(key, passphrase),
                lambda _: self._renewed(page),
                lambda error: page.say(explain(error).text),
            )

        page.chosen.connect(keep)
        self.show_page(page)
        page.edit.edit.setFocus()

    def _renewed(self, page: NewPassphrasePage) -> None:
        if self.renewing is not page or self.desk is None:
            return  # the window was locked while the lock was made; the new passphrase opens it
        self._show_desk()
        self._drop_renewing()
        from hubdesk.ui.widgets.strip import Result

        words = translate("Window", "The new passphrase opens the records from now on.")
        self.desk.window.shell.tell(Result("ok", words))

    def _drop_renewing(self) -> None:
        if self.renewing is not None:
            self.stack.removeWidget(self.renewing)
            self.renewing.clear()
            self.renewing.deleteLater()
            self.renewing = None

    def _drop_unlock(self) -> None:
        if self.unlock is not None:
            self.stack.removeWidget(self.unlock)
            self.unlock.clear()
            self.unlock.deleteLater()
            self.unlock = None

    def show_records(self, opened: Any) -> OpenDesk:
        """Build the desk on open records and show it."""
        desk = self._build_desk(opened)
        self._show_desk()
        self._drop_unlock()
        return desk

    def _build_desk(self, opened: Any) -> OpenDesk:
        from hubdesk.app.desk import OpenDesk

        self.desk = OpenDesk(self.paths, opened, self.choices, self)
        self.desk.lock_asked.connect(self.lock)
        self.desk.report_asked.connect(self._save_report)
        self.desk.window.scanned_locked.connect(self._scanned_locked)
        return self.desk

    def _show_desk(self) -> None:
        assert self.desk is not None
        is_first = self.stack.indexOf(self.desk.window) < 0
        self.show_page(self.desk.window)
        self.desk.unlocked()
        if is_first:
            self.desk_shown.emit()

    def lock(self) -> None:
        """Hide everything; the records stay open and half-finished work stays as it is."""
        if self.desk is None or self.unlock is not None:
            return
        from hubdesk.store.keys import read_slots

        self._drop_renewing()
        self.desk.locked()
        self.setWindowTitle("HubDesk")
        words = self.desk.locked_words()
        if self.is_throwaway:  # nobody was told the passphrase of an invented hub
            invented = translate("Window", "An invented hub. Its passphrase: {words}")
            words = invented.format(words=LOOK_AROUND)
        self.ask_passphrase(read_slots(self.paths), words)

    def _scanned_locked(self) -> None:
        if self.unlock is not None:
            self.unlock.say(translate("Window", "Unlock first, then scan again."))

    def _save_report(self) -> None:
        if self.problems is not None:
            self.problems.save_report()

    def _say_anywhere(self, error: HubDeskError) -> None:
        """A Trouble nobody caught is said where somebody looks: in the desk's strip, or here."""
        if self.renewing is not None:
            self.renewing.say(explain(error).text)
        elif self.desk is not None and self.unlock is None:
            self.desk.window.say_error(error)
        else:
            self.say(error)

    def say(self, error: HubDeskError) -> None:
        if self.unlock is not None:
            self.unlock.say(explain(error).text)

    def _resize_text(self, change: Callable[[], None]) -> None:
        change()
        self.choices.choose("look.text_size", look().scale)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.steps is not None and not self.steps.may_close():
            event.ignore()
            return
        try:
            if self.steps is not None:
                self.steps.stop()
            if self.made is not None:
                from hubdesk.store.opening import close_hub

                close_hub(self.paths, self.made.database)
                self.made = None
            if self.desk is not None:
                self.desk.close()
                self.desk = None
        finally:
            self.worker.stop()
            if self.problems is not None:
                self.problems.uninstall()
            if self._left is not None:
                shutil.rmtree(self._left.home, ignore_errors=True)
            super().closeEvent(event)


def _load() -> None:
    """Import what the desk needs; threads may import, only widgets may not be made here."""
    import argon2.low_level  # noqa: F401
    import cryptography.hazmat.primitives.ciphers.aead  # noqa: F401

    import hubdesk.app.desk
    import hubdesk.store.opening  # noqa: F401


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
        _cannot_open(window, error)
        window.show()
        app.exec()
        return 2
    instance.raised.connect(lambda: _raise(window))
    painted = lambda: QTimer.singleShot(0, lambda: _after_paint(window, instance))  # noqa: E731
    _first_page(window, painted, throwaway=throwaway)
    window.show()
    code = app.exec()
    instance.let_go()
    return code


def _first_page(window: Window, painted: Callable[[], object], *, throwaway: bool) -> None:
    from hubdesk.store.keys import read_slots

    there = any(path.exists() for path in window.paths.key_slots)
    if there or window.paths.database.exists():
        try:
            page = window.ask_passphrase(read_slots(window.paths))
        except HubDeskError as error:
            page = _cannot_open(window, error)
        page.painted.connect(painted)
        return
    if throwaway:
        page = UnlockPage("HubDesk")
        page.only_wait(translate("Window", "Making an invented hub to look around in…"))
        window.unlock = page
        window.show_page(page)
        page.painted.connect(painted)
        page.painted.connect(lambda: QTimer.singleShot(0, lambda: _look_around(window)))
        return
    from hubdesk.app.first import show_first_run

    show_first_run(window)
    QTimer.singleShot(0, painted)


def _cannot_open(window: Window, error: HubDeskError) -> UnlockPage:
    """Say in the window why it cannot go on: a window has no other place to say it."""
    page = UnlockPage("")
    page.only_wait(translate("Window", "The records cannot be opened"))
    page.say(explain(error).text)
    window.unlock = page
    window.show_page(page)
    return page


def _look_around(window: Window) -> None:
    from hubdesk.app.first import look_around

    look_around(window)


def _after_paint(window: Window, instance: OneInstance) -> None:
    if os.environ.get("HUBDESK_QUIT_AFTER") == "unlock-painted":
        print(time.monotonic_ns(), flush=True)
        os._exit(0)
    instance.listen()
    window.watch_problems()
    window.load_the_rest()


def _raise(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
