"""One application, one look, and a window that has the focus, for every test of the window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from hubdesk.ui.theme import Look


@pytest.fixture(scope="session")
def _one_look(qapp: QApplication) -> Look:
    found = qapp.property("hubdesk.look")
    return found if isinstance(found, Look) else Look(qapp, "light")


@pytest.fixture(autouse=True)
def look(_one_look: Look) -> Look:
    """The look of the app, light at 100 % before every test."""
    _one_look.choose("light")
    _one_look.set_scale(100)
    return _one_look


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Callable[..., QMainWindow]]:
    """Show a widget in a window of a size, active and painted."""
    windows: list[QMainWindow] = []

    def shown(widget: QWidget, width: int = 1366, height: int = 697) -> QMainWindow:
        window = QMainWindow()
        window.setCentralWidget(widget)
        window.resize(width, height)
        windows.append(window)
        window.show()
        window.activateWindow()
        settle(qapp)
        return window

    yield shown
    for window in windows:
        window.close()
        window.deleteLater()
    settle(qapp)


def settle(app: QApplication) -> None:
    """Let layouts and posted events come to rest."""
    for _ in range(3):
        app.processEvents()
