"""Setting a scanner up: three scans of the test code tell how fast it is and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ids import CodeKind, make_code, read_code
from hubdesk.ui.flow import Flow
from hubdesk.ui.scanning import Scan, ScanFilter, hold_for, looks_like_wrong_layout
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import IconLabel, WrappedLabel

SCANS: Final = 3
# The code of the test page. No desk numbers a paper 0, so scanning it elsewhere finds nothing.
TEST_CODE: Final = make_code(CodeKind.PAPER, 0, 0).text


def _t(text: str) -> str:
    return translate("Scanner", text)


class CalibrateCard(Card):
    """`measured` carries the ms to wait, after three scans. `print_asked` wants the test page.

    `scanner` gives the filter that sees the keys; None where none is there yet.
    """

    measured = Signal(int)
    print_asked = Signal()

    def __init__(
        self, scanner: Callable[[], ScanFilter | None], parent: QWidget | None = None
    ) -> None:
        super().__init__((20, 14, 20, 18), 10, parent)
        self._scanner = scanner
        self._filter: ScanFilter | None = None
        self._scans: list[Scan] = []
        self.body.addWidget(SectionHead(_t("Set the scanner up")))
        self.words = WrappedLabel("", "body", "2")
        self.body.addWidget(self.words)
        marks = line(gap=10)
        self._marks = [IconLabel("circle", "text3", 28) for _ in range(SCANS)]
        for mark in self._marks:
            marks.addWidget(mark)
        marks.addStretch(1)
        self.body.addLayout(marks)
        self.result = Note("", "ok", "circle-check")
        self.result.hide()
        self.problem = Note("", "bad", "circle-alert")
        self.problem.hide()
        self.body.addWidget(self.result)
        self.body.addWidget(self.problem)
        row = QWidget()
        flow = Flow(row, gap=8)
        self.start_button = Button(_t("Start"), "", "scan-barcode")
        self.print_button = Button(_t("Print the test page"), "ghost", "printer")
        self.start_button.clicked.connect(lambda _on=False: self.toggle())
        self.print_button.clicked.connect(lambda _on=False: self.print_asked.emit())
        flow.addWidget(self.start_button)
        flow.addWidget(self.print_button)
        self.body.addWidget(row)
        self._draw()

    @property
    def is_running(self) -> bool:
        """Whether scans belong to this card now."""
        return self._filter is not None

    def toggle(self) -> None:
        """Start, or stop without a result."""
        if self.is_running:
            self.stop()
        else:
            self.begin()

    def begin(self) -> None:
        """Wait for three scans. The focus is kept out of text fields, where keys are letters."""
        found = self._scanner()
        if found is None:
            return
        self._filter = found
        self._scans = []
        found.measured.connect(self.take)
        for note in (self.result, self.problem):
            note.hide()
        self._draw()
        self.start_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Scans belong to the desk again."""
        if self._filter is not None:
            self._filter.measured.disconnect(self.take)
            self._filter = None
        self._draw()

    def take(self, scan: Scan) -> None:
        """One scan, as the filter measured it."""
        self.problem.hide()
        if read_code(scan.text) is None:
            self._say_wrong(scan.text)
            return
        self._scans.append(scan)
        if len(self._scans) < SCANS:
            self._draw()
            return
        hold = hold_for(max(one.slowest_gap for one in self._scans))
        assert self._filter is not None
        self._filter.set_hold(hold)
        self.stop()
        self._say_result(hold)
        self.measured.emit(hold)

    def _say_result(self, hold: int) -> None:
        slowest = max(one.slowest_gap for one in self._scans)
        endings = {one.ending for one in self._scans}
        words = _t("The slowest gap between two letters was {gap} ms. HubDesk waits {hold} ms.")
        parts = [_t("The scanner is set up."), words.format(gap=slowest, hold=hold)]
        parts.append(_ending_words(endings))
        self.result.set_words(" ".join(parts))
        announce(self, self.result.words())

    def _say_wrong(self, text: str) -> None:
        words = (
            _t(
                "The scanner is set to another country's keyboard. "
                "Set it to a UK keyboard: its booklet has a code for that."
            )
            if looks_like_wrong_layout(text)
            else _t("That was not a code of HubDesk. Scan the code on the test page.")
        )
        self.problem.set_words(words)
        announce(self, words, problem=True)

    def _draw(self) -> None:
        done = len(self._scans)
        for at, mark in enumerate(self._marks):
            mark.set_icon(*(("circle-check", "ok") if at < done else ("circle", "text3")))
        if self.is_running:
            left = SCANS - done
            words = _t("Scan the test code.") if done == 0 else _t("Scan it again: {n} to go.")
            self.words.setText(words.format(n=left))
            self.start_button.set_words(_t("Stop"))
        else:
            self.words.setText(
                _t("Print the test page, choose Start, then scan its code three times.")
            )
            self.start_button.set_words(_t("Start again") if done else _t("Start"))


def _ending_words(endings: set[str]) -> str:
    if endings == {""}:
        return _t("It sends nothing after a code, which is fine.")
    if len(endings) > 1:
        return _t("It does not end every code the same way, which is fine.")
    return _t("It ends each code with {key}.").format(key=next(iter(endings)))
