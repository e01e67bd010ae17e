"""Whether this computer reaches others, and whether the line costs by the amount."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hubdesk.sync.sending import Line

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation


class Connection(QObject):
    """`line` as the system tells it. Where it tells nothing, the line counts as up and free."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._line = Line()
        self._told: QNetworkInformation | None = None

    def begin(self) -> None:
        """Listen, once. Called after the first paint, since it loads QtNetwork."""
        if self._told is not None:
            return
        from PySide6.QtNetwork import QNetworkInformation

        if QNetworkInformation.loadDefaultBackend():
            self._told = QNetworkInformation.instance()
        if self._told is None:
            return
        self._told.reachabilityChanged.connect(self._look)
        self._told.isMeteredChanged.connect(self._look)
        self._told.isBehindCaptivePortalChanged.connect(self._look)
        self._look()

    def line(self) -> Line:
        return self._line

    def _look(self, *_facts: object) -> None:
        told = self._told
        if told is None:
            return
        # what is only near may lead on all the same: a server in the building counts too
        up = told.reachability() not in (told.Reachability.Disconnected,)
        self.set_line(up and not told.isBehindCaptivePortal(), told.isMetered())

    def set_line(self, is_up: bool, is_metered: bool = False) -> None:
        """How it is from now on."""
        was = self._line
        since = self._now() if is_up and not was.is_up else was.since
        self._line = Line(is_up, is_up and is_metered, since)
        if self._line != was:
            self.changed.emit()
