"""The one key of a grid of skills: a number for each step, as the scale of the list has them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from hubdesk.queries.skills import StepRow
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import line
from hubdesk.ui.widgets.key_cap import KeyCap
from hubdesk.ui.widgets.text import Label


class Legend(QWidget):
    """Caps with words beside them."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(self, 0, 14)
        self._shown: tuple[str, ...] = ()
        self._parts: list[QWidget] = []

    def show_steps(self, steps: Sequence[StepRow]) -> None:
        """The steps of a scale, from 1."""
        words = tuple(step.title for step in steps)
        if words == self._shown:
            return
        self._shown = words
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        for number, text in enumerate(words, 1):
            part = QWidget()
            row = line(part, 0, 6)
            row.addWidget(KeyCap(str(number)))
            row.addWidget(Label(text, "small", "2"))
            self._flow.addWidget(part)
            part.show()
            self._parts.append(part)
