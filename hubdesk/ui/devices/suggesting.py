"""A line that offers what was typed there before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from hubdesk.ui.widgets.form import LineEdit


class SuggestEdit(LineEdit):
    """Suggestions hold what was typed anywhere in them; arrows and Enter take one."""

    def __init__(self, placeholder: str = "", name: str = "") -> None:
        super().__init__("", placeholder, name)
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(6)
        self.setCompleter(completer)

    def set_suggestions(self, words: Sequence[str]) -> None:
        """What is offered from now on."""
        if list(words) != self._words.stringList():
            self._words.setStringList(list(words))

    def suggestions(self) -> list[str]:
        """What is offered now."""
        return list(self._words.stringList())
