"""How to begin: empty, with a spreadsheet, or with sample people to practise."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.first_run.step import WIDTH, Step
from hubdesk.ui.space import column, sized
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import WrappedLabel

# value, words, what it means, what the filled button says
WAYS: Final = (
    ("empty", "Start empty", "Add people and devices as they come.", "Open the front desk"),
    (
        "spreadsheet",
        "Bring in a spreadsheet",
        "A list of people or devices you have. You see it before anything is kept.",
        "Bring in a spreadsheet",
    ),
    (
        "practice",
        "Add sample people to practise",
        "12 people and 10 devices, marked as samples. One button takes them away.",
        "Add sample people",
    ),
)


def _t(text: str) -> str:
    return translate("FirstRun", text)


class BeginStep(Step):
    """Three ways, the first of them chosen."""

    name = "Start with sample data?"
    can_go_back = True

    def __init__(self) -> None:
        super().__init__(
            _t("How do you want to start?"), _t("You can do the others at any time later.")
        )
        self._group = QButtonGroup(self)
        self.ways: dict[str, QRadioButton] = {}
        for value, words, means, _ in WAYS:
            card = Card((18, 12, 18, 14), 2)
            sized(card, most_width=WIDTH)
            button = QRadioButton(_t(words))
            button.setAccessibleDescription(_t(means))
            self._group.addButton(button)
            self.ways[value] = button
            held = column(None, (32, 0, 0, 0), 0)
            held.addWidget(WrappedLabel(_t(means), "small", "2"))
            card.body.addWidget(button)
            card.body.addLayout(held)
            self.body.addWidget(card)
            button.toggled.connect(lambda _on: self.changed.emit())
        self.ways["empty"].setChecked(True)
        self.body.addStretch(1)

    def value(self) -> str:
        """The way that is chosen."""
        return next(value for value, button in self.ways.items() if button.isChecked())

    def on_words(self) -> str:
        chosen = {value: words for value, _, _, words in WAYS}
        return _t(chosen[self.value()]) if self.ways else ""

    def first_focus(self) -> QWidget:
        return self.ways[self.value()]
