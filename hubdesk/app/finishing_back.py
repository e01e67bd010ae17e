"""What bringing a copy back ends with: at once, or at the next start where it was cut short before.

The records are whole by then. What is missing is that they know of it: a new line of work with
numbers nobody used, that it was done, and that the copy lies where it came from.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from hubdesk.app.found_there import FoundThere, from_said, note_there
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.paths import Paths
from hubdesk.store.copies import Manifest
from hubdesk.store.database import Database
from hubdesk.store.entries import newest_point
from hubdesk.store.restoring import slots_here
from hubdesk.store.settling import open_stream
from hubdesk.store.unfinished import forget_unfinished, unfinished


def put_right(
    database: Database,
    name: str,
    papers: Manifest,
    there: FoundThere | None,
    erase: Callable[[Session], int],
    now: datetime,
) -> int:
    """Nobody who was erased comes back, and how many those are is the answer."""
    known = {stream.id for stream in papers.facts.streams}
    with database.alone() as raw:
        if newest_point(raw).stream in known:  # the start may have opened one for its own reasons
            open_stream(raw, "copy brought back", now)
            if database.tail is not None:
                database.tail.follow(raw)
    database.keep_anchor()
    note_there(database, papers, there, now)
    with database.changing("recovered", gesture=False) as db:
        note_access(db, what=Watched.RESTORED, why=name, now=now)
        return erase(db)


def finish_bringing_back(paths: Paths, database: Database) -> None:
    """Right after the records were opened. Who is to be erased in them, the caller sees to."""
    found, here = unfinished(paths), slots_here(paths)
    if found is not None and here is not None and found.papers.hub == here.hub:
        now = database.clock().astimezone()
        there = from_said(found.more)
        put_right(database, found.name, found.papers, there, lambda _db: 0, now)
    forget_unfinished(paths)
