"""What is imported before the first picture: the unlock screen waits for nothing heavy."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from hubdesk.paths import Paths

# Measured imports: SQLAlchemy 200 ms, Alembic 200, ReportLab 100, holidays 50, Lucide 54.
HEAVY = {
    *("sqlalchemy", "alembic", "reportlab", "lucide", "holidays", "phonenumbers", "uharfbuzz"),
    *("fontTools", "PIL", "pypdfium2", "python_calamine", "segno", "bidi", "tzdata"),
}

# Runs the real `hubdesk`, and notes what is imported at the moment a window is first painted.
WATCHER = """
import json, os, sys
sys.argv = ["hubdesk", "--home", sys.argv[1]]
from hubdesk import cli
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class Watcher(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            modules = sorted({name.partition(".")[0] for name in sys.modules})
            print(json.dumps([watched.window().windowTitle(), modules]), flush=True)
            os._exit(0)
        return False

def run_until_painted(*_):
    app = QApplication.instance()
    watcher = Watcher()
    app.installEventFilter(watcher)
    while True:
        app.processEvents()

QApplication.exec = run_until_painted
cli.main()
"""


@pytest.fixture
def first_picture(paths: Paths) -> tuple[str, set[str]]:
    """The title of the first window painted for a hub that is there, and what was imported."""
    asked = subprocess.run(
        [sys.executable, "-c", WATCHER, str(paths.home)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert asked.returncode == 0, asked.stderr
    title, modules = json.loads(asked.stdout.splitlines()[-1])
    return title, set(modules)


def test_nothing_heavy_is_imported_before_unlock_is_painted(first_picture: tuple[str, set[str]]):
    title, modules = first_picture
    assert "HubDesk" in title
    assert "PySide6" in modules
    assert not HEAVY & modules
