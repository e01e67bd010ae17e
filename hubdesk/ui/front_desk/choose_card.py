"""Several things fit what was typed or scanned: which one is meant."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.messages.stages import standing
from hubdesk.queries.finding import Choice, Sort
from hubdesk.ui.space import emptied
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.rows import device_row, person_row

MOST = 20


def _t(text: str) -> str:
    return translate("FrontDesk", text)


def choice_detail(choice: Choice) -> str:
    """HD-0303 · out: what tells it from the others that fit."""
    if choice.sort is Sort.PERSON:
        return choice.detail
    return f"{choice.detail} · {standing(choice.stage, choice.is_out)}"


class ChooseCard(Card):
    """One row for each that fits, the focus on the first. `chosen` carries the Choice."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 14), 4, parent)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """Show what fits; more than a few dozen are never shown."""
        emptied(self.body)
        self.body.addWidget(SectionHead(_t("Which one?"), len(choices)))
        for at, choice in enumerate(choices[:MOST]):
            if choice.sort is Sort.PERSON:
                row = person_row(choice.title, choice.detail, opens=True)
            else:
                row = device_row(choice.title, choice_detail(choice), choice.icon, opens=True)
            row.clicked.connect(partial(self._choose, choice))
            self.body.addWidget(row)
            if at == 0:
                row.setFocus()
        self.body.addStretch(1)

    def _choose(self, choice: Choice, _on: bool = False) -> None:
        self.chosen.emit(choice)
