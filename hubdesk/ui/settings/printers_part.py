"""Which printer each paper goes to, and the papers a desk needs to begin with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.settings import Setting
from hubdesk.ui.flow import Flow
from hubdesk.ui.printing.fresh_sheet import fresh_sheet
from hubdesk.ui.settings.choosing import Choosing, of_group
from hubdesk.ui.space import column, emptied, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Line, SectionHead
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Settings", text)


class PrintNowCard(Card):
    """`print_asked` carries a kind of paper and what it is about."""

    print_asked = Signal(str, str)

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 18), 8, parent)
        self._choosing = choosing
        self.body.addWidget(SectionHead(_t("Print for the desk")))
        words = _t("Keep the desk card beside the scanner. Stick fresh labels, then scan them in.")
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        row = QWidget()
        flow = Flow(row, gap=8)
        self.desk_button = Button(_t("Print the desk card"), "", "keyboard")
        self.test_button = Button(_t("Print a test page"), "", "scan-barcode")
        self.labels_button = Button(
            _t("Print a sheet of labels"), "", "barcode", verb="reserve labels"
        )
        self.desk_button.clicked.connect(lambda _on=False: self.print_asked.emit("desk-card", ""))
        self.test_button.clicked.connect(lambda _on=False: self.print_asked.emit("test-page", ""))
        self.labels_button.clicked.connect(lambda _on=False: self._labels())
        for button in (self.desk_button, self.test_button, self.labels_button):
            flow.addWidget(button)
        self.body.addWidget(row)

    def _labels(self) -> None:
        fresh_sheet(self._choosing.gestures, self.print_asked.emit)


class PrintersCard(Card):
    """The printer that is remembered for each paper, and asking again."""

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 14), 4, parent)
        self._choosing = choosing
        self.body.addWidget(SectionHead(_t("Printers")))
        words = _t("The first print of each paper asks for its printer. It is remembered then.")
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        self.list = column(gap=0)
        self.body.addLayout(self.list)
        self.buttons: dict[str, Button] = {}
        self.show_now()

    def show_now(self) -> None:
        emptied(self.list)
        for at, wanted in enumerate(of_group("Printers")):
            if at:
                self.list.addWidget(Line())
            self.list.addWidget(self._row(wanted))

    def _row(self, wanted: Setting) -> Row:
        name = str(self._choosing.computer[wanted.key])
        label = _t(wanted.label)
        row = Row(label, name or _t("Not chosen yet"), icon="printer", size=32)
        sized(row, least_height=54)
        button = Button(_t("Ask again"), name=_t("Ask again: {paper}").format(paper=label))
        if not name:
            button.set_reason(_t("The next print asks anyway."))
        button.clicked.connect(lambda _on=False: self._forget(wanted))
        row.tail.addWidget(button)
        self.buttons[wanted.key] = button
        return row

    def _forget(self, wanted: Setting) -> None:
        self._choosing.choose(wanted, "")
        self.show_now()
