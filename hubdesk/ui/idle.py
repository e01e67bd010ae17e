"""Notices that somebody is there: a key, a click, the wheel. Nobody for a while means lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication

from hubdesk.ui.key_watch import KeyWatch

_STIRS = frozenset((QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel))


class IdleWatch(QObject):
    """`stirred` tells of every key, click and turn of the wheel in a window of ours."""

    stirred = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._watch = KeyWatch(self, app)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _STIRS:
            self.stirred.emit()
        return False
