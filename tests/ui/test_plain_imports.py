"""Nothing reads, and keeps, the source of every module that is imported after Qt."""

from __future__ import annotations

import subprocess
import sys

LOOK = """
import hubdesk.app.starting, hubdesk.app.desk
import linecache
print(sum(len(line) for kept in linecache.cache.values() for line in kept[2]))
"""


def test_sources_are_not_kept_in_memory():
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 100_000  # with PySide's watch it is 8,000,000
