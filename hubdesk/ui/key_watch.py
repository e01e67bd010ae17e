"""Lets a filter see the keys of the whole app at the price of the focus alone.

An event filter in Python on the QApplication costs about 10 µs for every event there is, which
doubled the time to build a page. Keys enter the app through the window that has the focus, and
tests send them to the widget that has it: watching those two is enough.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class KeyWatch(QObject):
    """Keeps `filter_` installed on the windows and the widget that have the focus."""

    def __init__(self, filter_: QObject, app: QApplication) -> None:
        super().__init__(filter_)
        self._filter = filter_
        self._app = app
        self._widget: QWidget | None = None
        self._windows: set[QWindow] = set()
        app.focusChanged.connect(self._follow)
        app.focusWindowChanged.connect(self._follow_window)
        self._follow_window(app.focusWindow())
        self._follow(None, app.focusWidget())

    def stop(self) -> None:
        """Take the filter off everything."""
        self._app.focusChanged.disconnect(self._follow)
        self._app.focusWindowChanged.disconnect(self._follow_window)
        self._follow(None, None)
        for window in self._windows:
            if isValid(window):
                window.removeEventFilter(self._filter)
        self._windows.clear()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._widget is not None and isValid(self._widget):
            self._widget.removeEventFilter(self._filter)
        self._widget = now
        if now is not None:
            now.installEventFilter(self._filter)

    def _follow_window(self, now: QWindow | None) -> None:
        self._windows = {window for window in self._windows if isValid(window)}
        if now is not None and now not in self._windows:
            self._windows.add(now)
            now.installEventFilter(self._filter)
