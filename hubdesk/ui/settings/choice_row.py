"""One choice as a row: what it is at the left, how it stands at the right, kept as it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QSpinBox, QWidget

from hubdesk.i18n import translate
from hubdesk.settings import Kept, Setting, Value
from hubdesk.ui.settings.choosing import Choosing, number_words, of_group
from hubdesk.ui.space import column, line, sized, spaced
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.cards import Card, Line, SectionHead
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import Label, WrappedLabel

SETTLE_MS = 700  # after the last press of an arrow a number is kept
_MOST_SEGMENTS = 6


def _t(text: str) -> str:
    return translate("Settings", text)


class NumberEdit(QSpinBox):
    """A whole number with its unit. `settled` comes when somebody is done, not at each press."""

    settled = Signal(int)

    def __init__(
        self,
        least: int,
        most: int,
        unit: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._unit = unit
        self._kept = 0
        self.setRange(least, most)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.settle)
        self.valueChanged.connect(self._stir)
        self.editingFinished.connect(self.settle)
        sized(self, width=150)
        self._fit()

    def put(self, number: int) -> None:
        """Show a number that stands, without telling anybody."""
        self._kept = number
        self.blockSignals(True)
        self.setValue(number)
        self._name_unit()
        self.blockSignals(False)
        self._soon.stop()

    def settle(self) -> None:
        """Tell the number, if it is a new one."""
        self._soon.stop()
        if self.value() != self._kept:
            self._kept = self.value()
            self.settled.emit(self.value())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_soon"):
            self._fit()

    def _fit(self) -> None:
        # the padding of the sheet does not reach the text of a spin box
        self.lineEdit().setTextMargins(look().px(10), 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page, never a choice

    def _stir(self) -> None:
        self._name_unit()
        self._soon.start()

    def _name_unit(self) -> None:
        words = number_words(self.value(), self._unit)
        tail = words[len(f"{self.value():,}") :] if self._unit else ""
        if tail != self.suffix():
            self.setSuffix(tail)


class ChoiceRow(QWidget):
    """Draws a declared choice and keeps what is chosen."""

    def __init__(self, wanted: Setting, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self._choosing = choosing
        label = _t(wanted.label)
        self._both = line(self, (0, 8, 0, 8), 16)
        words = column(gap=2)
        words.addStretch(1)
        self.label = Label(label, "body", wrap=True)
        words.addWidget(self.label)
        if wanted.hint:
            words.addWidget(WrappedLabel(_t(wanted.hint), "small", "3"))
        words.addStretch(1)
        self._both.addLayout(words, 1)
        self.control, self._show = _control(wanted, label, self._chosen)
        self.control.setAccessibleDescription(_t(wanted.hint))
        self.label.setBuddy(self.control)
        self._both.addWidget(self.control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_now()

    def show_now(self) -> None:
        """Show what stands."""
        self._show(self._choosing.now(self.wanted))

    def set_narrow(self, narrow: bool) -> None:
        """The control goes under the words where there is little room."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._both.setDirection(down if narrow else across)
        spaced(self._both, (0, 8, 0, 8), 8 if narrow else 16)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter
        self._both.setAlignment(self.control, side)

    def _chosen(self, value: Value) -> None:
        self._choosing.choose(self.wanted, value)
        self.show_now()


class ChoicesCard(Card):
    """The choices of a group, one under the other."""

    def __init__(
        self,
        title: str,
        group: str,
        choosing: Choosing,
        *,
        keys: Callable[[str], bool] = lambda _key: True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__((20, 14, 20, 8), 0, parent)
        self.body.addWidget(SectionHead(title))
        of_hub = all(one.kept is Kept.HUB for one in of_group(group) if keys(one.key))
        self.verb = "change setting" if of_hub else ""  # those of this computer are for everybody
        self.rows: dict[str, ChoiceRow] = {}
        for wanted in of_group(group):
            if not keys(wanted.key):
                continue
            if self.rows:
                self.body.addWidget(Line())
            self.rows[wanted.key] = row = ChoiceRow(wanted, choosing)
            self.body.addWidget(row)

    def show_now(self) -> None:
        for row in self.rows.values():
            row.show_now()

    def set_narrow(self, narrow: bool) -> None:
        for row in self.rows.values():
            row.set_narrow(narrow)

    def settle(self) -> None:
        """Keep what was typed and not left yet."""
        for row in self.rows.values():
            if isinstance(row.control, NumberEdit):
                row.control.settle()


Show = Callable[[Any], object]


def _control(wanted: Setting, label: str, chosen: Callable[[Value], None]) -> tuple[QWidget, Show]:
    """The widget for a choice, and how a value is put into it without telling anybody."""
    if wanted.choices:
        return _pick(wanted, label, chosen)
    if wanted.type is bool:
        box = QCheckBox(_t("Yes"))
        box.setAccessibleName(label)
        box.clicked.connect(lambda on: chosen(bool(on)))
        return box, lambda value: box.setChecked(bool(value))
    number = NumberEdit(wanted.least or 0, wanted.most or 999_999, wanted.unit, label)
    number.settled.connect(chosen)
    return number, lambda value: number.put(int(value))


def _pick(wanted: Setting, label: str, chosen: Callable[[Value], None]) -> tuple[QWidget, Show]:
    options = [(value, _t(words)) for value, words in wanted.choices]

    def tell(value: str) -> None:
        chosen(int(value) if wanted.type is int else value)

    if len(options) <= _MOST_SEGMENTS and sum(len(words) for _, words in options) < 60:
        segments = Segments(options, str(wanted.default), label)
        segments.chosen.connect(tell)
        return segments, lambda value: segments.choose(str(value))
    combo = Combo(options, str(wanted.default), label)
    combo.activated.connect(lambda _at: tell(combo.value()))
    return combo, lambda value: combo.choose(str(value))
