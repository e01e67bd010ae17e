"""Letters to touch, for a screen without a keyboard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import Button

_ROWS = ("ABCDEFGHI", "JKLMNOPQR", "STUVWXYZ")


def _t(text: str) -> str:
    return translate("Kiosk", text)


class Letters(QWidget):
    """`letter` tells one that was touched, `back` takes the last away."""

    letter = Signal(str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        rows = column(self, 0, 6)
        for letters in _ROWS:
            row = line(gap=6)
            for letter in letters:
                row.addWidget(self._button(letter, letter))
            if letters == _ROWS[-1]:
                back = Button("", "choice", "arrow-left", name=_t("Take the last letter away"))
                back.clicked.connect(lambda _on=False: self.back.emit())
                row.addWidget(back, 1)
            rows.addLayout(row)

    def _button(self, words: str, letter: str) -> Button:
        button = Button(words, "choice", elides=True)
        button.setFocusPolicy(button.focusPolicy().ClickFocus)  # Tab has a keyboard to type on
        button.clicked.connect(lambda _on=False: self.letter.emit(letter))
        return button
