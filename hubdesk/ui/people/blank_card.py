"""The card somebody gets: a place that waits for a blank one to be scanned, then its number."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ids import read_code
from hubdesk.ui.people.section import Section
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import DropPlace
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("People", text)


class BlankCard(Section):
    """`changed` tells that a card was taken or put back."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Card"), parent)
        self.code = ""
        self.drop = DropPlace(_t("Scan a blank card"))
        self.hint = WrappedLabel(_t("Or leave it: a card can be printed later."), "small", "2")
        self.put_below(self.drop)
        self.put_below(self.hint)
        self._row = Row("", "", icon="id-card")
        self.back = Button(_t("Put back"), "ghost")
        self.back.clicked.connect(lambda _on=False: self.take(""))
        self._row.tail.addWidget(self.back)
        self.put_below(self._row)
        self._row.hide()

    def take(self, code: str) -> None:
        """This card is theirs once they are added; "" puts it back."""
        self.set_code(code)
        self.changed.emit()

    def set_code(self, code: str) -> None:
        """Show a card, telling nobody."""
        ours = read_code(code)
        self.code = ours.text if ours else ""
        self._row.set_words(ours.printed() if ours else "", _t("Theirs once they are added"))
        self._row.setVisible(bool(self.code))
        self.drop.setVisible(not self.code)
        self.hint.setVisible(not self.code)
