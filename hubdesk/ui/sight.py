"""What is new on a page comes into sight where the page has to scroll for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.theme import look

CLEAR = 24  # units: beyond the faded edge


class Sight(QObject):
    """Scrolls `area` to what was asked for, again as the page grows, until it is forgotten."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._wanted: QWidget | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        area.verticalScrollBar().rangeChanged.connect(self._look)

    def bring(self, widget: QWidget) -> None:
        """Scroll no further than it takes to see `widget`, once it has its place."""
        self._wanted = widget
        self._soon.start(0)

    def begin_anew(self, widget: QWidget) -> None:
        """Somebody else is here: from the top, and as far as `widget`."""
        self._area.verticalScrollBar().setValue(0)
        self.bring(widget)

    def forget(self) -> None:
        """The next gesture: whoever scrolls now is left alone."""
        self._wanted = None

    def _look(self) -> None:
        wanted = self._wanted
        if wanted is None or not isValid(wanted) or not wanted.isVisible():
            return
        clear, inside = look().px(CLEAR), self._area.widget()
        if inside is not None and wanted.height() + 2 * clear > self._area.viewport().height():
            top = wanted.mapTo(inside, wanted.rect().topLeft()).y()
            self._area.verticalScrollBar().setValue(top - clear)  # it begins, and goes on below
        else:
            bring_into_view(wanted, clear)
