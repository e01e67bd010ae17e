"""Reading the history of a record, as far as whoever is at the desk may see it."""

from __future__ import annotations

from hubdesk.operations.rights import untold
from hubdesk.queries.history import HistoryRow, RecordKind, history
from hubdesk.ui.doors import Doors
from hubdesk.ui.history.list import Read


def reader(doors: Doors, kind: RecordKind, id: str) -> Read:
    """Reads a window of what happened to a record: how many, after how many."""

    def read(limit: int, offset: int) -> list[HistoryRow]:
        hidden = untold(lambda right: not doors.barred(right), of_somebody=True)
        return doors.look(
            lambda db: history(db, kind, id, limit=limit, offset=offset, hidden=hidden)
        )

    return read
