"""The codes a device answers to: its label, serial number and old tags; linking one more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.models import CodeOrigin
from hubdesk.queries.device_page import CodeRow, DevicePage
from hubdesk.ui.devices.asks import AskNote
from hubdesk.ui.devices.words import origin_words
from hubdesk.ui.space import column, emptied, line, sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.text import ElidedLabel, Label

# What has a column of its own goes with that column, in Edit.
_FIXED = (CodeOrigin.SERIAL, CodeOrigin.IMEI, CodeOrigin.ICCID)


def _t(text: str) -> str:
    return translate("Devices", text)


class CodesCard(Card):
    """`linked` carries a code to link; `unlinked` the id and the text of one to take away."""

    linked = Signal(str)
    unlinked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 14), 8, parent)
        self.head = SectionHead(_t("Answers to"), 0)
        self.body.addWidget(sized(self.head, least_height=38))
        self._rows = QWidget()
        self._lines = column(self._rows, 0, 2)
        self.body.addWidget(self._rows)
        self.link_button = Button(_t("Link another code"), "ghost", "link", verb="link code")
        self.link_button.clicked.connect(lambda _on=False: self._ask())
        self.body.addWidget(self.link_button)
        self.ask = AskNote(
            _t("Code to link"), _t("Scan it now, or type it and press Enter."), _t("Link it")
        )
        self.ask.answered.connect(self.linked)
        self.ask.closed.connect(self._settle)
        self.body.addWidget(self.ask)

    @property
    def waits_for_scan(self) -> bool:
        """Whether the next scan is the code to link."""
        return not self.ask.isHidden()

    def show_device(self, device: DevicePage) -> None:
        """Show its codes."""
        self.head.set_count(len(device.codes))
        emptied(self._rows)
        for code in device.codes:
            self._lines.addWidget(self._row(device, code))

    def refuse(self, words: str) -> None:
        """Say by the field why a code was not linked."""
        self.ask.field.show_problem(words)
        self.ask.edit.selectAll()
        self.ask.edit.setFocus()

    def done(self) -> None:
        """The code is linked: ask no more."""
        self.ask.shut()

    def _row(self, device: DevicePage, code: CodeRow) -> QWidget:
        box = QWidget()
        row = line(box, (0, 2, 0, 2), 8)
        words = column(gap=1)
        words.addWidget(ElidedLabel(code.shown, "body"))
        words.addWidget(Label(origin_words(code.origin), "small", "2"))
        row.addLayout(words, 1)
        if code.shown != device.tag and code.origin not in _FIXED:
            said = _t("Take the code {code} away").format(code=code.shown)
            remove = IconButton("x", said, verb="unlink code")
            remove.clicked.connect(
                lambda _on=False: self.unlinked.emit(code.id, code.shown),
            )
            row.addWidget(remove)
        return box

    def _ask(self) -> None:
        self.link_button.hide()
        self.ask.open_up()

    def _settle(self) -> None:
        self.link_button.show()
        self.link_button.setFocus()
