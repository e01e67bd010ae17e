"""One at a time over a small file, between threads of one program and between programs.

The lock is on an open file, so it is let go of when its program ends in any way.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hubdesk.store.files import trouble_of


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Wait until nobody else has this lock, and hold it. Not to be asked for twice by one thread.

    Raises FolderNotWritable, DiskFull and DiskTrouble.
    """
    try:
        file = path.open("a+b")
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error
    with file:
        try:
            _take(file)
        except OSError as error:
            raise trouble_of(error, os.fspath(path.parent)) from error
        yield


def _take(file: Any) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # it is let go of with the file
        return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX)
