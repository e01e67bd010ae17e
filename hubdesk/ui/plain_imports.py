"""Takes PySide's watch off Python's imports, before the many files that come after Qt.

PySide replaces `__import__` and reads the source of every module that is imported after it, to
see whether it may use `from __feature__ import snake_case`. HubDesk never does; the reading costs
a tenth of a second, and the sources stay in `linecache` for good: 24 MB with SQLAlchemy's.
"""

from __future__ import annotations

import builtins
import linecache

# Imported before Qt, this is Python's own; after it, the watch, and nothing is put back.
_BEFORE = builtins.__import__


def put_back() -> None:
    """Python's own import again. Import this before PySide6, and call it after; twice is harmless.

    A thread that imports while Qt is being loaded may set the watch once more.
    """
    builtins.__import__ = _BEFORE
    linecache.clearcache()
