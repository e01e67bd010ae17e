"""The rows of two records side by side: the two heads, a fact to choose, a fact that is settled."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.side_by_side import FactPair, Side, SideBySide
from hubdesk.ui.people.merge_words import LABELS, difference, fact_words, what_hangs_on
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.avatar import Avatar
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("People", text)


class RecordHead(Card):
    """Whose record a column is, and how much hangs on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((16, 12, 16, 12), 6, parent)
        who = line(gap=12)
        words = column(gap=2)
        self.avatar = Avatar("", 40)
        self.name = WrappedLabel("", "strong")
        self.detail = WrappedLabel("", "small", "2")
        self.chip = Chip("")
        words.addWidget(self.name)
        words.addWidget(self.detail)
        who.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        who.addLayout(words, 1)
        self.body.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(who)
        self.body.addStretch(1)

    def show_side(self, pair: SideBySide, side: Side) -> None:
        """Show one of the two records."""
        record = pair.kept if side is Side.KEPT else pair.merged
        self.avatar.set_name(record.name)
        self.name.setText(breakable(record.name))
        self.detail.setText(what_hangs_on(record))
        if side is Side.KEPT:
            self.chip.set_words(_t("1 · Stays"), "ok", "check")
        else:
            self.chip.set_words(_t("2 · Goes into it"), "info", "merge")


class ChooseRow(QWidget):
    """A fact on which both say something else. `chosen` tells that a side was picked."""

    chosen = Signal()

    def __init__(self, pair: SideBySide, fact: FactPair, today: date) -> None:
        super().__init__()
        self.fact = fact
        self.side = fact.suggested
        self.is_decided = False
        self.label = _t(LABELS[fact.name])
        body: QVBoxLayout = column(self, 0, 4)
        head = line(gap=10)
        head.addWidget(Label(self.label, "strong"))
        self.how = WrappedLabel(difference(pair, fact, today), "small", "2")
        head.addWidget(self.how, 1)
        body.addLayout(head)
        track = QFrame()
        track.setProperty("k", "track")
        self._sides: QHBoxLayout = line(track, 3, 4)
        self.buttons: dict[Side, Button] = {}
        for number, side in enumerate(Side, 1):
            words = fact_words(pair, fact, side, today)
            button = Button(words, "seg", on=False, elides=True, tip=f"Alt+{number}")
            whose = pair.kept.name if side is Side.KEPT else pair.merged.name
            said = _t("{fact}: {words}, from {name}")
            button.set_words(words, said.format(fact=self.label, words=words, name=whose))
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _on=False, s=side: self.pick(s))
            self.buttons[side] = button
            self._sides.addWidget(button, 1)
        body.addWidget(track)
        self._show()

    def pick(self, side: Side) -> None:
        """Keep what this side says."""
        self.side, self.is_decided = side, True
        self._show()
        self.chosen.emit()

    def focus(self) -> None:
        """The focus to the side that stands."""
        self.buttons[self.side].setFocus(Qt.FocusReason.TabFocusReason)

    def holds_focus(self) -> bool:
        """Whether the keys are here."""
        return any(button.hasFocus() for button in self.buttons.values())

    def stack(self, stacked: bool) -> None:
        """One above the other where there is little room."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(down if stacked else across)

    def _show(self) -> None:
        for side, button in self.buttons.items():
            button.setChecked(side is self.side)


class SettledRow(QWidget):
    """A fact that needs no choice: both say the same, or only one says something."""

    def __init__(self, pair: SideBySide, fact: FactPair, today: date) -> None:
        super().__init__()
        row = line(self, 0, 10)
        kept = fact.suggested
        words = fact_words(pair, fact, kept, today)
        row.addWidget(Label(_t(LABELS[fact.name]), "small", "2"), 2)
        row.addWidget(WrappedLabel(breakable(words)), 3)
        row.addWidget(WrappedLabel(_why(pair, fact, kept), "small", "2"), 3)


def _why(pair: SideBySide, fact: FactPair, kept: Side) -> str:
    if fact.is_same:
        return _t("The same in both")
    name = pair.kept.name if kept is Side.KEPT else pair.merged.name
    return _t("Only on record {number}, {name}").format(
        number=1 if kept is Side.KEPT else 2, name=name
    )
