"""The last resort: a slip of ours is written down without anybody's data, and said calmly.

What went wrong is named by where it happened: names of our files and functions, kinds of
errors, versions. No value, no text of an error, no path of the computer is ever written.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from hubdesk import __version__
from hubdesk.errors import HubDeskError
from hubdesk.errors.printing import FileNotSaved
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.store.files import write_whole
from hubdesk.ui.problem_card import ProblemCard, Report

MOST_LOG: Final = 256 * 1024  # bytes; then the older half goes
MOST_FRAMES: Final = 40
_OURS: Final = "hubdesk"
_PACKAGE: Final = os.fspath(Path(__file__).parents[1])


def _t(text: str) -> str:
    return translate("Problem", text)


def report_of(error: BaseException, now: datetime) -> Report:
    """A report of an error that nobody meant. The same slip has the same reference."""
    places = list(_places(error))
    digest = hashlib.sha256("\n".join(places).encode()).hexdigest()
    reference = f"B-{digest[:4].upper()}"
    head = [
        f"Problem {reference}",
        now.strftime("%Y-%m-%d %H:%M"),
        versions(),
        "in the window" if threading.current_thread() is threading.main_thread() else "beside it",
    ]
    return Report(reference, "\n".join([*head, *places, "", ""]))


def versions() -> str:
    """What runs here, in one line. Nothing that names the computer or who uses it."""
    python = platform.python_version()
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"HubDesk {__version__}, Python {python}, Qt {qVersion()}, {system}"


def _places(error: BaseException | None) -> Iterator[str]:
    """Kinds of errors and the lines they came through, the cause last."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        trace = error.__traceback__
        frames = []
        while trace is not None:
            code = trace.tb_frame.f_code
            frames.append(f"  {place_of(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        yield from frames[-MOST_FRAMES:]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def place_of(filename: str, package: str = _PACKAGE) -> str:
    """A file as a report may name it: from its package on, never from the root of a disk."""
    file = filename.replace("\\", "/")
    ours = package.replace("\\", "/") + "/"
    if file.startswith(ours):  # a folder somebody works in may be called the same, or hold a name
        return f"{_OURS}/{file.removeprefix(ours)}"
    if file.startswith(f"{_OURS}/"):  # as the built app names its own
        return file
    _before, packages, inside = file.rpartition("/site-packages/")
    return inside if packages else file.rpartition("/")[2]


class Problems(QObject):
    """Catches what nobody caught, in any thread, and shows one card for it.

    `log` is where reports are written; `now` the clock. A Refusal or Trouble that reached this
    far has words of its own, and goes to `say_error`.
    """

    caught = Signal(object)  # a Report, on the window's thread

    _hopped = Signal(object, object)  # a Report, and the error if it has words

    def __init__(
        self,
        log: Path,
        now: Callable[[], datetime],
        *,
        window: QWidget | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log = log
        self._now = now
        self.window = window
        self.say_error: Callable[[HubDeskError], object] | None = None
        self.card: ProblemCard | None = None
        self._before: tuple[Any, Any] | None = None
        self._hopped.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch from now on."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread

    def uninstall(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """One error nobody caught. May be called in any thread."""
        if not issubclass(kind, Exception):  # Ctrl+C and leaving are no problems
            sys.__excepthook__(kind, error, trace)
            return
        report = report_of(error, self._now())
        if sys.stderr is not None:  # a window on Windows has none
            print(report.text, file=sys.stderr)
        self._hopped.emit(report, error if isinstance(error, HubDeskError) else None)

    def save_report(self) -> QFileDialog:
        """Ask where, without blocking, and write what is known there."""
        over = self._over()
        dialog = QFileDialog(over, _t("Save the report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_t("Text files (*.txt)"))
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(_t("HubDesk problem report.txt"))
        dialog.fileSelected.connect(lambda path: self._save(Path(path)))
        dialog.finished.connect(lambda _answer: dialog.deleteLater())
        dialog.open()
        return dialog

    def written(self) -> str:
        """Every report that is kept, the newest last; the versions where there is none."""
        try:
            return self._log.read_text("utf-8")
        except FileNotFoundError:
            return _t("No problem has been noted.") + f"\n{versions()}\n"

    def _catch_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.catch(args.exc_type, args.exc_value, args.exc_traceback)

    def _land(self, report: Report, error: HubDeskError | None) -> None:
        if error is not None and self.say_error is not None:
            self.say_error(error)
            return
        open_ = self.card
        if open_ is not None and open_.report.reference == report.reference:
            return  # the same again, while it is being read
        is_kept = self._keep(report)
        if open_ is None:
            self._show(report, is_kept=is_kept)
        self.caught.emit(report)

    def _keep(self, report: Report) -> bool:
        """Write the report down. A disk that takes nothing must not hide the problem itself."""
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            if self._log.exists() and self._log.stat().st_size > MOST_LOG:
                self._log.write_bytes(self._log.read_bytes()[-MOST_LOG // 2 :])
            with self._log.open("a", encoding="utf-8") as file:
                file.write(report.text)
        except OSError:
            return False  # the card says that it could not be written
        return True

    def _show(self, report: Report, *, is_kept: bool) -> None:
        over = self._over()
        if over is None:
            return  # before the first window there is nothing to show it in; it is written down
        self.card = ProblemCard(over, report, is_kept=is_kept)
        self.card.closed.connect(self._closed)
        self.card.save_asked.connect(self.save_report)
        self.card.open()

    def _closed(self) -> None:
        if self.card is not None:
            self.card.deleteLater()
            self.card = None

    def _over(self) -> QWidget | None:
        if self.window is not None:
            return self.window
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()]
        return QApplication.activeWindow() or next(iter(shown), None)

    def _save(self, path: Path) -> None:
        try:
            write_whole(path, self.written().encode())
        except HubDeskError:
            # whatever it was, the place somebody chose is what they can change
            self._say(explain(FileNotSaved()).text)
            return
        self._say(_t("The report is saved. It holds nobody's data."))

    def _say(self, words: str) -> None:
        if self.card is not None:
            self.card.say(words)
