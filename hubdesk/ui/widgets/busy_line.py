"""A line that names what is being worked on, with Cancel, once it has taken 300 ms."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import ElidedLabel

DELAY_MS = 300


class BusyLine(QFrame):
    """`begin()` waits before it shows, so that short work does not flicker."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "strip")
        self.setProperty("c", "info")
        row = line(self, (14, 6, 8, 6), 12)
        middle = column(gap=4)
        self._words = ElidedLabel("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        middle.addWidget(self._words)
        middle.addWidget(self._bar)
        row.addLayout(middle, 1)
        self.cancel = Button("Cancel", "ghost")
        self.cancel.clicked.connect(lambda _on=False: self.cancelled.emit())
        row.addWidget(self.cancel)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(DELAY_MS)
        self._late.timeout.connect(self._show)
        self.hide()

    def words(self) -> str:
        return self._words.text()

    def begin(self, words: str, *, can_cancel: bool = True) -> None:
        """Name the work: "Working out October…". It shows after 300 ms."""
        self._words.setText(words)
        self._bar.setRange(0, 1)
        self._bar.setValue(0)
        self._bar.hide()
        self.cancel.setVisible(can_cancel)
        self._late.start()

    def settle(self, words: str) -> None:
        """Name work that cannot be cancelled; "" for none any more."""
        if words:
            self.begin(words, can_cancel=False)
        else:
            self.end()

    def say(self, words: str) -> None:
        """Other words for the same work: how far it has come."""
        self._words.setText(words)

    def progress(self, done: int, total: int) -> None:
        """How far it is."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar.setAccessibleName(f"{done:,} of {total:,}")
        self._bar.show()

    def end(self) -> None:
        """The work is over, done or not."""
        self._late.stop()
        self.hide()

    def _show(self) -> None:
        self.show()
        announce(self, self._words.text())
