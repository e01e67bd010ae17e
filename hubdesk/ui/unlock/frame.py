"""What stands around all that is asked before the desk is seen: one calm card, the text size."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.mark import Mark
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import Label


def _t(text: str) -> str:
    return translate("Unlock", text)


class LockFrame(QWidget):
    """A card in the middle of the window. It scrolls where big text leaves too little room."""

    def __init__(self, hub: str, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QWidget()
        middle = column(inside, (24, 24, 24, 12), 0)
        middle.addStretch(2)
        self.card = Card((36, 30, 36, 28), 12)
        sized(self.card, width=460)
        middle.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)
        self.area = scroller(inside)
        self._build_head(hub, why)
        whole = column(self, 0, 0)
        whole.addWidget(self.area, 1)
        whole.addLayout(self._build_foot())

    def set_reason(self, words: str) -> None:
        """The line under the name of the hub."""
        self.why.setText(words)

    def show_whole(self, widget: QWidget) -> None:
        """Bring `widget` into view where the card is higher than the window."""
        if self.area.isAncestorOf(widget):
            self.area.ensureWidgetVisible(widget, 0, look().px(16))

    def _build_head(self, hub: str, why: str) -> None:
        head = line(gap=14)
        head.addWidget(Mark(44), 0, Qt.AlignmentFlag.AlignTop)
        names = column(gap=0)
        self.hub = Label(hub or "HubDesk", "h1", wrap=True)
        names.addWidget(self.hub)
        self.why = Label(why, "body", "2", wrap=True)
        names.addWidget(self.why)
        head.addLayout(names, 1)
        self.card.body.addLayout(head)
        self.card.body.addSpacing(8)

    def _build_foot(self) -> QHBoxLayout:
        self.foot = line(None, (24, 4, 24, 12), 4)
        self.foot.addStretch(1)
        self.foot.addWidget(Label(_t("Text size"), "small", "2"))
        smaller = Button("A−", "ghost", name=_t("Smaller text"), tip="Ctrl+-")
        bigger = Button("A+", "ghost", name=_t("Bigger text"), tip="Ctrl++")
        smaller.clicked.connect(lambda _on=False: look().smaller())
        bigger.clicked.connect(lambda _on=False: look().bigger())
        self.foot.addWidget(smaller)
        self.foot.addWidget(bigger)
        return self.foot
