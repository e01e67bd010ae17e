"""Getting a PDF onto paper or into a file: the printer asked for once, then remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.printing import FileNotSaved, NoPrinter, PrinterGone
from hubdesk.errors.store import DiskTrouble, FolderNotWritable
from hubdesk.i18n import translate
from hubdesk.store.computer import ComputerChoices
from hubdesk.store.files import room_for_it, write_whole
from hubdesk.ui.jobs import Jobs
from hubdesk.ui.printing.pdf import print_pages

Make = Callable[[], bytes]


def _t(text: str) -> str:
    return translate("Printing", text)


class Printers(Protocol):
    """The printers of a computer."""

    def names(self) -> list[str]:
        """What the computer calls them; empty where it knows none."""
        ...

    def open(self, name: str) -> QPrinter | None:
        """The printer of that name, or None if it is not there now."""
        ...

    def ask(
        self, parent: QWidget | None, title: str, then: Callable[[QPrinter | None], None]
    ) -> None:
        """Ask which one, without blocking. `then` gets None where somebody changed their mind."""
        ...


class PrintersHere:
    """The printers of this computer, asked for with its own dialog."""

    def names(self) -> list[str]:
        return list(QPrinterInfo.availablePrinterNames())

    def open(self, name: str) -> QPrinter | None:
        found = QPrinterInfo.printerInfo(name)
        return None if found.isNull() else QPrinter(found, QPrinter.PrinterMode.HighResolution)

    def ask(
        self, parent: QWidget | None, title: str, then: Callable[[QPrinter | None], None]
    ) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(title)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)

        def closed(answer: int) -> None:
            dialog.deleteLater()
            then(printer if answer == QDialog.DialogCode.Accepted else None)

        dialog.finished.connect(closed)
        QDialog.open(dialog)  # its own open() is another one, and wants a slot


@dataclass(frozen=True)
class Work:
    """One PDF to print. Exactly one of the three is called, on the window's thread."""

    make: Make
    setting: str  # where its printer is remembered: printer.agreement
    title: str
    done: Callable[[], object]
    refused: Callable[[HubDeskError], object]
    cancelled: Callable[[], object]


class Press(QObject):
    """Prints one PDF at a time, beside the window. `stop` finishes the one in hand."""

    def __init__(
        self,
        choices: ComputerChoices,
        *,
        window: QWidget | None = None,
        printers: Printers | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._window = window
        self._printers = printers or PrintersHere()
        self.jobs = Jobs(self)
        self._asked: dict[str, list[Work]] = {}

    def print_pdf(self, work: Work, *, choose: bool = False) -> None:
        """Print on the remembered printer, asking which where none is.

        `choose` asks again where the remembered one is not there now; else that is refused.
        """
        name = str(self._choices[work.setting])
        printer = self._printers.open(name) if name else None
        if printer is not None:
            self._run(work, printer)
        elif name and not choose:
            work.refused(PrinterGone(name))
        elif not self._printers.names():
            work.refused(NoPrinter())
        else:
            self._ask(work)

    def save_pdf(
        self,
        make: Make,
        name: str,
        *,
        done: Callable[[], object],
        refused: Callable[[HubDeskError], object],
    ) -> QFileDialog:
        """Ask where, without blocking, and write the PDF there. Changing one's mind is fine."""
        words = _t("Save as PDF"), _t("PDF files (*.pdf)")
        return self.save_file(make, name, "pdf", words, done=done, refused=refused)

    def save_file(
        self,
        make: Make,
        name: str,
        suffix: str,
        words: tuple[str, str],
        *,
        done: Callable[[], object],
        refused: Callable[[HubDeskError], object],
    ) -> QFileDialog:
        """The same for any sort of file: `words` are the title and what such files are called."""
        dialog = QFileDialog(self._over(), words[0])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(words[1])
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(name)
        dialog.fileSelected.connect(
            lambda path: self.jobs.run(
                lambda: write_file(Path(path), make()),
                owner=self,
                then=lambda _: _call(done),
                refused=lambda error: _tell(refused, error),
            )
        )
        dialog.finished.connect(lambda _answer: dialog.deleteLater())
        dialog.open()
        return dialog

    def stop(self) -> None:
        """Finish the paper in hand and forget the rest; what waits stays in To print."""
        self.jobs.stop()

    def _ask(self, work: Work) -> None:
        if work.setting in self._asked:
            self._asked[work.setting].append(work)  # one question for all of them
            return
        self._asked[work.setting] = [work]
        self._printers.ask(
            self._over(), work.title, lambda printer: self._chosen(work.setting, printer)
        )

    def _over(self) -> QWidget | None:
        """The window a dialog belongs to."""
        return self._window or QApplication.activeWindow()

    def _chosen(self, setting: str, printer: QPrinter | None) -> None:
        works = self._asked.pop(setting)
        if printer is None:
            for work in works:
                work.cancelled()
            return
        if name := printer.printerName():
            self._choices.choose(setting, name)
        else:  # into a file, which holds one paper
            for work in works[1:]:
                work.cancelled()
            works = works[:1]
        for work in works:
            self._run(work, printer)

    def _run(self, work: Work, printer: QPrinter) -> None:
        def job() -> Exception | None:
            try:
                print_pages(work.make(), printer)
            except HubDeskError:
                raise
            except Exception as bug:
                return bug  # raised below, once the paper is put back among those that wait
            return None

        def over(bug: Exception | None) -> None:
            if bug is not None:
                work.cancelled()
                raise bug
            work.done()

        self.jobs.run(job, owner=self, then=over, refused=lambda error: _tell(work.refused, error))


def write_file(path: Path, content: bytes) -> None:
    """Write a file where somebody chose. FileNotSaved where it takes none, or FolderFull."""
    try:
        with room_for_it(path.parent):
            write_whole(path, content)
    except (FolderNotWritable, DiskTrouble) as error:
        raise FileNotSaved from error


def _call(done: Callable[[], object]) -> None:
    done()


def _tell(refused: Callable[[HubDeskError], object], error: Exception) -> None:
    assert isinstance(error, HubDeskError)  # jobs hand on nothing else
    refused(error)
