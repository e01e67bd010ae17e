"""One page by itself in the real frame, on a real hub: for what needs no scanner and no desk."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from hubdesk.ui.page import Page, PageSpec
from hubdesk.ui.shell import Shell


class Alone:
    """A page in a shell. `went` tells where it led, `said` what the strip says."""

    def __init__(self, name: str, page: Page, show: Callable[..., QMainWindow]) -> None:
        self.page = page
        self.went: list[tuple[str, dict[str, Any]]] = []
        front = PageSpec("desk", "Front desk", "scan-barcode", "desk", Page)
        mine = PageSpec(name, name.capitalize(), "settings", "", lambda: page)
        self.shell = Shell([front, mine], "Riverside Hub")
        self.window = show(self.shell, 1366, 768)
        self.shell.go(name)
        page.go.disconnect()
        page.go.connect(lambda to, facts: self.went.append((to, facts)))
        self.settle()

    @property
    def said(self) -> str:
        return self.shell.strip.words()

    def offer(self, words: str) -> None:
        """Press one of the strip's buttons."""
        button = next(b for b in self.shell.strip.buttons() if b.text() == words)
        button.click()
        self.settle()

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()


def until(done: Callable[[], object], ms: int = 20_000) -> None:
    """Wait for work beside the window."""
    for _ in range(ms // 10):
        if done():
            return
        QApplication.processEvents()  # qWait would raise here what the app's own hook is for
        time.sleep(0.01)  # which lets work beside the window go on; qSleep does not
    raise AssertionError("it never came")


class PdfPrinters:
    """Printers that print into files of a folder: real QPrinters, read back with pdfium.

    `there` are the names the computer knows; `answer` is what somebody picks when asked, None
    for changing their mind. `asked` counts the questions.
    """

    def __init__(self, folder: Path, *there: str) -> None:
        self.folder = folder
        self.there = list(there)
        self.answer: str | None = there[0] if there else None
        self.resolution = 203
        self.asked: list[str] = []
        self.made: list[Path] = []
        self.is_on = True

    def names(self) -> list[str]:
        return self.there

    def open(self, name: str) -> QPrinter | None:
        return self._printer(name) if name in self.there else None

    def ask(
        self, parent: QWidget | None, title: str, then: Callable[[QPrinter | None], None]
    ) -> None:
        self.asked.append(title)
        then(None if self.answer is None else self._printer(self.answer))

    def _printer(self, name: str) -> QPrinter:
        class Named(QPrinter):
            def printerName(self) -> str:
                return name  # a printer that prints into a file has none of its own

        folder = self.folder if self.is_on else self.folder / "switched" / "off"
        path = folder / f"{len(self.made)}.pdf"
        printer = Named(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setResolution(self.resolution)
        if self.is_on:
            self.made.append(path)
        return printer
