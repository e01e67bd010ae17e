"""Counting heads: one line for each year group, or one for everybody. Nobody is named."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import NOT_TOLD
from hubdesk.models.session_details import YEAR_GROUPS
from hubdesk.queries.register import HeadRow
from hubdesk.ui.register.count_edit import CountEdit, group_words
from hubdesk.ui.register.more_pupils import MorePupils
from hubdesk.ui.space import grid
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.text import Label, WrappedLabel

_WHO = ("planned", "came")
_TOGETHER = ""  # the group of everybody


def _t(text: str) -> str:
    return translate("Register", text)


class HeadsPart(Card):
    """`counted` tells a year group, which number of it, and the text as it was typed."""

    counted = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__((20, 16, 20, 16), 10)
        self.head = SectionHead(_t("How many came"), role="h3")
        self.body.addWidget(self.head)
        self._about = WrappedLabel("", "small", "2")
        self.body.addWidget(self._about)
        lines = grid(None, 0, 8)
        for at, words in enumerate((_t("Planned"), _t("Came")), 1):
            lines.addWidget(Label(words, "smallstrong", "2"), 0, at)
        self.boxes: dict[tuple[str, str], CountEdit] = {}
        self._labels: dict[str, Label] = {}
        for down, group in enumerate((_TOGETHER, *YEAR_GROUPS), 1):
            words = group_words(group)
            self._labels[group] = Label(words)
            lines.addWidget(self._labels[group], down, 0)
            for across, who in enumerate(_WHO, 1):
                said = _t("{group}: planned") if who == "planned" else _t("{group}: came")
                box = CountEdit(said.format(group=words))
                box.kept.connect(partial(self._keep, group, who))
                box.editingFinished.connect(partial(self._keep, group, who))
                self.boxes[group, who] = box
                lines.addWidget(box, down, across)
        lines.setColumnStretch(3, 1)
        self.body.addLayout(lines)
        self.wrong = WrappedLabel("", "smallstrong", "bad")
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.more = MorePupils()
        self.more.counted.connect(self.counted)
        self.body.addWidget(self.more)
        self.body.addStretch(1)
        self._kept: dict[tuple[str, str], str] = {}
        self.show_counts(())

    def show_counts(
        self, rows: tuple[HeadRow, ...], *, by_year: bool = True, is_other: bool = True
    ) -> None:
        """What is written down: pupils by their year, others all together.

        `is_other` says that it is of another session than before.
        """
        self.more.setVisible(by_year)
        self.more.show_counts(rows, is_other=is_other)
        counted = {row.year_group for row in rows}
        for group, label in self._labels.items():
            asked = bool(group) == by_year or group in counted
            for widget in (label, *(self.boxes[group, who] for who in _WHO)):
                widget.setVisible(asked)
        self._about.setText(
            _t("Only numbers. The name of a pupil is never written down.")
            if by_year
            else _t("Only numbers. Nobody is named.")
        )
        self._kept = {}
        for row in rows:
            for who, many in zip(_WHO, (row.planned, row.came), strict=True):
                self._kept[row.year_group, who] = "" if many == NOT_TOLD else str(many)
        for at, box in self.boxes.items():
            if not box.hasFocus():
                box.setText(self._kept.get(at, ""))
        came = sum(max(row.came, 0) for row in rows)
        self.head.title.setText(
            _t("{many} came").format(many=i18n.count(came, _t("person"), _t("people")))
            if any(row.came != NOT_TOLD for row in rows)
            else _t("How many came")
        )

    def show_problem(self, words: str) -> None:
        """What is wrong with a number; empty when nothing is."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def first(self) -> QWidget:
        """Where the focus goes."""
        return next(box for box in self.boxes.values() if not box.isHidden())

    def _keep(self, group: str, who: str) -> None:
        text = self.boxes[group, who].text().strip()
        if text != self._kept.get((group, who), ""):
            self._kept[group, who] = text
            self.counted.emit(group, who, text)
