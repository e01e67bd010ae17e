"""Scanner and printer: a test page, three scans of its code. Both can be skipped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.first_run.step import WIDTH, Step
from hubdesk.ui.scanning import ScanFilter
from hubdesk.ui.settings.calibrate import CalibrateCard
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("FirstRun", text)


class ScannerStep(Step):
    """`print_asked` wants the test page; `measured` carries the ms the scanner needs."""

    name = "Scanner and printer"

    print_asked = Signal()
    measured = Signal(int)

    def __init__(self, scanner: Callable[[], ScanFilter | None]) -> None:
        super().__init__(
            _t("Scanner and printer"),
            _t("Print the test page, then scan its code three times. Typing works without both."),
        )
        self._is_measured = False
        self.card = CalibrateCard(scanner)
        sized(self.card, most_width=WIDTH)
        self.body.addWidget(self.card)
        words = _t("You can do this later in Settings, under Scanner and Printers.")
        hint = WrappedLabel(words, "small", "3")
        sized(hint, most_width=WIDTH)
        self.body.addWidget(hint)
        self.body.addStretch(1)
        self.card.measured.connect(self._measured)
        self.card.print_asked.connect(self.print_asked)

    def later_words(self) -> str:
        return "" if self._is_measured else _t("Skip this")

    def first_focus(self) -> QWidget:
        return self.card.start_button

    def leave(self) -> None:
        self.card.stop()

    def _measured(self, hold: int) -> None:
        self._is_measured = True
        self.measured.emit(hold)
        self.changed.emit()
