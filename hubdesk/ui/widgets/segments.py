"""A row of choices of which one stands: arrow keys move, Alt and a number picks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from hubdesk.ui.flow import Flow
from hubdesk.ui.widgets.buttons import Button

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class _Segment(Button):
    stepped = Signal(int)

    def __init__(self, words: str, tip: str) -> None:
        super().__init__(words, "seg", on=False, tip=tip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)


class Segments(QFrame):
    """`options` as (value, words). `chosen` tells of a choice a person made, not of `choose()`."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        value: str,
        name: str,
        *,
        alt_numbers: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("k", "track")
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # it breaks into lines where there is no room
        self.setSizePolicy(policy)
        self._layout = Flow(self, margins=3, gap=2)
        self._buttons: dict[str, Button] = {}
        for number, (option, words) in enumerate(options, 1):
            button = _Segment(words, f"Alt+{number}" if alt_numbers else "")
            button.stepped.connect(self._step)
            button.setAccessibleName(f"{name}: {words}")
            button.clicked.connect(lambda _on, o=option: self._pick(o))
            self._buttons[option] = button
            self._layout.addWidget(button)
            if alt_numbers:
                shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(lambda o=option: self._pick(o))
        self.choose(value)

    def value(self) -> str:
        return self._value

    def choose(self, value: str) -> None:
        """Show `value` as chosen, without telling anybody."""
        self._value = value
        for option, button in self._buttons.items():
            button.setChecked(option == value)
            # one stop for Tab: the choice that stands
            on = option == value or (value not in self._buttons and option == self._first())
            policy = Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
            if on:
                self.setFocusProxy(button)

    def set_reason(self, value: str, reason: str) -> None:
        """Disable one choice and say why; "" enables it again."""
        self._buttons[value].set_reason(reason)

    def button(self, value: str) -> Button:
        return self._buttons[value]

    def _first(self) -> str:
        return next(iter(self._buttons))

    def _step(self, step: int) -> None:
        open_ = [o for o, button in self._buttons.items() if button.isEnabled()]
        if open_:
            at = open_.index(self._value) if self._value in open_ else 0
            self._pick(open_[(at + step) % len(open_)])
            self._buttons[self._value].setFocus(Qt.FocusReason.TabFocusReason)

    def _pick(self, value: str) -> None:
        if not self._buttons[value].isEnabled():
            return
        changed = value != self._value
        self.choose(value)
        if changed:
            self.chosen.emit(value)
