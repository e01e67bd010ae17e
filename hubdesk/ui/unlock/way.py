"""One way in on the lock: what is typed into, the buttons under it, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import BigButton, Button


class Sort(StrEnum):
    """What was typed."""

    PASSPHRASE = "passphrase"
    PIN = "pin"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed to come in. `account` is who they said they are, if they said."""

    sort: Sort
    text: str = ""
    groups: tuple[str, ...] = ()
    account: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who works here, as the lock may show them: their name and nothing else."""

    id: str
    name: str
    has_pin: bool = True


class Way(QWidget):
    """The upper half stands in the part of the card that scrolls; `under` it the buttons.

    `given` carries a Typed; `lacking` the words for what is missing, and where.
    """

    given = Signal(object)
    lacking = Signal(str, int)

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self.body = column(self, 0, gap)
        self.under = QWidget()
        self._under = column(self.under, 0, 8)
        self.button = Button("")
        self._words = ""
        self._others: QHBoxLayout | None = None

    def add_main(self, words: str) -> Button:
        """The filled button."""
        self._words = words
        self.button = BigButton(words)
        self.button.clicked.connect(lambda _on=False: self.give())
        self._under.addWidget(self.button)
        return self.button

    def add_other(self, words: str) -> Button:
        """A quiet button that leads to another way. They share a line: height is dear at 200 %."""
        if self._others is None:
            self._others = line(gap=8)
            self._others.addStretch(1)
            self._others.addStretch(1)
            self._under.addLayout(self._others)
        other = Button(words, "ghost")
        self._others.insertWidget(self._others.count() - 1, other)
        return other

    def show_way(self, visible: bool) -> None:
        self.setVisible(visible)
        self.under.setVisible(visible)

    def set_busy(self, busy: bool, can: bool) -> None:
        """What was typed is being checked; `can` says whether more may be given now."""
        self.button.setEnabled(can)
        if self._words:
            self.button.set_words(translate("Unlock", "Opening…") if busy else self._words)

    def first_focus(self) -> QWidget:
        """Where the hands go."""
        return self.button

    def point_at(self, group: int) -> None:
        """Put the hands where something was wrong."""
        self.first_focus().setFocus()

    def give(self) -> None:
        """The filled button was pressed: tell what was typed."""

    def forget(self) -> None:
        """Let go of what was typed."""
