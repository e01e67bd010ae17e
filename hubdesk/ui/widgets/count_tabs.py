"""Tabs over a list, each with how many it holds; one drop-down where there is little room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.space import column
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.segments import Segments


class CountTabs(QWidget):
    """`options` as (value, words). `chosen` tells of a choice a person made, not of `choose()`."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        value: str,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._counts: dict[str, int] = {}
        self._name = name
        self._folded = False
        body = column(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # the row breaks where there is no room
        self.setSizePolicy(policy)
        self.segments = Segments(self._options, value, name)
        self.combo = Combo(self._options, value, name)
        self.segments.chosen.connect(self._pick)
        self.combo.activated.connect(lambda _at: self._pick(self.combo.value()))
        body.addWidget(self.segments)
        body.addWidget(self.combo)
        self.fold(False)

    def value(self) -> str:
        return self.segments.value()

    def choose(self, value: str) -> None:
        """Show `value` as chosen, without telling anybody."""
        self.segments.choose(value)
        self.combo.choose(value)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many each tab holds."""
        if dict(counts) == self._counts:
            return
        self._counts = dict(counts)
        for value, words in self._options:
            shown = self.words_of(value)
            said = translate("Lists", "{name}: {words}").format(name=self._name, words=words)
            if value in counts:
                said = translate("Lists", "{name}: {words}, {count}").format(
                    name=self._name, words=words, count=f"{counts[value]:,}"
                )
            self.segments.button(value).set_words(shown, said)
        self.combo.set_options([(v, self.words_of(v)) for v, _ in self._options], self.value())

    def words_of(self, value: str) -> str:
        """The words of a tab with its count: To wipe (3)."""
        words = dict(self._options)[value]
        return f"{words} ({self._counts[value]:,})" if value in self._counts else words

    def fold(self, folded: bool) -> None:
        """A drop-down instead of the row, or the row again."""
        self._folded = folded
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self.segments.setVisible(not folded)
        self.combo.setVisible(folded)
        stop = self.combo if folded else self.segments
        self.setFocusProxy(stop)
        if had_focus:
            stop.setFocus()

    def _pick(self, value: str) -> None:
        self.choose(value)
        self.chosen.emit(value)
