"""Hands at a keyboard and a scanner: key events into the real window, pictures out of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hubdesk.app.desk import OpenDesk
from hubdesk.app.starting import Window
from hubdesk.ui.theme import look

NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
HUMAN_MS = 60  # between two keys of a person who types quickly
AIM_MS = 1600  # nobody aims a scanner faster than this
MOST_TABS = 90  # a page with more stops than this is no page for the keyboard
AFTER_SCAN_MS = 340  # a person's hand needs longer than this to reach Enter


class WentWrong(Exception):
    """A step did not leave what it should have."""


class Player:
    """`desk` is there once the records are unlocked."""

    def __init__(self, window: Window, folder: Path, say: Callable[[str], None]) -> None:
        self.window, self.folder, self.say = window, folder, say
        self.number = 0
        self.hands_ms = 0  # how long hands took in this step
        self.keys = 0  # pressed so far; a scan is none
        self.pictures: list[Path] = []

    @property
    def desk(self) -> OpenDesk:
        if self.window.desk is None:
            raise WentWrong("the records are not open")
        return self.window.desk

    @property
    def said(self) -> str:
        """The words of the strip."""
        return self.desk.window.shell.strip.words()

    def look(self, work: Callable[[Any], Any]) -> Any:
        """Read the records."""
        return self.desk.records.look(work)

    # Hands

    def scan(self, code: str) -> None:
        """Pull the trigger: every key in a burst, Enter at its end."""
        self._take(AIM_MS)
        for letter in code:
            QTest.keyClicks(self._target(), letter)
        QTest.keyClick(self._target(), Qt.Key.Key_Return)
        self.settle(AFTER_SCAN_MS)

    def write(self, text: str) -> None:
        """Type, key by key, in any script."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._target(), letter)
            else:
                self._type(letter)
            self.keys += 1
            self._take(HUMAN_MS)
        self.settle()

    def _take(self, ms: int) -> None:
        """The time hands need, which is not the app's."""
        self.hands_ms += ms
        QTest.qWait(ms)

    def _type(self, letter: str) -> None:
        """A letter QTest knows no key for, as a keyboard of its language sends it."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, NONE, letter)
            QApplication.sendEvent(self._target(), event)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """One key."""
        self.keys += 1
        QTest.keyClick(self._target(), key, modifiers)
        self.settle()

    def tab_to(self, widget: QWidget) -> None:
        """Tab until a control has the focus. WentWrong where Tab does not lead there."""
        for _ in range(MOST_TABS):
            focused = QApplication.focusWidget()
            if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
                self.settle()
                return
            self.keys += 1
            QTest.keyClick(self._target(), Qt.Key.Key_Tab)
            self.settle(5)
        raise WentWrong(f"Tab does not lead to {widget.accessibleName() or widget}")

    def settle(self, ms: int = 60) -> None:
        """Let the window come to rest."""
        QTest.qWait(ms)
        for _ in range(4):
            QApplication.processEvents()

    def wait_for(self, what: Callable[[], bool], seconds: float = 30) -> None:
        """Wait until something holds. WentWrong if it does not in time."""
        end = time.monotonic() + seconds
        while not what():
            if time.monotonic() > end:
                raise WentWrong("it took too long")
            QApplication.processEvents()
            time.sleep(0.02)  # lets work beside the window go on; qWait hardly does
        self.settle()

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    # Steps

    def step(self, name: str, play: Callable[[], str]) -> None:
        """Play one step, print what the records say, and take its picture."""
        began, self.hands_ms = time.perf_counter(), 0
        found = play()
        took = time.perf_counter() - began - self.hands_ms / 1000
        self.number += 1
        self.say(f"{self.number:2}. {name}: {found}  ({took:.1f} s)")
        self.picture(name.lower().replace(" ", "-"), f"{name} · {found}")

    def picture(self, file: str, caption: str, *, of: QWidget | None = None) -> None:
        """Grab the window, or one of its own, with the step's name in a bar under it.

        Pictures are numbered as they are taken: those of the middle of a step stand before its end.
        """
        self.settle()
        shot = (of or self.window).grab().toImage()
        now = look()
        bar = QFontMetrics(now.font("strong")).height() + 16
        whole = QImage(shot.width(), shot.height() + bar, QImage.Format.Format_RGB32)
        whole.fill(now.colour("text"))
        with QPainter(whole) as painter:
            painter.drawImage(0, 0, shot)
            painter.setPen(now.colour("bg"))
            painter.setFont(now.font("strong"))
            room = QRect(16, shot.height(), shot.width() - 32, bar)
            words = painter.fontMetrics().elidedText(
                caption, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter.value), words)
        path = self.folder / f"{len(self.pictures) + 1:02}-{file}.png"
        whole.save(os.fspath(path))
        self.pictures.append(path)
