"""The strip that says what just happened, offers Undo, and is heard by a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column, line, sized, spaced
from hubdesk.ui.theme import look, mark_as
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.key_cap import KeyCap
from hubdesk.ui.widgets.text import IconLabel, WrappedLabel

Sort = Literal["ok", "warn", "bad", "info"]
MOST_OFFERS: Final = 4
ICONS: Final = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-alert",
    "info": "info",
}


@dataclass(frozen=True)
class Offer:
    """A button of the strip: its words, the key beside it, and what pressing it does."""

    words: str
    act: Callable[[], object]
    key: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Result:
    """What happened, in words; at most four offers, Undo among them.

    `more` stands on a line beneath: what went wrong besides, and what to do.
    """

    sort: Sort
    words: str
    offers: tuple[Offer, ...] = field(default=())
    icon: str = ""
    more: str = ""

    @property
    def only_says(self) -> bool:
        """It tells how to go on, or warns, and nothing was done and nothing is offered."""
        return self.sort in ("info", "warn") and not self.offers


def announce(teller: QWidget, words: str, *, problem: bool = False) -> None:
    """Have a screen reader say `words`: at once if it is a problem, else when it has time."""
    event = QAccessibleAnnouncementEvent(teller, words)
    polite = QAccessible.AnnouncementPoliteness.Polite
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive if problem else polite)
    QAccessible.updateAccessibility(event)


class Strip(QFrame):
    """One result at a time. It stays until the next, and never times out."""

    shown = Signal(object)  # the Result

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "strip")
        self.setProperty("c", "ok")
        self._result: Result | None = None
        sized(self, least_height=44)
        self._row = line(self, (14, 3, 8, 3), 10)
        self._icon = IconLabel("", "ok", 20)
        self._words = WrappedLabel("", "strong")
        self._row.addWidget(self._icon)
        self._both = line(gap=10)
        self._more = WrappedLabel("")
        said = column(gap=2)
        said.addWidget(self._words)
        said.addWidget(self._more)
        self._both.addLayout(said, 1)
        self._offers = QWidget()
        self._offered = Flow(self._offers, gap=10)
        self._both.addWidget(self._offers)
        self._row.addLayout(self._both, 1)
        self._tail: list[QWidget] = []
        self.hide()

    @property
    def result(self) -> Result | None:
        return self._result

    def words(self) -> str:
        return self._words.text() if self._result else ""

    def more(self) -> str:
        """What stands on the line beneath, "" where none does."""
        return self._more.text() if self._result else ""

    def buttons(self) -> list[Button]:
        return [widget for widget in self._tail if isinstance(widget, Button)]

    def show_result(self, result: Result) -> None:
        """Show `result` in place of the last, and announce it once."""
        self._result = result
        mark_as(self, c=result.sort)
        self._icon.set_icon(result.icon or ICONS[result.sort], result.sort)
        self._words.setText(result.words)
        self._more.setText(result.more)
        self._more.setVisible(bool(result.more))
        heard = f"{result.words} {result.more}".strip()
        self.setAccessibleName(heard)
        self._clear_offers()
        for offer in result.offers[:MOST_OFFERS]:
            self._add_offer(offer)
        self._offers.setVisible(bool(self._tail))
        self._fold()
        self.show()
        announce(self, heard, problem=result.sort in ("bad", "warn"))
        self.shown.emit(result)

    def clear(self) -> None:
        """Nothing to tell any more."""
        self._result = None
        self._clear_offers()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The offers go under the words where both do not fit beside each other."""
        words = max(
            label.fontMetrics().horizontalAdvance(label.text())
            for label in (self._words, self._more)
        )
        room = self.width() - look().px(62)  # margins, icon and gaps
        wide = self._offers.sizeHint().width() + min(words, room // 2) > room
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        folded = wide and bool(self._tail)
        self._both.setDirection(down if folded else across)
        spaced(self._row, (14, 8, 8, 3) if folded else (14, 3, 8, 3), 10)

    def _add_offer(self, offer: Offer) -> None:
        button = Button(offer.words, "ghost", offer.icon)
        button.clicked.connect(lambda _on=False: offer.act())
        self._offered.addWidget(button)
        self._tail.append(button)
        if offer.key:
            button.setAccessibleDescription(offer.key)
            if not self._is_taken(offer.key):
                # a button's own shortcut would press it 100 ms later
                QShortcut(QKeySequence(offer.key), button).activated.connect(button.click)
            cap = KeyCap(offer.key)
            self._offered.addWidget(cap)
            self._tail.append(cap)

    def _is_taken(self, key: str) -> bool:
        """Whether the window or the page that is open has this key: two would press neither."""
        wanted = QKeySequence(key)
        for action in self.window().findChildren(QAction):
            owner = action.parent()
            if wanted in action.shortcuts() and isinstance(owner, QWidget) and owner.isVisible():
                return True
        return False

    def _clear_offers(self) -> None:
        for widget in self._tail:
            self._offered.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._tail.clear()
