"""What is imported costs once: its source is not kept, and no search for waste reads it again."""

from __future__ import annotations

import subprocess
import sys

LEFT_OUT = """
import gc
import hubdesk.app.starting
hubdesk.app.starting.load_the_desk()
print(len(gc.get_objects()) * 100 // gc.get_freeze_count())
"""

LOOK = """
import hubdesk.app.starting
hubdesk.app.starting.load_the_desk()  # as the app does, after the first paint
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
    """The number a script ends with: letters of source that stay in memory."""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return int(done.stdout.split()[-1])


def test_sources_are_not_kept_in_memory():
    assert kept(LOOK) < 100_000  # with PySide's watch it is 8,000,000


def test_sources_are_not_kept_where_a_thread_imported_while_qt_was_loaded():
    assert kept(AND_A_THREAD) < 100_000


def test_a_search_for_waste_passes_over_what_was_loaded_before_the_desk():
    assert kept(LEFT_OUT) < 5  # of a hundred objects; without it a gesture waited for all of them
