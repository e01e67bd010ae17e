"""Beside the names of a meeting, event or job club: how many more came who gave none."""

from __future__ import annotations

from PySide6.QtCore import Signal

from hubdesk.i18n import translate
from hubdesk.models import NOT_TOLD
from hubdesk.ui.register.count_edit import CountEdit
from hubdesk.ui.space import line
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Register", text)


class MoreHeads(Card):
    """`counted` tells the text as it was typed. Names and this number are never added up."""

    counted = Signal(str)

    def __init__(self) -> None:
        super().__init__((16, 12, 16, 14), 8)
        self.body.addWidget(SectionHead(_t("How many without a name?"), role="h3"))
        row = line(gap=10)
        self.box = CountEdit(_t("How many came without a name"))
        row.addWidget(self.box)
        words = _t("Only a number. Nobody on the register counts here again.")
        row.addWidget(WrappedLabel(words, "small", "2"), 1)
        self.body.addLayout(row)
        self.wrong = WrappedLabel("", "smallstrong", "bad")
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self._kept = ""
        self.box.kept.connect(self._keep)
        self.box.editingFinished.connect(self._keep)

    def show_count(self, came: int) -> None:
        """What is written down; NOT_TOLD for nothing."""
        self._kept = "" if came == NOT_TOLD else str(came)
        if not self.box.hasFocus():
            self.box.setText(self._kept)

    def show_problem(self, words: str) -> None:
        """What is wrong with the number; empty when nothing is."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _keep(self) -> None:
        text = self.box.text().strip()
        if text != self._kept:
            self._kept = text
            self.counted.emit(text)
