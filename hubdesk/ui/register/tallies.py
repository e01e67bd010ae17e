"""Above a register how many are marked so, below it which key marks what."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.models import Mark
from hubdesk.queries.register import Register
from hubdesk.ui.flow import Flow
from hubdesk.ui.sessions.words import nameless_words
from hubdesk.ui.space import line
from hubdesk.ui.widgets.key_cap import KeyCap
from hubdesk.ui.widgets.text import Label

_COUNTS: Final = (
    ((Mark.PRESENT, Mark.LEFT_EARLY, Mark.REMOTE), "present", "ok"),
    ((Mark.LATE,), "late", "warn"),
    ((Mark.TOLD_US,), "told us", "info"),
    ((Mark.ABSENT,), "absent", "bad"),
    ((Mark.NONE,), "to mark", ""),
)
_LEGEND: Final = (
    *(("P", "present"), ("L", "late"), ("T", "told us"), ("A", "absent")),
    *(("E", "left early"), ("R", "elsewhere"), ("N", "note"), ("↓", "skip")),
)


def _t(text: str) -> str:
    return translate("Register", text)


class Tallies(QWidget):
    """6 present, 1 late, 1 told us, 0 absent, 4 to mark."""

    def __init__(self) -> None:
        super().__init__()
        counts = Flow(self, gap=14)
        self._counts: list[tuple[tuple[Mark, ...], Label]] = []
        for marks, words, ink in _COUNTS:
            pair = QWidget()
            both = line(pair, 0, 6)
            many = Label("0", "strong", ink)
            both.addWidget(many)
            both.addWidget(Label(_t(words), "small", "2"))
            counts.addWidget(pair)
            self._counts.append((marks, many))
        self._nameless = Label("", "small", "2")
        counts.addWidget(self._nameless)

    def show_register(self, found: Register | None) -> None:
        """Count again. Who gave no name is counted apart, and only where somebody was."""
        words = nameless_words(found.session) if found else ""
        self._nameless.setText(words)
        self._nameless.setVisible(bool(words))
        for marks, many in self._counts:
            many.setText(str(found.count(*marks) if found else 0))


class Legend(QWidget):
    """The keys of the list. Decoration: the list says them itself."""

    def __init__(self) -> None:
        super().__init__()
        keys = Flow(self, (16, 8, 16, 10), 10)
        for key, words in _LEGEND:
            one = QWidget()
            pair = line(one, 0, 6)
            pair.addWidget(KeyCap(key))
            pair.addWidget(Label(_t(words), "small", "2"))
            keys.addWidget(one)
