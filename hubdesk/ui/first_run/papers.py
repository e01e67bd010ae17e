"""The two papers of the first run, made from what was just typed: the sheet and the test page.

Neither is kept among those to print: the sheet holds the key of the records.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.papers import HubOnPaper
from hubdesk.ui.first_run.facts import HubTyped
from hubdesk.ui.printing.press import Press, Work
from hubdesk.ui.widgets.strip import Result

Facts = Callable[[], tuple[HubTyped, tuple[str, ...]]]


def _t(text: str) -> str:
    return translate("FirstRun", text)


class FirstPapers(QObject):
    """`told` carries a strip.Result, `sheet_out` says that a copy of the sheet exists."""

    told = Signal(object)
    sheet_out = Signal()

    def __init__(self, press: Press, facts: Facts, today: Callable[[], date]) -> None:
        super().__init__(press.parent())
        self._press, self._facts, self._today = press, facts, today

    def print_sheet(self) -> None:
        """Both copies of the recovery sheet."""
        title = _t("Where to print the recovery sheet")
        words = _t("Printed: two copies. Check that both can be read.")
        self._print(self._sheet, "printer.recovery", title, lambda: self._out(words))

    def save_sheet(self) -> None:
        """The recovery sheet into a file, on a stick that is kept like the paper."""
        words = _t("Saved. Keep the stick where the paper would be kept.")
        name = _t("HubDesk recovery sheet.pdf")
        self._press.save_pdf(
            self._sheet, name, done=lambda: self._out(words), refused=self._refused
        )

    def print_test(self) -> None:
        """The page with the code to set the scanner up with."""
        title = _t("Where to print the test page")
        done = lambda: self.told.emit(Result("ok", _t("Printed: test page.")))  # noqa: E731
        self._print(self._test_page, "printer.list", title, done)

    def stop(self) -> None:
        """Finish the paper in hand."""
        self._press.stop()

    def _sheet(self) -> bytes:
        from hubdesk.reports.recovery_sheet import recovery_sheet_pdf

        hub, groups = self._facts()
        return recovery_sheet_pdf(_on_paper(hub), groups, self._today())

    def _test_page(self) -> bytes:
        from hubdesk.reports.scanner_page import test_page_pdf

        return test_page_pdf(_on_paper(self._facts()[0]))

    def _print(
        self, make: Callable[[], bytes], setting: str, title: str, done: Callable[[], object]
    ) -> None:
        work = Work(make, setting, title, done, self._refused, lambda: None)
        self._press.print_pdf(work, choose=True)

    def _out(self, words: str) -> None:
        self.told.emit(Result("ok", words))
        self.sheet_out.emit()

    def _refused(self, error: HubDeskError) -> None:
        self.told.emit(Result("bad", explain(error).text, icon="printer"))


def _on_paper(hub: HubTyped) -> HubOnPaper:
    return HubOnPaper(hub.name, hub.phone, hub.address)
