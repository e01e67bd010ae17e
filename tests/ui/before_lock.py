"""Somebody before the lock of the real window: types, presses keys, scans, sees what is said."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hubdesk.app.starting import Window
from hubdesk.paths import Paths
from hubdesk.store.computer import read_choices
from hubdesk.store.keys import read_slots
from hubdesk.ui.unlock.new_passphrase import NewPassphrasePage
from hubdesk.ui.unlock.page import UnlockPage
from tests.ui.alone import until

ENTER = Qt.Key.Key_Return


class Locked:
    """The window of a hub that is locked, and somebody before it."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.window = Window(paths, read_choices(paths.computer))
        self.window.ask_passphrase(read_slots(paths))
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.settle()

    @property
    def page(self) -> UnlockPage:
        assert self.window.unlock is not None
        return self.window.unlock

    @property
    def renewing(self) -> NewPassphrasePage:
        assert self.window.renewing is not None
        return self.window.renewing

    @property
    def said(self) -> str:
        return self.page.problem.text() if self.page.problem.isVisible() else ""

    @property
    def is_at_desk(self) -> bool:
        desk = self.window.desk
        return desk is not None and self.window.stack.currentWidget() is desk.window

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()

    def write(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self.window.focusWidget(), letter)
            if self.window.desk is not None:  # a person types, not a scanner
                self.window.desk.window.scans.flush()
        self.settle()

    def press(self, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)
        self.settle()

    def step_back(self) -> None:
        """It is somebody else after all: back to the names, with no letter typed."""
        self.press(Qt.Key.Key_Escape)
        self.page.who.edit.clear()

    def try_passphrase(self, text: str) -> None:
        page = self.page
        self.write(text)
        self.press(ENTER)
        until(lambda: self.window.unlock is not page or not page.edit.isReadOnly())
        self.settle()

    def use_sheet(self, groups: tuple[str, ...]) -> None:
        self.page.passphrase.recovery_button.click()
        for group in groups:
            self.write(group.lower())
        self.press(ENTER)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        # or its scanner goes on watching the keys of the next test
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.settle()

    def scan(self, code: str) -> None:
        """A scanner fires: every key at once, Enter at the end."""
        for letter in code:
            QTest.keyClick(self.window.focusWidget() or self.window, letter)
        QTest.keyClick(self.window.focusWidget() or self.window, ENTER)
        if self.window.desk is not None:
            self.window.desk.window.scans._scan_ended = None  # a second later
        self.settle()

    def wait_out(self) -> None:
        """The seconds after too many tries go by."""
        while self.page.waiting.left:
            self.page.waiting.count_down()

    def come_in(self, letters: str, pin: str) -> None:
        """The first letters of a name, Enter, six digits, Enter; waits until it is decided."""
        if letters:
            self.write(letters)
            self.press(ENTER)
        page = self.page
        self.write(pin)
        self.press(ENTER)
        until(lambda: self.window.unlock is not page or not page.pin.edit.isReadOnly())
        self.settle()


def everything_said(window: QWidget) -> str:
    """Every title, name, text and value the window gives to eyes and to a screen reader."""
    said: list[str] = []

    def walk(interface) -> None:
        if interface is None:
            return
        kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
        said.extend(interface.text(kind) for kind in kinds)
        for at in range(interface.childCount()):
            walk(interface.child(at))

    for top in QApplication.topLevelWidgets():
        if top is window or top.isVisible():
            said.append(top.windowTitle())
            walk(QAccessible.queryAccessibleInterface(top))
            for child in top.findChildren(QWidget):
                for give in ("text", "toolTip", "placeholderText", "accessibleName"):
                    said.append(str(getattr(child, give, str)()))
    return "\n".join(said)
