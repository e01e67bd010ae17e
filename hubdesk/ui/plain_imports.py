"""Takes PySide's watch off Python's imports, before the many files that come after Qt.

PySide replaces `__import__` and reads the source of every module that is imported after it, to
see whether it may use `from __feature__ import snake_case`. HubDesk never does; the reading costs
a tenth of a second, and the sources stay in `linecache` for good: 24 MB with SQLAlchemy's.
"""

from __future__ import annotations

import builtins
import linecache


def put_back() -> None:
    """Python's own import again. Call it after the first import of PySide6; twice is harmless."""
    pythons_own = getattr(builtins, "__orig_import__", None)  # where PySide keeps it
    if pythons_own is not None:
        builtins.__import__ = pythons_own
    linecache.clearcache()
