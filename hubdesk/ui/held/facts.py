"""Labels at the left and what they say beside them, as many as there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import grid, sized
from hubdesk.ui.widgets.text import WrappedLabel

LABEL: Final = 190  # units, for the labels


def facts_grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    """One line for each fact; a long one takes as many as it needs."""
    table = grid(None, 0, 4)
    table.setColumnStretch(1, 1)
    for at, (words, value) in enumerate(facts):
        label = WrappedLabel(words, "small", "2")
        sized(label, width=LABEL)
        shown = WrappedLabel(breakable(value), "small")
        shown.setAccessibleName(f"{words}: {value}")
        table.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        table.addWidget(shown, at, 1, Qt.AlignmentFlag.AlignTop)
    return table
