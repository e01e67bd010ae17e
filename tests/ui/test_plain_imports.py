"""Nothing reads, and keeps, the source of every module that is imported after Qt."""

from __future__ import annotations

import subprocess
import sys

LOOK = """
import hubdesk.app.starting
hubdesk.app.starting._load()  # as the app does, after the first paint
import linecache
print(sum(len(line) for kept in linecache.cache.values() for line in kept[2]))
"""

# The thread that unpacks the fonts imports while Qt does, and may leave the watch set.
AND_A_THREAD = (
    """
import builtins
import hubdesk.ui.plain_imports
import PySide6.QtCore
watch = builtins.__import__
import hubdesk.app.starting as starting
builtins.__import__ = watch
"""
    + LOOK
)


def kept(script: str) -> int:
    """Letters of source that stay in memory."""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return int(done.stdout.split()[-1])


def test_sources_are_not_kept_in_memory():
    assert kept(LOOK) < 100_000  # with PySide's watch it is 8,000,000


def test_sources_are_not_kept_where_a_thread_imported_while_qt_was_loaded():
    assert kept(AND_A_THREAD) < 100_000
