"""Lists that were left, as tabs above the desk: the five newest, older ones behind a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.ui.front_desk.basket import Basket
from hubdesk.ui.page import Frame
from hubdesk.ui.space import emptied, line
from hubdesk.ui.widgets.buttons import Button

MOST = 5


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class ParkedTabs(QWidget):
    """`opened` carries the Basket somebody wants to go on with."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = line(self, 0, 8)
        self._shown: tuple[Basket, ...] = ()
        self._is_narrow = False
        self.hide()

    def show_parked(self, parked: Sequence[Basket], name_of: Callable[[Basket], str]) -> None:
        """Draw them again, where they changed. Without any the whole line goes."""
        self.setVisible(bool(parked))
        if tuple(parked) == self._shown:
            return
        self._shown = tuple(parked)
        emptied(self._row)
        for basket in parked[-MOST:]:
            many = i18n.count(len(basket.lines), _t("device"), _t("devices"))
            who, count = name_of(basket), len(basket.lines)
            words = _t("{who}: {many} not lent").format(who=who, many=many)
            short = _t("{who}: {count}").format(who=who, count=count)
            tab = Button(short if self._is_narrow else words, icon="clock", elides=True)
            tab.setAccessibleName(words)
            tab.setToolTip(words if self._is_narrow else "")
            self._add(tab, basket)
        if older := parked[:-MOST]:
            more = Button(_t("{count} more").format(count=len(older)), "ghost")
            more.setAccessibleName(_t("Open the oldest of {count} more").format(count=len(older)))
            self._add(more, older[0])
        self._row.addStretch(1)

    def set_frame(self, frame: Frame) -> None:
        """Whose they are and how many is all there is room for beside large text."""
        if self._is_narrow is not (frame is Frame.NARROW):
            self._is_narrow, self._shown = frame is Frame.NARROW, ()

    def _add(self, button: Button, basket: Basket) -> None:
        button.clicked.connect(partial(self._open, basket))
        self._row.addWidget(button)

    def _open(self, basket: Basket, _on: bool = False) -> None:
        self.opened.emit(basket)
