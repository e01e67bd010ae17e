"""Welcome: set a hub up, bring one back, or just look around; the look can be chosen at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.store.computer import ComputerChoices
from hubdesk.ui.first_run.step import WIDTH, Step
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.theme import look
from hubdesk.ui.tokens import CHOICES, SCALES
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.rows import Tile
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("FirstRun", text)


class Welcome(Step):
    """`look_around_asked` opens an invented hub that nobody keeps, `bring_back_asked` a copy."""

    look_around_asked = Signal()
    bring_back_asked = Signal()

    def __init__(self, computer: ComputerChoices) -> None:
        super().__init__(
            _t("Welcome to HubDesk"),
            _t("Lend devices, know who has them, and keep it all on this computer."),
        )
        self._computer = computer
        self.set_up = _Way(
            "house",
            _t("Set up HubDesk on this computer"),
            _t("For your hub. It takes about 5 minutes, and you can stop and carry on."),
        )
        self.around = _Way(
            "eye",
            _t("Just look around"),
            _t("An invented hub to try everything in. Nothing of it is kept."),
        )
        self.around_button = Button(_t("Look around"), "", "arrow-right")
        self.around.row.addWidget(self.around_button)
        self.around_button.clicked.connect(lambda _on=False: self.look_around_asked.emit())
        self.back = _Way(
            "rotate-ccw",
            _t("Bring back a copy"),
            _t("Your hub was on another computer. A copy is on a stick, or where it was sent."),
        )
        self.back_button = Button(_t("Choose the copy"), "", "arrow-right")
        self.back.row.addWidget(self.back_button)
        self.back_button.clicked.connect(lambda _on=False: self.bring_back_asked.emit())
        for way in (self.set_up, self.back, self.around):
            sized(way, most_width=WIDTH)
            self.body.addWidget(way)
        self.body.addWidget(self._build_look())
        self.body.addStretch(1)

    def on_words(self) -> str:
        return _t("Set up this computer")

    def _build_look(self) -> QWidget:
        themes = (
            ("system", _t("As this computer")),
            ("light", _t("Light")),
            ("dark", _t("Dark")),
            ("contrast", _t("High contrast")),
        )
        self.theme = Segments(themes, look().choice, _t("Light or dark"))
        sizes = [(str(size), f"{size}%") for size in SCALES]
        self.size_ = Segments(sizes, str(look().scale), _t("Text size"))
        self.theme.chosen.connect(self._choose_theme)
        self.size_.chosen.connect(self._choose_size)
        look().changed.connect(self._show_look)
        held = QWidget()
        flow = Flow(held, margins=(0, 8, 0, 0), gap=24)
        for words, control in ((_t("Light or dark"), self.theme), (_t("Text size"), self.size_)):
            pair = QWidget()
            inside = column(pair, 0, 6)
            label = Label(words, "smallstrong")
            label.setBuddy(control)
            inside.addWidget(label)
            inside.addWidget(control)
            flow.addWidget(pair)
        return held

    def _show_look(self) -> None:
        """The text size may have been changed by its keys."""
        self.size_.choose(str(look().scale))

    def _choose_theme(self, value: str) -> None:
        self._computer.choose("look.theme", value)
        look().choose(next(one for one in CHOICES if one == value))

    def _choose_size(self, value: str) -> None:
        self._computer.choose("look.text_size", int(value))
        look().set_scale(int(value))


class _Way(Card):
    """One of the ways to begin."""

    def __init__(self, icon: str, title: str, words: str) -> None:
        super().__init__((18, 16, 18, 16), 0)
        self.row = line(gap=16)
        self.row.addWidget(Tile(icon, 48, "accent_text"))
        both = column(gap=2)
        both.addWidget(Label(title, "h3", wrap=True))
        both.addWidget(WrappedLabel(words, "body", "2"))
        self.row.addLayout(both, 1)
        self.body.addLayout(self.row)
