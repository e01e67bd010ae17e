"""Three taps while a home is not known, each may be skipped: internet, devices, learning."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.models import Connection
from hubdesk.ui.space import grid
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import Label


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class HomeCard(Card):
    """`answered` carries connection, working devices and people learning; -1 is not answered."""

    answered = Signal(str, int, int)
    skipped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 14), 10, parent)
        self.head = SectionHead(_t("What is there at home?"), role="h3")
        self.skip_button = Button(_t("Skip"), "ghost")
        self.skip_button.clicked.connect(lambda _on=False: self.skipped.emit())
        self.save_button = Button(_t("Save answers"))
        self.save_button.clicked.connect(lambda _on=False: self._save())
        self.head.row.addWidget(self.save_button)
        self.head.row.addWidget(self.skip_button)
        self.body.addWidget(self.head)
        numbers = [(str(n), str(n) if n < 4 else _t("4 or more")) for n in range(5)]
        self.connection = Segments(
            [
                (Connection.NONE.value, _t("None")),
                (Connection.PHONE_DATA.value, _t("Phone data only")),
                (Connection.BROADBAND.value, _t("Broadband")),
            ],
            "",
            _t("Internet at home"),
        )
        self.devices = Segments(numbers, "", _t("Working devices"))
        self.learning = Segments(numbers, "", _t("People learning there"))
        rows = grid(gap=8)
        asked = (
            (_t("Internet"), self.connection),
            (_t("Working devices"), self.devices),
            (_t("People learning"), self.learning),
        )
        for at, (words, choice) in enumerate(asked):
            rows.addWidget(Label(words, "smallstrong", "2"), at, 0)
            rows.addWidget(choice, at, 1)
        rows.setColumnStretch(2, 1)
        self.body.addLayout(rows)

    def ask(self) -> None:
        """Nothing is answered yet."""
        for choice in (self.connection, self.devices, self.learning):
            choice.choose("")

    def _save(self) -> None:
        self.answered.emit(
            self.connection.value(),
            int(self.devices.value() or -1),
            int(self.learning.value() or -1),
        )
