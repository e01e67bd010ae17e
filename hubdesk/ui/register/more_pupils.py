"""More about the pupils, by year group: girls, boys, Pupil Premium, SEND. Folded until wanted."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.models import NOT_TOLD
from hubdesk.models.session_details import YEAR_GROUPS
from hubdesk.queries.register import HeadRow
from hubdesk.ui.register.count_edit import CountEdit, group_words
from hubdesk.ui.space import column, grid, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import Label, WrappedLabel

_WHAT: Final = {
    "girls": "Girls",
    "boys": "Boys",
    "pupil_premium": "Pupil Premium",
    "send": "SEND",
}
_WIDTH: Final = 72  # units: four of them stand where two stand above


def _t(text: str) -> str:
    return translate("Register", text)


class MorePupils(QWidget):
    """Made when it is first opened, or where something is told. `counted` as in the part above."""

    counted = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(self, 0, 8)
        self.button = Button(_t("More about the pupils"), "ghost", "chevron-down")
        self.button.clicked.connect(lambda _on=False: self._turn())
        self._lines.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.boxes: dict[tuple[str, str], CountEdit] = {}
        self._fields: QWidget | None = None
        self._kept: dict[tuple[str, str], str] = {}

    def show_counts(self, rows: tuple[HeadRow, ...], *, is_other: bool) -> None:
        """What is written down. Another session is folded, unless it says something here."""
        told = {
            (row.year_group, what): getattr(row, what)
            for row in rows
            for what in _WHAT
            if getattr(row, what) != NOT_TOLD
        }
        self._kept = {at: str(many) for at, many in told.items()}
        if is_other:
            self._open(bool(told))
        self._fill()

    def _turn(self) -> None:
        self._open(self._fields is None or self._fields.isHidden())
        self._fill()

    def _open(self, is_open: bool) -> None:
        if is_open and self._fields is None:
            self._fields = self._made()
            self._lines.addWidget(self._fields)
        if self._fields is not None:
            self._fields.setVisible(is_open)
        self.button.set_icon("chevron-up" if is_open else "chevron-down")

    def _made(self) -> QWidget:
        fields = QWidget()
        body = column(fields, 0, 8)
        words = _t("If the school tells you. Only numbers.")
        body.addWidget(WrappedLabel(words, "small", "2"))
        lines = grid(None, 0, 8)
        for at, words in enumerate(_WHAT.values(), 1):
            lines.addWidget(Label(_t(words), "smallstrong", "2"), 0, at)
        for down, group in enumerate(YEAR_GROUPS, 1):
            lines.addWidget(Label(group_words(group)), down, 0)
            for across, (what, words) in enumerate(_WHAT.items(), 1):
                name = f"{group_words(group)}: {_t(words)}"
                box = self.boxes[group, what] = CountEdit(name)
                sized(box, width=_WIDTH)
                box.kept.connect(partial(self._keep, group, what))
                box.editingFinished.connect(partial(self._keep, group, what))
                lines.addWidget(box, down, across)
        lines.setColumnStretch(len(_WHAT) + 1, 1)
        body.addLayout(lines)
        return fields

    def _fill(self) -> None:
        for at, box in self.boxes.items():
            if not box.hasFocus():
                box.setText(self._kept.get(at, ""))

    def _keep(self, group: str, what: str) -> None:
        text = self.boxes[group, what].text().strip()
        if text != self._kept.get((group, what), ""):
            self._kept[group, what] = text
            self.counted.emit(group, what, text)
