"""What stands around all that is asked before the desk is seen: one calm card, the text size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.mark import Mark
from hubdesk.ui.space import column, line, sized, spaced
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import Label


def _t(text: str) -> str:
    return translate("Unlock", text)


CARD, EDGE, SIDE = 460, 36, 24  # units
LOW = 360  # units of height


class _Inside(QWidget):
    """As tall as its words need at their width: Qt's least height counts them in narrow lines."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class Upper(QScrollArea):
    """The part of the card that scrolls: as high as what is in it, less where there is no room."""

    def __init__(self, width: int = CARD) -> None:
        super().__init__()
        self.wide = width - 2 * EDGE  # of what is in it, in units
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.inside = _Inside()
        self.body = column(self.inside, (0, 0, 0, 4), 16)
        self.setWidget(self.inside)
        self.inside.setAutoFillBackground(False)  # the card shows through
        self.viewport().setAutoFillBackground(False)
        sized(self, least_height=60)

    def sizeHint(self) -> QSize:
        width = look().px(self.wide)
        self.body.invalidate()  # what it remembers may be from before the text got its size
        flows = self.body.hasHeightForWidth()
        needs = self.body.totalHeightForWidth(width) if flows else self.inside.sizeHint().height()
        return QSize(width, needs)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            QTimer.singleShot(0, self, self.updateGeometry)
        return super().eventFilter(watched, event)


class LockFrame(QWidget):
    """A card in the middle of the window: put things into `above`, and buttons into `below`.

    The buttons always stay in view; what is above them scrolls where big text leaves no room.
    """

    def __init__(
        self, hub: str, why: str, parent: QWidget | None = None, *, width: int = CARD
    ) -> None:
        super().__init__(parent)
        self.setProperty("k", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._whole = whole = column(self, (SIDE, 12, SIDE, 12))
        whole.addStretch(2)
        self.card = Card((EDGE, 24, EDGE, 20), 12)
        self._width = width
        sized(self.card, width=width)
        self.area = Upper(width)
        self.above = self.area.body
        self.below = column(gap=8)
        self.card.body.addWidget(self.area)
        self.card.body.addLayout(self.below)
        # no alignment: with one the card would take the height it likes, beyond the window
        across = line(gap=0)
        across.addStretch(1)
        across.addWidget(self.card)
        across.addStretch(1)
        whole.addLayout(across)
        whole.addStretch(3)
        self._build_head(hub, why)
        whole.addLayout(self._build_foot())
        look().changed.connect(self._look_changed)

    def set_reason(self, words: str) -> None:
        """The line under the name of the hub."""
        self.why.setText(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()
        QTimer.singleShot(0, self, self._show_focus)

    def _look_changed(self) -> None:
        self._refit()
        QTimer.singleShot(0, self, self._show_focus)

    def _refit(self) -> None:
        """Less air where there is little height, so that what is typed is seen whole.

        And no wider than the window, where big text leaves no room: its right side would be cut.
        """
        low = self.height() * 100 / look().scale < LOW
        room = self.width() * 100 // look().scale
        narrow = room < self._width + 2 * SIDE
        side, edge = (8, 16) if narrow else (SIDE, EDGE)
        if (wide := room - 2 * side if narrow else self._width) > 2 * edge:
            self.area.wide = wide - 2 * edge
            sized(self.card, width=wide)
        spaced(self._whole, (side, 6, side, 6) if low else (side, 12, side, 12))
        card = (edge, 8, edge, 4) if low else (edge, 24, edge, 20)
        spaced(self.card.body, card, 8 if low else 12)
        spaced(self.area.body, (0, 0, 0, 4), 8 if low else 16)

    def _show_focus(self) -> None:
        if (focused := self.window().focusWidget()) is not None:
            self.show_whole(focused)

    def show_whole(self, widget: QWidget) -> None:
        """Bring `widget` into view where the card is higher than the window."""
        if self.area.isAncestorOf(widget):
            bring_into_view(widget, look().px(8))

    def _build_head(self, hub: str, why: str) -> None:
        head = line(gap=14)
        head.addWidget(Mark(44), 0, Qt.AlignmentFlag.AlignTop)
        names = column(gap=0)
        self.hub = Label(hub or "HubDesk", "h1", wrap=True)
        names.addWidget(self.hub)
        self.why = Label(why, "body", "2", wrap=True)
        names.addWidget(self.why)
        head.addLayout(names, 1)
        self.above.addLayout(head)

    def _build_foot(self) -> QHBoxLayout:
        self.foot = line(None, (0, 4, 0, 0), 4)
        self.foot.addStretch(1)
        self.foot.addWidget(Label(_t("Text size"), "small", "2"))
        smaller = Button("A−", "ghost", name=_t("Smaller text"), tip="Ctrl+-")
        bigger = Button("A+", "ghost", name=_t("Bigger text"), tip="Ctrl++")
        smaller.clicked.connect(lambda _on=False: look().smaller())
        bigger.clicked.connect(lambda _on=False: look().bigger())
        self.foot.addWidget(smaller)
        self.foot.addWidget(bigger)
        return self.foot
