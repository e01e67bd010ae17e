"""One application, one look, and a window that has the focus, for every test of the window."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from hubdesk.paths import Paths
from hubdesk.store.days import read_days
from hubdesk.store.opening import close_hub
from hubdesk.ui.theme import Look
from tests.conftest import TODAY, Clock, HubBuilder, opened

A_MOMENT_MS = 200
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="session")
def _one_look(qapp: QApplication) -> Look:
    qapp.setCursorFlashTime(0)  # or two pictures of one field differ by the beat of its cursor
    found = qapp.property("hubdesk.look")
    return found if isinstance(found, Look) else Look(qapp, "light")


@pytest.fixture(scope="module", autouse=True)
def _look_of_a_file(_one_look: Look) -> None:
    """So it is for what all tests of a file share: the sign-in screen remembers the usual size."""
    _one_look.wear("light", 100)


@pytest.fixture(autouse=True)
def look(_one_look: Look) -> Look:
    """The look of the app, light at 100 % before every test."""
    _one_look.wear("light", 100)
    return _one_look


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Callable[..., QMainWindow]]:
    """Show a widget in a window of a size, active and painted."""
    windows: list[QMainWindow] = []

    def shown(widget: QWidget, width: int = 1366, height: int = 697) -> QMainWindow:
        window = QMainWindow()
        window.setCentralWidget(widget)
        window.resize(width, height)
        windows.append(window)
        window.show()
        window.activateWindow()
        settle(qapp)
        return window

    yield shown
    for window in windows:
        window.close()
        window.deleteLater()
    # outside a running loop nothing else takes them away, and every look would restyle them
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    settle(qapp)


def settle(app: QApplication) -> None:
    """Let layouts and posted events come to rest."""
    for _ in range(3):
        app.processEvents()


def at_rest(page: QWidget) -> None:
    """Let the moment pass that a page puts things off for, as a panel does while arrow keys run."""
    for _ in range(1000):
        ringing = [
            one
            for one in page.findChildren(QTimer)
            if one.isSingleShot() and one.isActive() and one.interval() <= A_MOMENT_MS
        ]
        if not ringing:
            break
        for one in ringing:
            one.stop()
            one.timeout.emit()
        settle(QApplication.instance())  # type: ignore[arg-type]
    else:
        raise AssertionError("it puts things off for ever")
    settle(QApplication.instance())  # type: ignore[arg-type]


class Beat:
    """A clock for the keys, in ms: a busy machine does not stretch a scan into typing."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self) -> int:
        return self.now


class DeskDriver:
    """Plays a volunteer at the real window: scans are bursts of keys, keys are counted."""

    def __init__(self, window: QMainWindow, desk: object, hub: object, clock: object) -> None:
        from hubdesk.app.desk import OpenDesk

        assert isinstance(desk, OpenDesk)
        self.window, self.open, self.hub, self.clock = window, desk, hub, clock
        self.shell = desk.window.shell
        self.desk = desk.window.desk_page.desk
        self.keys = 0
        self.beat = Beat()
        self.open.window.scans._clock = self.beat

    @property
    def state(self) -> Any:
        return self.desk.state

    @property
    def said(self) -> str:
        """The words of the strip."""
        return self.shell.strip.words()

    def scan(self, code: str, *, ending: str = "\r", gap_s: float = 2.0) -> None:
        """A scanner fires: every key at once, its Enter at the end."""
        self.clock.forward(seconds=gap_s)
        self.beat.now += 1000
        for letter in code:
            self.beat.now += 2
            QTest.keyClick(self._target(), letter)
        for key in ending:
            self.beat.now += 2
            QTest.keyClick(self._target(), Qt.Key.Key_Return if key == "\r" else Qt.Key.Key_Enter)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """One key of a person, well after any scan."""
        self.keys += 1
        self.clock.forward(seconds=1)
        self.beat.now += 1000
        QTest.keyClick(self._target(), key, modifiers)
        self.settle()

    def write(self, text: str) -> None:
        """Somebody types: each key by itself."""
        for letter in text:
            self.keys += 1
            self.beat.now += 120
            QTest.keyClick(self._target(), letter)
            self.open.window.scans.flush()
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.window


@contextmanager
def desk_on(
    paths: Any, hub: Any, clock: Any, database: Any, qapp: QApplication
) -> Iterator[DeskDriver]:
    """The real window on a real hub, unlocked, on a clock that moves when told to."""
    from hubdesk.app.desk import OpenDesk
    from hubdesk.store.computer import read_choices
    from hubdesk.store.opening import Opened

    window = QMainWindow()
    window.resize(1366, 768)
    desk = OpenDesk(
        paths, Opened(database, False, False, None), read_choices(paths.computer), window
    )
    window.setCentralWidget(desk.window)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    desk.unlocked()
    driver = DeskDriver(window, desk, hub, clock)
    driver.settle()
    yield driver
    desk.stop()
    window.close()
    window.deleteLater()
    # outside a running loop nothing else takes it away, and a new look would ask its records
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    QApplication.processEvents()


def look_over(paths: Paths) -> None:
    """Every page was read and the history proved this morning, as on most starts of a day.

    Beside each new window the three would take a tenth of a test's time.
    """
    from hubdesk.app.rounds import DRAFTS, PROOF, QUICK, WHOLE

    days = read_days(paths.days)
    for what in (QUICK, WHOLE, PROOF, DRAFTS):
        days.done(what, TODAY)


@contextmanager
def desk_of_a_file(empty_hub: Any, home: Any, qapp: QApplication) -> Iterator[DeskDriver]:
    """One window on a hub of its own in `home`, for all the tests of a file: they leave it open."""
    paths, clock = Paths(home), Clock()
    shutil.copytree(empty_hub.home, paths.home)
    look_over(paths)
    database = opened(paths, clock)
    with desk_on(paths, HubBuilder(database, clock), clock, database, qapp) as at_desk:
        yield at_desk
    close_hub(paths, database)


@pytest.fixture
def looked_over(paths: Paths) -> None:
    """What is due once a day is done; a file about it says otherwise."""
    look_over(paths)


@pytest.fixture
def at_desk(
    paths: Any, hub: Any, clock: Any, database: Any, looked_over: None, qapp: QApplication
) -> Iterator[DeskDriver]:
    """A window of its own for each test."""
    with desk_on(paths, hub, clock, database, qapp) as driver:
        yield driver
