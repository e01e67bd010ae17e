"""What was set aside beside the records, and how an erasure, a new key and time reach it.

set-aside/…/              records a copy took the place of, or that were mended, with their marks
safety-aside-….hubdesk    a safety copy that went on apart, or of which a part is damaged

Whole records are erased as the hub's own are. What cannot be read whole cannot be searched, and a
safety copy cannot be changed in its middle: those go with the first erasure. After a new key only
a leaver could still open any of it. Reports hold nobody and stay.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher

from hubdesk.errors import Trouble
from hubdesk.errors.store import DiskFull, DiskTrouble, FolderNotWritable
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.store.erased import Listed, erasures_of
from hubdesk.store.erasing import still_to_sweep
from hubdesk.store.files import disk_troubles, wipe
from hubdesk.store.upgrade import forget_copies, upgrade

KEPT_FOR: Final = timedelta(days=60)
REPORT: Final = ".txt"
_DAY: Final = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)")


@dataclass(frozen=True, slots=True)
class Aside:
    """A folder or a file that was set aside, and the day it was."""

    path: Path
    on: date

    @property
    def until(self) -> date:
        """The day it goes by itself."""
        return self.on + KEPT_FOR

    @property
    def records(self) -> Path | None:
        """The records in it, if it has any."""
        found = self.path / "hub.hubdesk"
        return found if found.exists() else None


def asides_in(paths: Paths) -> list[Aside]:
    """All that was set aside and still holds something, oldest first."""
    folders = paths.set_aside.iterdir() if paths.set_aside.exists() else iter(())
    holding = [folder for folder in folders if folder.is_dir() and any(_holds(folder))]
    files = paths.home.glob(f"{paths.tail.stem}-aside-*{paths.tail.suffix}")
    found = [Aside(path, _day_of(path)) for path in (*holding, *files)]
    return sorted(found, key=lambda aside: (aside.on, aside.path.name))


def erase_in_asides(
    paths: Paths,
    data_key: bytes,
    listed: Sequence[Listed],
    erase: Callable[[Any], object],
    *,
    since: date | None = None,
) -> int:
    """Have `erase` done in whole records that lack one of those listed.

    What cannot be read goes if it was set aside by the day `since`, the day of a new erasure:
    what was set aside later is of records that had erased them. Answers with how many went.
    Raises what a disk refuses, and is to be called again then.
    """
    gone = 0
    for aside in asides_in(paths):
        with disk_troubles(paths.home):
            if aside.records is not None and _erased_again(aside.records, data_key, listed, erase):
                continue
            if since is not None and aside.on <= since:
                let_go_of(aside)
                gone += 1
    return gone


def let_go_of(aside: Aside) -> None:
    """Write over it and remove it, but for a report."""
    if aside.path.is_file():
        wipe(aside.path)
        return
    for path in _holds(aside.path):
        wipe(path)
    if not any(aside.path.iterdir()):
        shutil.rmtree(aside.path)


def forget_asides(paths: Paths) -> int:
    """Let go of all of it. Answers with how many there were."""
    found = asides_in(paths)
    for aside in found:
        let_go_of(aside)
    return len(found)


def forget_old_asides(paths: Paths, today: date) -> list[Aside]:
    """Let go of what was set aside long ago. Answers with what that was."""
    old = [aside for aside in asides_in(paths) if aside.until < today]
    with disk_troubles(paths.home):
        for aside in old:
            let_go_of(aside)
    return old


def _erased_again(
    path: Path, data_key: bytes, listed: Sequence[Listed], erase: Callable[[Any], object]
) -> bool:
    """Erase in these records what they lack. False if they cannot be read whole."""
    try:
        upgrade(path, data_key, path.parent)
        forget_copies(path.parent)
        database = Database(path, data_key)
        try:
            with database.apart() as raw:
                lacks = {one.id for one in listed} - {one.id for one in erasures_of(raw)}
                if not lacks and not still_to_sweep(raw):
                    return True
            database.check()
            database.check_whole()
            with database.changing("erase again", gesture=False) as db:
                erase(db)
            database.sweep()
            database.tidy()
        finally:
            database.let_go()
    except (DiskFull, DiskTrouble, FolderNotWritable):
        raise
    except (Trouble, sqlcipher.DatabaseError):
        return False  # damaged, or of another key: it cannot be searched
    for other in _holds(path.parent):
        if other.name not in (path.name, *_marks_of(path)):
            wipe(other)  # its safety copy says the same again, with them in it
    return True


def _holds(folder: Path) -> list[Path]:
    """Its files that may hold somebody: the log after its records, or it would be left alone."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != REPORT)


def _marks_of(path: Path) -> tuple[str, ...]:
    """Files of a whole set that name nobody."""
    return (f"{path.name}-wal", f"{path.name}-shm", "mark.json", "mark-copy.json", "keys.json",
            "keys-copy.json", "open.mark", "first-page.mark")  # fmt: skip


def _day_of(path: Path) -> date:
    """The day in its name; of a name that somebody changed, the day of the file."""
    if (found := _DAY.search(path.name)) is not None:
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass  # no day of the calendar
    return datetime.fromtimestamp(os.stat(path).st_mtime, UTC).date()
